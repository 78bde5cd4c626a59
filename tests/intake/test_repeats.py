"""Somebody who stands in several lists of an office is one person: each list adds what it says, contradictions are asked."""

from collections.abc import Callable
from pathlib import Path

from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]
RESIDENTS = [
    ("门牌号", "姓名", "性别", "身份证号", "联系电话"),
    ("松林苑3-2-502", "王强", "男", document(11), "13900000001"),
    ("松林苑3-2-503", "李敏", "女", document(22), ""),
    ("松林苑3-2-504", "赵军", "男", document(33), "13900000003"),
]


def test_lists_of_one_workbook_add_to_each_other(book: Book, read: Reader) -> None:
    path = book(
        sheets={
            "常住人口": RESIDENTS,
            "党员": [("姓名", "身份证号", "入党时间", "所在党支部"), ("王强", document(11), "1985-07-01", "第一支部")],
            "志愿者": [("姓名", "身份证号", "联系电话", "是否志愿者"), ("李敏", document(22), "13900000002", "是"),
                    ("赵军", document(33), "13900000033", "是")],
            "走访名单": [("姓名", "住址", "备注"), ("赵军", "松林苑3-2-504", "周末在家"), ("李敏", "松林苑3-2-503", "")],
        }
    )  # fmt: skip
    plan = read(path)
    people = read.people()
    assert counts(plan) == {"created": 3, "updated": 4, "unchanged": 1, "review": 0, "rejected": 0}, said(plan)
    assert set(people) == {"王强", "李敏", "赵军"} and people["王强"].party_branch == "第一支部"
    assert people["李敏"].volunteer and people["李敏"].phone == "13900000002"
    assert people["赵军"].phone == "13900000003、13900000033" and "周末在家" in (people["赵军"].note or "")
    assert counts(read(path))["unchanged"] == 8


def test_a_contradiction_is_asked_about_with_the_sheet_it_stands_against(book: Book, read: Reader) -> None:
    plan = read(
        book(
            sheets={
                "常住人口": RESIDENTS,
                "党员": [
                    ("姓名", "身份证号", "门牌号", "所在党支部"),
                    ("王强", document(11), "松林苑5-1-101", "第一支部"),
                ],
            }
        )
    )
    assert counts(plan)["review"] == 1
    assert "This person stands in row 2 of “常住人口” already, with something else here." in said(plan)


def test_the_short_list_may_come_first(book: Book, read: Reader) -> None:
    read(
        book(
            sheets={
                "走访名单": [("姓名", "住址"), ("王强", "松林苑3-2-502"), ("李敏", "松林苑3-2-503")],
                "常住": RESIDENTS,
            }
        )
    )
    assert len(read.people()) == 3 and read.people()["王强"].document == document(11)


def test_two_of_a_name_behind_a_door_are_not_guessed_between(book: Book, read: Reader) -> None:
    son = ("松林苑3-2-502", "王强", "男", document(15, "19900101"), "")
    path = book(sheets={"常住": [*RESIDENTS, son], "走访名单": [("姓名", "住址"), ("王强", "松林苑3-2-502")]})
    assert counts(read(path)) == {"created": 4, "updated": 0, "unchanged": 0, "review": 1, "rejected": 0}
    plan = read(book(("姓名", "住址", "联系电话"), ("王强", "松林苑3-2-502", ""), ("李敏", "松林苑3-2-503", "")))
    assert counts(plan)["review"] == 1 and counts(plan)["unchanged"] == 1


def test_a_list_without_births_finds_the_residents(book: Book, read: Reader) -> None:
    read(book(*RESIDENTS))
    path = book(
        ("序号", "姓名", "住址", "是否低保", "文化程度"), (1, "王强", "松林苑3-2-502", "是", "初中"), (2, "李敏", "松林苑3-2-503", "", "小学"),
    )  # fmt: skip
    assert counts(read(path)) == {"created": 0, "updated": 2, "unchanged": 0, "review": 0, "rejected": 0}
    assert counts(read(path))["unchanged"] == 2 and len(read.people()) == 3


def test_a_number_mistyped_in_the_second_list_makes_nobody_two(book: Book, read: Reader) -> None:
    wrong = document(12)
    plan = read(
        book(
            sheets={
                "常住": RESIDENTS,
                "党员": [("姓名", "身份证号", "住址", "所在党支部"), ("王强", wrong, "松林苑3-2-502", "第一支部")],
            }
        )
    )
    assert counts(plan)["review"] == 1 and len(read.people()) == 3
    assert any("“常住” has this name and door in row 2 with nearly the same number" in one for one in said(plan))


def test_a_village_is_no_door(book: Book, read: Reader) -> None:
    read(book(("姓名", "身份证号", "住址"), ("王强", document(11), "桂花村"), ("李敏", document(22), "桂花村")))
    assert (
        counts(read(book(("姓名", "性别", "住址"), ("王强", "男", "桂花村"), ("李敏", "女", "桂花村"))))["review"] == 2
    )


def test_two_phones_of_a_name_and_a_door_may_be_two_people(book: Book, read: Reader) -> None:
    rows = [("王秀兰", "松林苑3-2-502", "13900000001"), ("王秀兰", "松林苑3-2-502", "13900000002")]
    path = book(("姓名", "住址", "联系电话"), *rows, ("李敏", "松林苑3-2-503", ""))
    plan = read(path)
    assert counts(plan)["review"] == 1 and read.people()["王秀兰"].phone == "13900000001"
    assert "in row 2 already" in said(plan)[0] and counts(read(path))["review"] == 1
