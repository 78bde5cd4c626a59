"""The history is sealed: whatever is changed behind the program's back shows, and where (promise 9)."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from models import operations
from models.history import chain, proof
from models.households import PEOPLE
from models.keeping import integrity
from models.register import Register
from tests.conftest import Street


def verdict(register: Register) -> chain.Verdict:
    with register.read() as session:
        return chain.verify(session)


def tamper(register: Register, *statements: str) -> None:
    """Write into the history as somebody would who knows SQL: the guards are taken away first."""
    with register.engine.begin() as connection:
        for name in connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'history%'")
        ).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def lived_in(street: Street) -> Street:
    """A register with a few changes to somebody."""
    person = street.person("甲", phone="13800000001")
    operations.save(street.register, PEOPLE, {"phone": "13800000002"}, person)
    operations.reveal(street.register, PEOPLE, person, "phone", "回访")
    operations.save(street.register, PEOPLE, {"phone": "13800000003"}, person)
    return street


def test_an_untouched_history_verifies(lived_in: Street) -> None:
    found = verdict(lived_in.register)
    assert found.problems == []
    assert found.operations > 6 and found.changes > 40
    with lived_in.register.read() as session:
        assert chain.head(session) == found.head
        assert chain.holds(session, found.head.number, found.head.digest[:12])


@pytest.mark.parametrize("words", ['"quoted"', "back\\slash", "two\nlines\tand a tab", "𬭎䶮 é", "\x7f\x01", "null"])
def test_whatever_is_written_verifies(words: str, street: Street) -> None:
    """An operation seals its changes as it writes them; the walk along the chain reads them anew."""
    person = street.person("甲", note=words)
    operations.save(street.register, PEOPLE, {"note": words * 2}, person)
    operations.save(street.register, PEOPLE, {"note": None}, person)
    operations.delete(street.register, PEOPLE, [person])
    assert verdict(street.register).problems == []


LAST = "(SELECT max(id) FROM operation)"
TAMPERED: dict[str, tuple[str, Callable[[int], str]]] = {
    "a value before": (
        "UPDATE change SET before = replace(before, '13800000002', '13800000009')",
        lambda n: f"Operation {n} ",
    ),
    "who": (f"UPDATE operation SET staff = '别人' WHERE id = {LAST}", lambda n: f"Operation {n} (别人"),
    "when": (
        f"UPDATE operation SET finished_at = '2020-01-01 00:00:00.000000' WHERE id = {LAST}",
        lambda n: f"Operation {n} ",
    ),
    "the sentence": (f"UPDATE operation SET sentence = 'x' WHERE id = {LAST}", lambda n: f"Operation {n} "),
    "a change gone": (f"DELETE FROM change WHERE operation_id = {LAST}", lambda n: f"Operation {n} "),
    "a change added": (
        f"INSERT INTO change (operation_id, table_name, record_id, action) VALUES ({LAST}, 'person', 'x', 'I')",
        lambda n: f"Operation {n} ",
    ),
    "an operation gone": (f"DELETE FROM operation WHERE id = {LAST} - 1", lambda n: f"Operations {n - 1} to {n - 1}"),
    "values erased": (
        "UPDATE change SET before = NULL, salt = NULL, purged = 'x' WHERE action = 'U'",
        lambda n: "erased",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_breaks_the_chain_and_is_named(what: str, lived_in: Street) -> None:
    statement, said = TAMPERED[what]
    last = verdict(lived_in.register).head.number
    tamper(lived_in.register, statement)
    problems = verdict(lived_in.register).problems
    assert said(last) in "\n".join(problems)
    with lived_in.register.read() as session:
        assert set(problems) <= set(integrity.check(session))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operation SET sentence = 'x'",
        "UPDATE operation SET staff = 'x'",
        "DELETE FROM operation",
        "DELETE FROM change",
        "UPDATE change SET before = NULL",
        "UPDATE change SET record_id = 'x', before = NULL, salt = NULL, purged = 'x'",
    ],
)
def test_the_guards_refuse_what_the_chain_would_find(statement: str, lived_in: Street) -> None:
    with pytest.raises(Exception, match="append-only"), lived_in.register.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_chain_written_anew_is_found_out_by_an_earlier_proof(lived_in: Street) -> None:
    register = lived_in.register
    with register.read() as session:
        kept, before = proof.as_text(session), chain.head(session)
    lived_in.person("乙")
    with register.read() as session:
        assert proof.against(session, kept) == []
    tamper(register, "UPDATE operation SET staff = '别人' WHERE id = 3")
    _seal_anew(register)
    assert verdict(register).problems == []  # the forger was thorough
    with register.read() as session:
        assert len(proof.against(session, kept)) == before.number - 2
        assert not chain.holds(session, before.number, before.digest[:12])


def _seal_anew(register: Register) -> None:
    with register.engine.begin() as connection:
        previous = ""
        for row in connection.execute(text("SELECT * FROM operation ORDER BY id")).all():
            facts = (row.started_at, row.finished_at, row.staff, row.undoes)
            previous = chain.operation_digest(previous, row.id, facts, row.content)
            connection.execute(text("UPDATE operation SET digest = :d WHERE id = :i"), {"d": previous, "i": row.id})


def test_a_proof_says_neither_names_nor_sentences(lived_in: Street) -> None:
    with lived_in.register.read() as session:
        kept = proof.as_text(session)
    assert "管理员" in kept and "甲" not in kept and "138000" not in kept
    assert proof.problems(kept) == []
    assert proof.problems(kept.replace("管理员", "别人", 1)) != []


def test_bulk_statements_are_sealed_too(street: Street) -> None:
    street.person("甲")
    with street.register.operation("Everything at once") as operation:
        for statement in (
            "INSERT INTO person (id, name, home_key, volunteer) SELECT 'p' || value, '丁', '~', 0"
            " FROM json_each('[1,2,3,4,5]')",
            "UPDATE person SET work = '退休'",
            "INSERT INTO person (id, name, home_key, volunteer) VALUES ('p1', '戊', '~', 0)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            "INSERT OR REPLACE INTO person (id, name, home_key, volunteer) VALUES ('p2', '己', '~', 0)",
            "DELETE FROM person WHERE id = 'p3'",
        ):
            operation.session.execute(text(statement))
    with street.register.read() as session:
        actions = session.execute(
            text("SELECT action, count(*) FROM change WHERE operation_id = :o GROUP BY action"),
            {"o": operation.changes.operation},
        ).all()
    assert dict(map(tuple, actions)) == {"I": 5 + 1, "U": 6 + 1, "D": 1 + 1}
    assert verdict(street.register).problems == []
    operations.undo(street.register)
    assert verdict(street.register).problems == []


def test_what_a_cascade_takes_along_is_in_the_history(street: Street) -> None:
    """No table of ours cascades today; should one come to, its deletions are recorded like any other."""
    person = street.person("甲", street.household("502"))
    with street.register.engine.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id TEXT PRIMARY KEY)"))
        connection.execute(text("INSERT INTO parent VALUES ('a')"))
        connection.execute(text("ALTER TABLE person ADD COLUMN p TEXT REFERENCES parent (id) ON DELETE CASCADE"))
        connection.execute(text("UPDATE person SET p = 'a'"))
    with street.register.operation("Cascade") as operation:
        operation.session.execute(text("DELETE FROM parent"))
    assert operation.changes.ids("people") == (person,)
    assert verdict(street.register).problems == []
