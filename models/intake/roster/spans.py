"""Cells merged down over several people of a roster: whose they are."""

from models.codes import code_table
from models.intake.cleaning.cells import plain
from models.intake.cleaning.coded import find_code
from models.intake.meaning.columns import Column
from models.intake.sheets.table import MORE, Flaw, Table
from models.words import _

_Rows = dict[int, tuple[Column, list[int]]]


def settle_spans(table: Table) -> None:
    """A merged cell is its first row's alone. One that speaks of a care is the family's where a family may be in that
    care; what became of the others is said once a column."""
    apart: _Rows = {}
    given: _Rows = {}
    alone: _Rows = {}
    for column, rows in table.spans:
        first = table.homes[rows[0]]
        family = [i for i in rows[1:] if first is not None and table.homes[i] is first]
        if others := [i for i in rows[1:] if i not in family]:
            apart.setdefault(column.index, (column, []))[1].extend(others)
        if family and column.meaning.startswith("care"):
            found = given if _give(table, column, rows[0], family) else alone
            found.setdefault(column.index, (column, []))[1].extend(family)
    _say(table, apart, _(
        "A merged cell stands here over people of different households; {count} rows get nothing from it."
    ))  # fmt: skip
    _say(table, given, _(
        "A merged cell stands here over a family: {count} more of its members are put in this care too, please compare."
    ))  # fmt: skip
    _say(table, alone, _(
        "A merged cell stands here over a family: only the first row is put in this care, {count} others get nothing."
    ))  # fmt: skip


def _give(table: Table, column: Column, first: int, others: list[int]) -> bool:
    """Let the others of a family have the cell, if it is of a care that families are in."""
    meaning = next((one for one, header in table.headers.items() if header is column), column.meaning)
    values = table.get(meaning)
    key = meaning.partition(MORE)[0].partition(".")[2] or find_code("care_category", plain(values[first]))
    care = code_table("care_category").by_code.get(key or "")
    if care is None or care.extra.get("scope") == "person":
        return False
    for i in others:
        if values[i] in ("", None):
            values[i] = values[first]
    return True


def _say(table: Table, found: _Rows, sentence: str) -> None:
    for column, rows in found.values():
        said = sentence.format(count=len(rows))
        table.flaws.append(Flaw(rows[0], column, "", said, "cell", tuple(rows[1:])))
