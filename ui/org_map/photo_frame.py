"""Cutting a portrait out of a picture: a frame of 5:7 that one moves over the face, and what it leaves as a JPEG."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from models.words import _
from ui import theme
from ui.pictures import plain_jpeg
from ui.theme import px

LARGEST = QSize(590, 826)  # pixels that are kept: 5:7, 300 dpi at 5 by 7 centimetres
_SHARE = 5 / 7
_LEAST = 0.2  # of the largest frame that fits


def cut(image: QImage, frame: QRectF) -> bytes:
    """What lies in a frame, scaled down to at most 590 by 826 pixels."""
    return plain_jpeg(image.copy(frame.toAlignedRect().intersected(image.rect())), LARGEST)


class PhotoFrame(QWidget):
    """The picture with its frame. Drag or arrows move it; the wheel, + and - make it larger or smaller."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        wide = min(image.width(), image.height() * _SHARE)
        self._widest = wide
        # A face stands above the middle: the frame begins a third of the way down what is left over.
        high = wide / _SHARE
        self.frame = QRectF((image.width() - wide) / 2, (image.height() - high) / 3, wide, high)
        self._held: QPointF | None = None
        self.setFixedHeight(px(230))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(_("Move the frame over the face."))
        self.setToolTip(_("Move the frame over the face."))

    def jpeg(self) -> bytes:
        """The portrait in the frame."""
        return cut(self._image, self.frame)

    def _fit(self) -> tuple[float, float, float]:
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        left = (self.width() - self._image.width() * scale) / 2
        return scale, left, (self.height() - self._image.height() * scale) / 2

    def move_by(self, dx: float, dy: float) -> None:
        """Move the frame by pixels of the picture; it stays inside."""
        x = min(max(self.frame.x() + dx, 0.0), self._image.width() - self.frame.width())
        y = min(max(self.frame.y() + dy, 0.0), self._image.height() - self.frame.height())
        self.frame.moveTo(x, y)
        self.update()

    def resize_by(self, factor: float) -> None:
        """Make the frame larger or smaller around its middle; it keeps its shape and stays inside."""
        wide = min(max(self.frame.width() * factor, self._widest * _LEAST), self._widest)
        middle = self.frame.center()
        self.frame = QRectF(middle.x() - wide / 2, middle.y() - wide / _SHARE / 2, wide, wide / _SHARE)
        self.move_by(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale, left, top = self._fit()
        whole = QRectF(left, top, self._image.width() * scale, self._image.height() * scale)
        painter.drawImage(whole, self._image)
        painter.fillRect(whole, QColor(0, 0, 0, 120))
        shown = QRectF(left + self.frame.x() * scale, top + self.frame.y() * scale,
                       self.frame.width() * scale, self.frame.height() * scale)  # fmt: skip
        painter.drawImage(shown, self._image, self.frame)
        painter.setPen(QPen(theme.tokens().colour("accent" if self.hasFocus() else "surface"), 2))
        painter.drawRect(shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            scale, _left, _top = self._fit()
            step = (event.position() - self._held) / scale
            self._held = event.position()
            self.move_by(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.resize_by(1.1 ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.frame.width() / 20
        moves = {
            Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0), Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self.move_by(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.resize_by(1.1)
        elif key == Qt.Key.Key_Minus:
            self.resize_by(1 / 1.1)
        else:
            super().keyPressEvent(event)
