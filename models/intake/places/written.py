"""A door from the columns of its parts and from an address in one cell; nothing of what is written of it is lost."""

import re
from typing import Any

from models.doors import Door, bare_estate, names_a_place, parse_door, parse_place
from models.intake.places.places import estate_key

Parts = tuple[Any, ...]
"""Estate, building, entrance, floor and room."""
_LONGEST = 20
_PART_OF_ESTATE = re.compile(
    r"(?:[东南西北中]|[A-Z]|[甲乙丙丁]|[一二三四五六七八九十]|[0-9]{1,2})(?:区|期|院|园|组团)$"
)
_DISTRICT = re.compile(r"(?:省|市|区|县|镇|乡|村|街道|社区|居委会)$")


def whole(parts: Parts, address: str | None) -> Parts:
    """The parts of a door from their own columns and, where those are blank, from the address in one cell."""
    estate, building, entrance, floor, room = _from_columns(parts)
    if not address:
        return estate, building, entrance, floor, room
    door = parse_door(address)
    if door is None:
        return (
            (estate, building, entrance, floor, room) if room else _worded((estate, building, entrance, floor), address)
        )
    if not room:
        door = _with_what_is_before(door, estate)
        room, entrance, building = door.room, entrance or door.entrance or None, building or door.building or None
        floor = floor or door.floor or None
        estate = door.estate or estate
    return estate or door.estate or None, building, entrance, floor, room


def _from_columns(parts: Parts) -> Parts:
    estate, building, entrance, floor, room = _building_in_estate(parts)
    if room and not building and not entrance and (door := parse_door(room)) and door.building:
        door = _with_what_is_before(door, estate)
        estate, building, entrance, room, floor = (
            door.estate or estate or None, door.building, door.entrance or None, door.room, floor or door.floor or None,
        )  # fmt: skip
    if room and building and not entrance and len(match := room.split("-")) == 2 and 0 < len(match[0]) < 3 and match[1]:
        entrance, room = match
    if building and not estate and (place := parse_place(building)) and place.estate and place.building:
        estate, building, entrance = place.estate, place.building, entrance or place.entrance or None
    return estate, building, entrance, floor, room


def _building_in_estate(parts: Parts) -> Parts:
    """An estate 公租房4号楼 is the building 4 of 公租房, unless the room says another one itself."""
    estate, building, entrance, floor, room = parts
    place = parse_place(estate) if estate and not building else None
    if place is None or not (place.estate and place.building):
        return parts
    door = parse_door(room) if room else None
    if door and door.building and door.entrance:  # the whole door
        return place.estate, None, None, floor, room
    return place.estate, place.building, entrance or place.entrance or None, floor, room


def _with_what_is_before(door: Door, estate: str | None) -> Door:
    """A door in an estate that another cell names: what stands before it and is not that estate is part of the door.

    东区3-2-301 in 松林苑 is in 松林苑东区, 粮站楼西单元402 in a building 粮站楼, 桂香路88号3 is another house than 3.
    """
    if not estate:
        return door
    before = _behind_estate(door.estate, estate)
    if not before:
        return door._replace(estate="")
    if door.building:
        return door._replace(estate=f"{estate}{before}" if _PART_OF_ESTATE.fullmatch(before) else "")
    if door.entrance:
        return door._replace(estate="", building=before[-_LONGEST:])
    return door._replace(estate="", room=f"{before}{door.room}"[-_LONGEST:])


def _behind_estate(words: str, estate: str) -> str:
    """What words before a door say beside the estate, and beside the district in which that lies."""
    name = estate_key(estate)
    at = words.rfind(name) if name else -1
    left = words[at + len(name) :].removeprefix("小区") if at >= 0 else bare_estate(words)
    if _DISTRICT.search(left) and not _PART_OF_ESTATE.fullmatch(left):
        return ""
    return "" if estate_key(left) in name else left


def _worded(parts: Parts, address: str) -> Parts:
    """A door in words that are no number: 东屋, 老楼东头第二家. A building, an estate or a street alone is none."""
    estate, building, entrance, floor = parts
    left = _behind_estate(address, estate) if estate else bare_estate(address)
    place = parse_place(left) if left else None
    if place and (place.building or not estate):
        return (
            estate or place.estate or None,
            building or place.building or None,
            entrance or place.entrance or None,
            floor,
            None,
        )
    if not left or names_a_place(left):
        return estate or left or None, building, entrance, floor, None
    return estate, building, entrance, floor, left[-_LONGEST:]
