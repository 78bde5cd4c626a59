"""Who is due for a visit: weekly the old who live alone, monthly the sick, quarterly families in hardship."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models import operations, rounds
from models.days import months_later, period_later
from models.households import PEOPLE, CareCategory, Person
from models.register import Register
from tests.conftest import Street

TODAY = date(2026, 9, 21)


def category(register: Register, key: str) -> str:
    with register.read() as session:
        return session.scalars(select(CareCategory.id).where(CareCategory.key == key)).one()


def lines(street: Street, on: date = TODAY, ahead: int = 0) -> list[tuple[str, str, date, int]]:
    with street.register.read() as session:
        return [
            (line.door, line.period, line.due_on, line.overdue_days(on))
            for line in rounds.due(session, on, ahead=ahead)
        ]


@pytest.fixture
def alone(street: Street) -> Street:
    """陈桂珍 lives alone behind 3-2-201, in care since the first of September."""
    home = street.household("201")
    person = street.person("陈桂珍", home)
    street.add(
        "cares",
        household_id=home,
        person_id=person,
        category_id=category(street.register, "living_alone"),
        since=date(2026, 9, 1),
    )
    street.home = home  # type: ignore[attr-defined]
    return street


def test_never_visited_is_due_a_week_after_the_care_began(alone: Street) -> None:
    assert lines(alone) == [("松林苑 3-2-201", "week", date(2026, 9, 8), 13)]


def test_a_visit_moves_the_day_on_by_a_week(alone: Street) -> None:
    alone.add("visits", visited_on=date(2026, 9, 12), household_id=alone.home)  # type: ignore[attr-defined]
    assert lines(alone) == [("松林苑 3-2-201", "week", date(2026, 9, 19), 2)]


def test_nobody_at_home_does_not_count(alone: Street) -> None:
    alone.add("visits", visited_on=date(2026, 9, 20), household_id=alone.home, met=False)  # type: ignore[attr-defined]
    assert lines(alone)[0][2] == date(2026, 9, 8)


def test_what_comes_due_soon_is_seen_ahead(alone: Street) -> None:
    alone.add("visits", visited_on=date(2026, 9, 17), household_id=alone.home)  # type: ignore[attr-defined]
    assert lines(alone) == []
    assert lines(alone, ahead=3) == [("松林苑 3-2-201", "week", date(2026, 9, 24), -3)]


def test_ended_care_and_closed_households_are_not_due(alone: Street) -> None:
    gone = alone.household("301", until=date(2026, 9, 1))
    ended = alone.household("302")
    kind = category(alone.register, "living_alone")
    alone.add("cares", household_id=gone, category_id=kind)
    alone.add("cares", household_id=ended, category_id=kind, until=date(2026, 9, 21))
    assert [line[0] for line in lines(alone)] == ["松林苑 3-2-201"]


def test_answering_a_line_writes_the_visit_and_takes_it_off_the_round(alone: Street) -> None:
    with alone.register.read() as session:
        (line,) = rounds.due(session, TODAY)
    changes = rounds.answer(alone.register, line, TODAY, met=True, visitor="周文斌")
    assert changes.sentence == "Visited 松林苑 3-2-201: 陈桂珍 met"
    assert lines(alone) == []


def test_the_round_follows_the_doors(alone: Street) -> None:
    kind = category(alone.register, "living_alone")
    for room, building in (("1001", "3"), ("101", "10"), ("101", "2")):
        home = alone.household(room, building=building)
        alone.add("cares", household_id=home, category_id=kind, since=date(2026, 1, 1))
    doors = [line[0].split()[1] for line in lines(alone)]
    assert doors == ["2-2-101", "3-2-201", "3-2-1001", "10-2-101"]


def test_a_unit_sees_its_own_round(alone: Street) -> None:
    other = alone.add("units", code="112", name="清波里支部", parent_id=alone.community)
    with alone.register.read() as session:
        assert rounds.due(session, TODAY, within=other) == []
        assert len(rounds.due(session, TODAY, within=alone.community)) == 1


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_a_week_is_seven_days() -> None:
    assert period_later(date(2026, 12, 28), "week") == date(2027, 1, 4)


def test_who_has_died_is_not_waited_for(alone: Street) -> None:
    with alone.register.read() as session:
        person = session.scalars(select(Person.id)).one()
    operations.save(alone.register, PEOPLE, {"died_on": date(2026, 9, 10)}, person)
    assert lines(alone) == []


def test_a_visit_before_the_care_began_does_not_make_it_overdue(alone: Street) -> None:
    alone.add("visits", visited_on=date(2026, 3, 1), household_id=alone.home)  # type: ignore[attr-defined]
    assert lines(alone)[0][2] == date(2026, 9, 8)
