"""What a table must speak of to be a ledger, and the titles of lists that no ledger of the register is.

Words like 名称, 日期 and 负责人 stand in lists of anything: such a list is left out rather than taken for another.
"""

import re
from collections.abc import Sequence

from models.intake.meaning.lexicon import keys_of, noted, own_headers
from models.intake.meaning.understanding import meanings_of
from models.search import fold

_SPEAKS = {
    "visits": re.compile("访|入户|民情|慰问|敲门|上门|探[视望]|看望|联系|关爱|日记|日志|见面|见到|在家"),
    "matters": re.compile(
        "[诉述]求|事[项件由]|工单|问题|反映|投诉|求助|咨询|报[修事]|信访|来[电访信]|热线|12345|办[件理结]|困难|意见|建议|受理|交办|吹哨|民生|举报"
        "|隐患|矛盾|提案|留言|案件|信件|[转派]单|需求|内容"
    ),
    "mediations": re.compile("调解|调处|纠纷|矛盾|当事人|申请[人方]|[甲乙]方|双方|化解|案[由情件]|争议"),
    "units": re.compile("组织|支部|党|委|小组|网格|机构|部门|片区|楼栋|楼组|辖区|单位"),
    "grids": re.compile("网格|微格|片格|片组"),
}  # fmt: skip
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NO_LEDGER = re.compile(
    r"(?:心愿|微实事|场所|会议|三会一课|主题党日|党日活动|签到|考勤|值班|物资|物品|器材|设备|设施|资产|车位|停车|犬只?|养犬|宠物|商户|商铺|门店|店铺|企业"
    r"|积分|捐赠|捐款|领用|检查|培训|学习|收支|财务|合同|[收发]文|活动|协商|议事|荣誉|评比|借[用阅]|图书|食堂|助餐|垃圾分类|消毒)"
    r"(?:情况|信息|基本|明细|管理|工作|检查|发放|领取|认领|征集|申请|使用|出入库|签到|统计|汇总|公示){0,3}"
    r"(?:台账|登记[表册簿]?|记录[表册簿]?|[一]?览表|名[册单]|清单|明细表?|汇总表?|统计表?|信息表?|日志|月报|年报|表|册|簿)?(?:[(（].*[)）])?$"
)
_ANOTHERS = re.compile("走访|民情|入户|探访|巡访|慰问|[诉述]求|工单|调解|纠纷|矛盾|网格员|花名册|居民|户籍")
_LONGEST_TITLE = 40
_OF_RESIDENTS = frozenset({"document", "birth", "sex", "relation", "householder"})
_VAGUE = ("row_number", "community")


def no_ledger(sheet_name: str, above: Sequence[str]) -> str:
    """The title of a list that no ledger of the register is: 微心愿台账, 会议签到表; blank where there is none."""
    titles = ["".join(text.split()) for text in (*above, sheet_name) if len(text) <= _LONGEST_TITLE]
    if any(map(_ANOTHERS.search, titles)):
        return ""
    return next((title for title in titles if _NO_LEDGER.search(title)), "")


def speaks_of(ledger: str, headers: Sequence[str], said: str, title: str) -> bool:
    """Whether headers, a sheet's name and its titles speak of what a ledger holds. `title` is that of another list."""
    named = [header for header in headers if header]
    if title:
        return (
            ledger == "people"
            and len({one for header in named for one in _first("people", header)} & _OF_RESIDENTS) > 1
        )
    if not any(map(_CHINESE.search, named)):
        return True
    if ledger == "visits" and any(_first("visits", header) == ("person_id",) for header in named):
        return True
    if ledger == "households":
        return 2 * sum(_is_told(ledger, header) for header in named) >= sum(_counts(ledger, header) for header in named)
    words = _SPEAKS.get(ledger)
    return words is None or any(map(words.search, (said, *named))) or _is_own(ledger, named)


def lists_grids(headers: Sequence[str]) -> bool:
    """Whether the rows of a table are grids, of which a column may say to which unit each belongs."""
    names = [header for header in headers if "name" in _first("units", header) or "code" in _first("units", header)]
    names = [header for header in names if not header.startswith(("所属", "所在", "隶属", "归属"))]
    behind_doors = any(_first("households", header)[:1] in (("room",), ("door",)) for header in headers)
    return not behind_doors and bool(names) and all("网格" in one and "支部" not in one for one in names)


def _first(ledger: str, header: str) -> tuple[str, ...]:
    return meanings_of(ledger, header)[:1]


def _counts(ledger: str, header: str) -> bool:
    return _first(ledger, header) not in {(one,) for one in _VAGUE}


def _is_told(ledger: str, header: str) -> bool:
    return _counts(ledger, header) and bool(_first(ledger, header) or not noted(ledger).isdisjoint(keys_of(header)))


def _is_own(ledger: str, headers: Sequence[str]) -> bool:
    return 2 * sum(fold(header) in own_headers(ledger) for header in headers) >= len(headers)
