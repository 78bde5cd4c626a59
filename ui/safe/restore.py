"""Bringing a backup back: as a new file beside the register, after a look at what differs from today."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import Mistake
from models.keeping import backup
from models.keeping.copies import Difference
from models.register import Register
from models.words import _, ngettext
from ui import messages
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.line_list import LineList, LineText
from ui.safe.who import Who
from ui.tasks import run_task
from ui.theme import px

Open = Callable[[Path], None]


class RestoreSheet(QDialog):
    """Shows one backup; `open_it` is called with the new file if the user wants to go on in it."""

    def __init__(self, parent: QWidget, register: Register | None, open_it: Open, path: Path) -> None:
        super().__init__(parent)
        self._register, self._open_it, self.path = register, open_it, path
        self._target: Path | None = None
        self.setWindowTitle(_("Restore a backup"))
        self.who = Who(path)
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self.differences = LineList(first_width=10)
        self._what = label(_("Comparing with today …"), "secondary", wrap=True)
        self.go = primary(_("Restore into a new file …"), "database-backup")
        self.go.clicked.connect(self._choose)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        hint = label(
            _("The register of today stays as it is. The backup becomes a new file, with which you can go on or in which "
              "you can look something up."), "secondary", wrap=True,
        )  # fmt: skip
        layout = column(self, label(path.name, "record", wrap=True), hint, 4, self._what, margins=20, spacing=8)
        layout.addWidget(self.differences, 1)
        layout.addWidget(self.who)
        layout.addWidget(self._said)
        layout.addLayout(row(None, "stretch", close, self.go))
        self.resize(px(560), px(470 if register else 300))
        self._look()

    @classmethod
    def ask(
        cls, parent: QWidget, register: Register | None, open_it: Open, *, chosen: Path | None = None, beside: Path | None = None
    ) -> "RestoreSheet | None":  # fmt: skip
        """Ask for a backup unless one is chosen, and show it."""
        if chosen is None:
            start = str(beside.parent if beside else Path.home())
            name, _kind = QFileDialog.getOpenFileName(parent, _("Which backup?"), start, _("Backups") + " (*.grid)")
            if not name:
                return None
            chosen = Path(name)
        sheet = cls(parent, register, open_it, chosen)
        sheet.open()
        return sheet

    # --- the look

    def _look(self) -> None:
        register, path = self._register, self.path
        if register is None:
            self.differences.hide()
            self._what.hide()
            return
        run_task(lambda _progress: backup.since(register, path), self._show, self._not_comparable, owner=self)

    def _show(self, found: Sequence[Difference]) -> None:
        differs = _("What has changed since this backup, and would not be in it:")
        self._what.setText(differs if found else _("Nothing differs from today."))
        self.differences.setVisible(bool(found))
        self.differences.show_lines([LineText(each.spec.words, quiet=_in_words(each)) for each in found])

    def _not_comparable(self, _error: BaseException) -> None:
        self.differences.hide()
        self._what.setText(
            _("It cannot be compared with the register that is open: another register, another key, or damaged.")
        )

    # --- the way back

    def _choose(self) -> None:
        restored = _("restored")
        start = self.path.parent / f"{self.path.stem}-{restored}.grid"
        if self._register is not None:
            start = self._register.path.with_name(f"{self._register.path.stem}-{restored}.grid")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where shall it lie?"), str(start), _("Registers") + " (*.grid)"
        )
        if name:
            self.restore(Path(name))

    def restore(self, target: Path) -> None:
        """Bring the backup back as this file, checked."""
        path, who = self.path, self.who.given()
        self._said.hide()
        self.go.setEnabled(False)
        run_task(
            lambda _progress: backup.restore(path, target, user=who.name, password=who.password, code=who.code),
            lambda _none: self._restored(target), self._refuse, owner=self,
        )  # fmt: skip

    def _restored(self, target: Path) -> None:
        self._target = target
        self._what.show()
        self._what.setText(_("Restored and checked: {file}").format(file=target))
        self.differences.hide()
        self.who.hide()
        self.go.setText(_("Open it now"))
        self.go.setEnabled(True)
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._open_now)

    def _open_now(self) -> None:
        self.accept()
        if self._target is not None:
            self._open_it(self._target)

    def _refuse(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self._said.setText(messages.sentence_of(error))
        self._said.show()
        if isinstance(error, Mistake):
            self.who.to_the_password()


def _in_words(found: Difference) -> str:
    parts = []
    if found.added:
        parts.append(ngettext("{count} added", "{count} added", found.added).format(count=f"{found.added:,}"))
    if found.changed:
        parts.append(ngettext("{count} changed", "{count} changed", found.changed).format(count=f"{found.changed:,}"))
    if found.removed:
        parts.append(ngettext("{count} deleted", "{count} deleted", found.removed).format(count=f"{found.removed:,}"))
    return " · ".join(parts)
