"""The register file: made, opened, read, written and closed.

Every register, plain or encrypted, is driven through SQLCipher's SQLite, so that each PC has the same engine. WAL and
synchronous FULL: an operation that has returned survives power loss.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from models import history, migrations, search
from models.changes import Changes
from models.errors import Mistake, RegisterError, Surroundings
from models.organisation import LevelScheme, Office
from models.records import has_spec, spec_of_table
from models.register_lock import RegisterLock
from models.seeds import sow
from models.tables import Base
from models.words import _

APPLICATION_ID = 0x47524944  # "GRID", in the file's header
_MAGIC = b"SQLite format 3\0"
_CONNECTIONS = 6


class Operation:
    """The inside of one write: a session, and the sentence that history will show. `changes` is there afterwards."""

    def __init__(self, session: Session, row: history.OperationRow) -> None:
        self.session = session
        self._row = row
        self.noteworthy = False  # kept in the history although it changes no record: a reveal, an export
        self.changes = Changes.nothing()

    @property
    def id(self) -> int:
        return self._row.id

    @property
    def sentence(self) -> str:
        return self._row.sentence

    @sentence.setter
    def sentence(self, words: str) -> None:
        self._row.sentence = words


class Register:
    """An open register. `staff` is who works in it now. Threads may share it: many read, one writes."""

    def __init__(self, path: Path, engine: Engine, lock: RegisterLock) -> None:
        self.path = path
        self.engine = engine
        self.staff = _("administrator")
        self._lock = lock
        self._writer = threading.RLock()
        self._writing = engine.execution_options(immediate=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short session that sees the register as it was when its first query ran."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def operation(self, sentence: str = "", *, undoes: int | None = None) -> Iterator[Operation]:
        """One transaction with its history, its search index and its `Changes`: all of it, or nothing.

        An operation that changes nothing leaves no trace.
        """
        with self._writer, Session(self._writing) as session, _told_in_words():
            row = history.OperationRow(staff=self.staff, sentence=sentence, undoes=undoes)
            session.add(row)
            session.flush()
            operation = Operation(session, row)
            yield operation
            session.flush()
            touched = history.touched(session, row.id)
            if not touched and not operation.noteworthy:
                session.rollback()
                return
            records = {spec_of_table(table): ids for table, ids in touched.items() if has_spec(table)}
            for spec, ids in records.items():
                search.index(session, spec, ids)
            row.finished_at = datetime.now(UTC).replace(tzinfo=None)
            changes = Changes(row.id, row.sentence, row.staff, {spec.key: ids for spec, ids in records.items()})
            session.commit()
            operation.changes = changes

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing is written as long as this lasts."""
        with self._writer:
            yield

    def close(self) -> None:
        """Write the journal back into the file and let others open it."""
        self.engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def create(path: Path, *, office: str, scheme: str = "estate_branch") -> Register:
    """Make a plain register for an office; the file is there whole or not at all."""
    path = Path(path)
    if path.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=path))
    if not path.parent.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=path.parent))
    lock = RegisterLock(path)
    beside = path.with_name(f".{path.name}.new")
    engine = _engine(beside)
    try:
        with _told_in_words(), engine.execution_options(immediate=True).begin() as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            Base.metadata.create_all(connection)
            migrations.stamp(connection)
            history.install(connection)
            search.install(connection)
            _begin(connection, office, scheme)
        engine.dispose()
        os.replace(beside, path)
    except BaseException:
        engine.dispose()
        for leftover in beside.parent.glob(beside.name + "*"):
            leftover.unlink(missing_ok=True)
        lock.release()
        raise
    return Register(path, _engine(path), lock)


def _begin(connection: Connection, office: str, scheme: str) -> None:
    """The first operation of a register's history: what it begins with."""
    with Session(connection) as session:
        row = history.OperationRow(
            staff=_("administrator"), sentence=_("Made the register of {office}").format(office=office)
        )
        session.add(row)
        session.flush()
        sow(connection, office, scheme)
        row.finished_at = datetime.now(UTC).replace(tzinfo=None)
        session.flush()


def open_register(path: Path) -> Register:
    """Open a register, bringing an older one up to date.

    Errors: no such file, not a register, damaged, made by a newer program, or open elsewhere: one sentence each.
    """
    path = Path(path)
    _look_at_header(path)
    lock = RegisterLock(path)
    engine = _engine(path)
    try:
        with _told_in_words(), engine.connect() as connection:
            if connection.scalar(text("PRAGMA application_id")) != APPLICATION_ID:
                raise Surroundings(_("This is a database, but not a grid register: {path}").format(path=path))
            state = migrations.state(connection)
        if state is migrations.State.NEWER:
            raise Surroundings(
                _("This register was made by a newer version of this program. Update the program to open it.")
            )
        if state is migrations.State.OLDER:
            migrations.upgrade(engine)
    except BaseException:
        engine.dispose()
        lock.release()
        raise
    return Register(path, engine, lock)


def _look_at_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise Surroundings(_("There is no register here: {path}").format(path=path)) from error
    except OSError as error:
        raise Surroundings(_("This file cannot be read: {path}").format(path=path)) from error
    if not header.startswith(_MAGIC):
        raise Surroundings(_("This file is not a grid register: {path}").format(path=path))


def _engine(path: Path) -> Engine:
    def connect() -> Any:
        connection = dbapi2.connect(os.fspath(path), check_same_thread=False, timeout=5, isolation_level=None)
        for pragma in (
            "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON",
            "temp_store = MEMORY", "cache_size = -32768",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def guarded() -> Any:
        try:
            return connect()
        except dbapi2.DatabaseError as error:
            raise (_in_words(error) or error) from error

    engine = create_engine(
        "sqlite://",
        creator=guarded,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        max_overflow=4,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What the engine says of the disk or the file becomes one sentence and what to do."""
    try:
        yield
    except RegisterError:
        raise
    except DatabaseError as error:
        if (found := _in_words(error.orig)) is None:
            raise
        raise found from error


def _in_words(error: BaseException | None) -> Surroundings | None:
    said = str(error)
    if "full" in said:
        return Surroundings(_("The disk is full; nothing was saved. Make room, then save again."))
    if "readonly" in said or "read-only" in said:
        return Surroundings(_("The register's file is read-only; nothing was saved."))
    if "malformed" in said or "not a database" in said:
        return Surroundings(_("This register is damaged. Restore the latest backup into a new file."))
    if "disk I/O" in said or "unable to open" in said:
        return Surroundings(_("The register's file cannot be reached. Is the disk or the stick still there?"))
    if "locked" in said:
        return Surroundings(_("The register is busy with another task. Try again in a moment."))
    return None


def office(session: Session) -> Office:
    """The office that keeps this register."""
    return session.scalars(select(Office)).one()


def scheme(session: Session) -> LevelScheme:
    """The names of this register's four levels."""
    return session.scalars(select(LevelScheme).join(Office, Office.scheme_id == LevelScheme.id)).one()


def last_saved(session: Session) -> datetime | None:
    """When the newest operation ended (UTC)."""
    return session.scalar(select(func.max(history.OperationRow.finished_at)))
