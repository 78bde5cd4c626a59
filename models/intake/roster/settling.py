"""Settling the queue of rows that somebody has to look at: the same person, another one, or nothing to be done."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import operations, queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import Kind, RecordSpec
from models.intake.sheets.memory import IntakeReview, is_there
from models.records import spec
from models.register import Register
from models.words import _

SAME, ANOTHER, DROPPED = "same", "another", "dropped"


@dataclass(frozen=True)
class Waiting:
    """One row that waits: where it stood, why it waits, what it says, and whom of the register it may be."""

    id: str
    ledger: str
    file: str
    sheet: str
    row: int
    reason: str
    values: Mapping[str, Any]
    candidates: tuple[str, ...]


def count_waiting(session: Session) -> int:
    """How many rows wait to be looked at."""
    if not is_there(session):
        return 0
    return session.scalar(select(func.count()).where(IntakeReview.settled_on.is_(None))) or 0


def waiting(session: Session, limit: int = 200) -> list[Waiting]:
    """The rows that wait, the oldest first."""
    if not is_there(session):
        return []
    rows = session.scalars(
        select(IntakeReview).where(IntakeReview.settled_on.is_(None)).order_by(IntakeReview.id).limit(limit)
    )
    return [_waiting(row) for row in rows]


def _waiting(row: IntakeReview) -> Waiting:
    of = spec(row.ledger)
    values = {name: _value(of, name, value) for name, value in json.loads(row.row_values).items() if name in of}
    return Waiting(
        row.id, row.ledger, row.file, row.sheet, row.row, row.reason, values, tuple(json.loads(row.candidates))
    )


def _value(of: RecordSpec, name: str, value: Any) -> Any:
    return date.fromisoformat(value) if of.kinds[name] is Kind.DATE and isinstance(value, str) else value


def settle_same(register: Register, review_id: str, person_id: str, fields: Collection[str]) -> Changes:
    """The row is this person: `fields` are those of which the row's value is taken, the others stay as they are."""
    with register.operation() as operation:
        row = _open(operation.session, review_id)
        taken = {name: value for name, value in row.values.items() if name in fields}
        _drop_unknown_home(operation.session, taken)
        operations.put(operation.session, spec(row.ledger), taken, person_id)
        _close(operation.session, review_id, SAME)
        title = queries.titles(operation.session, spec(row.ledger), [person_id]).get(person_id, "")
        operation.sentence = _("Merged a row of {file} into {title}").format(file=row.file, title=title)
    return operation.changes


def settle_another(register: Register, review_id: str) -> Changes:
    """The row is somebody else: a new record is made of it."""
    with register.operation() as operation:
        row = _open(operation.session, review_id)
        values = dict(row.values)
        _drop_unknown_home(operation.session, values)
        made = operations.put(operation.session, spec(row.ledger), values)
        _close(operation.session, review_id, ANOTHER)
        title = queries.titles(operation.session, spec(row.ledger), [made]).get(made, "")
        operation.sentence = _("Took {title} from {file} as somebody new").format(file=row.file, title=title)
    return operation.changes


def drop(register: Register, review_id: str) -> Changes:
    """Nothing is to be done about the row; it is not asked about again."""
    with register.operation(_("Left out a row that was to be looked at")) as operation:
        _open(operation.session, review_id)
        _close(operation.session, review_id, DROPPED)
    return operation.changes


def _open(session: Session, review_id: str) -> Waiting:
    row = session.get(IntakeReview, review_id)
    if row is None or row.settled_on is not None:
        raise Mistake(_("This row has been settled meanwhile."))
    return _waiting(row)


def _close(session: Session, review_id: str, how: str) -> None:
    table = IntakeReview.__table__
    session.execute(update(table).where(table.c.id == review_id).values(settled_on=date.today(), settled_as=how))  # type: ignore[arg-type]


def _drop_unknown_home(session: Session, values: dict[str, Any]) -> None:
    """A household that was new in the file, and of which nothing else was taken, is not in the register."""
    home = values.get("household_id")
    if home and queries.values_of(session, spec("households"), home) is None:
        del values["household_id"]
