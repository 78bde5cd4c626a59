"""The first step: which file. A button, a place to drop it on, and an empty workbook for those who start from nothing."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from models.words import _
from ui import icons, theme
from ui.kit.buttons import link
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px

KINDS = "*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt"


def dropped_file(data: QMimeData) -> Path | None:
    """The one file that is dragged, if it is one."""
    urls = [url for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None


class DropPlace(QFrame):
    """A sheet with a dashed edge; `dropped` carries the file that was let go over it."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._over = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.colour("information_ground" if self._over else "surface"))
        pen = QPen(colours.colour("information" if self._over else "scroll"), px(1.5))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(12), px(12))


class ChooseStep(QWidget):
    """`chosen` carries the file, `template_wanted` asks for the empty workbook, `paste_wanted` for what was copied."""

    chosen = Signal(object)
    template_wanted = Signal()
    paste_wanted = Signal()
    waiting_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        place = DropPlace()
        place.dropped.connect(self.chosen)
        picture = label()
        picture.setPixmap(icons.pixmap("file-spreadsheet", "information", 52))
        said = label(_("Drag the workbook here, or press “Choose a file”"), "record")
        kinds = label(
            _("Excel, WPS and CSV, just as the office keeps it: titles, merged cells and several sheets may stay."),
            "muted",
            wrap=True,
        )
        safe = label(
            _("Nothing is written before you have seen what would change, and it can be undone afterwards."),
            "muted",
            wrap=True,
        )
        for part in (picture, said, kinds, safe):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        template = link(_("No workbook yet? Save an empty one to fill in"), "download")
        paste = link(_("Paste cells copied in Excel or WPS (Ctrl+V)"), "copy")
        template.clicked.connect(self.template_wanted)
        paste.clicked.connect(self.paste_wanted)
        column(
            place, "stretch", picture, 6, said, kinds, safe, 14, row(None, "stretch", paste, 18, template, "stretch"),
            "stretch", margins=28, spacing=10,
        )  # fmt: skip
        self.waiting = link("", "clock")
        self.waiting.clicked.connect(self.waiting_wanted)
        self.waiting.hide()
        column(self, place, row(None, self.waiting, "stretch")).setStretch(0, 1)

    def show_waiting(self, count: int) -> None:
        """Rows of earlier files that wait to be looked at."""
        words = _("{count} rows of earlier files wait to be looked at: look at them now")
        self.waiting.setText(" " + words.format(count=f"{count:,}"))
        self.waiting.setVisible(count > 0)

    def ask(self) -> None:
        """Let the clerk pick a file."""
        kinds = _("Workbooks and tables ({kinds})").format(kinds=KINDS) + ";;" + _("All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a roster"), "", kinds)
        if name:
            self.chosen.emit(Path(name))


def where_to(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask for a workbook to write; None if nothing is picked."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, "Excel (*.xlsx)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
