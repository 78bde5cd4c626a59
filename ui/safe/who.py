"""Name and password, or the recovery code, for a file that is not the open register: a backup, a damaged one."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import RegisterError
from models.register import ADMINISTRATOR, looks_encrypted
from models.words import _
from ui.kit.buttons import link
from ui.kit.layouts import column, row


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed; all of it blank for a plain file."""

    name: str
    password: str | None
    code: str


class Who(QWidget):
    """Shown only for an encrypted file."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.password, self.code = QLineEdit(ADMINISTRATOR), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for line, words in ((self.name, _("Name")), (self.password, _("Password")), (self.code, _("Recovery code"))):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
        self.code.hide()
        self._other = link(_("With the recovery code …"))
        self._other.clicked.connect(self.use_code)
        column(self, row(None, self.name, self.password, self.code), row(None, self._other, "stretch"), spacing=2)
        encrypted = False
        with suppress(RegisterError):
            encrypted = looks_encrypted(path)
        self.setVisible(encrypted)

    def use_code(self) -> None:
        """Ask for the sealed code in place of the password."""
        self.password.clear()
        self.password.hide()
        self._other.hide()
        self.code.show()
        self.code.setFocus()

    def to_the_password(self) -> None:
        line = self.password if not self.password.isHidden() else self.code
        line.selectAll()
        line.setFocus()

    def given(self) -> Given:
        """What was typed."""
        return Given(self.name.text().strip(), self.password.text() or None, self.code.text().strip())
