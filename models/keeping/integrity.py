"""Is the register whole: the file, the references, the history, the search index."""

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models import search
from models.fields import RecordSpec
from models.history import chain, recording
from models.households import Household, Person, home_key
from models.records import RECORDS
from models.tables import APPLICATION_ID, Base
from models.words import _

_ENOUGH = 20  # problems of one kind are listed up to this many


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in sorted(Base.metadata.tables.items())
    }


def is_register(session: Session) -> bool:
    """Whether this database is a grid register at all."""
    return bool(session.scalar(text("PRAGMA application_id")) == APPLICATION_ID)


def damage(session: Session, *, pages: bool = True) -> list[str]:
    """What the engine finds wrong with the file itself; empty if it is sound.

    `pages` also checks the seal of every page of an encrypted file, used or not: only where nothing stands behind
    the last page, so not in a backup.
    """
    try:
        said = [str(line) for (line,) in session.execute(text(f"PRAGMA integrity_check({_ENOUGH})"))]
        if pages:
            _write_journal_back(session)
            sealed = session.connection().exec_driver_sql("PRAGMA cipher_integrity_check")
            said += [str(line) for (line,) in sealed] if sealed.returns_rows else []
    except DatabaseError as error:
        return [str(error.orig)]
    return [line for line in said if line != "ok"]


def _write_journal_back(session: Session) -> None:
    """The seals of pages are read in the file itself: what the journal still holds has to be there first."""
    bind = session.get_bind()
    with (bind if isinstance(bind, Engine) else bind.engine).connect() as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def quick_damage(session: Session) -> list[str]:
    """The same without comparing indexes with their tables: an eighth of the time, for the start."""
    try:
        said = [str(line) for (line,) in session.execute(text(f"PRAGMA quick_check({_ENOUGH})"))]
    except DatabaseError as error:
        return [str(error.orig)]
    return [line for line in said if line != "ok"]


def check(session: Session) -> list[str]:
    """Everything that is wrong, each as one sentence; empty if all is well."""
    return [
        *(_("The file is damaged: {what}").format(what=what) for what in damage(session)),
        *_loose_references(session),
        *_unattributed(session),
        *chain.verify(session).problems,
        *_unfindable(session),
        *_misplaced(session),
    ]


def _loose_references(session: Session) -> list[str]:
    rows = session.execute(text("PRAGMA foreign_key_check")).all()
    return [
        _("A record in {table} points at one in {target} that is not there.").format(table=row[0], target=row[2])
        for row in rows[:_ENOUGH]
    ]


def _unattributed(session: Session) -> list[str]:
    stray = session.scalar(select(func.count()).where(recording.ChangeRow.operation_id.is_(None)))
    return [_("{count} changes were made outside this program.").format(count=stray)] if stray else []


def _unfindable(session: Session) -> list[str]:
    problems = []
    for spec in RECORDS:
        if any(field.searchable for field in spec.fields) and (missing := _not_indexed(session, spec)):
            problems.append(_("{count} of {kind} are not in the search index.").format(count=missing, kind=spec.words))
    return problems


def _not_indexed(session: Session, spec: RecordSpec) -> int:
    entry = search.SearchEntry
    known = select(entry.number).where(entry.record_id == spec.table.id, entry.table_name == spec.table_name)
    return session.scalar(select(func.count()).select_from(spec.table).where(~known.exists())) or 0


def _misplaced(session: Session) -> list[str]:
    """People whose place in the order of doors does not follow from their household."""
    rows = session.execute(
        select(Person.home_key, Household.door_key, Person.relation).outerjoin(
            Household, Household.id == Person.household_id
        )
    )
    wrong = sum(1 for key, door, relation in rows if key != home_key(door, relation))
    return [_("{count} people stand at the wrong door in the list.").format(count=wrong)] if wrong else []
