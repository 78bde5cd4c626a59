"""Doors: how offices write them, and the one way this register does.

A door is building, entrance and room, written 3-2-502; a house without entrances is 3-502.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_BUILDING = rf"(?P<building>[0-9]+[A-Z]?附?|[A-Z][0-9]*|{_NUMERAL}|[甲乙丙丁东南西北中][0-9]*)"
_ENTRANCE = rf"(?P<entrance>[0-9]+|[A-Z]|{_NUMERAL}|[甲乙丙丁东南西北中])"
_FLOOR = rf"(?:(?P<floor>-?[0-9]+|(?:负|地下)[0-9一二三]|{_NUMERAL})(?:层|楼))"
_SIDE = r"[0-9]{0,3}[东西南北中左右](?:边?户|室)|[0-9]{0,3}[东西中左右](?![0-9A-Z一-龥])"  # two homes on a landing
_ROOM = (
    rf"(?P<room>{_SIDE}|[0-9]{{0,4}}附[0-9]{{1,3}}|负[0-9]{{1,4}}[A-Z]?|[0-9]{{1,2}}[A-Z][0-9]{{2}}"
    r"|[0-9]{1,5}[A-Z]?(?:[-/][0-9A-Z]{1,3})?|[A-Z][0-9]{1,4})"
)
_MARK = r"(?:号楼|栋楼|栋|幢|座|#楼|#|号院|楼)"
_LAST_MARK = r"[楼栋幢座#院]"
_CALLED = r"(?P<called>(?:综合|办公|家属|职工|宿舍|教工|教师|商住|公寓|住宅|筒子|单身|文化|主|附|副|裙|配|老|新|前|后|红|白|塔|板)楼)"  # a building
_DASH = r"[-－—–~/、.,_]"
_BEHIND = r"(?:室|号房|号|房|户)?$"
# No flat: it has a number of its own beside those of the flats.
_BESIDE = r"(?:商铺|底商|商网|网点|门面房?|门市房?|铺面|铺位|车库|储藏[室间]|地下室|阁楼|夹层)"
_SHOP = rf"(?P<room>{_BESIDE}[0-9]{{1,4}}[A-Z]?)"
_SHAPES = [
    re.compile(shape)
    for shape in (
        rf"{_BUILDING}{_MARK}{_DASH}?(?:{_ENTRANCE}单元{_DASH}?)?{_FLOOR}?{_DASH}?{_SHOP}{_BEHIND}",
        rf"{_BUILDING}{_DASH}(?:{_ENTRANCE}(?:单元)?{_DASH}?)?{_SHOP}{_BEHIND}",
        rf"{_BUILDING}(?:{_MARK}|号){_DASH}?(?:第)?{_ENTRANCE}(?:单元|门洞|梯|门){_DASH}?{_FLOOR}?{_DASH}?{_ROOM}{_BEHIND}",
        rf"{_BUILDING}{_MARK}{_DASH}?{_ENTRANCE}{_DASH}{_FLOOR}?{_DASH}?{_ROOM}{_BEHIND}",
        rf"{_BUILDING}{_DASH}{_ENTRANCE}(?:单元)?{_DASH}(?P<floor>[0-9]{{1,2}}){_DASH}(?P<room>[0-9]{{1,2}}|[0-9]{{3,4}}){_BEHIND}",
        rf"{_BUILDING}{_DASH}{_ENTRANCE}(?:单元)?{_DASH}{_FLOOR}?{_ROOM}{_BEHIND}",
        rf"{_BUILDING}{_MARK}{_DASH}?{_FLOOR}?{_DASH}?{_ROOM}{_BEHIND}",
        rf"{_CALLED}{_DASH}?(?:{_ENTRANCE}(?:(?:单元|门洞|梯|门){_DASH}?|{_DASH}))?{_FLOOR}?{_DASH}?{_ROOM}{_BEHIND}",
        rf"{_BUILDING}{_DASH}{_ROOM}{_BEHIND}",
        rf"{_BUILDING}号{_DASH}{_ROOM}{_BEHIND}",
        rf"{_ENTRANCE}(?:单元|门洞){_DASH}?{_FLOOR}?{_DASH}?{_ROOM}{_BEHIND}",
        rf"{_FLOOR}{_ROOM}{_BEHIND}",
        rf"(?P<room>(?:[东南西北中前后里外左右][院屋房侧])?[甲乙丙丁戊己庚辛壬癸][0-9]{{1,3}}){_BEHIND}",
        rf"(?P<room>(?:[临沿]街|[东南西北中前后里外左右][院屋房侧头]){_BESIDE}?[0-9]{{1,4}}[A-Z]?){_BEHIND}",
        rf"{_SHOP}{_BEHIND}",
        rf"{_ROOM}{_BEHIND}",
    )
]  # fmt: skip
_PLACE = re.compile(rf"{_BUILDING}{_MARK}(?:{_DASH}?(?:第)?{_ENTRANCE}(?:单元|门洞|梯|门))?$")
_ESTATE = re.compile(
    r"(?:小区|家园|花园|公寓|苑|园|新村|新城|大厦|广场|名邸|府|湾|庄|里|院|坊|城|居|邸|(?<![社辖片地])区)$"
)
_REMARK = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")
_DISTRICT = re.compile(
    r"^.*(?:街道(?:办事处)?|社区(?:居委会)?)(?=..)|^.{2,8}?(?:省|自治区).{1,8}?市.{1,8}?[区县](?=..)|^.{2,8}?市.{1,8}?[区县](?=..)"
)
_SPACED = re.compile(
    r"(?<![0-9])([0-9]{1,3})[-\s]+([0-9]{1,2})[-\s]+([0-9]{3,4}[A-Z]?)$|(?<![0-9])([0-9]{1,2})\s+([0-9]{3,4}[A-Z]?)$"
)
_READ_OUT = re.compile(
    rf"(?<=[单元洞门梯楼栋幢座院号层#-])[一二三四五六七八九][〇零○一二三四五六七八九]{{2,3}}(?={_BEHIND})"
)
_ANNEX = re.compile(r"(?:(?<=[0-9])(?:号|-))?[附付](?:号|-)?(?=[0-9]{1,3}(?:号|$))")  # 5号附1号, 5-附1: 5附1
_ANNEXED = re.compile(r"(?<=[0-9A-Z])(?:号楼|栋|幢|座|#)附楼?")  # 2栋附楼: a building of its own
_UNREAD = re.compile(rf"(?:[0-9A-Z]|{_NUMERAL})(?:号楼|栋|幢|#楼|单元)")
_BETWEEN = re.compile(r"[、,，;；和及与&+]")
_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
_SIMPLE = str.maketrans("號樓棟單層門東戶庫園區莊灣", "号楼栋单层门东户库园区庄湾")
_SPOKEN = str.maketrans("〇零○一二三四五六七八九", "000123456789")


class Door(NamedTuple):
    """The parts of one door; `estate` is whatever stood before them."""

    estate: str = ""
    building: str = ""
    entrance: str = ""
    room: str = ""
    floor: str = ""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SIMPLE)
    return _ANNEXED.sub("附栋", re.sub(r"\s+", "", plain).upper())


def _door_alone(text: str) -> str:
    """A text without the remark behind its door, the parts set apart by hyphens: 3 2 301（自建） -> 3-2-301."""
    spoken = unicodedata.normalize("NFKC", text).translate(_SIMPLE).strip().upper()
    spoken = _SPACED.sub(lambda match: "-".join(filter(None, match.groups())), _REMARK.sub("", spoken).strip())
    plain = _READ_OUT.sub(lambda match: match[0].translate(_SPOKEN), _plain(spoken))
    return _ANNEX.sub("附", plain)


def _digits(part: str | None) -> str:
    """A part with Chinese numerals as digits: 十二 -> 12."""
    if not part or not re.fullmatch(_NUMERAL, part):
        return part or ""
    tens, ten, ones = part.rpartition("十")
    return str((_NUMBERS.get(tens, 1) * 10 if ten else 0) + _NUMBERS.get(ones, 0)) if len(ones) < 2 else part


@lru_cache(maxsize=20_000)
def parse_door(text: str) -> Door | None:
    """Read a door as offices write it (`3-2-502`, `3栋2单元502室`, `松林苑3#2-502`); None if there is none in it."""
    plain = _door_alone(text)
    for shape in _SHAPES:
        if match := shape.search(plain):
            estate = plain[: match.start()].rstrip("-－—–~/、.,_第")
            if estate and estate[-1].isdigit():
                continue
            door = _door(estate, match.groupdict())
            # A building or an entrance that is left over before a bare number has not been understood.
            return None if _UNREAD.search(estate) and not (door.building and door.entrance) else door
    return None


def without_remark(text: str) -> str:
    """A text without what stands in brackets at its end."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def first_of_several(text: str) -> str | None:
    """The first of the doors that a text names for one household, 3栋2单元301、302; None if it names only one."""
    first, *others = (one.strip() for one in _BETWEEN.split(without_remark(text)))
    door = parse_door(first) if others else None
    if door is None or not (door.building or len(door.room) > 2):
        return None
    return first if all(_is_one_more(one) for one in others) else None


