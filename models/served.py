"""Counts for the map and the boards: households and people served, matters settled, visits made. No rows of residents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import queries
from models.codes import code_table
from models.households import Household, Person
from models.matters import Matter
from models.organisation import Unit, UnitGrid
from models.structure.placements import HouseholdPlacement, any_later, earlier_places
from models.structure.unit_tree import parents_as_of
from models.visits import Visit

Day = InstrumentedAttribute[date | None]


def here(on: date, since: Day, until: Day) -> list[ColumnElement[bool]]:
    """Whether something that lasts from one day to another is there on a day."""
    return [or_(since.is_(None), since <= on), or_(until.is_(None), until > on)]


def unit_of_household(session: Session, statement: Any, on: date) -> tuple[Any, ColumnElement[Any]]:
    """A statement over households, and in it the unit that served each of them on a day."""
    if not any_later(session, HouseholdPlacement.until, on):
        return statement, Household.unit_id.expression
    earlier = earlier_places(HouseholdPlacement, on)
    joined = statement.outerjoin(earlier, earlier.c.subject_id == Household.id)
    return joined, func.coalesce(earlier.c.place_id, Household.unit_id)


def households_of_units(session: Session, on: date) -> dict[str, int]:
    """Households that stand directly under each unit on a day."""
    statement, unit = unit_of_household(session, select(func.count()).select_from(Household), on)
    statement = statement.add_columns(unit).where(*here(on, Household.since, Household.until)).group_by(unit)
    return {place: number for number, place in session.execute(statement) if place}


def people_of_units(session: Session, on: date) -> dict[str, int]:
    """People who live in households directly under each unit on a day."""
    living = select(func.count()).select_from(Household).join(Person, Person.household_id == Household.id)
    statement, unit = unit_of_household(session, living, on)
    statement = statement.add_columns(unit).group_by(unit)
    statement = statement.where(Person.died_on.is_(None), *here(on, Person.moved_in, Person.moved_out))
    return {place: number for number, place in session.execute(statement) if place}


def households_of_grids(session: Session, on: date) -> dict[str, int]:
    """Households of each grid: those set to it, and those whose building-level unit stands on it alone."""
    lone = (
        select(UnitGrid.unit_id, func.min(UnitGrid.grid_id).label("grid_id"))
        .where(*here(on, UnitGrid.valid_from, UnitGrid.valid_to))
        .group_by(UnitGrid.unit_id)
        .having(func.count() == 1)
        .subquery()
    )
    served, unit = unit_of_household(session, select(func.count()).select_from(Household), on)
    grid = func.coalesce(Household.grid_id, lone.c.grid_id)
    statement = (
        served.add_columns(grid)
        .outerjoin(lone, lone.c.unit_id == unit)
        .where(grid.is_not(None), *here(on, Household.since, Household.until))
        .group_by(grid)
    )
    return {place: number for number, place in session.execute(statement)}


def summed_up(session: Session, own: Mapping[str, int], on: date) -> dict[str, int]:
    """Counts of units with all that stood below them on a day added in."""
    parents = parents_as_of(session, on)
    total = dict(own)
    for unit in session.scalars(select(Unit.id).order_by(Unit.level.desc())):
        # The lowest level first, so that each passes on what it has gathered.
        if parent := parents.get(unit):
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
