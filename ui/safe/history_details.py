"""One operation of the history: its records, each value before and after, and the button that takes it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.history import restoring
from models.words import _, ngettext
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import link, primary
from ui.kit.card import Card
from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.notice import Bar
from ui.kit.scroll import scrolling
from ui.kit.tag import Tag
from ui.safe.history_reading import Details, Touched, action_words


class DetailsCard(Card):
    """`operation_wanted` asks for the operation that stands against this one."""

    operation_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._details: Details | None = None
        self._sentence, self._who = label("", "heading", wrap=True), label("", "secondary")
        self._hindrance = Bar("", "information")
        self._look = link(_("Show it"))
        self._look.clicked.connect(self._show_against)
        self._hindrance.add(self._look)
        self.undo = primary(_("Undo this"), "undo-2")
        self.undo.clicked.connect(self._undo)
        self._records = column(None, spacing=6)
        for part in (self._who, self._sentence, self._hindrance, rule()):
            self.body.addWidget(part)
        self.body.addWidget(scrolling(column(None, self._records, "stretch", margins=(0, 0, 8, 0))), 1)
        self.body.addLayout(row(None, "stretch", self.undo))
        self.show_nothing()

    def operation(self) -> int:
        """The number of what is shown; 0 for nothing."""
        return self._details.entry.operation if self._details else 0

    def show_nothing(self) -> None:
        self._details = None
        clear(self._records)
        self._who.setText("")
        self._sentence.setText(_("Choose a line to see what it changed."))
        self._hindrance.hide()
        self.undo.hide()

    def show_details(self, found: Details) -> None:
        """Show one operation."""
        self._details, entry = found, found.entry
        number = _("Operation {number}").format(number=entry.operation)
        self._who.setText(f"{entry.at:%Y-%m-%d %H:%M} · {entry.staff} · {number}")
        self._sentence.setText(entry.sentence or "—")
        self._hindrance.words.setText(found.hindrance)
        self._hindrance.setVisible(bool(found.hindrance))
        self._look.setVisible(bool(found.against))
        self.undo.setVisible(not found.hindrance)
        clear(self._records)
        for touched in found.records:
            self._add(touched, entry.operation)
        if found.more:
            words = ngettext("and {count} more record", "and {count} more records", found.more)
            self._records.addWidget(label(words.format(count=f"{found.more:,}"), "secondary"))

    def _add(self, touched: Touched, operation: int) -> None:
        opened = link(touched.title or "—")
        opened.setEnabled(touched.there)
        opened.clicked.connect(lambda: self._desk.open_record(touched.spec, touched.id))
        head = row(
            None, label(touched.spec.word, "secondary"), opened, "stretch", Tag(action_words(touched.action), "neutral")
        )
        if touched.there and touched.action == "U":
            again = link(_("Make it so again"))
            again.clicked.connect(lambda: self._restore(touched, operation))
            head.addWidget(again)
        self._records.addLayout(head)
        for name, before, after in touched.changes:
            words = f"{name}：{after}" if touched.action == "I" else f"{name}：{before or '—'} → {after or '—'}"
            line = label(f"{name}：{before}" if touched.action == "D" else words, "secondary", wrap=True)
            line.setContentsMargins(12, 0, 0, 0)
            self._records.addWidget(line)
        self._records.addWidget(rule())

    def _undo(self) -> None:
        if self._details is not None:
            self._desk.undo(self._details.entry.operation)

    def _restore(self, touched: Touched, operation: int) -> None:
        """Give one record the values that it had right after this operation."""
        self._desk.write(
            lambda register: restoring.restore_version(register, touched.spec, touched.id, operation),
            failed=messages.tell,
        )

    def _show_against(self) -> None:
        if self._details is not None and self._details.against:
            self.operation_wanted.emit(self._details.against)
