"""Blocks of notices: figures of a period, the period itself, running text as letters have it."""

from collections.abc import Sequence
from itertools import groupby

from exports.boards.content import Board, Figure
from exports.boards.layout import Block
from exports.boards.parts import BASELINE, facts, section, text_block
from exports.boards.pieces import Piece, shelf
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS, SANS_BOLD, clean, width
from exports.pdf.lines import break_lines

__all__ = ["figures", "period", "prose"]

SMALL_CELLS = "为保护个人信息，少于3的数以“不足3”表示。"

LEADING = 1.75
"""Line height of a notice's text in ems."""


def _figure(style: Style, figure: Figure, room: float) -> Piece:
    """Return one counted line: the number large, its unit beside it, the label below."""
    theme, size = style.theme, style.body
    big = size * 2.1
    shown, unit = clean(figure.shown), clean(figure.unit)
    big = style.fitted(shown, SANS_BOLD, big, room - size - width(unit, SANS) * size)
    label = text_block(figure.label, SANS, size, theme.soft, room - size, leading=1.3)
    pad = size * 0.5

    def draw(context: Context, x: float, y: float) -> None:
        tall = pad * 2 + big * 1.16 + label.height
        context.ink.lines([(x, y, x, y - tall)], theme.gold, style.line * 2)
        base = y - pad - big * BASELINE
        context.ink.text(x + size * 0.8, base, shown, SANS_BOLD, big, theme.accent)
        after = x + size * 0.8 + width(shown, SANS_BOLD) * big + size * 0.25
        context.ink.text(after, base, unit, SANS, size, theme.soft)
        label.draw(context, x + size * 0.8, y - pad - big * 1.16)

    return Piece(pad * 2 + big * 1.16 + label.height, draw)


def _cells(style: Style, counted: Sequence[Figure], room: float) -> list[Piece]:
    if style.running:
        return facts(style, [(each.label, f"{each.shown}{each.unit}") for each in counted], room)
    across = max(1, min(int(room / (style.body * 8.2)), 4, len(counted)))
    cells = [_figure(style, figure, room / across - style.body * 0.4) for figure in counted]
    rows = shelf(cells, across, room, style.step)
    rows[0].gap = style.step
    return rows


def figures(style: Style, board: Board, title: str) -> Block:
    """Return the figures, each group under its own title; small counts are hidden, and it is said that they are."""
    hidden = any(not figure.exact and figure.shown != f"{figure.count:,}" for figure in board.figures)

    def make(room: float) -> list[Piece]:
        pieces: list[Piece] = []
        for group, counted in groupby(board.figures, key=lambda figure: figure.group):
            pieces += [section(style, group or title, room), *_cells(style, list(counted), room)]
        if hidden:
            remark = text_block(SMALL_CELLS, SANS, style.small, style.theme.soft, room, leading=1.5)
            remark.gap = style.step
            pieces.append(remark)
        return pieces

    return make


def period(style: Style, board: Board, label: str) -> Block:
    """Return the line that says from when to when, set apart by fine lines."""
    text = " 至 ".join(part for part in (board.period_from, board.period_to) if part)

    def make(room: float) -> list[Piece]:
        theme, size = style.theme, style.body * 1.12
        block = text_block(f"{label}：{text}", SANS_BOLD, size, theme.accent, room - size * 2, "centre", 1.4)
        pad = size * 0.55

        def draw(context: Context, x: float, y: float) -> None:
            bottom = y - block.height - 2 * pad
            if theme.filled:
                context.ink.rect(x, bottom, room, y - bottom, theme.panel)
            context.ink.lines([(x, y, x + room, y), (x, bottom, x + room, bottom)], theme.gold, style.line)
            block.draw(context, x + size, y - pad)

        return [Piece(block.height + 2 * pad, draw, style.gap, firm=False)]

    return make


def prose(texts: Sequence[str], style: Style) -> Block:
    """Return the text of a notice, each paragraph indented by two characters as is usual."""

    def make(room: float) -> list[Piece]:
        size, pieces = style.body * 1.06, list[Piece]()
        for text in texts:
            indented = text if text.startswith("\u3000") else f"\u3000\u3000{text}"
            for index, line in enumerate(break_lines(indented, SANS, size, room)):
                piece = text_block(line, SANS, size, style.theme.ink, room + size, leading=LEADING)
                piece.gap = 0.0 if index else size * 0.3
                pieces.append(piece)
        pieces[0].gap, pieces[0].firm = style.gap * 0.7, False
        return pieces

    return make
