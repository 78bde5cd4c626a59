"""Saving what can be read of a damaged register into a new file; the damaged one is not touched."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import Mistake
from models.keeping import repair
from models.keeping.repair import Report
from models.words import _
from ui import messages
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.progress_line import ProgressLine
from ui.safe.who import Who
from ui.tasks import run_task
from ui.theme import px


class RepairSheet(QDialog):
    """Asks where the new file shall lie, and says what was saved and what was lost."""

    def __init__(self, parent: QWidget, path: Path, open_it: Callable[[Path], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Repair a copy"))
        self._path, self._open_it = path, open_it
        self._words = label(
            _("What can still be read is copied into a new register. A backup is better where there is a young one: a repair "
              "may miss records."), wrap=True,
        )  # fmt: skip
        self._words.setMinimumWidth(px(460))
        self.who = Who(path)
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self.line = ProgressLine(stoppable=False)
        self.go, self._close = primary(_("Repair into a new file …"), "shield-check"), button(_("Close"))
        self.go.clicked.connect(self._choose)
        self._close.clicked.connect(self.reject)
        column(
            self, label(path.name, "record"), self._words, self.who, self._said, self.line,
            row(None, "stretch", self._close, self.go), margins=20, spacing=12,
        )  # fmt: skip

    def _choose(self) -> None:
        repaired = _("repaired")
        start = self._path.with_name(f"{self._path.stem}-{repaired}.grid")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where shall it lie?"), str(start), _("Registers") + " (*.grid)"
        )
        if name:
            self.repair(Path(name))

    def repair(self, target: Path) -> None:
        """Copy what can be read into this file."""
        path, who = self._path, self.who.given()
        self._said.hide()
        self.go.setEnabled(False)
        self.line.begin(_("Reading what can be read …"))
        run_task(
            lambda progress: repair.repair(path, target, user=who.name, password=who.password, code=who.code, progress=progress),
            lambda report: self._done(report, target), self._refused, self.line.tell, owner=self,
        )  # fmt: skip

    def _done(self, report: Report, target: Path) -> None:
        self.line.end()
        self.who.hide()
        self._words.setText("\n".join([*report.sentences(), _("The new register: {file}").format(file=target)]))
        self.go.setText(_("Open it now"))
        self.go.setEnabled(True)
        self.go.clicked.disconnect()
        self.go.clicked.connect(lambda: self._open_now(target))

    def _open_now(self, target: Path) -> None:
        self.accept()
        self._open_it(target)

    def _refused(self, error: BaseException) -> None:
        self.line.end()
        self.go.setEnabled(True)
        self._said.setText(messages.sentence_of(error))
        self._said.show()
        if isinstance(error, Mistake):
            self.who.to_the_password()
