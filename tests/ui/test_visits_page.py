"""Visits and matters as a clerk works on them: noted in a moment, answered by one key, passed up and settled."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from models.households import CareCategory
from models.matters import MATTERS
from tests.ui.on_desk import OnDesk, settle, sheet, write
from ui.pages.matters import MattersPage
from ui.pages.visits import VisitsPage

TODAY = date.today()


@pytest.fixture
def home(on_desk: OnDesk) -> str:
    """陈桂珍 lives alone behind 3-2-201 and is due a visit."""
    street = on_desk.street
    with street.register.read() as session:
        alone = session.scalars(select(CareCategory.id).where(CareCategory.key == "living_alone")).one()
    home = street.household("201")
    person = street.person("陈桂珍", home)
    street.add("cares", household_id=home, person_id=person, category_id=alone, since=TODAY - timedelta(days=9))
    return home


def press(page: object, words: str) -> QPushButton:
    (found,) = [b for b in page.findChildren(QPushButton) if b.text().strip() == words and b.isVisible()]  # type: ignore[attr-defined]
    return found  # type: ignore[no-any-return]


def test_a_visit_is_noted_with_who_was_met_and_what_was_asked(on_desk: OnDesk, home: str) -> None:
    page = on_desk.show(VisitsPage)
    page.new_record(page.spec, {"household_id": home})
    entry = sheet(page)
    fields = entry.groups[0]
    on_desk.qtbot.keyClick(fields.lines["met"].editor.focus_widget(), Qt.Key.Key_Space)
    write(on_desk.qtbot, fields, "visitor", "周文斌")
    write(on_desk.qtbot, fields, "situation", "没有人应门")
    on_desk.click(entry.go)
    (visit,) = on_desk.rows("visits")
    assert (visit["met"], visit["people_met"], visit["visitor"], visit["situation"]) == (
        False,
        0,
        "周文斌",
        "没有人应门",
    )
    assert on_desk.said == ["Noted the visit at 松林苑 3-2-201"]


def test_what_was_asked_becomes_a_matter_later(on_desk: OnDesk, home: str) -> None:
    visit = on_desk.street.add("visits", visited_on=TODAY, household_id=home, request="想装扶手")
    page = on_desk.show(VisitsPage)
    page.open_record(page.spec, visit)
    settle()
    on_desk.click(page.matter_button)
    asking = sheet(page)
    on_desk.click(asking.go)
    (matter,) = on_desk.rows("matters")
    assert matter["content"] == "想装扶手" and on_desk.rows("visits")[0]["matter_id"].id == matter.id
    assert [str(row["action"]) for row in on_desk.rows("matter_steps")] == ["received"]


def test_the_due_list_is_the_second_view_and_is_answered_by_keys(on_desk: OnDesk, home: str) -> None:
    page = on_desk.show(VisitsPage)
    on_desk.click(press(page, "Due"))
    assert [stop.door for stop in page.round.round.stops] == ["松林苑 3-2-201"]
    assert page.status_words == "1 doors due · 1 late"
    on_desk.press(page.round, Qt.Key.Key_1)
    assert page.round.round.stops[0].due_on == TODAY + timedelta(days=7)  # met: not due before a week is over
    with on_desk.register.read() as session:
        assert VisitsPage.rail_count(session) == 0


@pytest.fixture
def matters(on_desk: OnDesk, home: str) -> MattersPage:
    """A dark staircase, told to the building group."""
    street = on_desk.street
    street.add(
        "matters", received_on=TODAY, content="楼道灯不亮", unit_id=street.group, household_id=home, due_on=TODAY
    )
    page = on_desk.show(MattersPage)
    page.open_record(MATTERS, on_desk.rows("matters")[0].id)
    settle()
    return page


def shown(page: MattersPage) -> set[str]:
    return {key for key, button in page.trail.buttons.items() if not button.isHidden()}


def test_a_matter_is_passed_up_and_given_back(on_desk: OnDesk, matters: MattersPage) -> None:
    assert shown(matters) == {"handle", "assign", "escalate", "close", "withdraw"}
    on_desk.click(matters.trail.buttons["escalate"])
    asking = sheet(matters.window())
    write(on_desk.qtbot, asking.groups[0], "note", "要换线路")
    on_desk.click(asking.go)
    (matter,) = on_desk.rows("matters")
    assert (str(matter["handled_at_id"]), matter["level"]) == ("松林苑支部", 3)
    assert matters.trail.lines() == ["Escalated 3号楼党小组 · 管理员 要换线路"]
    assert "give_back" in shown(matters)
    on_desk.click(matters.trail.buttons["give_back"])
    asking = sheet(matters.window())
    on_desk.click(asking.go)
    assert asking.isVisible() and "what was done" in asking.groups[0].label_of("note").text()
    write(on_desk.qtbot, asking.groups[0], "note", "小组可以办")
    on_desk.click(asking.go)
    assert on_desk.rows("matters")[0]["level"] == 4 and "give_back" not in shown(matters)


def test_a_matter_is_assigned_settled_and_followed_up(on_desk: OnDesk, matters: MattersPage) -> None:
    on_desk.click(matters.trail.buttons["assign"])
    asking = sheet(matters.window())
    write(on_desk.qtbot, asking.groups[0], "owner", "毛桂兰")
    on_desk.click(asking.go)
    on_desk.click(matters.trail.buttons["close"])
    asking = sheet(matters.window())
    on_desk.click(asking.go)
    assert "what came of it" in asking.groups[0].label_of("result").text()
    write(on_desk.qtbot, asking.groups[0], "result", "灯已换好")
    on_desk.click(asking.go)
    (matter,) = on_desk.rows("matters")
    assert (matter["owner"], matter["status"], matter["closed_on"]) == ("毛桂兰", "closed", TODAY)
    assert shown(matters) == {"follow_up"}
    on_desk.click(matters.trail.buttons["follow_up"])
    asking = sheet(matters.window())
    write(on_desk.qtbot, asking.groups[0], "note", "一直亮")
    on_desk.click(asking.go)
    assert [line.split()[0] for line in matters.trail.lines()] == ["Followed", "Closed", "Assigned"]


def test_every_step_can_be_taken_back(on_desk: OnDesk, matters: MattersPage) -> None:
    on_desk.click(matters.trail.buttons["withdraw"])
    asking = sheet(matters.window())
    write(on_desk.qtbot, asking.groups[0], "result", "自己修好了")
    on_desk.click(asking.go)
    assert on_desk.rows("matters")[0]["status"] == "withdrawn" and shown(matters) == set()
    on_desk.desk.undo(on_desk.operations[-1])
    settle()
    assert on_desk.rows("matters")[0]["status"] == "open" and on_desk.rows("matter_steps") == []
