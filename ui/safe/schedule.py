"""Backups that make themselves: every few hours while the window is open, and when it is closed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from models.keeping import backup_plan
from models.keeping.backup_plan import Outcome
from models.progress import Progress
from models.register import Register
from models.words import _
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.progress_line import ProgressLine
from ui.safe import places
from ui.tasks import Task, run_task
from ui.theme import px

_ASKED_EVERY = 10 * 60_000  # milliseconds between two looks whether one is due


class BackupClock(QObject):
    """Looks every ten minutes whether a backup is due, and makes it quietly; only what goes wrong is said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._busy = desk, False
        self.timer = QTimer(self)
        self.timer.setInterval(_ASKED_EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Make a backup wherever it is time for one."""
        desk = self._desk
        folders = places.places(desk.preferences, desk.register.path)
        if self._busy or not folders or desk.register.locked:
            return
        self._busy = True
        register = desk.register
        run_task(lambda _progress: backup_plan.run(register, folders), self._done, self._failed, owner=self)

    def _done(self, outcomes: list[Outcome]) -> None:
        self._busy = False
        if any(outcome.backup for outcome in outcomes):
            self._desk.backed_up.emit()
        for outcome in outcomes:
            if outcome.problem:
                self._desk.say(outcome.problem, "overdue")

    def _failed(self, _error: BaseException) -> None:
        self._busy = False  # locked meanwhile: it is made when the window is closed


class ClosingSheet(QDialog):
    """Stands there while the register is checked and backed up on closing; it can be skipped.

    `go_on` is called when the window may go, and not at all if the user stays.
    """

    def __init__(self, parent: QWidget, register: Register, folders: list[Path], go_on: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Backing up"))
        self._register, self._folders, self._go_on = register, folders, go_on
        self._task: Task | None = None
        self._words = label(_("Checking the register and making a backup. This takes a few seconds."), wrap=True)
        self._words.setMinimumWidth(px(420))
        self.line = ProgressLine(stoppable=False)
        self.skip = button(_("Close without a backup"))
        self.again = primary(_("Try again"))
        self.stay = button(_("Stay"))
        self.skip.clicked.connect(self._leave)
        self.again.clicked.connect(self.run)
        self.stay.clicked.connect(self._stay)
        column(
            self, self._words, self.line, row(None, "stretch", self.stay, self.skip, self.again), margins=20, spacing=14
        )

    def run(self) -> None:
        """Make the backups."""
        self.again.hide()
        self.stay.hide()
        self.line.begin("")
        register, folders = self._register, self._folders
        task = run_task(
            lambda progress: _run(register, folders, progress), self._done, self._failed, self.line.tell, owner=self
        )
        self._task = task

    def _done(self, outcomes: list[Outcome]) -> None:
        self.line.end()
        problems = [outcome.problem for outcome in outcomes if outcome.backup is None]
        if not problems or self.isHidden():
            self._leave()
            return
        said = [problem for problem in problems if problem]
        self._words.setText("\n".join(said) or _("The backup was stopped; nothing of it is left."))
        self.again.show()
        self.stay.show()

    def _failed(self, error: BaseException) -> None:
        self.line.end()
        self._words.setText(str(error))
        self.again.show()
        self.stay.show()

    def _stay(self) -> None:
        self.hide()
        self.deleteLater()

    def _leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.hide()
        self.deleteLater()
        self._go_on()

    def reject(self) -> None:
        """Esc stays only where there is something to decide."""
        if not self.stay.isHidden():
            self._stay()


def _run(register: Register, folders: list[Path], progress: Progress) -> list[Outcome]:
    return backup_plan.run(register, folders, every=timedelta(0), progress=progress)
