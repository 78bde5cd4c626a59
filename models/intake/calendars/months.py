"""A month of visits with its days across, or some days of it: a mark in a day's column is a visit on that day."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.intake.calendars.said import Legend, is_off, said_of
from models.intake.calendars.weekdays import are_weekdays
from models.intake.cleaning.cells import as_text, plain
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.headers import recognise
from models.intake.meaning.lexicon import LEVELS, NOTE, NOTHING
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.context import month_in
from models.intake.sheets.layouts import Layout
from models.intake.sheets.regions import Region, find_rows
from models.words import _

LOOK_AT = 15
_FEWEST_DAYS, _FEWEST_DATES = 20, 3
_DAY = re.compile(
    r"(?:(?:(20\d\d)[-年./])?(\d{1,2})[-月./])?0?(\d{1,2})[日号]?(?:\s*\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
)
# Duties, fees and temperatures have days and months across too: only a table that says so is one of visits.
OF_VISITS = re.compile("走访|入户|探访|巡访|慰问|民情|看望|探望|探视|家访|回访|上门|遍访")
_RESPONSIBLE = frozenset({"责任人", "包保责任人", "包户责任人", "帮扶人", "帮扶责任人", "包联人"})
_TOTAL = re.compile("(?:合|小|总|共|累)计(?:次数|天数)?|(?:本月|当月|走访|探访|巡访|入户)?(?:总?次数|天数)")
MARK = "mark"


class Mark(NamedTuple):
    """One visit that a cell of a calendar speaks of: its row, its cell, its day, and what the cell says besides.

    `wrong` says why it cannot be taken, `odd` what is to be said though it is; both speak of `text`.
    """

    row: int
    column: Column
    day: date | None
    said: dict[str, Any]
    text: str = ""
    wrong: str = ""
    odd: str = ""


def find_month_table(number: int, sheet: Sheet, said: Sequence[str], *, asked: bool) -> Layout | None:
    """The month's table on a sheet, or None; several months may stand beside each other. `said` are the names of file and
    sheet; `asked` if it was called visits."""
    for row in range(min(len(sheet.rows), LOOK_AT)):
        runs = _runs(sheet.rows[row])
        if runs:
            return _layout(number, sheet, row, runs)
        dates = _dates(sheet.rows[row])
        if dates and (asked or says_visits(sheet, row, said)):
            layout = _layout(number, sheet, row, [dates])
            if _names_whom(layout, sheet):
                return layout
    return None


def says_visits(sheet: Sheet, row: int, said: Sequence[str]) -> bool:
    """Whether the names of file and sheet, the lines above or the headers say that these days are those of visits."""
    return any(map(OF_VISITS.search, (*said, *lines_above(sheet, row), *map(as_text, sheet.rows[row]))))


def _layout(number: int, sheet: Sheet, row: int, runs: list[list[int]]) -> Layout:
    """The table whose days stand in these columns of a row, of each month."""
    days = [column for run in runs for column in run]
    headers = [as_text(cell) for cell in sheet.rows[row]]
    for run in runs if len(runs) > 1 else ():
        for column in run:
            headers[column] = LEVELS.join(filter(None, (_month_above(sheet, row, run), headers[column])))
    last = row + _is_of_weekdays(sheet, row + 1, days)
    layout = layout_across(number, sheet, "month", (row, last), headers, days)
    layout.region.rows = [one for one in layout.region.rows if not _is_of_weekdays(sheet, one, days)]
    return layout


def _runs(row: Sequence[Any]) -> list[list[int]]:
    """The columns that are days of a month, counting up; of each month."""
    runs: list[list[int]] = [[]]
    for column, cell in enumerate(row):
        day = int(match[3]) if (match := _DAY.fullmatch(plain(cell))) else 0
        if day == 1 and len(runs[-1]) >= _FEWEST_DAYS:
            runs.append([])
        if day == len(runs[-1]) + 1 <= 31:
            runs[-1].append(column)
    return [run for run in runs if len(run) >= _FEWEST_DAYS]


def _dates(row: Sequence[Any]) -> list[int]:
    """The columns that are days called by their month, one after the other; of each year where they name it."""
    found: dict[int, tuple[int, int, int]] = {}
    for column, cell in enumerate(row):
        match = _DAY.fullmatch(plain(cell)) if cell not in ("", None) else None
        if match and match[2]:
            found[column] = int(match[1] or 0), int(match[2]), int(match[3])
    order = list(found.values())
    rising = all(
        one < next_one or (one[:2] == (0, 12) and next_one[:2] == (0, 1)) for one, next_one in itertools.pairwise(order)
    )
    right = all(1 <= month <= 12 and 1 <= day <= 31 for _year, month, day in order)
    return list(found) if len(order) >= _FEWEST_DATES and rising and right else []


def _names_whom(layout: Layout, sheet: Sheet) -> bool:
    """Whether the row of dates is a header: a word for those visited stands in it, and no dates stand beneath."""
    whom = {meaning for one in layout.columns for meaning in meanings_of("visits", one.header)[:1]}
    if not any(one == "person_id" or one.startswith("household") for one in whom):
        return False
    days = [column.index for column in marked(layout)]
    return not any(_dates([sheet.cell(row, column) for column in days]) for row in layout.region.rows)


def _month_above(sheet: Sheet, row: int, days: Sequence[int]) -> str:
    """The month that stands above its days."""
    texts = (as_text(sheet.cell(line, column)) for line in range(row - 1, max(row - 3, -1), -1) for column in days)
    return next((text for text in texts if month_in((text,))[1]), "")


def _is_of_weekdays(sheet: Sheet, row: int, days: Iterable[int]) -> bool:
    """Whether a row says beneath the days of the month on which weekdays they fall."""
    return row < len(sheet.rows) and are_weekdays(sheet.cell(row, column) for column in days)


def layout_across(
    number: int, sheet: Sheet, kind: str, band: tuple[int, int], headers: list[str], marked: Sequence[int]
) -> Layout:
    """A table whose columns `marked` are days or months, and the others words. `band` is its header's rows."""
    first, last = band
    headers = [*headers, *[""] * (max(map(len, sheet.rows[max(first - 1, 0) : last + 1])) - len(headers))]
    others = [column for column in range(len(headers)) if column not in marked]
    for column in others:  # the words stand a row above or beneath where 日期 or the month is merged over the days
        for row in (*range(max(first - 1, 0), first), *range(first + 1, last + 1)):
            if not headers[column] and (row > first or column < min(marked) or _is_merged_down(sheet, row, column)):
                headers[column] = as_text(sheet.cell(row, column))
    region = Region(first, last, headers)
    region.above = lines_above(sheet, first)
    find_rows(sheet, region)
    values = [[sheet.cell(line, column) for line in region.rows[:200]] for column in others]
    columns = recognise("visits", [headers[column] for column in others], values)
    for one, index in zip(columns, others, strict=True):
        one.index = index
    for one, cells in zip(columns, values, strict=True):
        if _TOTAL.fullmatch(plain(one.header)) and all(as_text(cell).isdecimal() for cell in cells if as_text(cell)):
            one.meaning, one.certainty = NOTHING, Certainty.CERTAIN  # how many marks stand in the row
    columns = [one for one in columns if one.header]
    columns += [Column(index, headers[index], [], MARK, Certainty.CERTAIN) for index in marked]
    layout = Layout(number, sheet.name, "visits", region, columns, kind=kind)
    responsible = next((one for one in columns if one.header in _RESPONSIBLE and one.meaning == NOTE), None)
    if responsible and not layout.column_of("visitor"):  # who answers for a household is who calls on it
        responsible.meaning, responsible.certainty = "visitor", Certainty.BY_CONTENT
    return layout


