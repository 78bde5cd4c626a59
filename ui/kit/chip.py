"""A filter as a pill: it opens its choices, says what is picked, and lets go of it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from ui import icons, theme
from ui.theme import px

_ICON = 14


class Chip(QPushButton):
    """`opened` asks for the choices, `cleared` takes the filter away."""

    opened = Signal()
    cleared = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setProperty("role", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._picked = title, ""
        self._on_cross = False
        self.clicked.connect(self._clicked)

    def show_picked(self, words: str) -> None:
        """What is picked; "" for nothing."""
        self._picked = words
        self.setText(words or self._title)
        self.setToolTip(f"{self._title}：{words}" if words else "")
        self.setAccessibleName(f"{self._title} {words}")
        self.setProperty("picked", bool(words))
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()

    def _clicked(self) -> None:
        if self._on_cross and self._picked:
            self.cleared.emit()
        else:
            self.opened.emit()
        self._on_cross = False

    def _icon_rect(self) -> QRect:
        size = px(_ICON)
        return QRect(self.width() - size - px(11), (self.height() - size) // 2, size, size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        grown = self._icon_rect().adjusted(-px(5), -px(8), px(8), px(8))
        self._on_cross = bool(self._picked) and grown.contains(event.position().toPoint())
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._picked:
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(min(width, px(220)) + px(_ICON) + px(32), px(28) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        icon_at = self._icon_rect()
        words = QRect(px(13), 0, icon_at.left() - px(13) - px(4), self.height())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 2)
        colour = "information" if self._picked else "ink"
        painter.setPen(theme.tokens().colour(colour))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        name = "x" if self._picked else "chevron-down"
        painter.drawPixmap(icon_at.topLeft(), icons.pixmap(name, colour if self._picked else "muted", _ICON))
