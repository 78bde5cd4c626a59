"""The organisation as it stood on a day: which units there were, and under which each of them stood."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Grid, Unit
from models.structure.placements import GridPlacement, UnitPlacement, places_as_of


@dataclass(frozen=True, slots=True)
class StandingUnit:
    """A unit as it stood in the tree on a day."""

    id: str
    parent_id: str | None
    level: int
    code: str
    name: str
    area_name: str


def stands(since: date | None, until: date | None, day: date) -> bool:
    """Whether something that began and ended so is there on a day; the last day itself counts no more."""
    return (since is None or since <= day) and (until is None or until > day)


def parents_as_of(session: Session, day: date) -> dict[str, str | None]:
    """The parent that every unit had on a day, also of units that did not stand then."""
    parents: dict[str, str | None] = dict(session.execute(select(Unit.id, Unit.parent_id)).all())
    return parents | places_as_of(session, UnitPlacement, day)


def homes_of_grids_as_of(session: Session, day: date) -> dict[str, str | None]:
    """The unit that every grid belonged to on a day."""
    homes: dict[str, str | None] = dict(session.execute(select(Grid.id, Grid.unit_id)).all())
    return homes | places_as_of(session, GridPlacement, day)


def tree_as_of(session: Session, day: date) -> dict[str, StandingUnit]:
    """The units that stood on a day, by id in the order of their codes, each with the parent it had then.

    Where a parent did not stand itself, the next one above that did takes its place.
    """
    columns = (Unit.id, Unit.level, Unit.code, Unit.name, Unit.area_name, Unit.valid_from, Unit.valid_to)
    rows = session.execute(select(*columns).order_by(Unit.code, Unit.id)).all()
    there = {row.id for row in rows if stands(row.valid_from, row.valid_to, day)}
    parents = parents_as_of(session, day)
    return {
        row.id: StandingUnit(
            row.id, _nearest(row.id, parents, there), row.level, row.code, row.name, row.area_name or ""
        )
        for row in rows
        if row.id in there
    }


def _nearest(unit: str, parents: dict[str, str | None], there: set[str]) -> str | None:
    above = parents.get(unit)
    for _step in parents:
        if above is None or above in there:
            break
        above = parents.get(above)
    return above


def subtree_as_of(tree: dict[str, StandingUnit], unit_id: str) -> set[str]:
    """A unit and all that stood below it in a tree."""
    below: dict[str, list[str]] = {}
    for unit in tree.values():
        below.setdefault(unit.parent_id or "", []).append(unit.id)
    found, waiting = set(), [unit_id] if unit_id in tree else []
    while waiting:
        unit_here = waiting.pop()
        if unit_here not in found:
            found.add(unit_here)
            waiting += below.get(unit_here, ())
    return found
