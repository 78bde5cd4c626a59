"""The doors of a file and the households of the register: which is which, which are new, what changes at them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import door_key, door_text, parse_door, unpadded
from models.fields import Values
from models.households import Household
from models.ids import new_id
from models.intake.places.estates import Estates
from models.intake.places.places import Places, estate_key
from models.intake.places.written import whole
from models.intake.sheets.table import Table
from models.search import fold

_PARTS = ("estate", "building", "entrance", "floor", "room")
_ASKED = (*_PARTS, "door", "household_no")


@dataclass(slots=True, eq=False)
class Home:
    """One household that the file names. `id` is the register's or a fresh one."""

    id: str
    new: bool
    key: str  # what people sort by
    values: Values = field(default_factory=dict)
    rows: list[tuple[Table, int]] = field(default_factory=list)
    likely_unit: str | None = None  # by its building alone
    by_name: bool = False  # it has no door: a new family, kept together behind its householder's name

    @property
    def is_one_door(self) -> bool:
        """Whether one family's door is named; a village or an estate alone is none."""
        return bool(self.values.get("room") or self.values.get("household_no") or self.values.get("door")) or (
            not self.new and not self.values
        )


class Named(NamedTuple):
    """A door as a row names it."""

    estate: str | None
    building: str | None
    entrance: str | None
    floor: str | None
    room: str | None
    door: str
    number: str | None

    @property
    def values(self) -> Values:
        """What it says of its household."""
        return {**{n: v for n, v in self._asdict().items() if n not in ("door", "number")}, "household_no": self.number}


