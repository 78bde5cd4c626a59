"""From a plain register to an encrypted one and back: written anew beside the old file, compared, put in its place.

Power loss leaves the old register or the new one. A plain file is written over before it goes.
"""

import os
from contextlib import suppress
from pathlib import Path

from models.access import keys
from models.access.actor import ADMINISTRATOR
from models.access.staff import Role
from models.engine import raw_connection, told_in_words
from models.errors import Mistake, Surroundings
from models.keeping import copies, disk, integrity
from models.register import looks_encrypted, open_register
from models.register_lock import RegisterLock
from models.words import _


def encrypt(path: Path, password: str, *, user: str = ADMINISTRATOR) -> str:
    """Make a plain register an encrypted one that `user` opens with this password; its sealed recovery code.

    The other accounts get their passwords from the administrator afterwards.
    """
    if looks_encrypted(path):
        raise Mistake(_("This register is encrypted already."))
    keys.check_password(password)
    _require_administrator(path, user, None)
    ring, key, code = keys.new_ring()
    _convert(Path(path), None, key, ring.with_slot(user, password, key))
    return code


def decrypt(path: Path, password: str, *, user: str = ADMINISTRATOR) -> None:
    """Make an encrypted register a plain one: anybody with the file can read it from then on."""
    if not looks_encrypted(path):
        raise Mistake(_("This register is not encrypted."))
    _require_administrator(path, user, password)
    ring = keys.find(path)
    key = ring.key_of(user, password) if ring else None
    _convert(Path(path), key, None, None)


def _require_administrator(path: Path, user: str, password: str | None) -> None:
    """Opening it also brings it up to date and writes its journal back."""
    with open_register(path, user=user, password=password) as register:
        register.require(Role.ADMINISTRATOR)


def _convert(path: Path, old_key: bytes | None, new_key: bytes | None, ring: keys.KeyRing | None) -> None:
    lock = RegisterLock(path)
    try:
        if old_key is not None:
            keys.take_out(path)
        else:
            disk.remove(keys.beside(path))  # of an earlier encryption: not the keys of this one
        with disk.beside(path) as beside:
            _export(path, old_key, beside, new_key)
            _compare(path, old_key, beside, new_key)
            if ring is not None:
                keys.append(beside, ring)
            _replace(beside, path, wiping=old_key is None)
        if old_key is not None:
            disk.remove(keys.beside(path))
    except OSError as error:
        raise Surroundings(_("The register could not be written anew. Is the disk full? It is as it was.")) from error
    finally:
        with suppress(OSError):
            if looks_encrypted(path):
                keys.put_back(path)
        lock.release()


def _export(path: Path, old_key: bytes | None, beside: Path, new_key: bytes | None) -> None:
    with told_in_words():
        connection = raw_connection(path, old_key)
        try:
            key = f"x'{new_key.hex()}'" if new_key is not None else ""
            connection.execute("ATTACH DATABASE ? AS other KEY ?", (os.fspath(beside), key))
            connection.execute("SELECT sqlcipher_export('other')")
            for name in ("user_version", "application_id"):
                ((value,),) = connection.execute(f"PRAGMA main.{name}").fetchall()
                connection.execute(f"PRAGMA other.{name} = {value}")
            connection.execute("DETACH DATABASE other")
        finally:
            connection.close()


def _compare(path: Path, old_key: bytes | None, beside: Path, new_key: bytes | None) -> None:
    with copies.looking(path, old_key) as old, copies.looking(beside, new_key) as new:
        if (
            integrity.damage(new)
            or not integrity.is_register(new)
            or integrity.counts(old) != integrity.counts(new)
            or copies.digest(old) != copies.digest(new)
        ):
            raise Surroundings(_("The register written anew differs from the old one, so the old one stays."))


def _replace(beside: Path, path: Path, *, wiping: bool) -> None:
    """Put the new file in place; the old one keeps a second name just as long as it takes to write over it."""
    old = path.with_name(f".{path.name}.old")
    if wiping:
        with suppress(OSError):  # a disk without second names: the old file goes without being written over
            os.link(path, old)
    disk.put_in_place(beside, path)
    disk.wipe(old)
