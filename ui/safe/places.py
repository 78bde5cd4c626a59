"""Where this PC keeps the backups of a register: a folder, and a stick beside it. Kept by register, not for all."""

import hashlib
from datetime import datetime
from pathlib import Path

from models.keeping.backups_kept import Backup, backups_in
from models.words import _, ngettext
from ui.preferences import Preferences

FOLDER, STICK = "folder", "stick"
KINDS = (FOLDER, STICK)


def _key(register: Path, kind: str) -> str:
    digest = hashlib.sha256(str(register.absolute()).encode()).hexdigest()[:16]
    return f"backup/{digest}/{kind}"


def place(preferences: Preferences, register: Path, kind: str) -> Path | None:
    """The folder that was chosen, there or not."""
    chosen = preferences.text(_key(register, kind))
    return Path(chosen) if chosen else None


def keep_place(preferences: Preferences, register: Path, kind: str, folder: Path | None) -> None:
    """Remember a folder, or none."""
    preferences.keep(_key(register, kind), str(folder) if folder else "")


def places(preferences: Preferences, register: Path) -> list[Path]:
    """Every folder that was chosen for a register."""
    return [folder for kind in KINDS if (folder := place(preferences, register, kind)) is not None]


def newest_backup(preferences: Preferences, register: Path) -> Backup | None:
    """The newest backup in the folders chosen, if there is one."""
    found = [backup for folder in places(preferences, register) for backup in backups_in(folder)]
    return max(found, key=lambda one: one.made_at, default=None)


def backup_words(newest: Backup | None, now: datetime | None = None) -> str:
    """How old the newest backup is, for the foot of the window."""
    if newest is None:
        return _("No backup yet")
    days = ((now or datetime.now()).date() - newest.made_at.date()).days
    if days <= 0:
        return _("Backup today {time}").format(time=f"{newest.made_at:%H:%M}")
    return ngettext("Backup {count} day ago", "Backup {count} days ago", days).format(count=days)
