"""The small widgets, by mouse and by keyboard."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.on_desk import settle
from ui.kit.chip import Chip
from ui.kit.figure_card import FigureCard
from ui.kit.layouts import FlowLayout
from ui.kit.month import Month
from ui.kit.notice import Notice
from ui.kit.pick_list import Choice, PickList
from ui.kit.rail import Rail
from ui.kit.search_box import SearchBox
from ui.kit.segments import Segments
from ui.kit.steps import Steps
from ui.kit.tag import TAG_KINDS, Tag

Window = Callable[..., QWidget]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """A window with these widgets below each other; it lives as long as the test."""
    kept: list[QWidget] = []

    def make(*widgets: QWidget) -> QWidget:
        made = QWidget()
        kept.append(made)
        layout = QVBoxLayout(made)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        made.resize(600, 500)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return make


def test_a_list_narrows_while_one_types_and_enter_takes_the_first(qtbot: QtBot, window: Window) -> None:
    anchor = Chip("Unit")
    window(anchor)
    choices = [Choice(number, f"unit {number}", also="slyzb" if number == 7 else "") for number in range(30)]
    picked: list[object] = []
    pick = PickList(choices)
    pick.picked.connect(picked.append)
    pick.open_below(anchor)
    line = pick.focusProxy()
    qtbot.keyClicks(line, "slyz")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert picked == [7] and pick.isHidden()


def test_several_are_ticked_by_keyboard_and_the_list_stays(qtbot: QtBot, window: Window) -> None:
    anchor = Chip("Care")
    window(anchor)
    pick = PickList([Choice(1, "one"), Choice(2, "two"), Choice(3, "three")], several=True, chosen=[3])
    ticked: list[set[object]] = []
    pick.changed.connect(ticked.append)
    pick.open_below(anchor)
    qtbot.keyClick(pick, Qt.Key.Key_Space)
    qtbot.keyClick(pick, Qt.Key.Key_Down)
    qtbot.keyClick(pick, Qt.Key.Key_Return)
    assert ticked == [{1, 3}, {1, 2, 3}] and not pick.isHidden()


def test_what_floats_goes_at_a_click_elsewhere_and_at_escape(qtbot: QtBot, window: Window) -> None:
    anchor, elsewhere = Chip("Grid"), QWidget()
    elsewhere.setFixedHeight(80)
    made = window(anchor, elsewhere)
    pick = PickList([Choice(1, "one")])
    pick.open_below(anchor)
    assert pick.parentWidget() is made and pick.geometry().top() >= anchor.geometry().bottom()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(5, 480))
    assert pick.isHidden()
    pick.open_below(anchor)
    qtbot.keyClick(pick, Qt.Key.Key_Escape)
    assert pick.isHidden()


def test_a_chip_is_cleared_by_its_cross_and_by_delete(qtbot: QtBot, window: Window) -> None:
    chip = Chip("Grid")
    window(chip)
    events: list[str] = []
    chip.opened.connect(lambda: events.append("opened"))
    chip.cleared.connect(lambda: events.append("cleared"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    chip.show_picked("third")
    assert chip.text() == "third"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 15, 12))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert events == ["opened", "cleared", "cleared"]


def test_the_rail_is_walked_by_arrows_and_shows_counts(qtbot: QtBot, window: Window) -> None:
    rail = Rail()
    for key in ("today", "people", "visits"):
        rail.add(key, key, "users")
    window(rail)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.show_current("today")
    rail.show_count("people", 2987)
    buttons = {b.key: b for b in rail.findChildren(type(next(iter(rail._buttons.values()))))}
    assert buttons["people"].accessibleName() == "people 2,987"
    buttons["today"].setFocus()
    settle()
    if buttons["today"].hasFocus():
        qtbot.keyClick(rail, Qt.Key.Key_Down)
        assert buttons["people"].hasFocus()
    qtbot.keyClick(buttons["people"], Qt.Key.Key_Space)
    assert chosen == ["people"]


def test_a_search_waits_for_a_pause_in_typing(qtbot: QtBot, window: Window) -> None:
    box = SearchBox("Name", "Ctrl+K")
    window(box)
    searched: list[str] = []
    box.searched.connect(searched.append)
    qtbot.keyClicks(box.line, "chen")
    qtbot.waitUntil(lambda: bool(searched))
    assert searched == ["chen"]


def test_a_figure_is_opened_by_mouse_and_keyboard(qtbot: QtBot, window: Window) -> None:
    card = FigureCard("Due today", "doors")
    window(card)
    card.show_figure("14", tags=[("late 3", "overdue")], percent=70)
    pressed: list[bool] = []
    card.pressed.connect(lambda: pressed.append(True))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert len(pressed) == 2 and [tag.text() for tag in card.findChildren(Tag)] == ["late 3"]


def test_a_notice_offers_what_can_be_done_and_warnings_stay(qtbot: QtBot, window: Window) -> None:
    made = window()
    notice, undone = Notice(made), []
    notice.say("Saved", "good", "Undo", lambda: undone.append(True))
    notice._pressed()
    assert undone == [True] and notice.words() == ""
    notice.say("The disk is full", "overdue")
    assert notice.words() == "The disk is full" and not notice._timer.isActive()


def test_a_month_is_walked_by_keys(qtbot: QtBot, window: Window) -> None:
    month = Month(date(2026, 3, 31))
    window(month)
    picked: list[date] = []
    month.picked.connect(picked.append)
    days = month.focusProxy()
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(days, key)
    assert picked == [date(2026, 2, 20)]


def test_segments_tell_the_one_that_holds(qtbot: QtBot, window: Window) -> None:
    parts = Segments([("a", "A"), ("b", "B")], "a")
    window(parts)
    assert parts.value() == "a"
    parts.show_chosen("b")
    assert parts.value() == "b"
    parts.show_chosen(None)
    assert parts.value() is None


def test_steps_say_where_one_is(qtbot: QtBot, window: Window) -> None:
    steps = Steps(["file", "head", "columns"])
    window(steps)
    steps.go_to(2)
    assert steps.at == 2 and steps.accessibleName() == "3/3 columns"
    assert not steps.grab().isNull()


def test_a_flow_goes_on_to_the_next_line(qtbot: QtBot) -> None:
    box = QWidget()
    flow = FlowLayout(box, 4)
    for kind in TAG_KINDS:
        flow.addWidget(Tag("a rather long word " + kind, kind))
    assert flow.heightForWidth(2000) < flow.heightForWidth(260)
