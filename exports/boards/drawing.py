"""Drawing boards into one PDF, one at a time, so that memory does not grow with their number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from exports.boards import chart
from exports.boards.bodies import BODIES, plan
from exports.boards.content import Board
from exports.boards.frame import frame
from exports.boards.layout import arrange
from exports.boards.paper import MM, Paper
from exports.boards.people import ways
from exports.boards.photos import Emblem, Photos, Unreadable
from exports.boards.plates import PLATES, Sheet, draw_sheet, sheet_of
from exports.boards.press import Press
from exports.boards.report import Concern, Note, Report
from exports.boards.style import Context, Style
from exports.boards.themes import Theme
from exports.files import replacing
from exports.pdf.document import Document
from exports.pdf.ink import Ink
from models.words import _

__all__ = ["Lot", "draw", "draw_lots"]

SHRUNK = 0.72
"""Words at less than this share of their usual size are remarked on."""


def draw(
    boards: Iterable[Board],
    out: Path | BinaryIO,
    *,
    paper: Paper,
    theme: Theme,
    poster: Paper | None = None,
    progress: Callable[[int], None] | None = None,
    bleed: float = 0.0,
    marks: bool = False,
    title: str = "",
) -> Report:
    """Draw every board into one PDF and report what to look at before printing.

    ``out`` is a path (written beside it, renamed when complete) or an open binary file. ``poster`` tiles each board over
    sheets of that paper. ``bleed`` is in mm and goes with crop ``marks``; a poster has neither. ``progress`` is called
    with the number of boards done; an exception from it stops the work and leaves no file. Without ``title`` the file is
    named after its first board.

    Raises ValueError for a kind of board that is not known.
    """
    if isinstance(out, Path):
        with replacing(out) as file:
            return draw(
                boards, file, paper=paper, theme=theme, poster=poster, progress=progress, bleed=bleed, marks=marks,
                title=title,
            )  # fmt: skip
    document = Document(out, title)
    report = _Run(document, paper, theme, poster, bleed, marks).draw(boards, progress)
    document.close()
    return report


@dataclass(frozen=True)
class Lot:
    """Boards of one paper and one look."""

    boards: Sequence[Board]
    paper: Paper
    theme: Theme


def draw_lots(
    lots: Sequence[Lot], out: Path | BinaryIO, *, progress: Callable[[int], None] | None = None, title: str = ""
) -> Report:
    """Draw boards of different papers and looks into one PDF, lot after lot; otherwise as `draw`."""
    if isinstance(out, Path):
        with replacing(out) as file:
            return draw_lots(lots, file, progress=progress, title=title)
    document = Document(out, title)
    before, notes = 0, list[Note]()
    for lot in lots:
        told = (lambda done, before=before: progress(before + done)) if progress else None
        report = _Run(document, lot.paper, lot.theme, None, 0.0, False).draw(lot.boards, told)
        notes += [replace(note, board=note.board + before) for note in report.notes]
        before += report.boards
    document.close()
    return Report(before, document.pages, tuple(notes))


class _Run:
    """One drawing run: the document, what it shares among boards, and the remarks."""

    def __init__(
        self,
        document: Document,
        paper: Paper,
        theme: Theme,
        poster: Paper | None,
        bleed: float,
        marks: bool,
    ) -> None:
        self.document = document
        self.photos = Photos(self.document)
        self.press = Press(self.document, 0.0 if poster else bleed * MM, marks and not poster, poster)
        self.style = Style(paper, theme)
        self.notes: list[Note] = []
        self._emblems: dict[bytes, Emblem | None] = {}

    def _emblem(self, board: Board) -> Emblem | None:
        """Put a board's emblem into the file, once for all that have it."""
        data = board.emblem
        if data is None:
            return None
        if data not in self._emblems:
            try:
                self._emblems[data] = self.photos.emblem(data)
            except Unreadable:
                self._emblems[data] = None
                self.notes.append(Note(0, "", "photo", _("The emblem cannot be read and is left off")))
        return self._emblems[data]

    def draw(self, boards: Iterable[Board], progress: Callable[[int], None] | None) -> Report:
        """Draw all boards, in order."""
        done, plates = 0, list[tuple[int, Board]]()
        first = ""
        for index, board in enumerate(boards):
            first = first or board.title
            if plates and (board.kind not in PLATES or board.plate_size != plates[0][1].plate_size):
                plates = self._plates(plates)
            if board.kind in PLATES:
                plates.append((index, board))
                if len(plates) == self._sheet(board).count:
                    plates = self._plates(plates)
            else:
                self._board(index, board)
            done = index + 1
            if progress is not None:
                progress(done)
        self._plates(plates)
        if not self.document.title:
            self.document.title = first if done < 2 else f"{first} 等{done}块"
        if not self.document.pages:
            self.press.put(Ink(self.document), self.style.paper, "")
        return Report(done, self.document.pages, tuple(self.notes))

    # one board

    def _board(self, index: int, board: Board) -> None:
        for context in self._drawn(board):
            self._finish(context, [(index, board)])
        if self._flowed > 1 and board.kind != "chart":
            self._note(index, board, "flowed", _("It takes {pages} pages").format(pages=self._flowed))

    def _drawn(self, board: Board) -> Iterator[Context]:
        """Draw the pages of a board one after the other."""
        surroundings = frame(self.style, board, self._emblem(board), self.press.bleed)
        if board.kind == "chart":
            sheets = chart.pages(board, surroundings)
            self._flowed = len(sheets)
            for page, sheet in enumerate(sheets):
                context = Context(Ink(self.document), self.photos)
                sheet.draw(context, page, len(sheets))
                yield context
            return
        if board.kind not in BODIES:
            raise ValueError(f"unknown kind of board: {board.kind}")
        layout = arrange(plan, surroundings, ways(board.officers))
        self._flowed = layout.pages
        for page in range(layout.pages):
            context = Context(Ink(self.document), self.photos)
            layout.draw(context, page)
            if not page and layout.style.scale < SHRUNK:
                message = _("It says much: the words are at {share:.0%} of their usual size")
                context.remarks.append(("shrunk", message.format(share=layout.style.scale)))
            yield context

    _flowed = 1

    # plates

    def _sheet(self, board: Board) -> Sheet:
        return sheet_of(self.style.paper, board.plate_size)

    def _plates(self, plates: list[tuple[int, Board]]) -> list[tuple[int, Board]]:
        """Print the plates gathered so far on one sheet; return the empty list to gather the next."""
        if plates:
            context = Context(Ink(self.document), self.photos)
            boards = [board for _, board in plates]
            draw_sheet(context, self.style, boards, self._sheet(boards[0]), [self._emblem(board) for board in boards])
            self._finish(context, plates)
        return []

    # what is remarked

    def _finish(self, context: Context, boards: list[tuple[int, Board]]) -> None:
        index, board = boards[0]
        self.press.put(context.ink, self.style.paper, board.title)
        for concern, message in dict.fromkeys(context.remarks):
            self._note(index, board, concern, message)
        for char in sorted(context.ink.missing):
            message = _("No font has the character {char} ({code}); a box is printed instead")
            self._note(index, board, "character", message.format(char=char, code=f"U+{ord(char):04X}"))

    def _note(self, index: int, board: Board, concern: Concern, message: str) -> None:
        self.notes.append(Note(index, board.title, concern, message))
