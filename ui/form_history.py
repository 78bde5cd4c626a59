"""Who changed a record, when, and what from what to what; the record can be made as it was at any of them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.history import recording
from models.history.recording import Version
from models.history.restoring import restore_version
from models.words import _
from ui import messages, version_words
from ui.desk import Desk
from ui.kit.buttons import link
from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row

_SHOWN = 100


@dataclass(frozen=True)
class _Line:
    """One version in words."""

    operation: int | None
    when: str
    staff: str
    sentence: str
    changes: tuple[version_words.Change, ...]


class HistoryPanel(QScrollArea):
    """Newest first."""

    def __init__(self, desk: Desk, spec: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._spec = desk, spec
        self._record = ""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._lines = column(None, spacing=6)
        column(inside, self._lines, "stretch", margins=(0, 0, 10, 4))
        self.setWidget(inside)

    def show_record(self, record_id: str) -> None:
        spec, self._record = self._spec, record_id
        self._desk.read(lambda session: _read(session, spec, record_id), self._show, owner=self)

    def _show(self, lines: list[_Line]) -> None:
        clear(self._lines)
        if not lines:
            self._lines.addWidget(label(_("Nothing has been changed yet."), "muted"))
        for number, line in enumerate(lines):
            undo = link(_("Make it so again"))
            undo.clicked.connect(lambda _checked=False, operation=line.operation: self._restore(operation))
            head = row(None, label(line.when, "secondary"), label(line.staff, "secondary"), "stretch")
            if number and line.operation is not None:
                head.addWidget(undo)
            self._lines.addLayout(head)
            self._lines.addWidget(label(line.sentence, wrap=True))
            for name, before, after in line.changes:
                words = f"{name}：{before or '—'} → {after or '—'}"
                self._lines.addWidget(label(words, "secondary", wrap=True))
            self._lines.addWidget(rule())

    def _restore(self, operation: int | None) -> None:
        """Give the record the values it had right after an operation; that can be undone like any other change."""
        spec, record = self._spec, self._record
        if operation is not None:
            self._desk.write(lambda register: restore_version(register, spec, record, operation), failed=messages.tell)


def _read(session: Session, spec: RecordSpec, record_id: str) -> list[_Line]:
    versions = recording.versions(session, spec.table_name, record_id)[:_SHOWN]
    titles = version_words.titles(session, spec, versions)
    return [_in_words(spec, version, titles) for version in versions]


def _in_words(spec: RecordSpec, version: Version, named: dict[str, str]) -> _Line:
    changes = version_words.changes(spec, version, named)
    return _Line(version.operation, version_words.moment_words(version.at), version.staff, version.sentence, changes)
