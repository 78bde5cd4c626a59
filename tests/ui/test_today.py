"""Today as a clerk uses it: the round by one key, figures that open their records, what not to forget."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from models import rounds
from models.errors import Surroundings
from models.households import CareCategory
from models.today import OPEN_MATTERS
from tests.ui.on_desk import OnDesk, settle, sheet, write
from ui.kit.tag import Tag
from ui.pages.today import TodayPage
from ui.safe.places import FOLDER, keep_place

TODAY = date.today()


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def page(on_desk: OnDesk) -> TodayPage:
    """Three doors on the round: one overdue by two days, one due today, one due in three days."""
    street = on_desk.street
    with street.register.read() as session:
        alone = session.scalars(select(CareCategory.id).where(CareCategory.key == "living_alone")).one()
    for room, name, back in (("201", "陈桂珍", 9), ("301", "罗永福", 7), ("502", "谢秀英", 4)):
        home = street.household(room)
        person = street.person(name, home)
        street.add("cares", household_id=home, person_id=person, category_id=alone, since=days(-back))
    street.add("matters", received_on=days(-5), content="楼道灯不亮", unit_id=street.group, due_on=TODAY)
    street.add("matters", received_on=days(-9), content="渗水", unit_id=street.group, due_on=days(-1))
    return on_desk.show(TodayPage)


def doors(page: TodayPage) -> list[str]:
    return [stop.door for stop in page.round.round.stops]


def tags(card: QWidget) -> list[str]:
    return [tag.text() for tag in card.findChildren(Tag)]


def test_the_round_stands_in_walking_order_with_what_is_due_soon(page: TodayPage) -> None:
    assert doors(page) == ["松林苑 3-2-201", "松林苑 3-2-301", "松林苑 3-2-502"]
    states = [page.round.round.state(stop)[0] for stop in page.round.round.stops]
    assert states == ["2 days overdue", "due today", "3 days left"]
    assert page.day is not None and (page.day.figures.due, page.day.figures.overdue) == (2, 1)


def test_one_key_answers_and_goes_on(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.press(page.round, Qt.Key.Key_1, Qt.Key.Key_2)
    visits = {str(row["household_id"]): (row["met"], row["visitor"]) for row in on_desk.rows("visits")}
    assert visits == {"松林苑 3-2-201": (True, "管理员"), "松林苑 3-2-301": (False, "管理员")}
    assert page.round.current().door == "松林苑 3-2-502"  # type: ignore[union-attr]
    page.refresh()
    assert doors(page) == ["松林苑 3-2-301", "松林苑 3-2-502"]  # a call at which nobody answered stays
    assert page.round.round.state(page.round.round.stops[0])[0] == "not met today"


def test_an_answer_can_be_taken_back(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.press(page.round, Qt.Key.Key_1)
    assert on_desk.said == ["Visited 松林苑 3-2-201: 陈桂珍 met"]
    on_desk.desk.undo(on_desk.operations[0])
    page.refresh()
    assert len(doors(page)) == 3 and on_desk.rows("visits") == []


def test_the_mouse_answers_too_and_no_line_twice(page: TodayPage, on_desk: OnDesk) -> None:
    index = page.round.round.index(1)
    met, _not_met = page.round._drawn.answers(QRectF(page.round.visualRect(index)))
    for _press in range(2):
        on_desk.qtbot.mouseClick(
            page.round.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(*map(round, met.center().toTuple()))
        )
    assert [str(row["household_id"]) for row in on_desk.rows("visits")] == ["松林苑 3-2-301"]


def test_enter_goes_to_the_next_door_and_space_opens_it(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.press(page.round, Qt.Key.Key_Return, Qt.Key.Key_Space)
    (kind, record) = on_desk.opened[0]
    assert kind == "households" and record == page.round.round.stops[1].household_id
    assert on_desk.rows("visits") == []


def test_every_figure_opens_its_records(page: TodayPage, on_desk: OnDesk) -> None:
    assert tags(page.cards.visits) == ["late 1"] and tags(page.cards.matters) == ["today 1", "late 1"]
    for card in (page.cards.visits, page.cards.matters, page.cards.cases, page.cards.coverage):
        on_desk.press(card, Qt.Key.Key_Return)
    assert [query.spec.key for query in on_desk.queried] == ["households", "matters", "mediations", "households"]
    assert on_desk.queried[1] == OPEN_MATTERS
    on_desk.click(page.cards.boards)
    on_desk.click(page.cards.backup)
    assert on_desk.gone_to == ["boards", "settings"]


def test_matters_stand_by_their_day_and_open(page: TodayPage, on_desk: OnDesk) -> None:
    lines = page.matters.lines()
    assert [line.accessibleName() for line in lines] == [
        f"{days(-9).year}-0002 渗水 1 day overdue",
        f"{days(-5).year}-0001 楼道灯不亮 due today",
    ]
    on_desk.click(lines[0])
    assert on_desk.opened[0][0] == "matters"


def test_what_runs_out_is_remembered(page: TodayPage, on_desk: OnDesk, tmp_path: Path) -> None:
    street = on_desk.street
    street.add(
        "mediations", title="漏水", accepted_on=days(-40), unit_id=street.group, outcome="written",
        closed_on=days(-24), effective_on=days(-24),
    )  # fmt: skip
    page.refresh()
    said = " / ".join(line.accessibleName() for line in page.reminders.lines())
    assert "court until in 6 days" in said and "follow up in 6 days" in said and "Make a backup none yet" in said
    assert tags(page.cards.cases) == ["court: 6 days left"]
    keep_place(on_desk.desk.preferences, on_desk.register.path, FOLDER, tmp_path)
    (tmp_path / f"x-{days(-9):%Y%m%d}-083000.grid").write_bytes(b"")
    page.refresh()
    assert "Make a backup 9 days old" in " / ".join(line.accessibleName() for line in page.reminders.lines())


def test_a_visit_is_noted_and_its_request_becomes_a_matter(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.click(page.new_button)
    entry = sheet(page)
    write(on_desk.qtbot, entry.groups[0], "request", "想装扶手")
    entry.matter.setChecked(True)
    write(on_desk.qtbot, entry.groups[1], "category", "other")
    on_desk.click(entry.go)
    (visit,) = on_desk.rows("visits")
    assert str(visit["household_id"]) == "松林苑 3-2-201" and "想装扶手" in str(visit["matter_id"])
    assert not [child for child in page.findChildren(type(entry)) if child.isVisible()]


def test_a_visit_without_a_door_says_so_at_the_field(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.click(page.new_button)
    entry = sheet(page)
    entry.groups[0].lines["household_id"].editor.set_value(None)
    on_desk.click(entry.go)
    assert entry.isVisible() and "Please fill in" in entry.groups[0].label_of("household_id").text()
    entry.reject()
    settle()


def test_the_round_is_shown_as_the_pdf_that_will_print(page: TodayPage, on_desk: OnDesk) -> None:
    on_desk.click(page.print_button)
    preview = sheet(page).preview
    assert preview.data().startswith(b"%PDF") and preview.pages() == 1
    sheet(page).reject()
    settle()


def test_an_answer_that_is_refused_says_why_and_stands_on_the_round(
    page: TodayPage, on_desk: OnDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_named: object) -> None:
        raise Surroundings("The disk is full.")

    monkeypatch.setattr(rounds, "answer", refused)
    on_desk.press(page.round, Qt.Key.Key_1)
    assert on_desk.said == ["The disk is full."]
    assert len(doors(page)) == 3 and page.round.round.answered == {}
