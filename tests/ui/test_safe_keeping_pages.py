"""The parts of Settings that keep the register safe: accounts, history, bin, backups, time limits, consents."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from models import operations
from models.access import accounts
from models.access.staff import Role
from models.history import proof
from models.households import PEOPLE
from models.keeping import integrity
from models.records import spec
from models.register import create, open_register
from tests.conftest import Street
from tests.ui.on_desk import OnDesk, settle, sheet
from ui import messages, tasks
from ui.desk import Desk
from ui.preferences import Preferences
from ui.recovery_code import RecoveryCode
from ui.safe import places
from ui.safe.accounts import AccountView
from ui.safe.backups import BackupView
from ui.safe.bin import BinView
from ui.safe.consents import ConsentView
from ui.safe.history import HistoryView
from ui.safe.restore import RestoreSheet
from ui.safe.retention import RetentionView
from ui.safe.schedule import BackupClock, ClosingSheet
from ui.safe.what_we_hold import WhatWeHold

PASSWORD = "四棵树下有一口井"


def shown(on_desk: OnDesk, kind: Callable[[Desk], QWidget]) -> QWidget:
    view = kind(on_desk.desk)
    on_desk.qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.load()  # type: ignore[attr-defined]
    settle()
    return view


def words(widget: QWidget) -> str:
    return " / ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget: QWidget, name: str) -> None:
    (found,) = [b for b in widget.findChildren(QPushButton) if (b.accessibleName() or b.text().strip()) == name]
    found.click()
    settle()


# --- history and bin


def test_history_shows_before_and_after_and_undoes(on_desk: OnDesk) -> None:
    street = on_desk.street
    person = street.person("陈桂珍", street.household("201"), work="教师")
    operations.save(on_desk.register, PEOPLE, {"work": "退休"}, person)
    view = shown(on_desk, HistoryView)
    assert "教师 → 退休" in words(view.details) and view.details.undo.isVisibleTo(view)
    view.details.undo.click()
    settle()
    assert on_desk.rows("people")[0]["work"] == "教师"
    assert "Undone" in words(view.list)


def test_history_says_what_stands_against_an_undo(on_desk: OnDesk) -> None:
    person = on_desk.street.person("陈桂珍", work="教师")
    operations.save(on_desk.register, PEOPLE, {"work": "退休"}, person)
    later = operations.save(on_desk.register, PEOPLE, {"work": "返聘"}, person)
    view = shown(on_desk, HistoryView)
    view.open(view._entries[1])
    assert "cannot be undone alone" in view.details._hindrance.words.text() and not view.details.undo.isVisibleTo(view)
    view.details._look.click()
    settle()
    assert view.details.operation() == later.operation


def test_history_is_narrowed_down(on_desk: OnDesk) -> None:
    street = on_desk.street
    chen, luo = street.person("陈桂珍"), street.person("罗永福")
    view = shown(on_desk, HistoryView)
    every = len(view._entries)
    view.ask(words="罗永福")
    assert [e.sentence for e in view._entries] == ["Added Person 罗永福"]
    view.ask(words="", ledger=PEOPLE)
    assert 2 <= len(view._entries) < every
    view.ask(ledger=None)
    view.show_person(chen, "陈桂珍")
    assert all("罗永福" not in e.sentence for e in view._entries) and view._entries
    view.show_person("", "")
    view.ask(first=date.today() + timedelta(days=1))
    assert not view._entries and "Choose a line" in words(view.details) and luo


def test_one_version_is_restored_from_the_history(on_desk: OnDesk) -> None:
    person = on_desk.street.person("陈桂珍", work="教师")
    operations.save(on_desk.register, PEOPLE, {"work": "退休"}, person)
    operations.save(on_desk.register, PEOPLE, {"work": "返聘"}, person)
    view = shown(on_desk, HistoryView)
    view.open(view._entries[1])
    press(view.details, "Make it so again")
    assert on_desk.rows("people")[0]["work"] == "退休"


def test_the_proof_is_checked_saved_and_compared(on_desk: OnDesk, tmp_path: Path) -> None:
    from ui.safe.proof import ProofLine

    on_desk.street.person("陈桂珍")
    line = ProofLine(on_desk.desk)
    on_desk.qtbot.addWidget(line)
    line.verify()
    assert "none altered" in line.said.text()
    line.save(tmp_path / "proof.txt")
    kept = (tmp_path / "proof.txt").read_text("utf-8")
    assert "陈桂珍" not in kept and not proof.problems(kept)
    line.compare_with(tmp_path / "proof.txt")
    assert "still stands" in line.said.text()
    head, *rest = kept.splitlines()
    (tmp_path / "proof.txt").write_text(
        "\n".join([head, *rest[:-1], rest[-1].replace('"started": "20', '"started": "19')])
    )
    line.compare_with(tmp_path / "proof.txt")
    assert "do not fit" in line.said.text()


def test_what_was_deleted_comes_back_from_the_bin(on_desk: OnDesk) -> None:
    person = on_desk.street.person("陈桂珍")
    operations.delete(on_desk.register, PEOPLE, [person])
    view = shown(on_desk, BinView)
    assert [d.title for d in view.found] == ["陈桂珍"]
    press(view, "Bring back 陈桂珍")
    assert on_desk.rows("people") and not view.found and view.empty.isVisibleTo(view)


# --- backups


@pytest.fixture
def folder(on_desk: OnDesk, tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    places.keep_place(on_desk.desk.preferences, on_desk.register.path, places.FOLDER, made)
    return made


def test_a_backup_is_made_listed_and_checked(on_desk: OnDesk, folder: Path) -> None:
    view = shown(on_desk, BackupView)
    assert view.start.isEnabled() and not view.kept
    view.back_up()
    settle()
    (kept,) = view.kept
    assert kept.good and kept.stands and "checked" in words(view.list) and "less than an hour" in words(view.list)
    with kept.backup.path.open("r+b") as file:
        file.seek(9000)
        file.write(b"\7\7")
    view.load()
    settle()
    assert "damaged" in words(view.list)


def test_without_a_folder_nothing_can_be_backed_up(on_desk: OnDesk) -> None:
    view = shown(on_desk, BackupView)
    assert not view.start.isEnabled() and "No backup yet" in words(view)


def test_a_backup_is_looked_at_and_restored_into_a_new_file(on_desk: OnDesk, folder: Path, tmp_path: Path) -> None:
    view = shown(on_desk, BackupView)
    view.back_up()
    on_desk.street.person("罗永福")
    opened: list[Path] = []
    look = RestoreSheet(view, on_desk.register, opened.append, view.kept[0].backup.path)
    on_desk.qtbot.addWidget(look)
    settle()
    assert any("1 added" in line.accessibleName() for line in look.differences.lines())
    look.restore(tmp_path / "back.grid")
    assert "Restored and checked" in look._what.text()
    look.go.click()
    assert opened == [tmp_path / "back.grid"]
    with open_register(opened[0]) as register, register.read() as session:
        assert not session.scalar(text("SELECT count(*) FROM person"))


def test_the_whole_register_is_checked_on_demand(on_desk: OnDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(on_desk, BackupView)
    view.check.click()
    settle()
    assert "all in order" in view.said.text() and view.check.isEnabled()
    monkeypatch.setattr(integrity, "check", lambda _session: ["3 people stand at the wrong door in the list."])
    view.check_all()
    assert "1 things are not in order" in view.said.text() and "wrong door" in view.said.text()


def test_an_existing_file_is_never_written_over(on_desk: OnDesk, folder: Path) -> None:
    view = shown(on_desk, BackupView)
    view.back_up()
    look = RestoreSheet(view, on_desk.register, lambda _path: None, view.kept[0].backup.path)
    on_desk.qtbot.addWidget(look)
    look.restore(on_desk.register.path)
    assert "Choose another name" in look._said.text() and look.go.isEnabled()


def test_closing_backs_up_first_and_can_be_skipped(on_desk: OnDesk, folder: Path) -> None:
    gone: list[int] = []
    view = shown(on_desk, BackupView)
    closing = ClosingSheet(view, on_desk.register, [folder], lambda: gone.append(1))
    closing.open()
    closing.run()
    assert gone == [1] and len(list(folder.glob("*.grid"))) == 1
    folder.chmod(0o500)
    skipped = ClosingSheet(view, on_desk.register, [folder / "none"], lambda: gone.append(2))
    skipped.open()
    skipped.skip.click()
    folder.chmod(0o700)
    assert gone == [1, 2]


def test_what_hinders_the_last_backup_is_said(on_desk: OnDesk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.errors import Surroundings
    from models.keeping import backup

    def refuse(*_args: object) -> None:
        raise Surroundings("The stick is full.")

    monkeypatch.setattr(backup, "make", refuse)
    view, gone = shown(on_desk, BackupView), []
    closing = ClosingSheet(view, on_desk.register, [folder], lambda: gone.append(1))
    on_desk.qtbot.addWidget(closing)
    closing.open()
    closing.run()
    assert not gone and closing._words.text() == "The stick is full." and closing.again.isVisibleTo(closing)
    closing.skip.click()
    assert gone == [1]


def test_the_clock_makes_one_only_when_it_is_due(on_desk: OnDesk, folder: Path) -> None:
    clock = BackupClock(on_desk.desk)
    clock.look()
    on_desk.street.person("罗永福")
    clock.look()  # four hours have not gone by
    assert len(list(folder.glob("*.grid"))) == 1


# --- accounts


@pytest.fixture
def sealed(qtbot: QtBot, tmp_path: Path) -> Iterator[OnDesk]:
    """A desk with an encrypted register."""
    messages.show_at(lambda said, _kind: pytest.fail(said))
    with tasks.synchronous():
        street = Street(create(tmp_path / "s.grid", office="桂香社区", password=PASSWORD))
        desk = Desk(street.register, Preferences(tmp_path / "preferences.ini"))
        yield OnDesk(qtbot, street, desk)
        street.register.close()
    messages.show_at(None)


def test_an_account_is_added_changed_and_removed(sealed: OnDesk) -> None:
    from ui.safe.password_pair import PasswordPair

    view = shown(sealed, AccountView)
    view.add.click()
    asking = sheet(view)
    asking.groups[0].lines["name"].editor.set_value("周文斌")
    asking.groups[0].lines["role"].editor.set_value("secretary")
    pair = asking.findChild(PasswordPair)
    pair.password.setText("今天天气真好呀")
    asking.accept()
    assert asking.isVisible() and "8 characters" in asking._mistake.text()
    for line in (pair.password, pair.again):
        line.setText("今天天气真好呀呀")
    asking.accept()
    settle()
    assert {a.name for a in view.found} == {"周文斌", "管理员"}
    ring = sealed.register.ring()
    assert ring is not None and ring.key_of("周文斌", "今天天气真好呀呀") == sealed.register.key
    press(view, "Remove 周文斌")
    sheet(view).go.click()
    settle()
    assert [a.name for a in view.found] == ["管理员"] and "周文斌" not in (sealed.register.ring() or ())


def test_a_grid_head_needs_a_unit(sealed: OnDesk) -> None:
    view = shown(sealed, AccountView)
    view.add.click()
    asking = sheet(view)
    asking.groups[0].lines["name"].editor.set_value("毛桂兰")
    asking.groups[0].lines["role"].editor.set_value(Role.GRID_HEAD.value)
    asking.accept()
    assert "Choose the unit" in asking.groups[0].label_of("unit_id").text()
    asking.reject()


def test_a_password_is_changed(sealed: OnDesk) -> None:
    from ui.safe.password_pair import PasswordPair

    view = shown(sealed, AccountView)
    press(view, "Password 管理员")
    asking = sheet(view)
    pair = asking.findChild(PasswordPair)
    for line in (pair.password, pair.again):
        line.setText("一个更长的新密码")
    asking.accept()
    settle()
    ring = sealed.register.ring()
    assert ring is not None and ring.key_of("管理员", "一个更长的新密码") == sealed.register.key


def test_a_new_recovery_code_is_shown(sealed: OnDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(RecoveryCode, "exec", lambda self: seen.append(self._name))
    view = shown(sealed, AccountView)
    view.code.click()
    sheet(view).go.click()
    settle()
    assert seen


def test_others_than_the_administrator_change_nothing_here(sealed: OnDesk) -> None:
    accounts.add(sealed.register, "周文斌", Role.SECRETARY, "今天天气真好呀呀")
    path = sealed.register.path
    sealed.register.close()
    with open_register(path, user="周文斌", password="今天天气真好呀呀") as register:
        sealed.desk.register = register
        view = shown(sealed, AccountView)
        assert not view.add.isEnabled() and not view.convert.isEnabled()
        names = [b.accessibleName() for b in view.findChildren(QPushButton) if b.accessibleName()]
        assert names == ["Password 周文斌"]


# --- time limits, consents, what is held


def test_what_is_over_its_time_is_deleted_after_a_word(on_desk: OnDesk) -> None:
    home = on_desk.street.household("201")
    old, young = date.today() - timedelta(days=6 * 366), date.today() - timedelta(days=30)
    for day in (old, young):
        on_desk.street.add(
            "visits", household_id=home, visited_on=day, met=True, visitor="周文斌", way="door", purpose="routine"
        )
    view = shown(on_desk, RetentionView)
    assert "1 due" in words(view) and not view.delete.isEnabled()
    (box,) = [box for rule, box in view.boxes.items() if rule.spec is spec("visits")]
    box.setChecked(True)
    view.delete.click()
    asking = sheet(view)
    assert not asking.go.isEnabled()
    asking.line.setText("delete for good")
    asking.go.click()
    settle()
    assert [row["visited_on"] for row in on_desk.rows("visits")] == [young]
    assert "Deleted for good" in on_desk.said[-1] and "1 due" not in words(view)


def test_a_consent_is_found_and_taken_back(on_desk: OnDesk) -> None:
    street = on_desk.street
    street.add(
        "appointments", unit_id=street.group, post_id=on_desk.rows("posts")[0].id, person_id=street.person("王新军"), shown_name="王新军",
        since=date(2024, 1, 1), public_phone="8600 1227", phone_consent_on=date(2024, 1, 1),
    )  # fmt: skip
    view = shown(on_desk, ConsentView)
    assert [c.who for c in view.found] == ["王新军"]
    view.search.line.setText("罗永福")
    assert not view.shown()
    view.search.line.setText("")
    press(view, "Take back 王新军")
    sheet(view).go.click()
    settle()
    assert not view.found
    view.which.show_chosen(False)
    view.load()
    settle()
    assert not view.found[0].stands and "taken back" in words(view)


def test_what_is_held_is_shown_for_a_reason(on_desk: OnDesk) -> None:
    person = on_desk.street.person("陈桂珍", phone="13800002207")
    page = QWidget()
    on_desk.qtbot.addWidget(page)
    page.show()
    asking = WhatWeHold(on_desk.desk, page, person, "陈桂珍")
    asking.open()
    asking.gather()
    assert "what it is needed for" in asking._said.text()
    asking.reason.setText("The person asks for it")
    asking.gather()
    settle()
    document = sheet(page)
    assert document.preview.pages() >= 1
    view = shown(on_desk, HistoryView)
    assert "Gathered what is held on 陈桂珍: The person asks for it" in view._entries[0].sentence
    document.reject()


def test_a_folder_is_chosen_and_let_go(on_desk: OnDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    view = shown(on_desk, BackupView)
    view._where[places.STICK]._ask()
    assert places.places(on_desk.desk.preferences, on_desk.register.path) == [tmp_path]
    view.keep_place(places.STICK, None)
    assert not places.places(on_desk.desk.preferences, on_desk.register.path)
