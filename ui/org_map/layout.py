"""Where every box of the map stands: levels as rows, no overlaps, no crossing lines, computed once in linear time.

Subtrees are packed by their outlines, one left and one right edge a row, so that a narrow one slips in beside a wide one.
Units without anything below them stand beneath each other in columns where a row of them would grow wide.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

WIDTH, HEIGHT = 188.0, 74.0
GAP = 18.0  # between boxes side by side
RISE = 36.0  # between rows
PILE = 9.0  # between boxes of a column
LOOSE = 23.0  # between them where something is folded in below, which says so under its box
TRUNK = 12.0  # from a column's line to its boxes
FEW = 4  # so many may stand in a row where nothing beside them is open
LOW = 4  # a column is at least so many high before another begins
ASPECT = 2.2  # how much wider than high a large map shall be


class Node(NamedTuple):
    """One unit to place. Nodes come in the order in which siblings stand."""

    id: str
    parent: str | None
    row: int


class Spot(NamedTuple):
    """A box: its left and top."""

    x: float
    y: float


class Line(NamedTuple):
    """One straight piece of the lines between a parent and what is below it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(slots=True)
class Pile:
    """Boxes beneath each other, column by column, `high` to a column."""

    ids: list[str]
    high: int
    gap: float = PILE

    def top(self, step: int) -> float:
        """How far below the first box of a column another one begins."""
        return step * (HEIGHT + self.gap)

    @property
    def columns(self) -> int:
        return math.ceil(len(self.ids) / self.high)

    @property
    def width(self) -> float:
        return self.columns * (TRUNK + WIDTH + GAP) - GAP


@dataclass(slots=True)
class Layout:
    """Boxes by id, the lines with the parent each belongs to, how many units each folded one hides, and the size."""

    spots: dict[str, Spot] = field(default_factory=dict)
    lines: list[tuple[str, Line]] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    piles: dict[str, tuple[Pile, int]] = field(default_factory=dict)  # by id, with the place in the pile
    width: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class _Block:
    """A subtree or a pile, measured from its own middle; outlines are by row."""

    left: dict[int, float]
    right: dict[int, float]
    id: str = ""
    pile: Pile | None = None
    parts: list[tuple[float, "_Block"]] = field(default_factory=list)


def lay_out(nodes: Sequence[Node], folded: Collection[str] = ()) -> Layout:
    """Place all nodes but those below a folded one."""
    made = Layout()
    known = {node.id for node in nodes}
    below: dict[str | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent if node.parent in known else None, []).append(node)
    seen = _seen(below, folded)
    made.hidden = _hidden(nodes, below, folded, {node.id for node in seen})
    if not seen:
        return made
    packing = _Packing(below, {node.id for node in seen if node.id in made.hidden}, seen)
    whole = packing.pack()
    _place(whole, made, packing)
    return made


def _seen(below: dict[str | None, list[Node]], folded: Collection[str]) -> list[Node]:
    """Every node that is shown, parents before what is below them."""
    found = list(below.get(None, ()))
    for node in found:
        if node.id not in folded:
            found += below.get(node.id, ())
    return found


def _hidden(
    nodes: Sequence[Node], below: dict[str | None, list[Node]], folded: Collection[str], seen: Collection[str]
) -> dict[str, int]:
    """How many units stand below each folded one that is shown."""
    counts: dict[str, int] = {}
    order = list(below.get(None, ()))
    for node in order:
        order += below.get(node.id, ())
    for node in reversed(order):
        counts[node.id] = sum(1 + counts[child.id] for child in below.get(node.id, ()))
    return {node.id: counts[node.id] for node in nodes if node.id in folded and node.id in seen and counts[node.id]}


