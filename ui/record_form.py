"""The one form: any record of any type, with its lines and its history. Nothing typed is ever lost without a word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import operations, queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec
from models.values import warnings
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.form_fields import FormFields
from ui.form_history import HistoryPanel
from ui.kit.buttons import button, icon_button, link, primary
from ui.kit.empty_state import EmptyState
from ui.kit.labels import ElidedLabel
from ui.kit.layouts import FlowLayout, clear, column, row
from ui.kit.notice import Bar
from ui.kit.tag import Tag, TagKind


@dataclass(frozen=True)
class Head:
    """What stands above the fields: how the record is called, tags of its state, and where it belongs."""

    title: str
    tags: tuple[tuple[str, TagKind], ...] = ()
    subtitle: str = ""


Heading = Callable[[Session, str], Head]


class Panel(Protocol):
    """A part of a form that is not a field: its lines, its time line."""

    def show_record(self, record_id: str | None) -> None: ...

    def is_changed(self) -> bool: ...


@dataclass(frozen=True)
class _Loaded:
    id: str
    values: Mapping[str, Any]
    warnings: Mapping[str, str]
    head: Head


class RecordForm(QFrame):
    """`saved` carries the id after a save, `dirty` whether something is unsaved, `closed` that it shows nothing now."""

    saved = Signal(str)
    dirty = Signal(bool)
    closed = Signal()
    shown_record = Signal(str)

    def __init__(
        self, desk: Desk, spec: RecordSpec, *, heading: Heading | None = None, panels: Sequence[QWidget] = (),
        without: Sequence[str] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk, self._spec = desk, spec
        self._heading = heading or (lambda session, record_id: plain_heading(session, spec, record_id))
        self._panels = list(panels)
        self.record_id: str | None = None
        self._new = False
        self._saving = False
        self._after: Callable[[], None] | None = None
        self._asked_for = ""
        self.fields = FormFields(desk, spec, panels=panels, without=without)
        self.history = HistoryPanel(desk, spec)
        self._build()
        self.fields.edited.connect(self._edited)
        self.fields.finished.connect(lambda: self._save.setFocus(Qt.FocusReason.TabFocusReason))
        desk.broadcast.changed.connect(self._changed_elsewhere)
        self._show_empty()

    # --- building

    def _build(self) -> None:
        self._title, self._subtitle = ElidedLabel("", "record"), ElidedLabel("", "secondary")
        self._tags = QWidget()
        FlowLayout(self._tags, 6)
        self._actions: QHBoxLayout = row(None)
        head = row(None, self._title, self._actions)
        head.setStretch(0, 1)
        self._question = self._asking()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column(inside, self.fields, "stretch", margins=(0, 0, 10, 4))
        scroll.setWidget(inside)
        self._scroll = scroll
        self._body = QStackedWidget()
        self._body.addWidget(scroll)
        self._body.addWidget(self.history)
        sheet = QWidget()
        foot = self._foot()
        column(
            sheet,
            head,
            self._tags,
            self._subtitle,
            4,
            self._question,
            self._body,
            foot,
            margins=(16, 12, 16, 12),
            spacing=4,
        )
        self._empty = EmptyState("pencil", _("Nothing chosen"), _("Choose a line to see and change it here."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(sheet)
        column(self, self._stack)

    def _asking(self) -> Bar:
        bar = Bar(_("Not saved yet."), "due")
        save, drop, stay = link(_("Save")), link(_("Discard")), link(_("Go on writing"))
        save.clicked.connect(lambda: self.save())
        drop.clicked.connect(self._discard)
        stay.clicked.connect(self._stay)
        bar.add(save, drop, stay)
        bar.hide()
        return bar

    def _foot(self) -> QHBoxLayout:
        self._delete = icon_button("trash-2", _("Delete"))
        self._history_button = button(_("History"))
        self._history_button.setCheckable(True)
        self._cancel = button(_("Cancel"))
        self._save = primary(_("Save"), keys="Ctrl+S")
        self._delete.clicked.connect(self.delete)
        self._history_button.toggled.connect(self._show_history)
        self._cancel.clicked.connect(self.restore)
        self._save.clicked.connect(lambda: self.save())
        return row(None, self._delete, "stretch", self._history_button, self._cancel, self._save, margins=(0, 6, 0, 0))

    def add_action(self, action: QPushButton) -> None:
        """A small button at the head's right."""
        self._actions.addWidget(action)

    # --- showing a record

    def show_record(self, record_id: str) -> None:
        """Show a record; if something is unsaved, ask first, in the form itself."""
        if record_id != self.record_id or self._new:
            self._unless_dirty(lambda: self._load(record_id))

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """An empty form, with what is known already."""
        self._unless_dirty(lambda: self._begin(dict(values or {})))

    def clear(self) -> None:
        """Show nothing; what is unsaved stays."""
        if not self.is_dirty():
            self._show_empty()

    def _begin(self, values: dict[str, Any]) -> None:
        self.record_id, self._new, self._asked_for = None, True, ""
        self._stack.setCurrentIndex(1)
        self._history_button.setChecked(False)
        self.fields.fill(None, {}, {})
        self._show_head(Head(_("New: {kind}").format(kind=self._spec.word)))
        for panel in self._panels:
            panel.setVisible(False)
        self._delete.hide()
        self._history_button.hide()
        self._scroll.verticalScrollBar().setValue(0)
        if values:
            self.fields.suggest(values)
        self.fields.go_to_first()
        self._tell_dirty()

    def _load(self, record_id: str, *, again: bool = False) -> None:
        self._asked_for = record_id
        spec, heading = self._spec, self._heading

        def then(found: _Loaded | None) -> None:
            if found is None:
                self._gone(record_id)
            elif found.id == self._asked_for and not (again and self.is_dirty()):
                self._fill(found, again)

        self._desk.read(lambda session: _load(session, spec, record_id, heading), then, owner=self)

    def _fill(self, found: _Loaded, again: bool) -> None:
        self.record_id, self._new = found.id, False
        self.fields.fill(found.id, found.values, found.warnings)
        self._show_head(found.head)
        self._stack.setCurrentIndex(1)
        self._delete.show()
        self._history_button.show()
        for panel in self._panels:
            panel.setVisible(True)
            panel.show_record(found.id)  # type: ignore[attr-defined]
        if not again:
            self._scroll.verticalScrollBar().setValue(0)
            self._history_button.setChecked(False)
        elif self._history_button.isChecked():
            self.history.show_record(found.id)
        self.shown_record.emit(found.id)
        self._tell_dirty()

    def _show_head(self, head: Head) -> None:
        self._title.setText(head.title)
        self._subtitle.setText(head.subtitle)
        self._subtitle.setVisible(bool(head.subtitle))
        layout = self._tags.layout()
        assert layout is not None
        clear(layout)
        for words, kind in head.tags:
            layout.addWidget(Tag(words, kind))
        self._tags.setVisible(bool(head.tags))

    def _show_empty(self) -> None:
        self.record_id, self._new, self._asked_for = None, False, ""
        self.fields.fill(None, {}, {})
        self._question.hide()
        self._stack.setCurrentIndex(0)
        self._tell_dirty()
        self.closed.emit()

    def _gone(self, record_id: str) -> None:
        if record_id == self._asked_for:
            self._show_empty()

    # --- unsaved work

    def is_dirty(self) -> bool:
        """Whether something typed here is not saved."""
        shown_now = self._stack.currentIndex() == 1
        return shown_now and (self.fields.is_changed() or any(p.is_changed() for p in self._panels))  # type: ignore[attr-defined]

    def _unless_dirty(self, go_on: Callable[[], None]) -> None:
        if not self.is_dirty():
            self._question.hide()
            go_on()
            return
        self._after = go_on
        self._question.show()

    def _go_on(self) -> None:
        go_on, self._after = self._after, None
        self._question.hide()
        if go_on:
            go_on()

    def _discard(self) -> None:
        after, self._after = self._after, None
        self._question.hide()
        if after:
            self.fields.fill(None, {}, {})
            for panel in self._panels:
                panel.show_record(None)  # type: ignore[attr-defined]
            self._stack.setCurrentIndex(0)
            after()

    def _stay(self) -> None:
        self._after = None
        self._question.hide()

    def _edited(self) -> None:
        self._tell_dirty()

    def _tell_dirty(self) -> None:
        dirty = self.is_dirty()
        self._cancel.setEnabled(dirty or self._new)
        self.dirty.emit(dirty)

    # --- writing

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write only what changed. A mistake is shown at its field, and what was typed stays."""
        if self._stack.currentIndex() != 1 or self._saving:
            return
        try:
            values = self.fields.changed()
        except Mistake:
            return
        if not values and not self._new:
            self._desk.say(_("Nothing has changed."), "information")
            self._go_on()
            return
        record_id, spec = self.record_id, self._spec
        self._saving = True

        def done(changes: Changes) -> None:
            self._saving = False
            self._written(changes, then)

        self._desk.write(
            lambda register: operations.save(register, spec, values, record_id), done, failed=self._refused, cause=self
        )

    def _written(self, changes: Changes, then: Callable[[], None] | None) -> None:
        own = changes.ids(self._spec.key)
        # Ids are time-ordered: among the touched ones the new record's is the greatest.
        written = self.record_id or (max(own) if own else None)
        self._new = False
        if self._after:
            self._discard_form()
            self._go_on()
        elif written:
            self._forget_typed()
            self._load(written, again=self.record_id == written)
        if written:
            self.saved.emit(written)
        if then:
            then()

    def _discard_form(self) -> None:
        self.fields.fill(None, {}, {})

    def _forget_typed(self) -> None:
        """What was typed is stored now; it is shown anew from the register in a moment."""
        for name in self.fields.lines:
            self.fields.accept(name)
        self._tell_dirty()

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        if not (isinstance(error, Mistake) and self.fields.show_mistake(error)):
            messages.tell(error)

    def restore(self) -> None:
        """Take back what was typed and not saved."""
        self._after = None
        self._question.hide()
        if self._new:
            self._show_empty()
        elif self.record_id:
            record_id = self.record_id
            self.fields.fill(None, {}, {})
            self._load(record_id)

    def delete(self) -> None:
        """Delete the record; the notice offers to undo it."""
        record_id, spec = self.record_id, self._spec
        if record_id:
            self._desk.write(
                lambda register: operations.delete(register, spec, [record_id]), failed=messages.tell, cause=self
            )

    def _changed_elsewhere(self, changes: Changes, cause: QObject | None) -> None:
        if cause is not self and self.record_id and not self._new and not self.is_dirty():
            if changes:
                self._load(self.record_id, again=True)
        elif cause is self and self.record_id in changes.ids(self._spec.key) and not self.is_dirty():
            self._load(str(self.record_id), again=True)

    # --- history

    def _show_history(self, on: bool) -> None:
        self._body.setCurrentIndex(1 if on else 0)
        if on and self.record_id:
            self.history.show_record(self.record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._history_button.isChecked():
                self._history_button.setChecked(False)
            elif not self._question.isHidden():
                self._stay()
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _load(session: Session, spec: RecordSpec, record_id: str, heading: Heading) -> _Loaded | None:
    found = queries.rows(session, spec, [record_id], [field.name for field in spec.fields])
    raw = queries.values_of(session, spec, record_id)
    if not found or raw is None:
        return None
    return _Loaded(record_id, found[0].values, warnings(spec, raw), heading(session, record_id))


def plain_heading(session: Session, spec: RecordSpec, record_id: str) -> Head:
    """The record's own title over what kind of record it is."""
    return Head(queries.titles(session, spec, [record_id]).get(record_id, ""), subtitle=spec.word)
