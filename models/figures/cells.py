"""What figures are made of: a number that knows its records, in lines and columns, in tables, in chapters."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.queries import Query
from models.words import in_words


class Name(NamedTuple):
    """What a line or a column is called: English on the screen where asked for, always Chinese on paper."""

    english: str
    chinese: str

    @property
    def words(self) -> str:
        return in_words(self.english, self.chinese)


class Way(StrEnum):
    """How a number follows from its records."""

    COUNT = "count"  # how many records
    SUM = "sum"  # the sum of one of their fields: person-times, or an amount in fen
    DISTINCT = "distinct"  # how many different values one of their fields has: households, people
    PERIODS = "periods"  # household-periods of a visit rule; the records are the households concerned


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. `query` opens the records that it was counted from, `way` says how, over `field` where it has one."""

    value: int
    query: Query
    way: Way = Way.COUNT
    field: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that always shows both its parts."""

    part: Cell
    whole: Cell

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None where there is nothing to divide by."""
        return self.part.value / self.whole.value if self.whole.value else None


Figure = Cell | Rate | None
"""None where a column does not apply to a line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block. `key` names it in code, `money` says that its numbers are fen."""

    key: str
    name: Name
    money: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block. `depth` indents it; `total` marks the line that sums the others."""

    key: str
    name: Name
    cells: tuple[Figure, ...]
    depth: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One table of figures, with notes that say how it counts."""

    key: str
    name: Name
    head: Name
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[Name, ...] = ()

    def __getitem__(self, place: tuple[str, str]) -> Figure:
        """The figure in line `place[0]` and column `place[1]`."""
        line, column = place
        keys = [c.key for c in self.columns]
        (found,) = (one for one in self.lines if one.key == line)
        return found.cells[keys.index(column)]

    def number(self, line: str, column: str) -> int:
        """The number in a line and a column."""
        figure = self[line, column]
        assert isinstance(figure, Cell), (line, column)
        return figure.value

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Every number of the table with the keys of its line and column, the parts of rates included."""
        for line in self.lines:
            for column, figure in zip(self.columns, line.cells, strict=True):
                if isinstance(figure, Rate):
                    yield line.key, f"{column.key}.part", figure.part
                    yield line.key, f"{column.key}.whole", figure.whole
                elif figure is not None:
                    yield line.key, column.key, figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """The tables of one subject: a sheet of the workbook, a part of the page."""

    key: str
    name: Name
    blocks: tuple[Block, ...]

    def __getitem__(self, key: str) -> Block:
        (found,) = (block for block in self.blocks if block.key == key)
        return found
