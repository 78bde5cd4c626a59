"""Where records belonged on a day: units under which units, households and grids with which unit.

`day` is None where nothing has moved since: then the present places, straight from the tables, are those of the day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, exists, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import KeyedColumnElement

from models.fields import RecordSpec
from models.organisation import UNITS
from models.queries import Filter
from models.records import spec, spec_of_table
from models.structure.placements import GridPlacement, HouseholdPlacement, Placement, UnitPlacement, any_later

_KEPT: dict[str, Placement] = {"unit": UnitPlacement, "household": HouseholdPlacement, "grid": GridPlacement}


def moved_since(session: Session, day: date) -> bool:
    """Whether any unit, household or grid stood elsewhere on a day."""
    return any(any_later(session, table.until, day) for table in _KEPT.values())


def _then(table: str, columns: Any, present: ColumnElement[Any], day: date | None) -> ColumnElement[Any]:
    """Where a record stood on a day: the placement that ended next after it, else where it stands now."""
    if day is None or table not in _KEPT:
        return present
    kept = _KEPT[table].__table__.alias()
    later = (kept.c.subject_id == columns.id, kept.c.until > day)
    first = select(kept.c.place_id).where(*later).order_by(kept.c.until, kept.c.id).limit(1)
    return case((exists().where(*later), first.scalar_subquery()), else_=present)


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


def source(of: RecordSpec, day: date | None = None, table: FromClause | None = None) -> Source:
    """The ledger's table (or an alias of it) with the tables on the path to its unit, as that was on a day."""
    first = of.sql if table is None else table
    joined: Any = first
    last: FromClause = first
    here, walked = of, ""
    known: dict[str, FromClause] = {"": first}
    *steps, name = of.unit
    for step in steps:
        here = spec_of_table(here.target(step))
        target = here.sql.alias()
        joined = joined.outerjoin(target, target.c.id == last.c[step])
        last = target
        walked = f"{walked}.{step}" if walked else step
        known[walked] = last
    unit = last.c.id if here is UNITS else _then(here.table_name, last.c, last.c[name], day)
    return Source(of, first, joined, unit, known)


def tree(day: date | None) -> FromClause:
    """The units as `id` and `parent_id`, each under the parent of a day."""
    units = UNITS.sql.alias()
    if day is None:
        return units
    return select(units.c.id, _then("unit", units.c, units.c.parent_id, day).label("parent_id")).subquery()


def subtree(unit_id: str, day: date | None = None) -> Select[tuple[str]]:
    """The ids of a unit and all below it; unlike `queries.subtree` it may stand several times in one statement."""
    top, below = UNITS.sql.alias(), tree(day)
    found = select(top.c.id).where(top.c.id == unit_id).cte(recursive=True)
    found = found.union_all(select(below.c.id).join(found, below.c.parent_id == found.c.id))
    return select(found.c.id)


def inside(unit: ColumnElement[Any], unit_id: str, own: bool, day: date | None) -> ColumnElement[bool]:
    """Whether a column of units names this unit or (unless `own`) one below it; "" means none at all."""
    if own:
        return unit == unit_id
    return unit.in_(subtree(unit_id, day)) if unit_id else unit.is_(None)


@dataclass(frozen=True, slots=True)
class Inside:
    """Belonging on a day to a unit and all below it (or to it alone; "" is to none), as a query filter's value."""

    key: str
    unit_id: str
    own: bool
    day: date

    def __clause_element__(self) -> KeyedColumnElement[Any]:
        of = spec(self.key)
        each = source(of, self.day, of.sql.alias())
        found = select(each.table.c.id).select_from(each.joined)
        chosen = found.where(inside(each.unit, self.unit_id, self.own, self.day))
        return case((of.sql.c.id.in_(chosen), of.sql.c.id))  # type: ignore[return-value]

    @property
    def filter(self) -> Filter:
        return Filter("id", "is", self)
