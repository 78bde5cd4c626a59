"""What is on the disk after the power went: played back from the record of what a process wrote (shim.c).

What was synchronised is there. Of what was not, each 512-byte sector of a write may have reached the disk or not, each
on its own; names (made, renamed, removed) reach it in their order, but are sure only once their folder was synchronised.
"""

import random
import struct
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("=cIIq")
ACKS = "acks"  # the file in which the process says what it was told is saved


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the process did to the disk."""

    kind: str
    path: str
    data: bytes
    number: int


def events(record: Path) -> list[Event]:
    """The record, in order."""
    data, at, found = record.read_bytes(), 0, []
    while at + _HEAD.size <= len(data):
        kind, path, length, number = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        name, body = data[at : at + path].decode(), data[at + path : at + path + length]
        at += path + length
        found.append(Event(kind.decode(), name, body, number))
    return found


@dataclass
class _File:
    """A file's bytes that are sure, and the writes and cuts since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to that length

    def write(self, at: int, data: bytes | None) -> None:
        self.since.append((at, data))

    def sync(self) -> None:
        for at, data in self.since:
            _apply(self.sure, at, data)
        self.since.clear()

    def after_loss(self, chance: random.Random) -> bytes:
        found, kept = bytearray(self.sure), chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for at, data in self.since:
            if data is None:
                if chance.random() < kept:
                    _apply(found, at, None)
                continue
            first = at // SECTOR * SECTOR
            for sector in range(first, at + len(data), SECTOR):
                if chance.random() < kept:
                    start, end = max(sector, at), min(sector + SECTOR, at + len(data))
                    _apply(found, start, data[start - at : end - at])
        return bytes(found)


def _apply(found: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del found[at:]
        found.extend(bytes(at - len(found)))
        return
    if len(found) < at:
        found.extend(bytes(at - len(found)))
    found[at : at + len(data)] = data


class Disk:
    """A folder as the process sees it, and what of it is sure."""

    def __init__(self, folder: Path, there: dict[str, bytes]) -> None:
        self.folder = str(folder)
        self.seen = {f"{folder}/{name}": _File(bytearray(data)) for name, data in there.items()}
        self.sure = copy(self.seen)
        self.names_since: list[Event] = []
        self.files_since: list[_File | None] = []
        self.acks: list[str] = []

    def take(self, event: Event) -> None:
        """One more thing happens."""
        path = event.path
        if path == f"{self.folder}/{ACKS}":
            self.acks += event.data.decode().split()
        elif event.kind == "W" and path in self.seen:
            self.seen[path].write(event.number, event.data)
        elif event.kind == "T" and path in self.seen:
            self.seen[path].write(event.number, None)
        elif event.kind == "S":
            self._sync(path)
        elif event.kind in "CURL":
            made = _File() if event.kind == "C" else None
            _rename(self.seen, event, made)
            self.names_since.append(event)
            self.files_since.append(made)

    def _sync(self, path: str) -> None:
        if path in self.seen:
            self.seen[path].sync()
        elif path == self.folder:
            for event, made in zip(self.names_since, self.files_since, strict=True):
                _rename(self.sure, event, made)
            self.names_since.clear()
            self.files_since.clear()

    def after_loss(self, into: Path, chance: random.Random) -> None:
        """Write what the disk holds when the power goes now."""
        names = copy(self.sure)
        many = chance.choice((0, len(self.names_since), chance.randint(0, len(self.names_since))))
        for event, made in list(zip(self.names_since, self.files_since, strict=True))[:many]:
            _rename(names, event, made)
        for path, file in names.items():
            name = path.removeprefix(self.folder + "/")
            if "/" not in name and not name.endswith((".lock", "-shm")):
                (into / name).write_bytes(file.after_loss(chance))


def _rename(names: dict[str, _File], event: Event, made: _File | None) -> None:
    other = event.data.decode()
    if event.kind == "C" and made is not None:
        names[event.path] = made
    elif event.kind == "U":
        names.pop(event.path, None)
    elif event.path in names:
        names[other] = names.pop(event.path) if event.kind == "R" else names[event.path]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, as they are before a recorded job begins."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def losses(
    record: Path, folder: Path, into: Path, points: int, seed: int, there: dict[str, bytes] | None = None
) -> Iterator[tuple[Path, list[str]]]:
    """The folder after power losses at `points` moments, and what the process had been told was saved until then."""
    chance = random.Random(seed)
    happened = events(record)
    moments = sorted(chance.randrange(1, len(happened) + 1) for _each in range(points))
    disk, done = Disk(folder, there or {}), 0
    for number, moment in enumerate(moments):
        while done < moment:
            disk.take(happened[done])
            done += 1
        place = into / f"loss{number}"
        place.mkdir()
        disk.after_loss(place, chance)
        yield place, list(disk.acks)
