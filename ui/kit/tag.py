"""A small coloured word. The word carries the meaning; the colour only helps to see it."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

TagKind = Literal["information", "good", "due", "overdue", "neutral"]
TAG_KINDS: tuple[TagKind, ...] = ("information", "good", "due", "overdue", "neutral")


class Tag(QLabel):
    """A state in words on a quiet ground."""

    def __init__(self, words: str, kind: TagKind = "information", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tag", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
