"""Figures of every unit for the map, summed up the tree: what is served, how far visits have come, what is open."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import Session

from models import served
from models.households import Care, Household
from models.issued_boards import IssuedBoard
from models.matters import OPEN, Matter
from models.periods import Quarter
from models.structure.posts import Vacancy, vacancies
from models.tables import batches
from models.visits import Visit


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of a unit and all below it. `due` households are in care, `visited` those of them met this quarter."""

    households: int = 0
    people: int = 0
    due: int = 0
    visited: int = 0
    matters: int = 0
    vacancies: int = 0
    boards: int = 0

    @property
    def coverage(self) -> int | None:
        """Per cent of the households in care that were met this quarter; None where nobody is in care."""
        return round(100 * self.visited / self.due) if self.due else None


def figures(
    session: Session, on: date, *, vacant: Iterable[Vacancy] | None = None, stale_boards: Collection[str] = ()
) -> dict[str, UnitFigures]:
    """The figures of every unit on a day. `stale_boards` are the ids of issued boards that are out of date."""
    due, visited = coverage(session, on)
    empty = vacancies(session, on) if vacant is None else vacant
    parts: dict[str, Mapping[str, int]] = {
        "households": served.households_of_units(session, on),
        "people": served.people_of_units(session, on),
        "due": due,
        "visited": visited,
        "matters": open_matters(session, on),
        "vacancies": Counter(vacancy.unit_id for vacancy in empty),
        "boards": boards_of_units(session, stale_boards),
    }
    summed = {name: served.summed_up(session, own, on) for name, own in parts.items()}
    units = set().union(*summed.values())
    return {unit: UnitFigures(**{name: whole.get(unit, 0) for name, whole in summed.items()}) for unit in units}


def coverage(session: Session, on: date) -> tuple[dict[str, int], dict[str, int]]:
    """Households in care directly under each unit on a day, and those of them where somebody was met this quarter."""
    in_care = exists().where(
        Care.household_id == Household.id,
        or_(Care.since.is_(None), Care.since <= on),
        or_(Care.until.is_(None), Care.until > on),
    )
    met = exists().where(
        Visit.household_id == Household.id, Visit.visited_on.between(Quarter.of(on).start, on), Visit.met
    )
    counted = select(func.count(), func.sum(case((met, 1), else_=0))).select_from(Household)
    statement, unit = served.unit_of_household(session, counted, on)
    statement = statement.add_columns(unit).where(in_care, *served.here(on, Household.since, Household.until))
    due, visited = {}, {}
    for number, seen, place in session.execute(statement.group_by(unit)):
        if place:
            due[place], visited[place] = number, int(seen or 0)
    return due, visited


def open_matters(session: Session, on: date) -> dict[str, int]:
    """Matters that were open on a day, by the unit that received them."""
    closed: Any = Matter.closed_on
    statement = (
        select(Matter.unit_id, func.count())
        .where(Matter.received_on <= on, or_(Matter.status == OPEN, closed > on))
        .group_by(Matter.unit_id)
    )
    return dict(session.execute(statement).all())


def boards_of_units(session: Session, boards: Collection[str]) -> dict[str, int]:
    """How many of these issued boards belong to each unit."""
    found: Counter[str] = Counter()
    for batch in batches(sorted(boards)):
        statement = (
            select(IssuedBoard.unit_id, func.count()).where(IssuedBoard.id.in_(batch)).group_by(IssuedBoard.unit_id)
        )
        found.update({unit: number for unit, number in session.execute(statement) if unit})
    return dict(found)
