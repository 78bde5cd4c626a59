"""Going about the map by keyboard: to the parent, a child, and those beside, as they are seen."""

from collections.abc import Mapping, Sequence
from typing import Literal

from ui.org_map.layout import Layout, Spot

Way = Literal["up", "down", "left", "right"]


def step(
    way: Way, at: str, layout: Layout, parents: Mapping[str, str | None], children: Mapping[str, Sequence[str]]
) -> str:
    """The box one comes to from `at`; `at` itself where there is nothing that way.

    Within a column the arrows follow the column; its first box leads up to the parent.
    """
    if at not in layout.spots:
        return at
    found = _in_pile(way, at, layout)
    if found is not None:
        return found
    if way == "up":
        parent = parents.get(at)
        return parent if parent in layout.spots else at
    if way == "down":
        below = [child for child in children.get(at, ()) if child in layout.spots]
        return min(below, key=lambda child: _aside(layout.spots[child], layout.spots[at]), default=at)
    return _beside(way, at, layout)


def _aside(one: Spot, other: Spot) -> tuple[float, float]:
    return one.y, abs(one.x - other.x)


def _in_pile(way: Way, at: str, layout: Layout) -> str | None:
    """The step within a pile of boxes, None where it leads out of it."""
    if at not in layout.piles:
        return None
    pile, number = layout.piles[at]
    column, place = divmod(number, pile.high)
    match way:
        case "down":
            return pile.ids[number + 1] if place + 1 < pile.high and number + 1 < len(pile.ids) else at
        case "up":
            return pile.ids[number - 1] if place else None
        case "right" if (column + 1) * pile.high < len(pile.ids):
            return pile.ids[min(number + pile.high, len(pile.ids) - 1)]
        case "left" if column:
            return pile.ids[number - pile.high]
    return None


def _beside(way: Way, at: str, layout: Layout) -> str:
    """The nearest box at the same height on one side."""
    here = layout.spots[at]
    sign = 1 if way == "right" else -1
    level = [(i, spot) for i, spot in layout.spots.items() if (spot.x - here.x) * sign > 1 and _level(spot, here)]
    return min(level, key=lambda pair: abs(pair[1].x - here.x), default=(at, here))[0]


def _level(one: Spot, other: Spot) -> bool:
    return abs(one.y - other.y) < 1
