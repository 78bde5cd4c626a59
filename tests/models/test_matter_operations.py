"""A matter on its way: each operation leaves a step on the trail, and the matter itself agrees with its trail."""

from datetime import date

import pytest

from models import matter_operations as way
from models import operations, queries, visit_operations
from models.errors import Mistake
from models.matters import MATTER_STEPS, MATTERS
from models.queries import Query, Row
from models.visits import VISITS
from tests.conftest import Street

DAY, NEXT = date(2026, 9, 1), date(2026, 9, 4)


@pytest.fixture
def lamp(street: Street) -> str:
    """A dark staircase, told to the building group."""
    return street.add("matters", received_on=DAY, content="楼道灯不亮", unit_id=street.group)


def matter(street: Street, matter_id: str) -> Row:
    with street.register.read() as session:
        return queries.rows(session, MATTERS, [matter_id])[0]


def trail(street: Street, matter_id: str) -> list[tuple[str, str]]:
    with street.register.read() as session:
        ids = queries.ids(session, Query(MATTER_STEPS).where("matter_id", "is", matter_id))
        return [(row["action"], str(row["unit_id"])) for row in queries.rows(session, MATTER_STEPS, ids)]


def test_it_climbs_unit_by_unit_and_its_level_with_it(street: Street, lamp: str) -> None:
    changes = way.escalate(street.register, lamp, DAY, note="要换线路", by="周文斌")
    assert changes.sentence == "Matter 2026-0001: passed up to 松林苑支部"
    way.escalate(street.register, lamp, NEXT)
    found = matter(street, lamp)
    assert (str(found["handled_at_id"]), found["level"], found["status"]) == ("桂香社区党委", 2, "open")
    assert trail(street, lamp) == [("escalated", "3号楼党小组"), ("escalated", "松林苑支部")]


def test_nothing_stands_above_the_top(street: Street) -> None:
    top = street.add("matters", received_on=DAY, content="全街道的事", unit_id=street.street)
    with pytest.raises(Mistake, match="at the top"):
        way.escalate(street.register, top, DAY)
    assert trail(street, top) == []


def test_it_goes_back_the_way_it_came(street: Street, lamp: str) -> None:
    with pytest.raises(Mistake, match="cannot go back"):
        way.give_back(street.register, lamp, DAY, note="请自行处理")
    way.escalate(street.register, lamp, DAY)
    way.escalate(street.register, lamp, DAY)
    way.give_back(street.register, lamp, NEXT, note="支部可以办")
    assert str(matter(street, lamp)["handled_at_id"]) == "松林苑支部"
    way.give_back(street.register, lamp, NEXT, note="小组可以办")
    assert matter(street, lamp)["level"] == 4


def test_somebody_is_put_in_charge(street: Street, lamp: str) -> None:
    way.assign(street.register, lamp, NEXT, owner="毛桂兰", helpers="物业", due_on=date(2026, 9, 9))
    found = matter(street, lamp)
    assert (found["owner"], found["helpers"], found["due_on"]) == ("毛桂兰", "物业", date(2026, 9, 9))
    with pytest.raises(Mistake) as raised:
        way.assign(street.register, lamp, NEXT, owner=" ")
    assert raised.value.field == "owner"


def test_it_is_settled_with_what_came_of_it(street: Street, lamp: str) -> None:
    way.handle(street.register, lamp, DAY, note="已报修")
    with pytest.raises(Mistake, match="what came of it"):
        way.close(street.register, lamp, NEXT, result=" ")
    way.close(street.register, lamp, NEXT, result="灯已换好", satisfaction="very")
    found = matter(street, lamp)
    assert (found["status"], found["closed_on"], found["result"]) == ("closed", NEXT, "灯已换好")
    way.follow_up(street.register, lamp, NEXT, note="一直亮", satisfaction="satisfied")
    assert matter(street, lamp)["satisfaction"] == "satisfied"
    assert [action for action, _unit in trail(street, lamp)] == ["handled", "closed", "followed_up"]


def test_what_is_settled_takes_no_further_step(street: Street, lamp: str) -> None:
    with pytest.raises(Mistake, match="still open"):
        way.follow_up(street.register, lamp, DAY, note="好了吗")
    way.close(street.register, lamp, DAY, result="当场换好", withdrawn=True)
    assert matter(street, lamp)["status"] == "withdrawn"
    for step in (
        lambda: way.escalate(street.register, lamp, NEXT),
        lambda: way.handle(street.register, lamp, NEXT, note="再看"),
        lambda: way.close(street.register, lamp, NEXT, result="好了"),
    ):
        with pytest.raises(Mistake, match="no longer open"):
            step()


def test_no_step_lies_before_the_day_it_was_received(street: Street, lamp: str) -> None:
    with pytest.raises(Mistake, match="before 2026-09-01"):
        way.handle(street.register, lamp, date(2026, 8, 31), note="已看")


def test_undoing_a_step_puts_matter_and_trail_back(street: Street, lamp: str) -> None:
    before = matter(street, lamp)
    changes = way.escalate(street.register, lamp, DAY)
    operations.undo(street.register, changes.operation)
    assert matter(street, lamp) == before and trail(street, lamp) == []


def test_a_visit_becomes_a_matter_that_is_linked_to_it(street: Street) -> None:
    home = street.household("201")
    person = street.person("陈桂珍", home, phone="13800000000")
    visit = street.add(
        "visits", visited_on=DAY, household_id=home, person_id=person, visitor="周文斌", request="想装扶手"
    )
    changes = visit_operations.into_matter(street.register, visit, {"category": "elder"})
    (made,) = changes.ids("matters")
    with street.register.read() as session:
        linked = queries.rows(session, VISITS, [visit])[0]["matter_id"]
        found = queries.rows(session, MATTERS, [made], unmasked=True)[0]
    assert linked.id == made
    assert (found["content"], found["source"], found["asked_by"], found["received_on"]) == (
        "想装扶手", "visit", "陈桂珍", DAY
    )  # fmt: skip
    assert trail(street, made) == [("received", "3号楼党小组")]
    with pytest.raises(Mistake, match="already"):
        visit_operations.into_matter(street.register, visit)


def test_a_visit_on_which_nothing_was_asked_becomes_none(street: Street) -> None:
    visit = street.add("visits", visited_on=DAY, household_id=street.household("201"))
    with pytest.raises(Mistake) as raised:
        visit_operations.into_matter(street.register, visit)
    assert raised.value.field == "request"


def test_a_visit_and_its_matter_are_one_operation(street: Street) -> None:
    home = street.household("201")
    values = {"visited_on": DAY, "household_id": home, "request": "楼道灯不亮"}
    changes = visit_operations.note_visit(street.register, values, matter={"category": "other"})
    assert changes.sentence == "Noted the visit at 松林苑 3-2-201, and matter 2026-0001"
    operations.undo(street.register, changes.operation)
    with street.register.read() as session:
        assert queries.count(session, Query(VISITS)) == queries.count(session, Query(MATTERS)) == 0
