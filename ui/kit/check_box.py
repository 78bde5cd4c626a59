"""Check boxes and radio buttons, drawn from the tokens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

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


class RadioButton(QRadioButton):
    """One of several; as `QRadioButton`."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(px(26) + self.fontMetrics().horizontalAdvance(self.text()) + 4, px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, size = theme.tokens(), px(18)
        circle = QRectF(1, (self.height() - size) / 2, size, size).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "information" if self.isChecked() or self.hasFocus() else "muted"
        painter.setPen(QPen(colours.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(colours.colour("surface"))
        painter.drawEllipse(circle)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("information"))
            painter.drawEllipse(circle.adjusted(px(4), px(4), -px(4), -px(4)))
        painter.setPen(colours.colour("ink"))
        words = QRectF(px(26), 0, self.width() - px(26), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


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
