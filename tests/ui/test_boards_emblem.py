"""The emblem on the boards page: chosen, seen, removed, drawn where it may be, and all of it by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from exports.boards import printing
from exports.boards.emblems import MOST_PIXELS, office_emblem, set_emblem
from tests.exports.emblem_made import emblem
from tests.ui.on_desk import OnDesk, settle
from ui.pages.boards import BoardsPage
from ui.pages.boards_emblem import EmblemSheet

SHAPE = emblem()


@pytest.fixture
def page(on_desk: OnDesk) -> BoardsPage:
    """The page on the plate of building 3."""
    shown = on_desk.show(BoardsPage)
    shown.chips.pick("kind", "plate")
    settle()
    return shown


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The picture that the file dialog gives back."""
    path = tmp_path / "emblem.png"
    path.write_bytes(SHAPE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


def opened(on_desk: OnDesk, page: BoardsPage) -> EmblemSheet:
    on_desk.click(page.emblem_chip)
    assert page.emblem_chip.sheet.isVisible()
    return page.emblem_chip.sheet


def kept(on_desk: OnDesk) -> bytes | None:
    with on_desk.register.read() as session:
        return office_emblem(session)


def told(sheet: EmblemSheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]


def has_emblem(page: BoardsPage) -> bool:
    """Whether the preview has a picture of the emblem's size."""
    return b"/Width 300" in page.preview.data() and b"/Height 200" in page.preview.data()


@pytest.mark.parametrize(
    ("kind", "there"), [("plate", True), ("chart", True), ("building", False), ("service", False), ("notice", False)]
)
def test_it_is_offered_for_party_building_alone(on_desk: OnDesk, page: BoardsPage, kind: str, there: bool) -> None:
    page.chips.pick("kind", kind)
    assert page.emblem_chip.isVisible() == there


def test_a_picture_is_chosen_seen_and_drawn(on_desk: OnDesk, page: BoardsPage, file: Path) -> None:
    assert not has_emblem(page)
    sheet = opened(on_desk, page)
    assert any("No picture yet" in words for words in told(sheet)) and not sheet.remove_button.isVisible()
    assert any("in proportion" in words and "2021" in words for words in told(sheet))
    on_desk.click(sheet.choose_button)
    assert kept(on_desk) == SHAPE and on_desk.said == ["Changed the emblem on boards"]
    assert sheet.isVisible() and sheet.picture.isVisible() and not sheet.none.isVisible()
    assert has_emblem(page)
    shown = sheet.picture.shown_at()
    assert shown.width() / shown.height() == pytest.approx(1.5, abs=0.02)
    assert sheet.picture.rect().contains(shown.toAlignedRect())


def test_it_is_removed_and_put_back(on_desk: OnDesk, page: BoardsPage) -> None:
    set_emblem(on_desk.register, SHAPE)
    sheet = opened(on_desk, page)
    on_desk.click(sheet.remove_button)
    assert kept(on_desk) is None and not has_emblem(page) and not sheet.picture.isVisible()
    on_desk.desk.undo(on_desk.operations[-1])
    settle()
    assert kept(on_desk) == SHAPE and has_emblem(page) and sheet.picture.isVisible()


@pytest.mark.parametrize(
    ("data", "why"), [(b"no picture", "cannot be read"), (emblem(MOST_PIXELS + 1, 10), "too large")]
)
def test_what_cannot_be_taken_is_told_in_the_sheet(
    on_desk: OnDesk, page: BoardsPage, file: Path, data: bytes, why: str
) -> None:
    set_emblem(on_desk.register, SHAPE)
    file.write_bytes(data)
    sheet = opened(on_desk, page)
    on_desk.click(sheet.choose_button)
    assert why in sheet.mistake.text() and sheet.mistake.isVisible()
    assert kept(on_desk) == SHAPE and sheet.picture.isVisible()
    page.emblem_chip.opened.emit()
    assert not sheet.mistake.isVisible()


def test_it_goes_by_keyboard(on_desk: OnDesk, page: BoardsPage, file: Path) -> None:
    page.emblem_chip.setFocus()
    on_desk.press(page.emblem_chip, Qt.Key.Key_Return)
    sheet = page.emblem_chip.sheet
    assert QApplication.focusWidget() is sheet.choose_button
    on_desk.press(sheet.choose_button, Qt.Key.Key_Return)
    assert kept(on_desk) == SHAPE
    on_desk.press(sheet.choose_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.remove_button
    on_desk.press(sheet.remove_button, Qt.Key.Key_Return)
    assert kept(on_desk) is None and QApplication.focusWidget() is sheet.choose_button
    on_desk.press(sheet.choose_button, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and QApplication.focusWidget() is page.emblem_chip


def test_nothing_chosen_changes_nothing(on_desk: OnDesk, page: BoardsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    sheet = opened(on_desk, page)
    on_desk.click(sheet.choose_button)
    assert kept(on_desk) is None and on_desk.said == [] and sheet.isVisible()


def test_one_file_of_all_carries_it(
    on_desk: OnDesk, page: BoardsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = on_desk.street
    street.add("units", code="1112", name="5号楼党小组", area_name="5号楼", parent_id=street.branch)
    set_emblem(on_desk.register, SHAPE)
    page.refresh()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "all.pdf"), ""))
    on_desk.click(page.all_button)
    assert b"/Width 300" in (tmp_path / "all.pdf").read_bytes()


def test_as_issued_shows_only_the_emblem_it_had(on_desk: OnDesk, page: BoardsPage) -> None:
    register = on_desk.register
    printing.issue(register, printing.gather(register, "plate"), "A4", "red")
    set_emblem(register, SHAPE)
    page.mode.show_chosen("issued")
    page.refresh()
    assert has_emblem(page) and page.again_button.isHidden()
    page.then.show_chosen("then")
    page.then.chosen.emit("then")
    assert not has_emblem(page)


def test_an_emblem_that_is_no_more_is_told_as_such(on_desk: OnDesk, page: BoardsPage) -> None:
    register = on_desk.register
    set_emblem(register, SHAPE)
    printing.issue(register, printing.gather(register, "plate"), "A4", "red")
    set_emblem(register, None)
    page.mode.show_chosen("issued")
    page.refresh()
    assert [line.tag[0] for line in page.list.lines() if line.tag] == ["emblem changed"]
