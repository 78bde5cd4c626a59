"""Cells and values of a taking in as they may be shown: sensitive ones masked, wherever they stand."""

import re
from typing import Any

from models.fields import RecordSpec
from models.intake import Column, Layout
from models.intake.cleaning.cells import as_text
from models.intake.plans import mask_cell
from models.intake.sheets.table import Table
from models.values import masked, shown

_NUMBERS = re.compile(r"(?<![0-9])[0-9０-９][0-9０-９ -]{4,}[0-9０-９][0-9]*[XxХх×]?(?![0-9])")
_LONG = 7


def safe_text(text: str) -> str:
    """A text of which nobody knows what it is: long numbers in it are masked."""
    return _NUMBERS.sub(_hide, text)


def _hide(found: re.Match[str]) -> str:
    digits = found[0]
    bare = re.sub(r"\D", "", digits)
    if len(bare) < _LONG or re.fullmatch(r"(?:19|20)\d{6}", bare):  # short, or a date
        return digits
    return digits[:3] + "****" + digits[-2:] if len(digits) < 15 else digits[:4] + "****" + digits[-2:]


def safe_cell(layout: Layout | None, index: int, value: Any) -> str:
    """One cell of a sheet."""
    text = " ".join(as_text(value).split())
    if not text or layout is None:
        return safe_text(text)
    column = next((one for one in layout.columns if one.index == index), None)
    if column is None:
        return safe_text(text)
    return safe_sample(layout.ledger, column, text)


def safe_sample(ledger: str, column: Column, text: str) -> str:
    """A value of a column as an example."""
    text = " ".join(text.split())
    hidden = str(mask_cell(ledger, column.meaning, text))
    if hidden == text and column.suggestion:
        hidden = str(mask_cell(ledger, column.suggestion, text))
    return hidden if hidden != text else safe_text(text)


def safe_value(spec: RecordSpec, name: str, value: Any) -> str:
    """A value of a record in words."""
    if value in (None, "") or name not in spec:
        return ""
    field = spec[name]
    if field.sensitive:
        return str(masked(spec.kinds[name], value))
    return " ".join(shown(spec, field, value).split())


def row_place(table: Table, i: int, *, several: bool) -> str:
    """Where a row stands in its file, counted as the spreadsheet does."""
    number = f"{table.rows[i] + 1}"
    return f"{table.sheet.name} {number}" if several else number


def row_name(table: Table, i: int) -> str:
    """Who or what a row is about: its name, else its first words."""
    for meaning in ("name", "householder", "title", "content", "person_id", "code"):
        column = table.columns.get(meaning)
        if column is not None and column[i]:
            return safe_text(str(column[i]))[:40]
    cells = table.sheet.rows[table.rows[i]]
    found = next((text for cell in cells if (text := as_text(cell)) and not text.isdigit()), "")
    return safe_text(found)[:40]


def row_says(table: Table, i: int) -> str:
    """The other cells of a row in a line."""
    cells = table.sheet.rows[table.rows[i]]
    first = row_name(table, i)
    own = {column.index for column in table.layout.columns}  # of two tables side by side one has only its own
    said = (safe_cell(table.layout, index, cell) for index, cell in enumerate(cells) if index in own or max(own) < 0)
    return "  ".join(text for text in said if text and text != first)[:200]
