"""Merging: one or more units end on a day, and another of their level takes over what they had."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.access.staff import Staff
from models.changes import Changes
from models.errors import Mistake
from models.matters import OPEN, Matter
from models.mediation import PENDING, MediationCase
from models.organisation import Grid, Unit
from models.public_notices import PublicNotice
from models.register import Register
from models.structure import carrying
from models.structure.unit_changes import UnitRow, check_day, check_settled, placed_before, standing
from models.words import _


def merge_units(register: Register, unit_ids: Sequence[str], into_id: str, on: date) -> Changes:
    """Let `into_id` take over units, households, grids, posts and open work of others, which close on that day.

    The codes of the closed units stay with them, so that old papers still lead to them.
    """
    check_day(on)
    with register.operation() as operation:
        session = operation.session
        into = standing(session, into_id, on)
        sources = [standing(session, unit, on) for unit in dict.fromkeys(unit_ids) if unit != into_id]
        if not sources:
            raise Mistake(_("A unit cannot be merged with itself: choose another."), "into_id")
        for source in sources:
            if source.level != into.level:
                raise Mistake(_("Only units of the same level can be merged."), "into_id")
            placed_before(session, source, on)
            check_settled(session, source, on)
            _take_over(session, source, into, on)
        operation.sentence = _("Merged {units} into {into} on {day}").format(
            units=", ".join(source.name for source in sources), into=into.name, day=on
        )
    return operation.changes


def _take_over(session: Session, source: UnitRow, into: UnitRow, on: date) -> None:
    carrying.carry_units(session, carrying.children_of(session, source.id), into.id, on)
    carrying.carry_households(session, carrying.households_of(session, source.id), into.id, on)
    grids = select(Grid.id, Grid.unit_id, Grid.valid_from).where(Grid.unit_id == source.id, Grid.valid_to.is_(None))
    belonging = {grid: (home, since) for grid, home, since in session.execute(grids)}
    carrying.carry_grids(session, belonging, into.id, on)
    carrying.tie_to_grids_of(session, source.id, into.id, on)
    carrying.end_ties(session, source.id, on)
    carrying.carry_appointments(session, source.id, into.id, on)
    _work_under_way(session, source.id, into.id, on)
    session.execute(update(Unit).where(Unit.id == source.id).values(valid_to=on))


def _work_under_way(session: Session, source: str, into: str, on: date) -> None:
    """What is still open, hanging or allowed goes on at the unit that took over; what is done stays where it was."""
    received = update(Matter).where(Matter.unit_id == source, Matter.status == OPEN)
    handled = update(Matter).where(Matter.handled_at_id == source, Matter.status == OPEN)
    pending = update(MediationCase).where(MediationCase.unit_id == source, MediationCase.outcome == PENDING)
    hanging = update(PublicNotice).where(PublicNotice.unit_id == source, PublicNotice.shown_to >= on)
    accounts = update(Staff).where(Staff.unit_id == source)
    session.execute(handled.values(handled_at_id=into))
    for statement in (received, pending, hanging, accounts):
        session.execute(statement.values(unit_id=into))
