"""How many households and people each unit and each grid serves: counts alone, no rows of residents."""

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.households import Household, Person
from models.organisation import Unit, UnitGrid

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
    return dict(session.execute(statement).tuples().all())


def summed_up(session: Session, own: dict[str, int]) -> dict[str, int]:
    """Counts of units with all that stands below them added in."""
    parents = dict(session.execute(select(Unit.id, Unit.parent_id).order_by(Unit.level.desc())).tuples().all())
    total = dict(own)
    for unit, parent in parents.items():  # the lowest level first, so that each passes on what it has gathered
        if parent:
            total[parent] = total.get(parent, 0) + total.get(unit, 0)
    return total
