"""Files put in their place so that power loss leaves the old one or the new one, never neither."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CHUNK = 1 << 20


def sync(path: Path) -> None:
    """Bring a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk: a file that was renamed or removed is so only then (not on Windows)."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network drives know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_in_place(made: Path, target: Path) -> None:
    """Give a finished file its name, in place of any older one."""
    sync(made)
    os.replace(made, target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Take a file away, also after a power loss; one that is not there is no matter."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def wipe(path: Path) -> None:
    """Write over a file before it is removed. The best a program can do: a worn SSD block may keep what it held."""
    with suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("rb+") as file:
            for start in range(0, size, _CHUNK):
                file.write(b"\0" * min(_CHUNK, size - start))
            file.flush()
            os.fsync(file.fileno())
        remove(path)


def digest(path: Path, length: int) -> bytes:
    """The SHA-256 of a file's first `length` bytes."""
    summed = hashlib.sha256()
    with path.open("rb") as file:
        while length > 0 and (piece := file.read(min(_CHUNK, length))):
            summed.update(piece)
            length -= len(piece)
    return summed.digest()


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A name beside the target for what is not finished; whatever bears it is gone afterwards."""
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
    finally:
        for leftover in target.parent.glob(f"{part.name}*"):
            with suppress(OSError):
                leftover.unlink()
