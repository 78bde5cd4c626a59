"""A small sheet that asks for a few fields and does one thing with them: a step of a matter, a visit, an ending.

The fields are those of record types, with their own editors; a mistake is shown at its field and what was typed stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.form_fields import FormFields
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px

Do = Callable[[Register, dict[str, Any]], Changes]


def some_fields(spec: RecordSpec, names: Sequence[str]) -> RecordSpec:
    """A record type cut down to these fields, in this order and without sections: what a sheet asks for."""
    return replace(spec, fields=tuple(replace(spec[name], section="") for name in names))


class Asking(QDialog):
    """Open it with `open()`. `groups` are record types cut down with `some_fields`; their values go to `do` together."""

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, groups: Sequence[RecordSpec], do: Do, *, act: str,
        known: Mapping[str, Any] | None = None, hint: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        self._desk, self._do = desk, do
        self._busy = False
        self.groups = [FormFields(desk, group) for group in groups]
        self._hint = label(hint, "secondary", wrap=True)
        self._hint.setVisible(bool(hint))
        self._mistake = label("", "mistake", wrap=True)
        self._mistake.hide()
        self.go = primary(act, keys="Ctrl+S")
        stay = button(_("Cancel"))
        stay.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self._between = column(None, spacing=8)
        inside = QWidget()
        column(inside, self._hint, *self.groups[:1], self._between, *self.groups[1:], "stretch", margins=(0, 0, 10, 0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = column(self, label(title, "record"), spacing=12, margins=(20, 16, 14, 16))
        layout.addWidget(scroll, 1)
        layout.addWidget(self._mistake)
        layout.addLayout(row(None, "stretch", stay, self.go, margins=(0, 0, 6, 0)))
        self._fill(dict(known or {}))
        wanted = sum(fields.sizeHint().height() for fields in self.groups) + px(150)
        self.resize(px(520), min(max(wanted, px(420)), max(parent.window().height() - px(60), px(420))))

    def _fill(self, known: dict[str, Any]) -> None:
        for number, fields in enumerate(self.groups):
            fields.fill(None, {}, {})
            fields.suggest({name: value for name, value in known.items() if name in fields.lines})
            last = number == len(self.groups) - 1
            fields.finished.connect(self.go.setFocus if last else self.groups[number + 1].go_to_first)
        blank = next((n for n, line in self.groups[0].lines.items() if known.get(n) in (None, "")), None)
        if blank:
            self.groups[0].go_to(blank)

    def put_between(self, widget: QWidget) -> None:
        """Put a widget between the first group of fields and the others."""
        self._between.addWidget(widget)

    def values(self) -> dict[str, Any]:
        """Everything typed. Raises the first `Mistake`, shown at its field."""
        found: dict[str, Any] = {}
        for fields in self.groups:
            if not fields.isHidden():
                found |= fields.changed()
        return found

    def accept(self) -> None:
        """Do it; stay open if something hinders it."""
        if self._busy:
            return
        self._mistake.hide()
        try:
            values = self.values()
        except Mistake:
            return
        self._busy = True
        do = self._do
        self._desk.write(lambda register: do(register, values), self._done, failed=self._refused)

    def _done(self, _changes: Changes) -> None:
        self._busy = False
        super().accept()

    def reject(self) -> None:
        """Go away without doing it; what is being done already is waited for."""
        if not self._busy:
            super().reject()

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        if not isinstance(error, Mistake):
            super().reject()
            messages.tell(error)
        elif not any(fields.show_mistake(error) for fields in self.groups if not fields.isHidden()):
            self._mistake.setText(str(error))
            self._mistake.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # Enter goes from field to field; it does not end the sheet
        else:
            super().keyPressEvent(event)
