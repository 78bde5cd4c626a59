"""The foot of the window: that all is saved, how old the backup is, and what the page counts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.kit.labels import label
from ui.kit.layouts import row
from ui.theme import px


class StatusLine(QWidget):
    """Saved and backup on the left, the page's counts on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(28))
        self._icon, self._saved, self._backup, self._counts = label(), label(), label(), label()
        row(self, self._icon, 6, self._saved, 4, self._backup, "stretch", self._counts, margins=(16, 0, 16, 0))
        self.show_saved("")

    def show_saved(self, words: str) -> None:
        self._icon.setPixmap(icons.pixmap("circle-check", "good", 14))
        self._saved.setText(words)

    def show_backup(self, words: str) -> None:
        self._backup.setText(words)

    def show_counts(self, words: str) -> None:
        self._counts.setText(words)

    def counts(self) -> str:
        return self._counts.text()
