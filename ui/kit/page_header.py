"""The head of a page: its title, where one is, and what can be done, with one primary button."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import row
from ui.theme import px


class PageHeader(QWidget):
    """`add` puts buttons on the right, the primary one last."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title")
        self.subtitle = ElidedLabel(subtitle, "secondary")
        self._beside: QHBoxLayout = row(None)
        self._actions: QHBoxLayout = row(None, spacing=12)
        self.setMinimumHeight(px(34))
        layout = row(self, self.title, 4, spacing=8)
        layout.addLayout(self._beside)
        layout.addWidget(self.subtitle, 1)
        layout.addLayout(self._actions)

    def add(self, *buttons: QPushButton | QWidget) -> None:
        for button in buttons:
            self._actions.addWidget(button)

    def add_beside(self, *widgets: QWidget) -> None:
        """Put tags or chips beside the title."""
        for widget in widgets:
            self._beside.addWidget(widget)
