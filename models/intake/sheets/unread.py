"""Cells of which the file shows nothing: formulas whose results are not in it, and errors such as #N/A."""

from collections.abc import Iterable, Sequence
from typing import Any

from models.intake.files.source import Sheet
from models.intake.meaning.columns import Column
from models.intake.sheets.table import Flaw, Table
from models.words import _

_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502",
     "Err:504", "Err:508", "Err:522"}
)  # fmt: skip


def tell_unread(table: Table, column: Column, raw: Sequence[Any]) -> None:
    """Say once for a column how many of its cells could not be read, and what to do."""
    marked = table.sheet.unread.get(column.index, {})
    if not marked and _ERRORS.isdisjoint(raw):
        return
    errors, formulas = [], []
    for i, row in enumerate(table.rows):
        if raw[i] in _ERRORS or marked.get(row) == "error":
            errors.append(i)
        elif row in marked and raw[i] in ("", None):
            formulas.append(i)
    for found, sentence in ((formulas, of_formulas(len(formulas))), (errors, of_errors(len(errors)))):
        if found:
            table.flaws.append(Flaw(found[0], column, "", sentence, "cell", tuple(found[1:])))


def of_sheet(sheet: Sheet) -> Iterable[str]:
    """The same of a whole sheet whose cells are no columns: a form."""
    marks = [what for column in sheet.unread.values() for what in column.values()]
    for what, told in (("formula", of_formulas), ("error", of_errors)):
        if count := marks.count(what):
            yield told(count)


def of_formulas(count: int) -> str:
    return _(
        "{count} cells here are formulas whose results are not in the file. Open it in Excel or WPS, save it, then read "
        "it again."
    ).format(count=count)


def of_errors(count: int) -> str:
    return _(
        "{count} cells here show an error such as #N/A; nothing was taken from them. Please put them right, then read "
        "the file again."
    ).format(count=count)
