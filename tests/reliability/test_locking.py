"""Left alone it locks and drops its key; wrong passwords wait; the drive it lies on is a fit one (promises 14 and 15)."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from models import operations, queries
from models.access import keys, login_delay, session_lock
from models.access.keys import WrongPassword
from models.access.login_delay import TooSoon, Tries, seconds_left
from models.errors import Mistake
from models.households import PEOPLE
from models.keeping import backup, drives
from models.keeping.drives import Drive, WrongDrive
from models.register import Locked, Register, create, open_register
from models.values import Ref

PASSWORD = "松林苑-2026-春"
FORM = {
    "name": "没存完的人",
    "birth": date(1950, 2, 3),
    "seen": datetime(2026, 9, 1, 8, 30),
    "unit": Ref("u1", "支部"),
    "n": 3,
}


class Clock:
    """A clock that tests turn."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Register]:
    """An open encrypted register."""
    with create(tmp_path / "r.grid", office="桂香社区", password=PASSWORD) as register:
        yield register


def test_idle_is_counted_from_the_last_touch() -> None:
    clock = Clock()
    watch = session_lock.IdleWatch(600, clock)
    clock.now += 599
    assert not watch.is_idle()
    watch.touched()
    clock.now += 599
    assert not watch.is_idle()
    clock.now += 1
    assert watch.is_idle()


def test_locking_drops_the_key_and_every_connection(opened: Register) -> None:
    assert opened.lock()
    assert opened.locked and opened.key is None
    with pytest.raises(Locked), opened.read():
        pass
    with pytest.raises(Locked):
        operations.save(opened, PEOPLE, {"name": "甲"})
    with pytest.raises(Locked):
        operations.undo(opened)
    assert opened.lock()


def test_the_unsaved_form_is_kept_for_whoever_has_the_password(opened: Register, tmp_path: Path) -> None:
    key = opened.key
    opened.lock(FORM)
    kept = opened._draft
    assert kept and "没存完的人".encode() not in kept
    assert not any("没存完的人".encode() in file.read_bytes() for file in tmp_path.iterdir())
    with pytest.raises(WrongPassword):
        opened.unlock("wrong-password")
    assert opened.unlock(PASSWORD) == {**FORM, "unit": "u1"}
    assert opened.key == key
    operations.save(opened, PEOPLE, {"name": "甲"})
    assert opened.unlock(PASSWORD) is None
    assert session_lock.opened(b"x" * 32, kept) is None


def test_a_locked_register_stays_ours_and_closes_whole(opened: Register) -> None:
    operations.save(opened, PEOPLE, {"name": "甲"})
    opened.lock()
    with pytest.raises(Exception, match="open elsewhere"):
        open_register(opened.path, password=PASSWORD)
    opened.close()
    with open_register(opened.path, password=PASSWORD) as again, again.read() as session:
        assert queries.count(session, queries.Query(PEOPLE)) == 1


def test_a_plain_register_has_no_key_to_drop(register: Register) -> None:
    assert not register.lock()
    assert not register.locked


@pytest.mark.parametrize(
    ("wrong", "waits"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (500, 60)]
)
def test_the_wait_doubles_up_to_a_minute(wrong: int, waits: int) -> None:
    assert seconds_left(Tries(wrong, 100.0), 100.0) == waits
    assert seconds_left(Tries(wrong, 100.0), 100.0 + waits) == 0
    assert seconds_left(Tries(wrong, 100.0), 50.0) == waits  # the clock was set back


