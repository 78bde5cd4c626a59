"""Door plates: a member's contact household, a party member's home; several on a sheet, to be cut apart.

A plate names a person only if its content does; the door is never on it (domain reference section 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.boards.content import Board
from exports.boards.paper import MM, Paper
from exports.boards.parts import text_block
from exports.boards.photos import Emblem
from exports.boards.pieces import Piece, height
from exports.boards.portraits import portrait
from exports.boards.press import crop_marks
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS, SANS_BOLD, SERIF_BOLD, clean, width
from models.words import _

__all__ = ["PLATES", "Sheet", "sheet_of"]

PLATES = ("contact", "plate")

EDGE = 9 * MM
"""White kept around a sheet of plates."""

GUTTER = 6 * MM
"""Between two plates: room for the cut marks."""

SMALLEST = 2.6 * MM
"""The text height on a plate, read from the hand, under which a remark is made."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How plates of one size lie on a sheet, in points."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float

    @property
    def count(self) -> int:
        """How many plates fit."""
        return self.across * self.down

    def place(self, index: int) -> tuple[float, float]:
        """Return the lower left corner of the n-th plate."""
        column, row = index % self.across, index // self.across
        return self.left + column * (self.width + GUTTER), self.top - row * (self.height + GUTTER) - self.height


def sheet_of(paper: Paper, size: tuple[float, float]) -> Sheet:
    """Return the arrangement of plates of a size in mm; a plate larger than the sheet is made to fit it."""
    room_x, room_y = paper.width * MM - 2 * EDGE, paper.height * MM - 2 * EDGE
    shrink = min(1.0, room_x / (size[0] * MM), room_y / (size[1] * MM))
    wide, tall = size[0] * MM * shrink, size[1] * MM * shrink
    across = max(1, int((room_x + GUTTER + 0.01) / (wide + GUTTER)))
    down = max(1, int((room_y + GUTTER + 0.01) / (tall + GUTTER)))
    used_x, used_y = across * (wide + GUTTER) - GUTTER, down * (tall + GUTTER) - GUTTER
    return Sheet(
        across, down, wide, tall, (paper.width * MM - used_x) / 2, paper.height * MM - (paper.height * MM - used_y) / 2
    )


def draw_plate(
    context: Context, style: Style, board: Board, sheet: Sheet, index: int, emblem: Emblem | None = None
) -> None:
    """Draw one plate in its place, with the marks to cut it out."""
    x, y = sheet.place(index)
    wide, tall = sheet.width, sheet.height
    _ground(context, style, x, y, wide, tall)
    unit = min(wide, tall * 1.5)
    inner = wide - unit * 0.17
    photo = _photo_width(board, unit)
    text_room = inner - (photo * 1.2 if photo else 0.0)
    pieces, size = _fit(style, board, text_room, tall - unit * 0.17, unit, emblem)
    if size < SMALLEST - 0.01:
        context.remarks.append(("shrunk", _small(board, size / MM)))
    left = x + (wide - inner) / 2
    if photo:
        portrait(style, context, board.lead[0], left, y + tall / 2 + photo * 0.7, photo)
        left += photo * 1.2
    at = y + tall / 2 + height(pieces) / 2
    for number, piece in enumerate(pieces):
        at -= piece.gap if number else 0.0
        piece.draw(context, left, at)
        at -= piece.height
    crop_marks(context.ink, x, y, wide, tall, 0.8 * MM, 1.8 * MM)


def _small(board: Board, high: float) -> str:
    """Return the remark on a plate whose words are small, saying whose it is among several on a sheet."""
    whose = next((officer.name for officer in board.lead), board.number or board.title)
    return _("The words on the plate of {name} are only {size:.1f} mm high: it says too much").format(
        name=whose, size=high
    )


def _photo_width(board: Board, unit: float) -> float:
    """Return the width of the photo, none where nobody's photo is to be shown."""
    return unit * 0.26 if board.lead and board.lead[0].photo is not None else 0.0


def _ground(context: Context, style: Style, x: float, y: float, wide: float, tall: float) -> None:
    theme, ink, unit = style.theme, context.ink, min(wide, tall * 1.5)
    border, fine = unit * 0.03, unit * 0.045
    if theme.filled:
        ink.rect(x, y, wide, tall, theme.frame)
        ink.round_rect(x + border, y + border, wide - 2 * border, tall - 2 * border, unit * 0.02, theme.ground)
    else:
        ink.rect(x + 0.6, y + 0.6, wide - 1.2, tall - 1.2, None, theme.frame, 1.2)
    ink.round_rect(
        x + fine, y + fine, wide - 2 * fine, tall - 2 * fine, unit * 0.014, None, theme.gold, max(unit * 0.003, 0.5)
    )