def _is_merged_down(sheet: Sheet, row: int, column: int) -> bool:
    return any(top <= row < bottom and left <= column <= right for top, left, bottom, right in sheet.merged)


def lines_above(sheet: Sheet, row: int) -> list[str]:
    """What stands above a row."""
    return [text for line in sheet.rows[:row] for cell in line if (text := as_text(cell))]


class DayColumn(NamedTuple):
    """A column of marks and the day that it stands for; 0 for the year or the month that nothing names."""

    column: Column
    year: int
    month: int
    day: int


def day_columns(layout: Layout, year: int, month: int) -> list[DayColumn]:
    """The days of a table, of the month that their own header names, else of the sheet's; several months beside each
    other are each called by their own."""
    found: list[DayColumn] = []
    several = sum(_day_of(column)[2] == 1 for column in marked(layout)) > 1
    for column in marked(layout):
        own_year, own_month, day = _day_of(column)
        here = own_year or year, own_month or (0 if several else month)
        if not own_year and 0 < here[1] < max((one.month for one in found), default=0):
            here = 0, here[1]  # December beside January: nobody says of which year
        found.append(DayColumn(column, *here, day))
    return found


def _day_of(column: Column) -> tuple[int, int, int]:
    """The year, month and day that a header names: 5月 / 3, 5月3日, 2026-05-03, 3."""
    group, _levels, leaf = column.header.rpartition(LEVELS)
    match = _DAY.fullmatch(plain(leaf))
    year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    of_group = month_in((group,)) if group else (0, 0)
    return year or of_group[0], month or of_group[1], day


def day_marks(columns: Sequence[DayColumn], sheet: Sheet, rows: Sequence[int], legend: Legend) -> Iterator[Mark]:
    """Every mark under a day: its row, its day, and what it says beside that somebody came."""
    for row in rows:
        for column, *when in columns:
            text = as_text(sheet.cell(row, column.index))
            if is_off(text, legend):
                continue
            of_day = day_in(*when)
            yield Mark(row, column, of_day, said_of(text, legend), text, "" if of_day else no_such_day(*when))


def day_in(year: int, month: int, day: int) -> date | None:
    """A day of a month; None if the month does not have it, or nobody knows which it is."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def no_such_day(year: int, month: int, day: int) -> str:
    """What is said of a mark on a day that its month does not have, or under a day of which nobody knows the month."""
    if not (year and month):
        return _(
            "Nothing says of which month of which year these days are. Write it above them, for instance 2026年3月."
        )
    sentence = _("{year}-{month} has no day {day}; no visit was made of this mark. Please check the day.")
    return sentence.format(year=year, month=f"{month:02d}", day=day)


def marked(layout: Layout) -> list[Column]:
    """The columns whose cells are visits."""
    return [column for column in layout.columns if column.meaning == MARK]
