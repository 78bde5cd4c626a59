"""A working day in an encrypted register, with a mark in every sensitive field, ended by kill -9."""

import json
import os
import signal
import tempfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models import crash_reports, hits, operations, queries, rounds
from models.errors import Mistake
from models.fields import Kind, RecordSpec
from models.history import proof
from models.keeping import backup
from models.records import RECORDS
from models.register import Register, create
from tests.conftest import Street
from tests.models.test_contract import filled

PASSWORD = "松林苑-2026-春"


def mark(spec: RecordSpec, name: str) -> str:
    """What is planted in one field: found again wherever it leaks, and like nothing else."""
    kind = spec.kinds[name]
    number = 10_000_000 + 7_919 * (RECORDS.index(spec) * 40 + list(spec.kinds).index(name))
    if kind is Kind.PHONE:
        return f"139{number}"
    return f"509919{number}1234" if kind is Kind.DOCUMENT else f"龘{number}隐"


def marks() -> dict[str, str]:
    """Every sensitive field that holds text, and its mark."""
    text = (Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE, Kind.DOCUMENT)
    return {
        f"{spec.key}.{field.name}": mark(spec, field.name)
        for spec in RECORDS
        for field in spec.fields
        if field.sensitive and spec.kinds[field.name] in text
    }


def day(folder: str, language: str = "zh_CN") -> None:
    """Everything that is done in a day; the process is killed while the register is open."""
    from models import words

    words.use_language(language)
    place, out = Path(folder), Path(folder) / "out"
    for name in ("out", "tmp", "backups"):
        (place / name).mkdir()
    tempfile.tempdir = str(place / "tmp")
    crash_reports.start_log()
    register = create(place / "r.grid", office="桂香社区", password=PASSWORD)
    _enter(register)
    _print(register, out)
    backup.back_up(register, place / "backups")
    _break(register)
    register.lock({**marks(), "at": datetime(2026, 9, 1)})
    register.unlock(PASSWORD)
    _enter_again(register)
    os.kill(os.getpid(), signal.SIGKILL)


def _enter(register: Register) -> None:
    street = Street(register)
    planted = marks()
    for spec in RECORDS:
        if spec.key in ("units", "offices"):
            continue
        values: dict[str, Any] = filled(spec, street)
        values |= {n: planted[f"{spec.key}.{n}"] for n in values if f"{spec.key}.{n}" in planted}
        street.add(spec.key, **values)


def _enter_again(register: Register) -> None:
    """Changes, deletions and undos, so that the history holds the marks too."""
    for spec in RECORDS:
        with register.read() as session:
            ids = queries.ids(session, queries.Query(spec), limit=1)
        for name in [field.name for field in spec.fields if f"{spec.key}.{field.name}" in marks()]:
            operations.reveal(register, spec, ids[0], name, "办理业务")
            operations.save(register, spec, {name: "改过"}, ids[0])
            operations.undo(register)


def _print(register: Register, out: Path) -> None:
    from exports.boards.content import KINDS
    from exports.boards.printing import print_boards
    from exports.ledger import export_ledger
    from exports.quarter import quarter_workbook
    from exports.round_sheet import round_sheet
    from models.periods import Quarter

    for spec in RECORDS:
        export_ledger(register, spec, out / f"{spec.key}.xlsx")
    with register.read() as session:
        lines = rounds.due(session, date(2030, 1, 1))
        found = [hit.as_json() for word in ("龘", "139", "样") for hit in hits.hits(session, word)[1]]
        (out / "proof.txt").write_text(proof.as_text(session), "utf-8")
    (out / "search.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    round_sheet(register, lines, date(2030, 1, 1), out / "round.pdf")
    quarter_workbook(register, Quarter(2026, 1), out / "quarter.xlsx")
    for kind in KINDS:
        with suppress(Mistake):  # nothing to show on this kind today
            print_boards(register, out / f"board-{kind}.pdf", kind=kind)


def _break(register: Register) -> None:
    """A bug in the midst of people's data: its report must not repeat them."""
    try:
        with register.operation("x") as operation:
            operation.session.execute(
                RECORDS[0].sql.insert().values(name="、".join(marks().values()), no_such_column=1)
            )
    except Exception as error:  # noqa: BLE001  that is the point
        (register.path.parent / "out" / "report.txt").write_text(crash_reports.log_bug(error), "utf-8")
