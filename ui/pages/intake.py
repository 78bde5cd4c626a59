"""Taking in a roster, five steps on one page: the file, its sheets, its columns, what would change, and it is done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.changes import Changes
from models.errors import Cancelled, RegisterError
from models.history import undoing
from models.households import PEOPLE
from models.intake import Plan
from models.intake.roster import settling
from models.intake.roster.settling import Waiting
from models.progress import Progress
from models.words import N_, _
from ui import messages
from ui.desk import Desk
from ui.intake import flow
from ui.intake.choose_step import ChooseStep, where_to
from ui.intake.columns_step import ColumnsStep
from ui.intake.done_step import DoneStep
from ui.intake.foot import Foot
from ui.intake.preview_step import PreviewStep
from ui.intake.queues import RegisterQueue
from ui.intake.review_panel import ReviewPanel
from ui.intake.sheet_step import Correction, SheetStep
from ui.intake.work import CHOOSE, COLUMNS, DONE, PREVIEW, SHEETS, Taken, Work, begin, of_desk
from ui.kit.buttons import link
from ui.kit.notice import Bar
from ui.kit.page_header import PageHeader
from ui.kit.progress_line import ProgressLine
from ui.kit.steps import Steps
from ui.pages.base import Page
from ui.tasks import Task, run_task

_WAITING = 2_000  # rows left for later that are listed at a time


class IntakePage(Page):
    """Stands inside the page of households and people; `left` asks for the way back there."""

    key = "intake"
    title = N_("Take in a roster")
    icon = "file-spreadsheet"

    left = Signal()
    unplaced_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.work = of_desk(desk)
        self.busy = False
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.header = PageHeader(self.words())
        leave = link(_("Back to the people"), "arrow-left")
        leave.clicked.connect(self.left)
        self.header.add(leave)
        self.stages = Steps(
            [_("Choose a file"), _("Sheets and headers"), _("Match the columns"), _("Preview"), _("Done")]
        )
        self.progress = ProgressLine()
        self.trouble = Bar("", "due")
        self.trouble.hide()
        self.choose, self.sheets, self.columns = ChooseStep(), SheetStep(), ColumnsStep()
        self.preview, self.done, self.queue = PreviewStep(desk), DoneStep(), ReviewPanel(desk)
        self._views: tuple[QWidget, ...] = (self.choose, self.sheets, self.columns, self.preview, self.done)
        self._stack = QStackedWidget()
        for view in (*self._views, self.queue):
            self._stack.addWidget(view)
        self._build()
        self._connect()
        self.show_step()

    def _build(self) -> None:
        self.foot = Foot()
        self.go, self.report_button = self.foot.go, self.foot.report
        self.back, self.drop = self.foot.back, self.foot.drop
        for part in (self.header, self.stages, self.progress, self.trouble):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self._stack, 1)
        self.layout_.addWidget(self.foot)

    def _connect(self) -> None:
        self.go.clicked.connect(self.next)
        self.back.clicked.connect(self.previous)
        self.drop.clicked.connect(self.give_up)
        self.report_button.clicked.connect(self.save_report)
        self.choose.chosen.connect(self.take_file)
        self.choose.template_wanted.connect(self.save_template)
        self.choose.paste_wanted.connect(self.paste)
        self.sheets.corrected.connect(self._correct)
        self.sheets.changed.connect(self._forget_plan)
        self.columns.changed.connect(self._forget_plan)
        self.preview.answered.connect(self._show_foot)
        self.preview.under_picked.connect(self._make_under)
        self.preview.estate_picked.connect(self._all_of_estate)
        self.done.report_wanted.connect(self.save_report)
        self.done.review_wanted.connect(self.look_at_waiting)
        self.choose.waiting_wanted.connect(self.look_at_waiting)
        self.done.unplaced_wanted.connect(self.unplaced_wanted)
        self.done.another_wanted.connect(self.give_up)
        self.desk.broadcast.changed.connect(self._register_changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.choose, self.paste)

    # --- where the clerk stands

    def show_step(self) -> None:
        """Show the step of the taking in under way."""
        work = self.work
        view = self._views[work.step]
        if view is not self.choose:
            view.show_work(work)  # type: ignore[attr-defined]
        self._stack.setCurrentWidget(view)
        self.stages.setVisible(True)
        self.stages.go_to(work.step)
        if work.step in (CHOOSE, DONE):
            self.desk.read(settling.count_waiting, self._say_waiting, owner=self)
        source = work.source
        sheets, rows = (len(source.sheets), source.rows) if source else (0, 0)
        words = _("{file} · {sheets} sheets · {rows} rows").format(file=work.name, sheets=sheets, rows=f"{rows:,}")
        self.header.subtitle.setText(words if source else "")
        self._show_foot()

    def _show_foot(self) -> None:
        step = self.work.step
        self.foot.show_work(self.work, busy=self.busy)
        self._stack.setEnabled(not self.busy)
        if step == COLUMNS:
            self._ask_for_name()
        said = _("Nothing is written yet; you can stop at any time.") if CHOOSE < step < DONE else ""
        self.status.emit(said)

    def _ask_for_name(self) -> None:
        """Say so where no column is the name; without it there is nobody to take in."""
        nameless = self.work.nameless()
        words = _("Which column holds the name? Pick “{name}” for it below; on: {sheets}")
        if nameless:
            self.trouble.words.setText(words.format(name=PEOPLE["name"].words, sheets="、".join(nameless[:4])))
        self.trouble.setVisible(bool(nameless))

    def _go_to(self, step: int) -> None:
        self.work.step = step
        self.trouble.hide()
        self.show_step()
        # A preview is to be looked at: Enter pressed once too often must not write it.
        (self.preview.counts if step == PREVIEW else self.go).setFocus()

    def next(self) -> None:
        """The one button that goes on."""
        step = self.work.step
        if self.busy:
            return
        if self._stack.currentWidget() is self.queue:
            self.show_step()
        elif step == CHOOSE:
            self.choose.ask()
        elif step == SHEETS:
            self._go_to(COLUMNS)
        elif step == COLUMNS:
            self.plan()
        elif step == PREVIEW:
            self.commit()
        else:
            self.left.emit()

    def previous(self) -> None:
        """One step back; what was decided stays."""
        self._go_to(max(self.work.step - 1, CHOOSE))

    def give_up(self) -> None:
        """Let go of this file: nothing of it stays."""
        self.work = begin(self.desk, Work())
        self._go_to(CHOOSE)

    # --- rows that were left for later

    def _say_waiting(self, count: int) -> None:
        self.choose.show_waiting(count)
        if self.work.step == DONE:
            self.done.show_waiting(count)

    def look_at_waiting(self) -> None:
        """The rows that wait in the register, of this file and of earlier ones; each is settled at once."""

        def show(found: list[Waiting]) -> None:
            self.queue.show_queue(RegisterQueue(self.desk, self, found), wide=True)
            self._stack.setCurrentWidget(self.queue)
            self.stages.setVisible(False)
            self.header.subtitle.setText(_("Rows that were left for later; each is written as soon as it is decided."))
            self.foot.show_back(_("Back to taking in"))

        self.desk.read(lambda session: settling.waiting(session, _WAITING), show, owner=self)

    # --- the long parts

    def _run(self, words: str, work: Callable[[Progress], Any], then: Callable[[Any], None]) -> None:
        """Do something long; what hinders it is told in its place, and the page stays where it was."""

        def over() -> None:
            self.busy = False
            self.progress.end()
            self._show_foot()

        def done(found: Any) -> None:
            over()
            then(found)

        def failed(error: BaseException) -> None:
            over()
            self._tell(error)

        self.busy = True
        self.trouble.hide()
        self._show_foot()
        self.progress.begin(words)
        task: Task = run_task(work, done, failed, self.progress.tell, owner=self)
        if self.busy:
            self.progress.watch(task)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.desk.say(_("Stopped; nothing was left half-done."))
        elif isinstance(error, RegisterError):
            self.trouble.words.setText(str(error))
            self.trouble.show()
        else:
            messages.tell(error)

    def take_file(self, path: Path) -> None:
        """Read a file."""
        if not self.busy:
            register = self.desk.register
            self._run(
                _("Reading {file}").format(file=path.name), lambda p: flow.read_in(register, path, p), self._begin
            )

    def paste(self, text: str | None = None) -> None:
        """Take in a block of cells, by default what was copied."""
        if not self.busy:
            register = self.desk.register
            copied = text if isinstance(text, str) else QGuiApplication.clipboard().text()
            self._run(_("Reading what was copied"), lambda _progress: flow.paste_in(register, copied), self._begin)

    def _begin(self, work: Work) -> None:
        self.work = begin(self.desk, work)
        self._go_to(work.step)

    def plan(self) -> None:
        """See what would change."""
        register, work = self.desk.register, self.work

        def then(plan: Plan) -> None:
            work.plan = plan
            self._go_to(PREVIEW)

        self._run(_("Comparing with the register"), lambda p: flow.planned(register, work, p), then)

    def commit(self) -> None:
        """Write it."""
        register, work = self.desk.register, self.work

        def then(found: tuple[Plan, Changes]) -> None:
            work.plan, changes = found
            before = work.taken or Taken()
            work.taken = Taken(before.created + work.plan.created, before.updated + work.plan.updated)
            work.taken.operation = changes.operation
            work.answers.settle(changes.operation)
            self._go_to(DONE)
            self.desk.broadcast.tell(changes, self)
            if changes:
                self.desk.said.emit(changes.sentence, "good", changes)

        self._run(_("Writing"), lambda p: flow.written(register, work, p), then)

    def save_report(self) -> None:
        """What was not taken, as a workbook to put right."""
        register, work = self.desk.register, self.work
        assert work.source is not None
        name = f"{work.source.path.stem} {_('not taken')} {date.today():%m%d}.xlsx"
        out = where_to(self, _("Save what was not taken"), name)
        if out is not None:
            said = _("Saved: {file}. Put it right there, save it, and take it in like any other.").format(file=out.name)
            self._run(_("Saving"), lambda p: flow.report(register, work, out, p), lambda _count: self.desk.say(said))

    def save_template(self) -> None:
        """The empty workbook."""
        out = where_to(self, _("Save an empty workbook"), f"{PEOPLE.sheet}.xlsx")
        if out is not None:
            said = _("Saved: {file}").format(file=out.name)
            self._run(_("Saving"), lambda _progress: flow.empty_workbook(out), lambda _none: self.desk.say(said))

    # --- put right by hand

    def _correct(self, do: Correction) -> None:
        """A correction on the sheet that is shown: the table under it is looked at again, off the window's thread."""
        register, work, sheet = self.desk.register, self.work, self.sheets.sheet

        def corrected(_none: object) -> None:
            self._forget_plan()
            self.show_step()

        self._run(_("Looking at the sheet"), lambda _progress: do(register, work, sheet), corrected)

    def _forget_plan(self) -> None:
        """What was seen in a preview no longer holds."""
        self.work.plan = None
        self._show_foot()

    def _make_under(self, unit: str) -> None:
        if self.work.layouts is not None:
            self.work.layouts.create_under = unit
            self.plan()

    def _all_of_estate(self, estate: str) -> None:
        if self.work.layouts is not None:
            self.work.layouts.estate = estate
            self.plan()

    # --- elsewhere

    def _register_changed(self, _changes: Changes, _cause: object) -> None:
        """If what was taken in was undone, the preview says again what would change."""
        work = self.work
        taken = work.taken
        if work.step != DONE or taken is None or not taken.operation or not self.isVisible():
            return

        def then(undone: set[int]) -> None:
            if taken.operation in undone and self.work is work and work.step == DONE:
                work.taken = None
                self.plan()

        self.desk.read(undoing.undone, then, owner=self)

    def arrived(self) -> None:
        (self.go if self.work.step else self.choose).setFocus()
        self.status.emit(self.status_words)

    def search_here(self) -> None:
        self._views[self.work.step].setFocus()
