"""A file from outside as it was read: its sheets with their cells and marks, nothing interpreted yet."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Cell = str | int | float | bool | None
Range = tuple[int, int, int, int]


@dataclass
class Sheet:
    """One sheet. Rows are as long as what stands in them; rows and columns count from 0.

    `merged` are ranges (first row, first column, last row, last column). `cut` says what of the sheet was left out:
    "columns" or "rows" beyond what is read, or nothing. `comments` are row, column and text, `struck_rows` those with
    words struck through; a text (.csv) tells of neither. `unread` are by column and row the cells that show nothing: a
    "formula" without its result, an "error"; only .xlsx tells of these.
    """

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    visible: bool = True
    merged: list[Range] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    struck_rows: frozenset[int] = frozenset()
    unread: dict[int, dict[int, str]] = field(default_factory=dict)
    epoch_1904: bool = False
    cut: str = ""

    @property
    def corrects(self) -> bool:
        """Whether this is a sheet of the program's own report, of rows that were not taken the first time."""
        return any(not text for _row, _column, text in self.comments)

    def cell(self, row: int, column: int) -> Any:
        """What stands in a cell; an empty text beyond the row's or the sheet's end."""
        if row >= len(self.rows):
            return ""
        line = self.rows[row]
        return line[column] if column < len(line) else ""


@dataclass
class Source:
    """A file and its sheets."""

    path: Path
    sheets: list[Sheet]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(sheet.rows) for sheet in self.sheets)


def letters(number: int) -> str:
    """A column's letters as a spreadsheet has them: 0 is A."""
    said = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said
