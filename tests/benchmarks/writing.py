"""Writing: a workbook of 100,000 people, all boards of the county, one saved visit, history, encryption."""

import io
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import text, update

from exports.boards.gathering import Organisation
from exports.boards.kinds import GATHER
from exports.ledger import export_ledger
from models import operations, queries
from models.engine import raw_connection
from models.households import Person
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
            yield from _history(register)
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

    def bare() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, columns, row in rows:
            fresh = [_fresh(table, column, value) for column, value in zip(columns, row, strict=True)]
            marks = ", ".join("?" for _each in columns)
            connection.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', fresh)
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


def _rows_of(connection: object, operation: int, visit: str) -> list[tuple[str, list[str], tuple[object, ...]]]:
    """The rows that one saved visit wrote; the history's own row comes from the trigger in both."""
    found = []
    for table, condition, value in (("operation", "id", operation), ("visit", "id", visit)):
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {condition} = ?', (value,))  # type: ignore[attr-defined]
        row = cursor.fetchone()
        found.append((table, [described[0] for described in cursor.description], row))
    return found


def _fresh(table: str, column: str, value: object) -> object:
    if column == "id":
        return new_id() if table == "visit" else None
    return value


def _history(register: Register) -> Lines:
    """A bulk update of 100,000 rows with its history, against the same without the triggers."""
    change = update(Person).where(Person.id.in_(_some())).values(work=text("coalesce(work, '') || '.'"))

    def with_history() -> None:
        with register.operation("bulk") as operation:
            operation.session.execute(change, execution_options={"synchronize_session": False})

    took = seconds(with_history)
    plain = raw_connection(register.path)
    (trigger,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'history_person_update'").fetchone()
    plain.execute("DROP TRIGGER history_person_update")
    bare = seconds(with_history)
    plain.execute(trigger)
    plain.close()
    yield Line("bulk change of 100,000 people with history, against without", took, bare, 1.5)


def _some() -> object:
    from sqlalchemy import select

    return select(Person.id).order_by(Person.id).limit(100_000)


def _encrypted(folder: Path) -> Lines:
    """The same community register plain and encrypted: reading and searching, saving."""
    from models import hits

    registers_made = {}
    for name, password in (("plain", None), ("encrypted", "a-long-password")):
        registers_made[name] = create(folder / f"{name}.grid", office="桂香社区", password=password)
        people = [
            {"id": new_id(), "name": f"王{n % 977}桂{n}", "home_key": "~", "volunteer": False, "phone": f"138{n:08d}"}
            for n in range(30_000)
        ]
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
