"""A finished PDF on its way out of the window: saved as a file, or sent to a printer as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.files import replacing
from models.errors import Surroundings
from models.progress import Progress
from models.words import _
from ui.desk import Desk
from ui.tasks import Task, run_task

_MM = 25.4 / 72
_FINEST = 300  # dots an inch: finer costs memory and shows nothing
_MOST_PIXELS = 60_000_000  # of one page


def ask_where(parent: QWidget, title: str, name: str) -> Path | None:
    """A path to save to, or None."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """A full disk, a folder that is gone, a file open elsewhere: one sentence instead of a fault."""
    try:
        yield
    except (OSError, Surroundings) as error:
        # Inside a reading session the register takes the trouble for its own: what lies beneath tells.
        if not isinstance(error if isinstance(error, OSError) else error.__cause__, OSError):
            raise
        raise Surroundings(
            _("This file cannot be written: {path}. Is the folder there, with room, and the file not open?").format(
                path=path
            )
        ) from error


def write(data: bytes, path: Path) -> None:
    """Write a file whole or not at all."""
    with told_in_words(path), replacing(path) as file:
        file.write(data)


def save(desk: Desk, parent: QWidget, data: bytes, name: str) -> None:
    """Ask where, and save it there off the window's thread."""
    path = ask_where(parent, _("Save the PDF"), name)
    if path is not None:
        run_task(
            lambda _progress: write(data, path), lambda _none: desk.say(_("Saved: {file}").format(file=path.name)),
            owner=parent,
        )  # fmt: skip


def print_(desk: Desk, parent: QWidget, data: bytes, name: str) -> Task | None:
    """Ask for a printer, and print it there at its own size, off the window's thread."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    return run_task(
        lambda progress: paint(data, printer, progress), lambda _none: desk.say(_("Sent to the printer: {name}").format(name=name)),
        owner=parent,
    )  # fmt: skip


def paint(data: bytes, printer: QPrinter, progress: Progress) -> int:
    """Paint each page onto the printer at its own size, or as large as the sheet allows; the number of pages."""
    device = QBuffer()
    device.setData(QByteArray(data))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(device)
    pages = document.pageCount()
    painter = QPainter()
    try:
        for page in range(pages):
            size = document.pagePointSize(page)
            _set_page(printer, size)
            if page:
                printer.newPage()
            elif not painter.begin(printer):
                raise Surroundings(_("The printer does not answer."))
            _paint_page(painter, printer, document, page, size)
            progress(page + 1, pages)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
    return pages


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    printer.setPageSize(QPageSize(size * _MM, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    wide = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


def _paint_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int, size: QSizeF) -> None:
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    dots = min(_FINEST, printer.resolution())
    wanted = size * (dots / 72)
    shrink = min(1.0, (_MOST_PIXELS / max(wanted.width() * wanted.height(), 1)) ** 0.5)
    image = document.render(page, (wanted * shrink).toSize())
    own = size * (printer.resolution() / 72)
    scale = min(1.0, sheet.width() / own.width(), sheet.height() / own.height())
    painter.drawImage(QRectF(0, 0, own.width() * scale, own.height() * scale), image)
