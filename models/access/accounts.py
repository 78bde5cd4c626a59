"""Accounts: who may open the register, added and removed without touching the rest of the file."""

from sqlalchemy import func, select

from models import operations, queries
from models.access import keys
from models.access.staff import STAFF, Role, Staff
from models.changes import Changes
from models.errors import Mistake
from models.register import Register
from models.words import _


def add(register: Register, name: str, role: Role, password: str, unit_id: str | None = None) -> Changes:
    """A new account. A grid head or member needs a unit to be held to."""
    register.require(Role.ADMINISTRATOR)
    if role.within_unit and not unit_id:
        raise Mistake(_("Choose the unit that this account is for."), "unit_id")
    if register.key is not None:
        keys.check_password(password)
    changes = operations.save(register, STAFF, {"name": name, "role": role.value, "unit_id": unit_id})
    _set_password(register, name.strip(), password)
    return changes


def set_password(register: Register, name: str, password: str) -> None:
    """Give an account a new password; the old one opens nothing from then on."""
    if name != register.actor.name:
        register.require(Role.ADMINISTRATOR)
    keys.check_password(password)
    _set_password(register, name, password)
    with register.operation(_("Changed the password of {name}").format(name=name)) as operation:
        operation.noteworthy = True


def remove(register: Register, name: str) -> Changes:
    """Take an account away: its password opens nothing any more. The last administrator stays."""
    register.require(Role.ADMINISTRATOR)
    with register.read() as session:
        staff = session.scalar(select(Staff).where(Staff.name == name))
        admins = session.scalar(
            select(func.count()).where(Staff.role == Role.ADMINISTRATOR.value, Staff.in_use, Staff.name != name)
        )
    if staff is None:
        raise Mistake(_("There is no account of this name."))
    if not admins:
        raise Mistake(_("At least one administrator has to remain."))
    ring = keys.find(register.path)
    if register.key is not None and ring is not None:
        keys.write_beside(register.path, ring.without(name))
    return operations.save(register, STAFF, {"in_use": False}, staff.id)


def new_recovery_code(register: Register) -> str:
    """A new sealed code, to be printed; the old one opens nothing from then on."""
    register.require(Role.ADMINISTRATOR)
    ring = keys.find(register.path)
    if register.key is None or ring is None:
        raise Mistake(_("Only an encrypted register has a recovery code."))
    code = keys.recovery_code()
    keys.write_beside(register.path, keys.with_recovery(ring, code, register.key))
    with register.operation(_("Made a new recovery code")) as operation:
        operation.noteworthy = True
    return code


def names(register: Register) -> list[str]:
    """The accounts that may sign in."""
    with register.read() as session:
        ids = queries.ids(session, queries.Query(STAFF).where("in_use", "is", value=True))
        return [row["name"] for row in queries.rows(session, STAFF, ids)]


def _set_password(register: Register, name: str, password: str) -> None:
    ring = keys.find(register.path)
    if register.key is not None and ring is not None:
        keys.write_beside(register.path, ring.with_slot(name, password, register.key))
