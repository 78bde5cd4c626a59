"""Layouts in one line: rows and columns of widgets, and a row that wraps."""

from typing import Literal, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from ui.theme import px

L = TypeVar("L", bound=QBoxLayout)
Part = QWidget | QLayout | Literal["stretch"] | int
"""A widget, a layout, "stretch", or a gap in pixels of the design."""


def column(
    owner: QWidget | None, *parts: Part, margins: int | tuple[int, int, int, int] = 0, spacing: int = 8
) -> QVBoxLayout:
    """The parts below each other."""
    return _fill(QVBoxLayout(owner) if owner else QVBoxLayout(), parts, margins, spacing)


def row(
    owner: QWidget | None, *parts: Part, margins: int | tuple[int, int, int, int] = 0, spacing: int = 8
) -> QHBoxLayout:
    """The parts beside each other."""
    return _fill(QHBoxLayout(owner) if owner else QHBoxLayout(), parts, margins, spacing)


def _fill(layout: L, parts: tuple[Part, ...], margins: int | tuple[int, int, int, int], spacing: int) -> L:
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*(px(side) if side else 0 for side in sides))
    layout.setSpacing(px(spacing) if spacing else 0)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif part == "stretch":
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(px(part))
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


class FlowLayout(QLayout):
    """Beside each other, and on to the next line where there is no more room."""

    def __init__(self, owner: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self._gap = px(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            if (widget := item.widget()) and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        return y + tallest - rect.y()
