"""Backups: where they go, which there are and whether they are whole, one button to make one now, one to go back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import RegisterError
from models.keeping import backup, backup_plan, integrity
from models.keeping.backups_kept import Backup, backups_in
from models.progress import Progress
from models.register import Register
from models.words import _, ngettext
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button, primary, small
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import column, row
from ui.kit.line_list import LineList, LineText
from ui.kit.progress_line import ProgressLine
from ui.kit.tag import TagKind
from ui.safe import places
from ui.safe.restore import RestoreSheet
from ui.tasks import run_task
from ui.theme import px

_LOOKED_AT = 40  # the newest ones; each is read from beginning to end


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup with what its check said."""

    backup: Backup
    size: int
    good: bool
    stands: bool  # the history up to its day is still what it was


def look(register: Register, folders: list[Path], progress: Progress) -> list[Kept]:
    """Every backup there is, newest first, checked."""
    found = [each for folder in folders for each in backups_in(folder)]
    newest = sorted(found, key=lambda each: each.made_at, reverse=True)[:_LOOKED_AT]
    kept = []
    for number, each in enumerate(newest, 1):
        try:
            size, good = each.path.stat().st_size, backup.good(each.path)
            kept.append(Kept(each, size, good, backup.history_stands(register, each)))
        except (OSError, RegisterError):
            continue  # pulled out while one was looking
        progress(number, len(newest))
    return kept


class _Place(QWidget):
    """One folder: what it is for, where it is, and the button that chooses it."""

    def __init__(self, view: "BackupView", kind: str, words: str) -> None:
        super().__init__()
        self._view, self._kind = view, kind
        name = label(words, "muted")
        name.setFixedWidth(px(128))
        self._path = ElidedLabel("")
        self._choose, self._none = small(_("Choose …"), "folder-open"), small(_("Not any more"))
        self._choose.clicked.connect(self._ask)
        self._none.clicked.connect(lambda: view.keep_place(kind, None))
        row(self, name, self._path, self._none, self._choose).setStretch(1, 1)

    def show_place(self, folder: Path | None) -> None:
        gone = folder is not None and not folder.is_dir()
        words = _("{folder} (not there now: put the stick in)").format(folder=folder) if gone else str(folder or "—")
        self._path.setText(words)
        self._none.setVisible(folder is not None)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where are backups kept?"))
        if chosen:
            self._view.keep_place(self._kind, Path(chosen))


