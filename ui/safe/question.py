"""One question with one answer that does something; where much is at stake, a word has to be typed first."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.words import _
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px


class Question(QDialog):
    """Esc leaves it. With `typed`, the button is free only once exactly that was typed."""

    def __init__(self, parent: QWidget, title: str, words: str, act: str, *, typed: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        said = label(words, wrap=True)
        said.setMinimumWidth(px(440))
        self.go, stay = primary(act), button(_("Cancel"))
        self.go.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Type: {words}").format(words=typed))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setVisible(bool(typed))
        self.line.textChanged.connect(lambda text: self.go.setEnabled(text.strip() == typed))
        self.go.setEnabled(not typed)
        column(
            self, label(title, "record"), said, self.line, row(None, "stretch", stay, self.go), margins=20, spacing=14
        )
