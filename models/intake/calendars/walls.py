"""A month as it hangs on the wall: rows of weeks, in each cell the day's number and those visited on it."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.intake.calendars.months import LOOK_AT, MARK, Mark, day_in, lines_above, marked
from models.intake.calendars.said import Legend, is_off, legend_in, said_of
from models.intake.calendars.visited import Known, entries, taken_for_said
from models.intake.calendars.weekdays import FEWEST, week_in, weekday_of
from models.intake.calendars.whose import visitor_of
from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.context import month_in
from models.intake.sheets.layouts import Layout
from models.intake.sheets.regions import Region
from models.words import _

_FEWEST_DAYS = 5
_NUMBER = re.compile(
    r"(?:(?:20\d\d[年-])?0?\d{1,2}[月-])?0?(\d{1,2})(?:\s*(?:日|号(?!楼))|(?=$|[\s(:]))(?: 00:00:00)?(.*)", re.DOTALL
)
_FOOT = re.compile(r"^(?:备\s*注|说\s*明|注|填表|制表|审核|合\s*计|小\s*计|联系电话)")
_OTHER = re.compile("值班|排班|轮班|考勤|签到|课程|课表|会议|保洁|菜单|食谱|生日|培训")
_VISITS = re.compile("走访|入户|探访|巡访|慰问|民情|看望|探望|上门")
_WITH_IT = ("visitor", "situation", "request", "action", "result")
_WIDE = 4  # columns that a title between the weeks is merged over
_SHORTEST, _LONGEST = 28, 31


@dataclass
class _Day:
    """One day of the calendar: where it stands, and its cells with their row."""

    day: date | None
    column: Column
    cells: list[tuple[int, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def find_wall(number: int, sheet: Sheet, said: Sequence[str], *, asked: bool) -> Layout | None:
    """The wall calendar on a sheet, or None: a row of weekdays and the days of a month beneath it."""
    for row in range(min(len(sheet.rows), LOOK_AT)):
        week = week_in(sheet.rows[row])
        if len(week) < FEWEST:
            continue
        words = " ".join((*said, *lines_above(sheet, row)))
        if not asked and _OTHER.search(words) and not _VISITS.search(words):
            return None  # who is on duty is not who was visited
        headers = [as_text(cell) for cell in sheet.rows[row]]
        region = Region(row, row, headers, above=lines_above(sheet, row))
        region.rows = [n for n in range(row + 1, len(sheet.rows)) if any(c not in ("", None) for c in sheet.rows[n])]
        columns = [Column(index, headers[index], [], MARK, Certainty.CERTAIN) for index in week]
        layout = Layout(number, sheet.name, "visits", region, columns, kind="wall")
        if sum(1 for _one in _days(layout, sheet, 2000, 1)) >= _FEWEST_DAYS:
            return layout
    return None


def explains_marks(cells: Sequence[Any]) -> bool:
    """Whether a row holds nothing but what marks mean: √入户 ○电话."""
    filled = [text for cell in cells if (text := as_text(cell))]
    return len(filled) == 1 and len(legend_in(filled)) > 1


def wall_marks(
    layout: Layout, sheet: Sheet, rows: Sequence[int], when: tuple[int, int], known: Known, legend: Legend
) -> Iterator[Mark]:
    """Everybody whom a day's cells name, on that day; but nobody whose mark says that nobody came."""
    days = list(_days(layout, sheet, *when))
    visitor, taken = visitor_of(layout, sheet), set(rows)
    cells = [(day, row, text) for day in days for row, text in day.cells if row in taken]
    odd = _off_the_week(days)
    named = entries([text for _day, _row, text in cells], known, legend)
    for (day, row, text), found in zip(cells, named, strict=True):
        for entry in found:
            if entry.mark and is_off(entry.mark, legend):
                continue
            said = ({"visitor": visitor} if visitor else {}) | day.said | said_of(entry.mark, legend) | entry.said()
            wrong = "" if day.day else _("There is no such date: {text}").format(text=text)
            yield Mark(
                row, day.column, day.day, said, entry.guessed or text, wrong, taken_for_said() if entry.guessed else odd
            )
            odd = "" if not entry.guessed else odd


