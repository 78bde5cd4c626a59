"""Papers and boards by their trade sizes, and the text that may stand on them."""

import re
from dataclasses import dataclass

__all__ = ["MM", "PAPERS", "Paper", "paper"]

MM = 72 / 25.4
"""Points in a millimetre."""

LONGEST = 5080
"""The longest side of a PDF page in mm (14,400 pt)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet by its trimmed size in millimetres."""

    name: str
    width: float
    height: float

    @property
    def short(self) -> float:
        """The shorter side in mm."""
        return min(self.width, self.height)

    @property
    def landscape(self) -> bool:
        """Wider than high."""
        return self.width > self.height

    def turned(self) -> "Paper":
        """The same sheet on its side."""
        return Paper(self.name, self.height, self.width)

    @property
    def smallest_text(self) -> float:
        """The least text height in mm.

        4 mm on a stairwell's A4 or A3 and 12 mm on a board 1.2 m wide (domain reference section 4), in proportion
        between; below A4 a sheet is read from the hand and 2.8 mm will do.
        """
        return max(4.0 if self.short >= 200 else 2.8, self.short / 100)

    @property
    def smallest_dpi(self) -> int:
        """The photo resolution below which to warn: 150, or 100 on large boards (domain reference section 4)."""
        return 100 if self.short >= 800 else 150


PAPERS = {
    entry.name: entry
    for entry in (
        Paper("A5", 148, 210),
        Paper("A4", 210, 297),
        Paper("A3", 297, 420),
        Paper("A2", 420, 594),
        Paper("A1", 594, 841),
        Paper("A0", 841, 1189),
        Paper("400x600", 400, 600),
        Paper("600x800", 600, 800),
        Paper("600x900", 600, 900),
        Paper("800x1200", 800, 1200),
        Paper("900x1200", 900, 1200),
        Paper("1200x2400", 1200, 2400),
        Paper("800x2000", 800, 2000),
    )
}
"""ISO papers, the usual boards and the roll-up stand (800x2000)."""

_SIZE = re.compile(r"(\d{2,4}(?:\.\d+)?)\s*[xX×*]\s*(\d{2,4}(?:\.\d+)?)\s*(?:mm)?")


def paper(name: str) -> Paper:
    """Return a paper by name (``A3``, ``A3-landscape``) or by its size in mm (``600x900``).

    Raises ValueError for a name that is neither, or a size no board has.
    """
    base, _, turn = name.strip().partition("-")
    known = PAPERS.get(base) or PAPERS.get(base.upper())
    if known and turn in ("", "portrait", "landscape"):
        return known.turned() if turn == "landscape" else known
    match = _SIZE.fullmatch(name.strip())
    if match is None:
        raise ValueError(f"unknown paper: {name}")
    width, height = float(match[1]), float(match[2])
    if min(width, height) < 50 or max(width, height) > LONGEST:
        raise ValueError(f"paper out of range: {name}")
    return Paper(f"{match[1]}x{match[2]}", width, height)
