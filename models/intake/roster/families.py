"""Families of a table without doors: kept together by their householder, or by the number that counts them."""

import re
from typing import Any

from models.intake.roster.roster_columns import HOUSEHOLDER
from models.intake.sheets.table import Table

_DOOR = ("household.door", "household.building", "household.entrance", "household.room")
_NUMBER = "household.household_no"
_COUNTED = re.compile("序|次")
_LONGEST = 19


def take_counters(tables: list[Table]) -> None:
    """户序 1, 2, 3 counts the families of a sheet: it tells them apart there and is no household number. Nor is any
    other column that begins anew at 1 in each sheet."""
    numbered = [table for table in tables if _NUMBER in table.columns]
    counting = [table for table in numbered if _counts(table.columns[_NUMBER])]
    anew = len({table.layout.sheet for table in counting}) > 1
    for table in counting:
        if anew or _COUNTED.search(table.headers[_NUMBER].header):
            table.columns["counted"] = table.columns.pop(_NUMBER)


def _counts(numbers: list[Any]) -> bool:
    """Whether the numbers are 1, 2, 3 ... in their order, however often each is repeated."""
    distinct = list(dict.fromkeys(number for number in numbers if number is not None))
    return bool(distinct) and distinct == [str(number) for number in range(1, len(distinct) + 1)]


def name_families(table: Table) -> None:
    """Put the families of a table without doors behind doors of their own: 王建国户."""
    householders, counted = table.get("householder"), table.get("counted")
    if any(value is not None for part in (*_DOOR, _NUMBER) for value in table.get(part)):
        return
    if not any(householders) and not any(counted):
        return
    members = _members(table, householders, counted)
    names = {family: _householder(table, rows, householders) for family, rows in members.items()}
    rooms = table.columns.setdefault("household.room", [None] * len(table.rows))
    families = table.columns["family"] = [None] * len(table.rows)
    for family, rows in members.items():
        for i in rows:
            if names[family]:
                rooms[i], families[i] = f"{names[family][:_LONGEST]}户", family


def _members(table: Table, householders: list[Any], counted: list[Any]) -> dict[int, list[int]]:
    """The rows of each family."""
    relations, estates = table.get("relation"), table.get("household.estate")
    found: dict[int, list[int]] = {}
    known: dict[Any, int] = {}
    family = -1
    for i in range(len(table.rows)):
        said = counted[i] or householders[i]
        if said:
            key = (said, householders[i], estates[i])
            if relations[i] == HOUSEHOLDER and key in known and _is_another(table, i, found[known[key]]):
                del known[key]
            family = known.setdefault(key, len(found))
        elif relations[i] is None or relations[i] == HOUSEHOLDER:
            family = -1  # nothing says whose this is
        if family >= 0:
            found.setdefault(family, []).append(i)
    return found


def _is_another(table: Table, i: int, rows: list[int]) -> bool:
    """Whether a householder is another one than that of the family: a namesake with another number."""
    relations, documents = table.get("relation"), table.get("document")
    heads = [documents[row] for row in rows if relations[row] == HOUSEHOLDER]
    return any(head and documents[i] and head != documents[i] for head in heads)


def _householder(table: Table, rows: list[int], householders: list[Any]) -> str:
    """The name of a family's householder; of one who is not named, that of the first."""
    relations, names = table.get("relation"), table.get("name")
    heads = [names[i] for i in rows if relations[i] == HOUSEHOLDER and names[i]]
    said = [householders[i] for i in rows if householders[i]]
    return str(next(iter([*said, *heads, *(names[i] for i in rows if names[i])]), ""))
