"""A register begun, opened and not opened: passwords, the sealed code, the wait, and what stands in the way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from exports.recovery_sheet import recovery_sheet
from models.access import keys, login_delay
from models.engine import Damaged
from models.keeping import drives
from models.keeping.drives import Drive, WrongDrive
from models.register import Register, create, open_register
from tests.exports.reading import text_of
from tests.ui.on_desk import settle
from ui import app, messages, tasks
from ui.clipboard import ClipboardGuard
from ui.preferences import Preferences
from ui.recovery_code import RecoveryCode, Sealed
from ui.safe import faults
from ui.safe.password_pair import PasswordPair
from ui.safe.repair import RepairSheet
from ui.sign_in import SignIn
from ui.welcome import Welcome

PASSWORD = "四棵树下有一口井"


@pytest.fixture(autouse=True)
def at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[None]:
    """Everything is done on the spot, and tries are counted in a folder of the test's own."""
    monkeypatch.setattr(login_delay, "_file", lambda: tmp_path / "state" / "tries.json")
    app.application()
    messages.show_at(lambda words, _kind: pytest.fail(words))
    with tasks.synchronous():
        yield
    messages.show_at(None)


@pytest.fixture
def locked_up(tmp_path: Path) -> tuple[Path, str]:
    """An encrypted register that is closed, and its recovery code."""
    register = create(tmp_path / "桂香.grid", office="桂香社区", password=PASSWORD)
    code = register.recovery_code
    register.close()
    return register.path, code


def signing(qtbot: QtBot, path: Path) -> tuple[SignIn, list[Register]]:
    dialog, opened = SignIn(path), []
    qtbot.addWidget(dialog)
    dialog.opened.connect(opened.append)
    dialog.show()
    return dialog, opened


def test_the_sheet_of_the_code_says_all_that_is_needed() -> None:
    code = keys.recovery_code()
    words = text_of(recovery_sheet("桂香社区", "桂香.grid", code, date(2026, 9, 21))).replace(" ", "")
    assert code.replace("-", "") in words.replace("-", "").replace("\n", "")
    assert "桂香.grid" in words and "2026年9月21日" in words and "封存人" in words