class BackupView(QWidget):
    """Two places, the list, and what is done by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._where = {
            places.FOLDER: _Place(self, places.FOLDER, _("Folder")),
            places.STICK: _Place(self, places.STICK, _("Stick or second disk")),
        }
        self.start = primary(_("Back up now"), "database-backup")
        self.start.clicked.connect(self.back_up)
        self.back = button(_("Restore …"), "history")
        self.back.clicked.connect(self.restore)
        self.check = button(_("Check the register"), "shield-check")
        self.check.clicked.connect(self.check_all)
        self.said = label("", "secondary", wrap=True)
        self.said.hide()
        self.line = ProgressLine()
        self.list = LineList(_("No backup yet. Choose a folder above and make the first one."), first_width=140)
        self.kept: list[Kept] = []
        column(self, self._card(), self._list_card(), spacing=12).setStretch(1, 1)
        desk.backed_up.connect(self.load)

    def _card(self) -> Card:
        card = Card(_("Where backups go"))
        words = label(
            _("A backup is made when the window is closed and every four hours while it is open, if something has changed. "
              "Each one is read back and compared before it counts. Best is one folder and one stick that lies elsewhere."),
            "secondary", wrap=True,
        )  # fmt: skip
        for part in (*self._where.values(), words, self.said, self.line):
            card.body.addWidget(part)
        card.body.addLayout(row(None, self.start, self.back, self.check, "stretch"))
        return card

    def _list_card(self) -> Card:
        card = Card(_("Backups there are"), margins=0)
        thinning = label(
            _("Kept: one an hour for a day, one a day for two weeks, one a week for two months, then one a month for two "
              "years. A damaged one never takes the place of a good one."), "secondary", wrap=True,
        )  # fmt: skip
        thinning.setContentsMargins(px(14), px(8), px(14), px(10))
        card.body.addWidget(self.list, 1)
        card.body.addWidget(thinning)
        return card

    # --- what it shows

    def load(self) -> None:
        """Look through the folders, off the window's thread."""
        desk = self.desk
        for kind, line in self._where.items():
            line.show_place(places.place(desk.preferences, desk.register.path, kind))
        folders = places.places(desk.preferences, desk.register.path)
        self.start.setEnabled(any(folder.is_dir() for folder in folders))
        register = desk.register
        run_task(lambda progress: look(register, folders, progress), self._show, messages.tell, owner=self)

    def _show(self, kept: list[Kept]) -> None:
        self.kept = kept
        sticks = places.place(self.desk.preferences, self.desk.register.path, places.STICK)
        self.list.show_lines([self._line(each, sticks) for each in kept])

    def _line(self, kept: Kept, stick: Path | None) -> LineText:
        made = kept.backup
        tags: list[tuple[str, TagKind]] = [(_("checked"), "good") if kept.good else (_("damaged"), "overdue")]
        if not kept.stands:
            tags.insert(0, (_("another history"), "due"))
        if made.path.parent == stick:
            tags.insert(0, (_("stick"), "neutral"))
        size = f"{kept.size / 1_000_000:,.1f} MB"
        return LineText(age_words(made.made_at), tuple(tags), f"{made.made_at:%Y-%m-%d %H:%M}", size,
                        do=lambda: self.restore(made.path))  # fmt: skip

    # --- what it does

    def keep_place(self, kind: str, folder: Path | None) -> None:
        """Use this folder from now on."""
        places.keep_place(self.desk.preferences, self.desk.register.path, kind, folder)
        self.desk.backed_up.emit()

    def back_up(self) -> None:
        """Make a backup in every folder that is there, now, whether one is due or not."""
        register, desk = self.desk.register, self.desk
        folders = [folder for folder in places.places(desk.preferences, register.path) if folder.is_dir()]
        self.start.setEnabled(False)
        self.line.begin(_("Backing up …"))
        self.line.watch(
            run_task(
                lambda progress: _all(register, folders, progress), self._made, self._failed, self.line.tell, owner=self
            )
        )

    def _made(self, made: list[Backup]) -> None:
        self.line.end()
        self.desk.say(_("Backed up and compared: {file}").format(file=made[-1].path.name))
        self.desk.backed_up.emit()

    def _failed(self, error: BaseException) -> None:
        self.line.end()
        self.load()
        messages.tell(error)

    def check_all(self) -> None:
        """The full check: the file, references, history and search index."""
        self.check.setEnabled(False)
        self.said.show()
        self.said.setText(_("Checking …"))
        self.desk.read(integrity.check, self._checked, owner=self, failed=self._check_failed)

    def _checked(self, problems: list[str]) -> None:
        self.check.setEnabled(True)
        if not problems:
            self.said.setText(
                _("Checked: the file, its references, the history and the search index are all in order.")
            )
            return
        first = _("{count} things are not in order. First: {problem}").format(count=len(problems), problem=problems[0])
        keep = _("Keep the backups, and show this to whoever looks after the program.")
        self.said.setText(f"{first} {keep}")

    def _check_failed(self, error: BaseException) -> None:
        self.check.setEnabled(True)
        self.said.setText(messages.sentence_of(error))

    def restore(self, path: Path | None = None) -> None:
        """Look at a backup, and bring it back into a new file."""
        RestoreSheet.ask(self, self.desk.register, self.desk.register_wanted.emit, chosen=path)


def _all(register: Register, folders: list[Path], progress: Progress) -> list[Backup]:
    made = []
    for folder in folders:
        made.append(backup.back_up(register, folder, progress))
        backup_plan.thin(folder, datetime.now())
    return made


def age_words(made_at: datetime, now: datetime | None = None) -> str:
    """How long ago, in the largest unit that says it."""
    hours = int(((now or datetime.now()) - made_at).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour ago")
    if hours < 24:
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    return ngettext("{count} day ago", "{count} days ago", hours // 24).format(count=hours // 24)
