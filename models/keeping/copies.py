"""Registers looked at without being worked in: is a copy whole, is it the same, what differs."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.engine import make_engine, raw_connection, told_in_words
from models.fields import RecordSpec
from models.progress import Progress, silent
from models.records import RECORDS
from models.tables import Base

_LISTED = 200
_PAGES = 2_000


@contextmanager
def looking(path: Path, key: bytes | None, *, at_rest: bool = False) -> Iterator[Session]:
    """A session on a register that sees all of it. `at_rest` leaves not a byte beside a file that nobody works in."""
    engine = make_engine(path, key, at_rest=at_rest)
    try:
        with told_in_words(), Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def duplicate(path: Path, key: bytes | None, to: Path, progress: Progress = silent) -> None:
    """Copy a register through the engine, whoever works in it meanwhile; to a new file, with the same key."""
    source, copy = raw_connection(path, key), raw_connection(to, key, new=True)
    try:
        source.backup(copy, pages=_PAGES, progress=lambda _status, left, total: progress(total - left, total))
    finally:
        copy.close()
        source.close()


def digest(session: Session) -> str:
    """One digest over every row of every table, whatever the file's inner order."""
    summed = hashlib.sha256()
    for name, table in sorted(Base.metadata.tables.items()):
        summed.update(name.encode())
        for row in _rows(session, table):
            summed.update(json.dumps(tuple(row), default=_plain).encode())
    return summed.hexdigest()


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _rows(session: Session, table: Table) -> Iterator[Any]:
    statement = select(table).order_by(*table.primary_key.columns)
    return iter(session.execute(statement.execution_options(yield_per=1_000)))


@dataclass(slots=True)
class Difference:
    """How one ledger differs between then and now; `ids` are the first few hundred records concerned."""

    spec: RecordSpec
    added: int = 0
    removed: int = 0
    changed: int = 0
    ids: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def note(self, kind: str, record_id: str) -> None:
        """Count one record."""
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.ids) < _LISTED:
            self.ids.append(record_id)


def differences(then: Session, now: Session) -> list[Difference]:
    """What was added, removed and changed since, by ledger; ledgers alike in both are left out."""
    found = [_difference(spec, then, now) for spec in RECORDS]
    return [difference for difference in found if difference]


def _difference(spec: RecordSpec, then: Session, now: Session) -> Difference:
    """Both sides are read in the order of their ids, side by side, so that no more than a row of each is held."""
    found = Difference(spec)
    before, after = _rows(then, spec.sql), _rows(now, spec.sql)
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if old is not None and (new is None or old.id < new.id):
            found.note("removed", old.id)
            old = next(before, None)
        elif new is not None and (old is None or new.id < old.id):
            found.note("added", new.id)
            new = next(after, None)
        elif old is not None and new is not None:
            if tuple(old) != tuple(new):
                found.note("changed", new.id)
            old, new = next(before, None), next(after, None)
    return found
