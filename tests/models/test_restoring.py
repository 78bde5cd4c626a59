"""Reading the history by day, person and words; earlier versions and deleted records brought back."""

from datetime import date, timedelta

import pytest

from models import operations, queries
from models.errors import Mistake
from models.history import journal, restoring
from models.history.journal import Asked
from models.households import CARES, HOUSEHOLDS, PEOPLE
from models.records import spec
from tests.conftest import Street


def sentences(street: Street, asked: Asked) -> list[str]:
    with street.register.read() as session:
        found = journal.entries(session, asked)
        assert journal.count(session, asked) == len(found)
    return [entry.sentence for entry in found]


def test_the_history_is_read_by_day_staff_and_words(street: Street) -> None:
    street.person("王桂芳")
    today, tomorrow = date.today(), date.today() + timedelta(days=1)
    assert "Added Person 王桂芳" in sentences(street, Asked(first=today, last=today))
    assert sentences(street, Asked(first=tomorrow)) == []
    assert sentences(street, Asked(words="王桂芳 added")) == ["Added Person 王桂芳"]
    assert sentences(street, Asked(words="王桂芳", staff="别人")) == []
    assert len(sentences(street, Asked(ledger=spec("units")))) == 4


def test_everything_about_a_person_is_found(street: Street) -> None:
    home = street.household("502")
    person, other = street.person("甲", home), street.person("乙", home, relation="10")
    street.add("visits", visited_on=date(2026, 9, 1), household_id=home, visitor="网格员")
    matter = street.add("matters", content="水管", received_on=date(2026, 9, 2), unit_id=street.group, person_id=person)
    operations.delete(street.register, spec("matters"), [matter])
    street.add("visits", visited_on=date(2026, 9, 1), household_id=street.household("503"), visitor="网格员")
    found = sentences(street, Asked(person_id=person))
    assert [sentence.split()[:2] for sentence in found] == [
        ["Deleted", "Matter"],
        ["Added", "Matter"],
        ["Added", "Visit"],
        ["Added", "Person"],
        ["Added", "Household"],
    ]
    assert sentences(street, Asked(person_id=other, words="水管")) == []


def test_a_reveal_stands_in_the_records_history(street: Street) -> None:
    person = street.person("甲", phone="13800000000")
    operations.reveal(street.register, PEOPLE, person, "phone", "回访")
    assert sentences(street, Asked(record_id=person))[0] == "Showed Phone of 甲: 回访"


def test_an_earlier_version_comes_back(street: Street) -> None:
    home = street.household("502")
    person = street.person("甲", home, phone="1")
    first = operations.save(street.register, PEOPLE, {"phone": "2", "birth": date(1950, 1, 2)}, person).operation
    operations.save(street.register, PEOPLE, {"phone": "3", "birth": date(1951, 1, 2)}, person)
    operations.save(street.register, HOUSEHOLDS, {"building": "12"}, home)
    restoring.restore_version(street.register, PEOPLE, person, first)
    with street.register.read() as session:
        values = queries.values_of(session, PEOPLE, person)
    assert values is not None
    assert (values["phone"], values["birth"]) == ("2", date(1950, 1, 2))
    assert "00012" in values["home_key"]  # where the door stands today


def test_a_version_from_before_the_record_is_refused(street: Street) -> None:
    with pytest.raises(Mistake, match="not there at that time"):
        restoring.restore_version(street.register, PEOPLE, street.person("甲"), 1)


def test_a_version_that_points_at_something_gone_is_refused(street: Street) -> None:
    old, new = street.household("502"), street.household("503")
    person = street.person("甲", old)
    operations.save(street.register, PEOPLE, {"household_id": new, "moved_in": date(2026, 1, 1)}, person)
    with street.register.read() as session:
        first = journal.entries(session, Asked(record_id=person))[-1].operation
    with street.register.operation("x") as operation:
        operation.session.execute(spec("households").sql.metadata.tables["residence"].delete())
    operations.delete(street.register, HOUSEHOLDS, [old])
    with pytest.raises(Mistake, match="gone"):
        restoring.restore_version(street.register, PEOPLE, person, first)


def test_the_bin_holds_what_is_gone_and_gives_it_back_with_its_lines(street: Street) -> None:
    home = street.household("502")
    person = street.person("甲", home)
    with street.register.read() as session:
        (category, *_others) = queries.ids(session, queries.Query(spec("care_categories")))
    care = street.add("cares", person_id=person, category_id=category)
    operations.delete(street.register, PEOPLE, [person])
    with street.register.read() as session:
        (lost,) = restoring.in_bin(session)
        assert restoring.count_in_bin(session) == 1
        assert restoring.count_in_bin(session, HOUSEHOLDS) == 0
    assert (lost.spec.key, lost.id, lost.title, lost.staff) == ("people", person, "甲", "管理员")
    restoring.from_bin(street.register, PEOPLE, person)
    with street.register.read() as session:
        assert queries.titles(session, PEOPLE, [person]) == {person: "甲"}
        assert queries.ids(session, queries.Query(CARES)) == [care]
        assert restoring.in_bin(session) == []
    with pytest.raises(Mistake, match="not in the bin"):
        restoring.from_bin(street.register, PEOPLE, person)


def test_a_line_deleted_alone_lies_in_the_bin_itself(street: Street) -> None:
    person = street.person("甲", street.household("502"))
    with street.register.read() as session:
        category = queries.ids(session, queries.Query(spec("care_categories")))[0]
    care = street.add("cares", person_id=person, category_id=category)
    operations.delete(street.register, CARES, [care])
    with street.register.read() as session:
        assert [lost.spec.key for lost in restoring.in_bin(session)] == ["cares"]


def test_what_has_no_place_any_more_says_so(street: Street) -> None:
    home = street.household("502")
    person = street.person("甲", home)
    operations.delete(street.register, PEOPLE, [person])
    operations.delete(street.register, HOUSEHOLDS, [home])
    with pytest.raises(Mistake, match="cannot come back"):
        restoring.from_bin(street.register, PEOPLE, person)
    assert restoring.from_bin(street.register, HOUSEHOLDS, home)
    assert restoring.from_bin(street.register, PEOPLE, person)


def test_an_operation_of_last_week_is_undone_beside_later_work(street: Street) -> None:
    person = street.person("甲", phone="1")
    last_week = operations.save(street.register, PEOPLE, {"phone": "2"}, person).operation
    operations.save(street.register, PEOPLE, {"work": "退休"}, person)
    street.person("乙")
    operations.undo(street.register, last_week)
    with street.register.read() as session:
        values = queries.values_of(session, PEOPLE, person)
    assert values is not None and (values["phone"], values["work"]) == ("1", "退休")
    with pytest.raises(Mistake, match="undone already"):
        operations.undo(street.register, last_week)


def test_what_was_made_cannot_be_unmade_under_what_belongs_to_it(street: Street) -> None:
    home = street.household("502")
    with street.register.read() as session:
        made = journal.entries(session, Asked(record_id=home))[0].operation
    street.person("甲", home)
    with pytest.raises(Mistake, match="records made later belong to it"):
        operations.undo(street.register, made)


def test_a_redone_operation_stands_against_again(street: Street) -> None:
    person = street.person("甲", phone="1")
    first = operations.save(street.register, PEOPLE, {"phone": "2"}, person).operation
    second = operations.save(street.register, PEOPLE, {"phone": "3"}, person).operation
    undone = operations.undo(street.register, second).operation
    operations.undo(street.register, undone)  # redo
    with pytest.raises(Mistake, match="later"):
        operations.undo(street.register, first)
