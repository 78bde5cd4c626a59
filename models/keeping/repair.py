"""Whatever can still be read of a damaged register, copied into a new one. The damaged file is not written to."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select, text, update
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from models import migrations, search
from models.access import keys
from models.engine import make_engine, raw_connection
from models.errors import Mistake, Surroundings
from models.fields import RecordSpec
from models.history import recording
from models.keeping import backup_seal, disk, integrity
from models.keeping.backup import key_of
from models.progress import Progress, silent
from models.records import RECORDS
from models.register import Register, open_register
from models.register_lock import RegisterLock
from models.tables import APPLICATION_ID, Base
from models.words import _

_NOT_COPIED = {"search_entry"}  # made anew from the records
_TRIES = 20_000  # places that cannot be read are narrowed down; a file beyond hope must not take for ever


@dataclass(slots=True)
class Report:
    """What a repair saved and what it could not; `problems` is what the check says of the new register."""

    saved: int = 0
    lost: dict[RecordSpec, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The report as lines."""
        lines = [_("{count} rows were saved.").format(count=self.saved)]
        for spec, number in self.lost.items():
            lines.append(_("{count} of {kind} could not be read.").format(count=number, kind=spec.words))
        return lines + self.problems


def repair(
    damaged: Path, new: Path, *, user: str = "", password: str | None = None, code: str = "",
    progress: Progress = silent,
) -> Report:  # fmt: skip
    """Copy what can be read into a new register, index it anew, and say what was lost."""
    damaged, new, report = Path(damaged), Path(new), Report()
    if new.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=new))
    key = key_of(damaged, user=user, password=password, code=code)
    lock = RegisterLock(damaged)
    try:
        with disk.beside(new) as beside:
            copied = beside.with_name(f"{beside.name}-damaged")
            shutil.copyfile(damaged, copied)
            if (journal := damaged.with_name(f"{damaged.name}-wal")).exists():
                shutil.copyfile(journal, copied.with_name(f"{copied.name}-wal"))
            with suppress(OSError):
                backup_seal.cut_off(copied)
            report.saved = _copy(copied, beside, key, progress)
            if (ring := keys.find(damaged)) is not None and key is not None:
                keys.append(beside, ring)
            disk.put_in_place(beside, new)
    except OSError as error:
        raise Surroundings(_("The new register could not be written. Is there room on the disk?")) from error
    finally:
        lock.release()
    with open_register(new, user=user, password=password, code=code) as register:
        _make_good(register, report)
    return report


def _copy(source: Path, target: Path, key: bytes | None, progress: Progress) -> int:
    engine = make_engine(target, key, new=True)
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            Base.metadata.create_all(connection)
            migrations.stamp(connection)
            search.install(connection)
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA foreign_keys = OFF")
            tables = [table for table in Base.metadata.sorted_tables if table.name not in _NOT_COPIED]
            saved = 0
            for number, table in enumerate(tables):
                saved += _copy_table(_Damaged(source, key), raw, table)
                progress(number + 1, len(tables))
        finally:
            raw.close()
        if not saved:
            raise Surroundings(_("Nothing in this file can be read any more. Restore the latest backup."))
        with engine.execution_options(immediate=True).begin() as connection:
            recording.install(connection)
    finally:
        engine.dispose()
    return saved


def _copy_table(source: "_Damaged", raw: Any, table: Table) -> int:
    there = source.columns(table.name)
    names = [column.name for column in table.columns if column.name in there]
    if not names:
        return 0
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    saved, cursor = 0, raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for rows in source.readable(table.name, listed):
        cursor.executemany(f'INSERT OR IGNORE INTO "{table.name}" ({listed}) VALUES ({marks})', rows)
        saved += len(rows)
    cursor.execute("COMMIT")
    return saved


class _Damaged:
    """The damaged copy. After an unreadable page of an encrypted file its connection reads nothing more: a new one."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        self._path, self._key, self._tries = path, key, 0
        self._connection: Any = None

    def _ask(self, statement: str, given: Sequence[Any] = ()) -> list[Any] | None:
        """The rows, or None where they cannot be read."""
        try:
            if self._connection is None:
                self._connection = raw_connection(self._path, self._key)
                self._connection.execute("PRAGMA cell_size_check = ON")
            return list(self._connection.execute(statement, given).fetchall())
        except (dbapi2.Error, UnicodeDecodeError, OSError):
            self._tries += 1
            with suppress(dbapi2.Error):
                self._connection.close()
            self._connection = None
            return None

    def columns(self, table: str) -> set[str]:
        """The columns that the table has in this file."""
        return {row[1] for row in self._ask(f'PRAGMA table_info("{table}")') or []}

    def readable(self, table: str, listed: str) -> Iterator[list[Any]]:
        """All rows that can be read, narrowing down what cannot by halves."""
        ends = self._ask(f'SELECT min(rowid), max(rowid) FROM "{table}"')
        first, last = ends[0] if ends and ends[0][0] is not None else (1, self._most(table) if ends is None else 0)
        waiting = [(first, last)] if last >= first else []
        while waiting and self._tries < _TRIES:
            low, high = waiting.pop()
            rows = self._ask(
                f'SELECT {listed} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid', (low, high)
            )
            if rows is not None:
                yield rows
            elif high > low:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]

    def _most(self, table: str) -> int:
        """How many rows there can be, where the table's own end cannot be read: as many as were ever made."""
        made = self._ask("SELECT count(*) FROM change WHERE table_name = ? AND action = 'I'", (table,))
        return made[0][0] if made and made[0][0] else 4_096

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _make_good(register: Register, report: Report) -> None:
    """Count what is missing, let no reference point at nothing, index anew; an operation of the history like any other."""
    with register.operation(_("Repaired a damaged register")) as operation:
        operation.noteworthy = True
        session = operation.session
        report.lost = {spec: number for spec in RECORDS if (number := _missing(session, spec))}
        for table in Base.metadata.sorted_tables:
            if table.name in recording.tables():
                _let_go(session, table)
        search.rebuild(session)
    with register.read() as session:
        report.problems = integrity.check(session)


def _missing(session: Session, spec: RecordSpec) -> int:
    """Records that the history made and did not delete, and that are not there."""
    statement = text(
        "SELECT count(DISTINCT c.record_id) FROM change AS c WHERE c.table_name = :t AND c.action = 'I'"
        " AND NOT EXISTS (SELECT 1 FROM change AS d WHERE d.record_id = c.record_id AND d.table_name = :t"
        f" AND d.action = 'D' AND d.id > c.id) AND NOT EXISTS (SELECT 1 FROM \"{spec.table_name}\" WHERE id = c.record_id)"
    )
    return session.scalar(statement, {"t": spec.table_name}) or 0


def _let_go(session: Session, table: Table) -> None:
    """Clear references to records that were lost, where the column may be empty."""
    for column in table.c:
        for foreign in column.foreign_keys:
            if column.nullable:
                there = select(foreign.column.table.c.id)
                loose = column.is_not(None) & column.not_in(there)
                session.execute(update(table).where(loose).values({column.name: None}))
