"""Backups: where they go, how old the newest is, and one button to make one now."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from models import backup
from models.backups_kept import Backup, backups_in
from models.words import _, ngettext
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button
from ui.kit.card import Card
from ui.kit.labels import label
from ui.kit.layouts import row
from ui.preferences import Preferences
from ui.tasks import Task, run_task

FOLDER = "backup/folder"


def newest_backup(preferences: Preferences) -> Backup | None:
    """The newest backup in the folder chosen, if there is one."""
    folder = preferences.text(FOLDER)
    found = backups_in(Path(folder)) if folder and Path(folder).is_dir() else []
    return max(found, key=lambda one: one.made_at, default=None)


def backup_words(newest: Backup | None, now: datetime | None = None) -> str:
    """How old the newest backup is, for the foot of the window."""
    if newest is None:
        return _("No backup yet")
    days = ((now or datetime.now()).date() - newest.made_at.date()).days
    if days <= 0:
        return _("Backup today {time}").format(time=f"{newest.made_at:%H:%M}")
    return ngettext("Backup {count} day ago", "Backup {count} days ago", days).format(count=days)


class BackupCard(Card):
    """A folder, the newest backup in it, and the button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), parent=parent)
        self._desk = desk
        self._task: Task | None = None
        self._folder, self._newest = label(wrap=True), label(role="secondary")
        choose = button(_("Choose the folder …"), "folder-open")
        choose.clicked.connect(self._choose)
        self._start = button(_("Back up now"), "database-backup")
        self._start.clicked.connect(self.back_up)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        hint = label(
            _("Keep backups on another disk or a stick. Each one is read back and compared."), "muted", wrap=True
        )
        for part in (hint, self._folder, self._newest, self._bar):
            self.body.addWidget(part)
        self.body.addLayout(row(None, choose, self._start, "stretch"))
        self._show()

    def _show(self) -> None:
        folder = self._desk.preferences.text(FOLDER)
        self._folder.setText(_("Folder: {folder}").format(folder=folder) if folder else _("No folder is chosen yet."))
        self._newest.setText(backup_words(newest_backup(self._desk.preferences)) if folder else "")
        self._start.setEnabled(bool(folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Where are backups kept?"))
        if folder:
            self._desk.preferences.keep(FOLDER, folder)
            self._show()

    def back_up(self) -> None:
        """Make a backup now, off the window's thread."""
        folder, register = Path(self._desk.preferences.text(FOLDER)), self._desk.register
        self._start.setEnabled(False)
        self._bar.show()

        def then(made: Backup) -> None:
            self._bar.hide()
            self._show()
            self._desk.say(_("Backed up and compared: {file}").format(file=made.path.name))
            self._desk.backed_up.emit()

        def failed(error: BaseException) -> None:
            self._bar.hide()
            self._show()
            messages.tell(error)

        self._task = run_task(
            lambda progress: backup.back_up(register, folder, progress), then, failed, self._tell, owner=self
        )

    def _tell(self, done: int, total: int) -> None:
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(done)
