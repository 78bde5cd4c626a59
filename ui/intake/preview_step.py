"""The fourth step: what would happen, in five counts, each with the list behind it; nothing is written yet."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.households import PEOPLE
from models.intake import Outcome
from models.intake.plans import Absent
from models.organisation import UNITS
from models.words import _
from ui.desk import Desk
from ui.intake.counts import Counts, outcome_words
from ui.intake.estate_line import EstateLine
from ui.intake.queues import PlanQueue
from ui.intake.reading import Change, Lists, estate_choices, lists, unit_choices
from ui.intake.review_panel import ReviewPanel
from ui.intake.row_list import RowList
from ui.intake.showing import row_name, row_place, row_says
from ui.intake.side_panel import SidePanel
from ui.intake.work import Work
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import column, row
from ui.kit.pick_list import Choice, PickList

_FIRST = (Outcome.REVIEW, Outcome.UPDATED, Outcome.CREATED, Outcome.REJECTED, Outcome.UNCHANGED)


class PreviewStep(QWidget):
    """`answered` is emitted after a decision, `under_picked` carries the unit to make unknown buildings under,
    `estate_picked` the estate that the whole file is of.
    """

    answered = Signal()
    under_picked = Signal(str)
    estate_picked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = Work()
        self._found: Lists | None = None
        self._list: PickList | None = None
        self.current: Outcome | str = Outcome.CREATED
        self.counts, self.table, self.review, self.side = Counts(), RowList(), ReviewPanel(desk), SidePanel()
        self.counts.chosen.connect(self.open_list)
        self.table.pressed_entry.connect(self._pressed)
        self.review.answered.connect(self._answered)
        self.side.wanted.connect(self.open_list)
        self.side.unit_wanted.connect(self._ask_unit)
        self.side.unit_cleared.connect(lambda: self.under_picked.emit(""))
        self._build()

    def _build(self) -> None:
        self._title, self._remark = label("", "heading"), ElidedLabel("", "secondary")
        plain = Card(margins=0)
        plain.body.setSpacing(0)
        head = QWidget()
        row(head, self._title, self._remark, margins=(14, 10, 14, 10), spacing=12).setStretch(1, 1)
        plain.body.addWidget(head)
        plain.body.addWidget(self.table, 1)
        beside = QWidget()
        row(beside, plain, self.side, spacing=12).setStretch(0, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(beside)
        self.stack.addWidget(self.review)
        self.estate = EstateLine(self)
        self.estate.asked.connect(self._ask_estate)
        self.estate.picked.connect(self.estate_picked)
        column(self, self.counts, self.estate, self.stack, spacing=12).setStretch(2, 1)

    # --- what it shows

    def show_work(self, work: Work) -> None:
        """Show a plan; first the list that wants a look."""
        self._work = work
        plan = work.plan
        assert plan is not None
        self.counts.show_counts(work.counts())
        self.estate.show_plan(plan)
        under = plan.layouts.create_under

        def read(session: Session) -> tuple[Lists, str]:
            words = queries.titles(session, UNITS, [under]).get(under, "") if under else ""
            return lists(session, plan), words

        def then(found: tuple[Lists, str]) -> None:
            if plan is self._work.plan:
                self._found = found[0]
                self.side.show_plan(plan, *found)
                counts = work.counts()
                first = next((one for one in _FIRST if counts[one]), Outcome.CREATED)
                if first is Outcome.REVIEW and not work.waiting():
                    first = next((one for one in _FIRST[1:] if counts[one]), Outcome.CREATED)
                self.open_list(first)

        self._desk.read(read, then, owner=self)

    def open_list(self, which: object) -> None:
        """Open the list behind a count, or one that the side names."""
        found = self._found
        if found is None:
            return
        assert isinstance(which, Outcome | str)
        self.current = which
        self.counts.show_current(which if isinstance(which, Outcome) else None)
        if which is Outcome.REVIEW and self._work.plan and self._work.plan.reviews:
            self.stack.setCurrentWidget(self.review)
            self.review.show_queue(PlanQueue(self._work), wide=self._several)
            return
        self.stack.setCurrentIndex(0)
        if isinstance(which, Outcome):
            self._title.setText(outcome_words(which))
            self._show_outcome(which, found)
        else:
            self._show_other(which, found)

    def _show_outcome(self, which: Outcome, found: Lists) -> None:
        if which is Outcome.UPDATED:
            self._show_changes(found)
        elif which is Outcome.REJECTED:
            self._remark.setText(
                _("Save them as a workbook after taking in the others, put them right there, and read it again.")
            )
            self.table.show_rows(
                [_("Row"), _("Name"), _("Column"), _("Value"), _("Why it is not taken")], found.refused,
                lambda one: (row_place(one.table, one.place, several=self._several), row_name(one.table, one.place),
                             one.column, one.value, one.reason),
                (self._place_width, 100, 110, 120), quiet=(0,), tall=True,
            )  # fmt: skip
        else:
            remark = _("They are in the register already, with the same values.") if which is Outcome.UNCHANGED else ""
            self._remark.setText(remark)
            self.table.show_rows(
                [_("Row"), _("Name"), _("What the row says")], found.rows[which],
                lambda one: (row_place(*one, several=self._several), row_name(*one), row_says(*one)),
                (self._place_width, 120), quiet=(0, 2),
            )  # fmt: skip

    def _show_changes(self, found: Lists) -> None:
        cut = _("{count} more are not listed.").format(count=found.changes_cut) if found.changes_cut else ""
        self._remark.setText(
            " ".join((_("A blank cell changes nothing. Press Enter on a line to keep the old value."), cut))
        )
        self.table.show_rows(
            [_("Who"), _("Field"), _("In the register"), _("In the file"), _("What will stand")], found.changes,
            lambda one: (one.title, one.field, one.old or "–", one.new, self._stands(one)), (110, 110, 190, 190), quiet=(2,),
        )  # fmt: skip

    def _stands(self, change: Change) -> str:
        return _("keep old") if self._work.answers.keeps(change.record_id, change.name) else _("use new")

    def _show_other(self, which: str, found: Lists) -> None:
        if which == "absent":
            self._title.setText(_("Not in this file"))
            self._remark.setText(_("Nobody is deleted. Press Enter on a line to open the record of who moved or died."))
            self.table.show_rows(
                [_("Name"), _("Door")], found.absent, lambda one: (one.name, one.door), (160,), quiet=(1,)
            )
        else:
            self._title.setText(_("Remarks"))
            self._remark.setText(_("These rows are taken in; look at them when there is time."))
            self.table.show_rows(
                [_("Row"), _("Column"), _("Value"), _("What to know")], found.remarks, lambda one: one,
                (self._place_width, 110, 140), quiet=(0,), tall=True,
            )  # fmt: skip

    @property
    def _several(self) -> bool:
        return self._work.source is not None and len(self._work.source.sheets) > 1

    @property
    def _place_width(self) -> int:
        return 130 if self._several else 64

    # --- what is decided

    def _pressed(self, entry: Any) -> None:
        if isinstance(entry, Change):
            self._work.answers.toggle(entry.record_id, entry.name)
            self.table.rows.touch()
            self.answered.emit()
        elif isinstance(entry, Absent):
            self._desk.open_record(PEOPLE, entry.id)

    def _answered(self) -> None:
        self.counts.show_counts(self._work.counts())
        self.answered.emit()

    def _ask_estate(self) -> None:
        def show(found: list[Choice]) -> None:
            self._list = PickList(found, typing=True)
            self._list.picked.connect(lambda estate: self.estate_picked.emit(str(estate)))
            self._list.open_below(self.estate.chip, align_right=True)

        self._desk.read(estate_choices, show, owner=self)

    def _ask_unit(self) -> None:
        def show(found: list[Choice]) -> None:
            self._list = PickList(found, typing=True)
            self._list.picked.connect(lambda unit: self.under_picked.emit(str(unit)))
            self._list.open_below(self.side.unit, align_right=True)

        self._desk.read(unit_choices, show, owner=self)
