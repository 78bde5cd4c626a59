"""Workbooks through calamine, which is fast, or through openpyxl's streaming reader where calamine would fall.

calamine holds a sheet as one rectangle, so that a single stray cell at XFD1048576 would need the memory of 17 milliard
cells; such a sheet is read row by row instead.
"""

import itertools
from collections.abc import Iterator
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from models.intake.files import ods_marks, sheet_marks, xls_marks
from models.intake.files.containers import Container, Unreadable
from models.intake.files.sheet_read import Marks, Row, SheetRead

_MOST_SHEETS = 400
_MOST_COLUMNS = 400
_MOST_MERGED = 200_000


def read_workbook(path: str, kind: Container) -> Iterator[SheetRead]:
    """Every sheet with cells in it, in the workbook's order."""
    marks = _marks(path, kind)
    if any(one.sparse for one in marks.values()):
        yield from _read_carefully(path, marks)
        return
    # Opened as a stream: by its name calamine would not know a WPS .et for the .xls it is.
    with open(path, "rb") as file, _opened(file) as book:
        for sheet in book.sheets_metadata[:_MOST_SHEETS]:
            if sheet.typ is SheetTypeEnum.WorkSheet:
                visible = sheet.visible is SheetVisibleEnum.Visible
                yield _sheet(book.get_sheet_by_name(sheet.name), marks.get(sheet.name, Marks()), visible)


def _opened(file: BinaryIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Unreadable("password") from error


def _sheet(sheet: CalamineSheet, marks: Marks, visible: bool) -> SheetRead:
    if not marks.merged:
        ranges = itertools.islice(sheet.merged_cell_ranges or (), _MOST_MERGED)
        marks.merged = [(*start, *end) for start, end in ranges]
    return SheetRead(sheet.name, sheet.iter_rows(), sheet.total_height, visible, marks)


def _marks(path: str, kind: Container) -> dict[str, Marks]:
    if kind == "xlsx":
        return sheet_marks.of_xlsx(path)
    if kind == "ods":
        return ods_marks.of_ods(path)
    return xls_marks.of_xls(path) if kind == "xls" else {}


def _read_carefully(path: str, marks: dict[str, Marks]) -> Iterator[SheetRead]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets[:_MOST_SHEETS]:
        sheet.reset_dimensions()  # what a file says of its own size is not to be believed
        rows = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
        yield SheetRead(
            str(sheet.title), _without_none(rows), 0, sheet.sheet_state == "visible", marks.get(sheet.title, Marks())
        )


def _without_none(rows: Iterator[tuple[Any, ...]]) -> Iterator[Row]:
    blank: tuple[Any, ...] = ()  # between rows far apart the same one comes a million times
    for row in rows:
        if row is not blank and not any(row) and set(row) == {None}:
            blank = row
        yield () if row is blank else ["" if value is None else value for value in row]
