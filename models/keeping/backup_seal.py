"""The digest at the end of every backup: one flipped bit and it is known, without a password and without opening it.

A backup is: the register, the seal, and for an encrypted one the wrapped keys (models/access/keys.py). A flipped bit in the
text of a plain register would pass the engine's own check.
"""

from enum import Enum, auto
from pathlib import Path

from models.access import keys
from models.keeping import disk

_MAGIC = b"GRIDSUM1"
_LENGTH = 8 + 32 + len(_MAGIC)


class Seal(Enum):
    """What the end of a file says about the rest."""

    GOOD = auto()
    BROKEN = auto()
    NONE = auto()


def write(path: Path) -> None:
    """Seal a finished copy, before its keys are written behind."""
    length = path.stat().st_size
    with path.open("ab") as file:
        file.write(length.to_bytes(8) + disk.digest(path, length) + _MAGIC)


def look(path: Path) -> Seal:
    """Whether a backup is as it was when it was made."""
    _ring, end = keys.at_end(path)
    tail = _tail(path, end)
    if not tail:
        return Seal.NONE
    length = int.from_bytes(tail[:8])
    whole = length == end - _LENGTH and disk.digest(path, length) == tail[8:40]
    return Seal.GOOD if whole else Seal.BROKEN


def cut_off(path: Path) -> None:
    """Take the seal from a copy that is to be worked in; its keys stay at the end."""
    ring, end = keys.at_end(path)
    if not _tail(path, end):
        return
    with path.open("rb+") as file:
        file.truncate(end - _LENGTH)
    if ring is not None:
        keys.append(path, ring)


def _tail(path: Path, end: int) -> bytes:
    if end < _LENGTH:
        return b""
    with path.open("rb") as file:
        file.seek(end - _LENGTH)
        tail = file.read(_LENGTH)
    return tail if tail.endswith(_MAGIC) else b""
