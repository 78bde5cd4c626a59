"""Bare reportlab drawing the same text: the yardstick for the speed of boards."""

import io
import time
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from reportlab.pdfgen.canvas import Canvas

from exports.boards import Board, draw, paper, theme
from exports.pdf import fonts
from exports.pdf.document import Document
from exports.pdf.fonts import Face
from exports.pdf.ink import Ink

Written = tuple[int, float, float, str, str, float, str]
"""Page, x, y, text, font, size, anchor."""


@dataclass(frozen=True)
class Pace:
    """Seconds of processor time for the same boards, drawn bare and as boards."""

    boards: int
    bare: float
    drawn: float

    @property
    def ratio(self) -> float:
        """How many times as long the boards take (aim: 1.5 at most)."""
        return self.drawn / self.bare


def written(boards: Iterable[Board], size: str) -> list[Written]:
    """Every string that boards put on paper, with its place."""
    found: list[Written] = []
    page = [0]
    put, add_page = Ink.text, Document.add_page

    def text(ink: Ink, x: float, y: float, words: str, face: Face, at: float, *rest: object, **more: object) -> None:
        anchor = str(rest[1] if len(rest) > 1 else more.get("anchor", "left"))
        found.append((page[0], x, y, fonts.clean(words), face.name, at, anchor))
        put(ink, x, y, words, face, at, *rest, **more)  # type: ignore[arg-type]

    def turn(document: Document, *rest: object, **more: object) -> None:
        page[0] += 1
        add_page(document, *rest, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ink, "text", text)
        patch.setattr(Document, "add_page", turn)
        patch.setattr("exports.boards.pieces._drawn_once", lambda piece: piece)
        draw(boards, io.BytesIO(), paper=paper(size), theme=theme("red"))
    return found


def draw_bare(strings: Iterable[Written], size: str) -> bytes:
    """The same strings in the same places with reportlab's own canvas and the same fonts."""
    fonts.register()
    sheet, out, page = paper(size), io.BytesIO(), 0
    canvas = Canvas(out, pagesize=(sheet.width * 72 / 25.4, sheet.height * 72 / 25.4))
    ways = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}
    for at, x, y, words, font, points, anchor in strings:
        if at != page:
            canvas.showPage()
            page = at
        canvas.setFont(font, points)
        ways[anchor](x, y, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pace(boards: list[Board], size: str = "A3") -> Pace:
    """Draw boards both ways, fonts loaded beforehand."""
    strings = written(boards, size)
    begun = time.process_time()
    draw_bare(strings, size)
    between = time.process_time()
    draw(boards, io.BytesIO(), paper=paper(size), theme=theme("red"))
    return Pace(len(boards), between - begun, time.process_time() - between)
