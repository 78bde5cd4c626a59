"""One sheet as a reader in the child process gives it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Sequence[Any]


@dataclass
class Marks:
    """What stands beside the values: merged ranges (first row, first column, last row, last column), hidden lines."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, text
    struck_rows: list[int] = field(default_factory=list)  # with words struck through
    unread: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, "formula" or "error"
    epoch_1904: bool = False
    sparse: bool = False  # cells so far out that a reader of whole rectangles must not touch the sheet


@dataclass
class SheetRead:
    """A sheet's name, its rows (taken once), and its marks."""

    name: str
    rows: Iterator[Row]
    height: int = 0
    visible: bool = True
    marks: Marks = field(default_factory=Marks)
