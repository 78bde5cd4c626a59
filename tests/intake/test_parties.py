"""The parties of a dispute, as offices write them into one cell or into columns of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.mediation import MediationCase, MediationParty
from tests.intake.conftest import Reader, everything, said

Book = Callable[..., Path]
HEADERS = ("受理日期", "当事人", "纠纷类型", "简要情况")


def sides(read: Reader) -> str:
    """The names of both sides, in order."""
    found: dict[str, list[str]] = {"applicant": [], "respondent": []}
    for party in everything(read, MediationParty):
        found[party.side].append(party.name)
    return "、".join(found["applicant"]) + " | " + "、".join(found["respondent"])


@pytest.mark.parametrize(
    ("cell", "both"),
    [
        ("赵某与钱某", "赵某 | 钱某"), ("王强和赵敏", "王强 | 赵敏"), ("孙某诉宏达公司", "孙某 | 宏达公司"), ("李芳跟周强", "李芳 | 周强"),
        ("甲方：周某 乙方：吴某", "周某 | 吴某"), ("申请人：周某；被申请人：吴某", "周某 | 吴某"), ("甲方：周某、郑某\n乙方：吴某", "周某、郑某 | 吴某"),
        ("赵某、钱某与孙某", "赵某、钱某 | 孙某"), ("王强 赵敏", "王强 | 赵敏"), ("王 强", "王强 | "), ("李和平", "李和平 | "),
        ("李和平与和平物业", "李和平 | 和平物业"), ("和平物业公司", "和平物业公司 | "), ("赵某与钱某与孙某", "赵某 | 钱某、孙某"),
    ],
)  # fmt: skip
def test_parties_in_one_cell(book: Book, settled: Reader, cell: str, both: str) -> None:
    plan = settled(book(HEADERS, ("2026-03-01", cell, "邻里", "停车")))
    assert sides(settled) == both and not said(plan)


def test_a_phone_behind_a_name_is_the_partys(book: Book, settled: Reader) -> None:
    settled(book(HEADERS, ("2026-03-01", "郑某（13900000071）、王某 13900000072", "邻里", "停车")))
    found = [(party.name, party.phone) for party in everything(settled, MediationParty)]
    assert found == [("郑某", "13900000071"), ("王某", "13900000072")]
    assert everything(settled, MediationCase)[0].title == "郑某、王某纠纷"


def test_those_without_a_name_are_no_party_and_that_is_said(book: Book, settled: Reader) -> None:
    plan = settled(book(HEADERS, ("2026-03-01", "郑某、王某等5人", "邻里", "停车")))
    assert sides(settled) == "郑某 | 王某" and everything(settled, MediationCase)[0].note == "当事人：郑某、王某等5人"
    assert said(plan) == [
        "Not every party is named here; those who are stand as parties, the words are kept in the note."
    ]


def test_what_cannot_be_parted_is_kept_and_said(book: Book, settled: Reader) -> None:
    plan = settled(book(HEADERS, ("2026-03-01", "楼上住户与楼下", "邻里", "停车")))
    assert sides(settled) == "楼上住户与楼下 | " and said(plan) == [
        "It cannot be told where one party ends and the next begins; please write 、 between them."
    ]


def test_each_side_has_its_address(book: Book, settled: Reader) -> None:
    settled(book(
        ("受理日期", "甲方", "", "", "乙方", "", "", "简要情况"), ("", "姓名", "电话", "住址", "姓名", "电话", "住址", ""),
        ("2026-03-01", "王强", "13900000001", "松林苑3-2-502", "外丁", "13900000002、13900000003", "别处", "停车"),
        merge=("A1:A2", "B1:D1", "E1:G1", "H1:H2"),
    ))  # fmt: skip
    assert [(one.name, one.phone, one.address) for one in everything(settled, MediationParty)] == [
        ("王强", "13900000001", "松林苑3-2-502"), ("外丁", "13900000002、13900000003", "别处")
    ]  # fmt: skip
    assert everything(settled, MediationCase)[0].note is None


def details(read: Reader) -> list[tuple[object, ...]]:
    """Name, sex, age, ethnic group and work of every party."""
    return [(one.name, one.sex, one.age, one.ethnic_group, one.work) for one in everything(read, MediationParty)]


@pytest.mark.parametrize(
    "headers",
    [
        ("申请人", "性别", "年龄", "民族", "职业", "被申请人", "性别", "年龄", "民族", "职业"),
        ("申请人", "申请人性别", "申请人年龄", "申请人民族", "申请人职业", "被申请人", "被申请人性别", "被申请人年龄", "被申请人民族", "被申请人职业"),
    ],
)  # fmt: skip
def test_what_is_said_of_each_party_stands_with_it(book: Book, settled: Reader, headers: tuple[str, ...]) -> None:
    row = ("王强", "男", "38岁", "汉族", "技工", "外丁", "女", 46, "苗", "外卖员")
    settled(book(("受理日期", *headers, "简要情况"), ("2026-03-01", *row, "停车")))
    assert details(settled) == [("王强", "1", 38, "01", "技工"), ("外丁", "2", 46, "06", "外卖员")]
    assert everything(settled, MediationCase)[0].note is None


def test_what_is_said_of_nobody_surely_is_kept_in_the_note(book: Book, settled: Reader) -> None:
    settled(book(
        ("受理日期", "申请人", "性别", "被申请人", "年龄", "简要情况"), ("2026-03-01", "王强、外甲", "男", "外丁", 46, "停车"),
    ))  # fmt: skip
    assert {one[1:] for one in details(settled)} == {(None, None, None, None)}
    assert everything(settled, MediationCase)[0].note == "年龄：46；性别：男"
