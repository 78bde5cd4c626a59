"""One program at a time works in a register; whoever comes second is told who is there.

The lock is the operating system's, on a small file beside the register, so it goes when its holder dies.
"""

import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.errors import Surroundings
from models.words import _

_FAR = 1 << 30  # the locked byte lies far behind the text, so that Windows lets others read who holds it


class RegisterLock:
    """Held from `__init__` to `release`."""

    def __init__(self, register: Path) -> None:
        self._path = register.with_name(register.name + ".lock")
        while True:
            try:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise Surroundings(
                    _("This folder cannot be written to, so the register cannot be opened in it: {folder}").format(
                        folder=register.parent
                    )
                ) from error
            try:
                _lock(self._file)
            except OSError as error:
                holder = self._holder()
                os.close(self._file)
                raise Surroundings(
                    _("This register is open elsewhere ({holder}). Close it there first.").format(holder=holder)
                ) from error
            if self._still_there():
                break
            os.close(self._file)  # the holder before us has just removed the file: lock the new one
        who = f"{platform.node()}, {datetime.now():%H:%M}, {os.getpid()}"
        with suppress(OSError):  # a full disk keeps nobody out: the lock holds without its text
            os.ftruncate(self._file, 0)
            os.write(self._file, who.encode())

    def _holder(self) -> str:
        with suppress(OSError):
            os.lseek(self._file, 0, os.SEEK_SET)
            return os.read(self._file, 200).decode(errors="replace")
        return ""

    def _still_there(self) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return os.stat(self._path).st_ino == os.fstat(self._file).st_ino
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the next one in. Once is enough; a second time must not touch the lock of whoever came next."""
        file, self._file = self._file, -1
        if file < 0:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(file)
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink()


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
