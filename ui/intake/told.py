"""What is worth knowing beside a step: a few sentences below each other, each on as many lines as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.tag import Tag, TagKind


class Told(QScrollArea):
    """`show_lines` takes sentences, each with the tag that stands below it, or none."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._said: list[str] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._lines = column(None, spacing=0)
        column(inside, self._lines, "stretch", spacing=0)
        self.setWidget(inside)

    def show_lines(self, lines: Sequence[tuple[str, tuple[str, TagKind] | None]]) -> None:
        """Put other sentences there."""
        clear(self._lines)
        self._said = [" ".join((words, tag[0] if tag else "")).strip() for words, tag in lines]
        for words, tag in lines or [(self._nothing, None)]:
            box = QWidget()
            inside = column(
                box, label(words, "" if lines else "secondary", wrap=True), margins=(14, 10, 14, 10), spacing=4
            )
            if tag:
                inside.addLayout(row(None, Tag(*tag), "stretch"))
            self._lines.addWidget(box)
            self._lines.addWidget(rule())

    def said(self) -> list[str]:
        """The sentences with their tags."""
        return self._said
