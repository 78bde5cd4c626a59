"""Backups that make themselves: on closing and every few hours, into each folder and stick that was chosen."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.errors import RegisterError
from models.history import chain
from models.keeping import backup, copies, disk
from models.keeping.backups_kept import EVERY, Backup, backups_in, is_due, thinned
from models.progress import Progress, silent
from models.register import Register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one folder: its new backup, or none because none was due, or the sentence that says why not."""

    folder: Path
    backup: Backup | None = None
    problem: str = ""


def due_folders(register: Register, folders: Sequence[Path], now: datetime, every: timedelta = EVERY) -> list[Path]:
    """The folders where it is time for a backup. A stick that is not in is left out: it is asked for elsewhere."""
    with copies.looking(register.path, register.key) as session:
        head = chain.head(session).number
    there = [folder for folder in folders if folder.is_dir()]
    return [folder for folder in there if is_due(next(iter(backups_in(folder)), None), head, now, every)]


def run(
    register: Register, folders: Sequence[Path], *, now: datetime | None = None, every: timedelta = EVERY,
    progress: Progress = silent,
) -> list[Outcome]:  # fmt: skip
    """Back up wherever it is due, then thin what has gathered there. What fails in one folder does not stop the others."""
    now = now or datetime.now()
    if register.actor.role.within_unit and not register.encrypted:
        return []  # a plain copy would show its maker more than the register does
    found = []
    for folder in due_folders(register, folders, now, every):
        try:
            found.append(Outcome(folder, backup.make(register, folder, progress)))
            thin(folder, now)
        except RegisterError as error:
            found.append(Outcome(folder, problem=str(error)))
    return found


def thin(folder: Path, now: datetime) -> list[Backup]:
    """Remove the backups that others stand for by now; which they were."""
    going = thinned(backups_in(folder), now, backup.good)
    for each in going:
        with suppress(OSError):
            disk.remove(each.path)
    return going


def close_with_backup(
    register: Register, folders: Sequence[Path], *, every: timedelta = timedelta(0), progress: Progress = silent
) -> list[Outcome]:
    """Back up what changed, then close, whatever became of the backups."""
    try:
        return run(register, folders, every=every, progress=progress)
    finally:
        register.close()
