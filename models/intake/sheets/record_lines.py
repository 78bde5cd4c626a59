"""Records printed on two or three lines each, as on narrow paper: the lines of each are put into one row.

序号 | 姓名     | 性别 | 身份证号
     | 联系电话 | 民族 | 家庭住址
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.files.source import Sheet
from models.intake.sheets.evidence import bears_out
from models.intake.sheets.regions import Region

_LOOK_AT = 400


def lines_of(sheet: Sheet, region: Region) -> int:
    """How many lines each record of a table takes, as its first rows tell: mostly one."""
    sheet = replace(sheet, rows=sheet.rows[: region.last + 1 + _LOOK_AT])
    count = region.last - region.first + 1
    if count == 1 or region.last + count >= len(sheet.rows):
        return 1
    stacked = [column for column in _columns(sheet, region) if all(_words(sheet, region, column))]
    key = _key_column(sheet, region, count)
    rows = _data(sheet, region) if key is None else []
    starts = rows[::count] if key is None else list(_starts(sheet, region, key, count))
    lines = [rows[line::count] if key is None else [row + line for row in starts] for line in range(count)]
    told = [[_is_told_by(sheet, region, column, line, lines) for column in stacked] for line in range(count)]
    return count if all(map(any, told)) and sum(map(sum, told)) > count else 1


def join_lines(sheet: Sheet, region: Region, count: int) -> bool:
    """Put the lines of each record into its first row; False where nothing tells where a record begins."""
    key = _key_column(replace(sheet, rows=sheet.rows[: region.last + 1 + _LOOK_AT]), region, count)
    if key is None:
        return False
    width = max(map(len, sheet.rows[region.first :]))
    starts = [region.first, *_starts(sheet, region, key, count)]
    begins = {row: start for start in starts for row in range(start, start + count)}
    for start in starts:
        _join(sheet, start, count, width)
    sheet.merged = [one for one in sheet.merged if one[2] - one[0] >= count or not begins.keys() >= {one[0], one[2]}]
    sheet.comments = [_moved(one, begins, width) for one in sheet.comments]
    return True


def _columns(sheet: Sheet, region: Region) -> range:
    return range(max(map(len, sheet.rows[region.first : region.last + 1])))


def _words(sheet: Sheet, region: Region, column: int) -> list[str]:
    return [as_text(sheet.cell(row, column)) for row in range(region.first, region.last + 1)]


def _data(sheet: Sheet, region: Region) -> list[int]:
    """The rows beneath the header but for lines between them and the header once more."""
    header = sheet.rows[region.first : region.last + 1]
    rows = range(region.last + 1, len(sheet.rows))
    return [row for row in rows if sum(map(bool, map(as_text, sheet.rows[row]))) > 1 and sheet.rows[row] not in header]


def _is_told_by(sheet: Sheet, region: Region, column: int, line: int, lines: Sequence[Sequence[int]]) -> bool:
    """Whether the cells of one line of each record are what that line of the header says, and those of no other."""
    word = _words(sheet, region, column)[line]
    fitting = [
        bears_out(word, [text for row in rows if not is_blank(text := plain(sheet.cell(row, column)))])
        for rows in lines
    ]  # fmt: skip
    return fitting[line] and sum(fitting) == 1


def _key_column(sheet: Sheet, region: Region, count: int) -> int | None:
    """The column that is filled in the first line of each record alone."""
    for column in _columns(sheet, region):
        words = _words(sheet, region, column)
        if words[0] and not any(words[1:]):
            starts = list(_starts(sheet, region, column, count))
            if len(starts) * count * 2 > len(_data(sheet, region)):
                return column
    return None


def _starts(sheet: Sheet, region: Region, key: int, count: int) -> Iterator[int]:
    """The rows in which a record begins, or the header once more."""
    filled = [bool(as_text(sheet.cell(row, key))) for row in range(len(sheet.rows))]
    for row in range(region.last + 1, len(sheet.rows)):
        if filled[row] and not any(filled[row + 1 : row + count]):
            yield row


def _join(sheet: Sheet, start: int, count: int, width: int) -> None:
    line: list[Any] = []
    for row in sheet.rows[start : start + count]:
        line += [*row, *[""] * (width - len(row))]
    while line and line[-1] in ("", None):
        line.pop()
    sheet.rows[start : start + count] = [line, *([] for _ in sheet.rows[start + 1 : start + count])]


def _moved(comment: tuple[int, int, str], begins: dict[int, int], width: int) -> tuple[int, int, str]:
    row, column, text = comment
    start = begins.get(row, row)
    return start, column + (row - start) * width, text
