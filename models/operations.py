"""Every write that works on any record type. What one subject alone does stands in that subject's own operations.

Plain values in, one transaction, its own history written, `Changes` out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete as sql_delete
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import RecordSpec, Values
from models.history import recording, undoing
from models.ids import new_id
from models.progress import Progress, silent
from models.records import RECORDS, lines_of
from models.register import Register
from models.tables import batches
from models.values import cleaned, require
from models.words import _


def save(register: Register, spec: RecordSpec, values: Mapping[str, Any], record_id: str | None = None) -> Changes:
    """Write a new record, or these values of an existing one; nothing else of it is touched.

    Raises `Mistake` at the field concerned.
    """
    with register.operation() as operation:
        written = put(operation.session, spec, values, record_id)
        title = queries.titles(operation.session, spec, [written]).get(written, "")
        sentence = _("Changed {kind} {title}") if record_id else _("Added {kind} {title}")
        operation.sentence = sentence.format(kind=spec.word, title=title)
    return operation.changes


def put(
    session: Session,
    spec: RecordSpec,
    values: Mapping[str, Any],
    record_id: str | None = None,
    *,
    extra: Mapping[str, Any] | None = None,
) -> str:
    """Write one record inside an operation that is under way; its id. `extra` fills columns that are no fields."""
    before = queries.values_of(session, spec, record_id) if record_id else None
    if record_id and before is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    after: Values = {**(before or {}), **cleaned(spec, values), **(extra or {}), "id": record_id or new_id()}
    if spec.prepare:
        spec.prepare(session, after, before)
    require(spec, after)
    table = spec.sql
    changed = {
        name: value for name, value in after.items()
        if name in table.c and (before is None or value != before[name])
        and not (value is None and not table.c[name].nullable)  # a blank means the column's own default
    }  # fmt: skip
    try:
        session.flush()
        if before is None:
            session.execute(insert(table), changed)
        elif changed:
            session.execute(update(table).where(table.c.id == record_id).values(changed))
    except IntegrityError as error:
        raise _clash(spec, error) from error
    return str(after["id"])


def _clash(spec: RecordSpec, error: IntegrityError) -> Exception:
    for field in spec.fields:
        if f"{spec.table_name}.{field.name}" in str(error.orig):
            return Mistake(_("There is one with this {field} already.").format(field=field.words), field.name)
    return error


def delete(register: Register, spec: RecordSpec, ids: Sequence[str]) -> Changes:
    """Delete records with their lines. History keeps them, so they can be brought back.

    Raises `Mistake` where another record still points at one of them.
    """
    with register.operation() as operation:
        session = operation.session
        called = queries.titles(session, spec, ids)
        for line in lines_of(spec):
            table = line.sql
            for batch in batches(ids):
                session.execute(sql_delete(table).where(table.c[line.parent].in_(batch)))
        try:
            for batch in batches(ids):
                session.execute(sql_delete(spec.sql).where(spec.sql.c.id.in_(batch)))
            session.flush()
        except IntegrityError as error:
            raise Mistake(_still_used(session, spec, ids)) from error
        if len(ids) == 1:
            operation.sentence = _("Deleted {kind} {title}").format(kind=spec.word, title=called.get(ids[0], ""))
        else:
            operation.sentence = _("Deleted {count} of {kind}").format(kind=spec.words, count=len(called))
    return operation.changes


def _still_used(session: Session, spec: RecordSpec, ids: Sequence[str]) -> str:
    for other in RECORDS:
        for field in other.fields:
            column = other.column(field.name)
            if any(key.column.table is spec.sql for key in column.foreign_keys):
                used = queries.count(session, queries.Query(other).where(field.name, "in", ids[:900]))
                if used:
                    return _("It is still used: {count} of {kind} belong to it. Move or delete those first.").format(
                        count=used, kind=other.words
                    )
    return _("It is still used by other records.")


def undo(register: Register, operation_id: int | None = None) -> Changes:
    """Put back what an operation changed (the newest if none is named).

    Raises `Mistake` if there is nothing to undo, or if something later stands against it (it says what).
    """
    with register.read() as session:
        target = session.get(recording.OperationRow, operation_id) if operation_id else undoing.latest(session)
        if target is None:
            raise Mistake(_("There is nothing to undo."))
        _undoable(session, target.id)
        number, sentence = target.id, target.sentence
    try:
        with register.operation(_("Undone: {sentence}").format(sentence=sentence), undoes=number) as operation:
            undoing.replay_backwards(operation.session, number)
    except IntegrityError as error:
        raise Mistake(
            _("This cannot be undone: records made later belong to it. Delete or move those first.")
        ) from error
    return operation.changes


def _undoable(session: Session, number: int) -> None:
    if number in undoing.undone(session):
        raise Mistake(_("This has been undone already."))
    if against := undoing.standing_against(session, number):
        raise Mistake(_("This cannot be undone alone: later, “{later}”.").format(later=against.sentence))
    if undoing.hidden_changes(session, number):
        raise Mistake(_("This touched other units too; only the administrator can undo it."))
    if undoing.purged_changes(session, number):
        raise Mistake(_("Part of this was deleted for good and cannot be put back."))


def reveal(register: Register, spec: RecordSpec, record_id: str, field: str, reason: str) -> Any:
    """A sensitive value in full, for a reason that is written into the history."""
    if not reason.strip():
        raise Mistake(_("Please say what it is needed for."))
    with register.operation() as operation:
        values = queries.values_of(operation.session, spec, record_id)
        if values is None:
            raise Mistake(_("This record has been deleted meanwhile."))
        title = queries.titles(operation.session, spec, [record_id]).get(record_id, "")
        operation.noteworthy = True
        recording.note(operation.session, operation.id, recording.SHOWN, spec.table_name, [record_id])
        operation.sentence = _("Showed {field} of {title}: {reason}").format(
            field=spec[field].words, title=title, reason=reason.strip()
        )
    return values[field]


def put_many(session: Session, spec: RecordSpec, lines: Sequence[Values], progress: Progress = silent) -> None:
    """Insert many prepared rows (all columns there, ids given) inside an operation: for imports and demos."""
    step = 5_000
    for start in range(0, len(lines), step):
        session.execute(insert(spec.sql), list(lines[start : start + step]))
        progress(min(start + step, len(lines)), len(lines))
