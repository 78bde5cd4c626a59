"""What surrounds a board's body: frame, heading band, foot. All proportions are shares of the style's unit."""

from dataclasses import dataclass
from functools import cached_property

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

HEADING = 0.16
"""The most of a page's height that a long title takes."""

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
    foot: "Foot"

    @cached_property
    def width(self) -> float:
        """Trimmed width in points."""
        return self.style.paper.width * MM

    @cached_property
    def height(self) -> float:
        """Trimmed height in points."""
        return self.style.paper.height * MM

    @cached_property
    def inset(self) -> float:
        """From the edge to the fine line."""
        return self.style.unit * FINE

    @cached_property
    def room(self) -> float:
        """Width of the body."""
        return self.width - 2 * self.style.margin

    @cached_property
    def top(self) -> float:
        """Where the body begins, from below."""
        return self.height - self.inset - self.heading - self.style.unit * 0.035

    @cached_property
    def body(self) -> float:
        """Height of the body."""
        return self.top - self.inset - self.foot.height - self.style.unit * 0.028

    def open(self, context: Context, page: int) -> None:
        """Draw frame and heading of one of the board's pages: what is read before the body."""
        self._ground(context)
        self._heading(context, page)

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

    def close(self, context: Context, page: int, pages: int) -> None:
        """Draw the foot, which is read last."""
        ink, theme, style = context.ink, self.style.theme, self.style
        inset, half = self.inset, style.line / 2
        if not self.foot.height:
            return
        top = inset + self.foot.height
        if theme.filled:
            ink.rect(inset + half, inset + half, self.width - 2 * (inset + half), self.foot.height - half, theme.panel)
        ink.lines([(inset, top, self.width - inset, top)], theme.gold, style.line)
        self.foot.draw(context, style, self.width, top, f"第{page + 1}页 共{pages}页" if pages > 1 else "")


@dataclass(frozen=True)
class Foot:
    """The foot: numbers to call at the left, who issued the board at the right. Sizes in points."""

    phones: tuple[tuple[str, str], ...]
    issuer: tuple[str, ...]
    label: float
    number: float
    small: float
    height: float

    def draw(self, context: Context, style: Style, wide: float, top: float, pages: str) -> None:
        """Draw the words of a foot whose upper edge is at ``top``."""
        self._phones(context, style, top)
        lines = (*self.issuer, pages) if pages else self.issuer
        pitch = self.small * 1.62
        y = top - (self.height - pitch * len(lines)) / 2
        for line in lines:
            base = y - (pitch - self.small) / 2 - self.small * BASELINE
            context.ink.text(wide - style.margin, base, line, SANS, self.small, style.theme.soft, "right")
            y -= pitch

    def _phones(self, context: Context, style: Style, top: float) -> None:
        ink, colour, x = context.ink, style.theme.ink, style.margin
        indent = max((width(label, SANS) for label, _ in self.phones), default=0.0) * self.label + self.label * 0.9
        pitch = self.number * 1.72
        y = top - (self.height - pitch * len(self.phones)) / 2
        for label, phone in self.phones:
            base = y - (pitch - self.number) / 2 - self.number * BASELINE
            ink.text(x, base, label, SANS, self.label, colour)
            ink.text(x + indent, base, phone, SANS_BOLD, self.number, colour)
            y -= pitch


def _measured_foot(style: Style, board: Board, room: float, factor: float) -> Foot:
    """Return the foot with its words at that share of their usual size."""
    smallest = style.smallest if factor == 1.0 else 0.0
    label, number, small = (max(style.unit * share * factor, smallest) for share in (0.0238, 0.0292, 0.0192))
    rows = (("社区服务电话", board.service_phone), ("监督电话", board.supervision_phone))
    phones = tuple((name, clean(phone)) for name, phone in rows if phone)
    taken = max((width(phone, SANS_BOLD) * number + label * 7.4 for _, phone in phones), default=0.0)
    when = " · ".join(part for part in (board.issued, f"编号 {board.number}" if board.number else "") if part)
    texts = [text for text in (board.office.replace("  ", "\u3000"), when) if text]
    share = max(room - taken, room * 0.3)
    issuer = tuple(line for text in texts for line in break_lines(text, SANS, small, share))
    words = max(len(phones) * number * 1.72, len(issuer) * small * 1.62)
    fits = taken <= room * 0.7 and words <= style.paper.height * MM * 0.2
    if not fits and factor > 0.1:
        return _measured_foot(style, board, room, factor * 0.85)
    tall = max(words, (len(issuer) + 1) * small * 1.62 - small) + style.unit * 0.036
    return Foot(phones, issuer, label, number, small, tall if phones or issuer else 0.0)


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
    lines = break_lines(text, SERIF_BOLD, size, room)
    while len(lines) * size * 1.24 > style.paper.height * MM * HEADING:
        size *= 0.9
        lines = break_lines(text, SERIF_BOLD, size, room)
    return lines, size, 0.0


def frame(style: Style, board: Board, emblem: Emblem | None = None, bleed: float = 0.0) -> Frame:
    """Measure the surroundings of a board. They do not change with the body's scale."""
    unit, room = style.unit, style.paper.width * MM - 2 * style.margin
    lines, size, spacing = _title(style, board.title, room)
    heading = unit * 0.068 + size * 1.24 * len(lines) - size * 0.06
    if board.overline:
        heading += max(unit * 0.0262, style.smallest) * 1.42
    if emblem is not None:
        heading += min(size * 1.35, room / emblem.ratio) + unit * 0.02
    foot = _measured_foot(style, board, room, 1.0)
    return Frame(style, board, emblem, bleed, lines, size, spacing, heading, foot)
