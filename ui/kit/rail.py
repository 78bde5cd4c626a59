"""The rail of pages on the left: icon, name, a count where there is one, the current page on a bright ground."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui import fonts, icons, theme
from ui.kit.labels import rule
from ui.kit.layouts import column
from ui.theme import px

WIDTH = 148


class RailButton(QAbstractButton):
    """One page of the rail."""

    def __init__(self, key: str, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._icon, self._count = key, icon, ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int | None) -> None:
        self._count = f"{count:,}" if count else ""
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH - 16), px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, current = theme.tokens(), self.isChecked()
        sheet = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if current or self.underMouse() or self.hasFocus():
            path = QPainterPath()
            path.addRoundedRect(sheet, px(8), px(8))
            painter.fillPath(path, colours.colour("surface" if current else "selected"))
            if current:
                painter.setClipPath(path)
                painter.fillRect(QRectF(0, 0, px(3), self.height()), colours.colour("accent"))
                painter.setClipping(False)
            if self.hasFocus():
                painter.setPen(colours.colour("information"))
                painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        picture = icons.pixmap(self._icon, "accent" if current else "muted", 18)
        left = px(10)
        painter.drawPixmap(left, (self.height() - px(18)) // 2, picture)
        right = self.width() - px(10)
        if self._count:
            painter.setFont(fonts.font(px(12.5)))
            painter.setPen(colours.colour("muted"))
            width = painter.fontMetrics().horizontalAdvance(self._count)
            area = QRectF(right - width, 0, width + 1, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
            right -= width + px(4)
        painter.setFont(fonts.font(px(14), bold=current))
        painter.setPen(colours.colour("ink"))
        area = QRectF(left + px(28), 0, right - left - px(28), self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)


class Rail(QWidget):
    """`chosen` carries the key of the page that was pressed; up and down move between them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, RailButton] = {}
        self._lines: QVBoxLayout = column(None, spacing=2)
        column(self, self._lines, "stretch", margins=(8, 10, 8, 10), spacing=0)

    def add(self, key: str, words: str, icon: str) -> None:
        """One more page at the end."""
        button = RailButton(key, words, icon, self)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons[key] = button
        self._lines.addWidget(button)
        widest = max(b.fontMetrics().horizontalAdvance(b.text()) for b in self._buttons.values())
        self.setFixedWidth(min(max(px(WIDTH), widest + px(96)), px(236)))

    def add_rule(self) -> None:
        """A line between two groups."""
        self._lines.addSpacing(px(6))
        self._lines.addWidget(rule())
        self._lines.addSpacing(px(6))

    def show_current(self, key: str) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def show_count(self, key: str, count: int | None) -> None:
        if key in self._buttons:
            self._buttons[key].show_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._buttons.values())
        focused = next((i for i, b in enumerate(keys) if b.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and focused is not None:
            keys[(focused + step) % len(keys)].setFocus()
        else:
            super().keyPressEvent(event)
