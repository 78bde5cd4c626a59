"""Workbooks made on the spot, with invented people, and short ways to read them into a register."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from models.checks import check_digit
from models.households import Household, Person
from models.intake import Plan, import_file
from models.intake.sheets import memory
from models.organisation import Unit
from models.register import Register
from tests.conftest import Street

__all__ = ["memory"]  # its tables have to be known before a register is made

Rows = Iterable[Sequence[Any]]


def document(number: int, born: str = "19580302", area: str = "509900") -> str:
    """A made-up number with a right last digit, of an area that no real person's card names."""
    first17 = f"{area}{born}{number:03d}"
    return first17 + check_digit(first17)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of rows to a workbook; its path. `merge` are ranges of the first sheet."""

    def write(
        *rows: Sequence[Any], name: str = "f.xlsx", sheets: dict[str, Rows] | None = None, merge: Sequence[str] = ()
    ) -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, content in (sheets or {"Sheet1": rows}).items():
            page = made.create_sheet(title)
            for row in content:
                page.append(list(row))
        for one in merge:
            made.worksheets[0].merge_cells(one)
        path = tmp_path / name
        made.save(path)
        return path

    return write


class Reader:
    """Reads files into one register, and looks into it."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def __call__(self, path: Path, **options: Any) -> Plan:
        return import_file(self.register, path, **options)

    def people(self) -> dict[str, Person]:
        """Everybody by name."""
        with self.register.read() as session:
            return {person.name: person for person in session.scalars(select(Person))}

    def doors(self) -> list[str]:
        """Every household as estate and door, in order."""
        with self.register.read() as session:
            found = session.execute(select(Household.estate, Household.door).order_by(Household.door_key))
            return [f"{estate or ''} {door}".strip() for estate, door in found]

    def home(self, name: str) -> str:
        """The door behind which somebody lives."""
        with self.register.read() as session:
            person = session.scalars(select(Person).where(Person.name == name)).one()
            home = session.get(Household, person.household_id) if person.household_id else None
            return f"{home.estate or ''} {home.door}".strip() if home else ""


@pytest.fixture
def read(register: Register) -> Reader:
    """Reads files into an empty register."""
    return Reader(register)


def counts(plan: Plan) -> dict[str, int]:
    """What became of the rows."""
    return {name: plan.as_json()[name] for name in ("created", "updated", "unchanged", "review", "rejected")}


@pytest.fixture
def settled(street: Street) -> Reader:
    """Reads files into a register with units, and two households with people in them."""
    street.person("王强", street.household("502"), document=document(11))
    street.person("赵敏", street.household("503"))
    return Reader(street.register)


def everything(read: Reader, table: type) -> list:  # type: ignore[type-arg]
    """All rows of a table."""
    with read.register.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def unit_names(read: Reader, table: type) -> list[str]:
    """The names of the units at which the records of a table lie, in order."""
    names = {unit.id: unit.name for unit in everything(read, Unit)}
    return [names[one.unit_id] for one in everything(read, table)]


def said(plan: Plan) -> list[str]:
    """Every sentence about a file, but for the one that every file of cases calls forth."""
    return [one.problem for one in plan.problems]