class _Packing:
    """Builds the blocks from the lowest row up."""

    def __init__(self, below: dict[str | None, list[Node]], shut: Collection[str], seen: list[Node]) -> None:
        self.below = {node.id: [] if node.id in shut else below.get(node.id, []) for node in seen}
        self.shut = shut
        self.roots = below.get(None, [])
        self.seen = seen
        self.rows = max(node.row for node in seen) + 1
        self.row_of = {node.id: node.row for node in seen}
        leaves = sum(not self.below[node.id] for node in seen)
        self.high = max(LOW, math.ceil(math.sqrt(leaves * (WIDTH + GAP) / (HEIGHT + PILE) / ASPECT)))

    def pack(self) -> _Block:
        blocks: dict[str, _Block] = {}
        open_beside = self._open_beside()
        for node in reversed(self.seen):
            children = self.below[node.id]
            parts = self._parts(children, blocks, wide=open_beside[node.id] <= 1)
            blocks[node.id] = self._over(node, parts)
        return self._side_by_side(self._parts(self.roots, blocks, wide=True))

    def _open_beside(self) -> dict[str, int]:
        """For each node how many of it and its siblings have something shown below them."""
        found: dict[str, int] = {}
        for family in (self.roots, *self.below.values()):
            open_here = sum(bool(self.below[node.id]) for node in family)
            found.update({node.id: open_here for node in family})
        return found

    def _parts(self, family: list[Node], blocks: dict[str, _Block], *, wide: bool) -> list[_Block]:
        """A family as blocks: runs of those without children become piles unless they are few and have room."""
        found: list[_Block] = []
        run: list[Node] = []
        for node in (*family, None):
            if node is not None and not self.below[node.id] and (not run or run[-1].row == node.row):
                run.append(node)
                continue
            found += self._run(run, blocks, wide=wide)
            run = []
            if node is not None and not self.below[node.id]:
                run = [node]
            elif node is not None:
                found.append(blocks[node.id])
        return found

    def _run(self, run: list[Node], blocks: dict[str, _Block], *, wide: bool) -> list[_Block]:
        if len(run) < 2 or (wide and len(run) <= FEW):
            return [blocks[node.id] for node in run]
        columns = math.ceil(len(run) / self.high)
        gap = LOOSE if any(node.id in self.shut for node in run) else PILE
        pile = Pile([node.id for node in run], math.ceil(len(run) / columns), gap)
        half = pile.width / 2
        rows = range(run[0].row, self.rows)
        return [_Block(dict.fromkeys(rows, -half), dict.fromkeys(rows, half), pile=pile)]

    def _over(self, node: Node, parts: list[_Block]) -> _Block:
        """A node over the middle of its parts."""
        block = self._side_by_side(parts)
        block.id = node.id
        if parts:
            _reserve(block, node.row + 1)
        block.left[node.row], block.right[node.row] = -WIDTH / 2, WIDTH / 2
        return block

    def _side_by_side(self, parts: list[_Block]) -> _Block:
        """Parts as close as their outlines allow, measured from the middle between the first and the last."""
        block = _Block({}, {})
        top = min((min(part.left) for part in parts), default=0)
        at = 0.0
        for part in parts:
            _reserve(part, top)
            shared = block.right.keys() & part.left.keys()
            at = max((block.right[row] - part.left[row] + GAP for row in shared), default=at)
            for row, edge in part.left.items():
                block.left.setdefault(row, at + edge)
                block.right[row] = at + part.right[row]
            block.parts.append((at, part))
        if parts:
            middle = (block.parts[0][0] + at) / 2
            block.left = {row: edge - middle for row, edge in block.left.items()}
            block.right = {row: edge - middle for row, edge in block.right.items()}
            block.parts = [(x - middle, part) for x, part in block.parts]
        return block


def _reserve(block: _Block, top: int) -> None:
    """Keep the rows from `top` to a block that stands lower free for the lines that lead down to it."""
    first = min(block.left)
    for row in range(top, first):
        block.left[row], block.right[row] = block.left[first], block.right[first]


def top_of(row: int) -> float:
    """The upper edge of a row."""
    return row * (HEIGHT + RISE)


def _place(whole: _Block, made: Layout, packing: _Packing) -> None:
    """Turn blocks into boxes and lines, the top first; the leftmost edge is at 0."""
    start = -min(whole.left.values(), default=0.0)
    waiting = [(start + x, part) for x, part in whole.parts]
    for x, block in waiting:
        if block.pile is not None:
            _place_pile(x, block.pile, top_of(min(packing.row_of[i] for i in block.pile.ids)), made)
            continue
        made.spots[block.id] = Spot(x - WIDTH / 2, top_of(packing.row_of[block.id]))
        parts = [(x + offset, part) for offset, part in block.parts]
        made.lines += [(block.id, line) for line in _lines_below(x, block.id, parts, packing)]
        waiting += parts
    made.width = max((spot.x for spot in made.spots.values()), default=0.0) + WIDTH
    made.height = max((spot.y for spot in made.spots.values()), default=0.0) + HEIGHT


def _place_pile(x: float, pile: Pile, top: float, made: Layout) -> None:
    left = x - pile.width / 2
    for number, node_id in enumerate(pile.ids):
        column, step = divmod(number, pile.high)
        made.spots[node_id] = Spot(left + column * (TRUNK + WIDTH + GAP) + TRUNK, top + pile.top(step))
        made.piles[node_id] = (pile, number)


def _lines_below(x: float, parent: str, parts: list[tuple[float, _Block]], packing: _Packing) -> Iterable[Line]:
    """From a parent's foot to a bar across, from the bar down to each child or along each column."""
    if not parts:
        return
    foot = top_of(packing.row_of[parent]) + HEIGHT
    bar = foot + RISE / 2
    ends: list[float] = [x]
    for at, block in parts:
        if block.pile is None:
            ends.append(at)
            yield Line(at, bar, at, top_of(packing.row_of[block.id]))
            continue
        top = top_of(packing.row_of[block.pile.ids[0]])
        for column in range(block.pile.columns):
            trunk = at - block.pile.width / 2 + column * (TRUNK + WIDTH + GAP)
            ends.append(trunk)
            many = min(block.pile.high, len(block.pile.ids) - column * block.pile.high)
            middles = [top + block.pile.top(step) + HEIGHT / 2 for step in range(many)]
            yield Line(trunk, bar, trunk, middles[-1])
            for middle in middles:
                yield Line(trunk, middle, trunk + TRUNK, middle)
    yield Line(x, foot, x, bar)
    if min(ends) < max(ends):
        yield Line(min(ends), bar, max(ends), bar)
