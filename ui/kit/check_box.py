"""A check box that is drawn from the tokens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import icons, theme
from ui.theme import px


def paint_box(painter: QPainter, box: QRectF, *, checked: bool, focused: bool = False) -> None:
    """The box alone, also for the lines of a list."""
    colours = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "information" if checked or focused else "muted"
    painter.setPen(QPen(colours.colour(edge), 2 if focused else 1))
    painter.setBrush(colours.colour("information" if checked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    if checked:
        tick = icons.pixmap("check", "surface", 13)
        size = tick.deviceIndependentSize()
        painter.drawPixmap(
            round(box.center().x() - size.width() / 2), round(box.center().y() - size.height() / 2), tick
        )


class CheckBox(QCheckBox):
    """As `QCheckBox`."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(18) + (px(8) + width if self.text() else 0) + 4, px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = px(18)
        box = QRectF(1, (self.height() - size) / 2, size, size)
        paint_box(painter, box, checked=self.isChecked(), focused=self.hasFocus())
        painter.setPen(theme.tokens().colour("ink" if self.isEnabled() else "muted"))
        words = QRectF(box.right() + px(8), 0, self.width() - box.right() - px(8), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
