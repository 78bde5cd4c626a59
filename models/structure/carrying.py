"""What goes along when a unit changes on a day: the units below it, households, grids, posts and work under way.

The steps of models/structure/unit_changes.py and unit_merging.py, inside their operations. Each keeps the earlier place.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from models.errors import Mistake
from models.households import Household
from models.ids import new_id
from models.organisation import Appointment, Grid, Post, Unit, UnitGrid
from models.structure.placements import GridPlacement, HouseholdPlacement, Places, UnitPlacement, began, keep
from models.tables import batches
from models.words import _

PLACEMENTS = (UnitPlacement, HouseholdPlacement, GridPlacement)


def children_of(session: Session, unit_id: str) -> dict[str, tuple[str | None, date | None]]:
    """The units that stand directly under one, as places."""
    rows = select(Unit.id, Unit.parent_id, Unit.valid_from).where(Unit.parent_id == unit_id, Unit.valid_to.is_(None))
    return {unit: (parent, since) for unit, parent, since in session.execute(rows)}


def households_of(session: Session, unit_id: str) -> dict[str, tuple[str | None, date | None]]:
    """The households that one unit serves, as places; those that left the register stay where they were."""
    rows = select(Household.id, Household.unit_id, Household.since).where(
        Household.unit_id == unit_id, Household.until.is_(None)
    )
    return {home: (unit, since) for home, unit, since in session.execute(rows)}


def ids_below(session: Session, unit_id: str) -> set[str]:
    """A unit and all that stand below it now."""
    from models.queries import subtree

    return set(session.scalars(subtree(unit_id)))


def carry_units(session: Session, units: Places, parent_id: str, on: date) -> None:
    """Put units under another parent."""
    keep(session, UnitPlacement, units, on)
    for batch in batches(list(units)):
        session.execute(update(Unit).where(Unit.id.in_(batch)).values(parent_id=parent_id))


def carry_households(session: Session, households: Places, unit_id: str, on: date) -> None:
    """Let another unit serve households."""
    keep(session, HouseholdPlacement, households, on)
    for batch in batches(list(households)):
        session.execute(update(Household).where(Household.id.in_(batch)).values(unit_id=unit_id))


def check_households(session: Session, households: Places, on: date) -> None:
    """Refuse a day before one of these came to where it is."""
    came = max(began(session, HouseholdPlacement, list(households)).values(), default=None)
    if came is not None and on < came:
        raise Mistake(
            _("One of these households came to its unit on {day}; choose no earlier day.").format(day=came), "on"
        )


def carry_grids(session: Session, grids: Places, unit_id: str, on: date) -> None:
    """Let grids belong to another unit."""
    keep(session, GridPlacement, grids, on)
    for batch in batches(list(grids)):
        session.execute(update(Grid).where(Grid.id.in_(batch)).values(unit_id=unit_id))


def end_ties(session: Session, unit_id: str, on: date) -> None:
    """A unit stands on no grid any more."""
    standing = update(UnitGrid).where(UnitGrid.unit_id == unit_id, _lasting(UnitGrid.valid_to, on))
    session.execute(standing.values(valid_to=on))


def tie_to_grids_of(session: Session, source: str, target: str, on: date) -> None:
    """Let one unit stand on the grids that another stands on, where it does not yet."""

    def grids(unit: str) -> set[str]:
        rows = select(UnitGrid.grid_id).where(UnitGrid.unit_id == unit, _lasting(UnitGrid.valid_to, on))
        return set(session.scalars(rows))

    rows = [
        {"id": new_id(), "unit_id": target, "grid_id": grid, "valid_from": on}
        for grid in sorted(grids(source) - grids(target))
    ]
    if rows:
        session.execute(insert(UnitGrid.__table__), rows)  # type: ignore[arg-type]


def _lasting(until: Any, on: date) -> ColumnElement[bool]:
    return or_(until.is_(None), until > on)


def end_appointments(session: Session, unit_id: str, on: date) -> None:
    """Every post at a unit ends on a day; one that was to begin later never does."""
    table = Appointment.__table__.c
    here = update(Appointment).where(Appointment.unit_id == unit_id, _lasting(table.until, on))
    session.execute(here.where(table.since > on).values(until=table.since))
    session.execute(here.where(or_(table.since.is_(None), table.since <= on)).values(until=on))


def carry_appointments(
    session: Session, source: str, target: str, on: date, *, only: Collection[str] | None = None
) -> None:
    """End posts at one unit on a day and let the same people hold them at another from then on.

    A post that leads its unit is not carried to where somebody holds it already: it ends.
    """
    table = Appointment.__table__
    lasting = select(table).where(table.c.unit_id == source, _lasting(table.c.until, on))
    if only is not None:
        lasting = lasting.where(table.c.id.in_(list(only)))
    heads = set(session.scalars(select(Post.id).where(Post.head)))
    led = select(Appointment.post_id, Appointment.grid_id).where(
        Appointment.unit_id == target, _lasting(table.c.until, on)
    )
    taken = {tuple(pair) for pair in session.execute(led) if pair[0] in heads}
    for row in session.execute(lasting).mappings().all():
        begun = row["since"] is None or row["since"] < on
        here = update(Appointment).where(Appointment.id == row["id"])
        if (row["post_id"], row["grid_id"]) in taken:
            session.execute(here.values(until=on if begun else row["since"]))
        elif begun:
            session.execute(here.values(until=on))
            session.execute(insert(table), {**row, "id": new_id(), "unit_id": target, "since": on})  # type: ignore[arg-type]
        else:
            session.execute(here.values(unit_id=target))