def test_the_code_is_shown_until_it_is_kept(qtbot: QtBot) -> None:
    dialog = RecoveryCode(Sealed("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567", "桂香社区", "a.grid"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.reject()
    assert dialog.isVisible() and not dialog.go_on.isEnabled()
    dialog.kept.setChecked(True)
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_password_is_typed_twice_and_long_enough(qtbot: QtBot) -> None:
    from models.errors import Mistake

    pair = PasswordPair()
    qtbot.addWidget(pair)
    pair.password.setText("short")
    with pytest.raises(Mistake, match="8 characters"):
        pair.value()
    pair.password.setText(PASSWORD)
    pair.again.setText(PASSWORD[:-1])
    with pytest.raises(Mistake, match="differ"):
        pair.value()
    pair.again.setText(PASSWORD)
    assert pair.value() == PASSWORD


def test_a_new_register_is_encrypted_unless_one_says_otherwise(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Welcome(Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(page)
    page.show()
    made: list[Register] = []
    page.made.connect(made.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "new.grid"), ""))
    monkeypatch.setattr(RecoveryCode, "exec", lambda self: 1)
    page.office.setText("桂香社区")
    page._choose_new()
    assert not made and "8 characters" in page._notice.words()
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    page._choose_new()
    assert made[0].encrypted and not page.password.text()
    made[0].close()
    page.plain.setChecked(True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plain.grid"), ""))
    page._choose_new()
    assert not made[1].encrypted
    made[1].close()


def test_wrong_passwords_wait_longer_and_longer(qtbot: QtBot, locked_up: tuple[Path, str]) -> None:
    dialog, opened = signing(qtbot, locked_up[0])
    for _try in range(3):
        dialog.password.setText("not this one")
        dialog.try_it()
    assert not opened and not dialog._open.isEnabled()
    assert "wrong" in dialog._said.text() and "Try again in 1 seconds" in dialog._said.text()
    dialog._wait.tick()
    assert dialog._open.isEnabled() and "Try again" not in dialog._said.text()
    dialog.try_it()  # the clock of the register itself has not moved on: it refuses still
    assert not opened


def test_the_right_password_opens(qtbot: QtBot, locked_up: tuple[Path, str]) -> None:
    dialog, opened = signing(qtbot, locked_up[0])
    dialog.password.setText(PASSWORD)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert opened[0].encrypted and not dialog.isVisible()
    opened[0].close()


def test_the_sealed_code_opens_too_however_it_is_typed(qtbot: QtBot, locked_up: tuple[Path, str]) -> None:
    path, code = locked_up
    dialog, opened = signing(qtbot, path)
    dialog.use_code(True)
    assert dialog.password.isHidden() and not dialog.code.isHidden()
    dialog.code.setText("AAAAA")
    dialog.try_it()
    assert "recovery code is wrong" in dialog._said.text()
    dialog.code.setText(code.lower().replace("-", " "))
    dialog.try_it()
    opened[0].close()


def test_each_trouble_has_its_own_sentence(qtbot: QtBot, locked_up: tuple[Path, str], tmp_path: Path) -> None:
    path, _code = locked_up
    dialog, _opened = signing(qtbot, path)
    failed: list[BaseException] = []
    dialog.failed.connect(failed.append)
    dialog.password.setText("not this one")
    dialog.try_it()
    wrong = dialog._said.text()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\7" * 8192)
    dialog.password.setText(PASSWORD)
    dialog.try_it()
    letter = tmp_path / "letter.grid"
    letter.write_bytes(b"dear office" * 100)
    with pytest.raises(Exception, match="not a grid register") as none:
        open_register(letter)
    assert isinstance(failed[0], Damaged)
    assert len({wrong, str(failed[0]), str(none.value)}) == 3


def test_a_damaged_register_offers_backup_and_repair(qtbot: QtBot, tmp_path: Path) -> None:
    page = Welcome(Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(page)
    sheet = faults.show(page, tmp_path / "a.grid", Damaged(), lambda _path: None)
    assert sheet is not None
    assert [way.text().strip() for way in sheet.ways] == ["Restore a backup …", "Repair a copy …"]  # type: ignore[attr-defined]
    sheet.reject()


def test_a_copy_is_repaired_with_the_password_of_the_old_one(
    qtbot: QtBot, locked_up: tuple[Path, str], tmp_path: Path
) -> None:
    page, opened = Welcome(Preferences(tmp_path / "p.ini")), []
    qtbot.addWidget(page)
    asking = RepairSheet(page, locked_up[0], opened.append)
    asking.open()
    asking.who.password.setText("not this one")
    asking.repair(tmp_path / "again.grid")
    assert "wrong" in asking._said.text() and asking.go.isEnabled()
    asking.who.password.setText(PASSWORD)
    asking.repair(tmp_path / "again.grid")
    assert "rows were saved" in asking._words.text()
    asking.go.click()
    assert opened == [tmp_path / "again.grid"]
    open_register(opened[0], password=PASSWORD).close()


def test_a_register_on_a_stick_is_brought_over(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    stick.mkdir()
    disk.mkdir()
    create(stick / "a.grid", office="桂香社区").close()
    monkeypatch.setattr(drives, "kind_of", lambda path: Drive.REMOVABLE if "stick" in path.parts else Drive.FIXED)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(disk))
    page = Welcome(Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(page)
    gone_on: list[Path] = []
    with pytest.raises(WrongDrive) as refused:
        open_register(stick / "a.grid")
    sheet = faults.show(page, stick / "a.grid", refused.value, gone_on.append)
    assert sheet is not None
    sheet.ways[0].click()  # type: ignore[attr-defined]
    settle()
    assert gone_on == [disk / "a.grid"] and (stick / "a.grid").exists()
    open_register(gone_on[0]).close()


def test_a_copied_number_leaves_the_clipboard_after_a_minute(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    guard = ClipboardGuard(None, clipboard)
    guard.watch("13800002207")
    clipboard.setText("something else")
    assert not guard.timer.isActive()
    clipboard.setText("13800002207")
    settle()
    assert guard.timer.isActive() and guard.timer.interval() == 60_000
    guard.timer.timeout.emit()
    assert clipboard.text() == ""


def test_what_was_copied_since_stays_on_the_clipboard(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    guard = ClipboardGuard(None, clipboard)
    guard.watch("13800002207")
    clipboard.setText("13800002207")
    settle()
    clipboard.setText("a letter")
    settle()
    assert not guard.timer.isActive()
    guard.empty()
    assert clipboard.text() == "a letter"
    guard.forget()
