"""The code that opens an encrypted register when the password is lost: shown once, to be printed and sealed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from models.words import _
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px


class RecoveryCode(QDialog):
    """Stays until the user says that the code is kept."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery code"))
        words = _(
            "Write this code down, seal it and keep it in a safe place. It is the only way in if the password is lost."
        )
        said, shown = label(words, wrap=True), label(code, "record", wrap=True)
        said.setMinimumWidth(px(420))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy, kept = button(_("Copy"), "copy"), primary(_("It is kept"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
        kept.clicked.connect(self.accept)
        column(self, said, shown, row(None, "stretch", copy, kept), margins=20, spacing=16)
