"""A board's body as a stack of pieces that are measured first and drawn when their place is known.

Every piece is a horizontal slice that is never cut. A column of pieces is packed onto as many pages as it needs; space
left over is shared out among the gaps. So text may shrink, then flow to a further page, and nothing falls off.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from exports.boards.style import Context, Style
from exports.pdf.ink import Ink

__all__ = ["Piece", "beside", "draw_column", "height", "pack", "remembered", "shelf"]

Draw = Callable[[Context, float, float], None]
"""Draws at (x of the left edge, y of the top)."""

STRETCH = 1.9
"""How far a gap may grow when there is room to spare."""


@dataclass(slots=True, eq=False)
class Piece:
    """A slice of a column: its height, the gap wanted above it, and whether it must stay with the next one.

    ``firm`` gaps (inside a block) do not grow when there is space left over.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False
    firm: bool = True


def height(pieces: Sequence[Piece]) -> float:
    """Return the height of pieces stacked, without the gap above the first."""
    if not pieces:
        return 0.0
    return sum(piece.height + piece.gap for piece in pieces) - pieces[0].gap


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Gather pieces that must stay together."""
    groups: list[list[Piece]] = []
    joined = False
    for piece in pieces:
        if joined:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        joined = piece.keep
    return groups


def pack(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    """Share pieces out over pages of that height, in order; a group taller than a page gets one of its own."""
    pages: list[list[Piece]] = [[]]
    used = 0.0
    for group in _groups(pieces):
        needed = height(group)
        gap = group[0].gap if pages[-1] else 0.0
        if pages[-1] and used + gap + needed > room + 0.01:
            pages.append([])
            used = gap = 0.0
        pages[-1].extend(group)
        used += gap + needed
    return pages


def draw_column(context: Context, pieces: Sequence[Piece], x: float, top: float, room: float, lower: float) -> None:
    """Draw one page's pieces from the top, letting the gaps between blocks grow into the space left over.

    ``lower`` is the share of what then still remains that goes above the first piece.
    """
    loose = [piece.gap for piece in pieces[1:] if not piece.firm]
    spare = max(room - height(pieces), 0.0)
    factor = 1 + min(spare / sum(loose), STRETCH - 1) if loose else 1.0
    y = top - max(spare - (factor - 1) * sum(loose), 0.0) * lower
    for index, piece in enumerate(pieces):
        if index:
            y -= piece.gap * (1.0 if piece.firm else factor)
        piece.draw(context, x, y)
        y -= piece.height


def beside(columns: Sequence[tuple[float, Sequence[Piece]]], gap: float) -> Piece:
    """Return one piece with columns side by side: each is (offset from the left, its pieces)."""
    tall = max((height(pieces) for _, pieces in columns), default=0.0)

    def draw(context: Context, x: float, y: float) -> None:
        for offset, pieces in columns:
            at = y
            for index, piece in enumerate(pieces):
                at -= piece.gap if index else 0.0
                piece.draw(context, x + offset, at)
                at -= piece.height

    return Piece(tall, draw, gap, firm=False)


def shelf(cells: Sequence[Piece], across: int, room: float, between: float) -> list[Piece]:
    """Arrange cells in rows of so many, row by row; a row is as tall as its tallest cell."""
    pitch = room / across
    rows = [cells[start : start + across] for start in range(0, len(cells), across)]
    return [_row(row, pitch, between if index else 0.0) for index, row in enumerate(rows)]


REMEMBERED = 2000
"""Blocks kept for one style at most."""


def remembered(style: Style, key: Hashable, make: Callable[[], list[Piece]]) -> list[Piece]:
    """Return the block made before for the same key, or make it; its marks too are made once.

    The pieces must depend on the style and the key alone, and nobody may change them.
    """
    found = style.memory.get(key)
    if found is None:
        if len(style.memory) >= REMEMBERED:
            style.memory.clear()
        found = style.memory[key] = [replace(piece, draw=_drawn_once(piece.draw)) for piece in make()]
    return found


def _drawn_once(draw: Draw) -> Draw:
    made: list[Ink] = []

    def again(context: Context, x: float, y: float) -> None:
        if not made:
            ink = Ink(context.ink.document)
            draw(replace(context, ink=ink), 0.0, 0.0)
            made.append(ink)
        context.ink.fragment(x, y, made[0])

    return again


def _row(row: Sequence[Piece], pitch: float, gap: float) -> Piece:
    def draw(context: Context, x: float, y: float) -> None:
        for index, cell in enumerate(row):
            cell.draw(context, x + index * pitch, y)

    return Piece(max(cell.height for cell in row), draw, gap)
