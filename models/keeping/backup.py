"""Backups: a copy made by the engine, reopened and compared before it counts; and the way back.

A live file is never copied byte by byte: about half of such copies are damaged. A backup of an encrypted register is
encrypted with the same key and carries the wrapped keys of its day: the passwords of that day open it.
"""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from models.access import keys
from models.errors import Mistake, Surroundings
from models.history import chain
from models.keeping import backup_seal, copies, disk, integrity
from models.keeping.backup_seal import Seal
from models.keeping.backups_kept import STAMP, Backup, backups_in
from models.progress import Progress, silent
from models.register import PasswordNeeded, Register, looks_encrypted, office
from models.words import _

__all__ = ["Backup", "back_up", "backups_in", "good", "history_stands", "restore", "since"]


def back_up(register: Register, folder: Path, progress: Progress = silent) -> Backup:
    """Copy an open register into a folder, check the copy, and only then give it its name.

    Nothing else is written meanwhile. A register that is damaged itself is not backed up: its last good backup is
    worth more. A copy that fails its check is removed.
    """
    register.require_whole()
    return make(register, Path(folder), progress)


def make(register: Register, folder: Path, progress: Progress = silent) -> Backup:
    """The same, for the program's own backups: whoever closes the register, the whole of it is kept."""
    if not folder.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=folder))
    with register.standing_still(), copies.looking(register.path, register.key) as ours:
        if damaged := integrity.damage(ours):
            raise Surroundings(
                _("The register is damaged, so no backup was made. Keep the older ones. ({what})").format(
                    what=damaged[0]
                )
            )
        target, made_at = _free(folder, office(ours).name, chain.head(ours))
        with _explained(folder), disk.beside(target) as beside:
            _copy(register, beside, progress)
            with copies.looking(beside, register.key) as theirs:
                _compare(ours, theirs)
            backup_seal.write(beside)
            if (ring := register.ring()) is not None:
                keys.append(beside, ring)
            disk.put_in_place(beside, target)
    return Backup.read(target) or Backup(target, made_at)


def _free(folder: Path, office_name: str, head: chain.Head) -> tuple[Path, datetime]:
    """A name that is not taken: office, day and time, and the history's head of that day (models/history/chain.py)."""
    name = re.sub(r'[\\/:*?"<>|\s]+', "-", office_name)
    while True:
        made_at = datetime.now()
        target = folder / f"{name}-{made_at:{STAMP}}-{head.number}-{head.digest[:12]}.grid"
        if not target.exists():
            return target, made_at
        time.sleep(0.1)  # two within one second


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, dbapi2.Error) as error:
        raise Surroundings(
            _("The backup could not be written to {folder}. Is there room, and is the stick still there?").format(
                folder=folder
            )
        ) from error


def _copy(register: Register, to: Path, progress: Progress) -> None:
    copies.duplicate(register.path, register.key, to, progress)


def _compare(ours: Session, theirs: Session) -> None:
    if (
        integrity.damage(theirs)
        or integrity.counts(ours) != integrity.counts(theirs)
        or copies.digest(ours) != copies.digest(theirs)
    ):
        raise Surroundings(_("The backup did not pass its check and was removed. Try another folder or stick."))


def good(backup: Path) -> bool:
    """Whether a backup is as it was when it was made: its seal says, no password is needed."""
    try:
        return backup_seal.look(backup) is Seal.GOOD
    except OSError:
        return False


def restore(backup: Path, register: Path, *, user: str = "", password: str | None = None, code: str = "") -> None:
    """Bring a backup back as a new register file, checked. An existing file is never written over.

    An encrypted one needs a name and password of its day, or its recovery code.
    """
    backup, register = Path(backup), Path(register)
    if register.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=register))
    if not register.parent.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=register.parent))
    if not backup.is_file():
        raise Surroundings(_("There is no backup here: {path}").format(path=backup))
    if backup_seal.look(backup) is Seal.BROKEN:
        raise _damaged()
    key = key_of(backup, user=user, password=password, code=code)
    with _explained(register.parent), disk.beside(register) as beside:
        shutil.copyfile(backup, beside)  # a backup is not in use, so its bytes are whole
        backup_seal.cut_off(beside)
        with copies.looking(beside, key, at_rest=True) as session:
            if integrity.damage(session, pages=False) or not integrity.is_register(session):
                raise _damaged()
        disk.put_in_place(beside, register)


def _damaged() -> Surroundings:
    return Surroundings(_("This backup is damaged; take an older one."))


def key_of(file: Path, *, user: str = "", password: str | None = None, code: str = "") -> bytes | None:
    """The data key of a register or backup; None for a plain one. Raises `PasswordNeeded` or `WrongPassword`."""
    if not looks_encrypted(file):
        return None
    if password is None and not code:
        raise PasswordNeeded
    return keys.unlocked(file, user, password or "", code)


def since(register: Register, backup: Path) -> list[copies.Difference]:
    """How today's register differs from a backup, by ledger: for a look before it is brought back."""
    register.require_whole()
    with copies.looking(backup, register.key, at_rest=True) as then, register.read() as now:
        return copies.differences(then, now)


def history_stands(register: Register, backup: Backup) -> bool:
    """Whether the history up to a backup's day is still what its name says; True where the name says nothing."""
    with register.read() as session:
        return not backup.number or chain.holds(session, backup.number, backup.digest)
