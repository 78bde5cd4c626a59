"""A form's sheet taken apart, from top to bottom: labels with their values, tables within it, and what is neither."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.cells import (
    LONGEST_LABEL,
    SIDE,
    Cell,
    Spans,
    bare_label,
    fits,
    heads_records,
    holds_prose,
    is_label,
    pairs_in,
    value_of,
)
from models.intake.meaning import looks
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.evidence import heads_columns
from models.intake.sheets.lines import HINTS

_LONGEST_NAME = 4
_FEWEST_COLUMNS = 2
_PROSE = re.compile(r"[。；;！!]|^[*★●]?\s*\d{1,2}[.、]")
_A_DAY = ("visited_on",)
_OF_DATE = re.compile(r"\d{1,4}|[年月日时分]")


class Pair(NamedTuple):
    """A label and its value, blank where none is filled in."""

    label: str
    value: Any
    row: int
    column: int


class Stray(NamedTuple):
    """A text that is neither label nor value."""

    text: str
    row: int


@dataclass
class Grid:
    """A row of labels with rows of values beneath it."""

    header: list[Cell]
    row: int
    rows: list[int] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [bare_label(cell.text) for cell in self.header]

    def pairs(self, sheet: Sheet) -> list[Pair]:
        """Its only row as labels and values: labels above values."""
        row = self.rows[0] if self.rows else -1
        return [
            Pair(label, value_of(sheet.cell(row, cell.column)) if self.rows else "", max(row, self.row), cell.column)
            for label, cell in zip(self.labels, self.header, strict=True)
        ]


Part = Pair | Grid | Stray


def parts_of(sheet: Sheet, end: int) -> list[Part]:
    """The parts of the rows above `end`. A column that labels stand in tells labels of which the words are unknown."""
    first = _walk(sheet, end, frozenset())
    stands = Counter(part.column for part in first if isinstance(part, _Labelled) and part.value not in ("", None))
    return [
        Pair(part.label, part.value, part.row, part.value_column) if isinstance(part, _Labelled) else part
        for part in _walk(sheet, end, frozenset(column for column, count in stands.items() if count > 1))
    ]


def pairs_of_row(sheet: Sheet, row: int) -> list[Pair]:
    """The labels and values of one row."""
    found, _strays = _of_row(Spans(sheet).cells(row), row, frozenset())
    return [Pair(one.label, one.value, one.row, one.value_column) for one in found]


class _Labelled(NamedTuple):
    """A pair by the column of its label."""

    label: str
    value: Any
    row: int
    column: int
    value_column: int
    bottom: int


def _walk(sheet: Sheet, end: int, columns: frozenset[int]) -> list[Any]:
    spans = Spans(sheet)
    found: list[Any] = []
    grid: Grid | None = None
    rows = [(row, cells) for row in range(min(end, len(sheet.rows))) if (cells := spans.cells(row))]
    for at, (row, cells) in enumerate(rows):
        below = rows[at + 1][1] if at + 1 < len(rows) else []
        if is_header(cells, below) or (len(cells) > _FEWEST_COLUMNS and heads_columns(sheet, row)):
            grid = Grid(cells, row)
            found.append(grid)
        elif grid is not None and not _ends(cells, grid):
            grid.rows.append(row)
        elif len(cells) == 1 and found and (text := _goes_on(found[-1], cells[0], row)):
            found[-1] = text
        else:
            grid = None
            is_title = len(cells) == 1 and all(isinstance(one, Stray) for one in found)
            pairs, strays = _of_row(cells, row, frozenset() if is_title else columns)
            found += [*pairs, *strays]
    return found


def _goes_on(last: Any, cell: Cell, row: int) -> _Labelled | None:
    """The text before with one more line: one that stands alone beneath it, or beneath its label that stood alone."""
    if not isinstance(last, _Labelled) or not holds_prose(last.label) or row > last.bottom + 1:
        return None
    if cell.column not in (last.column if last.value == "" else -1, last.value_column) or is_label(cell.text):
        return None
    if any(is_label(label) for label, _value in pairs_in(cell.text)):
        return None
    before = as_text(last.value)
    said = f"{before}\n{cell.text}" if before else cell.text
    return last._replace(value=value_of(said), value_column=cell.column, bottom=cell.bottom)


def is_header(cells: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row holds labels only, beside each other, without room for values between them."""
    if len(cells) < 2 or any(pairs_in(cell.text) for cell in cells):
        return False
    known = [is_label(cell.text) for cell in cells]
    if sum(known) * 3 < len(cells) * 2 or any(
        looks.is_value(cell.text) for cell, label in zip(cells, known, strict=True) if not label
    ):
        return False
    gaps = sum(after.column != before.right + 1 for before, after in itertools.pairwise(cells))
    if gaps * 3 > len(cells) - 1:
        return False
    if len(cells) % 2 == 0 and all(fits(cells[at].text, cells[at + 1].text) for at in range(0, len(cells), 2)):
        return False  # 政治面貌 | 党员
    if len(cells) == 2 and holds_prose(cells[0].text) and not heads_records(cells[1].text):
        return False  # 家庭情况 | 独居
    if len(cells) > 2 and all(known):
        return True
    return bool(below) and not is_label(below[0].text) and not pairs_in(below[0].text)


