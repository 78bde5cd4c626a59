"""What a sheet's name, its title or a line between its rows says of all the rows beneath: estate, building, month."""

import re
import unicodedata
from collections.abc import Iterable

from models.doors import Door, bare_estate, parse_door, parse_place, place_within

PARTS = ("estate", "building", "entrance", "room", "grid_id", "unit_id")
DOOR = ("estate", "building", "entrance", "room")
_MONTH = re.compile(r"(?:(20\d\d)\s*[年./-]\s*)?(\d{1,2})\s*月")
_GRID = re.compile(r"(?:第(?:[一二三四五六七八九十]{1,3}|\d{1,3})|(?<![\d一二三四五六七八九十])\d{1,3}号?)网格$")
_DOTTED = re.compile(r"^(20\d\d)[./-]?(\d{2})$")
_BRANCH = re.compile(r"(?:^.*(?:街道|社区|居委会|镇))?([\u4e00-\u9fff0-9]{2,20}?(?:党支部|党总支|支部))")
_YEAR = re.compile(r"(20\d\d)\s*年|(?<!\d)(20\d\d)(?!\d)")


_DATED = re.compile(r"(?<!\d)(?:(?:19|20)\d{6}|(?:19|20)\d\d年?度?(?:\d{1,2}月份?)?(?:\d{1,2}[日号](?!楼))?)(?!\d)")
_BRACKETED, _EXCEPT = re.compile(r"[(（]([^()（）]+)[)）]$"), re.compile("[共含除缺另无未]")
_COPY = re.compile(
    r"(?:[-_—]?(?:副本|备份|最终版?|最新版?|终版|定稿|新版|修改版?|v\d+(?:\.\d+)*)|[(（][^()（）]*[)）])+$",
    re.IGNORECASE,
)
# What a list is called by, and whom it is of: words that say nothing of a place.
LISTING = (
    r"(?:居民|村民|住户|家庭|常住|户籍|流动|暂住|外来|人员|人口|党员|群众|业主|房主|房东|产权人|租户|租客|承租人?|房屋|住房|房产|出租房?|入住"
    r"|独居|空巢|高龄|留守|失独|失能|孤寡|老人|老年人?|残疾人?|困难|低保|特困|儿童|妇女|育龄|青少年|志愿者|退役|退伍|军人|优抚|计生|关爱|重点"
    r"|服务|走访|入户|慰问|探访|摸底|排查|核查|调查|普查|采集|巡查|对象|成员|户主|物业|楼栋|一户一档|花名册|名册|台账|登记|通讯录|通信录"
    r"|联系|电话|方式|住址|地址|名单|一览|信息|基本|情况|详细|资料|档案|数据|底册|底数|统计|汇总|明细|清单|总表|记录|报表|电子|表格?|册|簿|的|及|和|与|各|全体|所有|全部|详情|导出|录入)"
)
_KIND_BEHIND = re.compile(rf"{LISTING}+[\d_-]{{0,3}}$")
_KIND_BEFORE = re.compile(
    rf"^(?:{LISTING}*(?:花名册|名册|台账|登记[表册簿]?|通讯录|名单|一览表|信息[表册]?|统计表|汇总表?|明细表?)[-_—:：、]*)+"
)
_NUMBERED = re.compile(
    r"^(?:(?:附件|附表|表|第)?[\d一二三四五六七八九十]{0,3}(?:部分)?[-_.、:：]+|附[件表][\d一二三四五六七八九十]*"
    r"|[(（][\d一二三四五六七八九十]{1,3}[)）]、?|第[\d一二三四五六七八九十]{1,3}部分|[\d一二三四五六七八九十、]{1,3}$)"
)
_SEVERAL = re.compile(r"\d(?:号楼|栋|幢|座|#)")
_NO_ESTATE = re.compile(
    r"(?:网格|社区|街道|公司|物业|支部|总支|党委|党组|委员会|居委会|村委会|办公室|办事处|中心|服务站|单位|幼儿园|公园|校园|养老院|敬老院|福利院|医院|学院"
    r"|法院|检察院|卫生院|[影剧]院|[独定分群]居|进城|县城|[全辖]区|[年月日号])$"
    r"|^(?:老旧|无物业|开放式|封闭式?|商品房|安置房?|示范|文明|平安)*(?:小区|家园|花园|公寓|新村|大厦|片区)?$"
)


