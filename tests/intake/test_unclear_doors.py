"""Doors that alone do not say whose they are share a household with another sheet or file only by somebody in both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exports.ledger import export_ledger
from models.households import Household, Person
from models.records import spec
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
BARE = ("房号", "姓名", "与户主关系", "身份证号")
WHOLE = ("小区", "门牌", "姓名", "身份证号")


def together(read: Reader, first: str, second: str) -> bool:
    people = read.people()
    return people[first].household_id is not None and people[first].household_id == people[second].household_id


def homes(read: Reader) -> int:
    with read.register.read() as session:
        return session.scalar(select(func.count(Household.id))) or 0


def test_a_bare_room_of_another_file_is_another_household(book: Book, read: Reader) -> None:
    first = book(BARE, ("301", "王强", "户主", document(11)), ("301", "李敏", "妻", document(22)), name="a.xlsx")
    second = book(BARE, ("301", "赵云", "户主", document(13)), name="b.xlsx")
    plan = read(first)
    read(second)
    assert together(read, "王强", "李敏") and not together(read, "王强", "赵云")
    assert [one.row for one in plan.problems if "room number alone" in one.problem] == [2]
    assert counts(read(first))["unchanged"] == 2 and counts(read(second))["unchanged"] == 1 and homes(read) == 2


def test_a_bare_room_of_another_sheet_is_the_same_by_a_person_in_both(book: Book, read: Reader) -> None:
    read(book(sheets={
        "常住": [BARE, ("301", "王强", "户主", document(11)), ("302", "孙丽", "户主", document(24))],
        "登记": [BARE, ("301", "王强", "户主", document(11)), ("301", "李敏", "妻", document(22)), ("302", "赵云", "户主", document(13))],
    }))  # fmt: skip
    assert together(read, "王强", "李敏") and not together(read, "孙丽", "赵云")


def test_a_bare_room_is_that_of_the_register_where_somebody_lives_there(book: Book, read: Reader) -> None:
    read(book(WHOLE, ("松林苑", "3-2-301", "王强", document(11)), ("松林苑", "4-2-301", "李敏", document(22))))
    read(book(BARE, ("301", "王强", "户主", document(11)), ("301", "王小强", "子", document(31, "19900101"))))
    assert read.home("王小强") == "松林苑 3-2-301" and homes(read) == 2


def test_empty_bare_rooms_are_found_again(book: Book, read: Reader) -> None:
    headers = ("房号", "房主", "房屋使用状态")
    path = book(headers, ("301", "王强", "自住"), ("302", "", "空置"))
    read(path)
    assert counts(read(path))["unchanged"] == 2
    read(book(headers, ("301", "赵云", "自住"), name="b.xlsx"))
    with read.register.read() as session:
        assert sorted(filter(None, session.scalars(select(Household.owner_name)))) == ["王强", "赵云"]


@pytest.mark.parametrize("ledger", ["people", "households"])
def test_an_export_of_such_households_changes_nothing(book: Book, read: Reader, tmp_path: Path, ledger: str) -> None:
    for name, number, file in (("王强", 11, "a.xlsx"), ("赵云", 13, "b.xlsx")):
        read(book(BARE, ("301", name, "户主", document(number)), ("302", "空置", "", ""), name=file))
    read(book(("户主姓名", "姓名", "身份证号"), ("王建国", "王建国", document(15)), ("王建国", "周梅", document(26))))
    export_ledger(read.register, spec(ledger), tmp_path / "out.xlsx")
    plan = read(tmp_path / "out.xlsx")
    assert plan.created == plan.updated == plan.review == 0 and plan.problems == []


def test_a_door_without_its_estate_is_not_that_of_one_of_two(book: Book, read: Reader) -> None:
    first = book(("门牌", "姓名", "身份证号"), ("3-2-301", "王强", document(11)), name="a.xlsx")
    second = book(
        WHOLE, ("怡和苑", "3-2-301", "李敏", document(22)), ("丽景花园", "3-2-301", "赵云", document(13)), name="b.xlsx"
    )
    read(first)
    plan = read(second)
    assert read.doors() == ["3-2-301", "丽景花园 3-2-301", "怡和苑 3-2-301"]
    assert read.home("王强") == "3-2-301"
    assert len([one for one in plan.problems if "without an estate" in one.problem]) == 1
    assert counts(read(first))["unchanged"] == 1 and counts(read(second))["unchanged"] == 2


def test_it_is_the_one_in_which_somebody_of_it_lives(book: Book, read: Reader) -> None:
    read(book(("门牌", "姓名", "身份证号"), ("3-2-301", "王强", document(11)), name="a.xlsx"))
    read(book(
        WHOLE, ("怡和苑", "3-2-301", "李敏", document(22)), ("丽景花园", "3-2-301", "王强", document(11)), ("丽景花园", "3-2-301", "孙丽", document(24)),
    ))  # fmt: skip
    assert read.doors() == ["丽景花园 3-2-301", "怡和苑 3-2-301"] and together(read, "王强", "孙丽")


def test_a_numbers_household_is_one_of_its_own_in_its_group(book: Book, read: Reader) -> None:
    path = book(
        ("组别", "户号", "姓名", "身份证号"), ("一组", "5099001", "王强", document(11)), ("一组", "5099002", "赵云", document(13))
    )  # fmt: skip
    read(path)
    assert not together(read, "王强", "赵云")
    assert counts(read(path))["unchanged"] == 2


def test_families_without_a_door_are_kept_together(book: Book, read: Reader) -> None:
    path = book(
        ("户主姓名", "姓名", "与户主关系", "身份证号"),
        ("王建国", "王建国", "户主", document(11)), ("王建国", "李秀英", "妻", document(22)), ("赵德海", "赵德海", "户主", document(13)),
    )  # fmt: skip
    plan = read(path)
    assert together(read, "王建国", "李秀英") and not together(read, "王建国", "赵德海")
    assert read.home("李秀英") == "王建国户" and plan.homeless == 0
    assert counts(read(path))["unchanged"] == 3 and homes(read) == 2


def test_a_family_of_a_village_is_in_its_group(book: Book, read: Reader) -> None:
    headers = ("组别", "户主姓名", "姓名", "身份证号", "所属网格")
    path = book(
        headers, ("一组", "王建国", "王建国", document(11), "第三网格"), ("", "", "李秀英", document(22), ""),
        ("二组", "王建国", "王建国", document(15, "19700101"), "第三网格"), merge=("A2:A3", "B2:B3", "E2:E3"),
    )  # fmt: skip
    read(path)
    assert read.doors() == ["一组 王建国户", "二组 王建国户"] and read.home("李秀英") == "一组 王建国户"
    assert counts(read(path))["unchanged"] == 3


def test_so_are_those_that_a_running_number_tells_apart(book: Book, read: Reader) -> None:
    rows = [("户序", "姓名", "关系", "身份证号")]
    path = book(sheets={
        "一组": [*rows, ("1", "王建国", "户主", document(11)), ("", "李秀英", "妻", document(22)), ("2", "赵德海", "户主", document(13))],
        "二组": [*rows, ("1", "孙大年", "户主", document(15)), ("", "周梅", "妻", document(26))],
    })  # fmt: skip
    read(path)
    assert together(read, "王建国", "李秀英") and together(read, "孙大年", "周梅") and homes(read) == 3
    with read.register.read() as session:
        assert set(session.scalars(select(Household.household_no))) == {None}
    assert counts(read(path))["unchanged"] == 5


def test_a_list_without_doors_moves_nobody(book: Book, read: Reader) -> None:
    read(book(WHOLE, ("松林苑", "3-2-301", "王建国", document(11))))
    read(book(
        ("户主姓名", "姓名", "与户主关系", "身份证号"), ("王建国", "王建国", "户主", document(11)), ("王建国", "李秀英", "妻", document(22)),
    ))  # fmt: skip
    assert read.home("王建国") == read.home("李秀英") == "松林苑 3-2-301" and homes(read) == 1


def test_namesakes_with_two_numbers_head_two_families(book: Book, read: Reader) -> None:
    read(book(
        ("户主姓名", "姓名", "与户主关系", "身份证号"), ("王建国", "王建国", "户主", document(11)), ("王建国", "李秀英", "妻", document(22)),
        ("王建国", "王建国", "户主", document(15, "19700101")), ("王建国", "周梅", "妻", document(26)),
    ))  # fmt: skip
    assert homes(read) == 2 and not together(read, "李秀英", "周梅")
    with read.register.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 4
