"""What was said to be saved is there after the power went or the process was killed, and nothing is half there (promises 1, 2, 5)."""

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from models.connecting import before_upgrade
from models.engine import raw_connection
from models.errors import RegisterError
from models.keeping import backup, copies, integrity
from models.register import looks_encrypted, open_register
from tests.reliability.conftest import SOAK, tell
from tests.reliability.harness import power
from tests.reliability.harness.jobs import PASSWORD
from tests.reliability.harness.workshop import KILLED, Workshop

POINTS = 300 if SOAK else 12
KILLS = 200 if SOAK else 6  # of each kind, plain and encrypted
both = pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "encrypted"])


def names_in(path: Path, password: str | None) -> list[str]:
    """Who is in a register after a fault; fails if anything is half there."""
    with open_register(path, password=password) as register, register.read() as session:
        assert integrity.check(session) == []
        raw = session.connection().connection.driver_connection
        assert raw is not None
        rows = raw.execute(
            "SELECT h.room, p.name, c.id FROM household h LEFT JOIN person p ON p.household_id = h.id"
            " LEFT JOIN care c ON c.person_id = p.id"
        ).fetchall()
        assert all(room == name and care for room, name, care in rows), "half a record"
        (people,) = raw.execute("SELECT count(*) FROM person").fetchone()
        assert people == len(rows)
    return [name for _room, name, _care in rows]


def lost(shop: Workshop, tmp_path: Path, job: str, password: str | None, points: int) -> int:
    """How many acknowledged saves are gone after so many power losses."""
    watched, record = tmp_path / "w", tmp_path / "record"
    watched.mkdir()
    done = shop.run(job, watched / "r.grid", password, 3, watch=watched, record=record)
    assert done.status == 0, done.error
    gone = asked = 0
    for place, acks in power.losses(record, watched, tmp_path, points, seed=len(job)):
        if not (place / "r.grid").exists():
            assert not acks
        else:
            names = names_in(place / "r.grid", password)
            told = [ack for ack in acks if ack != "made"]
            assert len(names) <= len(told) + 1 or job != "live"
            gone += len(set(told) - set(names))
            asked += len(told)
        shutil.rmtree(place)
    tell(
        f"{job}, {'encrypted' if password else 'plain'}: {points} power losses, {asked} acknowledged saves, {gone} lost"
    )
    return gone


@both
def test_what_was_saved_survives_power_loss(password: str | None, shop: Workshop, tmp_path: Path) -> None:
    assert lost(shop, tmp_path, "live", password, POINTS) == 0


def test_control_without_full_synchronisation_it_does_not(shop: Workshop, tmp_path: Path) -> None:
    assert lost(shop, tmp_path, "live_without_waiting", None, POINTS) > 0


@both
def test_what_was_saved_survives_kill_9(password: str | None, shop: Workshop, tmp_path: Path) -> None:
    chance = random.Random(9)
    path, acks = tmp_path / "r.grid", tmp_path / power.ACKS
    assert shop.run("make", path, password).status == 0
    for kill in range(KILLS):
        done = shop.run(
            "saves", path, password, 1_000 * kill, 3, watch=tmp_path, fail_from=chance.randrange(900), error=KILLED
        )
        assert done.status in (-9, 0), done.error
        told = acks.read_text().split() if acks.exists() else []
        names = names_in(path, password)
        assert set(told) <= set(names)
        assert len(names) <= len(told) + kill + 1  # at most one was saved and not yet told
    assert len(told) > KILLS
    tell(f"kill -9, {'encrypted' if password else 'plain'}: {KILLS} kills, {len(told)} acknowledged saves, 0 lost")


# Promise 5: always the old file or the new one.


def digest(path: Path, password: str | None) -> str:
    with open_register(path, password=password) as register, register.read() as session:
        assert integrity.check(session) == []
        return copies.digest(session)


@both
def test_converting_leaves_the_old_register_or_the_new_one(
    password: str | None, shop: Workshop, tmp_path: Path
) -> None:
    watched, record = tmp_path / "w", tmp_path / "record"
    watched.mkdir()
    path = watched / "r.grid"
    shop.run("make", path, password)
    shop.run("one_save", path, password)
    before, there = digest(path, password), power.contents(watched)
    done = shop.run("convert", path, password, watch=watched, record=record)
    assert done.status == 0, done.error
    kinds = set()
    for place, _acks in power.losses(record, watched, tmp_path, POINTS, seed=1, there=there):
        now = PASSWORD if looks_encrypted(place / "r.grid") else None
        assert digest(place / "r.grid", now) == before
        kinds.add(now)
        shutil.rmtree(place)
    tell(f"conversion of {'an encrypted' if password else 'a plain'} register: {POINTS} power losses, 0 damaged")
    assert len(kinds) == 2 or POINTS < 100


@both
def test_a_backup_is_whole_or_not_there_and_the_register_as_it_was(
    password: str | None, shop: Workshop, tmp_path: Path
) -> None:
    watched, record = tmp_path / "w", tmp_path / "record"
    watched.mkdir()
    path = watched / "r.grid"
    shop.run("make", path, password)
    shop.run("one_save", path, password)
    before, there = digest(path, password), power.contents(watched)
    done = shop.run("back_up", path, password, watched, watch=watched, record=record)
    assert done.status == 0, done.error
    for place, _acks in power.losses(record, watched, tmp_path, POINTS, seed=2, there=there):
        assert digest(place / "r.grid", password) == before
        for made in backup.backups_in(place):
            if backup.good(made.path):
                backup.restore(made.path, place / "back.grid", user="管理员", password=password)
                assert digest(place / "back.grid", password) == before
        shutil.rmtree(place)


@both
def test_an_upgrade_leaves_the_old_form_or_the_new_one(password: str | None, shop: Workshop, tmp_path: Path) -> None:
    watched, record = tmp_path / "w", tmp_path / "record"
    watched.mkdir()
    path = watched / "r.grid"
    shop.run("make", path, password)
    shop.run("one_save", path, password)
    before, there = digest(path, password), power.contents(watched)
    done = shop.run("migrate", path, password, watch=watched, record=record)
    assert done.status == 0, done.error
    assert digest(before_upgrade(path), password) == before
    for place, _acks in power.losses(record, watched, tmp_path, POINTS, seed=3, there=there):
        assert digest(place / "r.grid", password) == before
        if (kept := before_upgrade(place / "r.grid")).exists():
            assert digest(kept, password) == before
        shutil.rmtree(place)
    tell(f"upgrade of {'an encrypted' if password else 'a plain'} register: {POINTS} power losses, 0 damaged")


def test_control_a_live_file_copied_byte_by_byte_is_often_damaged(shop: Workshop, tmp_path: Path) -> None:
    """Why backups are made by the engine: the journal holds what the file does not have yet."""
    path = tmp_path / "r.grid"
    shop.run("make", path, None)
    with open_register(path) as register:
        raw = raw_connection(path)
        from tests.reliability.harness.jobs import save

        save(register, "einmal")
        raw.close()
        shutil.copy(path, tmp_path / "copy.grid")
    with suppress(RegisterError):
        assert names_in(tmp_path / "copy.grid", None) == []
