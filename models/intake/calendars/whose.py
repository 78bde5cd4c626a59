"""Whose visits a sheet holds where no column says so: who calls or who is visited, by a line above, a title, its name."""

import re
from collections.abc import Iterator

from models.intake.calendars.visited import Known
from models.intake.cleaning.cells import as_text
from models.intake.cleaning.names import looks_like_name
from models.intake.files.source import Sheet
from models.intake.forms.finding import labelled
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.context import place_in
from models.intake.sheets.layouts import Layout

_CALLED = re.compile(
    r"(?:走访人员?|网格员|走访干部|入户人员|责任人|社工)\s*[:：]?\s*([\u3400-\u9fff·]{2,8}?)(?=$|[\s\d()（）、,，;；])"
)
_CALLS = re.compile("访|慰问|入户|上门|敲门|网格员|社工")
_BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")
_BELOW = 8  # rows
_WRITES = re.compile("填|记录|登记|联系人|审核|制表")  # who fills in a sheet need not have been at the door
_DATE_BEHIND = re.compile(r"\s+(?:20\d\d|\d{1,2}\s*月).*$")  # 网格员：李敏   2026年10月
_NAMED = re.compile(
    r"(?:20\d\d年?(?:度|\d{1,2}月份?)?|关于|对|独居|空巢|孤寡|高龄|失独|重点|特殊|困难|低保|残疾|老人|人员|居民|群众|户主|党员|家庭|户"
    r"|网格员|走访人员?|社工|干部|志愿者)*"
    r"([\u3400-\u9fff·]{2,}?)"
    r"(?:老人|同志|奶奶|爷爷|阿姨|叔叔|大爷|大妈|女士|先生|一家|家庭|家|户|的|[入到]户|上门|走访|探访|探望|巡访|慰问|联系|电话|关爱|帮扶|服务|民情"
    r"|日常|工作|记录|日记|日志|台账|登记|情况|表|卡|册|簿|档案|信息|明细|汇总|\(.*\)|（.*）|\s|20\d\d年?(?:度|\d{1,2}月份?)?)*"
)
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
# Sheets are called so, and these begin like names.
_NO_NAMES = frozenset({
    "高龄", "常规", "温暖", "关爱", "关怀", "单位", "项目", "夏季", "安全", "简介", "成员", "路段", "全部", "全年", "计划", "花名册", "向阳", "白云", "和平", "平安",
    "安居", "康乐", "金桂", "高层", "商户", "商铺", "上半年", "下半年", "党员", "党群",
})  # fmt: skip
_NO_NAME = re.compile(r".*[苑里园院村区巷街组湾府庄坊栋座楼队表册账单页级类户员季年号]")


def visitor_of(layout: Layout, sheet: Sheet) -> str:
    """Who visits, where no column says so: 走访人：李敏, 网格员李敏 2026年3月走访日历, or a sheet of those that he visited."""
    if layout.column_of("visitor"):
        return ""
    for label, (text, _row, _column) in labelled(sheet, layout.region.first):
        if "visitor" in meanings_of("visits", label) and not _WRITES.search(label):
            return _DATE_BEHIND.sub("", text)
    if visitor := _visitor_below(layout, sheet):
        return visitor
    names = (match[1] for text in layout.region.above for match in _CALLED.finditer(text))
    said = next((name for name in names if looks_like_name(name)), "")
    return said or (_likely(sheet.name) if layout.kind == "wall" or _names_the_visited(layout) else "")


def _visitor_below(layout: Layout, sheet: Sheet) -> str:
    """Who visits by a line under the rows, 探访人：李敏; nobody where it is a place to sign, or names several lines."""
    last = max(layout.region.rows, default=layout.region.last)
    found: dict[str, None] = {}
    for row in sheet.rows[max(layout.region.last + 1, last - 1) : last + 1 + _BELOW]:  # it may pass for a row of data
        for number, cell in enumerate(row):
            label, colon, text = (
                as_text(cell).partition("：") if "：" in as_text(cell) else as_text(cell).partition(":")
            )
            if not colon or not _CALLS.search(label) or meanings_of("visits", label.strip())[:1] != ("visitor",):
                continue
            text = text.strip() or (as_text(row[number + 1]) if number + 1 < len(row) else "")
            if text and all(map(looks_like_name, _BETWEEN_NAMES.split(text))):
                found[text] = None
    return next(iter(found)) if len(found) == 1 else ""


def person_of(layout: Layout, sheet: Sheet, known: Known) -> dict[str, str]:
    """Who is visited, and behind which door, where no column says so: 姓名：李淑英, 李淑英走访记录, a sheet called 李淑英."""
    if _names_the_visited(layout):
        return {}
    above = {meanings_of("visits", label)[:1]: text for label, (text, *_at) in labelled(sheet, layout.region.first)}
    if name := above.get(("person_id",), ""):
        door = above.get(("household.door",), "")
        return {"person_id": name} | ({"household.door": door} if door else {})
    names = list(dict.fromkeys(name for text in (sheet.name, *layout.region.above) for name in _names_in(text)))
    found = known(names)
    name = next((name for name in names if name in found), "") or _likely(sheet.name)
    return {"person_id": name} if name else {}


def _names_the_visited(layout: Layout) -> bool:
    return any(one.meaning == "person_id" or one.meaning.startswith("household") for one in layout.columns)


def _likely(text: str) -> str:
    """The person's name that a sheet is called by, where nobody can be asked whether there is such a person."""
    found = (one for one in _names_in(text) if looks_like_name(one) and not _NO_NAME.fullmatch(one))
    return "" if place_in(text) else next((one for one in found if one not in _NO_NAMES), "")


def _names_in(text: str) -> Iterator[str]:
    """What may be a person's name in a title: as it stands, without what is said around it, in its brackets."""
    for part in (text.strip(), _BRACKETED.sub("", text).strip(), *_BRACKETED.findall(text)):
        if match := _NAMED.fullmatch(part):
            yield match[1]
