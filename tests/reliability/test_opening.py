"""Who can open an encrypted register, and what a file that cannot be opened says (promises 6 to 8)."""

import shutil
import time
from pathlib import Path

import pytest

from models import queries
from models.access import accounts, keys
from models.access.keys import WrongPassword
from models.access.staff import Role
from models.errors import Mistake, RegisterError, Surroundings
from models.records import spec
from models.register import PasswordNeeded, Register, create, open_register

PASSWORD = "松林苑-2026-春"


@pytest.fixture
def locked(tmp_path: Path) -> tuple[Path, str]:
    """A closed encrypted register and its recovery code."""
    path = tmp_path / "r.grid"
    with create(path, office="桂香社区", password=PASSWORD) as register:
        code = register.recovery_code
    return path, code


def test_at_rest_an_encrypted_register_is_one_file_without_readable_text(locked: tuple[Path, str]) -> None:
    path, _code = locked
    assert [file.name for file in path.parent.iterdir()] == ["r.grid"]
    data = path.read_bytes()
    assert not any(words.encode() in data for words in ("桂香社区", "管理员", "书记", "CREATE TABLE", PASSWORD))


def test_the_password_opens_it_again_and_again(locked: tuple[Path, str]) -> None:
    path, _code = locked
    for name in ("甲", "乙", "丙"):
        with open_register(path, password=PASSWORD) as register:
            from models import operations

            operations.save(register, spec("people"), {"name": name})
    with open_register(path, password=PASSWORD) as register, register.read() as session:
        assert queries.count(session, queries.Query(spec("people"))) == 3
    assert [file.name for file in path.parent.iterdir()] == ["r.grid"]


def test_the_sealed_code_opens_it_however_it_is_typed(locked: tuple[Path, str]) -> None:
    path, code = locked
    open_register(path, code=code.lower().replace("-", " ")).close()
    with pytest.raises(WrongPassword):
        open_register(path, code="0" * 30)


def test_wrong_password_damaged_file_and_no_register_say_three_things(locked: tuple[Path, str], tmp_path: Path) -> None:
    path, _code = locked
    damaged, other = tmp_path / "damaged.grid", tmp_path / "other.grid"
    shutil.copy(path, damaged)
    with damaged.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4096)
    other.write_bytes(b"not a register at all" * 400)
    said = set()
    for file, password in ((path, "wrong-password"), (damaged, PASSWORD), (other, PASSWORD)):
        with pytest.raises(RegisterError) as caught:
            open_register(file, password=password)
        said.add(str(caught.value))
    assert said == {
        "The name or the password is wrong.",
        "This register is damaged. Restore the latest backup into a new file; “repair” saves what can be read.",
        f"This file is not a grid register: {other}",
    }
    assert sorted(file.name for file in tmp_path.iterdir()) == ["damaged.grid", "other.grid", "r.grid"]


def test_without_a_password_it_says_that_one_is_needed(locked: tuple[Path, str]) -> None:
    with pytest.raises(PasswordNeeded):
        open_register(locked[0])


def test_a_removed_person_opens_nothing_any_more(locked: tuple[Path, str]) -> None:
    path, _code = locked
    with open_register(path, password=PASSWORD) as register:
        accounts.add(register, "周文斌", Role.SECRETARY, "old-password")
    with open_register(path, user="周文斌", password="old-password") as register:
        assert register.actor.role is Role.SECRETARY
    with open_register(path, password=PASSWORD) as register:
        accounts.remove(register, "周文斌")
    with pytest.raises(WrongPassword):
        open_register(path, user="周文斌", password="old-password")


def test_a_changed_password_replaces_the_old_one(locked: tuple[Path, str]) -> None:
    path, _code = locked
    with open_register(path, password=PASSWORD) as register:
        accounts.set_password(register, register.actor.name, "another-password")
    with pytest.raises(WrongPassword):
        open_register(path, password=PASSWORD)
    open_register(path, password="another-password").close()


def test_the_last_administrator_stays(locked: tuple[Path, str]) -> None:
    with open_register(locked[0], password=PASSWORD) as register, pytest.raises(Mistake, match="administrator"):
        accounts.remove(register, register.actor.name)


def test_opening_costs_one_key_derivation(locked: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    derive = keys._derived
    monkeypatch.setattr(keys, "_derived", lambda *given: calls.append(1) or derive(*given))
    with open_register(locked[0], password=PASSWORD) as register:
        for _each in range(5):
            with register.read() as session:
                queries.count(session, queries.Query(spec("people")))
    assert len(calls) == 1


def test_deriving_a_key_takes_its_time(real_derivation: None) -> None:
    ring, key, _code = keys.new_ring()
    begun = time.process_time()
    ring = ring.with_slot("甲", PASSWORD, key)
    assert time.process_time() - begun > 0.05
    assert keys.COST >= 64
    assert ring.key_of("甲", PASSWORD) == key


def test_a_register_left_open_by_a_crash_still_has_its_keys(locked: tuple[Path, str], tmp_path: Path) -> None:
    path, _code = locked
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with open_register(path, password=PASSWORD) as register:
        from models import operations

        operations.save(register, spec("people"), {"name": "甲"})
        for file in tmp_path.glob("r.grid*"):
            if not file.name.endswith((".lock", "-shm")):
                shutil.copy(file, crashed / file.name)
    with open_register(crashed / "r.grid", password=PASSWORD) as register, register.read() as session:
        assert queries.count(session, queries.Query(spec("people"))) == 1
    assert [file.name for file in crashed.iterdir()] == ["r.grid"]


def test_a_second_opener_is_told_who_is_there(register: Register) -> None:
    with pytest.raises(Surroundings, match="open elsewhere"):
        open_register(register.path)


def test_a_short_password_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="at least 8"):
        create(tmp_path / "r.grid", office="桂香社区", password="short")
    assert list(tmp_path.iterdir()) == []
