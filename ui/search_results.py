"""What the search box found, in groups, while one types."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.hits import Found, hits
from models.queries import Query
from models.words import _
from ui.desk import Desk
from ui.kit.buttons import link
from ui.kit.floating import Floating
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import clear, column, row
from ui.kit.search_box import SearchBox
from ui.theme import px, tokens

_FOUND = 60
_OF_EACH = 6


@dataclass(frozen=True)
class _Answer:
    words: str
    count: int
    found: list[Found]


class _Line(QFrame):
    """One found record."""

    pressed = Signal()

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        title = label(found.title, "heading")
        layout = row(self, title, ElidedLabel(found.detail, "secondary"), margins=(10, 0, 10, 0), spacing=12)
        layout.setStretch(1, 1)
        self.setFixedHeight(px(34))

    def mark(self, current: bool) -> None:
        ground = tokens().selected if current else "transparent"
        self.setStyleSheet(f"_Line {{ background: {ground}; border-radius: {px(6)}px; }}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class SearchResults(Floating):
    """Follows a search box: Up and Down choose, Enter opens, Esc closes."""

    def __init__(self, desk: Desk, box: SearchBox) -> None:
        super().__init__()
        self._desk, self._box = desk, box
        self._lines: list[_Line] = []
        self._at = 0
        self._asked = ""
        self._layout: QVBoxLayout = column(self, margins=8, spacing=2)
        box.searched.connect(self._search)
        box.stepped.connect(self._step)
        box.entered.connect(self._enter)
        box.left.connect(self._leave)

    def _search(self, words: str) -> None:
        self._asked = words.strip()
        if not self._asked:
            self.close_it()
            return
        asked = self._asked

        def work(session: Session) -> _Answer:
            return _Answer(asked, *hits(session, asked, limit=_FOUND))

        self._desk.read(work, self._show, owner=self._box)

    def _show(self, answer: _Answer) -> None:
        if answer.words != self._asked or not self._box.words().strip():
            return
        clear(self._layout)
        self._lines.clear()
        groups: dict[RecordSpec, list[Found]] = {}
        for found in answer.found:
            groups.setdefault(found.spec, []).append(found)
        for spec, lines in groups.items():
            self._layout.addWidget(self._heading(spec, answer.words))
            for found in lines[:_OF_EACH]:
                line = _Line(found)
                line.pressed.connect(lambda at=found: self._open(at))
                self._lines.append(line)
                self._layout.addWidget(line)
        if not answer.found:
            self._layout.addWidget(label(_("Nothing found for “{words}”.").format(words=answer.words), "muted"))
        self._at = 0
        self._mark()
        self.adjustSize()
        self.show_below(self._box, width=self._box.width())

    def _heading(self, spec: RecordSpec, words: str) -> QWidget:
        head, show_all = QWidget(), link(_("Show all"))
        show_all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_all.clicked.connect(lambda: self._show_all(spec, words))
        row(head, label(spec.words, "section"), "stretch", show_all, margins=(10, 2, 4, 0))
        return head

    def _show_all(self, spec: RecordSpec, words: str) -> None:
        self.close_it()
        self._desk.show_query(Query(spec, words=words))

    def _step(self, by: int) -> None:
        if self._lines and not self.isHidden():
            self._at = (self._at + by) % len(self._lines)
            self._mark()
        elif self._box.words().strip():
            self._search(self._box.words())

    def _mark(self) -> None:
        for number, line in enumerate(self._lines):
            line.mark(number == self._at)

    def _enter(self) -> None:
        if self._box.words().strip() != self._asked or self.isHidden():
            self._search(self._box.words())
        elif self._lines:
            self._open(self._lines[self._at].found)

    def _open(self, found: Found) -> None:
        self.close_it()
        self._box.line.selectAll()
        self._desk.open_record(found.spec, found.id)

    def _leave(self) -> None:
        self.close_it()
        self._box.clear()

    def found_titles(self) -> list[str]:
        """The titles shown now, for tests."""
        return [line.found.title for line in self._lines]
