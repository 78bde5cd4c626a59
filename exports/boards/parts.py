"""The parts boards are made of: section title, paragraphs, numbered steps, a table of rows, facts."""

import math
from collections.abc import Sequence

from exports.boards.pieces import Piece, beside, shelf
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS, SANS_BOLD, Face, clean, width
from exports.pdf.ink import Anchor, Colour
from exports.pdf.lines import break_lines, widest

__all__ = [
    "BASELINE",
    "LEADING",
    "facts",
    "paragraphs",
    "parted",
    "section",
    "side_by_side",
    "steps",
    "table",
    "text_block",
]

LEADING = 1.62
"""Line height of running text in ems: Chinese needs air between lines to be read from a few steps away."""

BASELINE = 0.88
"""From the top of the em square down to the baseline, in ems."""


def text_block(
    text: str,
    face: Face,
    size: float,
    colour: Colour,
    room: float,
    anchor: Anchor = "left",
    leading: float = 1.3,
) -> Piece:
    """Return text broken into lines, in a box ``room`` wide; the first line has no extra space above it."""
    lines = break_lines(text, face, size, room)
    pitch = size * leading
    shift = {"left": 0.0, "centre": room / 2, "right": room}[anchor]

    def draw(context: Context, x: float, y: float) -> None:
        base = y - (pitch - size) / 2 - size * BASELINE
        for index, line in enumerate(lines):
            context.ink.text(x + shift, base - index * pitch, line, face, size, colour, anchor)

    return Piece(pitch * len(lines), draw)


def parted(name: str, face: Face, size: float, room: float) -> str:
    """Return a name that is too wide for one line with its breaks after the middle dots: 阿依努尔· / 买买提."""
    return name.replace("·", "·\n") if "·" in name and width(clean(name), face) * size > room else name


def section(style: Style, title: str, room: float) -> Piece:
    """Return a section title: a bar and bold words in the accent colour. It stays with what follows."""
    theme, size = style.theme, style.section
    bar, indent = size * 0.3, size * 0.88
    block = text_block(title, SANS_BOLD, size, theme.accent, room - indent, leading=1.24)

    def draw(context: Context, x: float, y: float) -> None:
        fill = theme.mark if theme.filled else None
        context.ink.rect(x, y - block.height, bar, block.height, fill, theme.mark, style.line)
        block.draw(context, x + indent, y)

    return Piece(block.height, draw, style.gap, keep=True, firm=False)


def paragraphs(style: Style, texts: Sequence[str], room: float, first_gap: float | None = None) -> list[Piece]:
    """Return running text, a piece for each line, so that long texts can flow over pages."""
    pieces: list[Piece] = []
    size, theme = style.body, style.theme
    for number, text in enumerate(texts):
        for index, line in enumerate(break_lines(text, SANS, size, room)):
            piece = text_block(line, SANS, size, theme.ink, room + size, leading=LEADING)
            if number or index:
                piece.gap = 0.0 if index else size * 0.18
            else:
                piece.gap = style.step * 0.8 if first_gap is None else first_gap
            pieces.append(piece)
    return pieces


def steps(style: Style, texts: Sequence[str], room: float) -> list[Piece]:
    """Return numbered steps: a disc with the number, the words beside it."""
    if style.running:
        return paragraphs(style, [f"{index + 1}. {text}" for index, text in enumerate(texts)], room)
    return [_step(style, index + 1, text, room) for index, text in enumerate(texts)]


def _step(style: Style, number: int, text: str, room: float) -> Piece:
    theme, size = style.theme, style.body
    radius = size * 0.88
    indent = radius * 2 + size * 0.7
    block = text_block(text, SANS, size, theme.ink, room - indent, leading=1.45)
    tall = max(block.height, radius * 2)

    def draw(context: Context, x: float, y: float) -> None:
        middle = y - max(size * 1.45, radius * 2) / 2
        fill = theme.mark if theme.filled else None
        context.ink.circle(x + radius, middle, radius, fill, None if fill else theme.mark, style.line)
        colour = theme.on_mark if theme.filled else theme.mark
        context.ink.text(x + radius, middle - size * 0.36, str(number), SANS_BOLD, size, colour, "centre")
        block.draw(context, x + indent, middle + size * 1.45 / 2)

    return Piece(tall, draw, style.step * 0.9)


