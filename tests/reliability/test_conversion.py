"""A plain register becomes an encrypted one and the other way round, or stays what it was."""

from pathlib import Path

import pytest

from models import operations
from models.access import accounts, keys
from models.access.keys import WrongPassword
from models.access.staff import Role
from models.errors import Mistake, RegisterError, Surroundings
from models.households import PEOPLE
from models.keeping import conversion, copies, integrity
from models.register import PasswordNeeded, Register, create, looks_encrypted, open_register
from models.search import find

PASSWORD = "松林苑-2026-春"


def plain(tmp_path: Path) -> Path:
    path = tmp_path / "r.grid"
    with create(path, office="桂香社区") as register:
        operations.save(register, PEOPLE, {"name": "王桂芳", "phone": "13800000000"})
    return path


def digest(register: Register) -> str:
    with register.read() as session:
        assert integrity.check(session) == []
        assert find(session, "桂芳")[0] == 1
        return copies.digest(session)


def test_there_and_back_again_nothing_is_lost(tmp_path: Path) -> None:
    path = plain(tmp_path)
    with open_register(path) as register:
        before = digest(register)
    code = conversion.encrypt(path, PASSWORD)
    assert looks_encrypted(path) and "王桂芳".encode() not in path.read_bytes()
    with pytest.raises(PasswordNeeded):
        open_register(path)
    with open_register(path, password=PASSWORD) as register:
        assert digest(register) == before
    open_register(path, code=code).close()
    conversion.decrypt(path, PASSWORD)
    assert not looks_encrypted(path)
    with open_register(path) as register:
        assert digest(register) == before
    assert [file.name for file in tmp_path.iterdir()] == ["r.grid"]
    again = conversion.encrypt(path, "another-password")
    assert again != code
    with pytest.raises(WrongPassword):
        open_register(path, password=PASSWORD)
    open_register(path, password="another-password").close()


def test_only_the_administrator_converts(tmp_path: Path) -> None:
    path = plain(tmp_path)
    conversion.encrypt(path, PASSWORD)
    with open_register(path, password=PASSWORD) as register:
        accounts.add(register, "周文斌", Role.SECRETARY, "his-password")
    with pytest.raises(Mistake, match="ask the administrator"):
        conversion.decrypt(path, "his-password", user="周文斌")
    with pytest.raises(WrongPassword):
        conversion.decrypt(path, "wrong-password")
    with pytest.raises(Mistake, match="encrypted already"):
        conversion.encrypt(path, PASSWORD)
    assert looks_encrypted(path)


@pytest.mark.parametrize("step", ["_export", "_compare", "_replace"])
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_conversion_that_fails_leaves_the_old_register(
    step: str, encrypted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plain(tmp_path)
    if encrypted:
        conversion.encrypt(path, PASSWORD)
    password = PASSWORD if encrypted else None
    with open_register(path, password=password) as register:
        before = digest(register)

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(conversion, step, full)
    with pytest.raises(Surroundings, match="as it was"):
        conversion.decrypt(path, PASSWORD) if encrypted else conversion.encrypt(path, PASSWORD)
    assert [file.name for file in tmp_path.iterdir()] == ["r.grid"]
    with open_register(path, password=password) as register:
        assert digest(register) == before


def test_the_second_name_of_the_old_file_is_cleared_up_at_the_next_opening(tmp_path: Path) -> None:
    path = plain(tmp_path)
    old = tmp_path / ".r.grid.old"
    old.hardlink_to(path)  # power went before the new file had its name: the second name is the register's own
    with open_register(path) as register:
        digest(register)
    assert not old.exists()
    old.write_bytes(path.read_bytes())  # power went after
    conversion.encrypt(path, PASSWORD)
    open_register(path, password=PASSWORD).close()
    assert not old.exists()


def test_a_register_that_is_open_is_not_converted(tmp_path: Path) -> None:
    path = plain(tmp_path)
    with open_register(path), pytest.raises(RegisterError, match="open elsewhere"):
        conversion.encrypt(path, PASSWORD)
    assert keys.find(path) is None
