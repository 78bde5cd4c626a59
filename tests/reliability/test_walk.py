"""Every public function that reads or writes a register, called as a grid member with what lies outside their units.

Nothing of it may be seen or changed. A function that is new and takes something this walk does not know fails it: say
below what to give it, or in NOT_WALKED why it need not be walked.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import models
from models import figures, rounds
from models.access import scope
from models.access.staff import Role
from models.consents import PHONE, Consent
from models.engine import make_engine
from models.errors import RegisterError
from models.fields import RecordSpec
from models.history.journal import Asked
from models.keeping import retention
from models.keeping.backups_kept import Backup
from models.organisation import APPOINTMENTS
from models.periods import Quarter
from models.queries import Query
from models.records import RECORDS, spec
from models.register import Register
from models.structure import placements
from tests.conftest import Street
from tests.reliability.test_scope import PLANTED, member, two

__all__ = ["member", "two"]

NOT_READING = ("models.demo", "models.migrations", "models.intake")  # intake writes by operations.put alone
NOT_WALKED = {
    "keeping.backup.make": "the program's own backup, encrypted; who may start one is tested in test_backups",
    "keeping.backup_plan.close_with_backup": "the same",
    "history.chain.operations": "the links of the chain: history_proof and verify give digests and counts of them",
    "history.chain.written": "ids and digests of the operation under way",
    "figures.explain.count_again": "counts the records behind a cell, which the cell's own query names",
    "keeping.retention.shred": "writes the file anew and shows nothing",
    "served.unit_of_household": "builds SQL, reads nothing",
    "structure.placements.any_later": "builds SQL, reads nothing",
    "history.undoing.put_back": "one row of an undo, which is refused as a whole",
    "structure.unit_changes.check_settled": "takes a row that unit_row would not have given",
    "structure.unit_changes.placed_before": "the same",
    "structure.unit_changes.settled_since": "the same",
    "working.open_operation": "the beginning of one",
}


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Whatever in models/ takes a session or a register first."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if module.name.startswith(NOT_READING):
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters.values()), None)
            ours = function.__module__ == module.name and not name.startswith("_")
            if ours and first is not None and first.annotation in (Session, Register, "Session", "Register"):
                yield f"{module.name.removeprefix('models.')}.{name}", function


FUNCTIONS = dict(public_functions())
WALKED = sorted(set(FUNCTIONS) - set(NOT_WALKED))


class Outside:
    """What lies outside the member's units: for each ledger a record whose id is known from elsewhere."""

    def __init__(self, street: Street, path: Path) -> None:
        self.unit = street.branch
        engine = make_engine(path)
        with engine.connect() as connection:
            self.ids = {
                record.key: str(connection.scalar(text(f'SELECT max(id) FROM "{record.table_name}"')) or "x")
                for record in RECORDS
            }
            for record in RECORDS:
                if record.unit and "title" in record.sql.c:
                    assert connection.scalar(text(f'SELECT count(*) FROM "{record.table_name}"'))
            self.rows = {
                record.key: dict(connection.execute(select(record.sql)).mappings().first() or {}) for record in RECORDS
            }
            name = connection.scalar(text("SELECT id FROM person WHERE name LIKE '界外%'"))
            self.ids["people"] = str(name)
            self.ids["households"] = str(
                connection.scalar(text("SELECT id FROM household WHERE unit_id = :u"), {"u": street.group})
            )
            self.operation = connection.scalar(
                text("SELECT max(operation_id) FROM change WHERE record_id = :p"), {"p": name}
            )
        engine.dispose()
        self.ids["units"] = street.branch

    def give(self, parameter: inspect.Parameter, record: RecordSpec, folder: Path) -> Any:
        """Something for one parameter; KeyError for one that nobody has thought of."""
        record_id, unit, ids = self.ids[record.key], self.unit, self.ids
        known: dict[str, Any] = {
            "on": date(2026, 9, 21), "day": date(2026, 9, 21), "today": date(2026, 9, 21), "start": date(2020, 1, 1),
            "end": date(2030, 1, 1), "year": 2026, "quarter": Quarter(2026, 3), "consent_on": date(2026, 9, 1),
            "unit_id": unit, "parent_id": unit, "into_id": unit, "source": unit, "target": unit, "like": "111",
            "unit_ids": [unit], "within": unit, "boards": [ids["issued_boards"]], "code": "111",
            "person_id": ids["people"], "case_id": ids["mediations"], "matter_id": ids["matters"],
            "visit_id": ids["visits"], "appointment_id": ids["appointments"], "post_id": ids["posts"],
            "household_ids": [ids["households"]], "record_id": record_id, "record_ids": [record_id],
            "ids": [record_id], "of": record, "spec": record, "table_name": record.table_name,
            "query": Query(record), "operation_id": self.operation, "number": self.operation,
            "words": PLANTED, "text": "", "reason": "查看", "note": "说明", "name": PLANTED, "password": "new-password",
            "role": Role.ADMINISTRATOR, "outcome": "agreed", "owner": "甲", "result": "已办", "staff": "甲",
            "field": record.title[0], "column": getattr(record.table, record.title[0]),
            "values": self._values(record), "asked": self._asked(record),
            "own": {unit: 1}, "parts": [], "what": ["phone"], "jpeg": None, "action": "I", "beginning": "",
            "table": placements.UnitPlacement, "lines": self._lines(parameter, record), "met": True,
            "line": self._due(), "consent": Consent(APPOINTMENTS, ids["appointments"], "x", None, PHONE, "", None, None),
            "backup": self._backup(parameter, folder), "folder": folder, "folders": [folder], "out": folder / "x",
            "now": datetime(2026, 9, 21, 8, 0), "due": [retention.Due(rule, (ids[rule.spec.key],), None, 0)
                                                      for rule in retention.rules()],
            **{key: {ids["households"]: (unit, None)} for key in ("places", "units", "households", "grids")},
        }  # fmt: skip
        if parameter.name == "wanted":
            return {record: [record_id]} if "dict" in str(parameter.annotation) else [record_id]
        if parameter.name == "now" and parameter.annotation in (Session, "Session"):
            return self.session
        if parameter.name == "until":
            return placements.UnitPlacement.until
        return known[parameter.name]

    session: Session

    def _values(self, record: RecordSpec) -> dict[str, Any]:
        given = {
            "name": "改名", "unit_id": self.unit, "visited_on": date(2026, 9, 1), "content": "水管",
            "household_id": self.ids["households"], "received_on": date(2026, 9, 1), "shown_name": "甲",
        }  # fmt: skip
        return {name: value for name, value in given.items() if name in record}

    def _asked(self, record: RecordSpec) -> Asked:
        return Asked(words=PLANTED) if record.key == "units" else Asked(record_id=self.ids[record.key])

    def _lines(self, parameter: inspect.Parameter, record: RecordSpec) -> list[Any]:
        return [self._due()] if "Due" in str(parameter.annotation) else [{**self.rows[record.key], "id": "y"}]

    def _due(self) -> rounds.Due:
        home, person = self.ids["households"], self.ids["people"]
        return rounds.Due(home, "门", self.unit, person, "甲", self.ids["visit_rules"], "r", "c", "month", None,
                          date(2026, 9, 1))  # fmt: skip

    def _backup(self, parameter: inspect.Parameter, folder: Path) -> Any:
        found = Backup(folder / "x", datetime(2026, 9, 1), 1, "0")
        return found if "Backup" in str(parameter.annotation) else found.path


