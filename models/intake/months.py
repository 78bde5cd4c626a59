"""A month of visits with its days across: a mark in a day's column is a visit on that day."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from models.intake.cells import as_text, is_blank, plain
from models.intake.coded import flag_of
from models.intake.headers import Certainty, Column, recognise
from models.intake.layouts import Layout
from models.intake.regions import Region, find_rows
from models.intake.source import Sheet

_LOOK_AT = 15
_FEWEST_DAYS = 20
_DAY = re.compile(r"(?:\d{1,2}月|20\d\d-\d\d-)?0?(\d{1,2})[日号]?")
_OFF = frozenset({"休", "假", "×", "x", "否", "无", "未"})
MARK = "mark"


def find_month_table(number: int, sheet: Sheet, region: Region | None) -> Layout | None:
    """The month's table on a sheet, or None."""
    for row in range(min(len(sheet.rows), _LOOK_AT)):
        days = _days(sheet.rows[row])
        if len(days) >= _FEWEST_DAYS:
            return _layout(number, sheet, row, days)
    return None


def _days(row: list[Any]) -> dict[int, int]:
    """The columns that are days of a month, counting up."""
    found: dict[int, int] = {}
    last = 0
    for column, cell in enumerate(row):
        match = _DAY.fullmatch(plain(cell))
        if match and int(match[1]) == last + 1 <= 31:
            found[column] = last = int(match[1])
    return found


def _layout(number: int, sheet: Sheet, row: int, days: dict[int, int]) -> Layout:
    headers = [as_text(cell) for cell in sheet.rows[row]]
    first_day = min(days)
    for column in range(len(headers)):  # the words stand a row above where 日期 or the month is merged over the days
        for above in range(max(row - 1, 0), row):
            if column not in days and not headers[column] and column < first_day:
                headers[column] = as_text(sheet.cell(above, column))
    region = Region(row, row, headers)
    region.above = [text for line in sheet.rows[:row] for cell in line if (text := as_text(cell))]
    find_rows(sheet, region)
    others = [column for column in range(len(headers)) if column not in days]
    values = [[sheet.cell(line, column) for line in region.rows[:200]] for column in others]
    columns = recognise("visits", [headers[column] for column in others], values)
    for one, index in zip(columns, others, strict=True):
        one.index = index
    columns = [one for one in columns if one.header]
    columns += [Column(index, headers[index], [], MARK, Certainty.CERTAIN) for index in days]
    return Layout(number, sheet.name, "visits", region, columns, kind="month")


def marks(layout: Layout, sheet: Sheet, year: int, month: int) -> Iterator[tuple[int, date, dict[str, Any]]]:
    """Every mark: its row, its day, and what it says beside that somebody came."""
    found = {column.index: _DAY.fullmatch(plain(column.header)) for column in layout.columns if column.meaning == MARK}
    days = {index: int(match[1]) for index, match in found.items() if match}
    for row in layout.region.rows:
        for index, day in days.items():
            text = as_text(sheet.cell(row, index))
            if is_blank(text) or text.lower() in _OFF:
                continue
            try:
                on = date(year, month, day)
            except ValueError:
                continue  # the 31st of a short month
            yield row, on, _said(text)


def _said(text: str) -> dict[str, Any]:
    if flag_of(text) is not None or text in ("○", "△", "●", "▲", "*"):
        return {}
    if text.isdigit():
        return {"people_met": int(text)}
    return {"visitor": text} if len(text) <= 4 else {"situation": text}
