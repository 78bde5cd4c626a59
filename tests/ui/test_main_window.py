"""The window as a whole: keys, search, undo, languages, leaving, and its picture."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.households import PEOPLE
from models.queries import Query
from models.register import create
from tests.ui.on_desk import settle
from tests.ui.windows import InWindow
from ui import app, main_window, tasks
from ui.main_window import MainWindow, UnsavedDialog
from ui.pages import PAGES
from ui.pages.people import PeoplePage
from ui.preferences import Preferences
from ui.sign_in import SignIn
from ui.welcome import Welcome


def people(in_window: InWindow) -> PeoplePage:
    page = in_window.shell.go_to("people")
    assert isinstance(page, PeoplePage)
    settle()
    return page


def test_every_page_of_the_rail_opens(in_window: InWindow) -> None:
    for page in PAGES:
        assert in_window.shell.go_to(page.key).key == page.key
        settle()
    assert in_window.window.preferences.text("window/page") == PAGES[-1].key
    assert not in_window.window.grab().isNull()


def test_an_unknown_page_is_the_first(in_window: InWindow) -> None:
    assert in_window.shell.go_to("nowhere").key == PAGES[0].key


def test_search_finds_by_pinyin_and_enter_opens(in_window: InWindow, qtbot: QtBot) -> None:
    shell = in_window.shell
    in_window.keys(shell, Qt.Key.Key_K, control=True)
    qtbot.keyClicks(shell.top.search.line, "lyf")
    qtbot.waitUntil(lambda: bool(shell.top.results.found_titles()))
    assert shell.top.results.found_titles() == ["罗永福"]
    in_window.keys(shell.top.search.line, Qt.Key.Key_Return)
    page = people(in_window)
    assert page.view.form.sheet.title() == "罗永福" and shell.top.results.isHidden()


def test_search_shows_groups_and_all_of_one(in_window: InWindow, qtbot: QtBot) -> None:
    shell = in_window.shell
    qtbot.keyClicks(shell.top.search.line, "3-2")
    qtbot.waitUntil(lambda: bool(shell.top.results.found_titles()))
    shell.top.results._show_all(PEOPLE, "lyf")
    settle()
    assert people(in_window).view.table.model.rowCount() == 1


def test_nothing_found_is_said(in_window: InWindow, qtbot: QtBot) -> None:
    shell = in_window.shell
    qtbot.keyClicks(shell.top.search.line, "zzzz")
    qtbot.waitUntil(lambda: shell.top.results.isVisible())
    assert shell.top.results.found_titles() == []
    in_window.keys(shell.top.search.line, Qt.Key.Key_Escape)
    assert shell.top.search.words() == "" and shell.top.results.isHidden()


def test_save_by_key_then_undo_by_key(in_window: InWindow) -> None:
    page = people(in_window)
    page.view.form.fields.lines["work"].editor.line.setText("retired")
    page.save()
    settle()
    shell = in_window.shell
    assert "Changed Person" in shell.notice.words() and shell.top.undo.isEnabled()
    shell.desk.undo()
    settle()
    assert page.view.form.fields.lines["work"].editor.value() is None
    assert "Undone" in shell.notice.words()


def test_a_new_record_by_key(in_window: InWindow) -> None:
    page = people(in_window)
    page.new()
    assert page.view.form.sheet.title() == "New: Person"


def test_another_language_is_spoken_at_once(in_window: InWindow) -> None:
    window = in_window.window
    window.preferences.keep("window/language", "zh_CN")
    window.change_look()
    settle()
    page = people(in_window)
    assert page.header.title.text() == "户与人" and page.new_button.text().strip() == "新增"
    heads = [page.view.table.model.headerData(n, Qt.Orientation.Horizontal) for n in range(2)]
    assert heads == ["门牌 ↑", "姓名"]
    window.preferences.keep("window/language", "en")
    window.change_look()
    settle()
    assert people(in_window).header.title.text() == "Homes and people"


def test_theme_and_text_size_change_at_once(in_window: InWindow) -> None:
    window, instance = in_window.window, QApplication.instance()
    assert isinstance(instance, QApplication)
    window.preferences.keep("window/theme", "dark")
    window.preferences.keep("window/text_size", 120)
    window.change_look()
    settle()
    assert "#24272B" in instance.styleSheet() and instance.font().pixelSize() == 17
    assert window.grab().toImage().pixelColor(700, 760).lightness() < 80


def test_leaving_with_unsaved_work_asks(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = people(in_window)
    page.view.form.fields.lines["work"].editor.line.setText("retired")
    answers = [0, UnsavedDialog.SAVE]
    monkeypatch.setattr(UnsavedDialog, "exec", lambda self: answers.pop(0))
    assert not in_window.window.close() and in_window.window.desk is not None
    window, desk = in_window.window, in_window.window.desk
    assert desk is not None
    window.close()
    settle()
    assert window.desk is None
    from models.register import open_register

    with open_register(desk.register.path) as register, register.read() as session:
        from models import queries

        (row,) = queries.rows(session, PEOPLE, queries.ids(session, Query(PEOPLE).where("name", "is", "陈桂珍")))
    assert row["work"] == "retired"


def test_the_window_goes_back_to_the_welcome_page(in_window: InWindow) -> None:
    in_window.window.close_register()
    settle()
    assert isinstance(in_window.window.centralWidget(), Welcome)
    in_window.window.open(in_window.street.register.path)
    settle()
    assert in_window.window.shell is not None


def test_a_file_that_is_none_is_told_on_the_welcome_page(in_window: InWindow, tmp_path: Path) -> None:
    in_window.window.close_register()
    (tmp_path / "letter.grid").write_bytes(b"dear office" * 100)
    in_window.window.open(tmp_path / "letter.grid")
    settle()
    welcome = in_window.window.centralWidget()
    assert isinstance(welcome, Welcome) and "letter.grid" in welcome._notice.words()


def test_the_welcome_page_makes_a_register(
    in_window: InWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_window.window.close_register()
    welcome = in_window.window.centralWidget()
    assert isinstance(welcome, Welcome)
    shown: list[str] = []

    class Code:
        def __init__(self, code: str, parent: object = None) -> None:
            shown.append(code)

        def exec(self) -> None: ...

    monkeypatch.setattr("ui.welcome.RecoveryCode", Code)
    welcome.password.setText("correct horse battery")
    welcome.make(tmp_path / "清波里", "清波里社区")
    settle()
    assert (tmp_path / "清波里.grid").exists() and shown and in_window.shell.top._office.text().strip() == "清波里社区"
    assert in_window.window.preferences.recent()[0] == tmp_path / "清波里.grid"


def test_an_encrypted_register_asks_who_one_is(
    in_window: InWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(tmp_path / "e.grid", office="桂香社区", password="correct horse battery").close()
    asked: list[SignIn] = []
    monkeypatch.setattr(main_window.SignIn, "open", lambda self: asked.append(self))
    in_window.window.open(tmp_path / "e.grid")
    (dialog,) = asked
    dialog.password.setText("wrong")
    dialog.try_it()
    assert dialog._said.text() and dialog._open.isEnabled()
    dialog.password.setText("correct horse battery")
    dialog.try_it()
    settle()
    desk = in_window.window.desk
    assert desk is not None and desk.register.encrypted


def test_the_picture_of_the_window_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    with tasks.synchronous():
        create(tmp_path / "p.grid", office="桂香社区").close()
    app.picture(tmp_path / "p.grid", tmp_path / "p.png", page="people", theme="dark", language="zh_CN")
    drawn = QImage(str(tmp_path / "p.png"))
    assert (drawn.width(), drawn.height()) == (1366, 768)
    with tasks.synchronous():
        create(tmp_path / "q.grid", office="桂香社区").close()  # and the register is free again
    assert not list(tmp_path.glob("p.grid.lock"))


def test_a_window_that_closes_keeps_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    app.application()
    preferences = Preferences(tmp_path / "preferences.ini")
    window = MainWindow(preferences)
    assert (window.width(), window.height()) == (1366, 768)
    window.close()
    kept = preferences.state("window/geometry")
    again = MainWindow(preferences)
    assert kept is not None and again.restoreGeometry(kept)
    again.close()
