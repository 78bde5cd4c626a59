"""Backups: a copy made by the engine, reopened and compared before it counts; and the way back.

A live file is never copied byte by byte: about half of such copies are damaged.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from models import integrity
from models.errors import Mistake, Surroundings
from models.progress import Progress, silent
from models.register import Register, office, open_register
from models.words import _

_PAGES = 2_000
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"-(\d{8}-\d{6})\.grid$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file and when it was made."""

    path: Path
    made_at: datetime


def back_up(register: Register, folder: Path, progress: Progress = silent) -> Backup:
    """Copy an open register into a folder, check the copy, and only then give it its name.

    Nothing else is written meanwhile. A copy that fails its check is removed.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=folder))
    made_at = datetime.now()
    with register.read() as session:
        name = re.sub(r'[\\/:*?"<>|\s]+', "-", office(session).name)
    target = _free(folder, name, made_at)
    with register.standing_still(), _beside(target) as beside:
        _copy(register, beside, progress)
        _compare(register, beside)
        os.replace(beside, target)
    return Backup(target, made_at)


def _free(folder: Path, name: str, made_at: datetime) -> Path:
    target = folder / f"{name}-{made_at:{_STAMP}}.grid"
    while target.exists():  # two within one second
        time.sleep(0.1)
        made_at = datetime.now()
        target = folder / f"{name}-{made_at:{_STAMP}}.grid"
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name beside the target for what is not finished; it is gone afterwards, whatever happened."""
    beside = target.with_name(f".{target.name}.part")
    try:
        yield beside
    except OSError as error:
        raise Surroundings(
            _("The backup could not be written to {folder}. Is there room, and is the stick still there?").format(
                folder=target.parent
            )
        ) from error
    finally:
        for leftover in target.parent.glob(beside.name + "*"):
            with suppress(OSError):
                leftover.unlink()


def _copy(register: Register, to: Path, progress: Progress) -> None:
    with register.engine.connect() as connection:
        source = connection.connection.driver_connection
        copy = dbapi2.connect(os.fspath(to))
        try:
            source.backup(copy, pages=_PAGES, progress=lambda _status, left, total: progress(total - left, total))  # type: ignore[union-attr]
        except dbapi2.Error as error:
            raise OSError(str(error)) from error
        finally:
            copy.close()


def _compare(register: Register, copy: Path) -> None:
    with open_register(copy) as other, other.read() as theirs, register.read() as ours:
        if integrity.counts(ours) != integrity.counts(theirs) or integrity.damage(theirs):
            raise Surroundings(_("The backup did not pass its check and was removed. Try another folder or stick."))


def backups_in(folder: Path) -> list[Backup]:
    """The backups lying in a folder, newest first, as their names tell."""
    if not folder.is_dir():
        return []
    found = [
        Backup(path, datetime.strptime(match.group(1), _STAMP))
        for path in folder.glob("*.grid")
        if (match := _NAME.search(path.name))
    ]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def restore(backup: Path, register: Path) -> None:
    """Bring a backup back as a new register file, checked. An existing file is never written over."""
    backup, register = Path(backup), Path(register)
    if register.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=register))
    if not register.parent.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=register.parent))
    if not backup.is_file():
        raise Surroundings(_("There is no backup here: {path}").format(path=backup))
    with _beside(register) as beside:
        shutil.copyfile(backup, beside)  # a backup is not in use, so its bytes are whole
        with open_register(beside) as brought, brought.read() as session:
            if damaged := integrity.damage(session):
                raise Surroundings(_("This backup is damaged; take an older one. ({what})").format(what=damaged[0]))
        os.replace(beside, register)
