"""What a member of staff can see and change, enforced below every query and operation.

A grid head's or grid member's connection sees each table through a temporary view of the same name that holds the
rows of their own units alone; SQLite looks there first, so no statement, however it came about, reads past it.
Writes go through the views' INSTEAD OF triggers, which refuse a row that is not, or would no longer be, within those
units. (On PostgreSQL row security policies do the same.) A read-only account's connection cannot write at all.
"""

from collections.abc import Iterator

from models.engine import OUTSIDE
from models.history import recording
from models.records import RECORDS
from models.tables import Base, Record

# Tables without a spec of their own, by the reference that leads to their unit.
_PATHS = {
    "residence": ("person_id", "household_id", "unit_id"),
    "unit_placement": ("subject_id",),
    "household_placement": ("subject_id", "unit_id"),
    "grid_placement": ("subject_id", "unit_id"),
}


def statements(unit_id: str, staff: str) -> Iterator[str]:
    """The SQL that holds one connection to a unit's subtree."""
    yield "CREATE TEMP TABLE scope (unit_id TEXT, staff TEXT)"
    yield f"INSERT INTO scope VALUES ({_quoted(unit_id)}, {_quoted(staff)})"
    yield (
        "CREATE TEMP VIEW scope_unit AS WITH RECURSIVE tree (id) AS (SELECT unit_id FROM scope UNION ALL"
        " SELECT below.id FROM main.unit AS below JOIN tree ON below.parent_id = tree.id) SELECT id FROM tree"
    )
    for table, condition in _conditions().items():
        yield from _view(table, condition)
    yield from _history()


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _conditions() -> dict[str, str]:
    """For each table that belongs to units, the condition under which a row (called `r`) is within them."""
    found = {}
    for spec in RECORDS:
        if spec.unit:
            found[spec.table_name] = _within(spec.table_name, spec.unit)
    for table, path in _PATHS.items():
        found[table] = _within(table, path)
    # What leads to no unit and is nobody's ledger (rows of files that wait for a decision) is not for part of an office.
    everybodys = {spec.table_name for spec in RECORDS if not spec.unit}
    found |= dict.fromkeys(set(recorded_tables()) - everybodys - set(found), "0")
    # Who leads to a unit by another way: staff and volunteers who live nowhere here, the units above one's own.
    found["unit"] = f"({found['unit']} OR r.id IN (SELECT above.id FROM scope_above AS above))"
    found["person"] = (
        f"({found['person']} OR r.id IN (SELECT a.person_id FROM main.appointment AS a"
        " WHERE a.unit_id IN (SELECT id FROM scope_unit)) OR (r.household_id IS NULL AND r.id IN ("
        "SELECT c.record_id FROM main.change AS c JOIN main.operation AS o ON o.id = c.operation_id"
        " WHERE c.record_id = r.id AND o.staff = (SELECT staff FROM scope))))"
    )
    found["grid"] = (
        f"({found['grid']} OR r.id IN (SELECT t.grid_id FROM main.unit_grid AS t"
        " WHERE t.unit_id IN (SELECT id FROM scope_unit)))"
    )
    return found


def _within(table: str, path: tuple[str, ...]) -> str:
    """Follow a path of references from `r` to the unit."""
    if path == ("id",):
        return "r.id IN (SELECT id FROM scope_unit)"
    *steps, last = path
    condition, here = f"x{len(steps)}.{last} IN (SELECT id FROM scope_unit)", table
    if not steps:
        return f"r.{last} IN (SELECT id FROM scope_unit)"
    joins = []
    for number, step in enumerate(steps, 1):
        (key,) = Base.metadata.tables[here].c[step].foreign_keys
        here = key.column.table.name
        joins.append((here, f"x{number}", f"x{number}.id = {'r' if number == 1 else f'x{number - 1}'}.{step}"))
    sources = ", ".join(f"main.{table} AS {alias}" for table, alias, _on in joins)
    return f"EXISTS (SELECT 1 FROM {sources} WHERE {' AND '.join(on for *_names, on in joins)} AND {condition})"


