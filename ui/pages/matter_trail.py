"""The trail of a matter in its form: its steps, and a button for each step that may come next."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models import matter_operations as way
from models import queries
from models.changes import Changes
from models.fields import RecordSpec, Values
from models.matters import MATTER_STEPS, MATTERS, OPEN
from models.queries import Query, Row
from models.register import Register
from models.values import shown
from models.words import _
from ui.asking import Asking, some_fields
from ui.day_words import short_day
from ui.desk import Desk
from ui.kit.buttons import small
from ui.kit.labels import label
from ui.kit.layouts import FlowLayout, clear, column, row
from ui.kit.tag import Tag, TagKind

_KINDS: dict[str, TagKind] = {
    "received": "neutral", "handled": "information", "escalated": "due", "assigned": "information",
    "returned": "due", "closed": "good", "followed_up": "good",
}  # fmt: skip
Step = Callable[[Register, str, Values], Changes]


def _note(values: Values) -> str:
    return str(values.get("note") or "")


def _handle(register: Register, matter: str, v: Values) -> Changes:
    return way.handle(register, matter, v["happened_on"], note=_note(v), by=v.get("by") or "")


def _escalate(register: Register, matter: str, v: Values) -> Changes:
    return way.escalate(register, matter, v["happened_on"], note=_note(v), by=v.get("by") or "")


def _give_back(register: Register, matter: str, v: Values) -> Changes:
    return way.give_back(register, matter, v["happened_on"], note=_note(v), by=v.get("by") or "")


def _assign(register: Register, matter: str, v: Values) -> Changes:
    return way.assign(
        register, matter, v["happened_on"], owner=v.get("owner") or "", helpers=v.get("helpers") or "",
        due_on=v.get("due_on"), note=_note(v), by=v.get("by") or "",
    )  # fmt: skip


def _close(register: Register, matter: str, v: Values) -> Changes:
    return way.close(
        register, matter, v["happened_on"], result=v.get("result") or "", satisfaction=v.get("satisfaction"),
        by=v.get("by") or "",
    )  # fmt: skip


def _withdraw(register: Register, matter: str, v: Values) -> Changes:
    return way.close(
        register, matter, v["happened_on"], result=v.get("result") or "", by=v.get("by") or "", withdrawn=True
    )


def _follow_up(register: Register, matter: str, v: Values) -> Changes:
    return way.follow_up(
        register, matter, v["happened_on"], note=_note(v), satisfaction=v.get("satisfaction"), by=v.get("by") or ""
    )


class TrailPanel(QWidget):
    """A panel of the matters' form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.record_id: str | None = None
        self._matter: Row | None = None
        self.buttons: dict[str, QWidget] = {}
        bar = QWidget()
        flow = FlowLayout(bar, 6)
        said, asked = (MATTER_STEPS, ("happened_on", "by", "note")), (MATTERS, ("result", "satisfaction"))
        day = (MATTER_STEPS, ("happened_on", "by"))
        for key, words, groups, do in (
            ("handle", _("Handled"), (said,), _handle),
            ("assign", _("Assign"), ((MATTERS, ("owner", "helpers", "due_on")), said), _assign),
            ("escalate", _("Pass up"), (said,), _escalate),
            ("give_back", _("Give back"), (said,), _give_back),
            ("close", _("Settle"), (asked, day), _close),
            ("withdraw", _("Withdraw"), ((MATTERS, ("result",)), day), _withdraw),
            ("follow_up", _("Follow up"), (said, (MATTERS, ("satisfaction",))), _follow_up),
        ):  # fmt: skip
            button = small(words)
            button.clicked.connect(lambda _checked=False, w=words, g=groups, d=do: self._ask(w, g, d))
            flow.addWidget(button)
            self.buttons[key] = button
        self._steps = column(None, spacing=2)
        column(self, label(_("What was done"), "section"), bar, self._steps, margins=(0, 6, 0, 0), spacing=6)
        desk.broadcast.changed.connect(self._changed)

    def show_record(self, record_id: str | None) -> None:
        """Show the trail of another matter."""
        self.record_id = record_id
        if record_id is None:
            clear(self._steps)
            return

        def read(session: Session) -> tuple[list[Row], list[Row]]:
            ids = queries.ids(
                session, Query(MATTER_STEPS, order=("-happened_on", "-id")).where("matter_id", "is", record_id)
            )
            names = ("status", "level", "owner", "due_on")
            return queries.rows(session, MATTERS, [record_id], names), queries.rows(session, MATTER_STEPS, ids)

        self._desk.read(
            read, lambda found: self._show(*found) if record_id == self.record_id else None, owner=self
        )  # fmt: skip

    def is_changed(self) -> bool:
        return False

    def _show(self, matter: list[Row], steps: list[Row]) -> None:
        clear(self._steps)
        if not matter:
            return
        self._matter = matter[0]
        going = matter[0]["status"] == OPEN
        climbed = sum(step["action"] == "escalated" for step in steps) > sum(s["action"] == "returned" for s in steps)
        for key, button in self.buttons.items():
            button.setVisible(going if key != "follow_up" else matter[0]["status"] == "closed")
        self.buttons["escalate"].setVisible(going and matter[0]["level"] > 1)
        self.buttons["give_back"].setVisible(going and climbed)
        for step in steps:
            self._steps.addWidget(_step(step))
        if not steps:
            self._steps.addWidget(label(_("Nothing is noted yet."), "secondary"))
        self.layout().invalidate()  # type: ignore[union-attr]

    def lines(self) -> list[str]:
        """What the trail says, newest first."""
        found = [self._steps.itemAt(number) for number in range(self._steps.count())]
        return [widget.accessibleName() for item in found if item is not None and (widget := item.widget())]

    def _ask(self, title: str, groups: Sequence[tuple[RecordSpec, Sequence[str]]], do: Step) -> None:
        matter_id, matter = self.record_id, self._matter
        if matter_id is None or matter is None:
            return

        def write(register: Register, values: dict[str, Any]) -> Changes:
            return do(register, matter_id, {"happened_on": date.today(), **values})

        known = {
            "happened_on": date.today(), "by": self._desk.register.staff, "owner": matter["owner"],
            "due_on": matter["due_on"],
        }  # fmt: skip
        made = [some_fields(spec, names) for spec, names in groups]
        Asking(self._desk, self.window(), title, made, write, act=title, known=known).open()

    def _changed(self, changes: Changes, _cause: object) -> None:
        if self.record_id and (changes.ids("matter_steps") or self.record_id in changes.ids("matters")):
            self.show_record(self.record_id)


def _step(step: Row) -> QWidget:
    """One step: its day, what was done, where and by whom, and below it what was written."""
    words = shown(MATTER_STEPS, MATTER_STEPS["action"], step["action"])
    where = " · ".join(part for part in (str(step["unit_id"] or ""), step["by"] or "") if part)
    line = QWidget()
    day = label(short_day(step["happened_on"]), "secondary")
    head = row(None, Tag(words, _KINDS.get(step["action"], "information")), day, label(where, "secondary"), "stretch")
    outer = column(line, head, spacing=2, margins=(0, 4, 0, 4))
    if step["note"]:
        outer.addWidget(label(step["note"], wrap=True))
    line.setAccessibleName(" ".join(part for part in (words, where, step["note"] or "") if part))
    return line
