"""The figures of the day; each one opens its records."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QSizePolicy, QWidget

from exports.boards.comparing import compare, in_short
from exports.boards.printing import Stale
from models import today as days
from models.today import Today
from models.words import _, ngettext
from ui.desk import Desk
from ui.kit.figure_card import FigureCard
from ui.kit.layouts import row
from ui.kit.tag import TagKind
from ui.safe.places import newest_backup
from ui.theme import px

OLD_BACKUP = 7  # days
_HEIGHT = 104


class TodayCards(QWidget):
    """Visits due, matters, mediations, boards, how many households were visited, how old the backup is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day: Today | None = None
        self.visits = FigureCard(_("Visits due today"), _("doors"))
        self.matters = FigureCard(_("Open matters"), _("matters"))
        self.cases = FigureCard(_("Open mediations"), _("cases"))
        self.boards = FigureCard(_("Boards to reprint"), _("boards"))
        self.coverage = FigureCard(_("Visited this quarter"), "%")
        self.backup = FigureCard(_("Newest backup"))
        line = row(self, spacing=12)
        for card in (self.visits, self.matters, self.cases, self.boards, self.coverage, self.backup):
            card.setFixedHeight(px(_HEIGHT))
            card.setMinimumWidth(px(120))
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.addWidget(card, 1)
        self._connect()

    def _connect(self) -> None:
        desk = self._desk
        self.visits.pressed.connect(self._open_due)
        self.matters.pressed.connect(lambda: desk.show_query(days.OPEN_MATTERS))
        self.cases.pressed.connect(lambda: desk.show_query(days.PENDING_CASES))
        self.boards.pressed.connect(lambda: desk.go_to("boards"))
        self.coverage.pressed.connect(lambda: desk.show_query(days.visited_households(date.today())))
        self.backup.pressed.connect(lambda: desk.go_to("settings"))

    def _open_due(self) -> None:
        if self._day is not None:
            self._desk.show_query(days.due_households(self._day.stops, self._day.on))

    def show_day(self, day: Today, stale: Sequence[Stale] | None) -> None:
        """Show the figures of a day; `stale` boards are None while they are being looked at."""
        self._day, found = day, day.figures
        self.visits.show_figure(f"{found.due:,}", tags=_overdue(found.overdue))
        due: list[tuple[str, TagKind]] = []
        if found.matters_today:
            due.append((_("today {count}").format(count=found.matters_today), "due"))
        self.matters.show_figure(f"{found.matters:,}", tags=[*due, *_overdue(found.matters_late)])
        self.cases.show_figure(f"{found.cases:,}", tags=_nearest(day))
        self._show_boards(stale)
        percent = round(100 * found.visited / found.households) if found.households else 0
        of = f"% · {found.visited:,} / {found.households:,}"
        self.coverage.show_figure(str(percent), unit=of, percent=percent)
        self._show_backup()

    def _show_boards(self, stale: Sequence[Stale] | None) -> None:
        if stale is None:
            self.boards.show_figure("–")
            return
        note = ""
        if stale:
            first = stale[0]
            changed = in_short(compare(first.said, first.today.board if first.today else None))
            note = f"{changed} · {first.title}"
        self.boards.show_figure(f"{len(stale):,}", note=note)

    def _show_backup(self) -> None:
        newest = newest_backup(self._desk.preferences, self._desk.register.path)
        if newest is None:
            self.backup.show_figure("–", unit="", tags=[(_("none yet"), "due")])
            return
        age = (datetime.now().date() - newest.made_at.date()).days
        if age <= 0:
            self.backup.show_figure(f"{newest.made_at:%H:%M}", unit=_("today"), tags=[(_("fresh"), "good")])
            return
        tags: list[tuple[str, TagKind]] = [(_("older than a week"), "due")] if age > OLD_BACKUP else []
        unit = ngettext("day ago", "days ago", age)
        self.backup.show_figure(str(age), unit=unit, tags=tags, note="" if tags else newest.path.name)


def _overdue(count: int) -> list[tuple[str, TagKind]]:
    return [(_("late {count}").format(count=count), "overdue")] if count else []


def _nearest(day: Today) -> list[tuple[str, TagKind]]:
    """The nearest day that runs out for a mediation, the court's confirmation first."""
    cases = [r for r in day.reminders if r.kind in ("confirm", "settle")]
    nearest = next((r for r in cases if r.kind == "confirm"), next(iter(cases), None))
    if nearest is None:
        return []
    left = nearest.days_left(day.on)
    if nearest.kind == "confirm":
        return [(_("court: {count} days left").format(count=left), "due")]
    if left < 0:
        return [(_("beyond a month"), "overdue")]
    return [(_("settle in {count} days").format(count=left), "due")]
