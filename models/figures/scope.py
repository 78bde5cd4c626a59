"""Whose figures: the whole register or one unit with all below it, and the lines that the tree divides them into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, func, literal, select
from sqlalchemy.orm import Session, aliased

from models.fields import RecordSpec
from models.figures.cells import Name
from models.organisation import UNITS, Unit
from models.queries import Query
from models.records import spec_of_table

NOWHERE = "-"
"""The key of the line of what belongs to no unit."""
_AT = "="
"""Before a unit's id: what belongs to the unit itself and to none below it."""


def subtree(unit_id: str) -> Select[tuple[str]]:
    """The ids of a unit and all below it; unlike `queries.subtree` it may stand several times in one statement."""
    tree = select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    below = aliased(Unit)
    tree = tree.union_all(select(below.id).join(tree, below.parent_id == tree.c.id))
    return select(tree.c.id)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a table by unit. `unit_id` with all below it, or (`own`) alone; blank: what has no unit."""

    key: str
    name: Name
    unit_id: str
    depth: int
    own: bool = False
    closed: bool = False

    def narrow(self, query: Query) -> Query:
        """The query's records that belong here."""
        path = ".".join(query.spec.unit)
        if self.own:
            return query.where(path, "is", self.unit_id)
        return query.inside(self.unit_id) if self.unit_id else query.where(path, "blank")

    def holds(self, unit: ColumnElement[Any]) -> ColumnElement[bool]:
        """The same as SQL about a column of units."""
        if self.own:
            return unit == self.unit_id
        return unit.in_(subtree(self.unit_id)) if self.unit_id else unit.is_(None)

    @property
    def shown_empty(self) -> bool:
        """Whether the line stands there even if nothing belongs to it."""
        return bool(self.unit_id) and not self.own and not self.closed


@dataclass(frozen=True)
class Source:
    """Where a ledger's figures are counted: its table joined to what names its unit."""

    spec: RecordSpec
    table: FromClause
    joined: Any
    unit: ColumnElement[Any]
    steps: dict[str, FromClause]

    def column(self, path: str) -> ColumnElement[Any]:
        """The column of a field, or of a field of a record on the way to the unit."""
        step, _dot, name = path.rpartition(".")
        return self.steps[step].c[name]


def source(of: RecordSpec) -> Source:
    """The ledger's table with the tables on the path to its unit."""
    joined: Any = of.sql
    table: FromClause = of.sql
    here, walked = of, ""
    known: dict[str, FromClause] = {"": table}
    *steps, name = of.unit
    for step in steps:
        here = spec_of_table(here.target(step))
        target = here.sql.alias()
        joined = joined.outerjoin(target, target.c.id == table.c[step])
        table = target
        walked = f"{walked}.{step}" if walked else step
        known[walked] = table
    return Source(of, of.sql, joined, table.c[name], known)


class Scope:
    """One reading of the register for one unit (an id; "" is the whole register) on one day's tree."""

    def __init__(self, session: Session, within: str = "", day: date | None = None) -> None:
        self.session = session
        self.within = within
        self._day = day
        top = within or self._only_root()
        self.top = session.get(Unit, top) if top else None
        self._children = self._under([top] if top else None)
        self._grandchildren = self._under([unit_id for unit_id, *_rest in self._children])

    def _only_root(self) -> str:
        roots = list(self.session.scalars(select(Unit.id).where(Unit.parent_id.is_(None)).limit(2)))
        return roots[0] if len(roots) == 1 else ""

    def _under(self, parents: list[str] | None) -> list[tuple[str, str, str | None, bool]]:
        statement = select(Unit.id, Unit.name, Unit.parent_id, Unit.valid_to).order_by(Unit.code, Unit.id)
        found = statement.where(Unit.parent_id.is_(None) if parents is None else Unit.parent_id.in_(parents))
        return [
            (unit_id, name, parent, bool(closed and self._day and closed < self._day))
            for unit_id, name, parent, closed in self.session.execute(found)
        ]

    def query(self, of: RecordSpec) -> Query:
        """All records of a ledger that count."""
        return Query(of, within=self.within)

    def counts(self, unit: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """What SQL has to ask of a column of units: nothing for the whole register."""
        return [unit.in_(subtree(self.within))] if self.within else []

    def places(self) -> Iterator[Place]:
        """The lines of a table by unit, from the top: each unit below, its own units, what belongs to it alone."""
        for unit_id, name, _parent, closed in self._children:
            yield Place(unit_id, Name(name, name), unit_id, 0, closed=closed)
            below = [each for each in self._grandchildren if each[2] == unit_id]
            for below_id, below_name, _unit, below_closed in below:
                yield Place(below_id, Name(below_name, below_name), below_id, 1, closed=closed or below_closed)
            if below:
                yield Place(_AT + unit_id, Name("Directly at it", "本级直属"), unit_id, 1, own=True)
        if self.top:
            yield Place(_AT + self.top.id, Name("Directly at the top", "本级直属"), self.top.id, 0, own=True)
        if not self.within:
            yield Place(NOWHERE, Name("In no unit", "未落实组织"), "", 0)

    @property
    def whole(self) -> Place | None:
        """The place that all the lines make up; None for the whole register."""
        return Place("", Name(self.title, self.title), self.within, 0) if self.within else None

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

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return dict(self.session.execute(select(Unit.id, Unit.parent_id)).all())

    def keys(self, unit: ColumnElement[Any], depth: int) -> tuple[Any, ColumnElement[str]]:
        """A table to join to (by `unit_id`) and the key of the line at `depth` that a column of units belongs to."""
        heads = [unit_id for unit_id, *_rest in (self._children, self._grandchildren)[depth]]
        tree = select(Unit.id.label("unit_id"), Unit.id.label("head")).where(Unit.id.in_(heads))
        lines = tree.cte(f"lines_{depth}", recursive=True)
        below = aliased(Unit)
        lines = lines.union_all(select(below.id, lines.c.head).join(lines, below.parent_id == lines.c.unit_id))
        key = case((unit.is_(None), literal(NOWHERE)), else_=func.coalesce(lines.c.head, literal(_AT).concat(unit)))
        return lines, key

    @property
    def title(self) -> str:
        """The name of the unit reported on; blank for the whole register."""
        return self.top.name if self.top and self.within else ""


UNIT_HEAD = Name("Unit", UNITS.sheet)
