"""What surrounds a board's body: frame, heading band, foot. All proportions are shares of the style's unit."""

from dataclasses import dataclass

from exports.boards.content import Board
from exports.boards.paper import MM
from exports.boards.parts import BASELINE
from exports.boards.photos import Emblem
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS, SANS_BOLD, SERIF_BOLD, clean, width
from exports.pdf.lines import break_lines

__all__ = ["Frame", "frame"]

BORDER = 0.0156
"""Thickness of the outer frame."""

FINE = 0.0235
"""Where the fine line runs, from the edge."""


@dataclass(frozen=True)
class Frame:
    """The surroundings of one board's pages, measured: the body gets what is between heading and foot."""

    style: Style
    board: Board
    emblem: Emblem | None
    bleed: float
    title: tuple[str, ...]
    title_size: float
    title_spacing: float
    heading: float
    foot: float

    @property
    def width(self) -> float:
        """Trimmed width in points."""
        return self.style.paper.width * MM

    @property
    def height(self) -> float:
        """Trimmed height in points."""
        return self.style.paper.height * MM

    @property
    def inset(self) -> float:
        """From the edge to the fine line."""
        return self.style.unit * FINE

    @property
    def room(self) -> float:
        """Width of the body."""
        return self.width - 2 * self.style.margin

    @property
    def top(self) -> float:
        """Where the body begins, from below."""
        return self.height - self.inset - self.heading - self.style.unit * 0.035

    @property
    def body(self) -> float:
        """Height of the body."""
        return self.top - self.inset - self.foot - self.style.unit * 0.028

    def draw(self, context: Context, page: int, pages: int) -> None:
        """Draw frame, heading and foot of one of the board's pages."""
        self._ground(context)
        self._heading(context, page)
        self._foot(context, page, pages)

    def _ground(self, context: Context) -> None:
        ink, theme, bleed = context.ink, self.style.theme, self.bleed
        wide, tall, border = self.width, self.height, self.style.unit * BORDER
        if theme.filled:
            ink.rect(-bleed, -bleed, wide + 2 * bleed, tall + 2 * bleed, theme.frame)
            ink.rect(border, border, wide - 2 * border, tall - 2 * border, theme.ground)
        else:
            ink.rect(border, border, wide - 2 * border, tall - 2 * border, None, theme.frame, self.style.line * 2)
        inset = self.inset
        ink.rect(inset, inset, wide - 2 * inset, tall - 2 * inset, None, theme.gold, self.style.line)

    # heading

    def _heading(self, context: Context, page: int) -> None:
        ink, theme, style = context.ink, self.style.theme, self.style
        inset, half = self.inset, style.line / 2
        bottom = self.height - inset - self.heading
        if theme.filled:
            ink.rect(inset + half, bottom, self.width - 2 * (inset + half), self.heading - half, theme.frame)
        else:
            ink.lines([(inset, bottom, self.width - inset, bottom)], theme.frame, style.line * 2)
        y = self.height - inset - style.unit * 0.034
        if self.emblem is not None:
            y = self._emblem(context, y)
        if self.board.overline:
            y = self._overline(context, y)
        title = (*self.title[:-1], self.title[-1] + ("（续）" if page else ""))
        for line in title:
            base = y - self.title_size * (0.12 + BASELINE)
            size = min(self.title_size, self.room / max(width(line, SERIF_BOLD), 1))
            spacing = self.title_spacing if not page else 0.0
            ink.text(self.width / 2, base, line, SERIF_BOLD, size, theme.title, "centre", spacing)
            y -= self.title_size * 1.24

    def _emblem(self, context: Context, y: float) -> float:
        assert self.emblem is not None
        tall = self.title_size * 1.35
        wide = tall * self.emblem.ratio
        if wide > self.room:
            wide, tall = self.room, self.room / self.emblem.ratio
        context.ink.place(self.emblem.name, (self.width - wide) / 2, y - tall, wide, tall)
        return y - tall - self.style.unit * 0.02

    def _overline(self, context: Context, y: float) -> float:
        style, text = self.style, clean(self.board.overline)
        size = max(style.unit * 0.0262, style.smallest)
        room = self.room
        natural = width(text, SANS) * size
        if natural > room:
            size *= room / natural
        spacing = min(size * 0.2, max(room - width(text, SANS) * size, 0.0) / max(len(text), 1))
        context.ink.text(self.width / 2, y - size * BASELINE, text, SANS, size, style.theme.overline, "centre", spacing)
        return y - size * 1.42

    # foot

    def _foot(self, context: Context, page: int, pages: int) -> None:
        ink, theme, style = context.ink, self.style.theme, self.style
        inset, half = self.inset, style.line / 2
        if not self.foot:
            return
        top = inset + self.foot
        if theme.filled:
            ink.rect(inset + half, inset + half, self.width - 2 * (inset + half), self.foot - half, theme.panel)
        ink.lines([(inset, top, self.width - inset, top)], theme.gold, style.line)
        self._phones(context, top)
        self._issuer(context, top, f"第{page + 1}页 共{pages}页" if pages > 1 else "")

    def _phones(self, context: Context, top: float) -> None:
        style, theme = self.style, self.style.theme
        size, number = foot_sizes(style)
        rows = phone_rows(self.board)
        indent = max((width(clean(label), SANS) for label, _ in rows), default=0.0) * size + size * 0.9
        pitch = number * 1.72
        y = top - (self.foot - pitch * len(rows)) / 2
        for label, phone in rows:
            base = y - (pitch - number) / 2 - number * BASELINE
            context.ink.text(style.margin, base, label, SANS, size, theme.ink)
            context.ink.text(style.margin + indent, base, phone, SANS_BOLD, number, theme.ink)
            y -= pitch

    def _issuer(self, context: Context, top: float, pages: str) -> None:
        style, lines = self.style, issuer_lines(self.style, self.board, self.room)
        size = style_small(style)
        lines = (*lines, pages) if pages else lines
        pitch = size * 1.62
        y = top - (self.foot - pitch * len(lines)) / 2
        right = self.width - style.margin
        for line in lines:
            base = y - (pitch - size) / 2 - size * BASELINE
            context.ink.text(right, base, line, SANS, size, style.theme.soft, "right")
            y -= pitch