@pytest.fixture
def outside(two: Street, member: Register) -> Outside:
    return Outside(two, member.path)


def arguments(function: Callable[..., Any], outside: Outside, record: RecordSpec, folder: Path) -> dict[str, Any]:
    parameters = list(inspect.signature(function).parameters.values())[1:]
    given = {}
    for parameter in parameters:
        if parameter.default is inspect.Parameter.empty or parameter.name in ("within", "words", "of"):
            if parameter.default is not inspect.Parameter.empty and parameter.name == "of":
                continue
            try:
                given[parameter.name] = outside.give(parameter, record, folder)
            except KeyError:
                pytest.fail(f"this walk does not know what to give as {parameter}: teach it, or say why not to")
    return given


ABOUT = {"visit_operations": "visits", "matter_operations": "matters", "structure.appointing": "appointments"}


def by_record(function: Callable[..., Any]) -> tuple[RecordSpec, ...]:
    """Functions over any record are walked with each type."""
    if about := ABOUT.get(function.__module__.removeprefix("models.")):
        return (spec(about),)
    names = set(inspect.signature(function).parameters)
    return RECORDS if names & {"spec", "of", "query", "asked", "table_name", "record_id"} else RECORDS[:1]


OPEN_TO_ALL = {"posts", "care_categories", "visit_rules", "level_schemes", "offices"}


