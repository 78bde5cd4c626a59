"""The demo register: the same for the same seed, whole, and with something on every page."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import checks, rounds
from models.codes import code_table
from models.demo import make_demo, matters, scales
from models.demo.numbers import TO_COMPARE
from models.demo.organisation import Organisation, numeral
from models.demo.world import World
from models.doors import door_key, door_text
from models.errors import Cancelled, Mistake
from models.households import Care, CareCategory, Household, Person, Residence, home_key
from models.matters import Matter, MatterStep
from models.mediation import MediationCase, MediationFollowUp, MediationParty
from models.organisation import Appointment, Grid, Post, Unit
from models.records import RECORDS
from models.register import Register, open_register
from models.values import warnings
from models.visits import Visit, VisitRule

TODAY = date(2026, 9, 21)
SLOW = pytest.mark.skipif(
    "GRID_REGISTER_SLOW_TESTS" not in os.environ, reason="takes minutes: set GRID_REGISTER_SLOW_TESTS to run it"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The community of seed 1."""
    path = tmp_path_factory.mktemp("demo") / "community.grid"
    make_demo(path, today=TODAY)
    with open_register(path) as register:
        yield register


@pytest.fixture
def session(demo: Register) -> Iterator[Session]:
    with demo.read() as session:
        yield session


def _digest(path: Path) -> str:
    """A digest of every record, leaving ids out."""
    seen = hashlib.sha256()
    with open_register(path) as register, register.read() as session:
        for spec in RECORDS:
            plain = [column for column in spec.sql.columns if column.name != "id" and not column.foreign_keys]
            rows = sorted(repr(tuple(row)) for row in session.execute(select(*plain)))
            seen.update("\n".join([spec.key, *rows]).encode("utf-8"))
    return seen.hexdigest()


