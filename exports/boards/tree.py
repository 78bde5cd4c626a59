"""A tidy tree for the organisation chart: boxes that never overlap, lines that never cross.

The upper levels stand side by side, a parent over the middle of its children; below a chosen level everything is an indented
list, which is what keeps two thousand units on one large sheet. Lengths are in ems of the chart's text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Box", "Placed", "lay_out"]

GAP = 1.3
"""Between boxes side by side."""

RISE = 2.4
"""From a parent's foot to its children's heads."""

ROW = 0.55
"""Between boxes of a list."""

INDENT = 1.5
"""From a parent's left edge to its list."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed: its node, its size, its children."""

    id: str
    width: float
    height: float
    children: tuple["Box", ...] = ()


@dataclass(slots=True)
class Placed:
    """Where boxes stand (left, top measured downwards) and the lines between them."""

    boxes: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def add(self, other: "Placed", x: float, y: float) -> None:
        """Take over another piece of the tree, moved."""
        for name, (left, top) in other.boxes.items():
            self.boxes[name] = (left + x, top + y)
        self.lines += [(x1 + x, y1 + y, x2 + x, y2 + y) for x1, y1, x2, y2 in other.lines]
        self.width = max(self.width, x + other.width)
        self.height = max(self.height, y + other.height)


def _list(box: Box) -> tuple[Placed, float]:
    """Place a box with everything below it as an indented list; also return where its head's middle is."""
    placed = Placed({box.id: (0.0, 0.0)}, [], box.width, box.height)
    y = box.height
    trunk = INDENT * 0.45
    last = 0.0
    for child in box.children:
        y += ROW
        sub, _ = _list(child)
        placed.add(sub, INDENT, y)
        last = y + child.height / 2
        placed.lines.append((trunk, last, INDENT, last))
        y += sub.height
    if box.children:
        placed.lines.append((trunk, box.height, trunk, last))
    return placed, box.width / 2


def _row(children: Sequence[Box], across: int) -> tuple[Placed, list[float]]:
    """Place children side by side; also return where the middles of their heads are."""
    placed, middles, x = Placed(), [], 0.0
    for child in children:
        sub, middle = _tree(child, across - 1, 1)
        placed.add(sub, x, 0.0)
        middles.append(x + middle)
        x += sub.width + GAP
    return placed, middles


def _tree(box: Box, across: int, bands: int) -> tuple[Placed, float]:
    """Place a box and all below it; ``across`` levels stand side by side, the children in so many bands."""
    if across <= 0 or not box.children:
        return _list(box)
    if bands > 1 and len(box.children) > 1:
        return _banded(box, across, bands)
    row, middles = _row(box.children, across)
    middle = (middles[0] + middles[-1]) / 2
    shift = max(box.width / 2 - middle, 0.0)
    placed = Placed({box.id: (middle + shift - box.width / 2, 0.0)}, [], 0.0, box.height)
    placed.width = middle + shift + box.width / 2
    placed.add(row, shift, box.height + RISE)
    _fork(placed, middle + shift, box.height, [each + shift for each in middles], box.height + RISE)
    return placed, middle + shift


def _fork(placed: Placed, x: float, top: float, middles: Sequence[float], heads: float) -> None:
    """Draw the lines from a parent's foot to its children's heads."""
    bus = heads - RISE * 0.5
    placed.lines.append((x, top, x, bus))
    ends = [*middles, x]
    if max(ends) > min(ends):
        placed.lines.append((min(ends), bus, max(ends), bus))
    placed.lines += [(each, bus, each, heads) for each in middles]


def _banded(box: Box, across: int, bands: int) -> tuple[Placed, float]:
    """Place the children in several bands under each other, all hanging from one trunk at the left."""
    size = -(-len(box.children) // bands)
    groups = [box.children[start : start + size] for start in range(0, len(box.children), size)]
    placed = Placed({}, [], 0.0, box.height)
    y, trunk, bus = box.height + RISE, 0.0, box.height + RISE * 0.5
    first = bus
    for group in groups:
        row, middles = _row(group, across)
        placed.add(row, GAP * 1.4, y)
        bus = y - RISE * 0.5
        middles = [each + GAP * 1.4 for each in middles]
        placed.lines.append((trunk, bus, middles[-1], bus))
        placed.lines += [(each, bus, each, y) for each in middles]
        y += row.height + RISE
    middle = max(placed.width / 2, box.width / 2)
    placed.boxes[box.id] = (middle - box.width / 2, 0.0)
    placed.width = max(placed.width, middle + box.width / 2)
    placed.lines += [(middle, box.height, middle, first), (trunk, first, trunk, bus), (trunk, first, middle, first)]
    return placed, middle


def _depth(box: Box) -> int:
    return 1 + max((_depth(child) for child in box.children), default=0)


def lay_out(root: Box, width: float, height: float) -> tuple[Placed, float]:
    """Return the way of placing the tree that can be drawn largest in that room, and its scale (points an em)."""
    best: tuple[Placed, float] | None = None
    for across in range(1, min(_depth(root), 4)):
        for bands in range(1, 7 if across == 1 else 2):
            placed, _ = _tree(root, across, bands)
            scale = min(width / placed.width, height / placed.height)
            if best is None or scale > best[1] * 1.02:
                best = placed, scale
    if best is None:
        placed, _ = _list(root)
        best = placed, min(width / placed.width, height / placed.height)
    return best


def boxes(nodes: Sequence[tuple[str, str]], sizes: Mapping[str, tuple[float, float]]) -> list[Box]:
    """Return the trees that (id, parent) pairs make, children in the order given.

    A node whose parent is not there stands at the top; one caught in a circle does too, so that nothing is lost.
    """
    known = {name for name, _ in nodes}
    children: dict[str, list[str]] = {}
    tops: list[str] = []
    for name, parent in nodes:
        if parent in known and parent != name:
            children.setdefault(parent, []).append(name)
        else:
            tops.append(name)
    used: set[str] = set()

    def make(name: str) -> Box:
        used.add(name)
        below = tuple(make(child) for child in children.get(name, ()) if child not in used)
        return Box(name, *sizes[name], below)

    trees = [make(name) for name in tops]
    for name, _ in nodes:
        if name not in used:
            trees.append(make(name))
    return trees
