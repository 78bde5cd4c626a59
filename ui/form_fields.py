"""The fields of one record as editors: derived from its spec, filled from a row, read back as what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from models import operations
from models.errors import Mistake
from models.fields import Field, Kind, RecordSpec
from models.register import Register
from models.values import Ref, shown, warnings
from models.words import _
from ui import clipboard, messages
from ui.desk import Desk
from ui.editors.base import Editor, ShownOnly
from ui.editors.sensitive import SensitiveEditor
from ui.kinds import editor_for
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.tasks import run_task
from ui.theme import px

_LABEL = (72, 116)  # the least and most width of the labels
_CHECKED_AFTER = 250  # milliseconds without a key


class FieldLine:
    """One field on the form: its label, its editor, and the sentence below it."""

    def __init__(self, field: Field, editor: Editor) -> None:
        self.field, self.editor = field, editor
        self.sentence = label("", "warning", wrap=True)
        self.sentence.hide()
        self.box = QWidget()
        column(self.box, editor, self.sentence, spacing=3)
        editor.setAccessibleName(field.words)
        editor.focus_widget().setAccessibleName(field.words)

    def say(self, words: str, state: str) -> None:
        """Put a sentence below the field ("" for none), of state "warning" or "mistake"."""
        self.editor.set_state(state if words else "")
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words))
        if words:
            self.sentence.setProperty("role", state)
            self.sentence.style().unpolish(self.sentence)
            self.sentence.style().polish(self.sentence)


class FormFields(QWidget):
    """`edited` tells that something differs (or no longer), `finished` that Enter was pressed in the last field.

    `panels` stand between the first section and the others: what one looks at before the rarer fields.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self, desk: Desk, spec: RecordSpec, *, without: Sequence[str] = (), panels: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._spec = desk, spec
        self._without = set(without)
        self._record: str | None = None
        self._before: dict[str, Any] = {}
        self._stored_warnings: dict[str, str] = {}
        self.lines: dict[str, FieldLine] = {}
        self._names: list[QLabel] = []
        self._check_later = QTimer(self)
        self._check_later.setSingleShot(True)
        self._check_later.setInterval(_CHECKED_AFTER)
        self._check_later.timeout.connect(self.check)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self._build(panels)

    # --- building

    def _build(self, panels: Sequence[QWidget]) -> None:
        sections = {
            name: kept for name, fields in self._spec.sections.items()
            if (kept := [field for field in fields if field.name not in self._without])
        }  # fmt: skip
        for number, (name, fields) in enumerate(sections.items()):
            if name:
                self._add_heading(_(name))
            for together in self._pairs(fields):
                self._add_line(together)
            if number == 0:
                for panel in panels:
                    self._grid.addWidget(panel, self._grid.rowCount(), 0, 1, 2)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(words.text()) for words in self._names), default=0) + px(2)
        for words in self._names:
            words.setFixedWidth(min(max(widest, px(_LABEL[0])), px(_LABEL[1])))

    def _add_heading(self, words: str) -> None:
        heading = label(words, "section")
        heading.setContentsMargins(0, px(8) if self._grid.rowCount() > 1 else 0, 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)

    def _pairs(self, fields: Sequence[Field]) -> list[list[Field]]:
        """Fields that share a line: two short ones beside each other whose labels fit before them."""
        made: list[list[Field]] = []
        for field in fields:
            line = FieldLine(field, editor_for(self._desk, self._spec, field))
            self.lines[field.name] = line
            line.editor.edited.connect(lambda name=field.name: self._edited(name))
            line.editor.done.connect(lambda name=field.name: self._next(name))
            if isinstance(line.editor, SensitiveEditor):
                line.editor.reveal_wanted.connect(lambda reason, name=field.name: self._reveal(name, reason))
            before = made[-1] if made else []
            if len(before) == 1 and not line.editor.wide and not self.lines[before[0].name].editor.wide:
                words = f"{before[0].words} · {field.words}"
                if self.fontMetrics().horizontalAdvance(words) <= px(_LABEL[1]):
                    before.append(field)
                    continue
            made.append([field])
        return made

    def _add_line(self, fields: Sequence[Field]) -> None:
        number = self._grid.rowCount()
        name = label(" · ".join(field.words for field in fields), "muted", wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._names.append(name)
        name.setMinimumHeight(px(32))
        self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(self._side_by_side(fields), number, 1)

    def _side_by_side(self, fields: Sequence[Field]) -> QHBoxLayout:
        line = row(None, spacing=8)
        for field in fields:
            stretch = 2 if self._spec.kinds[field.name] is Kind.DATE else 1
            line.addWidget(self.lines[field.name].box, stretch, Qt.AlignmentFlag.AlignTop)
        return line

    # --- filling

    def fill(self, record_id: str | None, values: Mapping[str, Any], stored_warnings: Mapping[str, str]) -> None:
        """Show a record's values (masked where they are sensitive), or an empty form."""
        self._record = record_id
        self._before = {name: _plain(values.get(name)) for name in self.lines}
        self._stored_warnings = dict(stored_warnings)
        for name, line in self.lines.items():
            value = values.get(name)
            if isinstance(line.editor, ShownOnly):
                line.editor.set_value(value)
                line.editor.show_words(str(value) if isinstance(value, Ref) else shown(self._spec, line.field, value))
            else:
                line.editor.set_value(value)
            if record_id is None and not isinstance(line.editor, SensitiveEditor | ShownOnly):
                self._before[name] = line.editor.value()
            line.say(self._stored_warnings.get(name, ""), "warning")

    def suggest(self, values: Mapping[str, Any]) -> None:
        """Fill in what is known of a new record; it counts as typed."""
        for name, value in values.items():
            if name in self.lines:
                self.lines[name].editor.set_value(value)
                self._before[name] = None
        self.edited.emit()

    # --- reading back

    def _current(self, name: str) -> Any:
        """What a field would be stored as; a masked one, or one begun anew and left blank, is as before."""
        editor = self.lines[name].editor
        if isinstance(editor, ShownOnly) or (isinstance(editor, SensitiveEditor) and editor.masked):
            return self._before[name]
        value = _plain(editor.value())
        if isinstance(editor, SensitiveEditor) and value is None and name not in self._revealed():
            return self._before[name]
        return value

    def _revealed(self) -> set[str]:
        return {name for name, line in self.lines.items() if line.editor.property("revealed") == self._record}

    def changed(self) -> dict[str, Any]:
        """The values that differ from what was loaded. Raises the first `Mistake`, which is shown at its field."""
        found: dict[str, Any] = {}
        first: Mistake | None = None
        for name in self.lines:
            try:
                value = self._current(name)
            except Mistake as error:
                self.lines[name].say(str(error), "mistake")
                first = first or Mistake(str(error), name)
                continue
            if value != self._before[name]:
                found[name] = value
        if first:
            self.go_to(first.field)
            raise first
        return found

    def is_changed(self) -> bool:
        """Whether anything differs; what cannot be understood differs too."""
        for name in self.lines:
            try:
                if self._current(name) != self._before[name]:
                    return True
            except Mistake:
                return True
        return False

    def accept(self) -> None:
        """Take what stands in the fields as what is stored: it has just been written."""
        for name in self.lines:
            self._before[name] = self._current(name)
        self.edited.emit()

    # --- checking

    def _edited(self, name: str) -> None:
        self._stored_warnings.pop(name, None)
        if self.lines[name].sentence.property("role") == "mistake":
            self.lines[name].say("", "")
        self._check_later.start()
        self.edited.emit()

    def check(self) -> None:
        """Warn below the fields about what looks wrong; nothing of it stops a save."""
        values: dict[str, Any] = {}
        mistakes: dict[str, str] = {}
        for name, line in self.lines.items():
            try:
                hidden = isinstance(line.editor, SensitiveEditor) and line.editor.masked
                values[name] = None if hidden else self._current(name)
            except Mistake as error:
                if not line.editor.focus_widget().hasFocus():
                    mistakes[name] = str(error)
        found = {**self._stored_warnings, **warnings(self._spec, values)}
        for name, line in self.lines.items():
            if name in mistakes:
                line.say(mistakes[name], "mistake")
            elif line.sentence.isHidden() or line.sentence.property("role") != "mistake":
                line.say(found.get(name, ""), "warning")

    def show_mistake(self, mistake: Mistake) -> bool:
        """Put a mistake at its field; False if no field of this form is concerned."""
        line = self.lines.get(mistake.field)
        if line is None:
            return False
        line.say(str(mistake), "mistake")
        self.go_to(mistake.field)
        return True

    # --- moving

    def go_to(self, name: str) -> None:
        self.lines[name].editor.focus_widget().setFocus()

    def go_to_first(self) -> None:
        """The first field that can be typed into."""
        for line in self.lines.values():
            if not isinstance(line.editor, ShownOnly):
                line.editor.focus_widget().setFocus()
                return

    def _next(self, name: str) -> None:
        names = [n for n, line in self.lines.items() if not isinstance(line.editor, ShownOnly)]
        at = names.index(name) + 1
        if at < len(names):
            target = self.lines[names[at]].editor.focus_widget()
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    # --- sensitive values

    def _reveal(self, name: str, reason: str) -> None:
        record, spec, register = self._record, self._spec, self._desk.register
        editor = self.lines[name].editor
        assert record is not None and isinstance(editor, SensitiveEditor)

        def then(value: Any) -> None:
            if self._record == record:
                self._before[name] = _plain(value)
                editor.setProperty("revealed", record)
                clipboard.guard().watch(value)
                editor.show_revealed(value)

        run_task(lambda _progress: _revealed(register, spec, record, name, reason), then, messages.tell, owner=self)

    def label_of(self, name: str) -> QLabel:
        """The sentence below a field, for tests and pages that add to it."""
        return self.lines[name].sentence


def _revealed(register: Register, spec: RecordSpec, record: str, name: str, reason: str) -> Any:
    return operations.reveal(register, spec, record, name, reason)


def _plain(value: Any) -> Any:
    """A value as it is compared: references by their id, blanks as None."""
    if isinstance(value, Ref):
        return value.id or None
    return None if value == "" else value