def test_the_same_seed_and_day_give_the_same_register(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        make_demo(tmp_path / name, seed=seed, today=TODAY)
    assert _digest(tmp_path / "a") == _digest(tmp_path / "b") != _digest(tmp_path / "c")


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_any_day_can_be_the_last(tmp_path: Path, today: date) -> None:
    make_demo(tmp_path / "d.grid", today=today)
    with open_register(tmp_path / "d.grid") as register, register.read() as session:
        assert session.scalar(select(func.max(Visit.visited_on))) <= today
        assert 2_700 < session.scalar(select(func.count()).select_from(Person)) < 3_300


def test_the_community_has_its_size(session: Session) -> None:
    def count(table: type[Any]) -> int:
        return session.scalar(select(func.count()).select_from(table)) or 0

    assert count(Household) == 1204
    assert 2_800 <= count(Person) <= 3_200
    levels = Counter(session.scalars(select(Unit.level)))
    assert (levels[1], levels[2], levels[3]) == (1, 3, 4) and 12 <= levels[4] <= 16
    assert count(Grid) == 6
    assert 8_000 <= count(Visit) <= 20_000
    assert 750 <= count(Matter) <= 900
    assert 45 <= count(MediationCase) <= 70 and count(MediationFollowUp) > 30 and count(MediationParty) > 100
    assert count(Residence) > 20


def test_nothing_points_into_the_void(session: Session) -> None:
    assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_every_code_is_in_its_table(session: Session) -> None:
    for spec in RECORDS:
        for field in spec.fields:
            if field.codes:
                used = set(session.scalars(select(spec.column(field.name)).distinct())) - {None}
                assert used <= set(code_table(field.codes).by_code), (spec.key, field.name)


def test_documents_fail_where_they_are_meant_to(demo: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> "Day":
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr(checks, "date", Day)
    spec = next(spec for spec in RECORDS if spec.key == "people")
    with demo.read() as session:
        people = [dict(row) for row in session.execute(select(spec.sql)).mappings()]
    wrong = [person for person in people if "document" in warnings(spec, person)]
    assert {person["id"] for person in wrong} == {person["id"] for person in people if person["note"] == TO_COMPARE}
    assert 3 <= len(wrong) <= 40
    cards = [person["document"] for person in people if person["document_type"] == "id_card"]
    assert all(card.startswith("5099") for card in cards), "an area code that a real place has"
    assert len(set(cards)) == len(cards)
    assert sum(person["document"] is None for person in people) > 20
    assert any("phone" in warnings(spec, person) for person in people)


def test_phones_are_invented(session: Session) -> None:
    phones = [phone for phone in session.scalars(select(Person.phone)) if phone]
    assert all(phone[3:7] == "0000" for phone in phones)
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("8600") for phone in session.scalars(select(Household.phone)) if phone)


def test_every_visit_rule_has_due_and_done(session: Session) -> None:
    lines = rounds.due(session, TODAY, ahead=95)
    for rule, category in session.execute(select(VisitRule.id, VisitRule.category_id)):
        mine = [line for line in lines if line.rule_id == rule]
        assert mine and any(line.last and line.last > TODAY - timedelta(days=92) for line in mine)
        assert session.scalar(select(func.count()).where(Care.category_id == category, Care.until.is_(None)))
    now = [line for line in lines if line.due_on <= TODAY]
    assert 5 <= len(now) <= 40
    assert 2 <= sum(line.overdue_days(TODAY) > 0 for line in now) <= 15


def test_every_care_category_is_used(session: Session) -> None:
    used = set(session.scalars(select(CareCategory.key).join(Care, Care.category_id == CareCategory.id)))
    assert len(used) >= 10
    assert session.scalar(select(func.count()).where(Care.until.is_not(None))) > 10
    assert not session.scalar(select(func.count()).where(Care.until < Care.since))


def test_people_sort_by_door(session: Session) -> None:
    rows = session.execute(
        select(Person.home_key, Person.relation, Household.door_key).join(Household).order_by(Person.home_key)
    ).all()
    assert [key for key, _relation, _door in rows] == [home_key(door, relation) for _key, relation, door in rows]
    assert [door for _key, _relation, door in rows] == sorted(door for _key, _relation, door in rows)


def test_doors_are_as_the_program_writes_them(session: Session) -> None:
    for home in session.scalars(select(Household)):
        assert home.door == door_text(home.building, home.entrance, home.room)
        assert home.door_key == door_key(home.estate, home.door)
        assert home.room is not None and home.room.startswith(home.floor or "?")


def test_families_hang_together(session: Session) -> None:
    families: dict[str, list[Person]] = {}
    for person in session.scalars(select(Person).where(Person.household_id.is_not(None))):
        families.setdefault(person.household_id or "", []).append(person)
    for home in session.scalars(select(Household)):
        here = [p for p in families.get(home.id, ()) if p.moved_out is None and p.died_on is None]
        assert bool(here) == (home.state != "empty")
        heads = [person for person in here if person.relation == "02"]
        assert len(heads) == bool(here)
        for person in here:
            _fits(person, heads[0])


def _fits(person: Person, head: Person) -> None:
    assert person.birth and head.birth and person.moved_in
    assert person.birth <= person.moved_in <= TODAY
    older = (head.birth - person.birth).days / 365.25
    group = (person.relation or "")[0]
    if group in "23":
        assert older < -15, "a child is younger than the householder"
    elif group == "5":
        assert older > 15, "a parent is older"
    elif group == "4":
        assert older < -35, "a grandchild is much younger"
    elif group == "1":
        assert person.sex != head.sex and abs(older) < 15


def _terms(session: Session) -> dict[str, list[tuple[str, date, date | None]]]:
    """Who served where and when, by unit."""
    rows = session.execute(select(Appointment.unit_id, Appointment.shown_name, Appointment.since, Appointment.until))
    terms: dict[str, list[tuple[str, date, date | None]]] = {}
    for unit, name, since, until in rows:
        terms.setdefault(unit, []).append((name, since or date.min, until))
    return terms


def _served(terms: list[tuple[str, date, date | None]], name: str | None, day: date) -> bool:
    return any(name == who and since <= day and (until is None or day < until) for who, since, until in terms)


def test_visitors_serve_the_unit_on_that_day(session: Session) -> None:
    terms = _terms(session)
    above = dict(session.execute(select(Unit.id, Unit.parent_id)).all())
    for day, unit, visitor in session.execute(select(Visit.visited_on, Visit.unit_id, Visit.visitor)):
        assert _served(terms[unit] + terms[above[unit]], visitor, day), (visitor, day)


def test_matters_leave_a_trail(session: Session) -> None:
    terms = _terms(session)
    trails: dict[str, list[MatterStep]] = {}
    for step in session.scalars(select(MatterStep).order_by(MatterStep.id)):
        trails.setdefault(step.matter_id, []).append(step)
        assert step.happened_on <= TODAY
        assert _served(terms[step.unit_id], step.by, step.happened_on) or step.by in {
            n for n, *_ in terms[step.unit_id]
        }
    levels = dict(session.execute(select(Unit.id, Unit.level)).all())
    for matter in session.scalars(select(Matter)):
        trail = trails[matter.id]
        assert [step.happened_on for step in trail] == sorted(step.happened_on for step in trail)
        assert trail[0].action == "received" and trail[0].happened_on == matter.received_on
        closing = [step for step in trail if step.action == "closed"]
        assert len(closing) == (matter.status != "open") == (matter.closed_on is not None)
        assert all(step.happened_on == matter.closed_on for step in closing)
        assert matter.level == levels[matter.handled_at_id]
        assert matter.due_on is None or matter.due_on >= matter.received_on
        assert "{" not in matter.content
    numbers = session.scalars(select(Matter.number).order_by(Matter.received_on, Matter.number)).all()
    assert numbers == sorted(numbers)


def test_matters_of_every_sort_are_waiting(session: Session) -> None:
    waiting = session.execute(select(Matter.due_on).where(Matter.status == "open")).scalars().all()
    assert 4 <= len(waiting) <= 30
    assert TODAY in waiting and any(due and due < TODAY for due in waiting)
    assert set(session.scalars(select(Matter.category))) == set(code_table("matter_category").by_code)
    assert set(session.scalars(select(Matter.level))) == {1, 2, 3, 4}
    assert session.scalar(select(func.count()).where(Matter.status == "withdrawn"))
    assert session.scalar(select(func.count()).where(Visit.matter_id.is_not(None))) > 100


def test_mediations_of_every_sort(session: Session) -> None:
    cases = session.scalars(select(MediationCase)).all()
    assert {"written", "oral", "failed", "pending"} <= {case.outcome for case in cases}
    assert sum(case.outcome == "pending" for case in cases) >= 3
    assert TODAY + timedelta(days=6) in {case.confirm_by for case in cases}
    for case in cases:
        assert (case.closed_on is None) == (case.outcome == "pending")
        assert bool(case.agreement) == (case.outcome in ("written", "oral")) == bool(case.effective_on)
        if case.effective_on:
            assert case.confirm_by == case.effective_on + timedelta(days=30)
        assert "{" not in f"{case.title}{case.summary}{case.request}{case.agreement}{case.place}"
    sides = Counter(session.scalars(select(MediationParty.side)))
    assert sides["applicant"] == sides["respondent"] == len(cases)


def test_each_of_the_last_quarters_has_something(session: Session) -> None:
    for year, quarter in ((2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3)):
        start = date(year, quarter * 3 - 2, 1)
        end = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
        for column in (Visit.visited_on, Matter.received_on, Matter.closed_on, MediationCase.accepted_on):
            assert session.scalar(select(func.count()).where(column >= start, column < end)), (year, quarter, column)


def test_posts_show_handovers_vacancies_and_consents(session: Session) -> None:
    rows = session.execute(select(Appointment, Post.key).join(Post, Post.id == Appointment.post_id)).all()
    current = Counter(row.unit_id + key for row, key in rows if row.until is None)
    gone = [(row, key) for row, key in rows if row.until is not None]
    assert sum(current[row.unit_id + key] == 0 for row, key in gone) == 2, "two posts are vacant"
    assert any(current[row.unit_id + key] == 1 and key == "building_head" for row, key in gone), "one was handed over"
    held = Counter(row.person_id for row, _key in rows if row.until is None)
    assert max(held.values()) >= 2
    assert {row.how_chosen for row, _key in rows} >= {"elected", "appointed", "volunteer", "concurrent"}
    assert any(row.votes for row, _key in rows) and any(row.photo for row, _key in rows)
    assert any(row.phone_consent_on is None for row, _key in rows)
    assert all(row.party_member for row, key in rows if key in ("secretary", "group_leader"))


def test_names_of_many_kinds(session: Session) -> None:
    names = list(session.scalars(select(Person.name)))
    assert any("·" in name for name in names)
    assert any(set(name) & set("䶮㛃𬭎𠅤") for name in names)
    groups = Counter(session.scalars(select(Person.ethnic_group)))
    assert groups["01"] > 0.85 * len(names) and len(groups) >= 8


def test_nothing_is_left_of_a_demo_that_was_stopped(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        make_demo(tmp_path / "d.grid", today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "there.grid").touch()
    with pytest.raises(Mistake):
        make_demo(tmp_path / "there.grid")
    with pytest.raises(Mistake):
        make_demo(tmp_path / "d.grid", "continent")


def test_the_street_is_ten_communities() -> None:
    plan = scales.plan("street", 1)
    assert len(plan.streets) == 1 and len(plan.streets[0].communities) == 10
    assert 11_000 < plan.households < 13_500


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_plan_of_a_county_adds_up(seed: int) -> None:
    plan = scales.plan("county", seed)
    branches = [b for street in plan.streets for community in street.communities for b in community.branches]
    assert (len(plan.streets), len(branches)) == (3, 41)
    assert sum(branch.grids for branch in branches) == 260
    assert sum(len(branch.groups) for branch in branches) == 1816
    assert len({branch.estate for branch in branches}) == 41
    assert 110_000 < plan.households < 135_000
    slots = matters.slots(World(seed, TODAY), plan)
    settled = Counter(s.category for s in slots if s.status == "closed" and s.closed_on and s.closed_on.year == 2025)
    assert settled == scales.SETTLED and settled.total() == 11_237
    assert not any(s.status == "withdrawn" and s.closed_on and s.closed_on.year == 2025 for s in slots)
    assert len({slot.number for slot in slots}) == len(slots)


def test_the_units_of_a_county_stand_in_a_tree() -> None:
    world = World(1, TODAY)
    organisation = Organisation(world, scales.plan("county", 1))
    levels = Counter(row["level"] for row in world.rows[Unit])
    assert (levels[1], levels[2], levels[3], levels[4]) == (3, 20, 41, 1816)
    codes = [row["code"] for row in world.rows[Unit]]
    assert len(set(codes)) == len(codes)
    grids = [row["code"] for row in world.rows[Grid]]
    assert len(set(grids)) == len(grids) == 260
    assert {site.grid_id for _branch, site in organisation.sites()} == {row["id"] for row in world.rows[Grid]}


def test_numerals() -> None:
    assert [numeral(number) for number in (1, 10, 11, 20, 34)] == ["一", "十", "十一", "二十", "三十四"]


@SLOW
@pytest.mark.parametrize(("scale", "people"), [("street", 30_000), ("county", 300_000)])
def test_the_large_registers(tmp_path: Path, scale: str, people: int) -> None:
    make_demo(tmp_path / "d.grid", scale, today=TODAY)
    with open_register(tmp_path / "d.grid") as register, register.read() as session:
        found = session.scalar(select(func.count()).select_from(Person)) or 0
        assert 0.95 * people < found < 1.05 * people
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        if scale == "county":
            _published(session)


def _published(session: Session) -> None:
    """The county prints the published figures from single records."""
    assert Counter(session.scalars(select(Unit.level)))[3] == 41
    assert session.scalar(select(func.count()).select_from(Grid)) == 260
    posts = Counter(
        session.scalars(
            select(Post.key).join(Appointment, Appointment.post_id == Post.id).where(Appointment.until.is_(None))
        )
    )
    assert posts["building_head"] == 1816
    assert posts["grid_head"] + posts["grid_member"] + posts["grid_assistant"] == 260
    settled = session.scalars(
        select(Matter.category).where(
            Matter.status == "closed", Matter.closed_on >= date(2025, 1, 1), Matter.closed_on <= date(2025, 12, 31)
        )
    )
    assert Counter(settled) == scales.SETTLED
