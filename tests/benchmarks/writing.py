"""Writing: a workbook of 100,000 people, all boards of the county, one saved visit, history, encryption."""

import io
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import text
from sqlalchemy.orm import Session

from exports.boards.gathering import Organisation
from exports.boards.kinds import GATHER
from exports.ledger import export_ledger
from models import operations, queries, search
from models.engine import raw_connection
from models.ids import new_id
from models.queries import Query
from models.records import spec
from models.register import Register, create, open_register
from tests.benchmarks import registers
from tests.benchmarks.measure import Line, Lines, compare, seconds
from tests.exports.bare import pace


def lines() -> Lines:
    """Every line about writing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.grid"
        shutil.copy(registers.demo("county"), path)
        with open_register(path) as register:
            yield _workbook(register, Path(folder))
            yield _boards(register)
            yield _saved_visit(register)
        yield _history(Path(folder))
        yield from _encrypted(Path(folder))


def _workbook(register: Register, folder: Path) -> Line:
    """One street of the county (about 100,000 people) as a workbook, against openpyxl's write-only mode for its cells."""
    people = spec("people")
    with register.read() as session:
        street = queries.ids(session, Query(spec("units")).where("level", "is", 1), 0, 1)[0]
    out = folder / "people.xlsx"
    took = seconds(lambda: export_ledger(register, people, out, within=street, unmasked=True))
    cells = [list(row) for row in openpyxl.load_workbook(out, read_only=True).worksheets[0].iter_rows()]
    formats = [cell.number_format if cell.value is not None else "General" for cell in cells[min(5, len(cells) - 1)]]

    def bare() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in cells:
            line = []
            for cell, number_format in zip(row, formats, strict=False):
                if number_format == "General" or cell.value is None:
                    line.append(cell.value)
                else:
                    made = WriteOnlyCell(sheet, cell.value)
                    made.number_format = number_format
                    line.append(made)
            sheet.append(line)
        book.save(io.BytesIO())

    return Line(
        "100,000 people to a workbook, against bare openpyxl", took, seconds(bare), 1.15, f"{len(cells):,} rows"
    )


def _boards(register: Register) -> Line:
    with register.read() as session:
        organisation = Organisation(session, date.today())
        boards = [one.board for kind in ("grid", "building") for one in GATHER[kind](session, organisation, "")]
    measured = pace(boards, "A3")
    return Line(f"{len(boards):,} boards, against bare reportlab", measured.drawn, measured.bare, 1.5)


def _saved_visit(register: Register) -> Line:
    visits = spec("visits")
    with register.read() as session:
        home = queries.ids(session, Query(spec("households")), 5_000, 1)[0]
    values = {"visited_on": date(2026, 9, 1), "household_id": home, "visitor": "周文斌", "situation": "一切都好"}
    saved = operations.save(register, visits, values)
    connection = raw_connection(register.path)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    rows = _rows_of(connection, saved.operation, saved.ids("visits")[0])

    pairs = "周文 文斌 斌 \ua66e zh ho ou uw we en nb bi in n \ua66e zw wb b"
    latest = count(connection.execute("SELECT max(number) FROM search_entry").fetchone()[0] + 1)

    def bare() -> None:
        fresh = {"operation": None, "visit": new_id(), "search_entry": next(latest)}
        connection.execute("BEGIN IMMEDIATE")
        for table, columns, row in rows:
            values = [fresh[table], *row[1:]]
            if table == "search_entry":
                values[columns.index("record_id")] = fresh["visit"]
            marks = ", ".join("?" for _each in columns)
            connection.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', values)
        connection.execute("INSERT INTO search_index (rowid, pairs) VALUES (?, ?)", (fresh["search_entry"], pairs))
        connection.execute("COMMIT")

    def many(work: Callable[[], object]) -> Callable[[], None]:
        return lambda: [work() for _each in range(50)] and None

    line = compare(
        "one saved visit, against a bare commit of the same rows",
        many(lambda: operations.save(register, visits, values)),
        many(bare),
        3,
    )
    connection.close()
    return Line(line.name, line.ours / 50, (line.baseline or 0) / 50, 3)


def _rows_of(connection: Any, operation: int, visit: str) -> list[tuple[str, list[str], tuple[Any, ...]]]:
    """The rows that one saved visit wrote: operation, visit, search entry; history's own comes from the trigger."""
    found = []
    for table, column, value in (
        ("operation", "id", operation),
        ("visit", "id", visit),
        ("search_entry", "record_id", visit),
    ):
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {column} = ?', (value,))
        row = cursor.fetchone()
        found.append((table, [described[0] for described in cursor.description], row))
    return found


def _history(folder: Path) -> Line:
    """100,000 people brought in with their history, against the same without its triggers and its seal."""
    search.pinyin("王桂")  # the tables of characters are read once, whoever comes first
    search.fold("王桂")
    times = []
    for kept in (True, False):
        with create(folder / f"history-{kept}.grid", office="桂香社区") as register:
            people = [_somebody(number) for number in range(100_000)]
            times.append(seconds(lambda: _bring_in(register, people, kept)))  # noqa: B023
    return Line("100,000 people brought in with history, against without", times[0], times[1], 1.5)


def _bring_in(register: Register, people: list[dict[str, object]], kept: bool) -> None:
    if kept:
        with register.operation("brought in") as operation:
            operations.put_many(operation.session, spec("people"), people)
        return
    with Session(register.engine.execution_options(immediate=True)) as session:
        session.execute(text("DROP TRIGGER history_person_insert"))
        operations.put_many(session, spec("people"), people)
        search.index(session, spec("people"), [str(person["id"]) for person in people])
        session.commit()


def _somebody(number: int) -> dict[str, object]:
    name = f"王{chr(0x4E00 + number % 977)}桂"
    return {"id": new_id(), "name": name, "home_key": "~", "volunteer": False, "phone": f"138{number:08d}"}


def _encrypted(folder: Path) -> Lines:
    """The same community register plain and encrypted: reading and searching, saving."""
    from models import hits

    registers_made = {}
    for name, password in (("plain", None), ("encrypted", "a-long-password")):
        registers_made[name] = create(folder / f"{name}.grid", office="桂香社区", password=password)
        people = [_somebody(number) for number in range(30_000)]
        with registers_made[name].operation("filled") as operation:
            operations.put_many(operation.session, spec("people"), people)

    def reading(register: Register) -> Callable[[], None]:
        def read() -> None:
            with register.read() as session:
                for offset in range(0, 20_000, 500):
                    ids = queries.ids(session, Query(spec("people")), offset, 100)
                    queries.rows(session, spec("people"), ids)
                for n in range(40):
                    hits.hits(session, f"桂{n * 7}")

        return read

    def saving(register: Register) -> Callable[[], None]:
        def save() -> None:
            for n in range(50):
                operations.save(register, spec("people"), {"name": f"新人{n}"})

        return save

    plain, encrypted = registers_made["plain"], registers_made["encrypted"]
    yield compare("encrypted: reading and searching, against plain", reading(encrypted), reading(plain), 1.3)
    yield compare("encrypted: 50 saves, against plain", saving(encrypted), saving(plain), 2)
    for register in registers_made.values():
        register.close()
