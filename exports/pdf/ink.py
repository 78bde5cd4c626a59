"""Marks on a page: rectangles, lines, text, pictures. Points, origin at the lower left, as PDF has it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from exports.pdf import fonts
from exports.pdf.document import Document
from exports.pdf.fonts import Face

__all__ = ["Anchor", "Colour", "Ink"]

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

Anchor = Literal["left", "centre", "right"]

_CURVE = 0.5523
"""How far a Bezier handle reaches along the radius to draw a quarter of a circle."""

_SPREAD = 0.06
"""Letter-spacing in ems from which readers of the file would see separate words; the plain text is then given too."""

_EMBOLDEN = 0.035
"""Width in ems of the outline that stands in for a bold face where the fallback font has none."""


class Ink:
    """The marks of one page or form, put down in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.uses: set[str] = set()
        self.missing: set[str] = set()
        self._code: list[str] = []
        self._fill: Colour | None = None
        self._stroke: Colour | None = None

    def content(self) -> bytes:
        """Return the marks as a PDF content stream."""
        return "\n".join(self._code).encode("ascii")

    # colours and state

    def _use_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._code.append("{:.3g} {:.3g} {:.3g} rg".format(*colour))

    def _use_stroke(self, colour: Colour, width: float) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._code.append("{:.3g} {:.3g} {:.3g} RG".format(*colour))
        self._code.append(f"{width:.3f} w")

    def save(self) -> None:
        """Begin a stretch whose clip and shifts end with ``restore``."""
        self._code.append("q")

    def restore(self) -> None:
        """End what ``save`` began."""
        self._code.append("Q")
        self._fill = self._stroke = None

    def shift(self, x: float, y: float) -> None:
        """Move the origin."""
        self._code.append(f"1 0 0 1 {x:.3f} {y:.3f} cm")

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Draw nothing outside this rectangle until ``restore``."""
        self._code.append(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re W n")

    # shapes

    def _paint(self, path: str, fill: Colour | None, stroke: Colour | None, width: float) -> None:
        if fill is not None:
            self._use_fill(fill)
        if stroke is not None:
            self._use_stroke(stroke, width)
        if fill is not None or stroke is not None:
            self._code.append(f"{path} {'B' if fill and stroke else 'f' if fill else 'S'}")

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """Draw a rectangle by its lower left corner."""
        self._paint(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re", fill, stroke, line)

    def round_rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """Draw a rectangle with rounded corners."""
        self._paint(_rounded(x, y, width, height, min(radius, width / 2, height / 2)), fill, stroke, line)

    def clip_round(self, x: float, y: float, width: float, height: float, radius: float) -> None:
        """Draw nothing outside this rounded rectangle until ``restore``."""
        self._code.append(_rounded(x, y, width, height, radius) + " W n")

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """Draw a circle by its centre."""
        side = 2 * radius
        self._paint(_rounded(x - radius, y - radius, side, side, radius), fill, stroke, line)

    def lines(
        self, points: Iterable[tuple[float, float, float, float]], colour: Colour, width: float, dash: float = 0
    ) -> None:
        """Draw straight lines, each from (x1, y1) to (x2, y2)."""
        path = " ".join("{:.2f} {:.2f} m {:.2f} {:.2f} l".format(*line) for line in points)
        if not path:
            return
        self._use_stroke(colour, width)
        self._code.append(f"[{dash:.2f}] 0 d {path} S [] 0 d" if dash else f"{path} S")

    # text

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        colour: Colour,
        anchor: Anchor = "left",
        spacing: float = 0.0,
    ) -> None:
        """Write one line with its baseline at y. ``spacing`` is added between characters, in points."""
        text = fonts.clean(text)
        if not text:
            return
        encoded = self.document.encode(text, face)
        if anchor != "left":
            length = fonts.width(text, face) * size + spacing * (len(text) - 1)
            x -= length if anchor == "right" else length / 2
        self._use_fill(colour)
        if encoded.missing:
            self.missing |= encoded.missing
        shown = self._shown(encoded.runs, size, colour)
        code = f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"
        if spacing:
            code = f"BT {spacing:.3f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} 0 Tc ET"
        if encoded.missing or spacing > _SPREAD * size:
            plain = text.encode("utf-16-be", "replace").hex()
            code = f"/Span << /ActualText <feff{plain}> >> BDC {code} EMC"
        self._code.append(code)

    def _shown(self, runs: tuple[tuple[str, str, bool], ...], size: float, colour: Colour) -> str:
        parts = []
        for name, data, embolden in runs:
            shown = f"{name} {size:.2f} Tf <{data}> Tj"
            if embolden:
                self._use_stroke(colour, size * _EMBOLDEN)
                shown = f"2 Tr {shown} 0 Tr"
            parts.append(shown)
        return " ".join(parts)

    # stretches made once and shown often

    def fragment(self, x: float, y: float, other: "Ink") -> None:
        """Put down the marks of another ink of the same document, its origin at (x, y)."""
        self._code.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {other.joined} Q")
        self.uses |= other.uses
        self.missing |= other.missing

    @cached_property
    def joined(self) -> str:
        """All marks as one string; nothing may be drawn with this ink afterwards."""
        return "\n".join(self._code)

    # forms and pictures

    def place(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Show a form or picture scaled by width and height (a picture is one unit square, a form its own size)."""
        self.uses.add(name)
        self._code.append(f"q {width:.4f} 0 0 {height:.4f} {x:.3f} {y:.3f} cm /{name} Do Q")


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with rounded corners."""
    handle = radius * (1 - _CURVE)
    right, top = x + width, y + height

    def curve(x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> str:
        return f"{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f} {x3:.2f} {y3:.2f} c"

    return " ".join(
        (
            f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l",
            curve(right - handle, y, right, y + handle, right, y + radius),
            f"{right:.2f} {top - radius:.2f} l",
            curve(right, top - handle, right - handle, top, right - radius, top),
            f"{x + radius:.2f} {top:.2f} l",
            curve(x + handle, top, x, top - handle, x, top - radius),
            f"{x:.2f} {y + radius:.2f} l",
            curve(x, y + handle, x + handle, y, x + radius, y),
            "h",
        )
    )
