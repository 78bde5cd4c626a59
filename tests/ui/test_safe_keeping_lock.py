"""The screen left alone: covered, the key dropped, what was half written kept sealed and put back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.access import login_delay
from models.access.session_lock import IdleWatch
from models.register import create
from models.visits import VISITS
from models.working import Locked
from tests.conftest import Street
from tests.ui.on_desk import settle, sheet
from tests.ui.windows import InWindow
from ui import app, main_window, messages, tasks
from ui.main_window import LeaveLockedDialog, MainWindow, UnsavedDialog
from ui.pages.people import PeoplePage
from ui.preferences import Preferences
from ui.safe.lock_screen import LockScreen

PASSWORD = "四棵树下有一口井"


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    made = Clock()
    monkeypatch.setattr(main_window, "IdleWatch", lambda seconds: IdleWatch(seconds, made))
    monkeypatch.setattr(login_delay, "_file", lambda: tmp_path / "state" / "tries.json")
    return made


@pytest.fixture
def sealed(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[InWindow]:
    """The window on an encrypted register, with a person in the form."""
    app.application()
    preferences = Preferences(tmp_path / "preferences.ini")
    preferences.keep("window/language", "en")
    preferences.keep("window/page", "people")
    with tasks.synchronous():
        street = Street(create(tmp_path / "w.grid", office="桂香社区", password=PASSWORD))
        street.person("陈桂珍", street.household("201"), sex="2", phone="13800002207")
        window = MainWindow(preferences)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show_register(street.register)
        window.resize(1366, 768)
        window.show()
        settle()
        yield InWindow(qtbot, window, street)
        if window.shell is not None:
            for page in window.shell.made():
                page.unsaved = lambda: False  # type: ignore[method-assign]
        if window._locker is not None:
            window._locker._forms = []
        window.close()
        window.deleteLater()
        settle()
    messages.show_at(None)


def cover(in_window: InWindow) -> LockScreen:
    screen = in_window.window.centralWidget()
    assert isinstance(screen, LockScreen)
    return screen


def people(in_window: InWindow) -> PeoplePage:
    page = in_window.shell.page()
    assert isinstance(page, PeoplePage)
    return page


def press_ctrl_l(in_window: InWindow) -> None:
    """A window that is not on a screen is never active, so its shortcut is set off by hand."""
    (shortcut,) = [s for s in in_window.shell.findChildren(QShortcut) if s.key() == QKeySequence("Ctrl+L")]
    shortcut.activated.emit()
    settle()


def unlock(in_window: InWindow, password: str = PASSWORD) -> None:
    screen = cover(in_window)
    screen.password.setText(password)
    in_window.qtbot.keyClick(screen.password, Qt.Key.Key_Return)
    settle()


def test_it_locks_after_ten_minutes_and_not_before(sealed: InWindow, clock: Clock) -> None:
    idle = sealed.window._idle
    clock.now = 9 * 60
    sealed.qtbot.keyClick(sealed.window, Qt.Key.Key_Shift)
    clock.now = 15 * 60
    idle.look()
    assert sealed.window._locker is None
    clock.now = 19 * 60 + 1
    idle.look()
    assert cover(sealed).password.isVisible() and sealed.street.register.locked
    with pytest.raises(Locked), sealed.street.register.read():
        pass


def test_fewer_minutes_from_the_settings_hold_at_once(sealed: InWindow, clock: Clock) -> None:
    assert sealed.window.desk is not None
    sealed.window.desk.lock_after.emit(5)
    clock.now = 5 * 60 + 1
    sealed.window._idle.look()
    assert sealed.street.register.locked


def test_the_lock_at_the_top_and_ctrl_l(sealed: InWindow) -> None:
    sealed.qtbot.mouseClick(sealed.shell.top.lock, Qt.MouseButton.LeftButton)
    settle()
    assert sealed.street.register.locked and not sealed.shell.isVisible()
    unlock(sealed)
    assert sealed.shell.isVisible() and not sealed.street.register.locked
    press_ctrl_l(sealed)
    assert sealed.street.register.locked


def test_a_wrong_password_leaves_it_locked(sealed: InWindow) -> None:
    sealed.window.lock()
    unlock(sealed, "not this one")
    assert sealed.street.register.locked and "The password is wrong" in cover(sealed)._said.text()
    unlock(sealed)
    assert not sealed.street.register.locked


def test_a_half_written_form_is_kept_and_comes_back(sealed: InWindow) -> None:
    form = people(sealed).view.form
    lines = form.fields.lines
    lines["work"].editor.line.setText("退休教师")
    lines["birth"].editor.line.setText("1941-3")
    assert form.is_dirty()
    sealed.window.lock()
    settle()
    assert lines["work"].editor.line.text() == "" and sealed.street.register._draft
    assert "退休教师".encode() not in sealed.street.register._draft
    assert sealed.window._locker is not None and sealed.window._locker.unsaved
    unlock(sealed)
    assert lines["work"].editor.line.text() == "退休教师" and lines["birth"].editor.line.text() == "1941-3"
    lines["birth"].editor.line.setText("1941-03-08")
    form.save()
    settle()
    assert not form.is_dirty()


def test_a_sheet_that_is_open_comes_back_with_its_words(sealed: InWindow) -> None:
    page = people(sealed)
    person = page.view.form.record_id
    sealed.shell.desk.new_record(VISITS, {"person_id": person})
    settle()
    asking = sheet(sealed.shell.page())
    asking.groups[0].lines["situation"].editor.set_value("血压药快用完")
    sealed.window.lock()
    settle()
    assert not asking.isVisible() and not asking.groups[0].lines["situation"].editor.value()
    unlock(sealed)
    assert asking.isVisible() and asking.groups[0].lines["situation"].editor.value() == "血压药快用完"
    asking.reject()


def test_a_mere_question_is_answered_with_no(sealed: InWindow) -> None:
    question = QDialog(sealed.window)
    question.open()
    sealed.window.lock()
    assert question.result() == QDialog.DialogCode.Rejected and not question.isVisible()
    unlock(sealed)
    assert not question.isVisible()


def test_closing_a_locked_window_asks_about_what_is_kept(sealed: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    people(sealed).view.form.fields.lines["work"].editor.line.setText("退休教师")
    sealed.window.lock()
    answers = [0, UnsavedDialog.DISCARD]
    monkeypatch.setattr(LeaveLockedDialog, "exec", lambda self: answers.pop(0))
    assert not sealed.window.close() and sealed.window.desk is not None
    assert sealed.window.close() and sealed.window.desk is None


def test_somebody_else_may_sign_in(sealed: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(main_window.SignIn, "open", lambda self: asked.append(self))
    sealed.window.lock()
    cover(sealed).leave.click()
    settle()
    assert asked and sealed.window.desk is None


def test_a_plain_register_is_only_covered(in_window: InWindow) -> None:
    in_window.window._lock_if_encrypted()
    assert in_window.window._locker is None
    press_ctrl_l(in_window)
    screen = cover(in_window)
    assert screen.password.isHidden()
    screen.go.click()
    settle()
    assert in_window.shell.isVisible()
