"""What happens in a mediation: its steps, how it ends, and the calls afterwards."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.codes import code_table
from models.errors import Mistake
from models.fields import Values
from models.mediation import MEDIATION_FOLLOW_UPS, MEDIATIONS, PENDING
from models.mediation_sessions import MEDIATION_SESSIONS
from models.operations import put
from models.register import Register
from models.words import _

SETTLED = ("written", "oral")


def note_session(register: Register, case_id: str, values: Mapping[str, Any]) -> Changes:
    """Write one step of the course down: who listened, looked, checked, asked or persuaded, and what came of it."""
    with register.operation() as operation:
        case = _case(operation.session, case_id)
        _not_before(values.get("happened_on"), case["accepted_on"], "happened_on")
        put(operation.session, MEDIATION_SESSIONS, {**values, "case_id": case_id})
        step = code_table("mediation_step").label(values.get("step"))
        operation.sentence = _("{number}: noted “{step}”").format(number=case["number"], step=step)
    return operation.changes


def note_follow_up(register: Register, case_id: str, values: Mapping[str, Any]) -> Changes:
    """Write a call after the agreement down; the case's performance follows from it."""
    with register.operation() as operation:
        case = _case(operation.session, case_id)
        if case["outcome"] not in SETTLED:
            raise Mistake(_("There is no agreement yet to follow up."))
        _not_before(values.get("happened_on"), case["closed_on"] or case["accepted_on"], "happened_on")
        put(operation.session, MEDIATION_FOLLOW_UPS, {**values, "case_id": case_id})
        if values.get("performance"):
            put(operation.session, MEDIATIONS, {"performance": values["performance"]}, case_id)
        operation.sentence = _("{number}: followed up").format(number=case["number"])
    return operation.changes


def close(register: Register, case_id: str, outcome: str, on: date, values: Mapping[str, Any]) -> Changes:
    """End a case. An agreement needs its content (art. 28, also an oral one), no agreement the routes told (art. 26).

    An agreement takes effect on the day it is reached or signed (arts 29, 30), unless `values` name another.
    """
    with register.operation() as operation:
        session = operation.session
        case = _case(session, case_id)
        if case["outcome"] != PENDING:
            raise Mistake(_("This case has ended already."))
        after: Values = {**case, **values, "outcome": outcome, "closed_on": on}
        _not_before(on, case["accepted_on"], "closed_on")
        _require_content(after)
        if outcome in SETTLED:
            after.setdefault("effective_on", None)
            values = {**values, "effective_on": after["effective_on"] or on}
            values |= {} if after.get("performance") else {"performance": "not_due"}
            values |= {} if after.get("confirmation") else {"confirmation": "none"}
        put(session, MEDIATIONS, {**values, "outcome": outcome, "closed_on": on}, case_id)
        words = code_table("mediation_outcome").label(outcome)
        operation.sentence = _("{number}: ended, {outcome}").format(number=case["number"], outcome=words)
    return operation.changes


def _require_content(case: Mapping[str, Any]) -> None:
    outcome = case["outcome"]
    if outcome == PENDING:
        raise Mistake(_("Please say how it ended."), "outcome")
    if outcome in SETTLED and not (case.get("agreement") or "").strip():
        raise Mistake(_("Please write down what was agreed; an oral agreement is recorded too."), "agreement")
    if outcome == "failed" and not case.get("told_routes"):
        raise Mistake(_("The parties have to be told the other routes first: arbitration, the court."), "told_routes")


def _case(session: Session, case_id: str) -> Values:
    found = queries.values_of(session, MEDIATIONS, case_id)
    if found is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    return found


def _not_before(on: object, first: date, field: str) -> None:
    if isinstance(on, date) and on < first:
        raise Mistake(_("The day lies before {day}.").format(day=first), field)
