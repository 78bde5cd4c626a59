"""The history: who did what and when, each value before and after, found by words, day, staff, ledger and person."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from models.history.journal import Asked, Entry
from models.records import RECORDS
from models.words import _
from ui.desk import Desk
from ui.kit.buttons import link
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.layouts import column, row
from ui.kit.line_list import LineList, LineText
from ui.kit.pick_list import Choice, PickList
from ui.kit.search_box import SearchBox
from ui.kit.segments import Segments
from ui.kit.tag import TagKind
from ui.safe.find_person import PersonPicker
from ui.safe.history_details import DetailsCard
from ui.safe.history_reading import PAGE, Found, details, find
from ui.safe.proof import ProofLine
from ui.theme import px


class HistoryView(QWidget):
    """The list at the left, one operation at the right, the proof at the foot."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.asked = Asked()
        self._entries: list[Entry] = []
        self._staff: list[str] = []
        self.search = SearchBox(_("Words of the sentence"))
        self.search.searched.connect(lambda words: self.ask(words=words))
        periods = ((0, _("Today")), (7, _("7 days")), (30, _("30 days")), (None, _("All")))
        self.period = Segments(periods, None)
        self.period.chosen.connect(self._since)
        self.chips = {"staff": Chip(_("By whom")), "ledger": Chip(_("Ledger"))}
        self.chips["staff"].opened.connect(self._pick_staff)
        self.chips["ledger"].opened.connect(self._pick_ledger)
        self.chips["staff"].cleared.connect(lambda: self.ask(staff=""))
        self.chips["ledger"].cleared.connect(lambda: self.ask(ledger=None))
        self.about = Chip(_("About a person"))
        self.about.opened.connect(self._pick_person)
        self.about.cleared.connect(lambda: self.show_person("", ""))
        self.list = LineList(_("Nothing was done that fits."), first_width=112)
        self.more = link(_("Show more"))
        self.more.clicked.connect(lambda: self.load(further=True))
        self.details = DetailsCard(desk)
        self.details.operation_wanted.connect(self.show_operation)
        self._people: PersonPicker | None = None
        self._build()
        desk.broadcast.changed.connect(lambda *_: self.load() if self.isVisible() else None)

    def _build(self) -> None:
        self.search.setFixedWidth(px(220))
        bar = row(None, self.search, self.period, *self.chips.values(), self.about, "stretch")
        self.card = Card(_("Record of operations"), margins=0)
        self.card.body.addWidget(self.list, 1)
        self.card.body.addLayout(row(None, "stretch", self.more, "stretch"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(px(12))
        splitter.addWidget(self.card)
        splitter.addWidget(self.details)
        splitter.setSizes([px(540), px(440)])
        layout = column(self, bar, spacing=10)
        layout.addWidget(splitter, 1)
        layout.addWidget(ProofLine(self.desk))

    # --- what it shows

    def ask(self, **wanted: object) -> None:
        """Narrow the list down."""
        self.asked = replace(self.asked, **wanted)  # type: ignore[arg-type]
        self.chips["staff"].show_picked(self.asked.staff)
        self.chips["ledger"].show_picked(self.asked.ledger.words if self.asked.ledger else "")
        self.load()

    def load(self, *, further: bool = False) -> None:
        """Read the list, or the next stretch of it."""
        asked, offset = self.asked, len(self._entries) if further else 0
        self.desk.read(
            lambda session: find(session, asked, offset),
            lambda found: self._show(found, further) if asked == self.asked else None, owner=self,
        )  # fmt: skip

    def _show(self, found: Found, further: bool) -> None:
        self._entries = [*self._entries, *found.entries] if further else found.entries
        self._staff = found.staff
        self.card.remark.setText(f"{found.total:,}")
        self.more.setVisible(found.total > len(self._entries) and len(found.entries) == PAGE)
        self.list.show_lines([self._line(entry) for entry in self._entries])
        if not further and self._entries and self.details.operation() not in {e.operation for e in self._entries}:
            self.open(self._entries[0])
        elif not self._entries:
            self.details.show_nothing()

    def _line(self, entry: Entry) -> LineText:
        tags: tuple[tuple[str, TagKind], ...] = ((_("undone"), "due"),) if entry.undone else ()
        staff: tuple[tuple[str, TagKind], ...] = () if self.asked.staff else ((entry.staff, "neutral"),)
        this_year = entry.at.year == date.today().year
        when = f"{entry.at:%m-%d %H:%M}" if this_year else f"{entry.at:%Y-%m-%d}"
        return LineText(entry.sentence or "—", (*tags, *staff), when, do=partial(self.open, entry))

    def open(self, entry: Entry) -> None:
        """Show one operation at the right."""
        self.desk.read(lambda session: details(session, entry), self.details.show_details, owner=self)

    def show_operation(self, number: int) -> None:
        """Show the operation that stands against another."""
        for entry in self._entries:
            if entry.operation == number:
                self.open(entry)
                return
        self.show_person("", "")
        self.period.show_chosen(None)
        self.ask(first=None, last=None, words="", staff="", ledger=None)

    def show_person(self, person_id: str, title: str) -> None:
        """What was done about one person: everything that points at them or their household."""
        self.about.show_picked(title)
        self.ask(person_id=person_id)

    # --- narrowing down

    def _since(self, days: object) -> None:
        self.ask(first=date.today() - timedelta(days=days) if isinstance(days, int) else None)

    def _pick_staff(self) -> None:
        picked = PickList([Choice(name, name) for name in self._staff])
        picked.picked.connect(lambda name: self.ask(staff=str(name)))
        self._open(picked, self.chips["staff"])

    def _pick_ledger(self) -> None:
        picked = PickList([Choice(spec, spec.words) for spec in RECORDS])
        picked.picked.connect(lambda spec: self.ask(ledger=spec))
        self._open(picked, self.chips["ledger"])

    def _pick_person(self) -> None:
        self._people = PersonPicker(self.desk)
        self._people.picked.connect(lambda choice: self.show_person(str(choice.value), choice.words))
        self._people.show_below(self.about, width=px(320))
        self._people.line.setFocus()

    def _open(self, picked: PickList, chip: Chip) -> None:
        self._list = picked
        picked.open_below(chip)
