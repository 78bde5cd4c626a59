"""What hinders a register from being opened, each with its way out as a button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.engine import Damaged
from models.keeping import drives
from models.keeping.drives import WrongDrive
from models.words import _
from ui import messages
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.safe.repair import RepairSheet
from ui.safe.restore import RestoreSheet
from ui.tasks import run_task
from ui.theme import px

Open = Callable[[Path], None]
Way = tuple[str, str, Callable[[], object]]
"""A way out: its words, its icon, what it does."""


class Fault(QDialog):
    """One sentence, what stands behind it, and the ways out; the first one is the one to take."""

    def __init__(self, parent: QWidget, title: str, sentence: str, hint: str, ways: list[Way]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = label(sentence, wrap=True)
        said.setMinimumWidth(px(460))
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        buttons = row(None, "stretch", close)
        self.ways: list[QWidget] = []
        for number, (words, icon, do) in reversed(list(enumerate(ways))):
            made = primary(words, icon) if number == 0 else button(words, icon)
            made.clicked.connect(lambda _checked=False, act=do: self._take(act))
            buttons.addWidget(made)
            self.ways.insert(0, made)
        self.ways[0].setFocus()
        column(
            self, label(title, "record"), said, label(hint, "secondary", wrap=True), 4, buttons, margins=20, spacing=10
        )

    def _take(self, do: Callable[[], object]) -> None:
        self.accept()
        do()


def show(window: QWidget, path: Path, error: BaseException, go_on: Open) -> Fault | None:
    """Tell a fault of a register's file; `go_on` opens what the way out has led to."""
    if isinstance(error, WrongDrive):
        sheet = Fault(
            window, _("Not on this PC"), str(error),
            _("The file on the stick or network drive stays as it is, as a copy of today."),
            [(_("Bring it over …"), "download", lambda: bring_over(window, path, go_on))],
        )  # fmt: skip
    elif isinstance(error, Damaged):
        sheet = Fault(window, _("The register is damaged"), str(error), _("The damaged file itself is not touched. Keep it until all is well again."),
                      _ways_from_damage(window, path, go_on))  # fmt: skip
    else:
        messages.tell(error)
        return None
    sheet.open()
    return sheet


def bring_over(window: QWidget, path: Path, go_on: Open) -> None:
    """Ask for a folder of this PC, copy the register there, and open the copy."""
    folder = QFileDialog.getExistingDirectory(window, _("Where on this PC shall it lie?"), str(Path.home()))
    if folder:
        run_task(lambda _progress: drives.bring_over(path, Path(folder)), go_on, messages.tell, owner=window)


def _ways_from_damage(window: QWidget, path: Path, go_on: Open) -> list[Way]:
    return [
        (_("Restore a backup …"), "database-backup", lambda: RestoreSheet.ask(window, None, go_on, beside=path)),
        (_("Repair a copy …"), "shield-check", lambda: RepairSheet(window, path, go_on).open()),
    ]
