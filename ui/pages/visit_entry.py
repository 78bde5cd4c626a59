"""Noting a visit: who was called on, whether they were met, what was asked; a request may become a matter at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.matters import MATTERS
from models.register import Register
from models.visit_operations import into_matter, note_visit
from models.visits import VISITS
from models.words import _
from ui.asking import Asking, some_fields
from ui.desk import Desk
from ui.kit.check_box import CheckBox

_VISIT = (
    "household_id",
    "person_id",
    "visited_on",
    "met",
    "visitor",
    "way",
    "purpose",
    "situation",
    "request",
    "action",
)
_MATTER = ("category", "lane", "owner", "due_on")


class VisitEntry(Asking):
    """A visit, and below it the matter that its request becomes."""

    def __init__(self, desk: Desk, parent: QWidget, known: Mapping[str, Any] | None = None) -> None:
        usual = {
            "visited_on": date.today(), "met": True, "way": "door", "purpose": "routine", "visitor": desk.register.staff,
        }  # fmt: skip
        groups = (some_fields(VISITS, _VISIT), some_fields(MATTERS, _MATTER))
        super().__init__(
            desk, parent, _("Note a visit"), groups, self._write, act=_("Save"), known={**usual, **(known or {})}
        )
        self.matter = CheckBox(_("Make it a matter"))
        self.matter.toggled.connect(self._turn)
        self.put_between(self.matter)
        self._turn(False)

    def _turn(self, on: bool) -> None:
        self.groups[1].setVisible(on)

    def _write(self, register: Register, values: dict[str, Any]) -> Changes:
        visit = {name: value for name, value in values.items() if name not in _MATTER}
        matter = {name: values[name] for name in _MATTER if values.get(name) is not None}
        return note_visit(register, visit, matter=matter if self.matter.isChecked() else None)


def ask_matter(desk: Desk, parent: QWidget, visit_id: str, request: str) -> Asking:
    """Turn what was asked for on a visit that is written down into a matter."""
    fields = ("content", *_MATTER)

    def write(register: Register, values: dict[str, Any]) -> Changes:
        return into_matter(register, visit_id, {name: value for name, value in values.items() if value is not None})

    sheet = Asking(
        desk, parent, _("Turn into a matter"), (some_fields(MATTERS, fields),), write, act=_("Make it a matter"),
        known={"content": request},
    )  # fmt: skip
    sheet.open()
    return sheet
