"""What went wrong, told in the one way that fits whose it is to mend.

The user's mistake: one sentence, where it was made if possible. The surroundings: one sentence and what to do. A bug:
a dialog with a report to save, and the register closed safely.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPlainTextEdit, QWidget

from models import crash_reports
from models.errors import Cancelled, Mistake, RegisterError
from models.words import _
from models.working import Locked
from ui.kit.buttons import button, primary
from ui.kit.layouts import column, row

Say = Callable[[str, str], None]
"""Shows one sentence; the second word is its kind: "good", "due" or "overdue"."""

_say: Say | None = None
_after_bug: Callable[[], None] | None = None


def show_at(say: Say | None, after_bug: Callable[[], None] | None = None) -> None:
    """Where sentences are shown from now on, and what closes the register after a bug."""
    global _say, _after_bug
    _say, _after_bug = say, after_bug


def tell(error: BaseException) -> None:
    """Say what happened: one sentence, or for a bug the dialog."""
    if isinstance(error, Cancelled | Locked):  # stopped by the user; asked for behind the cover of a locked screen
        return
    if isinstance(error, RegisterError) and _say:
        _say(str(error), "due" if isinstance(error, Mistake) else "overdue")
    elif isinstance(error, RegisterError):
        SentenceDialog(str(error)).exec()
    else:
        tell_bug(error)


def sentence_of(error: BaseException) -> str:
    """What to show of an error within a sheet; a bug is told by its own dialog."""
    if isinstance(error, RegisterError):
        return str(error)
    tell(error)
    return ""


def tell_bug(error: BaseException) -> None:
    """The dialog of a bug; afterwards the register is closed safely."""
    BugDialog(crash_reports.log_bug(error)).exec()
    if _after_bug:
        _after_bug()


def catch_all() -> None:
    """Whatever no one caught ends here, told as a bug instead of lost on a console nobody sees."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            tell(error)

    sys.excepthook = hook


class SentenceDialog(QDialog):
    """One sentence, where no window is there yet to show it."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Grid register"))
        words = QLabel(sentence)
        words.setWordWrap(True)
        words.setMinimumWidth(360)
        close = primary(_("Close"))
        close.clicked.connect(self.accept)
        column(self, words, row(None, "stretch", close), margins=20, spacing=16)


class BugDialog(QDialog):
    """Says that the program is at fault, that nothing saved is lost, and offers the report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setWindowTitle(_("A fault in the program"))
        self.setMinimumWidth(560)
        words = QLabel(
            _("The program made a mistake. What was saved before is safe. The register will now be closed safely; you "
              "can open it again at once. The report below says where it happened; it holds no data of residents.")
        )  # fmt: skip
        words.setWordWrap(True)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setMinimumHeight(180)
        save = button(_("Save the report …"), "save")
        save.clicked.connect(self._save)
        close = primary(_("Close"))
        close.clicked.connect(self.accept)
        column(self, words, shown, row(None, "stretch", save, close), margins=20, spacing=16)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), "grid-register-report.txt")
        if name:
            Path(name).write_text(self._text, "utf-8")
