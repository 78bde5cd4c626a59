"""The doors of a file and the households of the register: which is which, which are new, what changes at them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import bare_estate, door_key, door_text, parse_door, parse_place, unpadded
from models.fields import Values
from models.households import Household
from models.ids import new_id
from models.intake.places.places import Places, estate_key
from models.intake.sheets.table import Table
from models.search import fold

_PARTS = ("estate", "building", "entrance", "floor", "room")
_LONGEST_ESTATE = 60


@dataclass(slots=True, eq=False)
class Home:
    """One household that the file names. `id` is the register's or a fresh one."""

    id: str
    new: bool
    key: str  # what people sort by
    values: Values = field(default_factory=dict)
    rows: list[tuple[Table, int]] = field(default_factory=list)
    likely_unit: str | None = None  # by its building alone

    @property
    def is_one_door(self) -> bool:
        """Whether one family's door is named; a village or an estate alone is none."""
        return bool(self.values.get("room") or self.values.get("household_no") or self.values.get("door")) or (
            not self.new and not self.values
        )


class Ambiguous(Exception):
    """A door that stands in several estates, each with its household."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__()
        self.ids = tuple(ids)


class Homes:
    """Every household of the register by its door, loaded once; and those that a plan makes."""

    def __init__(self, session: Session, places: Places) -> None:
        self.places = places
        self.named: dict[str, Home] = {}  # those the file names, by id
        self.written: dict[str, Values] = {}  # the new ones that the plan writes
        self.tables: list[Table] = []  # those whose rows name households
        self._by_door: dict[tuple[str, str], str] = {}
        self._doors: dict[str, list[str]] = {}
        self._padded: dict[str, str] = {}  # 3-2-301, where 03-02-0301 is how the door is written
        self._numbers: dict[str, list[str]] = {}
        self._keys: dict[str, str] = {}
        self._cache: dict[tuple[Any, ...], Home | Ambiguous | None] = {}
        columns = (Household.id, Household.estate, Household.door, Household.door_key, Household.household_no)
        for row in session.execute(select(*columns)):
            self._know(row.id, row.estate, row.door, row.door_key, row.household_no)
        self._estates = sorted({estate for estate, _door in self._by_door if estate}, key=len, reverse=True)

    def _know(self, home_id: str, estate: str | None, door: str, key: str, number: str | None) -> None:
        self._keys[home_id] = key
        if door or estate:
            self._by_door.setdefault((estate_key(estate), door), home_id)
        if door:
            self._doors.setdefault(door, []).append(home_id)
            self._padded.setdefault(unpadded(door), door)
        if number:
            self._numbers.setdefault(number, []).append(home_id)

    def forget(self) -> None:
        """Let go of what was remembered of doors already asked for."""
        self._cache.clear()

    def key_of(self, home_id: str | None) -> str | None:
        """The sort key of a household's door."""
        return self._keys.get(home_id) if home_id else None

    def known(self, text: str) -> str | None:
        """The household of the register that one cell names; none is made."""
        door = parse_door(text)
        if door is None:
            return self._by_door.get((estate_key(text), ""))
        estate = self._known_estate(door.estate or None)
        found = self._existing(estate, door_text(door.building, door.entrance, door.room), None)
        return None if isinstance(found, Ambiguous) else found

    def in_named(self, doubt: Ambiguous, texts: Iterable[str]) -> Home | None:
        """Of the households of a door in several estates the one whose estate these titles name, if they name one."""
        said = [fold(text) for text in texts]
        named = {estate for estate in self._estates if len(estate) > 1 and any(estate in text for text in said)}
        found = [i for (estate, _door), i in self._by_door.items() if estate in named and i in doubt.ids]
        return self.of_id(found[0]) if len(found) == 1 else None

    def of_id(self, household_id: str) -> Home:
        """A household of the register by its id."""
        return self._named(household_id, {})

    def of_row(self, table: Table, i: int, prefix: str, *, places: bool = True) -> Home | None:
        """The household that a row names; None if it names none. Raises `Ambiguous`.

        With `places`, an address without a door stands for a household too.
        """
        parts = tuple(table.columns[n][i] if n in table.columns else None for n in (prefix + part for part in _PARTS))
        address = table.columns[prefix + "door"][i] if prefix + "door" in table.columns else None
        number = table.columns[prefix + "household_no"][i] if prefix + "household_no" in table.columns else None
        if not places and address and not (parts[-1] or number) and parse_door(address) is None:
            home_id = self.known(address)  # a place in words: the register may call a household by it
            return self.of_id(home_id) if home_id else None
        asked = (*parts, address, number)
        if asked not in self._cache:
            self._cache[asked] = self._find(parts, address, number)
        found = self._cache[asked]
        if isinstance(found, Ambiguous):
            raise found
        return found

    def of_text(self, text: str) -> Home | None:
        """The household that one cell names: as the register calls it, or by any usual way to write a door."""
        asked = (None, None, None, None, None, text, None)
        if asked not in self._cache:
            self._cache[asked] = self._find(asked[:5], text, None)
        found = self._cache[asked]
        return None if isinstance(found, Ambiguous) else found

    def _find(self, parts: tuple[Any, ...], address: str | None, number: str | None) -> Home | Ambiguous | None:
        if address and " " in address and not any(parts):
            called, _space, door = address.rpartition(" ")  # as the register itself calls a household
            if known := self._by_door.get((estate_key(called), door)):
                return self._named(known, {})
        estate, building, entrance, floor, room = _whole(parts, address)
        door = door_text(building, entrance, room)
        if not door and not estate and not number:
            return None
        if not room and not address and not number:
            return None  # a building alone is no household
        if (known := self._as_known(door)) != door:
            door, (building, entrance, room) = known, known.split("-")
        estate = self._known_estate(estate)
        home_id = self._existing(estate, door, number)
        if isinstance(home_id, Ambiguous):
            return home_id
        if home_id and home_id in self.named and not _is_elsewhere(self.named[home_id], estate):
            return self.named[home_id]
        home_id = None if home_id in self.named else home_id
        values = {"estate": estate, "building": building, "entrance": entrance, "floor": floor, "room": room,
                  "household_no": number}  # fmt: skip
        key = self._keys.get(home_id or "") or door_key(estate, door)
        home = Home(home_id or new_id(), home_id is None, key, values)
        home.values["door"], home.values["door_key"] = door, key
        if home.new:
            self._know(home.id, estate, door, key, number)
        self.named[home.id] = home
        return home

    def _as_known(self, door: str) -> str:
        """A door as it is written already, where zeros before its numbers are all that differs."""
        return door if door in self._doors else self._padded.get(unpadded(door), door)

    def _named(self, home_id: str, values: Values) -> Home:
        if home_id not in self.named:
            self.named[home_id] = Home(home_id, False, self._keys[home_id], values)
        return self.named[home_id]

    def _existing(self, estate: str | None, door: str, number: str | None) -> str | Ambiguous | None:
        if door or estate:
            if estate or not door:
                exact = self._by_door.get((estate_key(estate), door))
                return exact or (self._by_door.get(("", door)) if door else None)
            ids = self._doors.get(door, [])
            if len(ids) > 1:
                ids = [i for i in ids if number and i in self._numbers.get(number, ())] or ids
            return None if not ids else ids[0] if len(ids) == 1 else Ambiguous(ids)
        ids = self._numbers.get(number or "", [])
        return None if not ids else ids[0] if len(ids) == 1 else Ambiguous(ids)

    def _known_estate(self, estate: str | None) -> str | None:
        """An estate as the register calls it, also where the file puts the district before it."""
        if not estate:
            return None
        key = estate_key(estate)
        for known in self._estates:
            if key == known:
                return estate
            if len(known) > 1 and key.endswith(known):
                return estate[-len(known) :] if estate_key(estate[-len(known) :]) == known else estate
        return bare_estate(estate)[:_LONGEST_ESTATE]


