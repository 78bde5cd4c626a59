"""The seal on history: each operation's digest covers the one before it, so that nothing can be changed unseen.

    sentence and changes  each a SHA-256 of a JSON array with its own random salt
    content               the SHA-256 of those, in order
    digest                the SHA-256 of [digest before, number, started, finished, staff, undoes, content]

Each backup's name carries the digest of its day (models/keeping/backup.py): who writes the whole chain anew is found out by
any older backup. What was deleted for good keeps its digest and loses its salt, so the chain still verifies.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, TableClause, column, select, table
from sqlalchemy.orm import Session

from models.engine import driver
from models.history.recording import PURGED, WRITTEN, ChangeRow, OperationRow
from models.tables import Base
from models.words import _


def _whole(row: type[Base]) -> TableClause:
    """A table of the history as it is, whatever an account may see of it (models/access/scope.py)."""
    columns = row.__table__.columns
    return table(row.__tablename__, *(column(c.name, c.type) for c in columns), schema="main")


_OPERATION, _CHANGE = _whole(OperationRow), _whole(ChangeRow)
_MOST = 20  # problems are listed up to this many


class Head(NamedTuple):
    """The newest operation and its digest: who has it can tell whether the history up to it was touched."""

    number: int
    digest: str


_NOTHING = Head(0, "")


def _sha(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _salted(salt: bytes | None, *values: Any) -> str:
    return _sha((salt or b"").hex(), *values)


def sentence_digest(salt: bytes | None, sentence: str) -> str:
    """What stands for an operation's sentence."""
    return _salted(salt, sentence)


def change_digest(row: Row[Any]) -> str:
    """What stands for one change: its own digest, or the one kept when its values were deleted for good."""
    if row.purged:
        return str(row.purged)
    return _salted(row.salt, row.id, row.operation_id, row.table_name, row.record_id, row.action, row.before)


class Content:
    """The digest of all that an operation did, put together change by change: there may be 100,000."""

    def __init__(self, sentence: str) -> None:
        self._sealed = hashlib.sha256(sentence.encode())

    def add(self, change: str) -> None:
        """The digest of the next change."""
        self._sealed.update(change.encode())

    def digest(self) -> str:
        """What stands for all of them."""
        return self._sealed.hexdigest()


def operation_digest(previous: str, number: int, facts: Sequence[Any], content: str) -> str:
    """The link: `facts` are started, finished, staff and undoes."""
    return _sha(previous, number, *(moment_text(fact) for fact in facts), content)


def moment_text(value: Any) -> Any:
    """A moment as it enters a digest; other values as they are."""
    return value.isoformat(sep=" ", timespec="microseconds") if isinstance(value, datetime) else value


class Written(NamedTuple):
    """One row that an operation wrote; `before` is the JSON of an edit's changed columns."""

    table_name: str
    record_id: str
    action: str
    before: str | None


def written(session: Session, number: int, content: Content) -> Iterator[Written]:
    """What an operation wrote so far; the digest of each of its changes goes into `content` on the way."""
    for change, name, record_id, action, before, salt, purged in driver(session).execute(_CHANGES_OF, (number,)):
        content.add(purged or _fresh_digest(salt.hex(), change, number, name, record_id, action, before))
        if action in WRITTEN:
            yield Written(name, record_id, action, before)


def _fresh_digest(
    salt: str, change: int, number: int, table_name: str, record_id: str, action: str, before: str | None
) -> str:
    """The `change_digest` of a change just written. Its JSON is put together by hand: an operation may have 100,000."""
    old = "null" if before is None else _quoted(before)
    line = f'["{salt}", {change}, {number}, {_quoted(table_name)}, {_quoted(record_id)}, {_quoted(action)}, {old}]'
    return hashlib.sha256(line.encode()).hexdigest()


_quoted = json.encoder.encode_basestring_ascii  # a string as json.dumps writes it
_CHANGES_OF = (
    "SELECT id, table_name, record_id, action, before, salt, purged FROM main.change WHERE operation_id = ? ORDER BY id"
)


def seal(begun: "Begun", finished: datetime, content: str) -> str:
    """The digest of an operation that is about to finish."""
    return operation_digest(
        begun.previous, begun.number, (begun.started_at, finished, begun.staff, begun.undoes), content
    )


