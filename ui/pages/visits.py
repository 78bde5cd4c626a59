"""Visits: the diary of what was seen and said at each door, and beside it the doors that are due."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import queries, rounds
from models import today as days
from models.changes import Changes
from models.households import CARES, HOUSEHOLDS
from models.queries import Query
from models.register import Register
from models.today import Stop
from models.visits import VISITS
from models.words import N_, _
from ui import messages
from ui.columns import columns_of
from ui.desk import Desk
from ui.kit.buttons import primary, small
from ui.kit.card import Card
from ui.kit.segments import Segments
from ui.pages.ledger import LedgerPage, LedgerView
from ui.pages.today_round import RoundList
from ui.pages.visit_entry import VisitEntry, ask_matter

_AHEAD = 7
_COUNTED_AT_MOST = 20_000  # care records that are looked through for the number on the rail
_TOUCHED = ("visits", "cares", "visit_rules", "households")


class VisitsPage(LedgerPage):
    """Two views: the diary, and what is due within a week."""

    key = "visits"
    title = N_("Visits")
    icon = "footprints"
    spec = VISITS
    specs = (VISITS,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.mode = Segments([("diary", _("Diary")), ("due", _("Due"))], "diary")
        super().__init__(desk, parent)
        self.round = RoundList()
        due = Card(_("Due within a week"), _("in walking order · 1 met · 2 not met · Enter next door"), margins=0)
        due.body.addWidget(self.round)
        self._stack = QStackedWidget()
        self.layout_.removeWidget(self.view)
        self._stack.addWidget(self.view)
        self._stack.addWidget(due)
        self.layout_.addWidget(self._stack, 1)
        self.header.add_beside(self.mode)
        self.mode.chosen.connect(lambda key: self.turn_to(str(key)))
        self.round.answered.connect(self._answer)
        self.round.opened.connect(lambda stop: desk.open_record(HOUSEHOLDS, stop.household_id))
        desk.broadcast.changed.connect(self._changed)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        if queries.count(session, Query(CARES)) > _COUNTED_AT_MOST:
            return None
        return len({line.household_id for line in rounds.due(session, date.today())})

    def make_view(self) -> LedgerView:
        first = ("visited_on", "household_id", "person_id", "met", "visitor", "situation")
        wide = {"household_id": 150, "met": 64}
        columns = [replace(c, width=wide.get(c.key, c.width)) for c in columns_of(VISITS, first=first)]
        view = LedgerView(self.desk, VISITS, columns=columns, icon=self.icon)
        self.matter_button = small(_("Turn into a matter"))
        self.matter_button.clicked.connect(self._into_matter)
        view.form.add_action(self.matter_button)
        return view

    def header_buttons(self) -> list[QPushButton]:
        add = primary(_("Note a visit"), "plus", keys="Ctrl+N")
        add.clicked.connect(self.new)
        return [add]

    # --- the two views

    def turn_to(self, key: str) -> None:
        """Show the diary or what is due."""
        self.mode.show_chosen(key)
        self._stack.setCurrentIndex(1 if key == "due" else 0)
        if key == "due":
            self._read_round()
            self.round.setFocus()
        else:
            self.view.load()
            self.status.emit(self.view.counts())

    def _read_round(self) -> None:
        on = date.today()

        def show(found: list[Stop]) -> None:
            self.round.show_stops(found, on)
            late = sum(1 for stop in found if stop.due_on < on)
            self.status.emit(_("{count} doors due · {late} late").format(count=len(found), late=late))

        self.desk.read(lambda session: days.stops(session, on, ahead=_AHEAD), show, owner=self)

    def _changed(self, changes: Changes, _cause: object) -> None:
        due = self.mode.value() == "due" and self.isVisible()
        if due and any(changes.ids(key) for key in _TOUCHED):
            self._read_round()

    def arrived(self) -> None:
        self.turn_to(str(self.mode.value()))

    def show_query(self, query: Query) -> None:
        self.turn_to("diary")
        super().show_query(query)

    # --- doing

    def new(self) -> None:
        """A sheet for one visit; on the due list it begins with the current door."""
        stop = self.round.current() if self.mode.value() == "due" else None
        known = {"household_id": stop.household_id, "person_id": stop.lines[0].person_id} if stop else {}
        VisitEntry(self.desk, self, known).open()

    def new_record(self, spec: object, values: dict[str, object]) -> None:
        VisitEntry(self.desk, self, values).open()

    def _answer(self, stop: Stop, met: bool) -> None:
        on, line, visitor = date.today(), stop.lines[0], self.desk.register.staff

        def write(register: Register) -> Changes:
            return rounds.answer(register, line, on, met=met, visitor=visitor)

        self.desk.write(write, failed=self._not_answered)

    def _not_answered(self, error: BaseException) -> None:
        """Say why, and show the list as it is."""
        messages.tell(error)
        self._read_round()

    def _into_matter(self) -> None:
        visit_id = self.view.form.record_id
        if visit_id is None:
            return

        def ask(found: str) -> None:
            ask_matter(self.desk, self, visit_id, found)

        self.desk.read(lambda session: _request(session, visit_id), ask, owner=self)


def _request(session: Session, visit_id: str) -> str:
    """What was asked for on a visit."""
    found = queries.rows(session, VISITS, [visit_id], ["request"])
    return str(found[0]["request"] or "") if found else ""
