"""Where drawn pages go: straight into the file, with bleed and crop marks, or tiled over small sheets."""

from dataclasses import dataclass

from exports.boards import poster
from exports.boards.paper import MM, Paper
from exports.pdf.document import Document
from exports.pdf.ink import Colour, Ink

__all__ = ["Press"]

BLACK: Colour = (0.0, 0.0, 0.0)

MARK = 5 * MM
"""Length of a crop mark."""

CLEAR = 3 * MM
"""From the trimmed edge to its mark, at least; more where the bleed is wider."""


@dataclass
class Press:
    """Puts pages into a document. ``bleed`` is in points: colour beyond the trimmed edge, for the guillotine."""

    document: Document
    bleed: float = 0.0
    marks: bool = False
    tiles: Paper | None = None

    def put(self, ink: Ink, paper: Paper, title: str) -> None:
        """Add one finished page of that paper."""
        width, height = paper.width * MM, paper.height * MM
        if self.tiles is not None:
            poster.tile(self.document, ink, paper, self.tiles, title)
        elif self.bleed or self.marks:
            self._with_edges(ink, width, height)
        else:
            self.document.add_page(width, height, ink.content(), ink.uses)

    def _with_edges(self, ink: Ink, width: float, height: float) -> None:
        around = self.bleed + (MARK + CLEAR if self.marks else 0.0)
        page = Ink(self.document)
        page.save()
        edge = around - self.bleed
        page.clip(edge, edge, width + 2 * self.bleed, height + 2 * self.bleed)
        page.fragment(around, around, ink)
        page.restore()
        if self.marks:
            crop_marks(page, around, around, width, height, max(self.bleed, CLEAR))
        trim = f"/TrimBox [{around:.3f} {around:.3f} {around + width:.3f} {around + height:.3f}]"
        far = around + self.bleed
        bleed = f"/BleedBox [{edge:.3f} {edge:.3f} {far + width:.3f} {far + height:.3f}]"
        content, uses = page.content(), page.uses
        self.document.add_page(width + 2 * around, height + 2 * around, content, uses, f"{trim} {bleed}")


def crop_marks(ink: Ink, x: float, y: float, width: float, height: float, clear: float, length: float = MARK) -> None:
    """Draw the eight lines that show where to cut, ``clear`` points away from the corners."""
    right, top = x + width, y + height
    lines = []
    for at in (x, right):
        lines += [(at, y - clear, at, y - clear - length), (at, top + clear, at, top + clear + length)]
    for at in (y, top):
        lines += [(x - clear, at, x - clear - length, at), (right + clear, at, right + clear + length, at)]
    ink.lines(lines, BLACK, 0.4)
