"""Files that appear whole or not at all.

A file is written beside its target and renamed over it when it is complete and on the disk; whatever goes wrong
before that (disk full, cancelled, stick pulled), the old file stays as it was and nothing is left behind.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.errors import Surroundings
from models.words import _

__all__ = ["replacing"]


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of ``target`` when the block ends without an error.

    Raises `Surroundings` where there is no such folder.
    """
    if not target.parent.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=target.parent))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
