"""A year of visits with its months across: in each cell the days on which somebody came."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.intake.calendars.months import (
    LOOK_AT,
    Mark,
    day_in,
    layout_across,
    marked,
    no_such_day,
    says_visits,
)
from models.intake.calendars.said import Legend, is_mark, is_off, is_tick, parted, said_of
from models.intake.cleaning.cells import as_text, plain
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import LEVELS
from models.intake.sheets.context import month_in
from models.intake.sheets.layouts import Layout
from models.words import _

_FEWEST_MONTHS = 3
_NUMERALS = {word: number for number, word in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
_MONTH = re.compile(r"(?:(20\d\d)[年.-])?0?(\d{1,2}|十?[一二三四五六七八九]|十)(?:月份?|-01)")
_PART = re.compile(
    r"[上中下][旬半]月?|第?[一二三四五1-5][次周]|[上下]半月|(?:走访|入户|探访)?(?:日期|时间|次数|情况|记录)|\d+"
)
_COUNTED = re.compile("次数|频次|户次|人次")
_FEW = 4
_BETWEEN = re.compile(r"[、,;&和及与\s]+|(?<=[日号])(?=\d)")
_ONE = re.compile(
    r"(?:(20\d\d)[年./-])?(?:(\d{1,2})[月./-])?0?(\d{1,2})[日号]?(?: 00:00:00)?(?![\d月./-])(?:上午|下午|晚上?)?(.*)"
)
_COUNT = re.compile(r"[次户人回遍趟]")
_CUT_NOUGHT = ("1", "2", "3")


def find_year_table(number: int, sheet: Sheet, said: Sequence[str], *, asked: bool) -> Layout | None:
    """The year's table on a sheet, or None. `said` are the names of file and sheet; `asked` if it was called visits."""
    for row in range(min(len(sheet.rows), LOOK_AT)):
        months = _months(sheet, row)
        if len(months) < _FEWEST_MONTHS:
            continue
        if not asked and not says_visits(sheet, row, said):
            return None
        return _layout(number, sheet, row, months)
    return None


def _months(sheet: Sheet, row: int) -> dict[int, int]:
    """The columns that are months of a year, counting up."""
    found: dict[int, int] = {}
    for column, cell in enumerate(sheet.rows[row]):
        if (month := _month(plain(cell))) and month == (max(found.values()) + 1 if found else month):
            found[column] = month
    return found


def _month(text: str) -> int:
    match = _MONTH.fullmatch(text.split(LEVELS)[0].replace(" ", ""))
    number = _NUMERALS.get(match[2]) or (int(match[2]) if match[2].isdecimal() else 0) if match else 0
    return number if 1 <= number <= 12 else 0


def _layout(number: int, sheet: Sheet, row: int, months: dict[int, int]) -> Layout:
    headers = [as_text(cell) for cell in sheet.rows[row]]
    parts = _parts(sheet, row + 1, headers, min(months))
    words = list(headers)
    for column, part in parts.items():
        headers += [""] * (column + 1 - len(headers))
        month = words[max(one for one in months if one <= column)]
        headers[column] = f"{month}{LEVELS}{part}"
    layout = layout_across(
        number, sheet, "year", (row, row + bool(parts)), headers, sorted(parts.keys() | months.keys())
    )
    year, _month_named = month_in(plain(sheet.cell(row, column)) for column in months)
    if year:
        layout.context["month"] = f"{year}年"
    return layout


def _parts(sheet: Sheet, row: int, headers: list[str], first: int) -> dict[int, str]:
    """The second row of the header: 上旬, 下旬 beneath each month."""
    line = sheet.rows[row] if row < len(sheet.rows) else []
    found = {column: as_text(cell) for column, cell in enumerate(line) if column >= first and as_text(cell)}
    beneath = {
        column: text for column, text in found.items()
        if column >= len(headers) or not headers[column] or _month(plain(headers[column]))
    }  # fmt: skip
    telling = sum(bool(_PART.fullmatch(plain(text))) and not text.isdecimal() for text in beneath.values())
    words_before = any(as_text(cell) and as_text(headers[n]) for n, cell in enumerate(line[:first]))
    return beneath if telling >= 2 and telling * 2 >= len(beneath) and not words_before else {}


def year_marks(layout: Layout, sheet: Sheet, rows: Sequence[int], year: int, legend: Legend) -> Iterator[Mark]:
    """Every day that a cell names; a cell without one is told."""
    columns = [(column, month) for column in marked(layout) if (month := _month(plain(column.header)))]
    counts = _are_counts(layout, sheet, rows, [column for column, _month_of in columns])
    for row in rows:
        for column, month in columns:
            cell = sheet.cell(row, column.index)
            if is_off(text := as_text(cell), legend):
                continue
            if counts and text.isdecimal():
                sentence = _("This may be a count of visits rather than a day; no visit was made of it.")
                yield Mark(row, column, None, {}, text, sentence)
            else:
                yield from _of_cell(row, column, cell, (year, month), legend)


def _are_counts(layout: Layout, sheet: Sheet, rows: Sequence[int], columns: list[Column]) -> bool:
    """Whether lone numbers may be how often rather than when: nothing but small ones, or the title says so."""
    lone = [text for row in rows for one in columns if (text := as_text(sheet.cell(row, one.index))).isdecimal()]
    said = any(map(_COUNTED.search, (*layout.region.above, *(one.header for one in columns))))
    return said or (len(lone) >= _FEWEST_MONTHS and all(int(text) <= _FEW for text in lone))


def _of_cell(row: int, column: Column, cell: Any, when: tuple[int, int], legend: Legend) -> Iterator[Mark]:
    text = as_text(cell)
    days, rest, wrong = days_in(cell, *when, legend)
    if not days and not wrong:
        wrong = _("No day stands here; no visit was made of it.")
    if wrong:
        yield Mark(row, column, None, {}, text, wrong)
        return
    said = said_of(rest, legend)
    for day, mark in days.items():
        found = day_in(*when, day)
        if not mark or not is_off(mark, legend):
            of_mark = said_of(mark, legend)
            yield Mark(row, column, found, of_mark | said, text, "" if found else no_such_day(*when, day))


def days_in(cell: Any, year: int, month: int, legend: Legend) -> tuple[dict[int, str], str, str]:
    """The days of a month that a cell names, each with the mark beside it, its other words, and what is wrong with it."""
    text = plain(cell)
    whole, _point, part = text.partition(".")
    if isinstance(cell, float) and part in _CUT_NOUGHT and whole == str(month):
        sentence = _("Day {day} or day {day}0? A spreadsheet drops a 0 at the end.").format(day=part)
        return {}, "", sentence
    days: dict[int, str] = {}
    rest: list[str] = []
    for piece in filter(None, _BETWEEN.split(text.replace("(", " ").replace(")", " ").replace(" 00:00:00", ""))):
        bare, mark = parted(piece, legend)
        match = _ONE.fullmatch(bare)
        if match is None:
            if any(map(str.isdigit, piece)):
                return {}, "", _("No day stands here; no visit was made of it.")
            if days and is_mark(piece, legend):
                days[next(reversed(days))] = piece
            else:
                rest += [] if is_tick(piece) else [piece]
            continue
        behind = match[4].strip(":√✓✔")
        if _COUNT.match(behind):
            return {}, "", _("This may be a count of visits rather than a day; no visit was made of it.")
        if (match[2] and int(match[2]) != month) or (match[1] and int(match[1]) != year):
            return {}, "", _("This day is of another month than its column.")
        days.setdefault(int(match[3]), mark)
        rest += [behind] if behind else []
    return days, "；".join(rest), ""
