"""Whom a name in a ledger means where several people bear it; and parties of a case that come back as they were."""

from datetime import date
from pathlib import Path

import pytest

from exports.ledger import export_ledger
from models.households import Person
from models.mediation import MediationParty
from models.records import spec
from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts, document
from tests.intake.test_organisation import Book, every, said


def test_of_two_namesakes_behind_one_door_nobody_is_chosen(book: Book, street: Street) -> None:
    home = street.household("502")
    street.person("王强", home, birth=date(1957, 2, 3))
    street.person("王强", home, relation="10", birth=date(1983, 2, 3))
    read = Reader(street.register)
    path = book(("走访日期", "走访人", "走访对象", "地址"), ("2026-03-01", "刘芳", "王强", "松林苑3-2-502"))
    plan = read(path)
    (visit,) = every(read, Visit)
    assert visit.household_id == home and visit.person_id is None and "王强" in (visit.note or "")
    assert "Several people of this name" in said(plan)
    assert counts(read(path))["unchanged"] == 1


@pytest.mark.parametrize("elder", [True, False])
def test_the_namesake_whom_a_visit_named_before_stays(book: Book, street: Street, elder: bool) -> None:
    home = street.household("502")
    father = street.person("王强", home, birth=date(1957, 2, 3), relation="51")
    son = street.person("王强", home, birth=date(1983, 2, 3))
    who = father if elder else son
    street.add("visits", visited_on=date(2026, 3, 1), household_id=home, person_id=who, visitor="刘芳")
    read = Reader(street.register)
    plan = read(book(("走访日期", "走访人", "走访对象", "地址"), ("2026-03-01", "刘芳", "王强", "松林苑3-2-502")))
    assert counts(plan)["unchanged"] == 1 and not said(plan)
    assert [visit.person_id for visit in every(read, Visit)] == [who]


def test_care_of_one_of_two_namesakes_is_not_guessed(book: Book, street: Street) -> None:
    home = street.household("502")
    street.person("王强", home, birth=date(1957, 2, 3), relation="51")
    street.person("王强", home, birth=date(1983, 2, 3))
    read = Reader(street.register)
    headers = [spec("cares")[name].header for name in ("category_id", "person_id", "household_id")]
    plan = read(book(sheets={spec("cares").sheet: [headers, ("独居老人", "王强", "松林苑 3-2-502")]}))
    assert plan.rejected == 1 and "Several people" in said(plan)


def test_the_parties_of_a_case_come_back_as_they_were(street: Street, tmp_path: Path) -> None:
    street.person("王强", street.household("502"), document=document(11))
    case = street.add(
        "mediations", number="（2026）桂人调字第001号", title="漏水", unit_id=street.branch, dispute_type="neighbour",
        accepted_on=date(2026, 3, 1),
    )  # fmt: skip
    street.add("mediation_parties", case_id=case, side="applicant", name="王强")
    before = every(Reader(street.register), MediationParty)
    path = tmp_path / "parties.xlsx"
    export_ledger(street.register, spec("mediation_parties"), path, unmasked=True)
    plan = Reader(street.register)(path)
    after = every(Reader(street.register), MediationParty)
    assert counts(plan)["unchanged"] == 1, plan.updates
    assert before[0].age is None and after[0].age is None


def test_a_number_says_which_of_two_namesakes_was_visited(book: Book, read: Reader) -> None:
    read(book(
        ("房号", "姓名", "身份证号"), ("3-2-301", "陈睿", document(11)), ("3-2-302", "陈睿", document(12)), ("3-2-303", "李淑英", document(13)),
    ))  # fmt: skip
    plan = read(book(
        ("走访日期", "走访对象", "身份证号", "走访人", "走访情况"), ("2026-03-02", "陈睿", document(12), "刘芳", "身体好"),
        ("2026-03-03", "李淑英", document(11), "刘芳", "睡得好"),
    ))  # fmt: skip
    first, second = sorted(every(read, Visit), key=lambda one: one.visited_on)
    people = {(one.name, one.document): one.id for one in every(read, Person)}
    assert first.person_id == people["陈睿", document(12)] and second.person_id == people["李淑英", document(13)]
    assert [(one.row, one.column) for one in plan.problems] == [(3, "身份证号")]
    assert document(11) not in (second.note or "")
