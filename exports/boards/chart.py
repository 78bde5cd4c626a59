"""The organisation chart: the four levels as a tree on one sheet, or one sheet for each branch where asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exports.boards.content import Board, ChartNode
from exports.boards.frame import Frame
from exports.boards.paper import MM
from exports.boards.style import Context
from exports.boards.tree import Box, Placed, boxes, lay_out
from exports.pdf.fonts import SANS, SANS_BOLD
from exports.pdf.ink import Ink
from exports.pdf.lines import break_lines, widest
from models.words import _

__all__ = ["ChartPage", "pages"]

PAD = 0.5
"""Inside a box, in ems."""

PITCH = 1.28
"""Line height in ems."""

WIDEST = 11.0
"""A box's text breaks beyond this many ems."""

SMALLEST = 1.9 * MM
"""Text height under which a chart is split over sheets, or a remark is made."""

LARGEST = 1.6
"""A small chart is not blown up beyond this share of the paper's running text."""


@dataclass(frozen=True)
class _Words:
    """A box's lines: each with its size in ems and whether it is bold."""

    lines: tuple[tuple[str, float, bool], ...]
    width: float
    height: float


def _words(node: ChartNode, short: bool) -> _Words:
    """Return a box's lines; a ``short`` box has title and subtitle on one line."""
    lines: list[tuple[str, float, bool]] = []
    wide = 0.0
    if short and node.subtitle:
        node = replace(node, title="", subtitle=f"{node.title}　{node.subtitle}")
    for text, size, bold in ((node.title, 1.0, True), (node.subtitle, 0.92, False), (node.note, 0.82, False)):
        if not text.strip():
            continue
        face = SANS_BOLD if bold else SANS
        broken = break_lines(text, face, size, WIDEST * (1.6 if short else 1.0))
        wide = max(wide, widest(broken, face) * size)
        lines += [(line, size, bold) for line in broken]
    tall = sum(size for _, size, _ in lines) * PITCH
    return _Words(tuple(lines), wide + 2 * PAD, tall + 1.4 * PAD)


@dataclass
class ChartPage:
    """One sheet of a chart, measured. ``size`` is the text height in points."""

    frame: Frame
    nodes: dict[str, ChartNode]
    words: dict[str, _Words]
    levels: dict[str, int]
    placed: Placed
    size: float

    def draw(self, context: Context, page: int, count: int) -> None:
        """Draw frame, lines and boxes."""
        self.frame.open(context, page)
        if self.size < SMALLEST - 0.01:
            message = _("The chart's words are only {size:.1f} mm high: take a larger paper or split it")
            context.remarks.append(("shrunk", message.format(size=self.size / MM)))
        room = self.frame.room
        left = self.frame.style.margin + (room - self.placed.width * self.size) / 2
        spare = self.frame.body - self.placed.height * self.size
        top = self.frame.top - max(spare, 0.0) * 0.3
        theme, size = self.frame.style.theme, self.size
        lines = [
            (left + x1 * size, top - y1 * size, left + x2 * size, top - y2 * size)
            for x1, y1, x2, y2 in self.placed.lines
        ]
        context.ink.lines(lines, theme.gold, max(size * 0.09, 0.4))
        for name, (x, y) in self.placed.boxes.items():
            if name in self.nodes:
                self._box(context.ink, name, left + x * size, top - y * size)
        self.frame.close(context, page, count)

    def _box(self, ink: Ink, name: str, x: float, y: float) -> None:
        theme, size, words = self.frame.style.theme, self.size, self.words[name]
        wide, tall, level = words.width * size, words.height * size, self.levels[name]
        solid = theme.filled and level == 0
        fill = theme.mark if solid else theme.panel if theme.filled and level == 1 else theme.ground
        ink.round_rect(
            x, y - tall, wide, tall, size * 0.25, fill, theme.mark if level < 2 else theme.gold, max(size * 0.06, 0.35)
        )
        at = y - 0.7 * PAD * size
        for text, share, bold in words.lines:
            pitch = share * PITCH * size
            base = at - (pitch - share * size) / 2 - share * size * 0.88
            colour = (
                theme.on_mark if solid else theme.accent if bold and level < 2 else theme.ink if bold else theme.soft
            )
            ink.text(x + wide / 2, base, text, SANS_BOLD if bold else SANS, share * size, colour, "centre")
            at -= pitch


def _levels(tree: Box, level: int = 0) -> Iterator[tuple[str, int]]:
    yield tree.id, level
    for child in tree.children:
        yield from _levels(child, level + 1)


@dataclass(frozen=True)
class _Drawn:
    """The nodes of a chart with their boxes' words, and the tree they make under one root."""

    nodes: dict[str, ChartNode]
    words: dict[str, _Words]
    root: Box
    under: int
    """The level of the root: -1 where several tops hang from an unseen one."""


def _page(frame: Frame, tree: Box, drawn: _Drawn, under: int = 0) -> ChartPage:
    placed, scale = lay_out(tree, frame.room, frame.body)
    largest = frame.style.unit * 0.0236 * LARGEST
    return ChartPage(frame, drawn.nodes, drawn.words, dict(_levels(tree, under)), placed, min(scale, largest))


def _drawn(board: Board, short: bool) -> _Drawn:
    nodes = {node.id: node for node in board.nodes}
    parents = {node.parent for node in board.nodes}
    words = {name: _words(node, short and name not in parents) for name, node in nodes.items()}
    words = _evened(board, words, parents)
    sizes = {name: (each.width, each.height) for name, each in words.items()}
    trees = boxes([(node.id, node.parent) for node in nodes.values()], sizes)
    if len(trees) == 1:
        return _Drawn(nodes, words, trees[0], 0)
    return _Drawn(nodes, words, Box("", 0.0, 0.0, tuple(trees)), -1)


def _evened(board: Board, words: dict[str, _Words], parents: set[str]) -> dict[str, _Words]:
    """Return the boxes' words with the last ones under one parent all as wide as the widest, which is calmer."""
    widths: dict[str, float] = {}
    for node in board.nodes:
        if node.id not in parents:
            widths[node.parent] = max(widths.get(node.parent, 0.0), words[node.id].width)
    return {
        node.id: words[node.id] if node.id in parents else replace(words[node.id], width=widths[node.parent])
        for node in board.nodes
    }


def pages(board: Board, frame: Frame) -> list[ChartPage]:
    """Return the sheets of a chart: one, or the top and then each branch if asked or if one would be too small."""
    if not board.nodes:
        return [ChartPage(frame, {}, {}, {}, Placed(), frame.style.body)]
    ways = [_drawn(board, short) for short in (False, True)]
    if not board.split:
        whole = max((_page(frame, way.root, way, way.under) for way in ways), key=lambda page: page.size)
        if whole.size >= SMALLEST or not whole.placed.lines:
            return [whole]
    full, short = ways
    top = replace(full.root, children=tuple(replace(child, children=()) for child in full.root.children))
    sheets = [_page(frame, top, full, full.under)]
    for one, other in zip(full.root.children, short.root.children, strict=True):
        if one.children:
            sheets.append(max(_page(frame, one, full), _page(frame, other, short), key=lambda page: page.size))
    return sheets
