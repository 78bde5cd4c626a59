"""Doors: how offices write them, and the one way this register does.

A door is building, entrance and room, written 3-2-502; a house without entrances is 3-502.
"""

import re
import unicodedata
from typing import NamedTuple

_BUILDING = r"(?P<building>[0-9]+[A-Z]?|[A-Z][0-9]*|[甲乙丙丁东南西北中][0-9]*)"
_ENTRANCE = r"(?P<entrance>[0-9]+|[A-Z]|[甲乙丙丁东南西北中])"
_ROOM = r"(?P<room>[0-9]{1,5}[A-Z]?(?:[-/][0-9A-Z]{1,3})?)"
_MARK = r"(?:号楼|栋|幢|座|#楼|#|号院|楼)"
_DASH = r"[-－—–~/、.,]"
_SHAPES = [
    re.compile(rf"{_BUILDING}{_MARK}{_DASH}?{_ENTRANCE}(?:单元|门洞|梯|门|{_DASH}){_DASH}?(?:[0-9]+[层楼])?{_ROOM}(?:室|号|房|户)?"),
    re.compile(rf"{_BUILDING}{_DASH}{_ENTRANCE}{_DASH}{_ROOM}(?:室|号|房|户)?"),
    re.compile(rf"{_BUILDING}{_MARK}{_DASH}?(?:[0-9]+[层楼])?{_ROOM}(?:室|号|房|户)?"),
    re.compile(rf"{_BUILDING}{_DASH}{_ROOM}(?:室|号|房|户)?"),
    re.compile(rf"{_ENTRANCE}(?:单元|门洞){_DASH}?{_ROOM}(?:室|号|房|户)?"),
    re.compile(rf"{_ROOM}(?:室|号|房|户)?"),
]  # fmt: skip


class Door(NamedTuple):
    """The parts of one door; `estate` is whatever stood before them."""

    estate: str = ""
    building: str = ""
    entrance: str = ""
    room: str = ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def parse_door(text: str) -> Door | None:
    """Read a door as offices write it (`3-2-502`, `3栋2单元502室`, `松林苑3#2-502`); None if there is none in it."""
    plain = _plain(text)
    for shape in _SHAPES:
        if match := shape.search(plain):
            if match.end() != len(plain):
                continue
            parts = match.groupdict()
            estate = plain[: match.start()].rstrip("-－—–~/、.,")
            if estate and estate[-1].isdigit():
                continue
            return Door(estate, parts.get("building") or "", parts.get("entrance") or "", parts["room"])
    return None


def bare(part: str | None, marks: str) -> str:
    """A part without its counting word: 3号楼 -> 3, 2单元 -> 2, 502室 -> 502."""
    plain = _plain(part or "")
    return re.sub(rf"(?:{marks})$", "", plain) or plain


def door_text(building: str | None, entrance: str | None, room: str | None) -> str:
    """The register's way to write a door: the parts there are, joined by hyphens."""
    parts = (
        bare(building, r"号楼|栋|幢|座|#楼|#|楼|号"),
        bare(entrance, r"单元|门洞|梯|门|号"),
        bare(room, r"室|号|房|户"),
    )
    return "-".join(part for part in parts if part)


def door_key(estate: str | None, door: str) -> str:
    """What doors sort by: numbers in it count as numbers, so that 3-2-502 comes before 10-1-101."""
    return re.sub(r"[0-9]+", lambda number: number.group().zfill(5), f"{estate or ''} {door}")[:160]
