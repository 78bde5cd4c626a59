"""Who changed what, and when: written by triggers, so that no statement slips past, and replayed for undo.

An operation is one row of `operation`; each row it touched is one row of `change`, holding what was before: nothing
for a new record, the changed columns for an edit, the whole row for a deletion. What came after is the next change's
"before", or the record as it is today. models/history/chain.py seals every operation, models/history/undoing.py puts it back.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, LargeBinary, String, Text, func, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.tables import ID, Base, Record, whole

INSERT, UPDATE, DELETE = "I", "U", "D"
SHOWN, PURGED = (
    "S",
    "P",
)  # a sensitive value was looked at; the record was deleted for good (models/keeping/retention.py)
WRITTEN = (INSERT, UPDATE, DELETE)


class OperationRow(Base):
    """One named operation by one member of staff. It is open (and takes changes) until `finished_at` is set."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC).replace(tzinfo=None))
    finished_at: Mapped[datetime | None]
    staff: Mapped[str] = mapped_column(String(60))
    sentence: Mapped[str] = mapped_column(Text, default="")
    undoes: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    purged: Mapped[str | None] = mapped_column(String(64))  # the digest of a sentence that was deleted for good
    content: Mapped[str | None] = mapped_column(String(64))
    digest: Mapped[str | None] = mapped_column(String(64))


class ChangeRow(Base):
    """One row touched by an operation; `before` is JSON, a binary value in it is {"hex": ...}.

    The salt goes when the values are deleted for good, so that nobody can guess them from the digest that stays.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int | None] = mapped_column(index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(ID)
    action: Mapped[str] = mapped_column(String(1))
    before: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    purged: Mapped[str | None] = mapped_column(String(64))


def tables() -> list[str]:
    """The tables whose every change is kept: all those of records."""
    return sorted(m.local_table.name for m in Base.registry.mappers if issubclass(m.class_, Record))  # type: ignore[attr-defined]


def install(connection: Connection) -> None:
    """Write the triggers anew from the tables as they are now (SQLite)."""
    for name in tables():
        for event, statement in _triggers(name):
            connection.execute(text(f'DROP TRIGGER IF EXISTS "history_{name}_{event}"'))
            connection.execute(text(statement))
    for event, table, unless in _GUARDS:
        name = f"history_is_append_only_{table}_{event.lower()}"
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(
            text(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN NOT ({unless}) BEGIN"
                " SELECT RAISE(ABORT, 'history is append-only'); END"
            )
        )


def _unchanged(*columns: str) -> str:
    return " AND ".join(f"NEW.{name} IS OLD.{name}" for name in columns)


_EMPTIED = "NEW.salt IS NULL AND NEW.purged IS NOT NULL AND OLD.purged IS NULL"
# What may be written in the history at all: an operation until it is finished, and values deleted for good.
_GUARDS = (
    ("DELETE", "change", "0"),
    ("DELETE", "operation", "0"),
    (
        "UPDATE",
        "change",
        f"NEW.before IS NULL AND {_EMPTIED} AND "
        + _unchanged("id", "operation_id", "table_name", "record_id", "action"),
    ),
    (
        "UPDATE",
        "operation",
        f"OLD.finished_at IS NULL OR (NEW.sentence = '' AND {_EMPTIED} AND "
        + _unchanged("id", "started_at", "finished_at", "staff", "undoes", "content", "digest")
        + ")",
    ),
)


def _triggers(table: str) -> Iterator[tuple[str, str]]:
    columns = [(c.name, c.type.python_type is bytes) for c in Base.metadata.tables[table].columns if c.name != "id"]

    def value(row: str, name: str, binary: bool) -> str:
        column = f'{row}."{name}"'
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE json_object('hex', hex({column})) END" if binary else column

    operation = "(SELECT id FROM operation WHERE id = (SELECT max(id) FROM operation) AND finished_at IS NULL)"
    head = "INSERT INTO change (operation_id, table_name, record_id, action, before, salt)"
    whole = ", ".join(f"'{name}', {value('OLD', name, binary)}" for name, binary in columns)
    changed = " UNION ALL ".join(
        f'SELECT \'{name}\' AS c, {value("OLD", name, binary)} AS o WHERE OLD."{name}" IS NOT NEW."{name}"'
        for name, binary in columns
    )
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name, _ in columns)
    yield (
        "insert",
        (
            f'CREATE TRIGGER "history_{table}_insert" AFTER INSERT ON "{table}" BEGIN'
            f" {head} VALUES ({operation}, '{table}', NEW.id, 'I', NULL, randomblob(16)); END"
        ),
    )
    yield (
        "update",
        (
            f'CREATE TRIGGER "history_{table}_update" AFTER UPDATE ON "{table}" WHEN {differs} BEGIN'
            f" {head} VALUES ({operation}, '{table}', NEW.id, 'U', (SELECT json_group_object(c, o) FROM ({changed})), randomblob(16)); END"
        ),
    )
    yield (
        "delete",
        (
            f'CREATE TRIGGER "history_{table}_delete" AFTER DELETE ON "{table}" BEGIN'
            f" {head} VALUES ({operation}, '{table}', OLD.id, 'D', json_object({whole}), randomblob(16)); END"
        ),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One change of one record: when, by whom, in which operation, and each column before and after (None: absent)."""

    operation: int | None
    at: datetime | None
    staff: str
    sentence: str
    action: str
    columns: dict[str, tuple[Any, Any]]