def _off_the_week(days: list[_Day]) -> str:
    """What is to be said where the days stand under other weekdays than they fall on in this month."""
    told = [(one.day, weekday_of(one.column.header)) for one in days if one.day]
    if told and sum(day.weekday() != weekday for day, weekday in told) * 2 > len(told):
        sentence = _("In {month} the days do not fall on these weekdays. Is it another month or year?")
        return sentence.format(month=f"{told[0][0]:%Y-%m}")
    return ""


def _days(layout: Layout, sheet: Sheet, year: int, month: int) -> Iterator[_Day]:
    """The days in their order, each with what stands in and beneath its cell; several months may stand below each other."""
    columns = marked(layout)
    week = [weekday_of(column.header) for column in columns]
    step = min((b.index - a.index for a, b in itertools.pairwise(columns)), default=1)
    current: dict[int, _Day] = {}
    last: tuple[int, int] | None = None  # the day before, and its weekday
    for row in range(layout.region.last + 1, len(sheet.rows)):
        cells = [as_text(sheet.cell(row, column.index)) for column in columns]
        if _is_between(sheet, row, columns):
            named = month_in(as_text(cell) for cell in sheet.rows[row])
            if named[1] or len(week_in(sheet.rows[row])) >= FEWEST:
                year, month = named[0] or year, named[1] or month
                yield from current.values()
                current, last = {}, None
            continue
        if explains_marks(sheet.rows[row]):
            continue
        label = next((text for cell in sheet.rows[row][: columns[0].index] if (text := as_text(cell))), "")
        if _FOOT.match(label or next(filter(None, cells), "")):
            continue
        numbers = _numbers(cells, week, last)
        if numbers:
            yield from current.values()
            current = {}
            for at, (number, rest) in numbers.items():
                if last and number < last[0]:
                    year, month = (year, month + 1) if month < 12 else (year + 1, 1)
                elif last is None and _is_of_month_before(cells, number):
                    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
                last = number, week[at]
                current[at] = _Day(day_in(year, month, number), columns[at], [(row, rest)] if rest else [])
        _add(current, sheet, row, (columns, step), label, numbers)
    yield from current.values()


def _is_between(sheet: Sheet, row: int, columns: list[Column]) -> bool:
    """Whether a line stands between the weeks: the title of the next month, its weekdays, a note over most of them."""
    filled = [text for cell in sheet.rows[row] if (text := as_text(cell))]
    if len(week_in(sheet.rows[row])) >= FEWEST or (len(filled) == 1 and month_in(filled)[1] and len(filled[0]) > 4):
        return True
    return any(
        top == row and left <= columns[0].index and right - left + 1 >= _WIDE for top, left, _b, right in sheet.merged
    )


def _numbers(cells: list[str], week: list[int], last: tuple[int, int] | None) -> dict[int, tuple[int, str]]:
    """The days' numbers in a row, each with what stands behind it in its cell; none if they do not go on from the last."""
    found: dict[int, tuple[int, str]] = {}
    for at, cell in enumerate(cells):
        match = _NUMBER.fullmatch(plain(cell)) if cell else None
        if match is None:
            continue
        number = int(match[1])
        if last is not None and not _follows(number, last[0] + (week[at] - last[1] - 1) % 7 + 1):
            return {}
        if last is None and not 1 <= number <= _LONGEST:
            return {}
        found[at] = number, match[2].strip(" :\n")
        last = number, week[at]
    return found


def _follows(number: int, wanted: int) -> bool:
    """Whether a day is the one expected, also over the end of a month."""
    return number == wanted <= _LONGEST or (number < 8 and _SHORTEST <= wanted - number <= _LONGEST)


def _is_of_month_before(cells: list[str], number: int) -> bool:
    """Whether a calendar begins with the last days of the month before: its own first day stands in the same week."""
    return number > 20 and any((match := _NUMBER.fullmatch(plain(cell))) and int(match[1]) == 1 for cell in cells)


def _add(
    days: dict[int, _Day], sheet: Sheet, row: int, across: tuple[list[Column], int], label: str, numbers: dict[int, Any]
) -> None:
    """Take down what this row says of each day: whom it names, or under a label at its side who came and what was said."""
    columns, step = across
    meaning = next((one for one in meanings_of("visits", label) if one in _WITH_IT), "") if label else ""
    for at, day in days.items():
        start = columns[at].index
        own = range(start + (at in numbers), start + step)
        for text in (as_text(sheet.cell(row, column)) for column in own):
            if is_blank(text):
                continue
            if meaning:
                day.said[meaning] = text
            else:
                day.cells.append((row, text))
