"""The engine behind every register, plain or encrypted: SQLCipher's SQLite, so that each PC has the same one."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from models.errors import Mistake, RegisterError, Surroundings
from models.words import _

_CONNECTIONS = 6
# WAL and FULL: an operation that has returned survives power loss (docs: reliability).
_PRAGMAS = (
    "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "temp_store = MEMORY",
    "cache_size = -32768",
)  # fmt: skip
OUTSIDE = "outside your units"  # what a scope's triggers say when they refuse (models/access/scope.py)


def make_engine(
    path: Path, key: bytes | None = None, held_to: Sequence[str] = (), *, at_rest: bool = False, new: bool = False
) -> Engine:
    """An engine on one file. `key` is the raw data key of an encrypted one; `held_to` runs on each new connection.

    `at_rest` reads a file that nobody works in, a backup, and leaves nothing beside it; `new` makes the file.
    """

    def connect() -> Any:
        try:
            connection = raw_connection(path, key, at_rest=at_rest, new=new)
            pragmas = _PRAGMAS[1:] if at_rest else _PRAGMAS
            for statement in (*(f"PRAGMA {pragma}" for pragma in pragmas), *held_to):
                connection.execute(statement)
        except dbapi2.DatabaseError as error:
            raise (in_words(error) or error) from error
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool, pool_size=_CONNECTIONS, max_overflow=4,
        hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    @event.listens_for(engine, "checkin")
    def checkin(connection: Any, _record: Any) -> None:
        # A commit that failed (a deferred reference, a full disk) leaves its transaction open: the next user of this
        # connection must not find it.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def raw_connection(path: Path, key: bytes | None = None, *, at_rest: bool = False, new: bool = False) -> Any:
    """The driver's own connection, without pragmas of ours but for the key; transactions are begun by hand."""
    # Without a mode the engine would make an empty file where the register has vanished.
    how = "immutable=1" if at_rest else "mode=rwc" if new else "mode=rw"
    place = f"{path.absolute().as_uri()}?{how}"
    connection = dbapi2.connect(place, check_same_thread=False, timeout=5, isolation_level=None, uri=True)
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def driver(session: Session) -> Any:
    """The driver's own connection in a session's transaction, for the fixed statements that every save runs.

    Such a statement costs the driver a tenth of what it costs by way of SQLAlchemy.
    """
    return session.connection().connection.driver_connection


class Damaged(Surroundings):
    """Pages of the file cannot be read, or do not fit together."""

    def __init__(self) -> None:
        super().__init__(
            _("This register is damaged. Restore the latest backup into a new file; “repair” saves what can be read.")
        )


@contextmanager
def told_in_words(*, files: bool = True) -> Iterator[None]:
    """What the engine says of the disk or the file becomes one sentence and what to do.

    Without `files` an `OSError` passes: where a view reads or an export writes, it is about some other file.
    """
    try:
        yield
    except RegisterError:
        raise
    except (DatabaseError, dbapi2.DatabaseError) as error:
        if (found := in_words(error.orig if isinstance(error, DatabaseError) else error)) is None:
            raise
        raise found from error
    except OSError as error:
        if not files:
            raise
        raise disk_in_words(error) from error


def disk_in_words(error: OSError) -> Surroundings:
    """One sentence for what the operating system says of a register's files."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Surroundings(_("The disk is full; nothing was saved. Make room, then save again."))
    return Surroundings(_("The register's file cannot be reached. Is the disk still there, and is it full?"))


def in_words(error: BaseException | None) -> RegisterError | None:
    """One sentence for what the engine says, None where it is a bug of ours."""
    said = str(error)
    if OUTSIDE in said:
        return Mistake(_("This belongs to another unit; you can see and change your own units only."))
    if "full" in said:
        return Surroundings(_("The disk is full; nothing was saved. Make room, then save again."))
    if "readonly" in said or "read-only" in said:
        return Surroundings(_("Nothing was saved: this account or this file is read-only."))
    if "malformed" in said or "not a database" in said:
        return Damaged()
    if "disk I/O" in said or "unable to open" in said:
        return Surroundings(_("The register's file cannot be reached. Is the disk still there, and is it full?"))
    if "locked" in said:
        return Surroundings(_("The register is busy with another task. Try again in a moment."))
    return None
