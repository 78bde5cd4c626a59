"""The lines of a record at the foot of its form: care of a person, the trail of a matter, the parties of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models import operations, queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec
from models.queries import Query
from models.words import _
from ui import messages
from ui.columns import Cell, Column, cells, column_of, in_text
from ui.desk import Desk
from ui.form_fields import FormFields
from ui.kit.buttons import button, icon_button, link
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import clear, column, row
from ui.kit.tag import Tag

_SHOWN = 200


@dataclass(frozen=True)
class _Read:
    ids: list[str]
    cells: dict[str, tuple[Cell, ...]]


class LinesPanel(QWidget):
    """One ledger of lines. Adding and editing happen in place, in the same fields as everywhere."""

    def __init__(
        self, desk: Desk, spec: RecordSpec, *, without: Sequence[str] = (), title: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._spec = desk, spec
        self._parent_id: str | None = None
        self._line_id: str | None = None
        self._without = (spec.parent, *without)
        shown = [f for f in spec.listed if f.name not in self._without]
        self._columns: list[Column] = [column_of(spec, field) for field in shown]
        add = link(_("Add"), "plus")
        add.clicked.connect(lambda: self._edit(None))
        self._lines = column(None, spacing=2)
        self._editor: QWidget | None = None
        self._fields: FormFields | None = None
        self._place = column(None)
        head = row(None, label(title or spec.words, "section"), "stretch", add)
        column(self, head, self._lines, self._place, margins=(0, 6, 0, 0), spacing=4)
        desk.broadcast.changed.connect(self._changed)

    def show_record(self, record_id: str | None) -> None:
        """Show the lines of another record."""
        if record_id != self._parent_id:
            self._close()
        self._parent_id = record_id
        self._read()

    def is_changed(self) -> bool:
        """Whether a line is being written that is not saved."""
        return self._fields is not None and self._fields.is_changed()

    def _read(self) -> None:
        parent, spec, columns = self._parent_id, self._spec, self._columns
        if parent is None:
            clear(self._lines)
            return

        def work(session: Session) -> _Read:
            ids = queries.ids(session, Query(spec).where(spec.parent, "is", parent), limit=_SHOWN)
            return _Read(ids, cells(session, spec, columns, ids))

        self._desk.read(work, lambda found: self._show(found) if parent == self._parent_id else None, owner=self)

    def _show(self, found: _Read) -> None:
        clear(self._lines)
        for line_id in found.ids:
            if line_id in found.cells:
                self._lines.addWidget(self._line(line_id, found.cells[line_id]))
        if not found.ids:
            self._lines.addWidget(label(_("None yet."), "secondary"))

    def _line(self, line_id: str, shown: tuple[Cell, ...]) -> QWidget:
        first, *others = (in_text(cell) for cell in shown)
        line = QWidget()
        quiet = " · ".join(words for words in others if words)
        edit, delete = icon_button("pencil", _("Edit"), size=15), icon_button("trash-2", _("Delete"), size=15)
        edit.clicked.connect(lambda: self._edit(line_id))
        delete.clicked.connect(lambda: self._delete(line_id))
        inside = row(line, Tag(first, "information"), ElidedLabel(quiet, "secondary"), edit, delete, spacing=6)
        inside.setStretch(1, 1)
        return line

    # --- writing a line

    def _edit(self, line_id: str | None) -> None:
        if self.is_changed():
            self._desk.say(_("Save or cancel the line you are writing first."), "due")
            return
        self._close()
        self._line_id = line_id
        self._editor = QWidget()
        self._fields = FormFields(self._desk, self._spec, without=self._without)
        self._fields.finished.connect(self._save)
        save, cancel = button(_("Save the line")), link(_("Cancel"))
        save.clicked.connect(self._save)
        cancel.clicked.connect(self._close)
        column(self._editor, self._fields, row(None, "stretch", cancel, save), margins=(0, 4, 0, 6))
        self._place.addWidget(self._editor)
        fields = self._fields
        if line_id is None:
            fields.fill(None, {}, {})
            fields.go_to_first()
        else:
            self._desk.read(
                lambda session: queries.rows(session, self._spec, [line_id], [f.name for f in self._spec.fields]),
                lambda rows: fields.fill(line_id, rows[0].values, {}) if rows else None,
                owner=fields,
            )

    def _close(self) -> None:
        if self._editor is not None:
            self._editor.setParent(None)
            self._editor.deleteLater()
        self._editor = self._fields = None

    def _save(self) -> None:
        if self._fields is None or self._parent_id is None:
            return
        try:
            values: dict[str, Any] = self._fields.changed()
        except Mistake:
            return
        if self._line_id is None:
            values[self._spec.parent] = self._parent_id
        spec, line_id = self._spec, self._line_id
        self._desk.write(
            lambda register: operations.save(register, spec, values, line_id), lambda _changes: self._close(),
            failed=self._refused, cause=self,
        )  # fmt: skip

    def save(self) -> None:
        """Write the line that is being written, if there is one."""
        if self.is_changed():
            self._save()

    def _refused(self, error: BaseException) -> None:
        if not (isinstance(error, Mistake) and self._fields and self._fields.show_mistake(error)):
            messages.tell(error)

    def _delete(self, line_id: str) -> None:
        spec = self._spec
        self._desk.write(
            lambda register: operations.delete(register, spec, [line_id]), failed=messages.tell, cause=self
        )

    def _changed(self, changes: Changes, _cause: object) -> None:
        if changes.ids(self._spec.key):
            self._read()
