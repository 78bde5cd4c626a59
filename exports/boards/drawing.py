"""Drawing boards into one PDF, one at a time, so that memory does not grow with their number."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from exports.boards import grid
from exports.boards.content import Board
from exports.boards.frame import frame
from exports.boards.layout import Planner, arrange
from exports.boards.paper import MM, Paper
from exports.boards.people import ways
from exports.boards.photos import Photos
from exports.boards.report import Note, Report
from exports.boards.style import Context, Style
from exports.boards.themes import Theme
from exports.files import replacing
from exports.pdf.document import Document
from exports.pdf.ink import Ink

__all__ = ["draw"]

PLANNERS: dict[str, Planner] = {"grid": grid.plan, "building": grid.plan}


def draw(
    boards: Iterable[Board],
    out: Path | BinaryIO,
    *,
    paper: Paper,
    theme: Theme,
    poster: Paper | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Draw every board into one PDF and report what to look at before printing."""
    if isinstance(out, Path):
        with replacing(out) as file:
            return draw(boards, file, paper=paper, theme=theme, poster=poster, progress=progress)
    document = Document(out)
    photos = Photos(document)
    notes: list[Note] = []
    count = 0
    style = Style(paper, theme)
    for index, board in enumerate(boards):
        if not index:
            document.title = board.title
        layout = arrange(PLANNERS[board.kind], frame(style, board), ways(board.officers))
        for page in range(layout.pages):
            context = Context(Ink(document), photos)
            layout.draw(context, page)
            document.add_page(paper.width * MM, paper.height * MM, context.ink.content(), context.ink.uses)
            notes += [Note(index, board.title, "photo", r[1]) for r in context.remarks]
        count += 1
        if progress:
            progress(count)
    document.close()
    return Report(count, document.pages, tuple(notes))
