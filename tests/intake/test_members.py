"""A row for each household, its members in columns beside each other."""

from pathlib import Path
from typing import Any

import pytest

from models.intake.sheets.members import member_groups
from tests.intake.conftest import Reader, counts, document

FATHER, MOTHER, SON = document(11, "19580302"), document(22, "19600405"), document(13, "19850706")


def groups_of(*headers: str) -> list[list[str]]:
    """The words that are left of each group's headers."""
    return [list(group.headers.values()) for group in member_groups(headers)]


@pytest.mark.parametrize(
    "headers",
    [
        ("户主姓名", "成员1姓名", "成员1关系", "成员2姓名", "成员2关系"),
        ("户主姓名", "家庭成员一姓名", "家庭成员一关系", "家庭成员二姓名", "家庭成员二关系"),
        ("户主姓名", "家庭成员（1）姓名", "家庭成员（1）关系", "家庭成员（2）姓名", "家庭成员（2）关系"),
        ("户主姓名", "家庭成员 / 姓名", "家庭成员 / 关系", "家庭成员 / 姓名", "家庭成员 / 关系"),
        ("户主姓名", "家庭成员1 / 姓名", "家庭成员1 / 关系", "家庭成员2 / 姓名", "家庭成员2 / 关系"),
        ("户主姓名", "第一位成员姓名", "第一位成员关系", "第二位成员姓名", "第二位成员关系"),
        ("户主姓名", "成员姓名1", "成员关系1", "成员姓名2", "成员关系2"),
        ("房号", "姓名1", "关系1", "姓名2", "关系2"),
        ("户主姓名", "同住人1姓名", "同住人1关系", "同住人2姓名", "同住人2关系"),
    ],
)
def test_members_beside_each_other_are_told(headers: tuple[str, ...]) -> None:
    assert [len(group) for group in groups_of(*headers)] == [2, 2]


@pytest.mark.parametrize(
    "headers",
    [
        ("姓名", "联系电话1", "联系电话2"),
        ("户主姓名", "成员姓名", "与户主关系", "身份证号"),
        ("户主姓名", "家庭成员 / 姓名", "家庭成员 / 关系", "家庭成员 / 身份证号"),
        ("姓名", "配偶姓名", "配偶身份证号", "子女姓名"),
        ("姓名", "家庭人口数", "人员类别", "家庭成员关系"),
        ("房屋地址", "房东姓名", "承租人", "承租人电话", "同住人"),
    ],
)
def test_what_is_one_person_a_row_stays_so(headers: tuple[str, ...]) -> None:
    assert member_groups(headers) == []


@pytest.fixture
def wide(book: Any) -> Path:
    """Three households, the second of one person, the third's householder without a number."""
    path: Path = book(
        ["某社区住户信息采集表"],
        ["序号", "楼栋", "单元", "房号", "户主姓名", "户主身份证号", "联系电话", "家庭人口数",
         "成员1姓名", "成员1与户主关系", "成员1身份证号", "成员2姓名", "成员2与户主关系", "成员2身份证号", "备注"],
        [1, "3", "2", "301", "王建国", FATHER, "13900000001", 3, "李秀英", "配偶", MOTHER, "王磊", "儿子", SON, "常住"],
        [2, "3", "2", "302", "赵桂香", document(4), "13900000002", 1, "", "", "", "无", "", "", ""],
        [3, "3", "2", "303", "孙无名", "", "", 2, "钱小梅", "妻", document(6), "", "", "", "空调外机松动"],
    )  # fmt: skip
    return path


def test_every_member_is_a_person_of_the_household(read: Reader, wide: Path) -> None:
    assert counts(read(wide)) == {"created": 6, "updated": 0, "unchanged": 0, "review": 0, "rejected": 0}
    people = read.people()
    assert set(people) == {"王建国", "李秀英", "王磊", "赵桂香", "孙无名", "钱小梅"}
    assert people["王磊"].document == SON and people["王磊"].relation == "20"
    assert people["李秀英"].relation == "10" and people["王建国"].relation == "02"
    assert people["王建国"].document == FATHER and people["王建国"].phone == "13900000001"
    assert people["李秀英"].phone is None
    assert {read.home(name) for name in ("王建国", "李秀英", "王磊")} == {"3-2-301"}
    assert read.home("钱小梅") == read.home("孙无名") == "3-2-303"
    assert len(read.doors()) == 3


def test_reading_it_again_changes_nothing(read: Reader, wide: Path) -> None:
    read(wide)
    again = counts(read(wide))
    assert (again["created"], again["updated"], again["review"]) == (0, 0, 0)
    assert len(read.people()) == 6


def test_the_first_member_of_a_row_without_householder_has_what_the_row_says(read: Reader, book: Any) -> None:
    read(book(
        ["房屋", "姓名1", "身份证号1", "姓名2", "身份证号2", "备注"],
        ["3栋2单元301", "王建国", FATHER, "李秀英", MOTHER, "养了一只猫"],
    ))  # fmt: skip
    people = read.people()
    assert people["王建国"].note == "养了一只猫" and not people["李秀英"].note
    assert read.home("李秀英") == read.home("王建国") == "3-2-301"


def test_a_member_not_taken_is_told_at_his_cell(read: Reader, book: Any) -> None:
    wrong = SON[:17] + ("0" if SON[17] != "0" else "1")
    found = read(book(
        ["房号", "户主姓名", "成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"],
        ["3-2-301", "王建国", "李秀英", MOTHER, "王磊", wrong],
    )).as_json()  # fmt: skip
    assert [one["row"] for one in found["problems"] if one["column"] == "成员2身份证号"] == [2]