Asked = tuple[Any, ...]
"""What the cells of a row say of a door: its parts, an address, a number."""


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
        self.without_estate: dict[Asked, Home] = {}  # the households of doors that name none
        self._cache: dict[Asked, Home | Ambiguous | None] = {}
        self.told: dict[tuple[int, int], Home] = {}  # of rows whose door alone does not say it; by table and row
        self.door_of: dict[str, str] = {}
        self._estate_of: dict[str, str] = {}
        self._estates = Estates()
        columns = (Household.id, Household.estate, Household.door, Household.door_key, Household.household_no)
        for row in session.execute(select(*columns)):
            self._know(row.id, row.estate, row.door, row.door_key, row.household_no)
        self._estates.learn(session.scalars(select(Household.estate).distinct().order_by(Household.estate)))

    def _know_estate(self, home_id: str, estate: str | None) -> None:
        """The estate of a household that the file names."""
        self._estate_of[home_id] = estate_key(estate)
        self._estates.learn([estate])

    def _know(self, home_id: str, estate: str | None, door: str, key: str, number: str | None) -> None:
        self._keys[home_id] = key
        self.door_of[home_id] = door
        self._estate_of[home_id] = estate_key(estate)
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
        self.without_estate.clear()
        self.told.clear()

    def key_of(self, home_id: str | None) -> str | None:
        """The sort key of a household's door."""
        return self._keys.get(home_id) if home_id else None

    def known(self, text: str) -> str | None:
        """The household of the register that one cell names; none is made."""
        door = parse_door(text)
        if door is None:
            return self._by_door.get((estate_key(text), "")) or self._by_door.get(("", text))
        estate = self._estates.meant(door.estate or None)
        found = self._existing(estate, door_text(door.building, door.entrance, door.room), None)
        return None if isinstance(found, Ambiguous) else found

    def in_named(self, doubt: Ambiguous, texts: Iterable[str]) -> Home | None:
        """Of the households of a door in several estates the one whose estate these titles name, if they name one."""
        said = [fold(text) for text in texts]
        named = self._estates.named_in(said)
        found = [i for (estate, _door), i in self._by_door.items() if estate in named and i in doubt.ids]
        return self.of_id(found[0]) if len(found) == 1 else None

    def of_id(self, household_id: str) -> Home:
        """A household of the register by its id."""
        return self._named(household_id, {})

    def of_row(self, table: Table, i: int, prefix: str, *, places: bool = True) -> Home | None:
        """The household that a row names; None if it names none. Raises `Ambiguous`.

        With `places`, an address without a door stands for a household too.
        """
        if told := self.told.get((id(table), i)):
            return told
        asked = self.asked(table, i, prefix)
        *parts, address, number = asked
        if not places and address and not (parts[-1] or number) and parse_door(address) is None:
            home_id = self.known(address)  # a place in words: the register may call a household by it
            return self.of_id(home_id) if home_id else None
        if asked not in self._cache:
            self._cache[asked] = self._find(asked)
        found = self._cache[asked]
        if isinstance(found, Ambiguous):
            raise found
        return found

    @staticmethod
    def asked(table: Table, i: int, prefix: str) -> Asked:
        """What row i says of its door."""
        columns = table.columns
        return tuple(columns[n][i] if n in columns else None for n in (prefix + part for part in _ASKED))

    def of_text(self, text: str) -> Home | None:
        """The household that one cell names: as the register calls it, or by any usual way to write a door."""
        asked = (None, None, None, None, None, text, None)
        if asked not in self._cache:
            self._cache[asked] = self._find(asked)
        found = self._cache[asked]
        return None if isinstance(found, Ambiguous) else found

    def _find(self, asked: Asked) -> Home | Ambiguous | None:
        *parts, address, _number = asked
        if address and " " in address and not any(parts):
            called, _space, door = address.rpartition(" ")  # as the register itself calls a household
            if known := self._by_door.get((estate_key(called), door)):
                return self._named(known, {})
        named = self.name(asked)
        if named is None:
            return None
        home_id = self._existing(named.estate, named.door, named.number)
        if isinstance(home_id, Ambiguous):
            return home_id
        if home_id and home_id in self.named and not _is_elsewhere(self.named[home_id], named.estate):
            home = self._placed(self.named[home_id], named)
        else:
            home = self.take(named, None if home_id in self.named else home_id)
        if named.estate is None and named.building:
            self.without_estate[asked] = home
        return home

    def _placed(self, home: Home, named: Named) -> Home:
        """A household that the file has named before without its estate, and names with it now."""
        if named.estate and not home.values.get("estate") and not self._estate_of[home.id]:
            home.values["estate"] = named.estate
            self._by_door[estate_key(named.estate), named.door] = home.id
            if self._by_door.get(("", named.door)) == home.id:
                del self._by_door["", named.door]
            self._know_estate(home.id, named.estate)
            if home.new:
                home.key = self._keys[home.id] = home.values["door_key"] = door_key(named.estate, named.door)
        return home

    def name(self, asked: Asked) -> Named | None:
        """The door that a row names, in the register's way; None if it names none."""
        *parts, address, number = asked
        estate, building, entrance, floor, room = whole(tuple(parts), address)
        door = door_text(building, entrance, room)
        if not door and not estate and not number:
            return None
        if not room and not number:
            return None  # a building or an estate alone is no household
        if (known := self._as_known(door)) != door:
            door, (building, entrance, room) = known, known.split("-")
        return Named(self._estates.meant(estate), building, entrance, floor, room, door, number)

    def take(self, named: Named, home_id: str | None) -> Home:
        """The household of a door: the register's of this id, or a new one."""
        key = self._keys.get(home_id or "") or door_key(named.estate, named.door)
        home = Home(home_id or new_id(), home_id is None, key, named.values)
        home.values["door"], home.values["door_key"] = named.door, key
        if home.new:
            self._know(home.id, named.estate, named.door, key, named.number)
            self._know_estate(home.id, named.estate)
        elif named.estate and self._by_door.get(("", named.door)) == home.id:  # another estate's is another household
            self._by_door[estate_key(named.estate), named.door] = self._by_door.pop(("", named.door))
            self._estate_of[home.id] = estate_key(named.estate)
        self.named[home.id] = home
        return home

    def exact(self, estate: str | None, door: str) -> str | None:
        """The household of the register or this file behind this door of this estate, or of none."""
        return self._by_door.get((estate_key(estate), door))

    def behind(self, door: str) -> list[str]:
        """Every household behind such a door, in whatever estate."""
        return self._doors.get(door, [])

    def may_be_short_for(self, home_id: str, other: str) -> bool:
        """Whether a door without its estate and building, 1-802, may be another one's: 清波里 3-1-802."""
        return not self._estate_of[home_id] and self.door_of[other].endswith(f"-{self.door_of[home_id]}")

    def numbered(self, number: str | None) -> list[str]:
        """Every household with this number."""
        return self._numbers.get(number or "", [])

    def knows_estate(self, estate: str) -> bool:
        """Whether the register has an estate of this name."""
        return bool(estate) and estate in self._estates

    def estates_of(self, door: str) -> set[str]:
        """The estates in which there is such a door, in the form in which they are compared; blank for none named."""
        return {self._estate_of[home_id] for home_id in self.behind(door)}

    def _as_known(self, door: str) -> str:
        """A door as it is written already, where zeros before its numbers are all that differs."""
        return door if door in self._doors else self._padded.get(unpadded(door), door)

    def _named(self, home_id: str, values: Values) -> Home:
        if home_id not in self.named:
            self.named[home_id] = Home(home_id, False, self._keys[home_id], values)
        return self.named[home_id]

    def _existing(self, estate: str | None, door: str, number: str | None) -> str | Ambiguous | None:
        if not door and number:  # 一组, household 12: of this estate, or of none that is known
            ids = [
                i for i in self._numbers.get(number, ()) if not estate or self._estate_of[i] in ("", estate_key(estate))
            ]
            return None if not ids else ids[0] if len(ids) == 1 else Ambiguous(ids)
        if door or estate:
            if estate or not door:
                exact = self._by_door.get((estate_key(estate), door))
                return exact or (self._by_door.get(("", door)) if door else None)
            ids = self._doors.get(door, [])
            if len(ids) > 1:
                ids = [i for i in ids if number and i in self._numbers.get(number, ())] or ids
            return None if not ids else ids[0] if len(ids) == 1 else Ambiguous(ids)
        return None


def _is_elsewhere(home: Home, estate: str | None) -> bool:
    """Whether another row of the file has said that a household is in another estate."""
    known = home.values.get("estate")
    return bool(known and estate and estate_key(known) != estate_key(estate))
