"""A few fields asked for in place, without a window of their own: a move's day, a new holder of a post."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.form_fields import FormFields
from ui.kit.buttons import button, primary, small
from ui.kit.labels import label
from ui.kit.layouts import column, row

Do = Callable[[Register, dict[str, Any]], Changes]


def asked(spec: RecordSpec, *wanted: tuple[str, str, str]) -> RecordSpec:
    """A record type cut down to these fields, each called as it is meant here: its name, its English, its Chinese."""
    fields = (replace(spec[name], label=english, header=chinese, section="") for name, english, chinese in wanted)
    return replace(spec, fields=tuple(fields))


class InlineAsk(QFrame):
    """`closed` is emitted when it is done or left. A mistake is shown at its field, and what was typed stays.

    `named` leads the fields that an operation speaks of to those that are asked for here.
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, title: str, spec: RecordSpec, do: Do, *, act: str, known: Mapping[str, Any] | None = None,
        hint: str = "", named: Mapping[str, str] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._desk, self._do, self._named = desk, do, dict(named or {})
        self._busy = False
        self.fields = FormFields(desk, spec)
        self.fields.fill(None, {}, {})
        self.fields.suggest(dict(known or {}))
        self.mistake = label("", "mistake", wrap=True)
        self.mistake.hide()
        self.go, self._stay = primary(act), button(_("Cancel"))
        for made in (self.go, self._stay):
            made.setProperty("role", "small" if made is self._stay else "primary")
        self._stay.clicked.connect(self.close_it)
        self.go.clicked.connect(self.accept)
        self.fields.finished.connect(self.accept)
        words = label(hint, "secondary", wrap=True)
        words.setVisible(bool(hint))
        self._below = column(None)
        column(
            self, label(title, "heading", wrap=True), words, self.fields, self._below, self.mistake,
            row(None, "stretch", self._stay, self.go), margins=(12, 10, 12, 10),
        )  # fmt: skip
        self._known = dict(known or {})

    def put_below(self, widget: QWidget) -> None:
        """Put something more to choose below the fields."""
        self._below.addWidget(widget)

    def begin(self) -> None:
        """Go to the first field that is blank still, or to the button."""
        blank = next((n for n in self.fields.lines if self._known.get(n) in (None, "")), None)
        if blank:
            self.fields.go_to(blank)
        else:
            self.go.setFocus()

    def accept(self) -> None:
        """Do it; stay if something hinders it."""
        if self._busy:
            return
        self.mistake.hide()
        try:
            values = self.fields.changed()
        except Mistake:
            return
        self._busy = True
        do = self._do
        self._desk.write(lambda register: do(register, values), self._done, failed=self._refused)

    def _done(self, _changes: Changes) -> None:
        self.close_it()

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        if not isinstance(error, Mistake):
            messages.tell(error)
            return
        there = Mistake(str(error), self._named.get(error.field, error.field))
        if not self.fields.show_mistake(there):
            self.mistake.setText(str(error))
            self.mistake.show()

    def close_it(self) -> None:
        """Leave without doing anything more."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)


def actions(*named: tuple[str, str, Callable[[], object]]) -> list[QWidget]:
    """Small buttons: words, icon, what each does."""
    made: list[QWidget] = []
    for words, icon, do in named:
        made.append(one := small(words, icon))
        one.clicked.connect(lambda _checked=False, do=do: do())
    return made
