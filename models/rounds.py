"""The visiting round: which households are due, by which rule, and for how long they have been waiting.

A household in a care category is due one period after it was last met, or after the care began if that is later. A
call at which nobody answered does not count. Who has died or moved out is not waited for, though the care be still open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.days import period_later
from models.fields import Values
from models.households import Care, CareCategory, Household, Person
from models.operations import put
from models.organisation import UNITS
from models.register import Register
from models.visits import VISITS, Visit, VisitRule
from models.words import _


@dataclass(frozen=True, slots=True)
class Due:
    """One household under one rule. `last` is when somebody was last met; `person` the one in care, if one is named."""

    household_id: str
    door: str
    unit_id: str | None
    person_id: str | None
    person: str
    rule_id: str
    rule: str
    category: str
    period: str
    last: date | None
    due_on: date

    def overdue_days(self, on: date) -> int:
        """Days past due on a day; 0 on the day itself, negative before it."""
        return (on - self.due_on).days


def due(session: Session, on: date, *, within: str = "", ahead: int = 0) -> list[Due]:
    """What is due on a day or up to `ahead` days later, in walking order: estate, door, rule.

    `within` is the id of a unit whose subtree counts.
    """
    last = (
        select(func.max(Visit.visited_on))
        .where(Visit.household_id == Care.household_id, Visit.met, Visit.visited_on <= on)
        .correlate(Care)
        .scalar_subquery()
    )
    statement = (
        select(
            Care.household_id, Household.estate, Household.door, Household.unit_id, Person.id, Person.name,
            VisitRule.id, VisitRule.name, CareCategory.name, VisitRule.period, last, func.min(Care.since),
        )
        .join(CareCategory, CareCategory.id == Care.category_id)
        .join(VisitRule, VisitRule.category_id == CareCategory.id)
        .join(Household, Household.id == Care.household_id)
        .outerjoin(Person, Person.id == Care.person_id)
        .where(
            VisitRule.in_use,
            or_(Care.since.is_(None), Care.since <= on), or_(Care.until.is_(None), Care.until > on),
            or_(Household.until.is_(None), Household.until > on),
            or_(Person.moved_out.is_(None), Person.moved_out > on), Person.died_on.is_(None),
        )
        .group_by(Care.household_id, VisitRule.id)
        .order_by(Household.door_key, Household.id, VisitRule.name)
    )  # fmt: skip
    if within:
        statement = statement.where(Household.unit_id.in_(queries.subtree(within)))
    horizon = on + timedelta(days=ahead)
    found = []
    for (
        household,
        estate,
        door,
        unit,
        person,
        name,
        rule,
        rule_name,
        category,
        period,
        met_on,
        since,
    ) in session.execute(statement):
        begun = max(filter(None, (met_on, since)), default=None)
        due_on = period_later(begun, period) if begun else on
        if due_on <= horizon:
            called = f"{estate or ''} {door}".strip()
            found.append(
                Due(household, called, unit, person, name or "", rule, rule_name, category, period, met_on, due_on)
            )
    return found


def answer(register: Register, line: Due, on: date, *, met: bool, visitor: str = "", situation: str = "") -> Changes:
    """Write down the visit that answers one line of the round: somebody was met, or nobody answered."""
    values: Values = {
        "visited_on": on, "household_id": line.household_id, "person_id": line.person_id, "visitor": visitor,
        "way": "door", "purpose": "care", "met": met, "people_met": int(met), "situation": situation,
    }  # fmt: skip
    sentence = _("Visited {door}: {person} met") if met else _("Visited {door}: nobody answered")
    with register.operation(sentence.format(door=line.door, person=line.person)) as operation:
        put(operation.session, VISITS, values)
    return operation.changes


def units_named(session: Session, lines: Sequence[Due]) -> dict[str, str]:
    """The names of the units on a round, by id."""
    return queries.titles(session, UNITS, [line.unit_id for line in lines if line.unit_id])
