"""The register file: made and opened. What can be done with an open one: models/working.py."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.orm import Session

from models import migrations, search
from models.access import keys
from models.access.actor import ADMINISTRATOR, Actor
from models.access.staff import Role, Staff
from models.connecting import connected
from models.engine import make_engine, told_in_words
from models.errors import Mistake, Surroundings
from models.history import chain, recording
from models.ids import new_id
from models.keeping import disk, drives
from models.organisation import LevelScheme, Office
from models.register_lock import RegisterLock
from models.seeds import sow
from models.tables import APPLICATION_ID, Base
from models.words import _
from models.working import Locked, Operation, Register, Sealing, open_operation

__all__ = ["ADMINISTRATOR", "Actor", "Locked", "Operation", "PasswordNeeded", "Register", "create", "open_register"]
_MAGIC = b"SQLite format 3\0"


class PasswordNeeded(Surroundings):
    """The register is encrypted and no password was given."""

    def __init__(self) -> None:
        super().__init__(_("This register is encrypted: a name and a password are needed to open it."))


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
    engine = make_engine(beside, key, new=True)
    try:
        with told_in_words(), engine.execution_options(immediate=True).begin() as connection:
            _fill(connection, office, scheme)
        engine.dispose()
        with told_in_words():
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
    recording.install(connection)
    search.install(connection)
    with Session(connection) as session:
        begun = open_operation(session, ADMINISTRATOR, None)
        session.execute(insert(Staff), {"id": new_id(), "name": ADMINISTRATOR, "role": Role.ADMINISTRATOR.value})
        sow(connection, office, scheme)
        made = _("Made the register of {office}").format(office=office)
        sealing = Sealing(begun, made)
        for _row in chain.written(session, begun.number, sealing.content):
            pass
        sealing.finish(session)


def open_register(path: Path, *, user: str = ADMINISTRATOR, password: str | None = None, code: str = "") -> Register:
    """Open a register as `user`, bringing an older one up to date; `code` is the sealed recovery code instead.

    Errors: no such file, not a register, on a stick or a network drive, encrypted and no password, wrong password,
    damaged, made by a newer program, or open elsewhere: one sentence each. An encrypted register costs one key
    derivation.
    """
    path = Path(path)
    encrypted = looks_encrypted(path)
    drives.require_fixed(path)
    if encrypted and password is None and not code:
        raise PasswordNeeded
    lock = RegisterLock(path)
    try:
        with told_in_words():
            key = keys.unlocked(path, user, password or "", code) if encrypted else None
            after_crash = _left_open(path)
            _clear_up(path)
            if encrypted:
                keys.take_out(path)
            engine, actor = connected(path, key, user, after_crash=after_crash)
        return Register(path, engine, lock, actor, key)
    except BaseException:
        with suppress(OSError):
            keys.put_back(path)
        lock.release()
        raise


def _left_open(path: Path) -> bool:
    """Whether whoever had it open last did not close it: the journal or the keys still lie beside it."""
    return keys.beside(path).exists() or path.with_name(f"{path.name}-wal").exists()


def _clear_up(path: Path) -> None:
    """What an unfinished conversion left (models/keeping/conversion.py): the old plain file under its second name."""
    old = path.with_name(f".{path.name}.old")
    with suppress(OSError):
        if old.exists():
            if old.samefile(path):
                disk.remove(old)
            else:
                disk.wipe(old)


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
    return session.scalar(select(func.max(recording.OperationRow.finished_at)))
