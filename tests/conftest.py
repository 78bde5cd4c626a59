"""Registers to test with: an empty one, and one with a household or two in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import operations, words
from models.records import spec
from models.register import Register, create, open_register


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program keeps beside registers, the count of wrong passwords for one, is no other test's and nobody's own."""
    home = tmp_path_factory.getbasetemp() / "home"
    for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English sentences; those about Chinese switch over themselves."""
    words.use_language("en")
    yield
    words.use_language("en")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed empty register, made once: tests work on copies of it."""
    words.use_language("en")
    path = tmp_path_factory.mktemp("empty") / "r.grid"
    create(path, office="桂香社区").close()
    return path


@pytest.fixture(scope="session")
def street_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A closed register with one unit on each level, made once, and the ids of the units."""
    path = tmp_path_factory.mktemp("street") / "r.grid"
    shutil.copy(empty_file, path)
    with open_register(path) as made:
        return path, Street(made).units


@pytest.fixture
def register(empty_file: Path, tmp_path: Path) -> Iterator[Register]:
    """An empty plain register of 桂香社区."""
    shutil.copy(empty_file, tmp_path / "r.grid")
    with open_register(tmp_path / "r.grid") as opened:
        yield opened


class Street:
    """A register with a branch of four levels, and short ways to add to it."""

    def __init__(self, register: Register, units: dict[str, str] | None = None) -> None:
        self.register = register
        self.units = units or self._four_levels()
        self.street, self.community, self.branch, self.group = (self.units[code] for code in ("1", "11", "111", "1111"))

    def _four_levels(self) -> dict[str, str]:
        made: dict[str, str] = {}
        for code, name in (
            ("1", "云溪街道党工委"),
            ("11", "桂香社区党委"),
            ("111", "松林苑支部"),
            ("1111", "3号楼党小组"),
        ):
            made[code] = self.add("units", code=code, name=name, parent_id=made.get(code[:-1]))
        return made

    def add(self, ledger: str, **values: object) -> str:
        """A new record; its id."""
        return operations.save(self.register, spec(ledger), values).ids(ledger)[0]

    def household(self, room: str = "502", **values: object) -> str:
        """A household behind 松林苑 3-2-`room` under the building group."""
        given = {"estate": "松林苑", "building": "3", "entrance": "2", "room": room, "unit_id": self.group}
        return self.add("households", **{**given, **values})

    def person(self, name: str, household: str | None = None, **values: object) -> str:
        """Somebody in a household (a householder unless said otherwise)."""
        return self.add("people", **{"name": name, "household_id": household, "relation": "02", **values})


@pytest.fixture
def street(street_file: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Street]:
    """A register with one unit on each level."""
    path, units = street_file
    shutil.copy(path, tmp_path / "r.grid")
    with open_register(tmp_path / "r.grid") as opened:
        yield Street(opened, units)