def foot_sizes(style: Style) -> tuple[float, float]:
    """Return the text sizes of a foot's labels and numbers."""
    return max(style.unit * 0.0238, style.smallest), max(style.unit * 0.0292, style.smallest)


def style_small(style: Style) -> float:
    """Return the size of the issuer's lines, which does not change with the body's scale."""
    return max(style.unit * 0.0192, style.smallest)


def phone_rows(board: Board) -> list[tuple[str, str]]:
    """Return the foot's labelled numbers."""
    rows = (("社区服务电话", board.service_phone), ("监督电话", board.supervision_phone))
    return [(label, phone) for label, phone in rows if phone]


def issuer_lines(style: Style, board: Board, room: float) -> tuple[str, ...]:
    """Return who issued the board and when, broken to fit beside the numbers."""
    size, number = foot_sizes(style)
    taken = max((width(clean(phone), SANS_BOLD) * number + size * 7.4 for _, phone in phone_rows(board)), default=0.0)
    share = room - taken if taken < room * 0.6 else room * 0.4
    when = " · ".join(part for part in (board.issued, f"编号 {board.number}" if board.number else "") if part)
    office = board.office.replace("  ", "\u3000")
    texts = [text for text in (office, when) if text]
    return tuple(line for text in texts for line in break_lines(text, SANS, style_small(style), share))


def _title(style: Style, text: str, room: float) -> tuple[tuple[str, ...], float, float]:
    """Return the title's lines, size and letter-spacing: closer first, then smaller, then two lines."""
    size = style.unit * (0.0725 if not style.paper.landscape else 0.082)
    text = clean(text)
    natural = width(text, SERIF_BOLD)
    spacing = min(0.17, (room / size - natural) / max(len(text) - 1, 1))
    if spacing >= 0.03:
        return (text,), size, spacing * size
    if natural * size * 0.66 <= room:
        return (text,), min(size, room / natural), 0.0
    size *= 0.66
    return break_lines(text, SERIF_BOLD, size, room), size, 0.0


def frame(style: Style, board: Board, emblem: Emblem | None = None, bleed: float = 0.0) -> Frame:
    """Measure the surroundings of a board. They do not change with the body's scale."""
    unit, room = style.unit, style.paper.width * MM - 2 * style.margin
    lines, size, spacing = _title(style, board.title, room)
    heading = unit * 0.068 + size * 1.24 * len(lines) - size * 0.06
    if board.overline:
        heading += max(unit * 0.0262, style.smallest) * 1.42
    if emblem is not None:
        heading += min(size * 1.35, room / emblem.ratio) + unit * 0.02
    left = len(phone_rows(board)) * foot_sizes(style)[1] * 1.72
    right = (len(issuer_lines(style, board, room)) + 1) * style_small(style) * 1.62
    foot = (
        max(left, right - style_small(style)) + unit * 0.036
        if left or board.office or board.issued or board.number
        else 0.0
    )
    return Frame(style, board, emblem, bleed, lines, size, spacing, heading, foot)
