"""Registers to test with: an empty one, and one with a household or two in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import operations, words
from models.records import spec
from models.register import Register, create


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English sentences; those about Chinese switch over themselves."""
    words.use_language("en")
    yield
    words.use_language("en")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An empty plain register of 桂香社区."""
    with create(tmp_path / "r.grid", office="桂香社区") as made:
        yield made


class Street:
    """A register with a branch of four levels, and short ways to add to it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.street = self.add("units", code="1", name="云溪街道党工委")
        self.community = self.add("units", code="11", name="桂香社区党委", parent_id=self.street)
        self.branch = self.add("units", code="111", name="松林苑支部", parent_id=self.community)
        self.group = self.add("units", code="1111", name="3号楼党小组", parent_id=self.branch)

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
def street(register: Register) -> Street:
    """A register with one unit on each level."""
    return Street(register)