def _is_one_more(text: str) -> bool:
    door = parse_door(text)
    return door is not None and len(door.room) > 2


def unpadded(door: str) -> str:
    """A door of three numbers without the zeros before them: 03-02-0301 -> 3-2-301. Any other as it stands."""
    parts = door.split("-")
    if len(parts) != 3 or not all(re.fullmatch(r"0*[1-9][0-9]*[A-Z]?", part) for part in parts):
        return door
    return "-".join(part.lstrip("0") for part in parts)


def _door(estate: str, parts: dict[str, str | None]) -> Door:
    room, floor = parts.get("room") or "", _digits(parts.get("floor"))
    building = parts.get("called") or _digits(parts.get("building"))
    if below := re.fullmatch(r"(?:-|负|地下)([0-9一二三])", floor):  # beneath the ground a room 101 is another one
        floor = f"负{_digits(below[1])}"
        room = room if not room.isdigit() or len(room) <= 2 else f"负{room}"
    if floor and room.isdigit() and len(room) <= 2:  # 5层02 is room 502
        room = floor + room.zfill(2)
    if room and re.fullmatch(_SIDE, room):  # 2楼西户 is room 2西
        room = re.sub(r"(?:边?户|室)$", "", room)
        room = room if room[0].isdigit() else floor + room
    return Door(estate, building, _digits(parts.get("entrance")), room, floor)


