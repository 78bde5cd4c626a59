"""Printing a large board on an office printer: tiled over A4 or A3 sheets, to be cut and glued.

The board is drawn once, as a form, and shown through each sheet's window. Neighbouring sheets share a strip of 10 mm: every
sheet but the outermost is cut along its left and upper window edge and laid over the strip of the one before. A key sheet
comes first and shows which sheet goes where.
"""

import math
from dataclasses import dataclass

from exports.boards.paper import MM, Paper
from exports.pdf.document import Document
from exports.pdf.fonts import SANS, SANS_BOLD, clean
from exports.pdf.ink import Colour, Ink
from exports.pdf.lines import break_lines

__all__ = ["Tiling", "tile", "tiling"]

MARGIN = 10.0
"""What office printers leave white, in mm."""

OVERLAP = 10.0
"""The glue strip, in mm."""

GREY: Colour = (0.35, 0.35, 0.35)
LIGHT: Colour = (0.62, 0.62, 0.62)

HOW = (
    "1. 按实际大小打印（缩放 100%，不要“适合页面”）。",
    "2. 每张沿左边、上边的裁切线裁下；最左一列不裁左边，最上一行不裁上边。",
    "3. 按下图顺序，从左上角开始，把后一张盖在前一张的粘贴条上，对齐虚线粘牢。",
    "4. 全部粘好后，沿公示牌外沿的裁切线裁齐。",
)


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a board is shared out: the sheet as it lies, and how many in each direction."""

    sheet: Paper
    across: int
    down: int

    @property
    def count(self) -> int:
        """How many sheets, without the key."""
        return self.across * self.down

    @property
    def step(self) -> tuple[float, float]:
        """From one window to the next in points."""
        return tuple_mm(self.sheet.width - 2 * MARGIN - OVERLAP, self.sheet.height - 2 * MARGIN - OVERLAP)

    @property
    def window(self) -> tuple[float, float]:
        """What one sheet shows, in points."""
        return tuple_mm(self.sheet.width - 2 * MARGIN, self.sheet.height - 2 * MARGIN)


def tuple_mm(width: float, height: float) -> tuple[float, float]:
    """Return two lengths in points."""
    return width * MM, height * MM


def _needed(length: float, window: float) -> int:
    """Return how many windows cover a length (all in mm)."""
    return max(1, math.ceil(round((length - OVERLAP) / (window - OVERLAP), 6)))


def tiling(board: Paper, sheet: Paper) -> Tiling:
    """Return the way that takes the fewest sheets, upright or on the side."""
    found = []
    for way in (sheet, sheet.turned()):
        across = _needed(board.width, way.width - 2 * MARGIN)
        found.append(Tiling(way, across, _needed(board.height, way.height - 2 * MARGIN)))
    return min(found, key=lambda each: each.count)


def tile(document: Document, ink: Ink, board: Paper, sheet: Paper, title: str) -> None:
    """Write the key sheet and the tiles of one board page."""
    plan = tiling(board, sheet)
    name = f"Board{document.pages}"
    width, height = board.width * MM, board.height * MM
    document.add_form(name, width, height, ink.content(), ink.uses)
    _key(document, plan, name, board, title)
    for row in range(plan.down):
        for column in range(plan.across):
            _sheet(document, plan, name, (width, height), (column, row), title)


def _label(column: int, row: int) -> str:
    """Return the sheet's place: rows by letters from the top, columns by numbers."""
    return f"{chr(ord('A') + row % 26)}{'' if row < 26 else row // 26}{column + 1}"


def _sheet(
    document: Document, plan: Tiling, name: str, size: tuple[float, float], at: tuple[int, int], title: str
) -> None:
    ink = Ink(document)
    margin = MARGIN * MM
    (wide, tall), (step_x, step_y) = plan.window, plan.step
    column, row = at
    left, top = column * step_x, size[1] - row * step_y
    x, y = margin - left, margin + tall - top
    ink.save()
    ink.clip(margin, margin, wide, tall)
    ink.place(name, x, y, 1.0, 1.0)
    ink.restore()
    _edges(ink, plan, (x, y), size, at)
    where = f"{clean(title)} · {_label(column, row)} · 第{row * plan.across + column + 1}张 共{plan.count}张"
    ink.text(margin, margin * 0.32, where, SANS, 7.5, GREY)
    document.add_page(plan.sheet.width * MM, plan.sheet.height * MM, ink.content(), ink.uses)


