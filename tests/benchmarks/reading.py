"""Reading at 300,000 people: search, the first screen of each table, opening."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from models import hits, queries
from models.engine import raw_connection
from models.fields import Kind, RecordSpec
from models.queries import Query
from models.records import RECORDS, spec, spec_of_table
from models.register import Register, open_register
from models.search import pattern
from tests.benchmarks import registers
from tests.benchmarks.measure import Line, Lines, compare, percentile, seconds

SCREEN, BLOCK = 100, 500


def lines() -> Lines:
    """Every line about reading."""
    path = registers.demo("county")
    with open_register(path) as register:
        yield from _searching(register)
        for record in RECORDS:
            yield _first_screen(register, record)
    small = registers.demo("community")
    yield _opening(path, small)


def _words(register: Register) -> list[str]:
    """What clerks type: pieces of names, pinyin, doors, phone tails, as they are typed key by key."""
    chance = random.Random(7)
    with register.read() as session:
        people = queries.rows(
            session,
            spec("people"),
            queries.ids(session, Query(spec("people")), 1000, 60),
            ["name", "phone"],
            unmasked=True,
        )
    typed = [row["name"][:n] for row in people[:30] for n in (1, 2, 3)]
    typed += [row["phone"][-4:] for row in people if row["phone"]][:15]
    typed += ["chen", "wgq", "3-2-502", "3栋2单元502", "5099", "桂香", "网格", "李秀"]
    chance.shuffle(typed)
    return typed


def _searching(register: Register) -> Lines:
    words = _words(register)
    connection = raw_connection(register.path)
    plain = (
        "SELECT e.table_name, e.record_id, p.name, p.birth, h.estate, h.door FROM search_index AS i"
        " JOIN search_entry AS e ON e.number = i.rowid LEFT JOIN person AS p ON p.id = e.record_id"
        " LEFT JOIN household AS h ON h.id = p.household_id WHERE search_index MATCH ? LIMIT 50"
    )

    count = "SELECT count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 1000)"

    def ours() -> None:
        with register.read() as session:
            for each in words:
                hits.hits(session, each)

    def bare() -> None:
        for each in words:
            connection.execute(plain, (pattern(each),)).fetchall()
            connection.execute(count, (pattern(each),)).fetchone()

    yield compare(f"search, {len(words)} keystrokes", ours, bare, 3)

    def keystroke(each: str) -> Callable[[], None]:
        def press() -> None:
            with register.read() as session:
                hits.hits(session, each)

        return press

    pressed = [seconds(keystroke(each)) for each in words]
    yield Line("search, p99 of a keystroke", percentile(pressed, 0.99), None, 0.016)
    connection.close()


def _first_screen(register: Register, record: RecordSpec) -> Line:
    """Count, the first block of ids and the first rows, against one plain statement for the same rows and the count."""
    connection = raw_connection(register.path)
    names = [field.name for field in record.listed]
    columns, joins = [f't."{name}"' for name in names], []
    for number, name in enumerate(n for n in names if record.kinds[n] is Kind.REFERENCE):
        target = spec_of_table(record.target(name))
        columns.append(f'r{number}."{target.title[0]}"')
        joins.append(f'LEFT JOIN "{target.table_name}" AS r{number} ON r{number}.id = t."{name}"')
    order = _order(record, joins)
    plain = f'SELECT t.id, {", ".join(columns)} FROM "{record.table_name}" AS t {" ".join(joins)} ORDER BY {order} LIMIT {BLOCK}'

    def ours() -> None:
        with register.read() as session:
            query = Query(record)
            queries.count(session, query)
            ids = queries.ids(session, query, 0, BLOCK)
            queries.rows(session, record, ids[:SCREEN], names)

    def bare() -> None:
        connection.execute(f'SELECT count(*) FROM "{record.table_name}"').fetchone()
        connection.execute(plain).fetchall()

    line = compare(f"first screen of {record.key}", ours, bare, 3, runs=7)
    total = connection.execute(f'SELECT count(*) FROM "{record.table_name}"').fetchone()[0]
    connection.close()
    # A table of a few rows costs a few hundredths of a second of nothing but Python: under 5 ms it is not felt.
    note = f"{total:,} rows"
    return (
        Line(line.name, line.ours, line.baseline, 3, note)
        if line.ours > 0.005
        else Line(line.name, line.ours, None, 0.005, note)
    )


def _order(record: RecordSpec, joins: list[str]) -> str:
    name = record.order[0]
    direction = " DESC" if name.startswith("-") else ""
    name = name.removeprefix("-")
    if name in record and record.kinds[name] is Kind.REFERENCE:
        target = spec_of_table(record.target(name))
        joins.append(f'LEFT JOIN "{target.table_name}" AS o ON o.id = t."{name}"')
        return f'o."{target.order[0].removeprefix("-")}"{direction}, t.id'
    return f't."{name}"{direction}, t.id'


_OPEN = """
import sys, time
from pathlib import Path
from models import queries
from models.records import spec
from models.register import open_register
started = time.perf_counter()
with open_register(Path(sys.argv[1])) as register, register.read() as session:
    queries.ids(session, queries.Query(spec("people")), 0, 100)
    print(time.perf_counter() - started)
"""


def _opening(large: Path, small: Path) -> Line:
    def opened(path: Path) -> float:
        done = [
            subprocess.run([sys.executable, "-c", _OPEN, str(path)], capture_output=True, text=True, check=True)
            for _ in range(7)
        ]
        return sorted(float(each.stdout) for each in done)[3]

    return Line("opening 300,000 people against 3,000, to the first rows", opened(large), opened(small), 1.5)