READING = [name for name in WALKED if "session" in inspect.signature(FUNCTIONS[name]).parameters]


@pytest.mark.parametrize("names", [READING, sorted(set(WALKED) - set(READING))], ids=["reading", "writing"])
def test_nothing_outside_is_seen_or_changed(
    names: list[str], outside: Outside, member: Register, tmp_path: Path
) -> None:
    before, leaks = rows_outside(member), []
    for name in names:
        function = FUNCTIONS[name]
        for record in by_record(function):
            if record.key in OPEN_TO_ALL and record is not RECORDS[0]:
                continue
            first = next(iter(inspect.signature(function).parameters.values()))
            if PLANTED in call(function, first, outside, record, member, tmp_path).replace(f"“{PLANTED}”", ""):
                leaks.append(f"{name} shows {record.key}")
            if rows_outside(member) != before:
                pytest.fail(f"{name} changed something outside, walked with {record.key}")
    assert leaks == []


def call(
    function: Callable[..., Any], first: inspect.Parameter, outside: Outside, record: RecordSpec, member: Register,
    folder: Path,
) -> str:  # fmt: skip
    """What the function gives, or says, in words."""
    try:
        if first.annotation in (Register, "Register"):
            return spelt(function(member, **arguments(function, outside, record, folder)))
        with member.read() as session:
            outside.session = session
            found = spelt(function(session, **arguments(function, outside, record, folder)))
            session.flush()
            return found
    except RegisterError as error:
        return str(error)
    except pytest.fail.Exception:
        raise
    except Exception as error:  # noqa: BLE001  there is nothing there for it: that is as it should be
        return str(error)


def spelt(found: Any) -> str:
    """All of an answer, whatever it is made of."""
    if isinstance(found, Iterator):
        found = list(found)
    if hasattr(found, "__table__"):
        return str({c.name: getattr(found, c.name) for c in found.__table__.columns})
    if isinstance(found, list | tuple | set | frozenset):
        return " ".join(spelt(each) for each in found)
    if isinstance(found, dict):
        return " ".join(f"{spelt(key)} {spelt(value)}" for key, value in found.items())
    return str(found)


def rows_outside(member: Register) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that the member does not see, table by table."""
    found = {}
    with member.read() as session:
        for table in scope.recorded_tables():
            rows = session.execute(
                text(f'SELECT * FROM main."{table}" WHERE id NOT IN (SELECT id FROM "{table}") ORDER BY id')
            )
            found[table] = [tuple(row) for row in rows]
    return found


def test_the_walk_is_long_and_its_exceptions_exist() -> None:
    assert len(WALKED) > 80
    assert set(NOT_WALKED) <= set(FUNCTIONS)


def test_the_walk_sees_what_leaks(outside: Outside, two: Street) -> None:
    """Control: the administrator, asked in the same way, is shown the marked records."""
    seen = 0
    for name in ("queries.titles", "search.find", "hits.hits", "history.recording.versions", "history.journal.entries"):
        for record in RECORDS:
            said = call(FUNCTIONS[name], next(iter(inspect.signature(FUNCTIONS[name]).parameters.values())), outside,
                        record, _whole(two.register), Path())  # fmt: skip
            seen += PLANTED in said
    assert seen > 20
    assert figures and spec("people")


def _whole(register: Register) -> Register:
    from models.register import Actor

    register.engine.dispose()
    register.engine, register.actor = make_engine(register.path), Actor("管理员")
    return register
