"""What needs the register closed: writing it anew with or without encryption, and leaving with a backup."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from models.access import login_delay
from models.engine import Damaged
from models.keeping.backups_kept import backups_in
from models.register import looks_encrypted
from tests.ui.on_desk import settle, sheet
from tests.ui.windows import InWindow
from ui.main_window import MainWindow
from ui.recovery_code import RecoveryCode
from ui.safe import faults, places
from ui.safe.accounts import AccountView
from ui.safe.conversion import ConversionSheet
from ui.sign_in import SignIn

PASSWORD = "四棵树下有一口井"


@pytest.fixture(autouse=True)
def own_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong passwords are counted in a folder of the test's own."""
    monkeypatch.setattr(login_delay, "_file", lambda: tmp_path / "state" / "tries.json")


def asked(window: MainWindow) -> ConversionSheet:
    (found,) = [d for d in QApplication.topLevelWidgets() if isinstance(d, ConversionSheet) and d.isVisible()]
    return found


def accounts(in_window: InWindow) -> AccountView:
    in_window.shell.go_to("settings/accounts")
    settle()
    return in_window.shell.page().findChild(AccountView)


def test_a_register_is_encrypted_and_plain_again(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(RecoveryCode, "exec", lambda self: shown.append(self._name))
    window, path = in_window.window, in_window.street.register.path
    accounts(in_window).convert.click()
    sheet_ = asked(window)
    sheet_._begin()
    assert "8 characters" in sheet_._said.text()
    for line in (sheet_.pair.password, sheet_.pair.again):
        line.setText(PASSWORD)
    sheet_._begin()
    settle()
    assert shown and window.desk is not None and window.desk.register.encrypted
    accounts(in_window).convert.click()
    sheet_ = asked(window)
    sheet_.password.setText(PASSWORD)
    sheet_._begin()
    settle()
    assert window.desk is not None and not window.desk.register.encrypted
    window.close_register()
    assert not looks_encrypted(path)


def test_a_wrong_password_leaves_the_encryption(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecoveryCode, "exec", lambda self: 1)
    window = in_window.window
    accounts(in_window).convert.click()
    for line in (asked(window).pair.password, asked(window).pair.again):
        line.setText(PASSWORD)
    asked(window)._begin()
    settle()
    signed: list[SignIn] = []
    monkeypatch.setattr(SignIn, "open", lambda self: signed.append(self))
    accounts(in_window).convert.click()
    asked(window).password.setText("not this one")
    asked(window)._begin()
    settle()
    assert signed and window.desk is None and looks_encrypted(in_window.street.register.path)


def test_closing_the_window_backs_up_first(in_window: InWindow, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    window = in_window.window
    assert window.desk is not None
    places.keep_place(window.preferences, window.desk.register.path, places.FOLDER, folder)
    window.close()
    settle()
    assert len(backups_in(folder)) == 1 and window.desk is None


def test_the_age_of_the_backup_stands_at_the_foot(in_window: InWindow, tmp_path: Path) -> None:
    desk = in_window.shell.desk
    assert in_window.shell.foot._backup.text() == "No backup yet"
    (tmp_path / "x-20260921-083000.grid").write_bytes(b"")
    places.keep_place(desk.preferences, desk.register.path, places.FOLDER, tmp_path)
    desk.backed_up.emit()
    assert "ago" in in_window.shell.foot._backup.text() or "today" in in_window.shell.foot._backup.text()


def test_a_part_of_settings_is_reached_from_the_staff_menu(in_window: InWindow) -> None:
    menu = in_window.shell.top._staff_menu()
    for action in menu.actions():
        if action.text() in ("History", "Bin"):
            action.trigger()
            settle()
            assert in_window.shell.page()._at == action.text().lower()  # type: ignore[attr-defined]


def test_a_damaged_register_is_told_with_its_ways_out(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_args: object, **_more: object) -> None:
        raise Damaged

    monkeypatch.setattr("ui.main_window.open_register", damaged)
    in_window.window.close_register()
    in_window.window.open(in_window.street.register.path)
    fault = sheet(in_window.window)
    assert isinstance(fault, faults.Fault) and isinstance(fault, QDialog)
    fault.reject()
