"""The history's proof: checked here, exported as a file without names of residents, compared with an earlier one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from models.history import chain, proof
from models.history.chain import Verdict
from models.words import _
from ui import messages, pdf_out
from ui.desk import Desk
from ui.kit.buttons import link
from ui.kit.labels import ElidedLabel
from ui.kit.layouts import row


class ProofLine(QWidget):
    """One line at the foot of the history: what the check said, and the three things that can be done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.said = ElidedLabel(
            _("Each operation is sealed onto the one before; nobody can change the past unseen."), "secondary"
        )
        self.check, self.export = link(_("Check it now"), "shield-check"), link(_("Save the proof …"), "save")
        self.compare = link(_("Compare with an earlier proof …"))
        self.check.clicked.connect(self.verify)
        self.export.clicked.connect(self._ask_where)
        self.compare.clicked.connect(self._ask_which)
        row(self, self.said, 12, self.check, self.export, self.compare).setStretch(0, 1)

    def verify(self) -> None:
        """Walk along the whole chain, off the window's thread."""
        self.said.setText(_("Checking the whole history …"))
        self.check.setEnabled(False)
        self._desk.read(chain.verify, self._verified, owner=self, failed=self._failed)

    def _verified(self, found: Verdict) -> None:
        self.check.setEnabled(True)
        if found.problems:
            self.tell_problems(found.problems)
            return
        self._say(
            _("Checked: {operations} operations with {changes} changes, none altered. Head {digest}").format(
                operations=f"{found.operations:,}", changes=f"{found.changes:,}", digest=found.head.digest[:12]
            )
        )

    def _failed(self, error: BaseException) -> None:
        self.check.setEnabled(True)
        messages.tell(error)

    def tell_problems(self, problems: list[str]) -> None:
        """Something was altered: the first of it, and what to do."""
        self.said.setProperty("role", "mistake")
        self._say(_("{count} things do not fit. First: {problem} Tell your superior, and keep every backup.").format(
            count=len(problems), problem=problems[0]))  # fmt: skip

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setToolTip(words)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _ask_where(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the proof"), _("history proof") + ".txt")
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the proof as a file: digests, days and staff, no names of residents and no values."""

        def work(session: Session) -> None:
            pdf_out.write(proof.as_text(session).encode(), path)

        self._desk.read(work, lambda _none: self._desk.say(_("Saved: {file}").format(file=path.name)), owner=self)

    def _ask_which(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("An earlier proof"), "", "*.txt")
        if name:
            self.compare_with(Path(name))

    def compare_with(self, path: Path) -> None:
        """Whether everything up to the day of an earlier proof still stands."""

        def work(session: Session) -> list[str]:
            return proof.against(session, path.read_text("utf-8", "replace"))

        def then(problems: list[str]) -> None:
            if problems:
                self.tell_problems(problems)
            else:
                self._say(_("Everything up to the day of that proof still stands as it was."))

        self._desk.read(work, then, owner=self)
