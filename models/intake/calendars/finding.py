"""Visits kept as calendars: days across, months across, or a month as it hangs on the wall."""

from collections.abc import Sequence

from models.intake.calendars.months import Mark, day_columns, day_marks, find_month_table, marked
from models.intake.calendars.said import is_riddle, legend_in
from models.intake.calendars.visited import Known
from models.intake.calendars.walls import explains_marks, find_wall, wall_marks
from models.intake.calendars.whose import visitor_of
from models.intake.calendars.years import find_year_table, year_marks
from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.sheets.context import month_in
from models.intake.sheets.layouts import Layout
from models.words import _

CALENDARS = frozenset({"month", "year", "wall"})
_ANY_YEAR, _ANY_MONTH = 2000, 1


def find_calendar(number: int, sheet: Sheet, file: str, *, asked: bool) -> Layout | None:
    """The calendar of visits on a sheet, or None. `file` is the file's name, `asked` whether visits were called for."""
    said = (sheet.name, file)
    layout = (
        find_month_table(number, sheet, said, asked=asked)
        or find_wall(number, sheet, said, asked=asked)
        or find_year_table(number, sheet, said, asked=asked)
    )
    if layout is None or "month" in layout.context:
        return layout
    here, of_file = month_in((sheet.name, *layout.region.above)), month_in((file,))
    year, month = here[0] or of_file[0], here[1] or (of_file[1] if layout.kind != "year" else 0)
    if year or month:
        layout.context["month"] = (f"{year}年" if year else "") + (f"{month}月" if month else "")
    return layout


def marks(
    layout: Layout, sheet: Sheet, rows: Sequence[int], when: tuple[int, int], known: Known
) -> tuple[list[Mark], str]:
    """Every visit of these rows; and the one thing that is wrong with all of them, or nothing."""
    year, month = when
    legend = _legend(layout, sheet)
    if layout.kind == "month":
        days = day_columns(layout, year, month)
        missing = "" if any(one.year and one.month for one in days) else _no_month()
        found = day_marks(day_columns(layout, _ANY_YEAR, _ANY_MONTH) if missing else days, sheet, rows, legend)
    elif layout.kind == "year":
        missing = "" if year else _no_year()
        found = year_marks(layout, sheet, rows, year or _ANY_YEAR, legend)
    else:
        missing = "" if year and month else _no_month()
        when = year or _ANY_YEAR, month or _ANY_MONTH
        return list(wall_marks(layout, sheet, rows, when, known, legend)), missing
    visitor = visitor_of(layout, sheet)
    if not visitor:
        return list(found), missing
    return [one._replace(said={"visitor": visitor} | one.said) for one in found], missing


def unexplained(layout: Layout, sheet: Sheet, rows: Sequence[int]) -> str:
    """What is said of the crosses under the days of a month where nothing says what they mean; blank if there are none."""
    if layout.kind != "month":
        return ""
    legend = _legend(layout, sheet)
    cells = (as_text(sheet.cell(row, column.index)) for row in rows for column in marked(layout))
    count = sum(is_riddle(text, legend) for text in cells)
    if not count:
        return ""
    sentence = _(
        "{count} cells hold a × and nothing says what it means: no visit was made of them. If somebody came and met "
        "nobody, write so above the table, for instance ×为未见到, and read the file again."
    )
    return sentence.format(count=count)


def _legend(layout: Layout, sheet: Sheet) -> dict[str, str]:
    """What the sheet says anywhere but under its days that the marks mean."""
    days, rows = {column.index for column in marked(layout)}, set(layout.region.rows)
    return legend_in(
        cell
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and (row not in rows or column not in days or explains_marks(cells))
    )


def _no_year() -> str:
    return _("Nothing says which year this is. Write it in the title, for instance 2026年, and read the file again.")


def _no_month() -> str:
    return _(
        "Nothing says which month this is. Write it in the title, for instance 2026年3月, and read the file again."
    )
