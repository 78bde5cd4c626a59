"""The sheets of the accounts: a new one, another password, and what becomes of the file's encryption."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.access import accounts
from models.access.staff import STAFF, Role
from models.changes import Changes
from models.errors import Mistake
from models.register import Register
from models.words import _
from ui.asking import Asking, some_fields
from ui.desk import Desk
from ui.kit.labels import label
from ui.safe.password_pair import PasswordPair


def add_account(desk: Desk, parent: QWidget) -> Asking:
    """A name, a role, a unit where the role is held to one, and a first password."""
    pair = PasswordPair(_("First password"))
    encrypted = desk.register.encrypted

    def do(register: Register, values: dict[str, Any]) -> Changes:
        role = Role(values.get("role") or Role.READ_ONLY)
        if role.within_unit and not values.get("unit_id"):  # asked for before the password is looked at
            raise Mistake(_("Choose the unit that this account is for."), "unit_id")
        return accounts.add(
            register, values.get("name") or "", role, pair.value() if encrypted else "", values.get("unit_id")
        )

    sheet = Asking(
        desk, parent, _("New account"), (some_fields(STAFF, ("name", "role", "unit_id")),), do, act=_("Add"),
        hint=_("Grid heads and members see their own unit and what is below it, nothing else."),
        known={"role": Role.GRID_MEMBER.value},
    )  # fmt: skip
    if encrypted:
        sheet.put_between(pair)
    else:
        words = _(
            "This register is not encrypted, so accounts have no passwords: anybody can open it as administrator."
        )
        sheet.put_between(label(words, "warning", wrap=True))
    sheet.open()
    return sheet


def change_password(desk: Desk, parent: QWidget, name: str) -> Asking:
    """Another password for somebody; the administrator need not know the old one."""
    pair = PasswordPair(_("New password of {name}").format(name=name))

    def do(register: Register, _values: dict[str, Any]) -> Changes:
        accounts.set_password(register, name, pair.value())
        return Changes.nothing()

    sheet = Asking(
        desk, parent, _("Change the password"), (some_fields(STAFF, ()),), do, act=_("Change the password"),
        hint=_("The old password opens nothing from then on. Backups made before still open with the old one."),
    )  # fmt: skip
    sheet.put_between(pair)
    pair.entered.connect(sheet.accept)
    sheet.accepted.connect(lambda: desk.say(_("The password of {name} is changed.").format(name=name)))
    sheet.open()
    pair.setFocus()
    return sheet
