"""A PDF on the screen: the very bytes that are saved or printed, page under page."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, Qt
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from ui import theme
from ui.kit.empty_state import EmptyState
from ui.theme import px


class PdfView(QWidget):
    """`show_bytes` shows a file; `say` shows words in its place while there is none."""

    def __init__(self, title: str, words: str, *, whole_page: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = b""
        self._device: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        fit = QPdfView.ZoomMode.FitInView if whole_page else QPdfView.ZoomMode.FitToWidth
        self.view.setZoomMode(fit)
        self.view.setDocumentMargins(QMargins(px(6), px(6), px(6), px(6)))
        self.view.setPageSpacing(px(8))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        palette = QPalette(self.view.palette())
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme.tokens().colour("selected"))
        self.view.setPalette(palette)
        self.empty = EmptyState("presentation", title, words)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)

    def show_bytes(self, data: bytes) -> None:
        """Show this file."""
        if data == self._bytes and self._stack.currentWidget() is self.view:
            return
        self.document.close()
        self._bytes = data
        self._device = QBuffer(self)
        self._device.setData(QByteArray(data))
        self._device.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._device)
        several = self.document.pageCount() > 1
        self.view.setPageMode(QPdfView.PageMode.MultiPage if several else QPdfView.PageMode.SinglePage)
        fitted = self.view.zoomMode() == QPdfView.ZoomMode.FitInView and not several
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fitted else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.view.setVerticalScrollBarPolicy(policy)
        self._stack.setCurrentWidget(self.view)

    def say(self, title: str, words: str) -> None:
        """Show words in place of a file."""
        self._bytes = b""
        self.document.close()
        self.empty.say(title, words)
        self._stack.setCurrentWidget(self.empty)

    def data(self) -> bytes:
        """The file shown; empty if there is none."""
        return self._bytes

    def pages(self) -> int:
        return self.document.pageCount()