def _edges(ink: Ink, plan: Tiling, at: tuple[float, float], size: tuple[float, float], place: tuple[int, int]) -> None:
    """Draw cut marks at the window's left and upper edge and at the board's own, and the glue strips."""
    margin, strip = MARGIN * MM, OVERLAP * MM
    wide, tall = plan.window
    column, row = place
    cut_x = [margin] if column else []
    cut_y = [margin + tall] if row else []
    cut_x += [x for x in (at[0], at[0] + size[0]) if margin - 0.1 <= x <= margin + wide + 0.1]
    cut_y += [y for y in (at[1], at[1] + size[1]) if margin - 0.1 <= y <= margin + tall + 0.1]
    ink.lines(_ticks(cut_x, cut_y, margin, wide, tall), GREY, 0.5)
    if column < plan.across - 1:
        x = margin + wide - strip
        ink.lines([(x, margin, x, margin * 0.55), (x, margin + tall, x, margin * 1.45 + tall)], LIGHT, 0.5, 1.5)
        ink.text(x + strip / 2, margin * 1.3 + tall, "粘贴", SANS, 6.5, LIGHT, "centre")
    if row < plan.down - 1:
        y = margin + strip
        ink.lines([(margin, y, margin * 0.55, y), (margin + wide, y, margin * 1.45 + wide, y)], LIGHT, 0.5, 1.5)
        ink.text(margin * 0.5, margin + strip / 2 - 2, "粘贴", SANS, 6.5, LIGHT, "centre")


def _ticks(
    across: list[float], up: list[float], margin: float, wide: float, tall: float
) -> list[tuple[float, float, float, float]]:
    """Return short lines in the white margins where cuts go."""
    near, far = margin * 0.9, margin * 0.5
    lines = []
    for x in across:
        lines += [(x, near, x, far), (x, 2 * margin + tall - near, x, 2 * margin + tall - far)]
    for y in up:
        lines += [(near, y, far, y), (2 * margin + wide - near, y, 2 * margin + wide - far, y)]
    return lines


def _key(document: Document, plan: Tiling, name: str, board: Paper, title: str) -> None:
    """Write the sheet that shows how the others go together."""
    ink = Ink(document)
    upright = plan.sheet.turned() if plan.sheet.landscape else plan.sheet
    page_wide, page_tall = upright.width * MM, upright.height * MM
    margin = 16 * MM
    room = page_wide - 2 * margin
    y = page_tall - margin
    for line in break_lines(clean(title), SANS_BOLD, 15, room):
        ink.text(margin, y - 13, line, SANS_BOLD, 15, (0.1, 0.1, 0.1))
        y -= 21
    size = (
        f"{board.width:g}×{board.height:g} mm，{plan.sheet.name} {plan.count} 张（{plan.down} 行 × {plan.across} 列）"
    )
    for text in (f"拼贴说明：{size}", *HOW):
        for line in break_lines(text, SANS, 9.5, room):
            ink.text(margin, y - 9, line, SANS, 9.5, GREY)
            y -= 15
    y -= 8
    scale = min(room / (board.width * MM), (y - margin) / (board.height * MM))
    _miniature(ink, plan, name, board, (margin, y - board.height * MM * scale), scale)
    document.add_page(page_wide, page_tall, ink.content(), ink.uses)


def _miniature(ink: Ink, plan: Tiling, name: str, board: Paper, at: tuple[float, float], scale: float) -> None:
    wide, tall = board.width * MM * scale, board.height * MM * scale
    x, y = at
    ink.place(name, x, y, scale, scale)
    step_x, step_y = plan.step[0] * scale, plan.step[1] * scale
    down = [(x + step_x * n, y, x + step_x * n, y + tall) for n in range(1, plan.across)]
    across = [(x, y + tall - step_y * n, x + wide, y + tall - step_y * n) for n in range(1, plan.down)]
    outline = [
        (x, y, x + wide, y),
        (x, y + tall, x + wide, y + tall),
        (x, y, x, y + tall),
        (x + wide, y, x + wide, y + tall),
    ]
    ink.lines(down + across + outline, GREY, 0.6)
    size = min(step_x, step_y) * 0.16
    for row in range(plan.down):
        for column in range(plan.across):
            middle_x = x + min(step_x * (column + 0.5), (step_x * column + wide) / 2)
            middle_y = y + tall - min(step_y * (row + 0.5), (step_y * row + tall) / 2)
            ink.circle(middle_x, middle_y, size, (1.0, 1.0, 1.0), GREY, 0.6)
            ink.text(middle_x, middle_y - size * 0.32, _label(column, row), SANS_BOLD, size * 0.9, GREY, "centre")