def test_guessing_is_slowed_and_the_right_password_is_not(opened: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    path, clock = opened.path, Clock()
    opened.close()
    monkeypatch.setattr(login_delay.time, "time", clock)
    derivations = []
    derive = keys._derived
    monkeypatch.setattr(keys, "_derived", lambda *given: derivations.append(1) or derive(*given))
    for _each in range(3):
        with pytest.raises(WrongPassword):
            open_register(path, password="wrong-password")
    with pytest.raises(TooSoon, match="1 seconds"):
        open_register(path, password=PASSWORD)
    assert len(derivations) == 3  # whoever has to wait learns nothing
    with pytest.raises(WrongPassword):
        open_register(path, user="别人", password="wrong-password")
    clock.now += 1
    open_register(path, password=PASSWORD).close()
    with pytest.raises(WrongPassword):
        open_register(path, password="wrong-password")
    open_register(path, password=PASSWORD).close()  # counted anew
    assert "管理员" not in login_delay._file().read_text() and "r.grid" not in login_delay._file().read_text()


def test_a_state_folder_that_cannot_be_written_keeps_nobody_out(
    opened: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a file"))
    path = opened.path
    opened.close()
    with pytest.raises(WrongPassword):
        open_register(path, password="wrong-password")
    open_register(path, password=PASSWORD).close()


# Drives.

MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
overlay /office overlay rw 0 0
//server/share /mnt/office\\040share cifs rw 0 0
server:/home /home/net nfs4 rw 0 0
someone@host:/ /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
/dev/sdc1 /media/usbdisk ext4 rw 0 0
/dev/sdd1 /data ext4 rw 0 0
C: /mnt/c 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/r.grid", Drive.FIXED),
        ("/tmp/r.grid", Drive.FIXED),
        ("/office/r.grid", Drive.FIXED),
        ("/mnt/c/r.grid", Drive.FIXED),
        ("/data/r.grid", Drive.FIXED),
        ("/mnt/office share/r.grid", Drive.NETWORK),
        ("/home/net/r.grid", Drive.NETWORK),
        ("/home/network/r.grid", Drive.FIXED),
        ("/mnt/far/r.grid", Drive.NETWORK),
        ("/media/stick/r.grid", Drive.REMOVABLE),
        ("/media/usbdisk/r.grid", Drive.REMOVABLE),
    ],
)
def test_the_table_of_mounts_tells_the_kind_of_drive(place: str, kind: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives.Path, "read_text", lambda *_given: MOUNTS)
    monkeypatch.setattr(drives, "_pluggable", lambda device: device.name == "sdc1")
    assert drives._on_linux(Path(place)) is kind


@pytest.mark.skipif(not hasattr(Path, "symlink_to") or sys.platform == "win32", reason="/sys is Linux")
def test_the_kernel_tells_what_can_be_pulled(tmp_path: Path) -> None:
    for disk, removable in (("devices/pci0/ata1/block/sda", "0"), ("devices/pci0/usb1/1-1/block/sdb", "0"),
                            ("devices/pci0/mmc/block/mmcblk0", "1")):  # fmt: skip
        folder = tmp_path / disk
        (folder / (folder.name + "1")).mkdir(parents=True)
        (folder / "removable").write_text(removable + "\n")
        (tmp_path / "class").mkdir(exist_ok=True)
        (tmp_path / "class" / (folder.name + "1")).symlink_to(folder / (folder.name + "1"))
    told = {
        name: drives._pluggable(Path(f"/dev/{name}1"), tmp_path / "class") for name in ("sda", "sdb", "mmcblk0", "sdx")
    }
    assert told == {"sda": False, "sdb": True, "mmcblk0": True, "sdx": False}


def test_where_these_tests_run_is_a_fit_drive(tmp_path: Path) -> None:
    assert drives.kind_of(tmp_path / "r.grid") is Drive.FIXED


@pytest.mark.parametrize("kind", [Drive.REMOVABLE, Drive.NETWORK])
def test_a_register_on_a_stick_or_a_network_drive_is_brought_over(
    kind: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    path = stick / "r.grid"
    with create(path, office="桂香社区", password=PASSWORD) as register:
        operations.save(register, PEOPLE, {"name": "甲"})
        made = backup.back_up(register, stick)  # a backup may lie anywhere
    monkeypatch.setattr(drives, "kind_of", lambda place: kind if stick in (place, *place.parents) else Drive.FIXED)
    before = path.read_bytes()
    with pytest.raises(WrongDrive, match="Bring it over"):
        open_register(path, password=PASSWORD)
    with pytest.raises(Mistake, match="disk of this PC"):
        drives.bring_over(made.path, stick / "x")
    target = drives.bring_over(path, home)
    with open_register(target, password=PASSWORD) as register, register.read() as session:
        assert queries.count(session, queries.Query(PEOPLE)) == 1
    assert path.read_bytes() == before
    assert [file.name for file in home.iterdir()] == ["r.grid"]
    with pytest.raises(Mistake, match="file already"):
        drives.bring_over(path, home)
    backup.restore(made.path, home / "back.grid", user="管理员", password=PASSWORD)


def test_a_register_left_open_by_a_crash_is_brought_over_with_its_journal(tmp_path: Path) -> None:
    import shutil

    crashed, home = tmp_path / "crashed", tmp_path / "home"
    crashed.mkdir()
    home.mkdir()
    with create(tmp_path / "r.grid", office="桂香社区", password=PASSWORD) as register:
        operations.save(register, PEOPLE, {"name": "甲"})
        for file in tmp_path.glob("r.grid*"):
            if not file.name.endswith((".lock", "-shm")):
                shutil.copy(file, crashed / file.name)
    target = drives.bring_over(crashed / "r.grid", home)
    with open_register(target, password=PASSWORD) as register, register.read() as session:
        assert queries.count(session, queries.Query(PEOPLE)) == 1
    assert [file.name for file in home.iterdir()] == ["r.grid"]
