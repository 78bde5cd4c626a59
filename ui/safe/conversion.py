"""From a plain register to an encrypted one and back: the register is closed, written anew beside itself, and opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.errors import Mistake
from models.keeping import conversion
from models.register import Register, open_register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.progress_line import ProgressLine
from ui.recovery_code import RecoveryCode, sealed
from ui.safe.password_pair import PasswordPair
from ui.tasks import run_task
from ui.theme import px


def ask(desk: Desk, window: QWidget) -> "ConversionSheet":
    """Ask for the password, then let the window close the register and write it anew."""
    sheet = ConversionSheet(desk, window)
    sheet.open()
    return sheet


class ConversionSheet(QDialog):
    """Asks; what follows happens in `Writing`, when the register is closed."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        encrypted = desk.register.encrypted
        title = _("Take the encryption off") if encrypted else _("Encrypt this register")
        self.setWindowTitle(title)
        if encrypted:
            words = _("The file is written anew without encryption. Whoever gets hold of it can read every name and door in it. "
                      "Your password, to be sure:")  # fmt: skip
        else:
            words = _("The file is written anew, encrypted, compared with the old one and put in its place; the old one is "
                      "written over. Older backups and copies stay as readable as they are: remove those you need no more. "
                      "The other accounts get their passwords from you afterwards.")  # fmt: skip
        said = label(words, wrap=True)
        said.setMinimumWidth(px(460))
        self.pair = PasswordPair(_("Your password"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password"))
        self.pair.setHidden(encrypted)
        self.password.setVisible(encrypted)
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self.go, stay = primary(title), button(_("Cancel"))
        self.go.clicked.connect(self._begin)
        self.pair.entered.connect(self._begin)
        self.password.returnPressed.connect(self._begin)
        stay.clicked.connect(self.reject)
        column(
            self, label(title, "record"), said, self.pair, self.password, self._said, row(None, "stretch", stay, self.go),
            margins=20, spacing=12,
        )  # fmt: skip

    def _begin(self) -> None:
        register = self._desk.register
        path, name, encrypted = register.path, register.staff, register.encrypted
        try:
            password = self.password.text() if encrypted else self.pair.value()
        except Mistake as error:
            self._said.setText(str(error))
            self._said.show()
            return
        self.accept()
        self._desk.leave_wanted.emit(lambda window: Writing(window, path, name, password, encrypted=encrypted).run())


class Writing(QDialog):
    """Stands there while the file is written anew; then opens it again."""

    def __init__(self, window: QWidget, path: Path, name: str, password: str, *, encrypted: bool) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Writing the register anew"))
        self._path, self._name, self._password, self._encrypted = path, name, password, encrypted
        self.line = ProgressLine(stoppable=False)
        words = label(_("The register is written anew and compared. Please leave the PC switched on."), wrap=True)
        words.setMinimumWidth(px(420))
        column(self, words, self.line, margins=20, spacing=14)

    def run(self) -> None:
        """Write it, open it, and hand it to the window."""
        self.open()
        self.line.begin(_("Writing …"))
        path, name, password, encrypted = self._path, self._name, self._password, self._encrypted

        def work(_progress: object) -> tuple[Register, str]:
            if encrypted:
                conversion.decrypt(path, password, user=name)
                return open_register(path, user=name), ""
            code = conversion.encrypt(path, password, user=name)
            return open_register(path, user=name, password=password), code

        run_task(work, self._done, self._failed, owner=self)

    def _done(self, made: tuple[Register, str]) -> None:
        register, code = made
        self.accept()
        window = self.parentWidget()
        if code:
            RecoveryCode(sealed(register, code), window).exec()
        show: Callable[[Register], None] = window.show_register  # type: ignore[union-attr]
        show(register)

    def _failed(self, error: BaseException) -> None:
        self.line.end()
        self.reject()
        messages.tell(error)
        window = self.parentWidget()
        window.open(self._path)  # type: ignore[union-attr]

    def reject(self) -> None:
        if self.line.isHidden():
            super().reject()