def _fit(
    style: Style, board: Board, room: float, tall: float, unit: float, emblem: Emblem | None
) -> tuple[list[Piece], float]:
    """Return the plate's lines at the largest size that fits its height, and the size of the smallest text."""
    size = unit * 0.046
    while True:
        pieces = _pieces(style, board, room, size, emblem)
        if height(pieces) <= tall or size < 0.3:
            return pieces, size
        size *= 0.94


def _title(style: Style, text: str, room: float, size: float) -> Piece:
    """Return the plate's title on one line as wide as it may be, letters apart."""
    text = clean(text)
    natural = max(width(text, SERIF_BOLD), 0.5)
    fitted = min(size, room / natural)
    spacing = min(fitted * 0.2, max(room - natural * fitted, 0.0) / max(len(text) - 1, 1))

    def draw(context: Context, x: float, y: float) -> None:
        colour = style.theme.accent
        context.ink.text(x + room / 2, y - fitted, text, SERIF_BOLD, fitted, colour, "centre", spacing)

    return Piece(fitted * 1.22, draw)


def _rule(style: Style, room: float, size: float) -> Piece:
    """Return the fine line under the title, with a lozenge in its middle."""

    def draw(context: Context, x: float, y: float) -> None:
        middle, half, colour = x + room / 2, room * 0.3, style.theme.gold
        gap, line = size * 0.5, max(size * 0.06, 0.5)
        context.ink.lines([(middle - half, y, middle - gap, y), (middle + gap, y, middle + half, y)], colour, line)
        context.ink.circle(middle, y, size * 0.14, colour if style.theme.filled else None, colour, line)

    return Piece(0.0, draw, size * 0.6)


def _pieces(style: Style, board: Board, room: float, size: float, emblem: Emblem | None) -> list[Piece]:
    theme = style.theme
    pieces: list[Piece] = []

    def add(text: str, share: float, bold: bool, accent: bool, gap: float) -> None:
        if text:
            colour = theme.accent if accent else theme.ink
            piece = text_block(text, SANS_BOLD if bold else SANS, size * share, colour, room, "centre", 1.34)
            piece.gap = size * gap
            pieces.append(piece)

    if emblem is not None:
        pieces.append(_emblem(emblem, room, size))
    add(board.overline, 1.08, False, False, 0.0)
    title = _title(style, board.title, room, size * (3.7 if board.kind == "plate" else 3.1))
    title.gap = size * 0.3
    pieces += [title, _rule(style, room, size)]
    first = 0.75
    for officer in (*board.lead, *board.officers):
        named = "　".join(part for part in (officer.post, officer.name) if part)
        add(named, 1.5, True, False, first)
        add(officer.phone, 1.5, True, True, 0.1)
        add("；".join(part for part in (officer.area, officer.duties, officer.pledge) if part), 1.0, False, False, 0.3)
        first = 0.4
    add(board.area, 1.0, False, False, 0.35)
    joined = ("　".join(part for part in row if part) for row in (*board.buildings, *board.items, *board.rows))
    for text in (*board.duties, *board.steps, *board.paragraphs, *joined):
        add(text, 1.0, False, False, 0.2)
    add(board.introduction, 1.16, True, True, 0.45)
    phones = (("社区服务电话", board.service_phone), ("监督电话", board.supervision_phone), *board.hotlines)
    add("　".join(f"{label} {phone}" for label, phone in phones if phone), 1.0, False, False, 0.35)
    when = " · ".join(part for part in (board.issued, f"编号 {board.number}" if board.number else "") if part)
    add("　".join(part for part in (board.office.replace("  ", "　"), when) if part), 1.0, False, False, 0.35)
    return pieces


def _emblem(emblem: Emblem, room: float, size: float) -> Piece:
    tall = size * 2.6
    wide = min(tall * emblem.ratio, room)
    tall = wide / emblem.ratio

    def draw(context: Context, x: float, y: float) -> None:
        context.ink.place(emblem.name, x + (room - wide) / 2, y - tall, wide, tall)

    return Piece(tall, draw)


def draw_sheet(
    context: Context, style: Style, boards: Sequence[Board], sheet: Sheet, emblems: Sequence[Emblem | None]
) -> None:
    """Draw one sheet of plates, each with its emblem."""
    for index, (board, emblem) in enumerate(zip(boards, emblems, strict=True)):
        draw_plate(context, style, board, sheet, index, emblem)
