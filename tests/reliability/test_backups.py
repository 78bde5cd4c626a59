"""Backups restore, and nothing old is destroyed on the way (promises 4 and 5)."""

import os
import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models import operations
from models.access import accounts
from models.access.keys import WrongPassword
from models.access.staff import Role
from models.errors import Mistake, RegisterError, Surroundings
from models.households import PEOPLE
from models.keeping import backup, backup_plan, backup_seal, copies, integrity
from models.keeping.backup_seal import Seal
from models.keeping.backups_kept import Backup, backups_in, is_due, newest_good, thinned
from models.register import Actor, PasswordNeeded, Register, create, open_register
from tests.conftest import Street

PASSWORD = "松林苑-2026-春"
SOAK = bool(os.environ.get("GRID_REGISTER_SOAK"))
FLIPS = 500 if SOAK else 20


@pytest.fixture(params=["plain", "encrypted"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str | None, Path]:
    """A closed register, its password, and a backup of it."""
    password = PASSWORD if request.param == "encrypted" else None
    path, folder = tmp_path / "r.grid", tmp_path / "backups"
    folder.mkdir()
    with create(path, office="桂香社区", password=password) as register:
        operations.save(register, PEOPLE, {"name": "王桂芳", "phone": "13800000000"})
        made = backup.back_up(register, folder)
    return path, password, made.path


def row_digest(path: Path, password: str | None) -> str:
    with copies.looking(path, backup.key_of(path, user="管理员", password=password), at_rest=True) as session:
        return copies.digest(session)


def test_a_backup_comes_back_equal(kept: tuple[Path, str | None, Path], tmp_path: Path) -> None:
    path, password, made = kept
    new = tmp_path / "new.grid"
    backup.restore(made, new, user="管理员", password=password)
    assert row_digest(new, password) == row_digest(path, password)
    with open_register(new, password=password) as register:
        operations.save(register, PEOPLE, {"name": "乙"})
        with register.read() as session:
            assert integrity.check(session) == []
    assert [file.name for file in made.parent.iterdir()] == [made.name]
    assert sorted(f.name for f in tmp_path.iterdir()) == ["backups", "new.grid", "r.grid"]


def test_every_flipped_bit_is_refused(kept: tuple[Path, str | None, Path], tmp_path: Path) -> None:
    _path, password, made = kept
    whole, chance = made.read_bytes(), random.Random(4)
    spoilt, new = tmp_path / "spoilt.grid", tmp_path / "new.grid"
    places = [chance.randrange(len(whole)) for _each in range(FLIPS)]
    for place in [0, 20, len(whole) - 1, len(whole) - 20, *places]:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        spoilt.write_bytes(data)
        assert not backup.good(spoilt) or password, place
        try:
            backup.restore(spoilt, new, user="管理员", password=password)
        except RegisterError:
            assert not new.exists()
        else:  # only where the seal itself no longer looks like one, and everything before it is untouched
            assert row_digest(new, password) == row_digest(made, password)
            new.unlink()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["backups", "r.grid", "spoilt.grid"]


def test_control_without_the_seal_a_flipped_bit_in_a_plain_one_comes_through(tmp_path: Path) -> None:
    """The engine's own check cannot see it: this is what the seal is for."""
    with create(tmp_path / "r.grid", office="桂香社区") as register:
        operations.save(register, PEOPLE, {"name": "王桂芳", "note": "独居老人"})
        made = backup.back_up(register, tmp_path).path
    data = bytearray(made.read_bytes())
    place = data.index("独居老人".encode())
    data[place + 2] ^= 1
    made.write_bytes(data)
    assert backup_seal.look(made) is Seal.BROKEN
    backup_seal.cut_off(made)
    with copies.looking(made, None, at_rest=True) as session:
        assert integrity.damage(session) == []


def test_a_truncated_backup_is_refused(kept: tuple[Path, str | None, Path], tmp_path: Path) -> None:
    _path, password, made = kept
    whole, spoilt = made.read_bytes(), tmp_path / "spoilt.grid"
    for length in (0, 50, 100, 4096, 5 * 4096, len(whole) // 2, len(whole) // 4096 * 4096 - 4096):
        spoilt.write_bytes(whole[:length])
        with pytest.raises(RegisterError):
            backup.restore(spoilt, tmp_path / "new.grid", user="管理员", password=password)
        assert not backup.good(spoilt)
        assert not (tmp_path / "new.grid").exists()


def test_an_encrypted_backup_asks_for_a_password_of_its_day(tmp_path: Path) -> None:
    path, new = tmp_path / "r.grid", tmp_path / "new.grid"
    with create(path, office="桂香社区", password=PASSWORD) as register:
        code = register.recovery_code
        accounts.add(register, "周文斌", Role.SECRETARY, "old-password")
        before = backup.back_up(register, tmp_path).path
        accounts.remove(register, "周文斌")
        after = backup.back_up(register, tmp_path).path
    assert PASSWORD.encode() not in before.read_bytes() and "周文斌".encode() not in before.read_bytes()
    with pytest.raises(PasswordNeeded):
        backup.restore(before, new)
    for file in (after, path):
        with pytest.raises(WrongPassword):
            backup.key_of(file, user="周文斌", password="old-password")
    backup.restore(before, new, user="周文斌", password="old-password")
    new.unlink()
    backup.restore(after, new, code=code)
    open_register(new, password=PASSWORD).close()


def test_a_register_is_never_written_over(kept: tuple[Path, str | None, Path]) -> None:
    path, password, made = kept
    before = path.read_bytes()
    with pytest.raises(Mistake, match="file already"):
        backup.restore(made, path, user="管理员", password=password)
    assert path.read_bytes() == before


def test_a_damaged_register_is_not_backed_up(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "damage", lambda *_given, **_more: ["page 7"])
    with pytest.raises(Surroundings, match="Keep the older ones"):
        backup.back_up(register, tmp_path)
    assert backups_in(tmp_path) == []


def test_a_copy_that_differs_does_not_count(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = backup._copy

    def spoilt(register: Register, to: Path, *more: object) -> None:
        copied(register, to, *more)  # type: ignore[arg-type]
        with copies.looking(to, register.key) as session:
            session.execute(text("UPDATE office SET name = 'x'"))
            session.commit()

    monkeypatch.setattr(backup, "_copy", spoilt)
    with pytest.raises(Surroundings, match="did not pass its check"):
        backup.back_up(register, tmp_path)
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith((".part", ".grid"))] == ["r.grid"]


def test_what_differs_from_today_is_counted(street: Street, tmp_path: Path) -> None:
    gone, changed = street.person("甲"), street.person("乙")
    made = backup.back_up(street.register, tmp_path)
    operations.delete(street.register, PEOPLE, [gone])
    operations.save(street.register, PEOPLE, {"phone": "1"}, changed)
    new = street.person("丙")
    (found,) = backup.since(street.register, made.path)
    assert (found.spec.key, found.added, found.removed, found.changed) == ("people", 1, 1, 1)
    assert sorted(found.ids) == sorted([gone, changed, new])


def test_a_backup_knows_whether_the_history_was_written_anew(street: Street, tmp_path: Path) -> None:
    made = backup.back_up(street.register, tmp_path)
    street.person("甲")
    assert backup.history_stands(street.register, made)
    false = Backup(made.path, made.made_at, made.number, "0" * 12)
    assert not backup.history_stands(street.register, false)


def test_an_account_held_to_its_units_makes_no_backup(street: Street, tmp_path: Path) -> None:
    street.register.actor = Actor("网格员", Role.GRID_MEMBER, street.group)
    for refused in (lambda: backup.back_up(street.register, tmp_path), lambda: backup.since(street.register, tmp_path)):
        with pytest.raises(Mistake, match="whole register"):
            refused()
    assert backup_plan.run(street.register, [tmp_path]) == []


# When one is due, and which may go. The clock is a number here.

NOW = datetime(2026, 9, 21, 10, 0)


def at(hours: float, number: int = 1) -> Backup:
    made_at = NOW - timedelta(hours=hours)
    return Backup(Path(f"{made_at:%Y%m%d-%H%M%S}"), made_at, number)


@pytest.mark.parametrize(
    ("newest", "head", "due"),
    [
        (None, 5, True),
        (at(1, 5), 5, False),  # nothing written since
        (at(300, 5), 5, False),
        (at(1, 4), 5, False),  # too soon
        (at(4, 4), 5, True),
        (at(-48, 4), 5, True),  # from a clock that ran ahead
    ],
)
def test_a_backup_is_due_when_something_was_written_a_while_ago(newest: Backup | None, head: int, due: bool) -> None:
    assert is_due(newest, head, NOW) is due


def test_thinning_keeps_hours_days_weeks_months() -> None:
    backups = [at(hours / 2) for hours in range(2 * 24 * 400)]
    going = {each.path for each in thinned(backups, NOW, lambda _path: True)}
    staying = [each for each in backups if each.path not in going]
    ages = [(NOW - backup.made_at) / timedelta(days=1) for backup in staying]
    assert sum(age <= 1 for age in ages) == 25
    assert sum(1 < age <= 14 for age in ages) in (13, 14)
    assert sum(14 < age <= 60 for age in ages) in (7, 8)
    assert 11 <= sum(60 < age for age in ages) <= 13
    assert thinned(staying, NOW, lambda _path: True) == []


def test_thinning_never_leaves_only_bad_ones() -> None:
    chance = random.Random(7)
    for _each in range(200):
        backups = [at(chance.uniform(0, 24 * 900)) for _one in range(chance.randrange(1, 60))]
        bad = {backup.path for backup in backups if chance.random() < 0.9}
        going = thinned(backups, NOW, lambda path, bad=bad: path not in bad)  # type: ignore[misc]
        staying = [backup for backup in backups if backup not in going]
        assert staying
        if any(backup.path not in bad for backup in backups):
            assert newest_good(staying, lambda path, bad=bad: path not in bad)  # type: ignore[misc]


def test_thinning_removes_files_that_others_stand_for(street: Street, tmp_path: Path) -> None:
    first = backup.back_up(street.register, tmp_path).path
    names = []
    for hours in (30, 31, 32, 33):
        moment = datetime.now().replace(hour=12, minute=0) - timedelta(days=3, hours=hours / 60)
        names.append(tmp_path / f"x-{moment:%Y%m%d-%H%M%S}-1-{'0' * 12}.grid")
        shutil.copy(first, names[-1])
    names[0].write_bytes(first.read_bytes()[:-9] + b"x" * 9)  # the newest of that day is bad
    assert {each.path for each in backup_plan.thin(tmp_path, datetime.now())} == {names[0], names[2], names[3]}
    assert names[1].exists() and first.exists()


def test_closing_makes_a_backup_where_it_is_due(tmp_path: Path) -> None:
    path, folder, away = tmp_path / "r.grid", tmp_path / "backups", tmp_path / "stick that is not in"
    folder.mkdir()
    register = create(path, office="桂香社区", password=PASSWORD)
    (outcome,) = backup_plan.close_with_backup(register, [folder, away])
    assert outcome.backup is not None and backup.good(outcome.backup.path)
    assert backup_plan.close_with_backup(open_register(path, password=PASSWORD), [folder]) == []
    register = open_register(path, password=PASSWORD)
    operations.save(register, PEOPLE, {"name": "甲"})
    assert len(backup_plan.close_with_backup(register, [folder])) == 1
    open_register(path, password=PASSWORD).close()


def test_closing_closes_though_the_backup_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = create(tmp_path / "r.grid", office="桂香社区")
    monkeypatch.setattr(integrity, "damage", lambda *_given, **_more: ["page 7"])
    (outcome,) = backup_plan.close_with_backup(register, [tmp_path])
    assert "damaged" in outcome.problem
    monkeypatch.undo()
    open_register(tmp_path / "r.grid").close()