class Begun(NamedTuple):
    """An operation under way: its number and facts, and the digest of the one before it."""

    number: int
    started_at: datetime
    staff: str
    undoes: int | None
    previous: str


def head(session: Session) -> Head:
    """The newest operation's number and digest."""
    row = session.execute(
        select(_OPERATION.c.id, _OPERATION.c.digest).order_by(_OPERATION.c.id.desc()).limit(1)
    ).first()
    return Head(row[0], row[1] or "") if row else _NOTHING


def holds(session: Session, number: int, beginning: str) -> bool:
    """Whether operation `number` still has a digest that begins so: what a backup's name says of its day."""
    digest = session.scalar(select(_OPERATION.c.digest).where(_OPERATION.c.id == number))
    return bool(digest) and str(digest).startswith(beginning)


@dataclass(slots=True)
class Verdict:
    """What a walk along the whole chain found."""

    operations: int = 0
    changes: int = 0
    purged: int = 0
    head: Head = _NOTHING
    problems: list[str] = field(default_factory=list)

    def add(self, problem: str) -> None:
        """One more thing that was tampered with; the first twenty are listed."""
        if len(self.problems) < _MOST:
            self.problems.append(problem)


def operations(session: Session) -> Iterator[Row[Any]]:
    """Every operation in order, as the chain reads it."""
    ordered = select(_OPERATION).order_by(_OPERATION.c.id)
    return iter(session.execute(ordered.execution_options(yield_per=1_000)))


def verify(session: Session) -> Verdict:
    """Walk the chain from the first operation to the last and say what does not fit."""
    found, previous, expected = Verdict(), "", 1
    purges = _purges(session)
    changes = groupby(_changes(session), key=lambda row: row.operation_id)
    group = next(changes, None)
    for operation in operations(session):
        while group is not None and group[0] < operation.id:
            found.add(_("Changes of operation {number} are there, the operation is not.").format(number=group[0]))
            group = next(changes, None)
        rows = group[1] if group is not None and group[0] == operation.id else iter(())
        if operation.id != expected:
            found.add(_("Operations {first} to {last} are missing from the history.").format(
                first=expected, last=operation.id - 1))  # fmt: skip
        _link(found, operation, rows, previous, purges)
        if group is not None and group[0] == operation.id:
            group = next(changes, None)
        previous, expected = operation.digest or "", operation.id + 1
        found.operations += 1
        found.head = Head(operation.id, previous)
    if group is not None:
        found.add(_("Changes of operation {number} are there, the operation is not.").format(number=group[0]))
    return found


def _changes(session: Session) -> Iterator[Row[Any]]:
    statement = select(_CHANGE).where(_CHANGE.c.operation_id.is_not(None))
    ordered = statement.order_by(_CHANGE.c.operation_id, _CHANGE.c.id)
    return iter(session.execute(ordered.execution_options(yield_per=2_000)))


def _purges(session: Session) -> set[tuple[str, str]]:
    """The records whose deletion for good is written down."""
    rows = session.execute(select(_CHANGE.c.table_name, _CHANGE.c.record_id).where(_CHANGE.c.action == PURGED))
    return {(row[0], row[1]) for row in rows}


def _link(
    found: Verdict, operation: Row[Any], rows: Iterable[Row[Any]], previous: str, purges: set[tuple[str, str]]
) -> None:
    said = operation.purged or sentence_digest(operation.salt, operation.sentence)
    content, erased, written = Content(said), False, False
    for row in rows:
        found.changes += 1
        content.add(change_digest(row))
        in_purges = (row.table_name, row.record_id) in purges
        written = written or in_purges
        if row.purged:
            found.purged += 1
            erased = erased or not in_purges or row.before is not None
    named = {"number": operation.id, "staff": operation.staff, "at": moment_text(operation.finished_at) or ""}
    if erased or (operation.purged and (operation.sentence or not written)):
        found.add(_("Operation {number} ({staff}, {at}): values were erased that no deletion names.").format(**named))
    if content.digest() != operation.content:
        found.add(_("Operation {number} ({staff}, {at}): its sentence or what it changed was altered.").format(**named))
    facts = (operation.started_at, operation.finished_at, operation.staff, operation.undoes)
    if operation_digest(previous, operation.id, facts, operation.content or "") != operation.digest:
        found.add(_("Operation {number} ({staff}, {at}): who, when or its place was altered.").format(**named))
