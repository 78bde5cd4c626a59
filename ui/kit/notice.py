"""A line that says what just happened, with Undo where it can be taken back; it goes by itself unless it warns."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from models.words import _
from ui import icons
from ui.kit.buttons import icon_button, link
from ui.kit.labels import label
from ui.kit.layouts import row
from ui.theme import px

STAYS = 6_000  # milliseconds; a warning stays until it is closed
_ICONS = {"good": "circle-check", "due": "circle-alert", "overdue": "triangle-alert", "information": "info"}


class Notice(QFrame):
    """One at a time, low in the middle of its window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._icon, self._words = label(), label(wrap=True)
        self._button, self._close = link(""), icon_button("x", _("Close"), size=15)
        self._do: Callable[[], object] | None = None
        self._button.clicked.connect(self._pressed)
        self._close.clicked.connect(self.hide)
        row(self, self._icon, self._words, self._button, self._close, margins=(14, 8, 8, 8), spacing=10)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(px(20))
        shadow.setOffset(0, px(3))
        shadow.setColor(QColor(0, 0, 0, 45))
        self.setGraphicsEffect(shadow)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, kind: str = "good", action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence of a kind (good, information, due, overdue), with a button if there is something to do."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.setPixmap(icons.pixmap(_ICONS.get(kind, "info"), kind, 18))
        self._words.setText(words)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._do = do
        self.show()
        self._place()
        self.raise_()
        self._timer.stop()
        if kind in ("good", "information"):
            self._timer.start(STAYS)

    def words(self) -> str:
        """What is said now; "" if nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _pressed(self) -> None:
        self.hide()
        if self._do:
            self._do()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        wanted = self._words.fontMetrics().horizontalAdvance(self._words.text())
        self._words.setMinimumWidth(min(wanted + 4, round(parent.width() * 0.55)))
        self.adjustSize()
        size: QSize = self.sizeHint()
        self.resize(size)
        self.move((parent.width() - size.width()) // 2, parent.height() - size.height() - px(44))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False


class Bar(QFrame):
    """A line inside a page or a form that asks or warns, with its buttons; it stays until answered."""

    def __init__(self, words: str = "", kind: str = "due", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setProperty("kind", kind)
        self.words = label(words, wrap=True)
        self._row = row(self, self.words, margins=(12, 6, 8, 6))
        self._row.setStretch(0, 1)
        self._row.setAlignment(self.words, Qt.AlignmentFlag.AlignVCenter)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._row.addWidget(widget)