def _ends(cells: Sequence[Cell], grid: Grid) -> bool:
    """Whether a row beneath a table's header is none of its rows: a label with its value, a remark, a signature."""
    first = cells[0]
    if len(cells) > 1 and SIDE.fullmatch(first.text) and cells[1].column in (head.column for head in grid.header):
        return False  # 申请人 before name, phone and address beneath these words
    above = next((cell for cell in grid.header if cell.column <= first.column <= cell.right), None)
    if pairs_in(first.text):
        return True
    if is_label(first.text) and not (above and fits(above.text, first.text)):
        return True
    if any(sum(one.column <= head.column <= one.right for head in grid.header) > 1 for one in cells):
        return True  # a cell merged over several columns of the table
    if above is not None and looks.is_value(first.text) and meanings_of("visits", bare_label(above.text))[:1] == _A_DAY:
        return False  # 9.15 under 日期, and nothing behind it
    meanings = meanings_of("people", bare_label(above.text)) if above else ()
    if len(cells) == 1 and (
        above is None
        or _PROSE.search(first.text)
        or (len(first.text) >= _LONGEST_NAME and not looks.is_value(first.text))
    ):
        return True
    if meanings and meanings[0] == "row_number" and not first.text.strip("、.．").isdigit():
        return True
    return len(cells) < 3 and meanings[:1] in (("name",), ("householder",), ("relation",)) and _is_no_name(cells, grid)


def _is_no_name(cells: Sequence[Cell], grid: Grid) -> bool:
    """Whether words in the place of a name are none: four characters and more, and nothing of a person behind them."""
    first = cells[0].text
    if len(first) < _LONGEST_NAME or looks.is_value(first) or re.search("[·•A-Za-z]", first):
        return False
    second = next(
        (head for head in grid.header for cell in cells[1:] if head.column <= cell.column <= head.right), None
    )
    if second is None:
        return True
    meaning = next(iter(meanings_of("people", bare_label(second.text))), "")
    of_person = meaning in ("document", "phone") and looks.fit("people", meaning, [cells[1].text]) == 1
    return not of_person and not fits(second.text, cells[1].text)


def _of_row(cells: Sequence[Cell], row: int, columns: frozenset[int]) -> tuple[list[_Labelled], list[Stray]]:
    found: list[_Labelled] = []
    strays: list[Stray] = []
    at = 0
    while at < len(cells):
        cell, after = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        inline = pairs_in(cell.text)
        at += 1
        if inline and HINTS.search(inline[0][0]):
            strays.append(Stray(cell.text, row))  # 填表说明：...
        elif inline:
            for label, text in inline:
                found.append(_Labelled(label, value_of(text), row, cell.column, cell.column, cell.bottom))
            if not inline[-1][1] and after is not None and not _is_label_behind(inline[-1][0], cell, after, columns):
                value, used = _value(cells, at)
                found[-1] = _Labelled(inline[-1][0], value, row, cell.column, after.column, after.bottom)
                at += used
        elif is_label(cell.text) or _is_unknown_label(
            cell, after, columns, behind_pair=bool(found), alone=len(cells) == 2
        ):
            label = bare_label(cell.text)
            if after is None or _is_label_behind(label, cell, after, columns):
                found.append(_Labelled(label, "", row, cell.column, cell.right + 1, cell.bottom))
                continue
            value, used = _value(cells, at)
            found.append(_Labelled(label, value, row, cell.column, after.column, after.bottom))
            at += used
        elif not (cell.column in columns and len(cell.text) <= LONGEST_LABEL):
            strays.append(Stray(cell.text, row))
    return found, strays


def _is_label_behind(label: str, cell: Cell, after: Cell, columns: frozenset[int]) -> bool:
    """Whether the cell behind a label is the next label, so that nothing is filled in."""
    if fits(label, after.text):
        return False
    if cell.column in columns and after.column not in columns and after.column == cell.right + 1:
        return False  # it stands where values stand
    if holds_prose(label) and not heads_records(after.text) and len(pairs_in(after.text)) < 2:
        return False  # 独居, 问题：... behind 走访情况
    return is_label(after.text) or any(is_label(one) for one, _value in pairs_in(after.text)[:1])


def _is_unknown_label(
    cell: Cell, after: Cell | None, columns: frozenset[int], *, behind_pair: bool, alone: bool
) -> bool:
    """Whether words that no ledger knows are a label by where they stand: among labels, or behind a pair."""
    if after is None or len(cell.text) > LONGEST_LABEL or any(character.isdigit() for character in cell.text):
        return False
    if cell.column in columns:
        return True
    return not looks.is_value(cell.text) and (behind_pair or (alone and after.right > after.column))


def _value(cells: Sequence[Cell], at: int) -> tuple[Any, int]:
    """The value that begins at a cell and how many cells it takes: a number or a date may have one cell a character."""
    pieces = [cells[at]]
    single = len(pieces[0].text) == 1 and pieces[0].text.isalnum() and pieces[0].text.isascii()
    for cell in cells[at + 1 :]:
        joined = single and len(cell.text) == 1 and cell.text.isalnum() and cell.text.isascii()
        of_date = _OF_DATE.fullmatch(pieces[-1].text) and _OF_DATE.fullmatch(cell.text)
        if not joined and not (of_date and not (cell.text.isdigit() and pieces[-1].text.isdigit())):
            break
        pieces.append(cell)
    if len(pieces) == 1:
        return value_of(pieces[0].value), 1
    return value_of("".join(piece.text for piece in pieces)), len(pieces)
