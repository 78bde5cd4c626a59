"""Reading the history: what was done on a day, by whom, to a record, about a person; searchable by its sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.fields import RecordSpec
from models.history import undoing
from models.history.recording import WRITTEN, ChangeRow, OperationRow
from models.households import Person, Residence
from models.records import RECORDS, spec_of_table
from models.tables import Base


@dataclass(frozen=True, slots=True)
class Asked:
    """Which operations are wanted; what is left empty does not matter. Days are those of the clock on the wall."""

    first: date | None = None
    last: date | None = None
    staff: str = ""
    words: str = ""
    ledger: RecordSpec | None = None
    record_id: str = ""
    person_id: str = ""  # everything that points at this person or at the household


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. `at` is local time; `undone` says that it is no longer in effect."""

    operation: int
    at: datetime
    staff: str
    sentence: str
    undoes: int | None
    undone: bool


def entries(session: Session, asked: Asked, *, limit: int = 100, offset: int = 0) -> list[Entry]:
    """The operations asked for, newest first."""
    row = OperationRow
    columns = (row.id, row.finished_at, row.staff, row.sentence, row.undoes)
    statement = _selecting(session, asked, select(*columns)).order_by(row.id.desc()).limit(limit).offset(offset)
    gone = undoing.undone(session)
    return [
        Entry(number, _local(at), staff, sentence, undoes, number in gone)
        for number, at, staff, sentence, undoes in session.execute(statement)
    ]


def count(session: Session, asked: Asked) -> int:
    """How many operations there are."""
    return session.scalar(_selecting(session, asked, select(func.count()).select_from(OperationRow))) or 0


def touched(session: Session, operation_id: int) -> dict[RecordSpec, list[str]]:
    """The records an operation wrote, by ledger, for the line that is opened."""
    rows = session.execute(
        select(ChangeRow.table_name, ChangeRow.record_id)
        .where(ChangeRow.operation_id == operation_id, ChangeRow.action.in_(WRITTEN))
        .distinct()
    )
    known = {spec.table_name for spec in RECORDS}
    found: dict[RecordSpec, list[str]] = {}
    for table_name, record_id in rows:
        if table_name in known:
            found.setdefault(spec_of_table(table_name), []).append(record_id)
    return found


def staff_named(session: Session) -> list[str]:
    """Everybody who appears in the history."""
    return sorted(session.scalars(select(OperationRow.staff).distinct()))


def _local(moment: datetime | None) -> datetime:
    return (moment or datetime.min).replace(tzinfo=UTC).astimezone() if moment else datetime.min


def _utc(day: date) -> datetime:
    """The first moment of a local day, as the history keeps moments."""
    return datetime.combine(day, time()).astimezone(UTC).replace(tzinfo=None)


def _selecting(session: Session, asked: Asked, statement: Any) -> Any:
    row = OperationRow
    conditions: list[ColumnElement[bool]] = [row.finished_at.is_not(None)]
    if asked.first:
        conditions.append(row.finished_at >= _utc(asked.first))
    if asked.last:
        conditions.append(row.finished_at < _utc(asked.last + timedelta(days=1)))
    if asked.staff:
        conditions.append(row.staff == asked.staff)
    for word in asked.words.split():
        conditions.append(row.sentence.icontains(word, autoescape=True))
    changes = select(ChangeRow.operation_id).where(ChangeRow.operation_id.is_not(None))
    if asked.ledger:
        conditions.append(row.id.in_(changes.where(ChangeRow.table_name == asked.ledger.table_name)))
    if asked.record_id:
        conditions.append(row.id.in_(changes.where(ChangeRow.record_id == asked.record_id)))
    if asked.person_id:
        conditions.append(row.id.in_(changes.where(_about(session, asked.person_id))))
    return statement.where(*conditions)


def _about(session: Session, person_id: str) -> ColumnElement[bool]:
    """Changes of the person, of the household and of all that points at either, deleted records included."""
    homes = {home for home in session.scalars(select(Person.household_id).where(Person.id == person_id)) if home}
    homes |= set(session.scalars(select(Residence.household_id).where(Residence.person_id == person_id)))
    wanted = [person_id, *sorted(homes)]
    pointing = [ChangeRow.record_id.in_(select_ids) for select_ids in _pointing(wanted)]
    # A record that is gone points at nobody any more: its last values do.
    was = aliased(ChangeRow)
    spoken_of = select(was.record_id).where(was.before.contains(f'"{person_id}"', autoescape=True))
    return or_(ChangeRow.record_id.in_(wanted), *pointing, ChangeRow.record_id.in_(spoken_of))


def _pointing(wanted: list[str]) -> Iterator[Select[str]]:
    for table_name in ("household", "person"):
        for name, table in Base.metadata.tables.items():
            if name == "person":
                continue  # the others of the household are other people
            for column in table.c:
                if any(key.column.table.name == table_name for key in column.foreign_keys):
                    yield select(cast(table.c.id, String)).where(column.in_(wanted))
