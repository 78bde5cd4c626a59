"""A list without lines says what belongs there and offers the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.kit.buttons import button
from ui.kit.labels import label
from ui.kit.layouts import column, row


class EmptyState(QWidget):
    """An icon, one sentence what belongs here, and a button for the first step if there is one."""

    def __init__(
        self, icon: str, title: str, words: str, action: str = "", do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        picture = label()
        picture.setPixmap(icons.pixmap(icon, "scroll", 44))
        self._title, self._words = label(title, "heading"), label(words, "muted", wrap=True)
        for part in (picture, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        layout = column(self, "stretch", picture, self._title, self._words, margins=24)
        self.button = button(action) if action else None
        if self.button is not None:
            layout.addLayout(row(None, "stretch", self.button, "stretch"))
            if do:
                self.button.clicked.connect(lambda: do())
        layout.addStretch(2)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
