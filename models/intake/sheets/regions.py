"""Where in a sheet the table stands: titles above, headers of one to three rows, explanations, totals and notes."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from models.intake.cleaning.cells import as_text, plain
from models.intake.cleaning.names import looks_like_name
from models.intake.files.source import Range, Sheet
from models.intake.meaning import looks
from models.intake.meaning.lexicon import LEVELS, all_words, keys_of
from models.intake.meaning.never import never_kept
from models.intake.meaning.wording import cores, spelt_in_letters
from models.intake.sheets.evidence import heads_columns
from models.intake.sheets.lines import explains, is_title, kind_of, one_line, pieces, without_page

_LOOK_AT = 60
_MOST_HEADER_ROWS = 4
_LONGEST_HEADER = 40
_NAMES_A_PART = re.compile(r"[^\W\d_][^\d]*|\d{1,2}周?岁\D*")
_ABOVE = re.compile(r"[:：]\s*\S*|^(?:单位|填表|填报|制表|日期|时间|年度|审核|负责)")


@dataclass
class Region:
    """The table of a sheet: its header's rows, its columns' names, the rows that hold data, what stands above."""

    first: int
    last: int
    headers: list[str]
    rows: list[int] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)  # a line of its own such as 3号楼, for the rows beneath it
    top: int = 0  # where its own titles begin
    titles_end: int = 0  # of a table below another: where the sheet's titles end

    @property
    def head_rows(self) -> list[int]:
        """The rows that say of what the table is: the sheet's titles, its own, and its header."""
        return [*range(self.titles_end), *range(self.top, self.last + 1)]


@lru_cache(maxsize=50_000)
def is_header_word(text: str) -> bool:
    """Whether a text is a column's name in some ledger, or of a column that is never kept."""
    if len(text) > _LONGEST_HEADER:
        return False
    words = all_words()
    for key in keys_of(text):
        if key in words or any(core in words for core in cores("people", key)) or spelt_in_letters("people", key):
            return True
    return never_kept(text) is not None and len(text) <= 12


def find_region(sheet: Sheet) -> Region | None:
    """The sheet's main table, or None."""
    region = header_of(sheet)
    if region is not None:
        find_rows(sheet, region)
    return region


def header_of(sheet: Sheet) -> Region | None:
    """The sheet's main table, its rows not told yet."""
    best = _header_row(sheet)
    return None if best is None else region_at(sheet, best)


def region_at(sheet: Sheet, best: int, top: int = 0) -> Region:
    """The table whose header has its main row at `best`, its rows not told yet; nothing above `top` is of it."""
    merged = [one for one in sheet.merged if top <= one[0] <= best + _MOST_HEADER_ROWS]
    first, last = _band(sheet, best, merged, top)
    region = Region(first, last, _names(sheet, first, last, merged), top=top)
    region.above = [text for row in sheet.rows[top:first] for cell in row if (text := as_text(cell))]
    return region


def _header_row(sheet: Sheet) -> int | None:
    """The row with the most words of headers; among equals the first."""
    best, score = None, 1.0
    for number, row in enumerate(sheet.rows[:_LOOK_AT]):
        texts = [text for cell in row if isinstance(cell, str) and (text := as_text(cell))]
        known = sum(map(is_header_word, set(texts)))
        filled = sum(1 for cell in row if cell not in ("", None))
        if known >= 2 and known > score and _is_header(sheet, number, known, filled):
            best, score = number, known
        elif (
            known == filled == 1
            and best is None
            and row
            and is_header_word(texts[0])
            and texts[0].strip() in ("姓名", "名字")
        ):
            best = number
    return best


def _is_header(sheet: Sheet, number: int, known: int, filled: int) -> bool:
    """Whether a row with so many known words is a header: by their share, or by what stands beneath them."""
    by_words = known * 3 >= filled and not is_of_a_form(sheet.rows[number])
    return by_words or heads_columns(sheet, number)


