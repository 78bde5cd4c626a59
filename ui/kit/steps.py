"""How far along: the numbered steps of a task, done ones green, the one under way in the accent."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, theme
from ui.theme import px


class Steps(QWidget):
    """`at` is the step under way, counted from 0."""

    def __init__(self, names: Sequence[str], at: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._at = tuple(names), at
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def go_to(self, at: int) -> None:
        self._at = at
        self._say()
        self.update()

    @property
    def at(self) -> int:
        return self._at

    def _say(self) -> None:
        self.setAccessibleName(f"{self._at + 1}/{len(self._names)} {self._names[self._at]}")

    def sizeHint(self) -> QSize:
        return QSize(px(110) * len(self._names), px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, size = theme.tokens(), 0.0, px(22)
        top = (self.height() - size) / 2
        for number, name in enumerate(self._names):
            ground = "good" if number < self._at else "accent" if number == self._at else "line"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(ground))
            painter.drawEllipse(QRectF(x, top, size, size))
            painter.setPen(colours.colour("muted" if number > self._at else "surface"))
            painter.setFont(fonts.font(px(12), bold=True))
            painter.drawText(QRectF(x, top, size, size), Qt.AlignmentFlag.AlignCenter, str(number + 1))
            painter.setFont(fonts.font(px(14), bold=number == self._at))
            painter.setPen(colours.colour("ink" if number <= self._at else "muted"))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + size + px(8), 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            x += size + px(8) + width + px(28)
