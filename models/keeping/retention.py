"""What is kept longer than it may be: the list of what falls due, and deletion for good.

Deleting for good takes the rows, what the history kept of them, the sentences that name them, and their entries in the
search index; then the file is written anew, so that no free page holds them. The history keeps that they were there,
when they went and who did it, and its chain still verifies (models/history/chain.py). Backups made before still hold them until
they are thinned away (models/keeping/backups_kept.py).
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Table, delete, exists, func, select, text, update
from sqlalchemy.orm import Session

import resources
from models.access.staff import Role
from models.changes import Changes
from models.days import months_later
from models.errors import Mistake
from models.fields import RecordSpec
from models.history import chain, recording
from models.history.recording import PURGED, ChangeRow, OperationRow
from models.legal_holds import held_cases
from models.records import RECORDS, has_spec, lines_of, spec, spec_of_table
from models.register import Register
from models.tables import Base, batches
from models.words import _, in_words


@dataclass(frozen=True, slots=True)
class Rule:
    """How long one ledger is kept after the first of these dates that is filled."""

    spec: RecordSpec
    after: tuple[str, ...]
    years: int
    zh: str
    en: str

    @property
    def words(self) -> str:
        """The rule in the language spoken now."""
        return in_words(self.en, self.zh)


@dataclass(frozen=True, slots=True)
class Due:
    """The records of one ledger whose time is up; `held` more are under a legal hold or still pointed at."""

    rule: Rule
    ids: tuple[str, ...]
    oldest: date | None
    held: int


@cache
def rules() -> tuple[Rule, ...]:
    """The terms of resources/keeping/ledgers.toml."""
    data = tomllib.loads(resources.path("keeping", "ledgers.toml").read_text("utf-8"))
    return tuple(
        Rule(spec(line["ledger"]), tuple(line["after"]), line["years"], line["zh"], line["en"])
        for line in data["ledger"]
    )


def falls_due(session: Session, on: date) -> list[Due]:
    """What may go on a day, by ledger; ledgers with nothing due are left out."""
    found = [_due(session, rule, on) for rule in rules()]
    return [due for due in found if due.ids or due.held]


def _due(session: Session, rule: Rule, on: date) -> Due:
    table = rule.spec.sql
    ended = func.coalesce(*(table.c[name] for name in rule.after)) if len(rule.after) > 1 else table.c[rule.after[0]]
    limit = months_later(on, -12 * rule.years)
    over = select(table.c.id).where(ended.is_not(None), ended <= limit).order_by(ended, table.c.id)
    free = over.where(*(~found for found in _pointed_at(rule.spec)))
    if rule.spec.key == "mediations":
        free = free.where(table.c.id.not_in(held_cases(on)))
    ids = tuple(session.scalars(free))
    every = session.scalar(select(func.count()).select_from(over.order_by(None).subquery())) or 0
    oldest = session.scalar(select(func.min(ended)).where(table.c.id == ids[0])) if ids else None
    return Due(rule, ids, date.fromisoformat(oldest) if isinstance(oldest, str) else oldest, every - len(ids))


def _pointed_at(of: RecordSpec) -> Iterable[Any]:
    """Records of other ledgers that cannot be without this one: they go first, by their own rule."""
    lines = {line.table_name for line in lines_of(of)}
    for other in RECORDS:
        if other.table_name not in lines:
            for column in other.sql.c:
                if not column.nullable and any(key.column.table is of.sql for key in column.foreign_keys):
                    yield exists(select(column).where(column == of.sql.c.id).correlate(of.sql))


def delete_for_good(register: Register, due: Sequence[Due], on: date) -> Changes:
    """Delete what is due, and every trace of it that could be read. Only the administrator; it cannot be undone."""
    register.require(Role.ADMINISTRATOR)
    with register.read() as session:
        still = {each.rule: set(each.ids) for each in falls_due(session, on)}
    wanted = {each.rule: [i for i in each.ids if i in still.get(each.rule, ())] for each in due}
    return erase(register, {rule.spec: ids for rule, ids in wanted.items() if ids})


def erase(register: Register, wanted: dict[RecordSpec, list[str]]) -> Changes:
    """Delete these records for good: because their time is up, or because somebody has a right to it (PIPL art. 47)."""
    register.require(Role.ADMINISTRATOR)
    if not any(wanted.values()):
        raise Mistake(_("There is nothing to delete."))
    with register.operation() as operation:
        session = operation.session
        session.execute(text("PRAGMA secure_delete = ON"))
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        gone: dict[str, set[str]] = {}
        for of, ids in wanted.items():
            _erase(session, of.sql, ids, gone)
        session.flush()
        for table_name, erased in gone.items():
            recording.note(session, operation.id, PURGED, table_name, sorted(erased))
        _forget(session, gone)
        counts = ", ".join(f"{of.words} {len(ids)}" for of, ids in wanted.items())
        operation.sentence = _("Deleted for good: {counts}").format(counts=counts)
    shred(register)
    return operation.changes


def _erase(session: Session, table: Table, ids: Sequence[str], gone: dict[str, set[str]]) -> None:
    """Delete rows, first those that are lines of them or cannot be without them; other references are cleared."""
    known = gone.setdefault(table.name, set())
    fresh = [i for i in ids if i not in known]
    known.update(fresh)
    lines = (
        {line.table_name: line.parent for line in lines_of(spec_of_table(table.name))} if has_spec(table.name) else {}
    )
    for batch in batches(fresh):
        for other in Base.metadata.sorted_tables:
            for column in other.c:
                if any(key.column.table is table for key in column.foreign_keys) and other.name in recording.tables():
                    if lines.get(other.name) == column.name or not column.nullable:
                        _erase(session, other, session.scalars(select(other.c.id).where(column.in_(batch))).all(), gone)
                    else:
                        session.execute(update(other).where(column.in_(batch)).values({column.name: None}))
        session.execute(delete(table).where(table.c.id.in_(batch)))


def _forget(session: Session, gone: dict[str, set[str]]) -> None:
    """Take from the history what it kept of these records; digests stay, salts go."""
    for table_name, ids in gone.items():
        for batch in batches(sorted(ids)):
            mine = (ChangeRow.table_name == table_name) & ChangeRow.record_id.in_(batch)
            words = _words(session, table_name, mine)
            kept = session.execute(select(*ChangeRow.__table__.c).where(mine, ChangeRow.before.is_not(None))).all()
            for row in kept:
                session.execute(
                    update(ChangeRow)
                    .where(ChangeRow.id == row.id)
                    .values(before=None, salt=None, purged=chain.change_digest(row))
                )
            _forget_sentences(session, mine, words)


def _words(session: Session, table_name: str, mine: Any) -> set[str]:
    """What the records were called and what else a sentence might repeat of them."""
    if not has_spec(table_name):
        return set()
    of = spec_of_table(table_name)
    names = {field.name for field in of.fields if field.name in of.title or field.searchable or field.sensitive}
    found: set[str] = set()
    for before in session.scalars(select(ChangeRow.before).where(mine, ChangeRow.before.is_not(None))):
        values = recording.decode(before)
        found |= {value for name in names if isinstance(value := values.get(name), str) and len(value) > 1}
    return found


def _forget_sentences(session: Session, mine: Any, words: set[str]) -> None:
    numbers = select(ChangeRow.operation_id).where(mine, ChangeRow.operation_id.is_not(None))
    rows = session.execute(
        select(OperationRow.id, OperationRow.sentence, OperationRow.salt).where(
            OperationRow.id.in_(numbers), OperationRow.finished_at.is_not(None), OperationRow.purged.is_(None)
        )
    ).all()
    for number, sentence, salt in rows:
        if any(word in sentence for word in words):
            emptied = {"sentence": "", "salt": None, "purged": chain.sentence_digest(salt, sentence)}
            session.execute(
                update(OperationRow).where(OperationRow.id == number).values(emptied),
                execution_options={"synchronize_session": False},
            )


def shred(register: Register) -> None:
    """Write the index and the file anew, so that nothing deleted is left in free pages or in the journal."""
    with register.standing_still():
        raw = register.engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.close()
