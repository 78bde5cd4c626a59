"""Today: figures that open their records, the round answered by one key, matters by their day, what not to forget."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer

from exports.boards.printing import Stale, out_of_date
from exports.round_sheet import round_sheet
from models import rounds
from models import today as days
from models.changes import Changes
from models.households import HOUSEHOLDS
from models.register import Register
from models.today import Stop, Today
from models.words import N_, _
from ui import messages
from ui.day_words import full_day
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.card import Card
from ui.kit.layouts import column, row
from ui.kit.line_list import LineList
from ui.kit.page_header import PageHeader
from ui.pages.base import Page
from ui.pages.boards_reading import SHOWN_BY
from ui.pages.pdf_sheet import PdfSheet
from ui.pages.today_cards import TodayCards
from ui.pages.today_lines import matter_lines, reminder_lines
from ui.pages.today_round import RoundList
from ui.pages.visit_entry import VisitEntry
from ui.tasks import run_task
from ui.theme import px

_AGAIN_AFTER = 150  # milliseconds after a change
_LINE = 37


class TodayPage(Page):
    """The page one begins the day on. It reads itself anew after every change."""

    key = "today"
    title = N_("Today")
    icon = "sun"
    group = 0

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day: Today | None = None
        self._stale: list[Stale] | None = None
        self._arrived = False
        self.header = PageHeader(self.words(), full_day(date.today()))
        self._buttons()
        self.cards = TodayCards(desk)
        self.round = RoundList()
        self.matters, self.reminders = LineList(_("No matter is open.")), LineList(_("Nothing to remember these days."))
        self._build()
        self.round.answered.connect(self._answer)
        self.round.opened.connect(lambda stop: desk.open_record(HOUSEHOLDS, stop.household_id))
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_AFTER)
        self._again.timeout.connect(self._read_day)
        desk.broadcast.changed.connect(self._changed)
        desk.backed_up.connect(self._show_cards)

    def _buttons(self) -> None:
        self.print_button = button(_("Print the round"), "printer")
        self.print_button.clicked.connect(self.print_round)
        self.new_button = primary(_("Note a visit"), "plus", keys="Ctrl+N")
        self.new_button.clicked.connect(self.new)
        self.header.add(self.print_button, self.new_button)

    def _build(self) -> None:
        self._round_card = Card(
            _("Today's visits"), _("in walking order · 1 met · 2 not met · Enter next door"), margins=0
        )
        self._round_card.body.addWidget(self.round)
        self._matters_card = Card(_("Matters"), _("by their day"), margins=0)
        self._matters_card.body.addWidget(self.matters)
        reminders = Card(_("Do not forget"), margins=0)
        reminders.body.addWidget(self.reminders)
        right = column(None, self._matters_card, reminders, spacing=12)
        right.setStretch(0, 3)
        right.setStretch(1, 2)
        below = row(None, self._round_card, right, spacing=12)
        below.setStretch(0, 58)
        below.setStretch(1, 42)
        self.layout_.addWidget(self.header)
        self.layout_.addWidget(self.cards)
        self.layout_.addLayout(below, 1)
        self._round_card.setMinimumWidth(px(420))

    # --- reading

    def arrived(self) -> None:
        self.refresh()
        self.round.setFocus()

    def refresh(self) -> None:
        """Read the day again, and beside it which boards are out of date."""
        self._read_day()
        self._read_boards()

    def _changed(self, changes: Changes, _cause: object) -> None:
        if not self.isVisible():
            return
        self._again.start()
        if any(changes.ids(key) for key in SHOWN_BY):
            self._read_boards()

    def _read_day(self) -> None:
        today = date.today()
        self.header.subtitle.setText(full_day(today))
        self.desk.read(lambda session: days.today(session, today), self._show, owner=self)

    def _read_boards(self) -> None:
        register = self.desk.register
        run_task(lambda _progress: out_of_date(register), self._show_stale, owner=self)

    def _show(self, found: Today) -> None:
        self.day = found
        self.round.show_stops(found.stops, found.on)
        self.matters.show_lines(matter_lines(self.desk, found))
        self._show_reminders()
        self._show_cards()
        self._matters_card.setMaximumHeight(px(_LINE * max(len(found.matters), 2) + 48))
        self.status.emit(
            _("{due} doors due · {ahead} more in the next {days} days").format(
                due=found.figures.due, ahead=len(found.stops) - found.figures.due, days=days.AHEAD
            )
        )

    def _show_stale(self, stale: list[Stale]) -> None:
        self._stale = stale
        self._show_cards()

    def _show_cards(self) -> None:
        if self.day is not None:
            self.cards.show_day(self.day, self._stale)
            self._show_reminders()

    def _show_reminders(self) -> None:
        if self.day is not None:
            self.reminders.show_lines(reminder_lines(self.desk, self.day, datetime.now()))

    # --- doing

    def _answer(self, stop: Stop, met: bool) -> None:
        on, line, visitor = date.today(), stop.lines[0], self.desk.register.staff

        def write(register: Register) -> Changes:
            return rounds.answer(register, line, on, met=met, visitor=visitor)

        self.desk.write(write, failed=self._not_answered, cause=self)

    def _not_answered(self, error: BaseException) -> None:
        """Say why, and show the round as it is."""
        messages.tell(error)
        self._read_day()

    def new(self) -> None:
        """Note a visit, at the door that is current on the round."""
        stop = self.round.current()
        known = {"household_id": stop.household_id, "person_id": stop.lines[0].person_id} if stop else {}
        VisitEntry(self.desk, self, known).open()

    def print_round(self) -> None:
        """The visitor's sheet of what is due today, as the PDF that will print."""
        register, on = self.desk.register, date.today()

        def draw(_progress: object) -> bytes:
            with register.read() as session:
                lines = rounds.due(session, on)
            with TemporaryDirectory() as folder:
                path = Path(folder) / "round.pdf"
                round_sheet(register, lines, on, path)
                return path.read_bytes()

        name = _("Round {day}.pdf").format(day=on)
        run_task(draw, lambda data: PdfSheet(self.desk, self, _("The round"), data, name).open(), owner=self)

    def search_here(self) -> None:
        self.round.setFocus()
