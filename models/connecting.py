"""From a file and its key to connections that work: is it a register, whole, of today's form, and who is it that asks."""

from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from models import migrations
from models.access import keys
from models.access.actor import Actor
from models.access.keys import WrongPassword
from models.access.staff import Role, Staff
from models.engine import Damaged, make_engine, told_in_words
from models.errors import Surroundings
from models.keeping import backup_seal, copies, disk, integrity
from models.tables import APPLICATION_ID
from models.words import _

_PAGE = 4096
_ALWAYS_CHECKED = 32 << 20  # bytes: a larger file is looked through at the start only after a crash


def connected(path: Path, key: bytes | None, user: str, *, after_crash: bool = False) -> tuple[Engine, Actor]:
    """An engine held to what this user may see. Raises one sentence for whatever is wrong."""
    engine = make_engine(path, key)
    try:
        with told_in_words(), Session(engine) as session:
            if session.scalar(text("PRAGMA application_id")) != APPLICATION_ID:
                raise Surroundings(_("This is a database, but not a grid register: {path}").format(path=path))
        with told_in_words():
            if after_crash or path.stat().st_size % _PAGE:
                _trim(engine, path)
        with told_in_words(), Session(engine) as session:
            if (after_crash or path.stat().st_size < _ALWAYS_CHECKED) and integrity.quick_damage(session):
                raise Damaged
            state = migrations.state(session.connection())
        if state is migrations.State.NEWER:
            raise Surroundings(
                _("This register was made by a newer version of this program. Update the program to open it.")
            )
        if state is migrations.State.OLDER:
            _keep_as_it_was(path, key)
            migrations.upgrade(engine)
        actor = _actor(engine, user, encrypted=key is not None)
        if held_to := actor.held_to:
            engine.dispose()
            engine = make_engine(path, key, held_to)
    except BaseException:
        engine.dispose()
        raise
    return engine, actor


def before_upgrade(path: Path) -> Path:
    """Where the register of an older program is kept as it was before this one changed its form."""
    return path.with_name(f"{path.stem}-before-{migrations.HEAD}{path.suffix}")


def _keep_as_it_was(path: Path, key: bytes | None) -> None:
    """A backup of the older form, compared, before anything is upgraded; made once."""
    target = before_upgrade(path)
    if target.exists():
        return
    with disk.beside(target) as beside:
        copies.duplicate(path, key, beside)
        with copies.looking(beside, key) as session:
            if integrity.damage(session):
                raise Damaged
        backup_seal.write(beside)
        if key is not None and (ring := keys.find(path)) is not None:
            keys.append(beside, ring)
        disk.put_in_place(beside, target)


def _trim(engine: Engine, path: Path) -> None:
    """Cut off what stands behind the last page: half-written keys after a power loss, the seal of a backup."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        length = 1
        for name in ("page_count", "page_size"):  # the second comes as text from an encrypted file
            length *= int(cursor.execute(f"PRAGMA {name}").fetchone()[0])
        if path.stat().st_size > length:
            with path.open("rb+") as file:
                file.truncate(length)
            disk.sync(path)
    finally:
        raw.close()


def _actor(engine: Engine, user: str, *, encrypted: bool) -> Actor:
    """The member of staff of this name; whoever opens a plain register without being one is its administrator."""
    with told_in_words(), Session(engine) as session:
        staff = session.scalar(select(Staff).where(Staff.name == user, Staff.in_use))
        if staff is not None:
            return Actor(staff.name, Role(staff.role), staff.unit_id)
    if encrypted:
        raise WrongPassword
    return Actor(user)
