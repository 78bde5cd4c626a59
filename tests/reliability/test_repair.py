"""A damaged page is named, and what can be read around it is saved into a new register."""

import random
from pathlib import Path

import pytest

from main import main
from models import operations, queries
from models.engine import Damaged
from models.errors import Mistake, RegisterError, Surroundings
from models.households import HOUSEHOLDS, PEOPLE
from models.ids import new_id
from models.keeping import integrity, repair
from models.register import create, open_register
from models.search import find
from tests.reliability.conftest import SOAK

PASSWORD = "松林苑-2026-春"
PEOPLE_THERE, PAGE = 400, 4096
ROUNDS = 40 if SOAK else 3
EMPTY: dict[str | None, int] = {}  # pages before the people: what the tables are lies there, and is all or nothing


@pytest.fixture(scope="module", params=[None, PASSWORD], ids=["plain", "encrypted"])
def lived_in(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str | None]:
    """A register of four hundred people, as bytes, and its password."""
    path = tmp_path_factory.mktemp("whole") / "r.grid"
    create(path.with_name("empty.grid"), office="桂香社区", password=request.param).close()
    EMPTY[request.param] = path.with_name("empty.grid").stat().st_size // PAGE
    with create(path, office="桂香社区", password=request.param) as register, register.operation("Many") as operation:
        homes = [{"id": new_id(), "estate": "松林苑", "building": str(n), "contact_household": False, "door": str(n),
                  "door_key": str(n)} for n in range(40)]  # fmt: skip
        operations.put_many(operation.session, HOUSEHOLDS, homes)
        people = [{"id": new_id(), "name": f"甲{n}", "household_id": homes[n % 40]["id"], "volunteer": False,
                   "home_key": f"{n % 40} 99", "note": "字" * 50} for n in range(PEOPLE_THERE)]  # fmt: skip
        operations.put_many(operation.session, PEOPLE, people)
    return path.read_bytes(), request.param


def spoil(data: bytes, pages: list[int]) -> bytes:
    spoilt, chance = bytearray(data), random.Random(5)
    for page in pages:
        spoilt[page * PAGE : page * PAGE + PAGE] = chance.randbytes(PAGE)
    return bytes(spoilt)


def test_what_can_be_read_is_saved(lived_in: tuple[bytes, str | None], tmp_path: Path) -> None:
    data, password = lived_in
    chance, told = random.Random(3), 0
    for number in range(ROUNDS):
        path, new = tmp_path / f"{number}.grid", tmp_path / f"new{number}.grid"
        path.write_bytes(spoil(data, chance.sample(range(EMPTY[password] + 1, len(data) // PAGE - 4), 3)))
        before = path.read_bytes()
        report = repair.repair(path, new, user="管理员", password=password)
        assert path.read_bytes() == before
        told += bool(report.lost or report.problems)
        with open_register(new, password=password) as register, register.read() as session:
            assert integrity.damage(session) == []
            there = queries.count(session, queries.Query(PEOPLE))
            assert there + report.lost.get(PEOPLE, 0) == PEOPLE_THERE or any("history" in p or "Operation" in p for p in
                                                                            report.problems)  # fmt: skip
            assert there > PEOPLE_THERE // 2
            assert find(session, "甲")[0] == there
            assert not [p for p in integrity.check(session) if "search index" in p]
    assert told


def test_a_whole_register_is_copied_whole(lived_in: tuple[bytes, str | None], tmp_path: Path) -> None:
    data, password = lived_in
    path, new = tmp_path / "r.grid", tmp_path / "new.grid"
    path.write_bytes(data)
    report = repair.repair(path, new, user="管理员", password=password)
    assert (report.lost, report.problems) == ({}, [])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.grid", "r.grid"]
    with pytest.raises(Mistake, match="file already"):
        repair.repair(path, new, user="管理员", password=password)


def test_damage_is_said_at_the_start_with_the_way_out(lived_in: tuple[bytes, str | None], tmp_path: Path) -> None:
    data, password = lived_in
    path = tmp_path / "r.grid"
    path.write_bytes(spoil(data, list(range(40, 60))))
    with pytest.raises(Damaged, match="Restore the latest backup"):
        open_register(path, password=password)
    assert path.read_bytes() == spoil(data, list(range(40, 60)))


def test_a_file_beyond_hope_says_so(lived_in: tuple[bytes, str | None], tmp_path: Path) -> None:
    data, password = lived_in
    path = tmp_path / "r.grid"
    path.write_bytes(data[:100] + bytes(PAGE * 30))
    with pytest.raises(RegisterError):
        repair.repair(path, tmp_path / "new.grid", user="管理员", password=password)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["r.grid"]
    with pytest.raises(Surroundings, match="no register here"):
        repair.repair(tmp_path / "none.grid", tmp_path / "new.grid")


def test_repair_on_the_command_line(
    lived_in: tuple[bytes, str | None], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    data, password = lived_in
    monkeypatch.setenv("GRID_REGISTER_LANGUAGE", "en")
    if password:
        monkeypatch.setenv("GRID_REGISTER_PASSPHRASE", password)
    (tmp_path / "r.grid").write_bytes(data)
    assert main(["repair", str(tmp_path / "r.grid"), str(tmp_path / "new.grid")]) == 0
    assert "rows were saved" in capsys.readouterr().out
