"""Accounts: who may open the register, in which role; and whether the file is encrypted at all."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models import queries
from models.access import accounts
from models.access.staff import STAFF, Role
from models.codes import code_table
from models.queries import Query
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button, primary, small
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.segments import Segments
from ui.kit.tag import Tag
from ui.recovery_code import RecoveryCode, sealed
from ui.safe import conversion, locking
from ui.safe.account_sheets import add_account, change_password
from ui.safe.question import Question
from ui.tasks import run_task
from ui.theme import px


@dataclass(frozen=True, slots=True)
class Account:
    """One member of staff who may sign in."""

    name: str
    role: str
    unit: str
    has_password: bool


def read(session: Session, register: Register) -> list[Account]:
    """Everybody who may sign in."""
    ring = register.ring()
    ids = queries.ids(session, Query(STAFF).where("in_use", "is", value=True))
    found = []
    for line in queries.rows(session, STAFF, ids, ["name", "role", "unit_id"]):
        unit = str(line["unit_id"]) if line["unit_id"] else ""
        role = code_table("staff_role").label(line["role"])
        found.append(Account(line["name"], role, unit, ring is None or line["name"] in ring))
    return found


class AccountView(QWidget):
    """The list, and below it the encryption of the file and the lock of the screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: list[Account] = []
        self._lines = column(None, spacing=0)
        self.add = primary(_("New account"), "plus")
        self.add.clicked.connect(lambda: add_account(desk, self))
        card = Card(_("Accounts"), margins=0)
        card.body.addLayout(self._lines)
        foot = row(None, self.add, "stretch", margins=(14, 10, 14, 12))
        card.body.addLayout(foot)
        column(self, card, self._encryption(), self._lock(), "stretch", spacing=12)
        self.setMaximumWidth(px(760))
        may = desk.register.actor.role is Role.ADMINISTRATOR
        self.add.setEnabled(may)
        desk.broadcast.changed.connect(lambda *_: self.load())

    def _encryption(self) -> Card:
        card = Card(_("Encryption"))
        encrypted = self.desk.register.encrypted
        if encrypted:
            said = _("This register is encrypted. Without a password or the recovery code nobody can read the file.")
        else:
            said = _("This register is not encrypted: whoever has the file, or the PC, can read all of it.")
        card.body.addWidget(label(said, "" if encrypted else "warning", wrap=True))
        if encrypted:
            self.code = button(_("New recovery code …"), "key-round")
            self.code.clicked.connect(self.new_code)
            self.convert = button(_("Take the encryption off …"))
        else:
            self.convert = button(_("Encrypt this register …"), "lock")
        self.convert.clicked.connect(lambda: conversion.ask(self.desk, self.window()))
        parts = [self.code, self.convert] if encrypted else [self.convert]
        card.body.addLayout(row(None, *parts, "stretch"))
        if self.desk.register.actor.role is not Role.ADMINISTRATOR:
            for part in parts:
                part.setEnabled(False)
        return card

    def _lock(self) -> Card:
        card = Card(_("Locking the screen"))
        at = locking.minutes(self.desk.preferences)
        words = [(n, _("{count} minutes").format(count=n)) for n in locking.CHOICES]
        choices = Segments(words, at, framed=True)
        choices.chosen.connect(self._keep_minutes)
        card.body.addLayout(row(None, label(_("Lock after"), "muted"), 8, choices, "stretch"))
        hint = _("Ctrl+L locks at once. What is half written is kept, encrypted, and is there again afterwards.")
        if not self.desk.register.encrypted:
            hint = _("Only an encrypted register locks by itself; Ctrl+L covers the screen.")
        card.body.addWidget(label(hint, "secondary", wrap=True))
        return card

    def _keep_minutes(self, value: object) -> None:
        self.desk.preferences.keep(locking.MINUTES, value)
        self.desk.lock_after.emit(value)

    # --- the list

    def load(self) -> None:
        """Read who may sign in."""
        register = self.desk.register
        self.desk.read(lambda session: read(session, register), self._show, owner=self)

    def _show(self, found: list[Account]) -> None:
        self.found = found
        clear(self._lines)
        for account in found:
            self._lines.addWidget(self._line(account))
            self._lines.addWidget(rule())

    def _line(self, account: Account) -> QWidget:
        box = QWidget()
        name, role = label(account.name, "heading"), label(account.role, "muted")
        name.setFixedWidth(px(150))
        role.setFixedWidth(px(110))
        line = row(box, name, role, ElidedLabel(account.unit, "secondary"), margins=(14, 6, 14, 6))
        line.setStretch(2, 1)
        if account.name == self.desk.register.staff:
            line.addWidget(Tag(_("you"), "information"))
        if not account.has_password:
            line.addWidget(Tag(_("no password yet"), "due"))
        for made in self._actions(account):
            line.addWidget(made)
        return box

    def _actions(self, account: Account) -> list[QWidget]:
        register = self.desk.register
        own, admin = account.name == register.staff, register.actor.role is Role.ADMINISTRATOR
        made: list[QWidget] = []
        if register.encrypted and (own or admin):
            made.append(_small(_("Password …"), lambda: change_password(self.desk, self, account.name)))
        if admin and not own:
            made.append(_small(_("Remove …"), lambda: self.remove(account.name)))
        for each in made:
            each.setAccessibleName(f"{each.accessibleName()} {account.name}")
        return made

    # --- what it does

    def remove(self, name: str) -> None:
        """Ask once, then take the account away."""
        sheet = Question(
            self, _("Remove {name}?").format(name=name),
            _("The password of {name} opens nothing from now on, nor any backup made later. What {name} did stays in the "
              "history. Older backups still open with it: keep them under lock.").format(name=name), _("Remove"),
        )  # fmt: skip
        sheet.accepted.connect(
            lambda: self.desk.write(lambda register: accounts.remove(register, name), failed=messages.tell)
        )
        sheet.open()

    def new_code(self) -> None:
        """Ask once, then make another recovery code and show it."""
        sheet = Question(
            self, _("A new recovery code?"),
            _("The old code opens nothing from then on: tear up its sheet. Have the printer ready."), _("Make a new one"),
        )  # fmt: skip
        register = self.desk.register
        sheet.accepted.connect(
            lambda: run_task(lambda _p: sealed(register, accounts.new_recovery_code(register)), self._show_code, messages.tell,
                             owner=self)
        )  # fmt: skip
        sheet.open()

    def _show_code(self, code: object) -> None:
        RecoveryCode(code, self).exec()  # type: ignore[arg-type]


def _small(words: str, do: Callable[[], object]) -> QWidget:
    made = small(words)
    made.setAccessibleName(words.rstrip(" …"))
    made.clicked.connect(lambda: do())
    return made
