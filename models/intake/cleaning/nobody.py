"""Words in a column of names that name nobody: 空置, 未售, 拒绝登记, 商铺（理发店）; and the sample rows of templates."""

import re
from typing import Any

from models.intake.cleaning.cells import Odd, as_text
from models.intake.cleaning.names import clean_name
from models.words import _

_EMPTY = (
    "空关房?|空置?[户房屋]?|闲置房?|(?:常年|长期|暂时?)?(?:无人|没人|没住人|未住人|未入住|未居住|无住户)(?:居住|入住|住)?|未售出?|待售|未卖|未交[房付]"
    "|未装修|毛坯房?|(?:正在)?装修中?|待租|待出租|已?拆[迁除]|已搬[走离空]|搬空|搬走|暂无住户|无业主"
)
_LET = "(?:已|整体)?出租[房屋户]?|群租房?|租[户客]|房客|租房户?|租住户?|租赁户?|承租[户人]"
_OTHER = (
    "拒绝?(?:登记|访问?|提供|配合|采集|入户|填写|开门)?|不(?:配合|愿|肯|予)?(?:登记|提供|配合|采集|告知)|未登记|未采集|联系不上|(?:多次)?(?:上门|敲门)(?:无人|不应|不开|未应|无人应答?)"
    "|无人应答|家中无人|未见面|未知|不详|不知道?|不清楚|待核实?|待查|待定|待补充?|暂无|没有|业主|房东|住户|居民|某某某?|[Xx×]{2,}"
    "|(?:临街|沿街|底层|一楼)?(?:商铺|店铺|商户|商业|底商|门面房?|门市房?|铺面|网点)|(?:小)?超市|便利店|小卖部|理发店|药店|诊所|饭店|餐馆|茶馆|棋牌室|民宿|宾馆|旅馆"
    "|仓库|库房|车库|储藏[室间]|物业(?:用房|公司|办公室)?|(?:社区|公共|设备|办公|值班|管理|活动|经营)?用房|办公室?|配电[房室]|设备间|值班室|活动室|幼儿园|自用|单位|公司"
)
_BETWEEN = r"[、，,；;/|\s\-—]*"
_NOBODY = re.compile(
    rf"(?:(?P<empty>{_EMPTY})|(?P<let>{_LET})|(?:{_OTHER})){_BETWEEN}(?:(?:{_EMPTY}|{_LET}|{_OTHER}){_BETWEEN})*"
)
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_SAMPLE = re.compile(
    r"[(（\[【〔](?:填写)?(?:示例|样例|范例|举例|例子?|样本|样表|模板|参考|测试)[^)）\]】〕]*[)）\]】〕]|^(?:填写)?(?:示例|样例|范例|例如?)[:：]"
)


def clean_resident(value: Any) -> Any:
    """The name of somebody who lives behind a door, None for a blank, or an `Odd`; "nobody" where the words name none."""
    text = as_text(value)
    if _NOBODY.fullmatch(_without_brackets(text)):
        return Odd(None, "", "nobody")
    if _SAMPLE.search(text):
        return Odd(None, _("This is a sample row of the form; it was left out."), "reject")
    return clean_name(value)


def _without_brackets(text: str) -> str:
    return _BRACKETS.sub("", text).strip()


def is_vacant(text: str) -> bool:
    """Whether words in place of an owner say that there is none yet, or nobody who lives there."""
    return state_in(text) != ""


def state_in(text: str) -> str:
    """The state of a dwelling of which such words speak; blank where they tell none."""
    match = _NOBODY.fullmatch(_without_brackets(text))
    return "" if match is None else "empty" if match["empty"] else "let" if match["let"] else ""


def says_more(text: str) -> bool:
    """Whether such words say more than the state of the dwelling does."""
    return state_in(text) == "" or _BRACKETS.search(text) is not None