def versions(session: Session, table_name: str, record_id: str) -> list[Version]:
    """A record's changes, newest first, also those of a record that is gone."""
    rows = session.execute(
        select(ChangeRow, OperationRow)
        .outerjoin(OperationRow, OperationRow.id == ChangeRow.operation_id)
        .where(ChangeRow.record_id == record_id, ChangeRow.table_name == table_name)
        .order_by(ChangeRow.id.desc())
    ).all()
    table = Base.metadata.tables[table_name]
    today = session.execute(select(table).where(table.c.id == record_id)).mappings().first()
    after: dict[str, Any] = {name: _as_stored(value) for name, value in today.items()} if today else {}
    found = []
    for change, operation in rows:
        before = decode(change.before)
        names = after if change.action == INSERT else before
        columns = {name: (before.get(name), after.get(name)) for name in names if name != "id"}
        found.append(
            Version(
                change.operation_id, operation.finished_at if operation else None, operation.staff if operation else "",
                operation.sentence if operation else "", change.action, columns,
            )
        )  # fmt: skip
        after = {} if change.action == INSERT else after | before
    return found


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds")
    return value.isoformat() if hasattr(value, "isoformat") else value


def typed(table_name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as history keeps them, as the table's columns take them."""
    columns = Base.metadata.tables[table_name].c
    return {name: _typed(columns[name].type.python_type, value) for name, value in values.items() if name in columns}


def _typed(type_: type[Any], value: Any) -> Any:
    if isinstance(value, str) and issubclass(type_, date):  # a datetime is a date
        return type_.fromisoformat(value)
    return bool(value) if type_ is bool and value is not None else value


def decode(before: str | None) -> dict[str, Any]:
    """The values that a change kept, as the table stores them."""
    values: dict[str, Any] = json.loads(before) if before else {}
    for name, value in values.items():
        if isinstance(value, str) and value.startswith('{"hex":'):
            value = json.loads(value)
        if isinstance(value, dict):
            values[name] = bytes.fromhex(value["hex"])
    return values


def note(session: Session, operation_id: int, action: str, table_name: str, record_ids: Sequence[str]) -> None:
    """Write down that something other than a change happened to records: shown, or deleted for good."""
    change = whole("change", "operation_id", "table_name", "record_id", "action", "salt")
    lines = [
        {"operation_id": operation_id, "table_name": table_name, "record_id": record_id, "action": action,
         "salt": os.urandom(16)}
        for record_id in record_ids
    ]  # fmt: skip
    if lines:
        session.execute(insert(change), lines)


def count_changes(session: Session, operation_id: int) -> int:
    """How many rows an operation touched."""
    return session.scalar(select(func.count()).where(ChangeRow.operation_id == operation_id)) or 0
