"""A grid member's account sees, counts, searches, changes and undoes nothing outside its own units."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text

from models import hits, operations, queries, rounds, search, served
from models.access import scope
from models.access.staff import Role
from models.engine import make_engine
from models.errors import Mistake
from models.history import recording
from models.records import RECORDS, spec
from models.register import Actor, Register
from tests.conftest import Street
from tests.models.test_contract import filled

PLANTED = "界外"


@pytest.fixture
def two(street: Street) -> Street:
    """Two branches: 清波里, which is the member's, and 松林苑, where every record carries the mark."""
    street.own = street.add("units", code="112", name="清波里支部", parent_id=street.community)  # type: ignore[attr-defined]
    street.own_group = street.add("units", code="1121", name="清波里1号楼", parent_id=street.own)  # type: ignore[attr-defined]
    for record in RECORDS:
        if record.unit and record.key not in ("units", "staff"):
            values = filled(record, street)
            for name, value in values.items():
                if isinstance(value, str) and value.startswith("样"):
                    values[name] = PLANTED + value
            street.add(record.key, **values)
    home = street.household("101", estate="清波里", unit_id=street.own_group)  # type: ignore[attr-defined]
    street.mine = street.person("王自家", home)  # type: ignore[attr-defined]
    return street


@pytest.fixture
def member(two: Street) -> Iterator[Register]:
    """The same register through a grid member's connections."""
    register = two.register
    actor = Actor("网格员", Role.GRID_MEMBER, two.own)  # type: ignore[attr-defined]
    before, register.actor = register.actor, actor
    engine, register.engine = register.engine, make_engine(register.path, None, actor.held_to)
    yield register
    register.engine.dispose()
    register.engine, register.actor = engine, before


def test_no_table_shows_a_marked_row(member: Register) -> None:
    with member.read() as session:
        for table in scope.recorded_tables():
            if table in ("post", "care_category", "visit_rule", "level_scheme", "office"):
                continue  # belong to no unit: everybody reads them
            rows = session.execute(text(f'SELECT * FROM "{table}"')).all()
            assert PLANTED not in str(rows), table


def test_rows_of_files_that_wait_are_not_for_part_of_an_office(member: Register) -> None:
    whole = make_engine(member.path)
    with whole.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO intake_review (id, fingerprint, ledger, file, sheet, row, reason, row_values, candidates,"
                " found_on) VALUES ('r', 'f', 'people', 'x.xlsx', 's', 1, 'r', '界外', '[]', '2026-01-01')"
            )
        )
    whole.dispose()
    with member.read() as session:
        assert session.execute(text("SELECT count(*) FROM intake_review")).scalar() == 0


def test_every_record_type_is_held_to_the_units_or_known_to_be_everybodys(member: Register) -> None:
    assert scope.unscoped() == {"posts", "care_categories", "visit_rules", "level_schemes", "offices"}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
def test_counting_listing_and_searching_end_at_the_units(record: object, member: Register, two: Street) -> None:
    with member.read() as session:
        query = queries.Query(record)  # type: ignore[arg-type]
        ids = queries.ids(session, query)
        assert queries.count(session, query) == len(ids)
        assert PLANTED not in str(queries.rows(session, record, ids, unmasked=True))  # type: ignore[arg-type]
        assert search.find(session, PLANTED, of=record) == (0, [])  # type: ignore[arg-type]
        assert hits.hits(session, PLANTED) == (0, [])


def test_ids_known_from_elsewhere_show_nothing(member: Register, two: Street) -> None:
    with two.register.engine.connect():
        pass
    other = make_engine(member.path)
    with other.connect() as connection:
        known = {r.key: [i for (i,) in connection.execute(text(f'SELECT id FROM "{r.table_name}"'))] for r in RECORDS}
    other.dispose()
    with member.read() as session:
        for record in RECORDS:
            assert PLANTED not in str(queries.rows(session, record, known[record.key], unmasked=True))
            assert PLANTED not in str(queries.titles(session, record, known[record.key]))
            assert not any(PLANTED in str(recording.versions(session, record.table_name, i)) for i in known[record.key])


def test_rounds_and_counts_of_households_end_at_the_units(member: Register, two: Street) -> None:
    with member.read() as session:
        assert rounds.due(session, date(2027, 1, 1)) == []
        assert sum(served.households_of_units(session, date(2026, 11, 1)).values()) == 1


def test_own_people_can_be_changed_and_found(member: Register, two: Street) -> None:
    changes = operations.save(member, spec("people"), {"name": "王自己"}, two.mine)  # type: ignore[attr-defined]
    assert changes
    with member.read() as session:
        assert search.find(session, "自己")[0] == 1
        assert recording.versions(session, "person", two.mine)[0].staff == "网格员"  # type: ignore[attr-defined]
    assert operations.undo(member)
    with member.read() as session:
        assert search.find(session, "自家")[0] == 1


def test_nothing_can_be_written_outside_or_moved_there(member: Register, two: Street) -> None:
    with pytest.raises(Mistake, match="another unit"):
        operations.save(
            member, spec("matters"), {"content": "x", "received_on": date(2026, 9, 1), "unit_id": two.group}
        )
    mine = spec("households")
    with member.read() as session:
        (home,) = queries.ids(session, queries.Query(mine))
    with pytest.raises(Mistake, match="another unit"):
        operations.save(member, mine, {"unit_id": two.group}, home)
    with pytest.raises(Mistake, match="deleted meanwhile"):
        operations.save(member, spec("units"), {"name": "x"}, two.group + "0")


def test_others_operations_cannot_be_undone(member: Register, two: Street) -> None:
    with member.read() as session:
        theirs = session.execute(text("SELECT max(id) FROM main.operation WHERE sentence LIKE '%界外%'")).scalar()
    with pytest.raises(Mistake):
        operations.undo(member, theirs)


def test_a_reveal_ends_at_the_units(member: Register, two: Street) -> None:
    other = make_engine(member.path)
    with other.connect() as connection:
        person = connection.execute(text("SELECT id FROM person WHERE name LIKE '界外%'")).scalar()
    other.dispose()
    with pytest.raises(Mistake):
        operations.reveal(member, spec("people"), str(person), "document", "查看")


def test_a_read_only_account_writes_nothing(street: Street) -> None:
    register = street.register
    full, register.engine = register.engine, make_engine(register.path, None, Actor("看", Role.READ_ONLY).held_to)
    try:
        with pytest.raises(Exception, match="read-only"):
            operations.save(register, spec("people"), {"name": "甲"})
    finally:
        register.engine.dispose()
        register.engine = full