def place_in(text: str) -> dict[str, str]:
    """Estate, building and entrance that a sheet's name, a title or a heading names: 松林苑3号楼花名册 -> 松林苑, 3."""
    bare = _COPY.sub("", _DATED.sub("", re.sub(r"\s+", "", text)))
    shorn = _KIND_BEHIND.sub("", bare)
    place = parse_place(bare) or parse_place(shorn) or place_within(bare) or _in_brackets(text)
    if place is None or (place.building and _SEVERAL.search(place.estate)):
        return {}
    estate = _estate(place.estate)
    found = {"estate": estate, "building": place.building, "entrance": place.entrance}
    return {name: value for name, value in found.items() if value}


def _in_brackets(text: str) -> Door | None:
    """The building that stands in brackets behind a title: 走访记录（清波里3栋）."""
    match = _BRACKETED.search(text.strip())
    place = parse_place(match[1]) if match and not _EXCEPT.search(match[1]) else None
    return place if place and place.building else None


TITLE_LINE, SHEET_NAME, FILE_NAME = "title", "sheet", "file"
_FROM = ".from"


def told_by(source: str, place: dict[str, str]) -> dict[str, str]:
    """A place with what has told each part of it: a title, the sheet's name, the file's; blank where it says so itself."""
    return place | {name + _FROM: source for name in place}


def source_of(said: dict[str, str], part: str) -> str:
    """What has told a part of a place."""
    return said.get(part + _FROM, "")


def with_file(said: dict[str, str], file: dict[str, str]) -> dict[str, str]:
    """What a sheet says of its place, and what the name of its file says beside it, unless that is of another estate."""
    if said.get("estate", file.get("estate")) != file.get("estate"):
        return said
    return told_by(FILE_NAME, file) | said


def _estate(words: str) -> str:
    """An estate without what a title says before it: its number, what it lists, the district; blank for an office."""
    bare = _KIND_BEFORE.sub("", _NUMBERED.sub("", words)).strip("-_—:：、.,")
    bare = bare_estate(bare)
    return "" if len(bare) < 2 or _NO_ESTATE.search(bare) else bare


def branch_in(texts: Iterable[str]) -> dict[str, str]:
    """The party branch that a roster's sheet, title or a line above it names: 松林苑党支部党员名册, 填报单位：松林苑党支部."""
    match = next(filter(None, (_BRANCH.search(re.sub(r"\s+", "", text)) for text in texts)), None)
    return {"party_branch": match[1]} if match else {}


def grid_in(text: str) -> str:
    """The grid that a sheet's name, a title or a heading names: 桂香社区第三网格花名册 -> 第三网格; blank for none."""
    match = _GRID.search(_KIND_BEHIND.sub("", re.sub(r"\s+", "", text)))
    return match[0] if match else ""


def heading_in(text: str, said: dict[str, str]) -> dict[str, str]:
    """What holds of the rows beneath a heading, `said` before it: a building or a door ends the one named before."""
    found = place_in(text)
    if not found and (door := parse_door(text)) is not None:
        found = {name: value for name, value in door._asdict().items() if value and name in DOOR}
    if grid := grid_in(text):
        found["grid_id"] = grid
    return beneath(found, said)


def beneath(found: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """What holds beneath a heading that says `found` of its place, `said` before it."""
    first = min((DOOR.index(name) for name in found if name in DOOR), default=len(DOOR))
    return without(DOOR[first:], said) | found


def without(parts: Iterable[str], said: dict[str, str]) -> dict[str, str]:
    """What is said of a place but for these parts of it."""
    ended = {part + end for part in parts for end in ("", _FROM)}
    return {name: value for name, value in said.items() if name not in ended}


def month_in(texts: Iterable[str]) -> tuple[int, int]:
    """The year and the month that the first text to name them names; 0 for what none names."""
    year = month = 0
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        if match := _DOTTED.match(plain.strip()):
            return int(match[1]), int(match[2])
        if (match := _MONTH.search(plain)) and 1 <= int(match[2]) <= 12:
            month = month or int(match[2])
            year = year or int(match[1] or 0)
        if not year and (match := _YEAR.search(plain)):
            year = int(match[1] or match[2])
    return year, month
