"""The cover over the window: nothing of the register is seen, and its key is gone, until the password is given again."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import Mistake
from models.register import Register
from models.words import _
from ui import icons, messages
from ui.kit.buttons import link, primary
from ui.kit.card import Card
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.safe.waiting import Countdown, seconds_to_wait
from ui.tasks import run_task
from ui.theme import px


class LockScreen(QWidget):
    """`unlocked` carries what had been half written (or None), `left` asks to sign in as somebody else."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, register: Register, *, unsaved: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._register, self._by_code, self._ready = register, False, False
        card = Card(margins=28)
        card.setFixedWidth(px(400))
        picture, name = label(), label(register.path.stem, "title")
        picture.setPixmap(icons.pixmap("lock", "muted", 36))
        who = label(_("Locked · {name}").format(name=register.staff), "muted")
        for part in (picture, name, who):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            card.body.addWidget(part)
        self.password, self.code = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password"))
        self.code.setPlaceholderText(_("Recovery code"))
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self.go = primary(_("Unlock") if register.encrypted else _("Go on"), "lock" if register.encrypted else "")
        self.go.clicked.connect(self.try_it)
        card.body.addSpacing(px(8))
        for widget in (self.password, self.code, self._said, self.go):
            card.body.addWidget(widget)
        for line in (self.password, self.code):
            line.returnPressed.connect(self.try_it)
            line.setAccessibleName(line.placeholderText())
        self.other, self.leave = link(_("With the recovery code …")), link(_("Somebody else signs in …"))
        self.other.clicked.connect(lambda: self.use_code(not self._by_code))
        self.leave.clicked.connect(self.left)
        card.body.addLayout(row(None, self.other, "stretch", self.leave))
        if unsaved:
            kept = _("What you were writing is kept and will be there again.")
            card.body.addWidget(label(kept, "secondary", wrap=True))
        self._wait = Countdown(self.go, self._said, self.to_the_line, self)
        column(self, "stretch", row(None, "stretch", card, "stretch"), "stretch", "stretch")
        self.use_code(False)
        self.go.setEnabled(False)

    def ready(self) -> None:
        """The key is gone: from now on the password is asked for."""
        self._ready = True
        self.go.setEnabled(True)
        self.to_the_line()

    def use_code(self, on: bool) -> None:
        """Ask for the recovery code in place of the password, or the other way round."""
        self._by_code = on
        encrypted = self._register.encrypted
        self.password.setVisible(encrypted and not on)
        self.code.setVisible(encrypted and on)
        self.other.setVisible(encrypted)
        self.leave.setVisible(encrypted)
        self.other.setText(_("With the password …") if on else _("With the recovery code …"))
        self.to_the_line()

    def to_the_line(self) -> None:
        """Put the keys where something is to be typed."""
        line = self.code if self._by_code else self.password
        if not self._register.encrypted:
            self.go.setFocus()
            return
        line.selectAll()
        line.setFocus()

    def try_it(self) -> None:
        """Derive the key from what was typed, off the window's thread."""
        if not self._ready or not self.go.isEnabled():
            return
        if not self._register.encrypted:
            self.unlocked.emit(None)
            return
        register, password = self._register, self.password.text()
        code = self.code.text().strip() if self._by_code else ""
        if not (code if self._by_code else password):
            self.to_the_line()
            return
        self.go.setEnabled(False)
        run_task(lambda _progress: register.unlock(password, code=code), self._open, self._refused, owner=self)

    def _open(self, draft: dict[str, Any] | None) -> None:
        self.password.clear()
        self.unlocked.emit(draft)

    def _refused(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        wrong = messages.sentence_of(error)
        if isinstance(error, Mistake):
            wrong = _("The recovery code is wrong.") if self._by_code else _("The password is wrong.")
            code = self.code.text().strip() if self._by_code else ""
            self._wait.begin(seconds_to_wait(self._register.path, self._register.staff, code), wrong)
        else:
            self._said.setText(wrong)
            self._said.show()
        self.to_the_line()
