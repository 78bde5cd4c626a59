"""Rows that somebody has to look at: the queue, and each row beside those in the register whom it may be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from models.intake.roster.answers import LEFT_OUT, SOMEBODY_NEW
from models.words import _
from ui.desk import Desk
from ui.intake.queues import Entry, Queue
from ui.intake.reading import Candidate, Side
from ui.intake.row_list import RowList
from ui.kit.buttons import button, small
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import FlowLayout, column, row
from ui.kit.segments import Segments
from ui.kit.tag import Tag
from ui.theme import px


class ReviewPanel(QWidget):
    """`answered` is emitted after every decision."""

    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._source: Queue | None = None
        self._review: Entry | None = None
        self._found: list[Candidate] = []
        self._at = 0
        self.queue = RowList()
        self.queue.setAccessibleName(_("Rows to look at"))
        self.queue.current_entry.connect(self._choose)
        self.queue.pressed_entry.connect(lambda _entry: self._go_to_answers())
        self._title = ElidedLabel("", "heading")
        self._reason = label("", "secondary", wrap=True)
        self._others = QWidget()
        FlowLayout(self._others, 6)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._answers()
        self._build()

    def _answers(self) -> None:
        self.same, self.other = button(_("It is this person"), "check"), button(_("Somebody else"), "plus")
        self.out, self.later = button(_("Leave the row out")), button(_("Decide later"))
        for made, who in ((self.other, SOMEBODY_NEW), (self.out, LEFT_OUT), (self.later, "")):
            made.clicked.connect(lambda _checked=False, who=who: self.answer(who))
        self.same.clicked.connect(self._same)

    def _build(self) -> None:
        left, right = Card(margins=1), Card(margins=0)
        left.body.addWidget(self.queue)
        right.body.setSpacing(0)
        head, foot = QWidget(), QWidget()
        column(head, self._title, self._reason, self._others, margins=(14, 10, 14, 8), spacing=4)
        row(foot, self.same, self.other, self.out, "stretch", self.later, margins=(12, 8, 12, 8))
        for part in (head, rule(), self._scroll, rule(), foot):
            right.body.addWidget(part)
        right.body.setStretch(2, 1)
        whole = row(self, left, right, spacing=12)
        whole.setStretch(0, 4)
        whole.setStretch(1, 6)

    # --- the queue

    def show_queue(self, source: Queue, *, wide: bool = False) -> None:
        """Show a queue, the first row without a decision chosen; `wide` where the rows come from several files."""
        self._source, self._review = source, None
        titles = [_("Row"), _("Name"), _("Decided"), _("Why")]
        self.queue.show_rows(titles, source.entries(), source.line, (150 if wide else 58, 84, 96), quiet=(0, 2))
        self._next(0)

    def _next(self, start: int) -> None:
        """Go to the next row that nobody has decided."""
        if (source := self._source) is None or not (entries := list(source.entries())):
            return
        order = [*range(start, len(entries)), *range(start)]
        at = next((n for n in order if source.decided(entries[n]) is None), min(start, len(entries) - 1))
        self.queue.selectRow(at)
        self.queue.scrollTo(self.queue.rows.index(at, 0))
        self._choose(entries[at])

    def _choose(self, review: Entry) -> None:
        source = self._source
        if source is None or review is self._review:
            return
        self._review, self._at = review, 0

        def then(found: list[Candidate]) -> None:
            if review is self._review and source is self._source:
                self._found = found
                who = source.decided(review)
                self._at = next((n for n, one in enumerate(found) if one.id == who), 0)
                self._show()

        self._desk.read(lambda session: source.candidates(session, review), then, owner=self)

    # --- side by side

    def _show(self) -> None:
        review, source = self._review, self._source
        if review is None or source is None:
            return
        where, name, _decided, reason = source.line(review)
        self._title.setText(f"{name} · {_row_words(where)}")
        self._reason.setText(reason)
        known = [one for one in self._found if one.id]
        self.same.setVisible(bool(known))
        self.other.setText(" " + (_("Somebody else") if known else _("Take it as a new person")))
        self._show_others(known)
        chosen = self._found[self._at] if self._at < len(self._found) else None
        self._scroll.setWidget(self._table(chosen) if chosen else QWidget())

    def _show_others(self, known: list[Candidate]) -> None:
        layout = self._others.layout()
        assert layout is not None
        while item := layout.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._others.setVisible(len(known) > 1)
        if len(known) > 1:
            for number, one in enumerate(known):
                door = next((side.old for side in one.sides if side.name == "household_id"), "")
                made = small(f"{one.title} {door}".strip(), "user")
                made.setCheckable(True)
                made.setChecked(number == self._at)
                made.clicked.connect(lambda _checked=False, number=number: self._show_candidate(number))
                layout.addWidget(made)

    def _show_candidate(self, number: int) -> None:
        self._at = number
        self._show()

    def _table(self, chosen: Candidate) -> QWidget:
        inside, table = QWidget(), QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(px(14), px(6), px(14), px(6))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        heads = ["", _("In the file"), _("In the register") if chosen.id else ""]
        for number, words in enumerate(heads):
            grid.addWidget(label(words, "section"), 0, number)
        for line, side in enumerate(chosen.sides, 1):
            grid.addWidget(label(side.field, "secondary"), line, 0)
            differs = bool(chosen.id) and bool(side.new) and side.new != side.old
            grid.addWidget(ElidedLabel(side.new or "–", "heading" if differs else ""), line, 1)
            grid.addWidget(ElidedLabel(side.old or ("–" if chosen.id else ""), "heading" if differs else ""), line, 2)
            if chosen.id and side.differs:
                grid.addWidget(self._choice(chosen.id, side), line, 3)
            elif differs:
                grid.addWidget(Tag(_("stays as it is"), "neutral"), line, 3)
            grid.setRowMinimumHeight(line, px(30))
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        column(inside, table, "stretch")
        return inside

    def _choice(self, person_id: str, side: Side) -> QWidget:
        """Which of two values stays, if it is this person."""
        source = self._source
        assert source is not None
        pick = Segments([("new", _("use new")), ("old", _("keep old"))])
        pick.show_chosen("old" if source.keeps(person_id, side.name) else "new")
        pick.setAccessibleName(side.field)

        def chosen(key: object) -> None:
            if source.keeps(person_id, side.name) != (key == "old"):
                source.toggle(person_id, side.name)
                self.answered.emit()

        pick.chosen.connect(chosen)
        return pick

    # --- deciding

    def _same(self) -> None:
        if self._at < len(self._found):
            self.answer(self._found[self._at].id)

    def answer(self, who: str) -> None:
        """Decide the row shown; nothing for later."""
        source, entry = self._source, self._review
        if source is None or entry is None:
            return

        def then() -> None:
            self.queue.rows.touch()
            self.answered.emit()
            entries = list(source.entries())
            at = next((n for n, one in enumerate(entries) if one is entry), -1)
            self._review = None
            self._next((at + 1) % max(len(entries), 1))

        source.decide(entry, who, then)

    def _go_to_answers(self) -> None:
        (self.same if not self.same.isHidden() else self.other).setFocus()


def _row_words(where: str) -> str:
    """Where a row stands: its number alone is said to be that of a row."""
    return _("row {row}").format(row=where) if where.isdigit() else where
