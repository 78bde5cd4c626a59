"""What happens to a matter on its way: each operation writes a step of the trail and keeps the matter itself right.

`handled_at_id` (and with it `level`) is the unit it has come to, `status` and `closed_on` whether and when it ended.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import Values
from models.matters import MATTER_STEPS, MATTERS, OPEN, MatterStep
from models.operations import put
from models.organisation import UNITS
from models.register import Register
from models.words import _

CLOSED, WITHDRAWN = "closed", "withdrawn"


def take_down(session: Session, values: Mapping[str, Any], *, by: str = "") -> str:
    """Write a new matter with the first step of its trail, inside an operation that is under way; its id."""
    matter_id = put(session, MATTERS, values)
    matter = _matter(session, matter_id)
    _step(session, matter, matter["received_on"], "received", by, matter["content"])
    return matter_id


def handle(register: Register, matter_id: str, on: date, *, note: str, by: str = "") -> Changes:
    """Something was done about it, where it is now."""
    _said(note)
    with register.operation() as operation:
        matter = _open(operation.session, matter_id, on)
        _step(operation.session, matter, on, "handled", by, note)
        operation.sentence = _("Matter {number}: handled").format(number=matter["number"])
    return operation.changes


def assign(
    register: Register, matter_id: str, on: date, *, owner: str, helpers: str = "", due_on: date | None = None,
    note: str = "", by: str = "",
) -> Changes:  # fmt: skip
    """Somebody is put in charge, with others to help and another day to be done by where they are given."""
    if not owner.strip():
        raise Mistake(_("Please say who is in charge."), "owner")
    with register.operation() as operation:
        session = operation.session
        matter = _open(session, matter_id, on)
        values: Values = {"owner": owner}
        values |= {"helpers": helpers} if helpers.strip() else {}
        values |= {"due_on": due_on} if due_on else {}
        put(session, MATTERS, values, matter_id)
        _step(session, matter, on, "assigned", by, note or owner)
        operation.sentence = _("Matter {number}: {owner} is in charge").format(number=matter["number"], owner=owner)
    return operation.changes


def escalate(register: Register, matter_id: str, on: date, *, note: str = "", by: str = "") -> Changes:
    """It cannot be solved here: it climbs to the unit above."""
    with register.operation() as operation:
        session = operation.session
        matter = _open(session, matter_id, on)
        here = queries.values_of(session, UNITS, matter["handled_at_id"])
        above = here and here["parent_id"]
        if not above:
            raise Mistake(_("It is at the top already; there is no unit above."))
        _step(session, matter, on, "escalated", by, note)
        put(session, MATTERS, {"handled_at_id": above}, matter_id)
        operation.sentence = _("Matter {number}: passed up to {unit}").format(
            number=matter["number"], unit=_unit(session, above)
        )
    return operation.changes


def give_back(register: Register, matter_id: str, on: date, *, note: str, by: str = "") -> Changes:
    """It goes back to the unit it came up from."""
    _said(note)
    with register.operation() as operation:
        session = operation.session
        matter = _open(session, matter_id, on)
        below = _came_from(session, matter)
        if below is None:
            raise Mistake(_("It has not been passed up, so it cannot go back."))
        _step(session, matter, on, "returned", by, note)
        put(session, MATTERS, {"handled_at_id": below}, matter_id)
        operation.sentence = _("Matter {number}: given back to {unit}").format(
            number=matter["number"], unit=_unit(session, below)
        )
    return operation.changes


def close(
    register: Register, matter_id: str, on: date, *, result: str, satisfaction: str | None = None, by: str = "",
    withdrawn: bool = False,
) -> Changes:  # fmt: skip
    """It is settled, with what came of it; or whoever asked has withdrawn it."""
    if not result.strip():
        raise Mistake(_("Please say what came of it."), "result")
    with register.operation() as operation:
        session = operation.session
        matter = _open(session, matter_id, on)
        values: Values = {"status": WITHDRAWN if withdrawn else CLOSED, "closed_on": on, "result": result}
        values |= {"satisfaction": satisfaction} if satisfaction else {}
        put(session, MATTERS, values, matter_id)
        _step(session, matter, on, "closed", by, result)
        said = _("Matter {number}: withdrawn") if withdrawn else _("Matter {number}: settled")
        operation.sentence = said.format(number=matter["number"])
    return operation.changes


def follow_up(
    register: Register, matter_id: str, on: date, *, note: str, satisfaction: str | None = None, by: str = ""
) -> Changes:
    """After it was settled: asked whether it is well now."""
    _said(note)
    with register.operation() as operation:
        session = operation.session
        matter = _matter(session, matter_id)
        if matter["status"] == OPEN:
            raise Mistake(_("It is still open; follow up once it is settled."))
        _not_before(on, matter["closed_on"] or matter["received_on"])
        if satisfaction:
            put(session, MATTERS, {"satisfaction": satisfaction}, matter_id)
        _step(session, matter, on, "followed_up", by, note)
        operation.sentence = _("Matter {number}: followed up").format(number=matter["number"])
    return operation.changes


def _matter(session: Session, matter_id: str) -> Values:
    found = queries.values_of(session, MATTERS, matter_id)
    if found is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    return found


def _open(session: Session, matter_id: str, on: date) -> Values:
    matter = _matter(session, matter_id)
    if matter["status"] != OPEN:
        raise Mistake(_("It is no longer open: settled or withdrawn on {day}.").format(day=matter["closed_on"] or "?"))
    _not_before(on, matter["received_on"])
    return matter


def _not_before(on: date, first: date) -> None:
    if on < first:
        raise Mistake(_("The day lies before {day}.").format(day=first), "happened_on")


def _said(note: str) -> None:
    if not note.strip():
        raise Mistake(_("Please say what was done."), "note")


def _step(session: Session, matter: Values, on: date, action: str, by: str, note: str) -> None:
    """A step of the trail, at the unit where the matter is at that moment."""
    values = {
        "matter_id": matter["id"], "happened_on": on, "action": action, "unit_id": matter["handled_at_id"],
        "by": by or None, "note": note or None,
    }  # fmt: skip
    put(session, MATTER_STEPS, values)


def _came_from(session: Session, matter: Values) -> str | None:
    """The unit it climbed from to where it is now, as its trail tells; ids are time-ordered."""
    steps = session.execute(
        select(MatterStep.unit_id, MatterStep.action)
        .where(MatterStep.matter_id == matter["id"], MatterStep.action.in_(("escalated", "returned")))
        .order_by(MatterStep.happened_on, MatterStep.id)
    )
    climbed: list[str] = []
    for unit_id, action in steps:
        if action == "escalated":
            climbed.append(unit_id)
        elif climbed:
            climbed.pop()
    return climbed[-1] if climbed else None


def _unit(session: Session, unit_id: str) -> str:
    return queries.titles(session, UNITS, [unit_id]).get(unit_id, "")
