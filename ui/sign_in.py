"""Opening a register that is encrypted: who one is, and the password; or the sealed recovery code in its place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.errors import Mistake
from models.register import ADMINISTRATOR, Register, open_register
from models.words import _
from ui.kit.buttons import button, link, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.safe.waiting import Countdown, seconds_to_wait
from ui.tasks import run_task
from ui.theme import px


class SignIn(QDialog):
    """Stays until the register is open or the user gives up; `opened` carries the register, `failed` what else went wrong."""

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None, *, name: str = ADMINISTRATOR) -> None:
        super().__init__(parent)
        self.setWindowTitle(path.stem)
        self._path = path
        self._by_code = False
        self.name, self.password, self.code = QLineEdit(name or ADMINISTRATOR), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setPlaceholderText("ABCDE-12345-…")
        self._password_words, self._code_words = label(_("Password"), "section"), label(_("Recovery code"), "section")
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self._open = primary(_("Open"))
        self._open.clicked.connect(self.try_it)
        self._other, cancel = link(""), button(_("Cancel"))
        self._other.clicked.connect(lambda: self.use_code(not self._by_code))
        cancel.clicked.connect(self.reject)
        for line, words in ((self.name, _("Name")), (self.password, _("Password")), (self.code, _("Recovery code"))):
            line.returnPressed.connect(self.try_it)
            line.setMinimumWidth(px(340))
            line.setAccessibleName(words)
        self._wait = Countdown(self._open, self._said, self._line_to_type, self)
        column(
            self, label(path.stem, "record"), label(_("This register is encrypted."), "secondary"), 4,
            label(_("Name"), "section"), self.name, self._password_words, self.password, self._code_words, self.code,
            self._said, 6, row(None, self._other, "stretch", cancel, self._open), margins=20, spacing=6,
        )  # fmt: skip
        self.use_code(False)

    def use_code(self, on: bool) -> None:
        """Ask for the sealed recovery code in place of the password, or the other way round."""
        self._by_code = on
        for widget in (self._password_words, self.password):
            widget.setVisible(not on)
        for widget in (self._code_words, self.code):
            widget.setVisible(on)
        self._other.setText(_("With the password …") if on else _("The password is forgotten …"))
        self._line_to_type()

    def _line_to_type(self) -> None:
        line = self.code if self._by_code else self.password
        line.selectAll()
        line.setFocus()

    def try_it(self) -> None:
        """Open the register with what was typed; deriving the key takes a moment, off the window's thread."""
        if not self._open.isEnabled():
            return
        path, name, password = self._path, self.name.text().strip(), self.password.text()
        code = self.code.text().strip() if self._by_code else ""
        if self._by_code and not code:
            self._line_to_type()
            return
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
        if not isinstance(error, Mistake):  # damaged, open elsewhere, no disk: no password helps
            self.failed.emit(error)
            self.reject()
            return
        wrong = (
            _("The recovery code is wrong, or the name is not one of this register.") if self._by_code else str(error)
        )
        code = self.code.text().strip() if self._by_code else ""
        self._wait.begin(seconds_to_wait(self._path, self.name.text().strip(), code), wrong)
        self._line_to_type()
