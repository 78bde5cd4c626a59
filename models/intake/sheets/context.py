"""What a sheet's name, its title or a line between its rows says of all the rows beneath: estate, building, month."""

import re
import unicodedata
from collections.abc import Iterable

from models.doors import parse_door, parse_place

PARTS = ("estate", "building", "entrance", "room", "grid_id", "unit_id")
DOOR = ("estate", "building", "entrance", "room")
_MONTH = re.compile(r"(?:(20\d\d)\s*[年./-]\s*)?(\d{1,2})\s*月")
_GRID = re.compile(r"(?:第(?:[一二三四五六七八九十]{1,3}|\d{1,3})|(?<![\d一二三四五六七八九十])\d{1,3}号?)网格$")
_DOTTED = re.compile(r"^(20\d\d)[./-]?(\d{2})$")
_BRANCH = re.compile(r"(?:^.*(?:街道|社区|居委会|镇))?([\u4e00-\u9fff0-9]{2,20}?(?:党支部|党总支|支部))")
_YEAR = re.compile(r"(20\d\d)\s*年|(?<!\d)(20\d\d)(?!\d)")


_YEAR_BEFORE = re.compile(r"^\d{4}年?度?")
_KIND_BEHIND = re.compile(
    r"(?:居民|住户|人员|人口|家庭|常住|户籍|党员|信息|基本|情况)*(?:花名册|名册|台账|登记[表册簿]|信息[表册]|名单|一览表|采集表|统计表|汇总表|明细表|摸底表|信息|走访记录)?(?:[(（].*[)）])?$"
)


def place_in(text: str) -> dict[str, str]:
    """Estate, building and entrance that a sheet's name, a title or a heading names: 松林苑3号楼花名册 -> 松林苑, 3."""
    bare = _YEAR_BEFORE.sub("", re.sub(r"\s+", "", text))
    place = parse_place(bare) or parse_place(_KIND_BEHIND.sub("", bare))
    if place is None:
        return {}
    return {name: value for name, value in place._asdict().items() if value and name != "room"}


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
    first = min((DOOR.index(name) for name in found if name in DOOR), default=len(DOOR))
    if grid := grid_in(text):
        found["grid_id"] = grid
    return {name: value for name, value in said.items() if name not in DOOR[first:]} | found


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
