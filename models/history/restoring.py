"""Putting one record back: as it was after an earlier operation, or out of the bin. Both are operations of their own.

The bin is no place: what lies in it are the deletions in the history whose record is not there today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from models import operations, queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import Kind, RecordSpec
from models.history import recording, undoing
from models.history.recording import DELETE, ChangeRow, OperationRow
from models.records import RECORDS, lines_of, spec_of_table
from models.register import Register
from models.tables import Base
from models.values import shown
from models.words import _


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record in the bin: how it was called, when it was deleted (local time), by whom, in which operation."""

    spec: RecordSpec
    id: str
    title: str
    at: datetime
    staff: str
    operation: int


def in_bin(session: Session, of: RecordSpec | None = None, *, limit: int = 100, offset: int = 0) -> list[Deleted]:
    """Deleted records that can be brought back, newest first; lines of a deleted record come with it."""
    statement = (
        select(ChangeRow.table_name, ChangeRow.record_id, ChangeRow.before, OperationRow)
        .join(OperationRow, OperationRow.id == ChangeRow.operation_id)
        .where(_binned(of))
        .order_by(ChangeRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = []
    for table_name, record_id, before, operation in session.execute(statement):
        spec = spec_of_table(table_name)
        title = title_of(session, spec, recording.typed(table_name, recording.decode(before)))
        at = (operation.finished_at or datetime.min).replace(tzinfo=UTC).astimezone()
        found.append(Deleted(spec, record_id, title, at, operation.staff, operation.id))
    return found


def count_in_bin(session: Session, of: RecordSpec | None = None) -> int:
    """How many records lie in the bin."""
    return session.scalar(select(func.count()).select_from(ChangeRow).where(_binned(of))) or 0


def _binned(of: RecordSpec | None) -> ColumnElement[bool]:
    """The last deletion of each record that is gone, unless it went as a line of another."""
    later = aliased(ChangeRow)
    again = select(later.id).where(
        later.record_id == ChangeRow.record_id, later.table_name == ChangeRow.table_name,
        later.id > ChangeRow.id, later.action.in_(recording.WRITTEN),
    )  # fmt: skip
    gone = or_(*(_gone(spec) for spec in ([of] if of else RECORDS)))
    return (ChangeRow.action == DELETE) & ChangeRow.before.is_not(None) & ~again.exists() & gone


def _gone(spec: RecordSpec) -> ColumnElement[bool]:
    there = select(spec.sql.c.id).where(spec.sql.c.id == ChangeRow.record_id).exists()
    gone = (ChangeRow.table_name == spec.table_name) & ~there
    if not spec.parent:
        return gone
    whole = aliased(ChangeRow)
    with_it = select(whole.id).where(
        whole.operation_id == ChangeRow.operation_id, whole.action == DELETE,
        whole.table_name == spec.target(spec.parent),
    )  # fmt: skip
    return gone & ~with_it.exists()


def title_of(session: Session, spec: RecordSpec, values: dict[str, Any]) -> str:
    """How a record of these values is called."""
    words = []
    for name in spec.title:
        value = values.get(name)
        if spec.kinds[name] is Kind.REFERENCE and value:
            value = queries.titles(session, spec_of_table(spec.target(name)), [value]).get(value, "")
        words.append(shown(spec, spec[name], value))
    return " ".join(word for word in words if word)


def from_bin(register: Register, spec: RecordSpec, record_id: str) -> Changes:
    """Bring a deleted record back, with the lines that went with it. Raises `Mistake` where it has no place any more."""
    try:
        with register.operation() as operation:
            session = operation.session
            deletion = _deletion(session, spec, record_id)
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            for table_name, row_id, before in [*_with_it(session, spec, deletion)]:
                undoing.put_back(session, table_name, row_id, DELETE, before)
            title = queries.titles(session, spec, [record_id]).get(record_id, "")
            operation.sentence = _("Brought back {kind} {title}").format(kind=spec.word, title=title)
    except IntegrityError as error:
        raise Mistake(_("It cannot come back: what it belonged to is gone, or its number is taken.")) from error
    return operation.changes


def _deletion(session: Session, spec: RecordSpec, record_id: str) -> ChangeRow:
    found = session.scalar(
        select(ChangeRow)
        .where(ChangeRow.table_name == spec.table_name, ChangeRow.record_id == record_id, _binned(spec))
        .limit(1)
    )
    if found is None:
        raise Mistake(_("This record is not in the bin."))
    return found


def _with_it(session: Session, spec: RecordSpec, deletion: ChangeRow) -> Sequence[tuple[str, str, str | None]]:
    """The record's own row and those of its lines that the same operation deleted."""
    rows = session.execute(
        select(ChangeRow.table_name, ChangeRow.record_id, ChangeRow.before)
        .where(
            ChangeRow.operation_id == deletion.operation_id, ChangeRow.action == DELETE,
            ChangeRow.table_name.in_([line.table_name for line in lines_of(spec)]),
        )
        .order_by(ChangeRow.id)
    ).all()  # fmt: skip
    parents = {line.table_name: line.parent for line in lines_of(spec)}
    lines = [
        (name, row_id, before)
        for name, row_id, before in rows
        if recording.decode(before).get(parents[name]) == deletion.record_id
    ]
    return [(deletion.table_name, deletion.record_id, deletion.before), *lines]


def as_it_was(session: Session, spec: RecordSpec, record_id: str, operation_id: int) -> dict[str, Any]:
    """A record's values right after an operation. Raises `Mistake` if it was not there then."""
    table = spec.sql
    today = session.execute(select(table).where(table.c.id == record_id)).mappings().first()
    values: dict[str, Any] | None = dict(today) if today else None
    later = session.execute(
        select(ChangeRow.action, ChangeRow.before, ChangeRow.purged)
        .where(
            ChangeRow.record_id == record_id, ChangeRow.table_name == spec.table_name,
            ChangeRow.operation_id > operation_id, ChangeRow.action.in_(recording.WRITTEN),
        )
        .order_by(ChangeRow.id.desc())
    )  # fmt: skip
    for action, before, purged in later:
        if purged:
            raise Mistake(_("This version was deleted for good."))
        stored = recording.typed(spec.table_name, recording.decode(before))
        values = None if action == recording.INSERT else {**(values or {}), **stored}
    if values is None:
        raise Mistake(_("The record was not there at that time."))
    return {name: value for name, value in values.items() if name != "id"}


def restore_version(register: Register, spec: RecordSpec, record_id: str, operation_id: int) -> Changes:
    """Give a record the values that it had right after an operation. What is worked out from others follows today's."""
    with register.operation() as operation:
        session = operation.session
        values = as_it_was(session, spec, record_id, operation_id)
        given = {f.name: values[f.name] for f in spec.fields if not f.computed and f.name in values}
        _require_targets(session, spec, given)
        operations.put(session, spec, given, record_id)
        title = queries.titles(session, spec, [record_id]).get(record_id, "")
        operation.sentence = _("Put {kind} {title} back as it was").format(kind=spec.word, title=title)
    return operation.changes


def _require_targets(session: Session, spec: RecordSpec, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if value and spec.kinds[name] is Kind.REFERENCE:
            target = Base.metadata.tables[spec.target(name)]
            if session.scalar(select(target.c.id).where(target.c.id == value)) is None:
                field = spec[name].words
                raise Mistake(
                    _("{field}: what it pointed at is gone. Bring that back first.").format(field=field), name
                )
