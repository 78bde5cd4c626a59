"""Finding the layout of a board: the largest scale at which it fits one page, or the fewest pages.

Text shrinks no further than the paper's smallest; then officers are shown in smaller ways; then the board flows to a second
page. The search depends on the board alone, so a board looks the same printed alone or among two thousand.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from exports.boards.content import Board
from exports.boards.frame import Frame
from exports.boards.parts import side_by_side
from exports.boards.pieces import Piece, draw_column, height, pack
from exports.boards.style import SCALES, Context, Style

__all__ = ["Layout", "Plan", "arrange"]

Block = Callable[[float], list[Piece]]
"""Makes the pieces of a block for a width in points."""

BETWEEN = 0.08
"""Between the two columns of a board on its side, as a share of the unit."""


@dataclass
class Plan:
    """The blocks of a body. Upright: main, then left beside right, then tail. On its side: main | left, right, tail."""

    main: list[Block] = field(default_factory=list)
    left: list[Block] = field(default_factory=list)
    right: list[Block] = field(default_factory=list)
    tail: list[Block] = field(default_factory=list)


Planner = Callable[[Style, Board], Plan]

Column = tuple[float, list[list[Piece]]]
"""The offset of a column from the body's left edge, and its pieces page by page."""


@dataclass
class Layout:
    """A board measured and ready to be drawn, page by page. ``fill`` is its height as a share of one page's."""

    frame: Frame
    style: Style
    columns: list[Column]
    fill: float

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return max(len(pages) for _, pages in self.columns)

    def draw(self, context: Context, page: int) -> None:
        """Draw one page."""
        frame, alone = self.frame, len(self.columns) == 1
        frame.open(context, page)
        for offset, pages in self.columns:
            if page < len(pages):
                draw_column(
                    context, pages[page], self.style.margin + offset, frame.top, frame.body, 0.18 if alone else 0.0
                )
        if not alone:
            x = self.style.margin + self.columns[1][0] - self.style.unit * BETWEEN / 2
            context.ink.lines([(x, frame.top, x, frame.top - frame.body)], self.style.theme.rule, self.style.line)
        frame.close(context, page, self.pages)


def _made(blocks: list[Block], room: float) -> list[Piece]:
    return [piece for block in blocks for piece in block(room)]


def _columns(plan: Plan, style: Style, frame: Frame) -> list[tuple[float, list[Piece]]]:
    """Return the columns of a body, each with its offset, not yet shared out over pages."""
    room = frame.room
    side = plan.left + plan.right + plan.tail
    if style.paper.landscape and plan.main and side:
        between = style.unit * BETWEEN
        first = (room - between) * 0.52
        second = room - between - first
        return [(0.0, _made(plan.main, first)), (first + between, _made(side, second))]
    both = plan.left and plan.right and not style.stacked
    left = _made(plan.left, room * 0.5 if both else room)
    right = _made(plan.right, room * 0.435 if both else room)
    return [(0.0, _made(plan.main, room) + side_by_side(style, left, right, room) + _made(plan.tail, room))]


def _try(planner: Planner, frame: Frame, style: Style) -> Layout:
    columns = _columns(planner(style, frame.board), style, frame)
    too_tall = any(piece.height > frame.body for _, pieces in columns for piece in pieces)
    if too_tall and not style.stacked:  # blocks side by side that one page cannot hold
        return _try(planner, frame, style.vary(stacked=True))
    if too_tall and not style.running:  # one person's duties, or one cell of a table, longer than a page
        return _try(planner, frame, style.vary(cards="text"))
    fill = max(height(pieces) for _, pieces in columns) / frame.body
    return Layout(frame, style, [(offset, pack(pieces, frame.body)) for offset, pieces in columns], fill)


def _scales(style: Style) -> list[float]:
    """Return the scales worth trying: down to a little under where running text stops shrinking."""
    floor = min(0.78 * style.smallest / (style.unit * 0.0236), 0.8)
    return [scale for scale in SCALES if scale >= floor]


