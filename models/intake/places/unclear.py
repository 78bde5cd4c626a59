"""Doors that alone do not say whose they are: a bare 301, one without its estate where there are several, none at all.

Such rows share a household with a row of another sheet or file only where somebody of it stands in both.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import parse_door
from models.households import Household, Person
from models.intake.cleaning.documents import matching_key
from models.intake.places.homes import Asked, Home, Homes, Named
from models.intake.places.places import estate_key
from models.intake.roster.persons import Persons
from models.intake.sheets.table import Table
from models.tables import batches
from models.words import _

_SAYS_WHERE = re.compile(r"\d(?:号楼|栋|幢|座|#)|[路街巷弄村组]")  # a door that could not be read
_TELLING = 4  # a shorter household number is one of many
BARE, NUMBER, FAMILY, BLANK, SEVERAL = "bare", "number", "family", "blank", "several"
_OF_ITS_SHEET = (BARE, NUMBER, FAMILY)


class Who(NamedTuple):
    """Somebody as far as a row or the register tells."""

    name: str
    document: str | None = None
    birth: Any = None
    phone: str | None = None

    def may_be(self, other: "Who") -> bool:
        """Whether they are one, if they stand behind the same door."""
        if self.document and other.document:
            return self.document == other.document
        return self.name == other.name and not (self.birth and other.birth and self.birth != other.birth)

    def surely_is(self, other: "Who") -> bool:
        """Whether they are one, wherever they stand."""
        if self.document and other.document:
            return self.document == other.document
        born = self.birth is not None and self.birth == other.birth
        called = self.phone and other.phone and set(self.phone.split("、")) & set(other.phone.split("、"))
        return self.name == other.name and bool(born or called)


@dataclass(slots=True)
class _Group:
    """The rows that name one such door in one way."""

    kind: str
    named: Named
    rows: list[tuple[Table, int]] = field(default_factory=list)
    homes: dict[int, Home] = field(default_factory=dict)  # of each of its rows, once it is known


class Unclear:
    """Finds the households of such rows, before those of the others are looked for."""

    def __init__(self, session: Session, homes: Homes, prefix: str, persons: Persons | None = None) -> None:
        self._session, self._homes, self._prefix, self._persons = session, homes, prefix, persons
        self._names: dict[Asked, Named | None] = {}
        self._estates: dict[str, set[str]] = {}  # of each door those in which it stands, by the file
        self._living: dict[str, list[Who]] = {}
        self._done: dict[str, list[_Group]] = {}

    def settle(self, tables: list[Table]) -> None:
        """Find the household of each such row."""
        groups = self._groups(tables)
        self._load(one for group in groups for one in self._candidates(group))
        for group in groups:
            self._place(group)
            for number, (table, i) in enumerate(group.rows):
                if number in group.homes:
                    self._homes.told[id(table), i] = group.homes[number]
        for table in tables:
            self._say(table, groups)

    # -- which rows

    def _groups(self, tables: list[Table]) -> list[_Group]:
        asked = [[self._homes.asked(table, i, self._prefix) for i in range(len(table.rows))] for table in tables]
        for one in {one for rows in asked for one in rows}:
            named = self._names[one] = self._homes.name(one)
            if named and named.door:
                self._estates.setdefault(named.door, set()).add(estate_key(named.estate))
        groups: dict[Any, _Group] = {}
        for table, rows in zip(tables, asked, strict=True):
            families = table.get("family")
            for i, one in enumerate(rows):
                named = self._names[one]
                kind = self._kind(named, families[i]) if named else ""
                if named and kind:
                    scope = (table.layout.sheet, table.layout.region.first) if kind in _OF_ITS_SHEET else None
                    door = named.door or named.number
                    key = (kind, scope, estate_key(named.estate), door, families[i])
                    groups.setdefault(key, _Group(kind, named)).rows.append((table, i))
        return list(groups.values())

    def _kind(self, named: Named, family: Any) -> str:
        if family is not None:
            return FAMILY
        if not named.door:
            return NUMBER if named.number and not named.estate and len(named.number) < _TELLING else ""
        if not named.estate and not named.building:
            return "" if _SAYS_WHERE.search(named.door) else BARE
        if named.estate and self._homes.exact(named.estate, named.door):
            return ""
        estates = self._homes.estates_of(named.door) | self._estates[named.door]
        if not named.estate:
            return SEVERAL if len(estates - {""}) > 1 or self._is_behind_both(named.door) else ""
        blank = self._homes.exact(None, named.door) is not None
        return BLANK if blank or ("" in estates and len(estates) > 2) else ""

    def _is_behind_both(self, door: str) -> bool:
        """Whether the register has the door in an estate and without one."""
        return len(self._homes.behind(door)) > 1

    # -- whom they may be

    def _candidates(self, group: _Group) -> list[str]:
        named = group.named
        if group.kind == BLANK:
            blank = self._homes.exact(None, named.door)
            return [blank] if blank else []
        found = list(self._homes.numbered(named.number) if group.kind == NUMBER else self._homes.behind(named.door))
        if group.kind == FAMILY:
            found = [one for one in found if self._homes.exact(named.estate, named.door) or not named.estate]
        if self._persons is not None and group.kind in (BARE, FAMILY):
            found += [home for row in group.rows for who in self._who(*row) for home in self._homes_of(group, who)]
        return list(dict.fromkeys(found))

    def _homes_of(self, group: _Group, who: Who) -> Iterator[str]:
        """Where somebody of a row lives by the register; behind a bare 301 it must be a 301."""
        assert self._persons is not None
        for known in self._persons.called(who.name):
            home = known.household_id
            fits = group.kind == FAMILY or self._homes.door_of.get(home or "", "").endswith(f"-{group.named.door}")
            if home and fits and who.surely_is(_who_is(known)):
                yield home

    def _load(self, wanted: Iterable[str]) -> None:
        """Who lives in these households, and who owns them."""
        ids = list(dict.fromkeys(wanted))
        for batch in batches(ids):
            living = select(Person.household_id, Person.name, Person.document, Person.birth, Person.phone)
            for home, name, document, birth, phone in self._session.execute(
                living.where(Person.household_id.in_(batch))
            ):
                self._living.setdefault(str(home), []).append(_who(name, document, birth, phone))
            owning = select(Household.id, Household.owner_name, Household.phone, Household.household_no)
            for home, owner, phone, number in self._session.execute(owning.where(Household.id.in_(batch))):
                self._living.setdefault(home, []).extend(_of_household(owner, phone, number))

    def _who(self, table: Table, i: int) -> list[Who]:
        """Everybody that a row names."""
        found = _of_household(*(table.get(self._prefix + name)[i] for name in ("owner_name", "phone", "household_no")))
        if self._prefix:
            name, householder = table.get("name")[i], table.get("householder")[i]
            birth = None if i in table.coarse.get("birth", ()) else table.get("birth")[i]
            if name:
                found.append(_who(name, table.get("document")[i], birth, table.get("phone")[i]))
            if householder and householder != name:
                found.append(_who(householder, table.get("householder.document")[i]))
        return found

    # -- where each goes

    def _place(self, group: _Group) -> None:
        candidates = self._candidates(group)
        rows = [self._who(table, i) for table, i in group.rows]
        own = [self._home_of(group, candidates, who) for who in rows]
        said = [one for one in own if one]
        if said:
            before = said[0]
            for number, one in enumerate(own):
                before = one or before
                group.homes[number] = self._taken(group, before)
        elif group.kind == SEVERAL:
            return  # nobody can tell: it is asked
        elif other := self._beside(group, rows):
            group.homes = dict.fromkeys(range(len(rows)), other)
        else:
            group.homes = dict(enumerate(self._without_anybody(group, candidates, silent=not any(rows))))
        self._done.setdefault(group.named.door or group.named.number or "", []).append(group)

    def _without_anybody(self, group: _Group, candidates: list[str], *, silent: bool) -> list[Home]:
        """Of each row the household where nobody in common tells it: one that may be meant all the same, or a new one."""
        count = len(group.rows)
        if (
            silent and group.kind in (BARE, NUMBER) and candidates and group.rows[0][0].layout.own
        ):  # it lists them as they are
            ids = sorted(candidates)
            return [self._taken(group, ids[min(number, len(ids) - 1)]) for number in range(count)]
        found = next((one for one in candidates if self._may_take(group, one, silent=silent)), None)
        home = self._taken(group, found) if found else self._homes.take(group.named, None)
        home.by_name = group.kind == FAMILY and home.new
        return [home] * count

    def _home_of(self, group: _Group, candidates: list[str], row: list[Who]) -> str | None:
        """Where the first of those whom a row names lives, of the households it may be."""
        for one in row:
            for home in candidates:
                fits = one.may_be if self._homes.door_of.get(home) == group.named.door else one.surely_is
                if any(map(fits, self._living.get(home, ()))):
                    return home
        return None

    def _taken(self, group: _Group, home: str) -> Home:
        if home in self._homes.named:
            return self._homes.named[home]
        return self._homes.take(group.named, home) if group.kind == BLANK else self._homes.of_id(home)

    def _beside(self, group: _Group, rows: list[list[Who]]) -> Home | None:
        """The household of another sheet of this file behind the same bare door, with somebody in common."""
        if group.kind not in _OF_ITS_SHEET:
            return None
        sheet = group.rows[0][0].layout.sheet
        for other in self._done.get(group.named.door or group.named.number or "", ()):
            if other.kind != group.kind:
                continue
            if group.kind == FAMILY and other.rows[0][0].layout.sheet == sheet:
                continue
            for number, (table, i) in enumerate(other.rows):
                there = self._who(table, i)
                if any(one.may_be(two) for row in rows for one in row for two in there):
                    return other.homes[number]
        return None

    def _may_take(self, group: _Group, home: str, *, silent: bool) -> bool:
        """Whether a household that has nobody in common may be meant all the same."""
        empty = not self._living.get(home)
        if group.kind == BLANK:  # no other estate claims the door, and nobody speaks against it
            others = self._homes.estates_of(group.named.door) | self._estates[group.named.door]
            return len(others - {""}) < 2 and (silent or empty)
        return group.kind in (BARE, NUMBER) and silent and empty

    # -- what is said

    def _say(self, table: Table, groups: list[_Group]) -> None:
        if table.layout.own:
            return
        rows = {kind: [i for group in groups if group.kind == kind for t, i in group.rows if t is table]
                for kind in (BARE, NUMBER, FAMILY, BLANK)}  # fmt: skip
        if bare := [i for i in sorted(rows[BARE]) if not _is_said_already(self._door(table, i))]:
            sentence = _(
                "{count} rows have a room number alone, such as {door}; nothing says of which building or estate. The "
                "same number in another sheet or file is another household, unless somebody stands in both. Please "
                "write the building into a column, the title or the file's name."
            )
            self._flaw(table, bare[0], sentence.format(count=len(bare), door=self._door(table, bare[0])))
        if numbered := sorted(rows[NUMBER]):
            sentence = _(
                "{count} rows name their household by a short number alone, such as {number}. The same number in another "
                "sheet or file is another household, unless somebody stands in both. Please add a column for the door, "
                "or name the village in the title."
            )
            number = table.get(f"{self._prefix}household_no")[numbered[0]]
            table.flaw(
                numbered[0],
                f"{self._prefix}household_no",
                number,
                sentence.format(count=len(numbered), number=number),
                "warn",
            )
        families = {id(home): i for i in sorted(rows[FAMILY], reverse=True) if (home := self._homes.told[id(table), i])}
        if families:
            first = min(families.values())
            sentence = _(
                "There is no door in this table: its {count} families are kept together by their householders, such as {door}."
            )
            self._flaw(table, first, sentence.format(count=len(families), door=self._door(table, first)))
        apart = sorted(i for i in rows[BLANK] if self._homes.told[id(table), i].new)
        if apart and any(self._candidates(group) for group in groups if group.kind == BLANK):
            count = len({self._homes.told[id(table), i].id for i in apart})
            sentence = _(
                "{count} such doors stand in the register without an estate; nobody is in both, so they were not taken for "
                "the same households. Please give those an estate."
            )
            self._flaw(table, apart[0], sentence.format(count=count))

    def _door(self, table: Table, i: int) -> str:
        named = self._names[self._homes.asked(table, i, self._prefix)]
        return named.door if named else ""

    def _flaw(self, table: Table, i: int, sentence: str) -> None:
        meaning = next((m for m in ("room", "door") if self._prefix + m in table.headers), "room")
        table.flaw(i, self._prefix + meaning, self._door(table, i), sentence, "warn")


def _is_said_already(door: str) -> bool:
    """Whether a door could not be read: that is said of its cell."""
    return parse_door(door) is None and any(map(str.isdigit, door))


def _who(name: str, document: str | None = None, birth: Any = None, phone: str | None = None) -> Who:
    return Who(name, matching_key(document) if document else None, birth, phone)


def _who_is(known: Any) -> Who:
    return _who(known.name, known.document, known.birth, known.phone)


def _of_household(owner: str | None, phone: str | None, number: str | None) -> list[Who]:
    """Those a household itself speaks of: its owners; its phone and its number tell who it is as well."""
    owners = [Who(one) for one in (owner or "").split("、") if one]
    numbers = [Who(f"☎{one}") for one in (phone or "").split("、") if one]
    return [*owners, *numbers, *([Who(f"№{number}")] if len(number or "") >= _TELLING else [])]