_WIDE = re.compile(
    r"(?:村|组|队|屯|寨|坝|弄|巷|街|路|道|胡同|社区|街道|镇|乡|县|市|区|楼|栋|幢|座|单元|院|农贸市场|[东南西北]侧|附近|对面)$|^(?:平房|宿舍)$"
)


def names_a_place(text: str) -> bool:
    """Whether words name more than one house: 三组, 桂香路, 平房."""
    return bool(_WIDE.search(text) or _ESTATE.search(text))


def parse_place(text: str) -> Door | None:
    """Read what is written of a building or an estate alone: `松林苑3号楼`, `3栋2单元`, `松林苑`; None if it is neither."""
    plain = _REMARK.sub("", _plain(text)).rstrip(":：")
    if match := _PLACE.search(plain):
        estate = plain[: match.start()].rstrip("-－—–~/、.,_第")
        if not estate or not estate[-1].isdigit():
            return _door(estate, match.groupdict())
    return Door(plain) if _ESTATE.search(plain) and 2 <= len(plain) <= 20 else None


_WITHIN = re.compile(rf"{_BUILDING}(?:号楼|栋楼|栋|幢|座(?!谈)|#楼|#)(?:{_DASH}?(?:第)?{_ENTRANCE}(?:单元|门洞))?")
_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:年度?|[-./]?[0-9]{1,2}(?![0-9]))(?:[-./]?[0-9]{1,2}(?:月|[日号])?)*|(?:19|20)[0-9]{6}"
)