def is_of_a_form(row: Sequence[Any]) -> bool:
    """Whether labels and their values take turns: 户主 | 王强 | 电话 | 139..."""
    texts = [text for cell in row if (text := as_text(cell))]
    labels = [is_header_word(text.rstrip(":：")) for text in texts]
    turns = sum(label and not after for label, after in itertools.pairwise([*labels, True]))
    values = [text for text, label in zip(texts, labels, strict=True) if not label]
    return turns * 10 >= sum(labels) * 7 and any(looks.is_value(text) for text in values)


def _band(sheet: Sheet, best: int, merged: Sequence[Range], least: int) -> tuple[int, int]:
    """The first and the last row of the header around its main row, none before `least`. Where rows of another table
    stand above, only merged cells tell a row of groups."""
    first = last = best
    for top, _left, bottom, _right in merged:
        if bottom > top and top <= best <= bottom and bottom - top < _MOST_HEADER_ROWS:
            first, last = min(first, top), max(last, bottom)
    while first > least and best - first < _MOST_HEADER_ROWS - 1 and _is_group_row(sheet, first - 1, merged):
        if least and not any(top == first - 1 and right > left for top, left, _bottom, right in merged):
            break
        first -= 1
    while (
        last + 1 < len(sheet.rows)
        and last - best < 2
        and (_continues(sheet, last + 1, last) or _parts_groups(sheet, last + 1, merged))
    ):
        last += 1
    return first, min(last, len(sheet.rows) - 1)


def _is_group_row(sheet: Sheet, number: int, merged: Sequence[Range]) -> bool:
    """Whether a row above the header names groups of columns: not a title over all of it, not "unit: ..., date: ..."."""
    texts = [(column, text) for column, cell in enumerate(sheet.rows[number]) if (text := as_text(cell))]
    if not texts or any(not isinstance(sheet.rows[number][column], str) or len(text) > 20 for column, text in texts):
        return False
    if any(_ABOVE.search(text) for _column, text in texts) or is_of_a_form(sheet.rows[number]):
        return False
    width = max(map(len, sheet.rows[number : number + 2]))
    widest = max((right - left + 1 for top, left, _bottom, right in merged if top == number), default=0)
    if len(texts) == 1:
        return 1 < widest < width * 0.7
    return widest < width * 0.8


def _continues(sheet: Sheet, number: int, above: int) -> bool:
    """Whether the row beneath still belongs to the header: words of headers only, under groups, and no data."""
    row = sheet.rows[number]
    texts = [(column, as_text(cell)) for column, cell in enumerate(row) if cell not in ("", None)]
    if len(texts) < 2 or any(not isinstance(row[column], str) for column, _text in texts):
        return False
    if [plain(cell) for cell in row] == [plain(cell) for cell in sheet.rows[above]]:
        return False
    return sum(is_header_word(text) for _column, text in texts) * 3 >= len(texts) * 2


def _parts_groups(sheet: Sheet, number: int, merged: Sequence[Range]) -> bool:
    """Whether a row has words only under cells that stand over several columns, and there in each: names of parts."""
    under = _under_groups(sheet, number, merged)
    texts = {column: one_line(cell) for column, cell in enumerate(sheet.rows[number]) if cell not in ("", None)}
    words = set(texts.values())
    return (
        bool(under)
        and texts.keys() == under
        and len(words) == len(texts)
        and all(_NAMES_A_PART.fullmatch(word) and not looks_like_name(word) for word in words)
    )


def _under_groups(sheet: Sheet, number: int, merged: Sequence[Range]) -> set[int]:
    """The columns of which a cell in the row above that covers several is the header, in files with merged cells and in
    those without."""
    across = [one for one in merged if one[2] == number - 1 and one[3] > one[1]]
    if across or any(top <= number - 1 <= bottom for top, _left, bottom, _right in merged):
        return {column for _top, left, _bottom, right in across for column in range(left, right + 1)}
    row = sheet.rows[number - 1]
    blanks = [column for column in range(1, len(sheet.rows[number])) if sheet.cell(number - 1, column) in ("", None)]
    return {column - back for column in blanks if column - 1 < len(row) for back in (0, 1)}


