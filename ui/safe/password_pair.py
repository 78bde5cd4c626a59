"""A new password, typed twice. What was typed is kept in plain attributes, so that work off the thread may ask."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.access import keys
from models.errors import Mistake
from models.words import _
from ui.kit.labels import label
from ui.kit.layouts import column, row


class PasswordPair(QWidget):
    """`value()` is the password; it raises the `Mistake` that is shown below the lines."""

    entered = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.password, self.again = QLineEdit(), QLineEdit()
        self._typed = ["", ""]
        self._said = label("", "secondary", wrap=True)
        hints = (_("New password"), _("Once more"))
        for number, (line, hint) in enumerate(zip((self.password, self.again), hints, strict=True)):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setPlaceholderText(hint)
            line.setAccessibleName(hint)
            line.textChanged.connect(lambda text, at=number: self._keep(at, text))
        self.password.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        heading = [label(words, "section")] if words else []
        column(self, *heading, row(None, self.password, self.again), self._said, spacing=4)
        self.setFocusProxy(self.password)
        self._tell()

    def _keep(self, at: int, text: str) -> None:
        self._typed[at] = text
        self._tell()

    def _tell(self) -> None:
        """Say below the lines how it stands, while it is being typed."""
        first, second = self._typed
        if len(first) < keys.SHORTEST_PASSWORD:
            words = _("At least {count} characters; a short sentence is easy to keep in mind.").format(
                count=keys.SHORTEST_PASSWORD
            )
        elif not second:
            words = _("Type it once more.")
        else:
            words = _("Both are the same.") if first == second else _("The two passwords differ.")
        self._said.setText(words)

    def value(self) -> str:
        """The password, if it is long enough and was typed the same twice."""
        keys.check_password(self._typed[0])
        if self._typed[0] != self._typed[1]:
            raise Mistake(_("The two passwords differ."), "password")
        return self._typed[0]

    def is_blank(self) -> bool:
        return not any(self._typed)

    def clear(self) -> None:
        for line in (self.password, self.again):
            line.clear()
