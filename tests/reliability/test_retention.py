"""What is due is listed; what is deleted for good is gone from every byte, and the history's chain still verifies."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from models import operations, queries
from models.access.staff import Role
from models.errors import Mistake
from models.history import chain, journal, recording, restoring
from models.households import PEOPLE
from models.keeping import integrity, retention
from models.records import RECORDS, spec
from models.register import Actor, Register, create
from models.search import find
from tests.conftest import Street

ON = date(2026, 9, 21)
LONG_AGO = date(2012, 5, 6)
NAME, PHONE, SAID = "龘靐齉", "13987651234", "隐去的话语内容"


def listed(register: Register) -> dict[str, tuple[list[str], int]]:
    with register.read() as session:
        return {due.rule.spec.key: (list(due.ids), due.held) for due in retention.falls_due(session, ON)}


def bytes_of(register: Register) -> bytes:
    return b"".join(file.read_bytes() for file in register.path.parent.glob(register.path.name + "*"))


@pytest.fixture
def old(street: Street) -> Street:
    """Somebody who moved out long ago, with a visit, a matter and changes behind them."""
    home = street.household("502")
    person = street.person(NAME, home, phone=PHONE, moved_out=LONG_AGO)
    operations.save(street.register, PEOPLE, {"work": SAID}, person)
    operations.reveal(street.register, PEOPLE, person, "phone", "查看")
    street.add("visits", visited_on=LONG_AGO, household_id=home, person_id=person, situation=SAID)
    street.add("visits", visited_on=date(2026, 8, 1), household_id=home, person_id=person)
    street.old_person = person  # type: ignore[attr-defined]
    return street


def test_every_rule_names_a_ledger_and_its_dates() -> None:
    for rule in retention.rules():
        assert rule.years > 0 and rule.zh and rule.en
        for name in rule.after:
            assert rule.spec.column(name).type.python_type is date
    assert {"visits", "matters", "mediations", "people"} <= {rule.spec.key for rule in retention.rules()}


def test_what_falls_due_is_listed_by_its_own_date(old: Street) -> None:
    found = listed(old.register)
    assert found["people"] == ([old.old_person], 0)  # type: ignore[attr-defined]
    assert len(found["visits"][0]) == 1


def test_on_the_day_itself_it_is_due_and_the_day_before_it_is_not(street: Street) -> None:
    home = street.household("502")
    street.add("visits", visited_on=date(2021, 9, 21), household_id=home)
    street.add("visits", visited_on=date(2021, 9, 22), household_id=home)
    assert len(listed(street.register)["visits"][0]) == 1


def test_nothing_is_left_of_what_was_deleted_for_good(old: Street) -> None:
    register, person = old.register, old.old_person  # type: ignore[attr-defined]
    pairs = [NAME[:2], NAME[1:], SAID[:6], PHONE]
    assert all(word.encode() in bytes_of(register) for word in pairs)
    with register.read() as session:
        due = retention.falls_due(session, ON)
    changes = retention.delete_for_good(register, due, ON)
    assert changes.sentence == "Deleted for good: Visits 1, People 1"
    assert not [word for word in pairs if word.encode() in bytes_of(register)]
    with register.read() as session:
        assert queries.values_of(session, PEOPLE, person) is None
        assert find(session, NAME) == (0, [])
        assert restoring.in_bin(session) == []
        assert chain.verify(session).problems == []
        assert chain.verify(session).purged > 2
        assert integrity.check(session) == []
        kinds = [version.action for version in recording.versions(session, "person", person)]
        assert recording.PURGED in kinds and recording.INSERT in kinds
        about = journal.entries(session, journal.Asked(record_id=person))
        assert NAME not in str(about) and len(about) == 4
    assert listed(register) == {}


def test_what_still_stands_keeps_standing(old: Street) -> None:
    register = old.register
    other = old.person("留下的人", old.household("503"), phone="13800000000")
    with register.read() as session:
        due = retention.falls_due(session, ON)
    retention.delete_for_good(register, due, ON)
    with register.read() as session:
        (visit,) = queries.rows(session, spec("visits"), queries.ids(session, queries.Query(spec("visits"))))
        assert visit["person_id"] is None and visit["household_id"]
        assert find(session, "留下的人")[0] == 1
        assert recording.versions(session, "person", other)[0].sentence == "Added Person 留下的人"


def test_it_cannot_be_undone_and_neither_can_what_it_took(old: Street) -> None:
    register = old.register
    with register.read() as session:
        earlier = journal.entries(session, journal.Asked(words=f"Changed Person {NAME}"))[0].operation
        due = retention.falls_due(session, ON)
    changes = retention.delete_for_good(register, due, ON)
    for number in (changes.operation, earlier):
        with pytest.raises(Mistake):
            operations.undo(register, number)


def test_a_purge_that_no_deletion_names_is_tampering(old: Street) -> None:
    with old.register.engine.begin() as connection:  # what the guards let through, done behind the program's back
        connection.execute(
            text("UPDATE change SET before = NULL, salt = NULL, purged = :d WHERE action = 'U'"), {"d": "0" * 64}
        )
    with old.register.read() as session:
        assert "erased" in "\n".join(chain.verify(session).problems)


def test_a_case_under_a_hold_stays(street: Street) -> None:
    register = street.register
    case = street.add("mediations", title="漏水纠纷", accepted_on=LONG_AGO, closed_on=LONG_AGO, unit_id=street.group)
    street.add("mediation_parties", case_id=case, side="applicant", name=NAME)
    hold = street.add("legal_holds", case_id=case, reason="法院调卷", since=date(2020, 1, 1))
    with register.read() as session:
        (due,) = retention.falls_due(session, ON)
    assert (due.ids, due.held) == ((), 1)
    with pytest.raises(Mistake, match="nothing to delete"):
        retention.delete_for_good(register, [retention.Due(due.rule, (case,), None, 0)], ON)
    operations.save(register, spec("legal_holds"), {"until": date(2026, 1, 1)}, hold)
    with register.read() as session:
        due_now = retention.falls_due(session, ON)
    retention.delete_for_good(register, due_now, ON)
    assert NAME.encode() not in bytes_of(register)
    with register.read() as session:
        assert all(
            session.scalar(text(f'SELECT count(*) FROM "{spec(key).table_name}"')) == 0
            for key in ("mediations", "mediation_parties", "legal_holds")
        )


def test_a_household_goes_after_those_who_need_it(street: Street) -> None:
    home = street.household("502", until=LONG_AGO)
    street.add("visits", visited_on=date(2026, 8, 1), household_id=home)
    assert listed(street.register) == {"households": ([], 1)}


def test_only_the_administrator_deletes_for_good(old: Street) -> None:
    old.register.actor = Actor("书记", Role.SECRETARY)
    with old.register.read() as session:
        due = retention.falls_due(session, ON)
    with pytest.raises(Mistake, match="ask the administrator"):
        retention.delete_for_good(old.register, due, ON)


def test_one_person_is_erased_on_request_in_an_encrypted_register(tmp_path: Path) -> None:
    with create(tmp_path / "r.grid", office="桂香社区", password="松林苑-2026") as register:
        changes = operations.save(register, PEOPLE, {"name": NAME})
        retention.erase(register, {PEOPLE: list(changes.ids("people"))})
        with register.read() as session:
            assert integrity.check(session) == []
            assert queries.count(session, queries.Query(PEOPLE)) == 0
    assert len(RECORDS) > 10
