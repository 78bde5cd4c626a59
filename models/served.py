"""Counts for the map and the boards: households and people served, matters settled, visits made. No rows of residents."""

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import queries
from models.codes import code_table
from models.households import Household, Person
from models.matters import Matter
from models.organisation import Unit, UnitGrid
from models.visits import Visit

Day = InstrumentedAttribute[date | None]


def _here(on: date, since: Day, until: Day) -> list[ColumnElement[bool]]:
    return [or_(since.is_(None), since <= on), or_(until.is_(None), until > on)]


def households_of_units(session: Session, on: date) -> dict[str, int]:
    """Households that stand directly under each unit on a day."""
    statement = (
        select(Household.unit_id, func.count())
        .where(Household.unit_id.is_not(None), *_here(on, Household.since, Household.until))
        .group_by(Household.unit_id)
    )
    return {unit: number for unit, number in session.execute(statement) if unit}


def people_of_units(session: Session, on: date) -> dict[str, int]:
    """People who live in households directly under each unit on a day."""
    statement = (
        select(Household.unit_id, func.count())
        .join(Person, Person.household_id == Household.id)
        .where(Household.unit_id.is_not(None), Person.died_on.is_(None), *_here(on, Person.moved_in, Person.moved_out))
        .group_by(Household.unit_id)
    )
    return {unit: number for unit, number in session.execute(statement) if unit}


def households_of_grids(session: Session, on: date) -> dict[str, int]:
    """Households of each grid: those set to it, and those whose building-level unit stands on it alone."""
    lone = (
        select(UnitGrid.unit_id, func.min(UnitGrid.grid_id).label("grid_id"))
        .group_by(UnitGrid.unit_id)
        .having(func.count() == 1)
        .subquery()
    )
    grid = func.coalesce(Household.grid_id, lone.c.grid_id)
    statement = (
        select(grid, func.count())
        .select_from(Household)
        .outerjoin(lone, lone.c.unit_id == Household.unit_id)
        .where(grid.is_not(None), *_here(on, Household.since, Household.until))
        .group_by(grid)
    )
    return dict(session.execute(statement).all())


def summed_up(session: Session, own: dict[str, int]) -> dict[str, int]:
    """Counts of units with all that stands below them added in."""
    parents = dict(session.execute(select(Unit.id, Unit.parent_id).order_by(Unit.level.desc())).all())
    total = dict(own)
    for unit, parent in parents.items():  # the lowest level first, so that each passes on what it has gathered
        if parent:
            total[parent] = total.get(parent, 0) + total.get(unit, 0)
    return total


def settled_matters(session: Session, start: date, end: date, unit_id: str) -> list[tuple[str, int]]:
    """Matters closed from `start` up to `end` (not included) in a unit's subtree, by category in Chinese."""
    statement = (
        select(Matter.category, func.count())
        .where(Matter.closed_on >= start, Matter.closed_on < end, Matter.status == "closed")
        .where(Matter.unit_id.in_(queries.subtree(unit_id)))
        .group_by(Matter.category)
    )
    counted = dict(session.execute(statement).all())
    table = code_table("matter_category")
    known = [(code.zh, counted.pop(code.code, 0)) for code in table.codes if code.code != "other"]
    return [(label, count) for label, count in (*known, (table.chinese("other"), sum(counted.values()))) if count]


def visits_made(session: Session, start: date, end: date, unit_id: str) -> tuple[int, int]:
    """Visits from `start` up to `end` (not included) in a unit's subtree, and the people met at them (person-times)."""
    statement = select(func.count(), func.coalesce(func.sum(Visit.people_met), 0)).where(
        Visit.visited_on >= start, Visit.visited_on < end, Visit.unit_id.in_(queries.subtree(unit_id))
    )
    visits, met = session.execute(statement).one()
    return int(visits), int(met)
