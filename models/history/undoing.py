"""Undo: an operation's changes put back, where nothing later stands against it. There is no second undo store."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, aliased

from models.history.recording import INSERT, UPDATE, WRITTEN, ChangeRow, OperationRow, count_changes, decode


def undone(session: Session) -> set[int]:
    """The operations that are not in effect: undone, and the undoing not undone in its turn."""
    pairs = select(OperationRow.id, OperationRow.undoes).where(OperationRow.undoes.is_not(None))
    found: set[int] = set()
    for number, target in session.execute(pairs.order_by(OperationRow.id.desc())):
        if number not in found and target is not None:
            found.add(target)
    return found


def latest(session: Session) -> OperationRow | None:
    """The newest operation that changed something and neither is an undo nor has been undone."""
    gone = undone(session)
    changed = (
        select(ChangeRow.id).where(ChangeRow.operation_id == OperationRow.id, ChangeRow.action.in_(WRITTEN)).exists()
    )
    numbers = select(OperationRow.id).where(OperationRow.undoes.is_(None), changed).order_by(OperationRow.id.desc())
    for number in session.scalars(numbers.execution_options(yield_per=20)):
        if number not in gone:
            return session.get(OperationRow, number)
    return None


def standing_against(session: Session, operation_id: int) -> OperationRow | None:
    """The newest later operation that changed the same values, so that this one cannot be undone alone.

    Another column of the same record does not stand against it; deleting or making the record does.
    """
    gone = undone(session)
    for number, undoes, *pair in _later(session, operation_id):
        if undoes is None and number not in gone and _overlap(*pair):
            return session.get(OperationRow, number)
    return None


def _later(session: Session, operation_id: int) -> Iterator[Any]:
    mine, later = aliased(ChangeRow), aliased(ChangeRow)
    statement = (
        select(OperationRow.id, OperationRow.undoes, mine.action, mine.before, later.action, later.before)
        .join(later, (later.record_id == mine.record_id) & (later.table_name == mine.table_name))
        .join(OperationRow, OperationRow.id == later.operation_id)
        .where(
            mine.operation_id == operation_id, later.operation_id > operation_id,
            mine.action.in_(WRITTEN), later.action.in_(WRITTEN),
        )
        .order_by(OperationRow.id.desc())
    )  # fmt: skip
    return iter(session.execute(statement.execution_options(yield_per=1_000)))


def _overlap(mine: str, mine_before: str | None, later: str, later_before: str | None) -> bool:
    if mine != UPDATE or later != UPDATE:
        return True
    return not decode(mine_before).keys().isdisjoint(decode(later_before))


def hidden_changes(session: Session, operation_id: int) -> int:
    """How many of an operation's changes lie outside what this account may see (models/access/scope.py)."""
    everything = session.scalar(text("SELECT count(*) FROM main.change WHERE operation_id = :id"), {"id": operation_id})
    return (everything or 0) - count_changes(session, operation_id)


def purged_changes(session: Session, operation_id: int) -> int:
    """How many of an operation's changes were deleted for good: they cannot be put back."""
    gone = select(func.count()).where(ChangeRow.operation_id == operation_id, ChangeRow.purged.is_not(None))
    return session.scalar(gone) or 0


def replay_backwards(session: Session, operation_id: int) -> int:
    """Put every row that an operation touched back as it was before; the number of rows."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    changes = session.execute(
        select(ChangeRow.table_name, ChangeRow.record_id, ChangeRow.action, ChangeRow.before)
        .where(ChangeRow.operation_id == operation_id, ChangeRow.action.in_(WRITTEN))
        .order_by(ChangeRow.id.desc())
    ).all()
    for change in changes:
        put_back(session, *change)
    return len(changes)


def put_back(session: Session, table: str, record_id: str, action: str, before: str | None) -> None:
    """Take one change of one row back."""
    values = decode(before)
    if action == INSERT:
        statement = f'DELETE FROM "{table}" WHERE id = :id'
    elif action == UPDATE:
        settings = ", ".join(f'"{name}" = :{name}' for name in values)
        statement = f'UPDATE "{table}" SET {settings} WHERE id = :id'
    else:
        names = ["id", *values]
        columns, marks = ", ".join(f'"{n}"' for n in names), ", ".join(f":{n}" for n in names)
        statement = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
    session.execute(text(statement), {"id": record_id, **values})
