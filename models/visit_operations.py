"""Writing visits down, and turning what was asked for on one into a matter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import Values
from models.households import HOUSEHOLDS, PEOPLE
from models.matter_operations import take_down
from models.matters import MATTERS
from models.operations import put
from models.register import Register
from models.visits import VISITS
from models.words import _


def note_visit(register: Register, values: Mapping[str, Any], *, matter: Mapping[str, Any] | None = None) -> Changes:
    """Write a visit down. With `matter` (its category, lane, who is in charge, due day ...), what was asked for on it
    becomes a matter in the same operation.
    """
    with register.operation() as operation:
        session = operation.session
        visit_id = put(session, VISITS, values)
        visit = queries.values_of(session, VISITS, visit_id) or {}
        door = queries.titles(session, HOUSEHOLDS, [visit["household_id"]]).get(visit["household_id"], "")
        operation.sentence = _("Noted the visit at {door}").format(door=door)
        if matter is not None:
            number = _into_matter(session, visit, matter, register.staff)
            operation.sentence = _("Noted the visit at {door}, and matter {number}").format(door=door, number=number)
    return operation.changes


def into_matter(register: Register, visit_id: str, values: Mapping[str, Any] | None = None) -> Changes:
    """Turn what was asked for on a visit into a matter that is linked to it."""
    with register.operation() as operation:
        visit = queries.values_of(operation.session, VISITS, visit_id)
        if visit is None:
            raise Mistake(_("This record has been deleted meanwhile."))
        number = _into_matter(operation.session, visit, values or {}, register.staff)
        operation.sentence = _("A visit became matter {number}").format(number=number)
    return operation.changes


def _into_matter(session: Session, visit: Values, values: Mapping[str, Any], staff: str) -> str:
    if visit["matter_id"]:
        number = queries.titles(session, MATTERS, [visit["matter_id"]]).get(visit["matter_id"], "")
        raise Mistake(_("This visit has become a matter already: {matter}").format(matter=number))
    if not (values.get("content") or visit["request"]):
        raise Mistake(_("Please write down what is asked for."), "request")
    if not visit["unit_id"]:
        raise Mistake(_("This household belongs to no unit yet; give it one first."), "household_id")
    matter_id = take_down(session, {**_known(session, visit), **values}, by=visit["visitor"] or staff)
    put(session, VISITS, {"matter_id": matter_id}, visit["id"])
    matter = queries.values_of(session, MATTERS, matter_id) or {}
    return str(matter["number"])


def _known(session: Session, visit: Values) -> Values:
    """What a visit knows of the matter it becomes."""
    person = queries.values_of(session, PEOPLE, visit["person_id"]) if visit["person_id"] else None
    day: date = visit["visited_on"]
    return {
        "received_on": day, "source": "visit", "content": visit["request"], "unit_id": visit["unit_id"],
        "household_id": visit["household_id"], "person_id": visit["person_id"],
        "asked_by": person["name"] if person else None, "phone": person["phone"] if person else None,
    }  # fmt: skip
