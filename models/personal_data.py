"""What is held on one person, gathered by following the references (Personal Information Protection Law art. 45, 48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import queries
from models.errors import Mistake
from models.fields import Field, Kind, RecordSpec
from models.history import journal, recording
from models.households import HOUSEHOLDS, PEOPLE, Household, Person, Residence
from models.mediation import MEDIATION_PARTIES, MEDIATIONS
from models.records import RECORDS
from models.register import Register, office
from models.values import shown
from models.words import _

_HISTORY_LINES = 200


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one ledger: each a list of heading and value, in Chinese, as paper has it. Nothing is masked."""

    heading: str
    records: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what was done with the data."""

    at: datetime
    staff: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Everything held on a person on a day."""

    office: str
    name: str
    on: date
    parts: tuple[Part, ...]
    history: tuple[Step, ...]


def read(register: Register, person_id: str, reason: str, *, on: date | None = None) -> PersonalData:
    """Gather it for the person who asks; that it was read, and why, is written into the history."""
    if not reason.strip():
        raise Mistake(_("Please say what it is needed for."))
    with register.operation() as operation:
        found = gather(operation.session, person_id, on or date.today())
        operation.noteworthy = True
        recording.note(operation.session, operation.id, recording.SHOWN, PEOPLE.table_name, [person_id])
        operation.sentence = _("Gathered what is held on {name}: {reason}").format(
            name=found.name, reason=reason.strip()
        )
    return found


def gather(session: Session, person_id: str, on: date) -> PersonalData:
    """The parts, in the order of the ledgers, then the history."""
    person = session.get(Person, person_id)
    if person is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    parts = [_part(session, PEOPLE, [person_id])]
    if person.household_id:
        parts.append(_part(session, HOUSEHOLDS, [person.household_id]))
    parts.append(_stays(session, person_id))
    for spec in RECORDS:
        if ids := _pointing(session, spec, person):
            parts.append(_part(session, spec, ids))
            if spec is MEDIATION_PARTIES:
                cases = select(spec.sql.c.case_id).where(spec.sql.c.id.in_(ids))
                parts.append(_part(session, MEDIATIONS, list(session.scalars(cases))))
    steps = tuple(
        Step(entry.at, entry.staff, entry.sentence)
        for entry in journal.entries(session, journal.Asked(record_id=person_id), limit=_HISTORY_LINES)
    )
    return PersonalData(office(session).name, person.name, on, tuple(p for p in parts if p.records), steps)


def _pointing(session: Session, spec: RecordSpec, person: Person) -> list[str]:
    """The records of a ledger that name this person, and those of the household as a whole that name nobody else."""
    if spec in (PEOPLE, HOUSEHOLDS):
        return []
    table = spec.sql
    people = [c for c in table.c if any(key.column.table is PEOPLE.sql for key in c.foreign_keys)]
    homes = [c for c in table.c if any(key.column.table is HOUSEHOLDS.sql for key in c.foreign_keys)]
    conditions = [column == person.id for column in people]
    if person.household_id and people:
        nobody = people[0].is_(None)
        conditions += [(column == person.household_id) & nobody for column in homes]
    if not conditions:
        return []
    order = [table.c[name.removeprefix("-")] for name in spec.order]
    return list(session.scalars(select(table.c.id).where(or_(*conditions)).order_by(*order, table.c.id)))


def _part(session: Session, spec: RecordSpec, ids: Sequence[str]) -> Part:
    names = [field.name for field in spec.fields]
    rows = queries.rows(session, spec, ids, names, unmasked=True)
    return Part(spec.sheet, tuple(tuple(_lines(spec, row.values)) for row in rows))


def _lines(spec: RecordSpec, values: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for field in spec.fields:
        words = _words(spec, field, values[field.name])
        if words:
            found.append((field.header, words))
    return found


def _words(spec: RecordSpec, field: Field, value: Any) -> str:
    if spec.kinds[field.name] is Kind.FLAG and not value:
        return ""
    return shown(spec, field, value, chinese=True)


def _stays(session: Session, person_id: str) -> Part:
    """Earlier stays have no ledger of their own."""
    rows = session.execute(
        select(Household.estate, Household.door, Residence.since, Residence.until)
        .join(Household, Household.id == Residence.household_id)
        .where(Residence.person_id == person_id)
        .order_by(Residence.until)
    )
    records = []
    for estate, door, since, until in rows:
        line = [("住址", f"{estate or ''} {door}".strip()), ("起", str(since or "")), ("止", str(until))]
        records.append(tuple(pair for pair in line if pair[1]))
    return Part("曾住", tuple(records))
