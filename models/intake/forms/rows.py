"""The rows of a form as they are cleaned: what it says of the household goes to all its people, the rest to one."""

from typing import Any

from models.intake.forms.filled import Filled
from models.intake.meaning.columns import Column
from models.intake.sheets.table import Table

_HOUSEHOLDER = "02"
_SHARED = ("household.", "householder")


def people_of(people: list[Filled], rows: list[int]) -> list[Filled]:
    """The people who stand in rows that are read."""
    wanted = set(rows)
    return [one for one in people if one.row in wanted]


def cells_of(people: list[Filled], column: Column) -> list[Any]:
    """A label's values, one for each person."""
    values = [one.cells.get(column.index, "") for one in people]
    if not column.meaning.startswith(_SHARED):
        return values
    said = {one.form: value for one, value in zip(people, values, strict=True) if one.top and value not in ("", None)}
    return [said.get(one.form, "") if value in ("", None) else value for one, value in zip(people, values, strict=True)]


def settle(table: Table, people: list[Filled]) -> None:
    """Who is on top where only a householder is named, and who of all is the householder; whose the phone is."""
    names = table.columns.setdefault("name", [None] * len(people))
    relations = table.columns.setdefault("relation", [None] * len(people))
    if "name" not in table.headers and "householder" in table.headers:
        table.headers["name"] = table.headers["householder"]
    for i, (one, householder) in enumerate(zip(people, table.get("householder"), strict=True)):
        if householder is None:
            continue
        names[i] = names[i] or (householder if one.top else None)
        if names[i] == householder:
            relations[i] = relations[i] or _HOUSEHOLDER
            _take_phone(table, i)


def _take_phone(table: Table, i: int) -> None:
    """户主电话 is the householder's own number too."""
    header = table.headers.get("household.phone")
    if header is not None and header.header.startswith("户主"):
        phones = table.columns.setdefault("phone", [None] * len(table.rows))
        phones[i] = phones[i] or table.get("household.phone")[i]
