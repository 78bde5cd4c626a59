"""A sheet on the canvas that holds one subject."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.kit.labels import label, rule
from ui.kit.layouts import column, row


class Card(QFrame):
    """`body` takes the content. A title, if given, stands above a line, with a remark to its right."""

    pressed = Signal()

    def __init__(self, title: str = "", remark: str = "", *, margins: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.remark: QLabel = label(remark, "secondary")
        self.body: QVBoxLayout = column(None, margins=margins)
        outer = column(self, spacing=0)
        if title:
            head = QWidget()
            row(head, label(title, "heading"), "stretch", self.remark, margins=(14, 10, 14, 10))
            outer.addWidget(head)
            outer.addWidget(rule())
        outer.addLayout(self.body, 1)

    def set_pressable(self) -> None:
        """Let it be pressed by mouse and keyboard."""
        self.setProperty("pressable", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.property("pressable") and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.property("pressable") and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