def _guess(scales: list[float], layout: Layout, pages: int) -> int:
    """Return the place of the scale that will probably just do, from how full the pages are at a known one."""
    wanted = layout.style.scale * (pages / max(layout.fill, 0.01)) ** GROWTH
    return next((at for at, scale in enumerate(scales) if scale <= wanted), len(scales) - 1)


GROWTH = 0.72
"""How the scale goes with the room: text that breaks over lines grows faster than its size."""


def _best(planner: Planner, frame: Frame, style: Style, pages: int) -> Layout | None:
    """Return the layout at the largest scale that takes so many pages at most.

    Begins at a guess and climbs or descends from there, which takes about three tries.
    """
    scales = _scales(style)
    tried = {1.0: _try(planner, frame, style.vary(scale=1.0))}

    def at_scale(place: int) -> Layout:
        scale = scales[place]
        if scale not in tried:
            tried[scale] = _try(planner, frame, style.vary(scale=scale))
        return tried[scale]

    place = _guess(scales, tried[1.0], pages)
    if at_scale(place).pages <= pages:
        while place > 0 and at_scale(place - 1).pages <= pages:
            place -= 1
        return at_scale(place)
    while place < len(scales) - 1:
        place += 1
        if at_scale(place).pages <= pages:
            return at_scale(place)
    return None


WORTH = {"cards": 1.0, "rows": 0.9, "list": 0.72, "text": 0.6}
"""How much a scale counts in each way of showing people: portraits are worth smaller words, up to a point."""

CROWDED = 0.8
"""Under this scale smaller photos are tried, if they let the words be two steps larger."""

ROOMY = 0.88
"""A page filled less than this lets its photos grow."""


def _worth(layout: Layout) -> float:
    return layout.style.scale * WORTH[layout.style.cards]


def _with_smaller_photos(planner: Planner, layout: Layout) -> Layout:
    """Return a crowded board with smaller photos if that lets its words grow by two steps or more."""
    scales = _scales(layout.style)
    for place in range(max(scales.index(layout.style.scale) - 2, 0), -1, -1):
        larger = _try(planner, layout.frame, layout.style.vary(scale=scales[place], portraits=0.74))
        if larger.pages > 1:
            break
        layout = larger
    return layout


def _filled(planner: Planner, layout: Layout) -> Layout:
    """Use the room left over on a single page: large words under each other rather than in two halves, larger photos."""
    if layout.fill < ROOMY and layout.style.scale > 1.1 and not layout.style.stacked:
        stacked = _try(planner, layout.frame, layout.style.vary(stacked=True))
        layout = stacked if stacked.pages == 1 else layout
    while layout.fill < ROOMY and layout.style.portraits < 1.6:
        style = layout.style
        grown = style.vary(portraits=round(style.portraits + 0.2, 2))
        larger = _try(planner, layout.frame, grown)
        if larger.pages > 1 or larger.fill <= layout.fill:
            break
        layout = larger
    return layout


def arrange(planner: Planner, frame: Frame, ways: tuple[str, ...]) -> Layout:
    """Return the layout of a board: on one page if any way of showing its people fits, else on the fewest."""
    found: Layout | None = None
    for cards in ways:
        if found is not None and _worth(found) >= WORTH[cards]:
            break  # this way would have to be larger than usual to be worth more
        layout = _best(planner, frame, frame.style.vary(cards=cards), 1)
        if layout is not None and (found is None or _worth(layout) > _worth(found)):
            found = layout
    if found is not None and found.style.scale < CROWDED:
        found = _with_smaller_photos(planner, found)
    if found is not None:
        return _filled(planner, found)
    smallest = frame.style.vary(cards=ways[0], stacked=True, scale=_scales(frame.style)[-1])
    fewest = _try(planner, frame, smallest).pages
    return _best(planner, frame, smallest, fewest) or _try(planner, frame, smallest)