def _is_elsewhere(home: Home, estate: str | None) -> bool:
    """Whether another row of the file has said that a household is in another estate."""
    known = home.values.get("estate")
    return bool(known and estate and estate_key(known) != estate_key(estate))


def _whole(parts: tuple[Any, ...], address: str | None) -> tuple[Any, ...]:
    """The parts of a door from their own columns and, where those are blank, from the address in one cell."""
    estate, building, entrance, floor, room = parts
    if room and not building and not entrance and (door := parse_door(room)) and door.building:
        estate, building, entrance, room, floor = (
            estate or door.estate or None, door.building, door.entrance or None, door.room, floor or door.floor or None,
        )  # fmt: skip
    if room and building and not entrance and len(match := room.split("-")) == 2 and 0 < len(match[0]) < 3 and match[1]:
        entrance, room = match
    if building and not estate and (place := parse_place(building)) and place.estate and place.building:
        estate, building, entrance = place.estate, place.building, entrance or place.entrance or None
    if address:
        door = parse_door(address)
        if door is None:
            return (
                (estate or address, building, entrance, floor, room)
                if not room
                else (estate, building, entrance, floor, room)
            )
        estate = estate or door.estate or None
        if not room:
            room, entrance, building = door.room, entrance or door.entrance or None, building or door.building or None
            floor = floor or door.floor or None
    return estate, building, entrance, floor, room
