"""A plan becomes one operation: bulk inserts and updates, all or nothing, to be undone like any other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Table, bindparam, func, literal, update
from sqlalchemy.orm import Session

from models.changes import Changes
from models.fields import Values
from models.households import Care, Person
from models.intake.pausing import collector_paused
from models.intake.places import waiting
from models.intake.plans import Plan, Update
from models.intake.roster.reviews import queue
from models.intake.sheets.layouts import remember
from models.progress import Progress, silent
from models.register import Register
from models.structure.placements import PLACE_OF, keep_moves
from models.tables import Base
from models.words import _

_STEP = 5_000
# What is written before what points at it.
_ORDER = ("unit", "grid", "unit_grid", "post", "care_category", "visit_rule", "household", "person", "residence",
          "appointment", "care", "visit", "matter", "matter_step", "mediation_case", "mediation_party")  # fmt: skip


def commit(register: Register, plan: Plan, *, progress: Progress = silent) -> Changes:
    """Write the plan. Raises what `progress` raises to cancel; then nothing of it is left."""
    counted = _Counted(progress, sum(map(len, plan.inserts.values())) + sum(map(len, plan.updates.values())))
    with collector_paused(), register.operation(_sentence(plan)) as operation:
        for name in _ORDER:
            _insert(operation.session, name, plan, counted)
        for name, changes in plan.updates.items():
            _update(operation.session, name, changes, counted)
        _go_along(operation.session, plan)
        if plan.inserts.get("unit") or plan.inserts.get("grid"):
            plan.placed = waiting.place(operation.session)
        queue(operation.session, plan)
        if (plan.inserts and any(map(len, plan.inserts.values()))) or plan.updates or plan.reviews:
            for layout in plan.layouts.taken:
                remember(operation.session, layout)
    return operation.changes


class _Counted:
    """Adds up what is done over all tables."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._before, self._last = progress, total, 0, 0

    def __call__(self, done: int, _total: int) -> None:
        if done < self._last:
            self._before += self._last
        self._last = done
        self._progress(min(self._before + done, self._total), self._total)


def _sentence(plan: Plan) -> str:
    return _("Read in {file}: {created} new, {updated} changed").format(
        file=plan.source.path.name, created=plan.created, updated=plan.updated
    )


def _insert(session: Session, name: str, plan: Plan, progress: Progress) -> None:
    rows = plan.inserts.get(name)
    if not rows:
        return
    table = Base.metadata.tables[name]
    blank = dict.fromkeys(column.name for column in table.columns)
    for start in range(0, len(rows), _STEP):
        lot = rows[start : start + _STEP]
        insert_rows(session, table, [{**blank, **row} for row in lot])
        progress(min(start + _STEP, len(rows)), len(rows))


def insert_rows(session: Session, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that give every column. SQLite takes them as they are: going through each row's types costs as much
    as writing it."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(table.insert(), list(rows))
        return
    names = [column.name for column in table.columns]
    dates = [i for i, column in enumerate(table.columns) if column.type.python_type is date]
    moments = [i for i, column in enumerate(table.columns) if column.type.python_type is datetime]
    lines = [[row[name] for name in names] for row in rows]
    for line in lines:
        for i in dates:
            if (day := line[i]) is not None:
                line[i] = day.isoformat()
        for i in moments:
            if (moment := line[i]) is not None:
                line[i] = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    marks, columns = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
    session.flush()
    session.connection().exec_driver_sql(
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', list(map(tuple, lines))
    )


def _update(session: Session, name: str, changes: Sequence[Update], progress: Progress) -> None:
    """The changed columns of each record, one statement for all that change the same ones."""
    table = Base.metadata.tables[name]
    _keep_moves(session, name, changes)
    done = 0
    for columns, lot in _alike(changes):
        statement = (
            update(table).where(table.c.id == bindparam("of_id"))
            .values({column: bindparam(f"new_{column}") for column in columns})
        )  # fmt: skip
        for start in range(0, len(lot), _STEP):
            part = lot[start : start + _STEP]
            session.execute(
                statement,
                [{"of_id": one.id, **{f"new_{c}": one.fields[c][1] for c in columns}} for one in part],
                execution_options={"synchronize_session": False},
            )
            done += len(part)
            progress(done, len(changes))


def _keep_moves(session: Session, name: str, changes: Sequence[Update]) -> None:
    """A unit, household or grid that the file puts elsewhere was where it was until today."""
    place = PLACE_OF.get(name, "")
    moves = {one.id: one.fields[place][1] for one in changes if place in one.fields}
    keep_moves(session, name, moves, date.today())


def _alike(changes: Sequence[Update]) -> Iterator[tuple[tuple[str, ...], list[Update]]]:
    lots: dict[tuple[str, ...], list[Update]] = defaultdict(list)
    for change in changes:
        lots[tuple(sorted(change.fields))].append(change)
    yield from lots.items()


def _go_along(session: Session, plan: Plan) -> None:
    """Open cares follow a person who moved; people sort by their door's new key."""
    if plan.care_moves:
        table = Care.__table__
        session.connection().execute(
            update(table).where(table.c.person_id == bindparam("who"), table.c.until.is_(None))  # type: ignore[arg-type]
            .values(household_id=bindparam("home")),
            [{"who": person, "home": home} for person, home in plan.care_moves],
        )  # fmt: skip
    for home_id, key in plan.new_keys.items():
        people = update(Person).where(Person.household_id == home_id)
        rank = func.substr(Person.home_key, -2)
        session.execute(
            people.values(home_key=literal(key + " ") + rank), execution_options={"synchronize_session": False}
        )
