"""Many boards at once, with progress and a button that stops: all of a unit into a file, all out of date to reprint."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from exports.boards import Board, Report, draw, paper, theme
from exports.boards import printing as out
from exports.boards.printing import Stale
from models.progress import Progress
from models.words import _
from ui import messages, pdf_out
from ui.desk import Desk
from ui.kit.buttons import button
from ui.kit.progress_line import ProgressLine
from ui.pages.boards_chips import BoardChips, kind_words
from ui.pages.boards_press import TRIMMED, Press
from ui.pages.boards_reading import Wanted
from ui.pages.pdf_sheet import PdfSheet
from ui.tasks import run_task

T = TypeVar("T")


def save(desk: Desk, page: QWidget, shown: Wanted, data: bytes, press: Press) -> None:
    """The board that is shown: the very file of the preview, or drawn anew as a print shop wants it."""
    name = f"{shown.board.title}.pdf"
    if press == TRIMMED or shown.poster:
        pdf_out.save(desk, page, data, name)
        return
    path = pdf_out.ask_where(page, _("Save the PDF"), name)
    if path is not None:
        run_task(
            lambda _progress: pdf_out.write(shown.draw(press)[0], path),
            lambda _none: desk.say(_("Saved: {file}").format(file=path.name)), owner=page,
        )  # fmt: skip


def save_all(
    desk: Desk, page: QWidget, line: ProgressLine, boards: Sequence[Board], chips: BoardChips, press: Press
) -> None:
    """Every board of the kind within the unit, in one PDF."""
    name = f"{chips.unit_words} {kind_words(chips.kind)}.pdf".strip()
    path = pdf_out.ask_where(page, _("Save all boards"), name)
    if path is None:
        return
    sheet, look, tiles = paper(chips.paper), theme(chips.theme), paper(chips.poster) if chips.poster else None

    def work(progress: Progress) -> Report:
        with pdf_out.told_in_words(path):
            return draw(
                boards, path, paper=sheet, theme=look, poster=tiles, bleed=press.bleed, marks=press.marks,
                progress=lambda done: progress(done, len(boards)),
            )  # fmt: skip

    said = _("Saved: {file}").format(file=path.name)
    _long(page, line, work, lambda _report: desk.say(said))


def reprint(desk: Desk, page: QWidget, line: ProgressLine, stale: Sequence[Stale]) -> None:
    """Everything out of date in one PDF, to be looked at, printed, and marked as issued."""

    def work(progress: Progress) -> bytes:
        file = BytesIO()
        out.draw_again(stale, file, progress)
        return file.getvalue()

    def show(data: bytes) -> None:
        title = _("{count} boards to reprint").format(count=sum(1 for one in stale if one.today))
        mark = button(_("Mark all as issued"), "check")
        sheet = PdfSheet(desk, page, title, data, _("Boards {day}.pdf").format(day=date.today()), mark)
        mark.clicked.connect(lambda: desk.write(lambda register: out.issue_again(register, stale)))
        mark.clicked.connect(sheet.accept)
        sheet.open()

    _long(page, line, work, show)


def _long(page: QWidget, line: ProgressLine, work: Callable[[Progress], T], then: Callable[[T], object]) -> None:
    def done(found: T) -> None:
        line.end()
        then(found)

    def failed(error: BaseException) -> None:
        line.end()
        messages.tell(error)

    line.begin(_("Drawing the boards"))
    line.watch(run_task(work, done, failed, line.tell, owner=page))
