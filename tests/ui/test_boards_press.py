"""For the print shop: saved files with bleed and crop marks, the preview trimmed all the while."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.exports.reading import reader
from tests.ui.on_desk import OnDesk, settle
from ui.pages.boards import BoardsPage
from ui.pages.boards_press import KEPT, TRIMMED, Press
from ui.preferences import Preferences

MM = 72 / 25.4
A4 = 210 * MM


@pytest.fixture
def page(on_desk: OnDesk) -> BoardsPage:
    """The page on the building boards of two buildings, on A4."""
    street = on_desk.street
    street.add("units", code="1112", name="5号楼党小组", area_name="5号楼", parent_id=street.branch)
    shown = on_desk.show(BoardsPage)
    shown.chips.pick("kind", "building")
    shown.chips.pick("paper", "A4")
    settle()
    return shown


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are saved."""
    path = tmp_path / "saved.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def test_the_usual_file_is_the_preview(on_desk: OnDesk, page: BoardsPage, out: Path) -> None:
    assert page.press.value() == TRIMMED and page.press.text() == "For the print shop"
    on_desk.click(page.save_button)
    assert out.read_bytes() == page.preview.data()


@pytest.mark.parametrize(("key", "around"), [("bleed", 3), ("marks", 11)])
def test_a_saved_board_has_its_bleed(on_desk: OnDesk, page: BoardsPage, out: Path, key: str, around: float) -> None:
    before = page.preview.data()
    page.press.pick(key)
    on_desk.click(page.save_button)
    (sheet,) = reader(out.read_bytes()).pages
    assert float(sheet.trimbox.width) == pytest.approx(A4, abs=0.01)
    assert float(sheet.bleedbox.width) == pytest.approx(A4 + 6 * MM, abs=0.01)
    assert float(sheet.mediabox.width) == pytest.approx(A4 + 2 * around * MM, abs=0.01)
    assert page.preview.data() == before
    assert page.preview.document.pagePointSize(0).width() == pytest.approx(A4, abs=0.5)
    assert on_desk.said == ["Saved: saved.pdf"]


def test_all_boards_in_one_file_have_it_too(on_desk: OnDesk, page: BoardsPage, out: Path) -> None:
    page.press.pick("marks")
    on_desk.click(page.all_button)
    sheets = reader(out.read_bytes()).pages
    assert len(sheets) == 2
    assert {round(float(sheet.mediabox.width - sheet.trimbox.width) / MM) for sheet in sheets} == {22}


def test_what_is_picked_is_kept_on_this_pc(on_desk: OnDesk, page: BoardsPage) -> None:
    page.press.pick("marks")
    assert page.press.text() == "Bleed 3 mm, crop marks"
    assert page.chips.rect().contains(page.press.geometry())
    again = on_desk.show(BoardsPage)
    assert again.press.value() == Press(3, marks=True) and again.press.text() == "Bleed 3 mm, crop marks"


def test_a_preference_that_is_none_means_trimmed(on_desk: OnDesk, page: BoardsPage) -> None:
    preferences: Preferences = on_desk.desk.preferences
    preferences.keep(KEPT, "nonsense")
    assert on_desk.show(BoardsPage).press.value() == TRIMMED


def test_it_is_picked_and_let_go_by_keyboard(on_desk: OnDesk, page: BoardsPage) -> None:
    page.press.setFocus()
    on_desk.press(page.press, Qt.Key.Key_Return)
    assert page.press._open is not None
    on_desk.press(page.press._open, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.press.key() == "bleed" and page.press.hasFocus()
    on_desk.press(page.press, Qt.Key.Key_Delete)
    assert page.press.key() == ""


def test_tiles_have_neither(on_desk: OnDesk, page: BoardsPage, out: Path) -> None:
    page.press.pick("marks")
    page.chips.pick("paper", "A3")
    page.chips.pick("poster", "A4")
    assert not page.press.isVisible()
    on_desk.click(page.save_button)
    assert out.read_bytes() == page.preview.data()
    page.chips.pick("poster", "")
    assert page.press.isVisible()


def test_a_folder_that_is_gone_is_told_in_a_sentence(
    on_desk: OnDesk, page: BoardsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.press.pick("bleed")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.pdf"), ""))
    on_desk.click(page.save_button)
    assert "no such folder" in on_desk.said[-1]
