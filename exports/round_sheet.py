"""The visitor's sheet for a day: doors in walking order, and room to write what was found."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from exports.files import replacing
from exports.pdf.document import Document
from exports.pdf.fonts import SANS, SANS_BOLD, Face
from exports.pdf.ink import Colour, Ink
from exports.pdf.lines import break_lines
from models.codes import code_table
from models.register import Register, office
from models.rounds import Due

WIDTH, HEIGHT = 595.28, 841.89  # A4
MARGIN, ROW, HEAD = 36.0, 30.0, 24.0
INK: Colour = (0.13, 0.15, 0.17)
LINE: Colour = (0.6, 0.6, 0.6)
COLUMNS = (
    ("门牌", 118.0), ("姓名", 62.0), ("类别", 74.0), ("频次", 36.0), ("应访", 44.0), ("见到", 32.0), ("没见到", 40.0),
    ("情况和诉求", 117.0),
)  # fmt: skip
BOXES = (5, 6)  # columns with a box to tick


def round_sheet(register: Register, lines: Sequence[Due], on: date, out: Path) -> None:
    """Write the sheet for the visits due on a day."""
    with register.read() as session:
        title = f"{office(session).name}走访单"
    with replacing(out) as file:
        document = Document(file, title)
        pages = list(_pages(lines))
        for number, page in enumerate(pages, 1):
            ink = Ink(document)
            subtitle = f"{on.year}年{on.month}月{on.day}日　应访 {len(lines)} 户　第 {number} / {len(pages)} 页"
            _draw(ink, title, subtitle, page, on)
            document.add_page(WIDTH, HEIGHT, ink.content(), ink.uses)
        document.close()


def _pages(lines: Sequence[Due]) -> list[Sequence[Due]]:
    fitting = int((HEIGHT - 2 * MARGIN - 70 - HEAD - 24) // ROW)
    return [lines[start : start + fitting] for start in range(0, max(len(lines), 1), fitting)]


def _draw(ink: Ink, title: str, subtitle: str, lines: Sequence[Due], on: date) -> None:
    top = HEIGHT - MARGIN
    ink.text(WIDTH / 2, top - 20, title, SANS_BOLD, 18, INK, "centre")
    ink.text(MARGIN, top - 44, subtitle, SANS, 10, INK)
    ink.text(WIDTH - MARGIN, top - 44, "走访人：________________", SANS, 10, INK, "right")
    y = top - 56
    _row(ink, y, HEAD, [name for name, _width in COLUMNS], SANS_BOLD)
    y -= HEAD
    for line in lines:
        _row(ink, y, ROW, _cells(line, on), SANS)
        y -= ROW
    ink.text(MARGIN, MARGIN - 12, "本单含居民信息，仅供走访使用，用后交回社区保管。", SANS, 8.5, INK)


def _cells(line: Due, on: date) -> list[str]:
    late = line.overdue_days(on)
    due = f"超{late}天" if late > 0 else f"{line.due_on.month}-{line.due_on.day}"
    period = code_table("visit_period").chinese(line.period)
    return [line.door, line.person, line.category, period, due, "", "", ""]


def _row(ink: Ink, y: float, height: float, cells: Sequence[str], face: Face) -> None:
    """One row whose upper edge is at y."""
    x = MARGIN
    for column, (cell, (_name, width)) in enumerate(zip(cells, COLUMNS, strict=True)):
        _frame(ink, x, y - height, width, height)
        _fit(ink, x, y, width, height, cell, face)
        if column in BOXES and height == ROW:
            _frame(ink, x + width / 2 - 5.5, y - height / 2 - 5.5, 11, 11)
        x += width


def _frame(ink: Ink, x: float, y: float, width: float, height: float) -> None:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    ink.lines([(*a, *b) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)], LINE, 0.6)


def _fit(ink: Ink, x: float, y: float, width: float, height: float, cell: str, face: Face) -> None:
    """Text in a cell: one line, or two smaller ones, never cut off."""
    for size in (10.0, 9.0, 8.0, 7.0, 6.0):
        wrapped = break_lines(cell, face, size, width - 8)
        if len(wrapped) * size * 1.25 <= height - 4:
            break
    first = y - height / 2 + (len(wrapped) - 1) * size * 0.625 - size * 0.36
    for number, text in enumerate(wrapped):
        ink.text(x + 4, first - number * size * 1.25, text, face, size, INK)
