"""A sheet's table once its columns are cleaned: the values by what they mean, and what is wrong with which cell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.intake.cleaning.documents import shorten_numbers
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Column
from models.intake.sheets.layouts import Layout

_ONE_BY_ONE = 5  # times that the same is said of cells of one column; more are counted
MORE = "#"
"""Behind a meaning, with a number: one more column that speaks of the same care."""


@dataclass(slots=True)
class Flaw:
    """Something about one cell of one row of a table, and what it means for the row: "reject" refuses it, "cell" leaves
    out the cell alone, "warn" only says something. `others` are rows of which the same is true without being said again;
    `alike` are such too, and that there are so many more is said with it."""

    row: int
    column: Column | None
    value: Any
    sentence: str
    level: str
    others: tuple[int, ...] = ()
    alike: list[int] = field(default_factory=list)


@dataclass
class Table:
    """The cleaned columns of one layout: `columns[meaning][i]` belongs to row `rows[i]` of the sheet."""

    layout: Layout
    sheet: Sheet
    rows: list[int]
    columns: dict[str, list[Any]] = field(default_factory=dict)
    headers: dict[str, Column] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    notes: dict[int, list[str]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    lost: dict[int, Flaw] = field(default_factory=dict)  # rows whose number a spreadsheet has cut
    nobody: dict[int, str] = field(default_factory=dict)  # words in place of a name or an owner that name none
    coarse: dict[str, set[int]] = field(default_factory=dict)
    shortened: dict[str, list[int]] = field(default_factory=dict)  # of each label the rows with numbers cut short
    spans: list[tuple[Column, list[int]]] = field(default_factory=list)  # cells merged down that are their first row's
    told_by: dict[str, dict[str, str]] = field(default_factory=dict)  # what a title or a name said of rows that did not
    at: list[Column] = field(default_factory=list)  # of each row of a calendar the column of its cell
    joined: dict[int, int] = field(default_factory=dict)  # rows that go with another, in which all stands
    homes: list[Any] = field(default_factory=list)  # of each row the household it names
    blank: list[Any] = field(default_factory=list)  # made once: it is asked for row by row
    outside: set[int] = field(default_factory=set)  # rows whose address is in another city
    ages: dict[int, str] = field(default_factory=dict)  # what of an age is kept in the note, where no birth is known
    masked: set[int] = field(default_factory=set)  # rows of the program's own export that show parts of numbers
    told: dict[tuple[int, str], list[Flaw]] = field(default_factory=dict)  # by column and sentence
    said: set[str] = field(default_factory=set)  # the sentences said once
    outcomes: list[Any] = field(default_factory=list)  # of each row what becomes of it

    def get(self, meaning: str) -> list[Any]:
        """The column of a meaning; one of blanks where the table has none, which is nobody's to write into."""
        if found := self.columns.get(meaning):
            return found
        if len(self.blank) != len(self.rows):
            self.blank = [None] * len(self.rows)
        return self.blank

    def cell_of(self, i: int, column: Column) -> Any:
        """What stands in the cell of a column in row i; blank where it stands in none."""
        row, index = self.layout.place_of(self.rows[i], column.index)
        return self.sheet.cell(row, index) if row >= 0 and index >= 0 else ""

    def beside(self, i: int, shared: Callable[[str], bool]) -> int:
        """One row more that stands where row i does, with those of its columns that are shared; where it is."""
        for meaning, values in self.columns.items():
            values.append(values[i] if shared(meaning) else None)
        self.rows.append(self.rows[i])
        if i in self.refused:
            self.refused.add(len(self.rows) - 1)
        return len(self.rows) - 1

    def column_of(self, i: int, meaning: str) -> Column | None:
        """The column that says this of row i: of several the one in which something of the row stands."""
        of_this = (
            one
            for one in self.layout.columns
            if one.meaning == meaning and self.layout.holds(self.sheet, self.rows[i], one.index)
        )
        return next(of_this, None) or self.headers.get(meaning)

    def repeat(self, i: int) -> int:
        """Row i once more, for a row that speaks of two records; where the copy stands."""
        self.rows = [*self.rows, self.rows[i]]
        for values in self.columns.values():
            values.append(values[i])
        copy = len(self.rows) - 1
        if i in self.notes:
            self.notes[copy] = list(self.notes[i])
        for found in (self.refused, *self.coarse.values()):
            if i in found:
                found.add(copy)
        return copy

    def flaw(self, i: int, meaning: str, value: Any, sentence: str, level: str, *, once: bool = False) -> None:
        """Say something about the cell of a meaning in row i; `once` where one word for all rows is enough."""
        column = self.column_of(i, meaning) or (self.at[i] if self.at else None)
        if level == "reject":
            self.refused.add(i)
        told = self.told.setdefault((column.index if column else -1, sentence), [])
        if told and (once or (len(told) >= _ONE_BY_ONE and level != "reject")):
            told[-1].alike.append(i)
            return
        told.append(Flaw(i, column, value, sentence, level))
        self.flaws.append(told[-1])

    def flaw_once(self, i: int, meaning: str, sentence: str) -> None:
        """Say something that is true of the whole table, at the first row that shows it."""
        if sentence not in self.said:
            self.said.add(sentence)
            self.flaw(i, meaning, "", sentence, "warn")

    def note(self, i: int, label: str, text: str) -> None:
        """Keep something in the note of row i under its label."""
        text, shortened = shorten_numbers(text)
        if shortened:
            self.shortened.setdefault(label, []).append(i)
        piece = f"{label}：{text}" if label else text
        pieces = self.notes.setdefault(i, [])
        if piece not in pieces:
            pieces.append(piece)
