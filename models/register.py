"""The register file: made, opened, read, written and closed."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, func, insert, select, text, update
from sqlalchemy.orm import Session

from models import chain, disk, history, keys, migrations, scope, search
from models.changes import Changes
from models.engine import make_engine, told_in_words
from models.errors import Mistake, Surroundings
from models.ids import new_id
from models.organisation import LevelScheme, Office
from models.records import has_spec, spec_of_table
from models.register_lock import RegisterLock
from models.seeds import sow
from models.staff import Role, Staff
from models.tables import APPLICATION_ID, Base
from models.words import _

ADMINISTRATOR = "管理员"
_MAGIC = b"SQLite format 3\0"


class PasswordNeeded(Surroundings):
    """The register is encrypted and no password was given."""

    def __init__(self) -> None:
        super().__init__(_("This register is encrypted: a name and a password are needed to open it."))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works in a register. `unit_id` holds grid heads and members to their units."""

    name: str
    role: Role = Role.ADMINISTRATOR
    unit_id: str | None = None

    @property
    def held_to(self) -> list[str]:
        """The SQL that every connection of this account begins with (models/scope.py)."""
        if self.role is Role.READ_ONLY:
            return ["PRAGMA query_only = ON"]
        return list(scope.statements(self.unit_id or "", self.name)) if self.role.within_unit else []


class Operation:
    """The inside of one write: a session, and the sentence that history will show. `changes` is there afterwards."""

    def __init__(self, session: Session, number: int, sentence: str) -> None:
        self.session = session
        self.id = number
        self.sentence = sentence
        self.noteworthy = False  # kept in the history although it changes no record: a reveal, an export
        self.changes = Changes.nothing()


class Register:
    """An open register, and the `actor` who works in it. Threads may share it: many read, one writes."""

    def __init__(self, path: Path, engine: Engine, lock: RegisterLock, actor: Actor, key: bytes | None = None) -> None:
        self.path = path
        self.engine = engine
        self.actor = actor
        self.key = key
        self.recovery_code = ""  # of an encrypted register that was made just now: to be printed and sealed
        self._lock = lock
        self._writer = threading.RLock()

    @property
    def staff(self) -> str:
        """The name that history shows."""
        return self.actor.name

    @property
    def encrypted(self) -> bool:
        """Whether the file can be read with a key alone."""
        return self.key is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short session that sees the register as it was when its first query ran."""
        with told_in_words(), Session(self.engine, info={"held": self.actor.role.within_unit}) as session:
            yield session

    @contextmanager
    def operation(self, sentence: str = "", *, undoes: int | None = None) -> Iterator[Operation]:
        """One transaction with its history, its search index and its `Changes`: all of it, or nothing.

        An operation that changes nothing leaves no trace.
        """
        writing = self.engine.execution_options(immediate=True)
        with self._writer, told_in_words(), Session(writing) as session:
            operation = Operation(session, _open_operation(session, self.staff, undoes), sentence)
            yield operation
            session.flush()
            touched = history.touched(session, operation.id)
            if not touched and not operation.noteworthy:
                session.rollback()
                return
            records = {spec_of_table(table): ids for table, ids in touched.items() if has_spec(table)}
            for spec, ids in records.items():
                search.index(session, spec, ids)
            _finish_operation(session, operation.id, operation.sentence)
            session.commit()
            by_key = {spec.key: ids for spec, ids in records.items()}
            operation.changes = Changes(operation.id, operation.sentence, self.staff, by_key)

    def require(self, *roles: Role) -> None:
        """Raise `Mistake` unless the actor has one of these roles."""
        if self.actor.role not in roles:
            raise Mistake(_("Your account may not do this; ask the administrator."))

    def require_whole(self) -> None:
        """Raise `Mistake` for an account that is held to its units: it cannot act on the register as a whole."""
        if self.actor.role.within_unit:
            raise Mistake(_("This concerns the whole register; your account sees a part of it. Ask the administrator."))

    def ring(self) -> keys.KeyRing | None:
        """The wrapped keys as they stand now; None for a plain register."""
        return keys.find(self.path) if self.encrypted else None

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing is written as long as this lasts."""
        with self._writer:
            yield

    def close(self) -> None:
        """Write the journal back into the file, the keys behind it, and let others open it."""
        self.engine.dispose()
        if self.key is not None:
            keys.put_back(self.path)
            self.key = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def _open_operation(session: Session, staff: str, undoes: int | None) -> int:
    number = (session.scalar(text("SELECT max(id) FROM main.operation")) or 0) + 1
    session.execute(
        insert(history.OperationRow),
        {"id": number, "started_at": _now(), "staff": staff, "sentence": "", "undoes": undoes},
    )
    return number


