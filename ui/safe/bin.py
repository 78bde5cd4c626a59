"""The bin: what was deleted and can be brought back, newest first."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models.history import restoring
from models.history.restoring import Deleted
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import link, small
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.scroll import scrolling
from ui.theme import px

_SHOWN = 100


class BinView(QWidget):
    """Each line has the button that brings it back; what belonged to it comes with it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._limit = _SHOWN
        self.found: list[Deleted] = []
        self.card = Card(_("Bin"), margins=0)
        hint = label(
            _("Deleted records stay here until they are deleted for good when their time is up."),
            "secondary",
            wrap=True,
        )
        hint.setContentsMargins(px(14), px(10), px(14), px(10))
        self.empty = EmptyState(
            "trash-2", _("The bin is empty"), _("What is deleted lies here and can be brought back.")
        )
        self._lines = column(None, spacing=0)
        self._more = link(_("Show more"))
        self._more.clicked.connect(self._show_more)
        scroll = scrolling(column(None, self._lines, row(None, "stretch", self._more, "stretch"), "stretch", spacing=0))
        for part in (hint, rule(), self.empty, scroll):
            self.card.body.addWidget(part)
        self._scroll = scroll
        self.card.body.setSpacing(0)
        column(self, self.card).setStretch(0, 1)
        desk.broadcast.changed.connect(lambda *_: self.load() if self.isVisible() else None)

    def load(self) -> None:
        """Read what lies in it."""
        limit = self._limit

        def read(session: Session) -> tuple[list[Deleted], int]:
            return restoring.in_bin(session, limit=limit), restoring.count_in_bin(session)

        self.desk.read(read, self._show, owner=self)

    def _show_more(self) -> None:
        self._limit += _SHOWN
        self.load()

    def _show(self, found: tuple[list[Deleted], int]) -> None:
        self.found, total = found
        self.card.remark.setText(f"{total:,}" if total else "")
        self.empty.setVisible(not self.found)
        self._scroll.setVisible(bool(self.found))
        self._more.setVisible(total > len(self.found))
        clear(self._lines)
        for deleted in self.found:
            self._lines.addWidget(self._line(deleted))
            self._lines.addWidget(rule())

    def _line(self, deleted: Deleted) -> QWidget:
        box = QWidget()
        when, kind = label(f"{deleted.at:%Y-%m-%d %H:%M}", "muted"), label(deleted.spec.word, "muted")
        when.setFixedWidth(px(130))
        kind.setFixedWidth(px(100))
        back = small(_("Bring back"), "undo-2")
        back.setAccessibleName(f"{_('Bring back')} {deleted.title}")
        back.clicked.connect(lambda: self.bring_back(deleted))
        title, staff = ElidedLabel(deleted.title or "—", "heading"), label(deleted.staff, "secondary")
        row(box, when, kind, title, staff, 8, back, margins=(14, 5, 14, 5)).setStretch(2, 1)
        return box

    def bring_back(self, deleted: Deleted) -> None:
        """Put a record back where it was; the notice offers to undo that."""
        self.desk.write(
            lambda register: restoring.from_bin(register, deleted.spec, deleted.id),
            lambda _changes: self.load(),
            failed=messages.tell,
        )
