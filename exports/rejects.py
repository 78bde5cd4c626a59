"""The rows that were not taken, or not in full, as they came in: the cell marked, the reason as its comment.

What is corrected there can be read again as it is: titles, headers and the sheets' names are those of the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from exports.files import replacing
from exports.workbook import display_width, plain
from models.intake import Plan, Problem
from models.intake.files.remarks import OWN_AUTHOR
from models.intake.forms.finding import FormLayout
from models.intake.sheets.table import Table
from models.words import _

_MARK = PatternFill("solid", fgColor="FFD9D9")
_MAYBE = PatternFill("solid", fgColor="FFF0C8")
_HEADER = Font(name="宋体", b=True)
_WIDEST = 40
_DOOR = ("estate", "building", "entrance", "floor", "room")


def write_report(plan: Plan, source_path: Path, out: Path) -> int:
    """Write the workbook of what was not taken, whole rows and single cells; how many rows that is. `source_path` is the
    file they came from."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = _("Not taken from {file}").format(file=Path(source_path).name)
    left = dict(plan.not_taken)
    for table in plan.tables:  # of several tables over the same rows the first brings them
        rows = {row: left.pop(at) for row in set(table.rows) if (at := (table.layout.sheet, row)) in left}
        if rows:
            _sheet(book, table, rows)
    count = len(plan.not_taken) - len(left)
    if not count:
        book.create_sheet(plan.tables[0].sheet.name[:31] or "1" if plan.tables else "1").append(
            [_("Every row was taken.")]
        )
    _absent(book, plan)
    with replacing(Path(out)) as file:
        book.save(file)
    return count


def _sheet(book: Workbook, table: Table, rows: dict[int, list[Problem]]) -> None:
    sheet, region = table.sheet, table.layout.region
    if table.layout.is_one_piece:
        _form(book, table, rows)
        return
    page = book.create_sheet(_page_name(book, sheet.name))
    heads = region.head_rows
    page.freeze_panes = f"A{len(heads) + 1}"
    for index, width in enumerate(_widths(table, rows), 1):
        page.column_dimensions[get_column_letter(index)].width = width
    for number in heads:
        page.append([_cell(page, value, bold=number >= region.first) for value in sheet.rows[number]])
    written = {number: line for line, number in enumerate(heads, 1)}
    for top, left, bottom, right in sheet.merged:
        if top in written and bottom in written:
            area = f"{get_column_letter(left + 1)}{written[top]}:{get_column_letter(right + 1)}{written[bottom]}"
            page.merged_cells.add(area)
    section = -1
    for number in sorted(rows):
        above = max((one for one in region.sections if one < number), default=-1)
        if above != section:
            section = above
            page.append([_cell(page, value) for value in sheet.rows[section]])
        page.append(_marked(page, table, number, rows[number]))


def _absent(book: Workbook, plan: Plan) -> None:
    """Who is not in the file, each in one cell: a list to be looked through, not a table to be read again."""
    if not plan.absent:
        return
    page = book.create_sheet(_page_name(book, _("Not in this file")))
    page.column_dimensions["A"].width = _WIDEST
    page.append(
        [_cell(page, _("Not in this file, and not deleted ({count}):").format(count=len(plan.absent)), bold=True)]
    )
    for one in plan.absent:
        page.append([_cell(page, f"{one.name}　{one.door}")])


def _page_name(book: Workbook, name: str) -> str:
    """The sheet's name, told apart by a number in brackets where several of its tables have rows: a building stays one."""
    called = name[:31] or "1"
    alike = sum(page.title.startswith(name[:26]) for page in book.worksheets)
    return f"{name[:26]}({alike + 1})" if called in book.sheetnames else called


def _form(book: Workbook, table: Table, rows: dict[int, list[Problem]]) -> None:
    """A form is written as a whole: without its labels nobody could correct it."""
    sheet, rows = table.sheet, _where_they_stand(table, rows)
    page = book.create_sheet(sheet.name[:31] or "1")
    for number in range(len(sheet.rows)):
        page.append(
            _marked(page, table, number, rows[number])
            if number in rows
            else [_cell(page, v) for v in sheet.rows[number]]
        )
    for top, left, bottom, right in sheet.merged:
        area = f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}"
        page.merged_cells.add(area)


def _where_they_stand(table: Table, rows: dict[int, list[Problem]]) -> dict[int, list[Problem]]:
    """By row of the sheet; what a form says of one person stands in many of its rows."""
    layout = table.layout
    if not isinstance(layout, FormLayout):
        return rows
    found: dict[int, list[Problem]] = {}
    for number, problems in rows.items():
        for problem in problems:
            row, index = _visible(table, *layout.place_of(number, problem.index))
            found.setdefault(row, []).append(replace(problem, index=index))
    return found


def _visible(table: Table, row: int, index: int) -> tuple[int, int]:
    """Of a merged cell the first, where alone a comment is seen."""
    inside = (one for one in table.sheet.merged if one[0] <= row <= one[2] and one[1] <= index <= one[3])
    top, left, _bottom, _right = next(inside, (row, index, row, index))
    return top, left


def _widths(table: Table, rows: Iterable[int]) -> list[float]:
    sample = [table.sheet.rows[number] for number in list(rows)[:200]]
    width = max(len(table.layout.region.headers), *(len(row) for row in sample))
    return [
        min(_WIDEST, max([8, *(display_width(str(row[column])) for row in sample if column < len(row))])) + 2
        for column in range(width)
    ]


def _marked(page: Any, table: Table, number: int, problems: Sequence[Problem]) -> list[Any]:
    """The row as it stood, what a merged cell or the row above said of its door written out, and its flaws marked."""
    values = list(table.sheet.rows[number])
    if not table.layout.is_one_piece:
        _write_out_door(table, table.rows.index(number), values)
    wanted = {problem.index if problem.index >= 0 else 0 for problem in problems}
    values += [""] * (max(wanted) + 1 - len(values))
    cells = [_cell(page, value) for value in values]
    for index in wanted:
        said = [problem for problem in problems if (problem.index if problem.index >= 0 else 0) == index]
        cells[index].fill = _MARK if any(problem.level == "reject" for problem in said) else _MAYBE
        comment = Comment("\n".join(dict.fromkeys(plain(problem.problem) for problem in said)), OWN_AUTHOR)
        comment.width, comment.height = 320, 90
        cells[index].comment = comment
    return cells


def _write_out_door(table: Table, place: int, values: list[Any]) -> None:
    for column in table.layout.columns:
        if column.index < 0:  # what the title says stands in no cell
            continue
        values += [""] * (column.index + 1 - len(values))
        if values[column.index] not in ("", None):
            continue
        for top, left, bottom, right in table.sheet.merged:
            inside = top <= table.rows[place] <= bottom and left <= column.index <= right
            if inside and bottom > top and column.meaning.startswith("household"):
                values[column.index] = table.sheet.cell(top, left)
        home = table.homes[place] if table.homes else None
        part = column.meaning.removeprefix("household.")
        if home and part != column.meaning and part in _DOOR and values[column.index] in ("", None):
            alone = part == "room" and table.layout.column_of("household.building") is None
            values[column.index] = home.values.get("door" if alone else part) or ""


def _cell(page: Any, value: Any, *, bold: bool = False) -> Any:
    """A cell that says what the file said: text stays text, also where it begins like a formula."""
    cell = WriteOnlyCell(page, plain(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    if bold:
        cell.font = _HEADER
    return cell
