"""The one form: any record of any type, with its lines and its history. Nothing typed is ever lost without a word."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from models import operations
from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.form_fields import FormFields
from ui.form_history import HistoryPanel
from ui.form_reading import Head, Heading, Loaded, load
from ui.form_sheet import FormSheet
from ui.kit.empty_state import EmptyState
from ui.kit.layouts import column

_NOTHING, _RECORD = 0, 1


class Panel(Protocol):
    """A part of a form that is not a field: its lines, its time line. It is a widget too."""

    def show_record(self, record_id: str | None) -> None: ...

    def is_changed(self) -> bool: ...

    def setVisible(self, visible: bool) -> None: ...


class RecordForm(QFrame):
    """`saved` carries the id after a save, `dirty` whether something is unsaved, `closed` that it shows nothing now."""

    saved = Signal(str)
    dirty = Signal(bool)
    closed = Signal()
    shown_record = Signal(str)

    def __init__(
        self, desk: Desk, spec: RecordSpec, *, heading: Heading | None = None, panels: Sequence[QWidget] = (),
        without: Sequence[str] = (), deletable: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk, self._spec, self._heading = desk, spec, heading
        self._panels = cast("list[Panel]", list(panels))
        self._deletable = deletable
        self.record_id: str | None = None
        self._new = self._saving = False
        self._after: Callable[[], None] | None = None
        self._asked_for = ""
        self.fields = FormFields(desk, spec, panels=panels, without=without)
        self.history = HistoryPanel(desk, spec)
        self.sheet = FormSheet(self.fields, self.history)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState("pencil", _("Nothing chosen"), _("Choose a line to see and change it here."))
        )  # fmt: skip
        self._stack.addWidget(self.sheet)
        column(self, self._stack)
        self._connect()
        self._show_nothing()

    def _connect(self) -> None:
        sheet = self.sheet
        sheet.question_save.clicked.connect(lambda: self.save())
        sheet.question_drop.clicked.connect(self._discard)
        sheet.question_stay.clicked.connect(self._stay)
        sheet.delete.clicked.connect(self.delete)
        sheet.history.toggled.connect(self._show_history)
        sheet.cancel.clicked.connect(self.restore)
        sheet.save.clicked.connect(lambda: self.save())
        self.fields.edited.connect(self._tell_dirty)
        self.fields.finished.connect(lambda: sheet.save.setFocus(Qt.FocusReason.TabFocusReason))
        self._desk.broadcast.changed.connect(self._changed)

    def add_action(self, action: QPushButton) -> None:
        """A small button at the head's right."""
        self.sheet.actions_.addWidget(action)

    # --- showing a record

    def show_record(self, record_id: str) -> None:
        """Show a record; if something is unsaved, ask first, in the form itself."""
        if record_id != self.record_id or self._new:
            self._unless_dirty(lambda: self._load(record_id))

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """An empty form, with what is known already."""
        self._unless_dirty(lambda: self._begin(dict(values or {})))

    def _begin(self, values: dict[str, Any]) -> None:
        self.record_id, self._new, self._asked_for = None, True, ""
        self._stack.setCurrentIndex(_RECORD)
        self.sheet.history.setChecked(False)
        self.fields.fill(None, {}, {})
        self.sheet.show_head(Head(_("New: {kind}").format(kind=self._spec.word)))
        self._show_parts(False)
        self.sheet.to_top()
        if values:
            self.fields.suggest(values)
        self.fields.go_to_first()
        self._tell_dirty()

    def _show_parts(self, stored: bool) -> None:
        """Lines, history and deletion belong to a record that is there."""
        for panel in self._panels:
            panel.setVisible(stored)
        self.sheet.delete.setVisible(stored and self._deletable)
        self.sheet.history.setVisible(stored)
        self.sheet.actions_box.setVisible(stored)

    def _load(self, record_id: str, *, again: bool = False) -> None:
        self._asked_for = record_id
        spec, heading = self._spec, self._heading

        def then(found: Loaded | None) -> None:
            if record_id != self._asked_for:
                return
            if found is None:
                self._show_nothing()
            elif not (again and self.is_dirty()):
                self._fill(found, again)

        self._desk.read(lambda session: load(session, spec, record_id, heading), then, owner=self)

    def _fill(self, found: Loaded, again: bool) -> None:
        self.record_id, self._new = found.id, False
        self.fields.fill(found.id, found.values, found.warnings)
        self.sheet.show_head(found.head)
        self._stack.setCurrentIndex(_RECORD)
        self._show_parts(True)
        for panel in self._panels:
            panel.show_record(found.id)
        if not again:
            self.sheet.to_top()
            self.sheet.history.setChecked(False)
        elif self.sheet.history.isChecked():
            self.history.show_record(found.id)
        self.shown_record.emit(found.id)
        self._tell_dirty()

    def _show_nothing(self) -> None:
        self.record_id, self._new, self._asked_for = None, False, ""
        self.fields.fill(None, {}, {})
        for panel in self._panels:
            panel.show_record(None)
        self.sheet.question.hide()
        self._stack.setCurrentIndex(_NOTHING)
        self._tell_dirty()
        self.closed.emit()

    # --- unsaved work

    def is_dirty(self) -> bool:
        """Whether something typed here is not saved."""
        if self._stack.currentIndex() != _RECORD:
            return False
        return self.fields.is_changed() or any(panel.is_changed() for panel in self._panels)

    def _unless_dirty(self, go_on: Callable[[], None]) -> None:
        if self.is_dirty():
            self._after = go_on
            self.sheet.question.show()
        else:
            self.sheet.question.hide()
            go_on()

    def _discard(self) -> None:
        after = self._after
        self._show_nothing()
        self._stay()
        if after:
            after()

    def _stay(self) -> None:
        self._after = None
        self.sheet.question.hide()

    def _tell_dirty(self) -> None:
        dirty = self.is_dirty()
        self.sheet.cancel.setEnabled(dirty or self._new)
        self.dirty.emit(dirty)

    # --- writing

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write only what changed. A mistake is shown at its field, and what was typed stays."""
        if self._stack.currentIndex() != _RECORD or self._saving:
            return
        try:
            values = self.fields.changed()
        except Mistake:
            return
        lines = [panel for panel in self._panels if panel.is_changed()]
        for panel in lines:
            if save := getattr(panel, "save", None):
                save()
        if not values and not self._new:
            if not lines:
                self._desk.say(_("Nothing has changed."), "information")
            return
        record_id, spec = self.record_id, self._spec
        self._saving = True
        self._desk.write(
            lambda register: operations.save(register, spec, values, record_id),
            lambda changes: self._written(changes, then),
            failed=self._refused,
            cause=self,
        )

    def _written(self, changes: Changes, then: Callable[[], None] | None) -> None:
        self._saving = False
        own = changes.ids(self._spec.key)
        # Ids are time-ordered: among the touched ones the new record's is the greatest.
        written = self.record_id or (max(own) if own else None)
        was_new, self._new = self._new, False
        self.fields.accept()
        if self._after:
            self._discard()
        elif written:
            self._load(written, again=not was_new)
        if written:
            self.saved.emit(written)
        if then:
            then()

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        if not (isinstance(error, Mistake) and self.fields.show_mistake(error)):
            messages.tell(error)

    def restore(self) -> None:
        """Take back what was typed and not saved."""
        self._stay()
        record_id = self.record_id
        self._show_nothing()
        if record_id:
            self._load(record_id)

    def delete(self) -> None:
        """Delete the record; the notice offers to undo it."""
        record_id, spec = self.record_id, self._spec
        if record_id:
            self._desk.write(lambda register: operations.delete(register, spec, [record_id]), failed=messages.tell)

    def _changed(self, changes: Changes, cause: QObject | None) -> None:
        """Something was written: show the record as it is now, unless the user is writing in it."""
        if cause is not self and self.record_id and not self._new and changes and not self.is_dirty():
            self._load(self.record_id, again=True)

    # --- history

    def _show_history(self, on: bool) -> None:
        self.sheet.body.setCurrentIndex(1 if on else 0)
        if on and self.record_id:
            self.history.show_record(self.record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.sheet.history.isChecked():
            self.sheet.history.setChecked(False)
        elif not self.sheet.question.isHidden():
            self._stay()
        else:
            super().keyPressEvent(event)