def _finish_operation(session: Session, number: int, sentence: str) -> None:
    """Close an operation under its sentence and seal it into the chain."""
    row = history.OperationRow
    begun = session.execute(select(row.started_at, row.staff, row.undoes).where(row.id == number)).one()
    finished, salt = _now(), os.urandom(16)
    content, digest = chain.seal(session, number, (begun[0], finished, *begun[1:]), sentence, salt)
    sealed = {"sentence": sentence, "finished_at": finished, "salt": salt, "content": content, "digest": digest}
    session.execute(
        update(row).where(row.id == number).values(sealed), execution_options={"synchronize_session": False}
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def create(path: Path, *, office: str, scheme: str = "estate_branch", password: str | None = None) -> Register:
    """Make a register for an office, encrypted if there is a `password` (the administrator's); whole or not at all.

    An encrypted one carries its `recovery_code` this once.
    """
    path = Path(path)
    if path.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=path))
    if not path.parent.is_dir():
        raise Surroundings(_("There is no such folder: {folder}").format(folder=path.parent))
    ring, key, code = None, None, ""
    if password is not None:
        keys.check_password(password)
        ring, key, code = keys.new_ring()
        ring = ring.with_slot(ADMINISTRATOR, password, key)
    lock = RegisterLock(path)
    beside = path.with_name(f".{path.name}.new")
    engine = make_engine(beside, key)
    try:
        with told_in_words(), engine.execution_options(immediate=True).begin() as connection:
            _fill(connection, office, scheme)
        engine.dispose()
        if ring is not None:
            keys.write_beside(path, ring)
        disk.put_in_place(beside, path)
    except BaseException:
        engine.dispose()
        for leftover in (*beside.parent.glob(beside.name + "*"), keys.beside(path)):
            leftover.unlink(missing_ok=True)
        lock.release()
        raise
    register = Register(path, make_engine(path, key), lock, Actor(ADMINISTRATOR), key)
    register.recovery_code = code
    return register


def _fill(connection: Connection, office: str, scheme: str) -> None:
    """The tables of a new register and the first operation of its history: what it begins with."""
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    Base.metadata.create_all(connection)
    migrations.stamp(connection)
    history.install(connection)
    search.install(connection)
    with Session(connection) as session:
        number = _open_operation(session, ADMINISTRATOR, None)
        session.execute(insert(Staff), {"id": new_id(), "name": ADMINISTRATOR, "role": Role.ADMINISTRATOR.value})
        sow(connection, office, scheme)
        _finish_operation(session, number, _("Made the register of {office}").format(office=office))


def open_register(path: Path, *, user: str = ADMINISTRATOR, password: str | None = None, code: str = "") -> Register:
    """Open a register as `user`, bringing an older one up to date; `code` is the sealed recovery code instead.

    Errors: no such file, not a register, encrypted and no password, wrong password, damaged, made by a newer program,
    or open elsewhere: one sentence each. An encrypted register costs one key derivation.
    """
    path = Path(path)
    encrypted = looks_encrypted(path)
    ring = keys.find(path) if encrypted else None
    if ring is not None and password is None and not code:
        raise PasswordNeeded
    lock = RegisterLock(path)
    try:
        key = None
        if ring is not None:
            key = keys.key_by_recovery(ring, code) if code else ring.key_of(user, password or "")
            keys.take_out(path)
        return Register(path, *_opened(path, key, lock, user), key)
    except BaseException:
        with suppress(OSError):
            keys.put_back(path)
        lock.release()
        raise


def _opened(path: Path, key: bytes | None, lock: RegisterLock, user: str) -> tuple[Engine, RegisterLock, Actor]:
    engine = make_engine(path, key)
    try:
        with told_in_words(), engine.connect() as connection:
            if connection.scalar(text("PRAGMA application_id")) != APPLICATION_ID:
                raise Surroundings(_("This is a database, but not a grid register: {path}").format(path=path))
            state = migrations.state(connection)
        if state is migrations.State.NEWER:
            raise Surroundings(
                _("This register was made by a newer version of this program. Update the program to open it.")
            )
        if state is migrations.State.OLDER:
            migrations.upgrade(engine)
        actor = _actor(engine, user, encrypted=key is not None)
        if held_to := actor.held_to:
            engine.dispose()
            engine = make_engine(path, key, held_to)
    except BaseException:
        engine.dispose()
        raise
    return engine, lock, actor


def _actor(engine: Engine, user: str, *, encrypted: bool) -> Actor:
    """The member of staff of this name; whoever opens a plain register without being one is its administrator."""
    with Session(engine) as session:
        staff = session.scalar(select(Staff).where(Staff.name == user, Staff.in_use))
        if staff is not None:
            return Actor(staff.name, Role(staff.role), staff.unit_id)
    if encrypted:
        raise keys.WrongPassword
    return Actor(user)


def looks_encrypted(path: Path) -> bool:
    """Whether the file is an encrypted register, as its first bytes and its end tell; raises for one that is none."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise Surroundings(_("There is no register here: {path}").format(path=path)) from error
    except OSError as error:
        raise Surroundings(_("This file cannot be read: {path}").format(path=path)) from error
    if header.startswith(_MAGIC):
        return False
    if keys.find(path) is None:
        raise Surroundings(_("This file is not a grid register: {path}").format(path=path))
    return True


def office(session: Session) -> Office:
    """The office that keeps this register."""
    return session.scalars(select(Office)).one()


def scheme(session: Session) -> LevelScheme:
    """The names of this register's four levels."""
    return session.scalars(select(LevelScheme).join(Office, Office.scheme_id == LevelScheme.id)).one()


def last_saved(session: Session) -> datetime | None:
    """When the newest operation ended (UTC)."""
    return session.scalar(select(func.max(history.OperationRow.finished_at)))
