"""Sizes of everything on a board, from the paper and one scale; and the drawing state the parts share.

Proportions are those of a 600x900 mm board: body text 14 mm high, a card's name 17 mm, the title 43 mm.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from exports.boards.paper import MM, Paper
from exports.boards.photos import Photos
from exports.boards.report import Concern
from exports.boards.themes import Theme
from exports.pdf.fonts import Face, clean, width
from exports.pdf.ink import Ink

__all__ = ["SCALES", "Context", "Style"]

SCALES = (1.4, 1.32, 1.25, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4)
"""The scales tried, largest first. Text stops shrinking at the paper's smallest; photos and gaps go on."""


@dataclass(frozen=True, eq=False)
class Style:
    """Sizes in points for one paper at one scale.

    ``cards`` says how officers are shown: as portraits ("cards"), as rows with a small photo ("rows") or, when nobody
    has a photo, as a list ("list"). The last resort ("text") puts everything long into running lines, which can flow
    over any number of pages. ``stacked`` puts duties and steps under each other instead of side by side.
    """

    paper: Paper
    theme: Theme
    scale: float = 1.0
    cards: str = "cards"
    stacked: bool = False
    portraits: float = 1.0
    """Photos larger than the scale has them, to use room left over."""
    family: dict[tuple[float, str, bool, float], "Style"] = field(default_factory=dict, repr=False)
    """The styles of the same paper and theme, so that each exists once."""
    memory: dict[Hashable, list[Any]] = field(default_factory=dict, repr=False)
    """Blocks made before: boards of one office share most of their words."""

    def vary(
        self,
        scale: float | None = None,
        cards: str | None = None,
        stacked: bool | None = None,
        portraits: float | None = None,
    ) -> "Style":
        """Return the style that differs in these."""
        key = (
            self.scale if scale is None else scale,
            self.cards if cards is None else cards,
            self.stacked if stacked is None else stacked,
            self.portraits if portraits is None else portraits,
        )
        found = self.family.get(key)
        if found is None:
            found = replace(self, scale=key[0], cards=key[1], stacked=key[2], portraits=key[3], memory={})
            self.family[key] = found
        return found

    @cached_property
    def unit(self) -> float:
        """The width in points that the proportions refer to: of a sheet on its side, about one column of two."""
        paper = self.paper
        if paper.landscape:
            return min(paper.width * 0.54, paper.height * 0.82) * MM
        return min(paper.width, paper.height * 0.76) * MM

    @cached_property
    def smallest(self) -> float:
        """The least text size in points."""
        return self.paper.smallest_text * MM

    def _text(self, share: float) -> float:
        return max(self.unit * share * self.scale, self.smallest)

    @cached_property
    def body(self) -> float:
        """Running text: duties, steps, introduction."""
        return self._text(0.0236)

    @cached_property
    def small(self) -> float:
        """Posts and phones on cards, the foot's right half."""
        return self._text(0.0196)

    @cached_property
    def section(self) -> float:
        """Section titles."""
        return self._text(0.0285)

    @cached_property
    def name(self) -> float:
        """Names on cards."""
        return self._text(0.0285)

    @cached_property
    def lead_name(self) -> float:
        """The name of who leads."""
        return self._text(0.056)

    @cached_property
    def lead_phone(self) -> float:
        """The phone of who leads."""
        return self._text(0.0385)

    @cached_property
    def lead_text(self) -> float:
        """Post, area and pledge of who leads."""
        return self._text(0.0225)

    @cached_property
    def photo(self) -> float:
        """Width of a card's photo; its height is 7/5 of it (one-inch photo, 295 x 413)."""
        return self.unit * 0.118 * self.scale * self.portraits

    @cached_property
    def lead_photo(self) -> float:
        """Width of the leader's photo."""
        return self.unit * 0.186 * self.scale * max(min(self.portraits, 1.3), 0.8)

    @cached_property
    def gap(self) -> float:
        """The space between blocks."""
        return self.unit * 0.041 * min(self.scale, 1.1)

    @cached_property
    def step(self) -> float:
        """The space between things that belong together."""
        return self.unit * 0.012 * min(self.scale, 1.1)

    @cached_property
    def margin(self) -> float:
        """From the paper's edge to the text."""
        return self.unit * 0.068

    @cached_property
    def line(self) -> float:
        """Thickness of the fine line."""
        return max(self.unit * 0.0022, 0.6)

    @property
    def running(self) -> bool:
        """Everything long is set as running lines."""
        return self.cards == "text"

    def fitted(self, text: str, face: Face, size: float, room: float) -> float:
        """Return the size at which one line fits the room: not under the smallest text nor much under its own."""
        needed = width(clean(text), face) * size
        return size if needed <= room else max(size * room / needed, min(self.smallest, size), size * 0.72)


@dataclass
class Context:
    """What drawing needs beside the style: the ink, the photos, and remarks gathered on the way."""

    ink: Ink
    photos: Photos
    remarks: list[tuple[Concern, str]] = field(default_factory=list)
