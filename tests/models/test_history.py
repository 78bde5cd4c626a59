"""Every change is kept, whatever statement made it, and can be put back."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from models import operations, queries
from models.errors import Mistake
from models.history import recording
from models.households import HOUSEHOLDS, PEOPLE, Person
from models.records import RECORDS
from models.register import Register
from tests.conftest import Street


def rows_of(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with register.read() as session:
        return {s.key: [tuple(r) for r in session.execute(select(s.sql).order_by(s.sql.c.id))] for s in RECORDS}


def test_a_bulk_update_is_in_the_history_row_by_row(street: Street) -> None:
    for name in ("甲", "乙", "丙"):
        street.person(name)
    with street.register.operation("All moved away") as operation:
        operation.session.execute(update(Person).values(work="退休"))
    assert len(operation.changes.ids("people")) == 3
    with street.register.read() as session:
        assert recording.count_changes(session, operation.changes.operation) == 3


@pytest.mark.parametrize("statement", ["UPDATE change SET before = '{}'", "DELETE FROM change"])
def test_history_cannot_be_rewritten(statement: str, street: Street) -> None:
    street.person("甲")
    with (
        pytest.raises((IntegrityError, DatabaseError), match="append-only"),
        street.register.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_replacing_a_row_shows_what_was_there(street: Street) -> None:
    street.person("甲")
    with street.register.operation("Replaced") as operation:
        operation.session.execute(
            text("INSERT OR REPLACE INTO person (id, name, home_key, volunteer) SELECT id, '乙', '~', 0 FROM person")
        )
    with street.register.read() as session:
        kinds = session.scalars(
            select(recording.ChangeRow.action).where(recording.ChangeRow.operation_id == operation.changes.operation)
        ).all()
    assert sorted(kinds) == ["D", "I"]


def test_undo_of_a_bulk_change_gives_back_the_same_rows(street: Street) -> None:
    for name in ("甲", "乙"):
        street.person(name)
    before = rows_of(street.register)
    with street.register.operation("All renamed") as operation:
        operation.session.execute(update(Person).values(name="丁", phone="13800000000"))
    operations.undo(street.register)
    assert rows_of(street.register) == before


def test_an_undo_can_be_undone(street: Street) -> None:
    person = street.person("甲")
    after = rows_of(street.register)
    undone = operations.undo(street.register)
    operations.undo(street.register, undone.operation)
    assert rows_of(street.register) == after
    with street.register.read() as session:
        assert queries.titles(session, PEOPLE, [person]) == {person: "甲"}


def test_what_stands_against_an_undo_is_said(street: Street) -> None:
    person = street.person("甲")
    first = operations.save(street.register, PEOPLE, {"name": "乙"}, person)
    operations.save(street.register, PEOPLE, {"name": "丙"}, person)
    with pytest.raises(Mistake, match="Changed Person 丙"):
        operations.undo(street.register, first.operation)


def test_an_operation_that_fails_leaves_nothing(street: Street) -> None:
    before = rows_of(street.register)
    with pytest.raises(ZeroDivisionError), street.register.operation("Breaks"):
        with street.register.read():
            pass
        raise ZeroDivisionError
    assert rows_of(street.register) == before


def test_saving_the_same_again_leaves_no_trace(street: Street) -> None:
    person = street.person("甲")
    assert not operations.save(street.register, PEOPLE, {"name": "甲"}, person)


def test_a_move_keeps_the_earlier_stay(street: Street) -> None:
    old, new = street.household("501"), street.household("502")
    person = street.person("甲", old)
    operations.save(street.register, PEOPLE, {"household_id": new}, person)
    with street.register.read() as session:
        stays = session.execute(text("SELECT household_id, person_id FROM residence")).all()
    assert [tuple(stay) for stay in stays] == [(old, person)]
    operations.undo(street.register)
    with street.register.read() as session:
        assert session.scalar(text("SELECT count(*) FROM residence")) == 0


def test_people_follow_their_door_in_the_list(street: Street) -> None:
    home = street.household("502")
    street.person("甲", home)
    operations.save(street.register, HOUSEHOLDS, {"building": "12"}, home)
    with street.register.read() as session:
        assert session.scalar(select(Person.home_key)) == "松林苑 00012-00002-00502 00"


def test_a_reveal_is_written_down_with_its_reason(street: Street) -> None:
    person = street.person("甲", document="509919194103082721")
    with pytest.raises(Mistake, match="what it is needed for"):
        operations.reveal(street.register, PEOPLE, person, "document", " ")
    assert operations.reveal(street.register, PEOPLE, person, "document", "办老年卡") == "509919194103082721"
    with street.register.read() as session:
        sentence = session.scalars(
            select(recording.OperationRow.sentence).order_by(recording.OperationRow.id.desc())
        ).first()
    assert sentence == "Showed Document number of 甲: 办老年卡"


def test_people_without_a_door_stand_behind_all_others(street: Street) -> None:
    nowhere, home = street.person("韩立新"), street.household("101")
    here = street.person("甲", home)
    with street.register.read() as session:
        assert queries.ids(session, queries.Query(PEOPLE)) == [here, nowhere]