def place_within(text: str) -> Door | None:
    """The one building that a title names among other words, 松林苑3号楼住户通讯录; None for none, or for several."""
    plain = _DAY.sub("", _plain(text))
    if _MANY_BUILDINGS.search(plain):
        return None
    found = list(_WITHIN.finditer(plain))
    if len(found) != 1 or plain[found[0].end() :][:1].isdigit() or plain[: found[0].start()][-1:].isdigit():
        return None
    return _door(plain[: found[0].start()].rstrip("-－—–~/、.,_第"), found[0].groupdict())


_MANY_BUILDINGS = re.compile(
    rf"(?P<list>(?:[0-9]{{1,3}}|[A-Z]|{_NUMERAL}|[甲乙丙丁])(?:{_MARK}|号)?"
    rf"(?:(?P<between>[、,，;；和及]|[-—~～至到])(?:[0-9]{{1,3}}|[A-Z]|{_NUMERAL}|[甲乙丙丁])(?:{_MARK}|号)?)+)(?<={_LAST_MARK})"
)
_MOST_BUILDINGS = 60


def parse_places(text: str) -> list[Door]:
    """Every building that a text names, as a unit does that looks after several: `松林苑1、2号楼`, `3-5栋`; else nothing."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    match = _MANY_BUILDINGS.search(plain)
    if not match:
        place = parse_place(text)
        return [place] if place and place.building else []
    estate = plain[: match.start()].rstrip("-－—–~/、.,_第")
    found: list[str] = []
    for piece in re.split(r"[、,;和及]", match["list"]):
        ends = [bare(end, BUILDING_MARKS) for end in re.split(r"[-—~至到]", piece)]
        if len(ends) == 2 and all(end.isdigit() for end in ends) and 0 < int(ends[1]) - int(ends[0]) < _MOST_BUILDINGS:
            found += [str(number) for number in range(int(ends[0]), int(ends[1]) + 1)]
        else:
            found += ends
    return [Door(estate, building) for building in dict.fromkeys(found) if building]


def bare_estate(estate: str) -> str:
    """An estate without the district, street and community before it."""
    return _DISTRICT.sub("", estate) or estate


_COUNTED = rf".*[0-9A-Z]|{_NUMERAL}|[甲乙丙丁东南西北中左右]"  # what a counting word may stand behind; 综合楼 is a name


@lru_cache(maxsize=20_000)
def bare(part: str | None, marks: str) -> str:
    """A part without its counting word: 3号楼 -> 3, 2单元 -> 2, 502室 -> 502, 三单元 -> 3."""
    plain = _plain(part or "").removeprefix("第")
    match = re.fullmatch(rf"({_COUNTED})(?:{marks})", _ANNEX.sub("附", plain))
    return _digits(match[1] if match else plain)


BUILDING_MARKS = r"号楼|栋楼|栋|幢|座|#楼|#|楼|号"
ENTRANCE_MARKS = r"单元|门洞|梯|门|号"
ROOM_MARKS = r"室|号房|号|房|户"


def door_text(building: str | None, entrance: str | None, room: str | None) -> str:
    """The register's way to write a door: the parts there are, joined by hyphens."""
    parts = (bare(building, BUILDING_MARKS), bare(entrance, ENTRANCE_MARKS), bare(room, ROOM_MARKS))
    return "-".join(part for part in parts if part)


def door_key(estate: str | None, door: str) -> str:
    """What doors sort by: numbers in it count as numbers, so that 3-2-502 comes before 10-1-101."""
    return re.sub(r"[0-9]+", lambda number: number.group().zfill(5), f"{estate or ''} {door}")[:160]
