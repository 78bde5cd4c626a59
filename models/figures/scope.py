"""Whose figures: the whole register or one unit with all below it, and the lines that the tree divides them into."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.figures.cells import Name
from models.figures.places import Inside, Source, inside, moved_since, source, subtree, tree
from models.organisation import UNITS, Unit
from models.periods import Span
from models.queries import Query
from models.structure.unit_tree import parents_as_of

NOWHERE = "-"
"""The key of the line of what belongs to no unit."""
_AT = "="
"""Before a unit's id: what belongs to the unit itself and to none below it."""
UNIT_HEAD = Name("Unit", UNITS.sheet)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a table by unit. `unit_id` with all below it, or (`own`) alone; blank: what has no unit.

    `day` is the day whose tree counts, None where that is the present one; `absent` says that the unit did not stand.
    """

    key: str
    name: Name
    unit_id: str
    depth: int
    own: bool = False
    absent: bool = False
    day: date | None = None

    def narrow(self, query: Query) -> Query:
        """All records of the query that belong here; what it was held to before stands above this place."""
        query = replace(query, within="", filters=tuple(f for f in query.filters if not isinstance(f.value, Inside)))
        if self.day:
            return replace(query, filters=(*query.filters, self._inside(query.spec, self.day).filter))
        path = ".".join(query.spec.unit)
        if self.own:
            return query.where(path, "is", self.unit_id)
        return query.inside(self.unit_id) if self.unit_id else query.where(path, "blank")

    def _inside(self, of: RecordSpec, day: date) -> Inside:
        return Inside(of.key, self.unit_id, self.own, day)

    def holds(self, unit: ColumnElement[Any]) -> ColumnElement[bool]:
        """The same as SQL about a column of units."""
        return inside(unit, self.unit_id, self.own, self.day)

    @property
    def shown_empty(self) -> bool:
        """Whether the line stands there even if nothing belongs to it."""
        return bool(self.unit_id) and not self.own and not self.absent


class _Unit(NamedTuple):
    id: str
    name: str
    absent: bool


class Scope:
    """One reading of the register for one unit (an id; "" is the whole register), by the tree of a span's last day."""

    def __init__(self, session: Session, within: str, span: Span) -> None:
        self.session = session
        self.within = within
        self._span = span
        self.day = span.end if moved_since(session, span.end) else None
        roots = self._below(None)
        top = within or (roots[0].id if len(roots) == 1 else None)
        self.top = session.get(Unit, top) if top else None
        self._children = self._below(top)
        self._grandchildren = {unit.id: self._below(unit.id) for unit in self._children}

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return parents_as_of(self.session, self._span.end)

    @cached_property
    def _units(self) -> dict[str | None, list[_Unit]]:
        """Every unit under its parent, in the order of their codes."""
        found: dict[str | None, list[_Unit]] = {}
        columns = (Unit.id, Unit.name, Unit.valid_from, Unit.valid_to)
        for unit_id, name, since, until in self.session.execute(select(*columns).order_by(Unit.code, Unit.id)):
            absent = (until is not None and until <= self._span.start) or (since is not None and since > self._span.end)
            found.setdefault(self._parents.get(unit_id), []).append(_Unit(unit_id, name, absent))
        return found

    def _below(self, unit_id: str | None) -> list[_Unit]:
        return self._units.get(unit_id, [])

    # What counts

    def source(self, of: RecordSpec) -> Source:
        """A ledger's table, joined to what names its unit."""
        return source(of, self.day)

    def query(self, of: RecordSpec) -> Query:
        """All records of a ledger that count."""
        return self.whole.narrow(Query(of)) if self.whole else Query(of)

    def counts(self, unit: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """What SQL has to ask of a column of units: nothing for the whole register."""
        return [unit.in_(subtree(self.within, self.day))] if self.within else []

    # The lines

    def places(self) -> Iterator[Place]:
        """The lines of a table by unit, from the top: each unit below, its own units, what belongs to it alone."""
        for unit in self._children:
            yield self._place(unit, 0, unit.absent)
            below = self._grandchildren[unit.id]
            for lower in below:
                yield self._place(lower, 1, unit.absent or lower.absent)
            if below:
                yield Place(_AT + unit.id, Name("Directly at it", "本级直属"), unit.id, 1, own=True, day=self.day)
        if self.top:
            name = Name("Directly at the top", "本级直属")
            yield Place(_AT + self.top.id, name, self.top.id, 0, own=True, day=self.day)
        if not self.within:
            yield Place(NOWHERE, Name("In no unit", "未落实组织"), "", 0, day=self.day)

    def _place(self, unit: _Unit, depth: int, absent: bool) -> Place:
        return Place(unit.id, Name(unit.name, unit.name), unit.id, depth, absent=absent, day=self.day)

    @cached_property
    def whole(self) -> Place | None:
        """The place that all the lines make up; None for the whole register."""
        return Place("", Name(self.title, self.title), self.within, 0, day=self.day) if self.within else None

    def lines_of(self, unit_id: str | None) -> tuple[str, ...] | None:
        """The keys of the lines that one unit's records count in; None if they do not count at all."""
        if unit_id is None:
            return None if self.within else (NOWHERE,)
        way = list(self._way_up(unit_id))
        top = self.top.id if self.top else None
        if top is not None and top not in way:
            return None if self.within else ()
        way = way[: way.index(top)] if top is not None else way
        if not way:
            return (_AT + unit_id,)
        return way[-1], way[-2] if len(way) > 1 else _AT + way[-1]

    def _way_up(self, unit_id: str) -> Iterator[str]:
        here: str | None = unit_id
        while here:
            yield here
            here = self._parents.get(here)

    def keys(self, unit: ColumnElement[Any], depth: int) -> tuple[Any, ColumnElement[str]]:
        """A table to join to (by `unit_id`) and the key of the line at `depth` that a column of units belongs to."""
        lower = [unit.id for below in self._grandchildren.values() for unit in below]
        heads = lower if depth else [unit.id for unit in self._children]
        units, below = UNITS.sql.alias(), tree(self.day)
        first = select(units.c.id.label("unit_id"), units.c.id.label("head")).where(units.c.id.in_(heads))
        lines = first.cte(recursive=True)
        lines = lines.union_all(select(below.c.id, lines.c.head).join(lines, below.c.parent_id == lines.c.unit_id))
        key = case((unit.is_(None), literal(NOWHERE)), else_=func.coalesce(lines.c.head, literal(_AT).concat(unit)))
        return lines, key

    @property
    def title(self) -> str:
        """The name of the unit reported on; blank for the whole register."""
        return self.top.name if self.top and self.within else ""
