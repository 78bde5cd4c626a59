"""A sheet that floats over the page below a widget: lists of choices, the calendar, found records.

It is a child of the window and not a window of its own: an input method keeps its place, and nothing grabs the mouse.
It goes when one clicks elsewhere or presses Esc.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from ui.theme import px


class Floating(QFrame):
    """Shown with `show_below(anchor)`; `closed` is emitted when it goes."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "floating")
        self.hide()
        self._anchor: QWidget | None = None

    def show_below(self, anchor: QWidget, *, width: int = 0, align_right: bool = False) -> None:
        """Appear under `anchor` (above it where there is no room), inside its window."""
        window = anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            shadow = QGraphicsDropShadowEffect(self)
            shadow.setBlurRadius(px(22))
            shadow.setOffset(0, px(4))
            shadow.setColor(QColor(0, 0, 0, 50))
            self.setGraphicsEffect(shadow)
        self._anchor = anchor
        self.place(width, align_right)
        if self.isHidden():
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.show()
        self.raise_()

    def place(self, width: int = 0, align_right: bool = False) -> None:
        """Take the size that the content wants, and the place by the anchor."""
        if self._anchor is None:
            return
        window, anchor = self._anchor.window(), self._anchor
        wanted = self.sizeHint().expandedTo(QSize(width or 0, 0))
        wanted = wanted.boundedTo(QSize(window.width() - 16, window.height() - 16))
        below = anchor.mapTo(window, QPoint(0, anchor.height() + px(4)))
        x = below.x() + (anchor.width() - wanted.width() if align_right else 0)
        y = below.y()
        if y + wanted.height() > window.height() - 8:
            above = anchor.mapTo(window, QPoint(0, 0)).y() - px(4) - wanted.height()
            y = above if above >= 8 else max(8, window.height() - 8 - wanted.height())
        x = min(max(8, x), max(8, window.width() - wanted.width() - 8))
        self.setGeometry(x, y, wanted.width(), wanted.height())

    def close_it(self) -> None:
        """Go away."""
        if not self.isHidden():
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and isinstance(watched, QWidget)
        ):
            inside = watched is self or self.isAncestorOf(watched)
            at_anchor = self._anchor is not None and (watched is self._anchor or self._anchor.isAncestorOf(watched))
            if not inside and not at_anchor:
                self.close_it()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
            if self._anchor:
                self._anchor.setFocus()
        else:
            super().keyPressEvent(event)