def _names(sheet: Sheet, first: int, last: int, merged: Sequence[Range]) -> list[str]:
    """The columns' names: each the words above it joined, a merged cell's word standing over all it covers."""
    width = max(map(len, sheet.rows[first : last + 1]))
    grid = [[one_line(sheet.cell(row, column)) for column in range(width)] for row in range(first, last + 1)]
    for top, left, bottom, right in merged:
        if first <= top and bottom <= last:
            for row in range(top, bottom + 1):
                for column in range(left, min(right + 1, width)):
                    grid[row - first][column] = grid[top - first][left] if left < width else ""
    if not any(first <= top <= last for top, *_rest in merged):
        _spread_groups(grid)
    return [_joined(row[column] for row in grid) for column in range(width)]


def _spread_groups(grid: list[list[str]]) -> None:
    """In a file that knows no merged cells, a group's word stands over the blank cells to its right."""
    for above, below in itertools.pairwise(grid):
        group = ""
        for column, text in enumerate(above):
            group = text or group
            if not text and below[column] and group and below[column - 1] != "":
                above[column] = group


def _joined(words: Iterable[str]) -> str:
    return LEVELS.join(dict.fromkeys(word for word in words if word))


def side_by_side(headers: Sequence[str]) -> list[range]:
    """The columns of each table where the same headers stand two or more times beside each other, else nothing."""
    named = [column for column, header in enumerate(headers) if header]
    if len(named) < 4:
        return []
    first = named[0]
    for second in named[2:]:
        step = second - first
        alike = all(
            headers[column] == headers[first + (column - first) % step] for column in range(first, named[-1] + 1)
        )
        if alike and headers[second] == headers[first]:
            return [range(start, min(start + step, len(headers))) for start in range(first, named[-1] + 1, step)]
    return []


def block_of(sheet: Sheet, region: Region, block: range) -> Region:
    """The region as one of several tables side by side has it."""
    headers = [header if column in block else "" for column, header in enumerate(region.headers)]
    filled = [row for row in region.rows if any(sheet.cell(row, column) not in ("", None) for column in block)]
    above = [
        text
        for n in range(region.top, region.first)
        for cell in sheet.rows[n][block.start : block.stop]
        if (text := as_text(cell))
    ]
    return replace(region, headers=headers, rows=filled, above=above or region.above)


def find_rows(sheet: Sheet, region: Region, end: int | None = None) -> None:
    """Take down which rows beneath the header and before `end` hold data, and which lines are headings for those below
    them."""
    heading = {column: plain(name) for column, name in enumerate(region.headers) if name}
    leaves = {c: plain(one_line(sheet.cell(region.last, c))) for c in heading}
    titles = set(map(without_page, region.above))
    across = {top for top, left, _bottom, right in sheet.merged if right > left}
    start = region.last + 1
    while start < len(sheet.rows) and start <= region.last + 3 and explains(sheet.rows[start], len(heading)):
        start += 1
    explained = {tuple(sheet.rows[row]) for row in range(region.last + 1, start)}
    for number in range(start, len(sheet.rows) if end is None else end):
        row = sheet.rows[number]
        if not row or (explained and tuple(row) in explained):
            continue
        kind = kind_of(row, region.headers, leaves, titles, across=number in across)
        if kind == "data":
            region.rows.append(number)
        elif kind == "section":
            region.sections[number] = _heading(row)
        elif kind == "header":
            _take_title_above(sheet, region, number)


def _heading(row: Sequence[Any]) -> str:
    return "\n".join(piece for cell in row if cell not in ("", None) for piece in pieces(as_text(cell)))


def _take_title_above(sheet: Sheet, region: Region, number: int) -> None:
    """The line right above a header that stands once more is the title of the rows beneath: 4号楼居民花名册."""
    above = next((row for row in range(number - 1, region.last, -1) if sheet.rows[row]), region.last)
    if region.rows[-1:] == [above] and is_title(sheet.rows[above]):
        region.sections[region.rows.pop()] = _heading(sheet.rows[above])
