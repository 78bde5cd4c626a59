"""Opening a register that is encrypted: who one is, and the password. The sealed recovery code serves too."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.errors import RegisterError
from models.register import ADMINISTRATOR, Register, open_register
from models.words import _
from ui import messages
from ui.kit.buttons import button, link, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.tasks import run_task
from ui.theme import px


class SignIn(QDialog):
    """Stays until the register is open or the user gives up; `opened` carries the register."""

    opened = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(path.stem)
        self._path = path
        self.name, self.password, self.code = QLineEdit(ADMINISTRATOR), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.hide()
        self._code_words = label(_("Recovery code"), "section")
        self._code_words.hide()
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self._open = primary(_("Open"))
        self._open.clicked.connect(self.try_it)
        forgotten, cancel = link(_("The password is forgotten …")), button(_("Cancel"))
        forgotten.clicked.connect(self._ask_code)
        cancel.clicked.connect(self.reject)
        for line in (self.name, self.password, self.code):
            line.returnPressed.connect(self.try_it)
            line.setMinimumWidth(px(300))
        column(
            self, label(_("This register is encrypted."), "heading"), 4, label(_("Name"), "section"), self.name,
            label(_("Password"), "section"), self.password, self._code_words, self.code, self._said, 6,
            row(None, forgotten, "stretch", cancel, self._open), margins=20, spacing=6,
        )  # fmt: skip
        self.password.setFocus()

    def _ask_code(self) -> None:
        self._code_words.show()
        self.code.show()
        self.code.setFocus()

    def try_it(self) -> None:
        """Open the register with what was typed; deriving the key takes a moment, off the window's thread."""
        path, name, password, code = (
            self._path,
            self.name.text().strip(),
            self.password.text(),
            self.code.text().strip(),
        )
        self._open.setEnabled(False)
        run_task(
            lambda _progress: open_register(path, user=name, password=password, code=code), self._done, self._refused,
            owner=self,
        )  # fmt: skip

    def _done(self, register: Register) -> None:
        self.opened.emit(register)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._open.setEnabled(True)
        if not isinstance(error, RegisterError):
            messages.tell(error)
            return
        self._said.setText(str(error))
        self._said.show()
        self.password.selectAll()
        self.password.setFocus()