def _view(table: str, condition: str) -> Iterator[str]:
    columns = [column.name for column in Base.metadata.tables[table].columns]
    listed = ", ".join(f'"{name}"' for name in columns)
    new = ", ".join(f'NEW."{name}" AS "{name}"' for name in columns)
    settings = ", ".join(f'"{name}" = NEW."{name}"' for name in columns)
    if table == "unit":
        yield (
            "CREATE TEMP VIEW scope_above AS WITH RECURSIVE up (id) AS (SELECT u.parent_id FROM main.unit AS u"
            " JOIN scope ON scope.unit_id = u.id UNION ALL SELECT u.parent_id FROM main.unit AS u"
            " JOIN up ON up.id = u.id) SELECT id FROM up WHERE id IS NOT NULL"
        )
    yield f'CREATE TEMP VIEW "{table}" AS SELECT {listed} FROM main."{table}" AS r WHERE {condition}'
    # The row is judged after it was written, so that every path from it exists; ABORT takes the statement back.
    written = f'NOT EXISTS (SELECT 1 FROM main."{table}" AS r WHERE r.id = NEW.id AND {condition})'
    refuse = f"SELECT RAISE(ABORT, '{OUTSIDE}') WHERE {written};"
    yield (
        f'CREATE TEMP TRIGGER "scope_{table}_insert" INSTEAD OF INSERT ON "{table}" BEGIN'
        f' INSERT INTO main."{table}" ({listed}) SELECT {new}; {refuse} END'
    )
    yield (
        f'CREATE TEMP TRIGGER "scope_{table}_update" INSTEAD OF UPDATE ON "{table}" BEGIN'
        f' UPDATE main."{table}" SET {settings} WHERE id = OLD.id; {refuse} END'
    )
    yield (
        f'CREATE TEMP TRIGGER "scope_{table}_delete" INSTEAD OF DELETE ON "{table}" BEGIN'
        f' DELETE FROM main."{table}" WHERE id = OLD.id; END'
    )


def _history() -> Iterator[str]:
    """History shows what happened to one's own records, and what one did oneself."""
    recorded = [spec.table_name for spec in RECORDS if spec.unit] + list(_PATHS)
    own = " UNION ALL ".join(f'SELECT id FROM temp."{table}"' for table in recorded)
    mine = "SELECT o.id FROM main.operation AS o WHERE o.staff = (SELECT staff FROM scope)"
    changes = ", ".join(f'"{c.name}"' for c in recording.ChangeRow.__table__.columns)
    yield (
        f"CREATE TEMP VIEW change AS SELECT {changes} FROM main.change AS r"
        f" WHERE r.record_id IN ({own}) OR r.operation_id IN ({mine})"
    )
    columns = [c.name for c in recording.OperationRow.__table__.columns]
    listed = ", ".join(f'"{name}"' for name in columns)
    yield (
        f"CREATE TEMP VIEW operation AS SELECT {listed} FROM main.operation AS r WHERE r.id IN ({mine})"
        " OR EXISTS (SELECT 1 FROM temp.change AS c WHERE c.operation_id = r.id)"
    )
    yield (
        "CREATE TEMP TRIGGER scope_operation_insert INSTEAD OF INSERT ON operation BEGIN"
        f" INSERT INTO main.operation ({listed}) SELECT {', '.join(f'NEW.{name}' for name in columns)}; END"
    )
    settings = ", ".join(f"{name} = NEW.{name}" for name in columns)
    yield (
        "CREATE TEMP TRIGGER scope_operation_update INSTEAD OF UPDATE ON operation BEGIN"
        f" UPDATE main.operation SET {settings} WHERE id = OLD.id; END"
    )
    yield (
        "CREATE TEMP VIEW search_entry AS SELECT number, table_name, record_id FROM main.search_entry AS r"
        f" WHERE r.record_id IN ({own})"
    )


def unscoped() -> set[str]:
    """Record types that belong to no unit and that everybody may read: schemes, posts, categories, rules, the office."""
    return {spec.key for spec in RECORDS if not spec.unit}


def recorded_tables() -> list[str]:
    """Every table of records, for the test that none is forgotten."""
    return sorted(m.local_table.name for m in Base.registry.mappers if issubclass(m.class_, Record))  # type: ignore[attr-defined]
