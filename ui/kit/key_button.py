"""A button that says its keys in small letters behind its words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton

from ui import fonts, theme
from ui.kit.buttons import Button, shown_keys
from ui.theme import px


class KeyButton(Button):
    """The primary button of a form: its shortcut is learnt by looking at it."""

    def __init__(self, words: str, keys: str) -> None:
        super().__init__(words)
        self._keys = shown_keys(keys)
        self._small = fonts.font(px(12))
        self.setProperty("role", "primary")
        self.setToolTip(f"{words} ({self._keys})")

    def _widths(self) -> tuple[int, int]:
        return self.fontMetrics().horizontalAdvance(self.text()), QFontMetrics(self._small).horizontalAdvance(
            self._keys
        )

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + px(7) + px(30), px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        words, keys = self._widths()
        left = (self.width() - words - px(7) - keys) // 2
        painter.setPen(theme.tokens().colour("on_accent" if self.isEnabled() else "muted"))
        painter.setFont(self.font())
        painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(self._small)
        painter.drawText(
            QRect(left + words + px(7), 0, keys + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._keys
        )
