"""A short list of names beside a page's content, one of them chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import button
from ui.kit.labels import label
from ui.kit.layouts import column
from ui.theme import px


class SideList(QScrollArea):
    """`chosen` carries the key of the name that was pressed."""

    chosen = Signal(str)

    def __init__(self, width: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFixedWidth(px(width))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        inside = QWidget()
        self._lines: QVBoxLayout = column(None, spacing=2)
        column(inside, self._lines, "stretch", margins=(0, 0, 6, 0))
        self.setWidget(inside)

    def add_heading(self, words: str) -> None:
        heading = label(words, "section", wrap=True)
        heading.setContentsMargins(px(10), px(8) if self._buttons else 0, 0, px(2))
        self._lines.addWidget(heading)

    def add(self, key: str, words: str) -> None:
        made = button(words, role="side")
        made.setCheckable(True)
        made.setToolTip(words)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self._lines.addWidget(made)

    def show_current(self, key: str) -> None:
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = list(self._buttons.values())
        at = next((i for i, line in enumerate(lines) if line.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and at is not None:
            lines[(at + step) % len(lines)].setFocus()
        else:
            super().keyPressEvent(event)
