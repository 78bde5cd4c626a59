"""A panel of a form that lists other records in lines, each to be opened: who lives here, what has happened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from models.changes import Changes
from models.fields import RecordSpec
from ui.desk import Desk
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import clear, column, row
from ui.kit.tag import Tag, TagKind
from ui.theme import px


class OpeningLine(QWidget):
    """One line: a first word, the rest, tags; pressed, it opens its record."""

    pressed = Signal()

    def __init__(self, first: str, words: str, tags: Sequence[tuple[str, TagKind]], width: int) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{first} {words}")
        name = label(first, "secondary")
        name.setMinimumWidth(px(width))
        layout: QHBoxLayout = row(self, name, ElidedLabel(words), *(Tag(w, k) for w, k in tags), spacing=8)
        layout.setStretch(1, 1)
        self.setMinimumHeight(px(26))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class RecordLines(QWidget):
    """`read` gives the lines for a record's id: objects with `spec`, `id`, `first`, `words`, `tags`."""

    def __init__(
        self, desk: Desk, title: str, read: Callable[[Session, str], Sequence], *, touches: Sequence[RecordSpec],
        nothing: str, width: int = 44, actions: Sequence[QWidget] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._read, self._nothing, self._width = desk, read, nothing, width
        self._touches = tuple(spec.key for spec in touches)
        self.record_id: str | None = None
        self._lines = column(None, spacing=0)
        head = row(None, label(title, "section"), "stretch", *actions)
        column(self, head, self._lines, margins=(0, 6, 0, 0), spacing=4)
        desk.broadcast.changed.connect(self._changed)

    def show_record(self, record_id: str | None) -> None:
        self.record_id = record_id
        if record_id is None:
            clear(self._lines)
            return
        read = self._read
        self._desk.read(
            lambda session: read(session, record_id),
            lambda lines: self._show(lines) if record_id == self.record_id else None,
            owner=self,
        )

    def is_changed(self) -> bool:
        return False

    def _show(self, lines: Sequence) -> None:
        clear(self._lines)
        for line in lines:
            made = OpeningLine(line.first, line.words, line.tags, self._width)
            made.pressed.connect(lambda at=line: self._desk.open_record(at.spec, at.id))
            self._lines.addWidget(made)
        if not lines:
            self._lines.addWidget(label(self._nothing, "secondary"))

    def _changed(self, changes: Changes, _cause: object) -> None:
        if any(changes.ids(key) for key in self._touches):
            self.show_record(self.record_id)