def side_by_side(style: Style, left: list[Piece], right: list[Piece], room: float) -> list[Piece]:
    """Return two blocks beside each other, or under each other where the style asks for it or one is missing."""
    if style.stacked or not left or not right:
        return left + right
    return [beside(((0.0, left), (room * RIGHT, right)), style.gap)]


RIGHT = 0.565
"""Where the right half of a pair begins, as a share of the width."""


def table(style: Style, rows: Sequence[tuple[str, ...]], room: float, across: int = 0) -> list[Piece]:
    """Return rows of (label, name, phone, ...) with a fine line under each, in as many columns as fit."""
    if not rows:
        return []
    if style.running:
        return paragraphs(style, ["\u3000".join(text for text in row if text) for row in rows], room)
    size = style.body
    columns = max(len(row) for row in rows)
    wanted = [
        _usual([width(clean(row[at]), SANS) * size for row in rows if at < len(row)], size) for at in range(columns)
    ]
    needed = sum(wanted) + size * 1.1 * columns
    most = across or max(1, min(int((room + size * 1.4) / needed), 4, len(rows)))
    count = math.ceil(len(rows) / math.ceil(len(rows) / most))
    between = size * 1.4
    cell_room = room / count - (between if count > 1 else 0.0)
    shares = _shares(wanted, cell_room, size)
    cells = [_table_row(style, row, shares, cell_room) for row in rows]
    shelves = shelf(cells, count, room + (between if count > 1 else 0.0), 0.0)
    shelves[0].gap = style.step * 0.4
    return shelves


def _usual(widths: list[float], size: float) -> float:
    """Return the width that most rows need: one text much longer than the others may break over lines instead."""
    ordered = sorted(widths)
    return min(ordered[-1], max(ordered[len(ordered) * 3 // 4] * 1.35, size * LONG_NAME))


LONG_NAME = 8.2
"""Ems that a table always grants: 阿依努尔·买买提 on one line."""


def _shares(wanted: list[float], room: float, size: float) -> list[float]:
    """Share a row's width out among its columns, by what their texts need; the rest goes evenly."""
    padded = [each + size * 0.8 for each in wanted]
    total = sum(padded)
    if total <= room:
        spare = (room - total) / len(padded)
        return [each + spare for each in padded]
    floor = [min(each, room / len(padded)) for each in padded]
    over = [each - low for each, low in zip(padded, floor, strict=True)]
    spare = room - sum(floor)
    return [low + spare * extra / sum(over) for low, extra in zip(floor, over, strict=True)]


def _table_row(style: Style, row: tuple[str, ...], shares: list[float], room: float) -> Piece:
    theme, size = style.theme, style.body
    faces = (SANS, SANS_BOLD, SANS_BOLD, SANS)
    colours = (theme.ink, theme.ink, theme.accent, theme.soft)
    cells = [
        _cell(text, faces[min(at, 3)], size, colours[min(at, 3)], shares[at] - size * 0.4)
        for at, text in enumerate(row)
    ]
    pad = size * 0.28
    tall = max(cell.height for cell in cells) + 2 * pad

    def draw(context: Context, x: float, y: float) -> None:
        at = x
        for cell, share in zip(cells, shares, strict=False):
            cell.draw(context, at, y - pad)
            at += share
        context.ink.lines([(x, y - tall, x + room, y - tall)], theme.rule, style.line)

    return Piece(tall, draw)


def _cell(text: str, face: Face, size: float, colour: Colour, room: float) -> Piece:
    return text_block(parted(text, face, size, room), face, size, colour, room)


def facts(style: Style, rows: Sequence[tuple[str, str]], room: float) -> list[Piece]:
    """Return labelled facts, one under the other: the label in the accent colour, the value beside it."""
    if style.running:
        return paragraphs(style, [f"{label}：{value}" for label, value in rows], room)
    theme, size = style.theme, style.body
    labels = tuple(clean(label) for label, _ in rows)
    indent = min(widest(labels, SANS_BOLD) * size + size * 1.2, room * 0.4)
    pieces = []
    for label, value in rows:
        left = text_block(label, SANS_BOLD, size, theme.accent, indent - size * 0.5, leading=LEADING)
        right = text_block(value, SANS, size, theme.ink, room - indent, leading=LEADING)
        piece = beside(((0.0, [left]), (indent, [right])), size * 0.1)
        piece.firm = True
        pieces.append(piece)
    if pieces:
        pieces[0].gap = style.step * 0.8
    return pieces
