"""A row for each household with its members in one cell: each is a person of the household."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.intake.cleaning.kin import members_in
from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]
HEADERS = ("门牌", "户主姓名", "联系电话", "家庭成员")
TOLD = "Several people stand in one cell here: each is taken as a person of the household."


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        ("王强、李敏、王小明", {"王强": {}, "李敏": {}, "王小明": {}}),
        ("李敏（妻）、王小明（子，2015年生）", {"李敏": {"relation": "12"}, "王小明": {"relation": "20", "birth": date(2015, 1, 1)}}),
        ("3人：孙海，吴芳，孙悦", {"孙海": {}, "吴芳": {}, "孙悦": {}}),
        ("妻：赵兰；子：钱多多", {"赵兰": {"relation": "12"}, "钱多多": {"relation": "20"}}),
        ("妻子赵兰 儿子钱多多", {"赵兰": {"relation": "12"}, "钱多多": {"relation": "20"}}),
        ("李敏（妻）王小明（子）", {"李敏": {"relation": "12"}, "王小明": {"relation": "20"}}),
        ("李敏-妻、王小明-长子", {"李敏": {"relation": "12"}, "王小明": {"relation": "22"}}),
        ("1.李 敏\n2.王小明", {"李敏": {}, "王小明": {}}),
        ("李敏/女/1970-05-03、王小明/男", {"李敏": {"sex": "2", "birth": date(1970, 5, 3)}, "王小明": {"sex": "1"}}),
        ("李敏（妻）、王红（女）", {"李敏": {"relation": "12"}, "王红": {"relation": "30", "sex": "2"}}),
        ("买买提·艾力、欧阳娜娜（儿媳）", {"买买提·艾力": {}, "欧阳娜娜": {"relation": "38"}}),
        ("李敏（妻，13900000002）", {"李敏": {"relation": "12", "phone": "13900000002"}}),
        ("无", {}),
    ],
)  # fmt: skip
def test_what_a_cell_says_of_each(cell: str, members: dict[str, dict[str, Any]]) -> None:
    found = members_in(cell)
    assert {one.name: one.said for one in found.members} == members and not found.rest


@pytest.mark.parametrize(
    ("cell", "rest"), [("李敏、学生", ["学生"]), ("外来务工", ["外来务工"]), ("本人、李敏", ["本人"]), ("李敏、仝小明", ["仝小明"])]
)  # fmt: skip
def test_what_is_no_name_for_sure_is_left(cell: str, rest: list[str]) -> None:
    assert members_in(cell).rest == rest


def test_members_become_people_of_the_household(book: Book, read: Reader) -> None:
    path = book(
        HEADERS,
        ("3-2-502", "王强", "13900000001", "李敏（妻）、王小明（子，2015年生）"),
        ("3-2-503", "陈志明", "", "陈志明、周丽（妻，外出务工）"),
        ("3-2-504", "赵敏", "", "无"),
    )
    plan = read(path)
    people = read.people()
    assert set(people) == {"王强", "李敏", "王小明", "陈志明", "周丽", "赵敏"} and plan.created == 6
    assert {read.home(name) for name in ("王强", "李敏", "王小明")} == {"3-2-502"}
    assert (people["王强"].relation, people["李敏"].relation, people["赵敏"].relation) == ("02", "12", "02")
    assert people["王小明"].birth == date(2015, 1, 1) and people["周丽"].note == "家庭成员：外出务工"
    assert people["王强"].phone is people["李敏"].phone is None
    assert said(plan) == [TOLD, "Only the year or the month is given here; the first day was taken."]
    assert counts(read(path))["unchanged"] == 6


def test_what_a_row_says_of_a_person_is_its_householders(book: Book, read: Reader) -> None:
    number = document(11)
    plan = read(book(
        ("门牌", "户主姓名", "性别", "身份证号", "家庭成员", "低保"),
        ("3-2-502", "王强", "男", number, "李敏（妻）、王小明（子）", "是"),
    ))  # fmt: skip
    people = read.people()
    assert (people["王强"].document, people["王强"].sex, people["李敏"].sex) == (number, "1", None)
    assert len(plan.inserts["care"]) == 1
    assert said(plan) == [TOLD, "What these columns say is taken for the householder's: 性别."]


def test_members_without_a_householder(book: Book, read: Reader) -> None:
    plan = read(book(
        ("房号", "家庭成员", "联系电话", "文化程度"),
        ("3-2-502", "周建国、吴桂兰", "13900000001", "高中"), ("3-2-503", "郑爽（户主）、冯丽（妻）", "", ""),
        ("3-2-504", "唐军", "13900000002", "初中"),
    ))  # fmt: skip
    people = read.people()
    assert people["郑爽"].relation == "02" and people["唐军"].phone == "13900000002"
    assert people["周建国"].phone is None and people["周建国"].education is None
    assert "文化程度" in (people["周建国"].note or "") and people["唐军"].education is not None
    assert any("nothing says whose this is" in sentence for sentence in said(plan))


def test_more_are_counted_than_named(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("3-2-502", "王强", "", "3人：李敏、王小明"), ("3-2-503", "赵敏", "", "赵亮等4人")))
    assert "4 people are counted here, and 2 are named." in said(plan)
    assert not any(sentence.startswith("3 people") for sentence in said(plan))
    assert read.people()["赵敏"].note == "家庭成员：赵亮等4人"


def test_what_cannot_be_told_is_kept_and_said(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("3-2-502", "王强", "", "李敏、仝小明、3岁孩子13900000009")))
    assert set(read.people()) == {"王强", "李敏"}
    assert read.people()["王强"].note == "家庭成员：仝小明、3岁孩子13900000009"
    assert "This could not be told as a person and is kept in the note: 仝小明、3岁孩子…" in said(plan)
    assert "13900000009" not in str(plan.as_json())


def test_a_cell_without_anybody_is_refused_where_nobody_else_is_named(book: Book, read: Reader) -> None:
    plan = read(book(("房号", "家庭成员"), ("3-2-502", "王强、李敏"), ("3-2-503", "外来务工3人")))
    assert plan.rejected == 1 and "No person could be told in this cell." in said(plan)


def test_two_names_where_a_row_is_a_person_are_refused_as_before(book: Book, read: Reader) -> None:
    plan = read(book(
        ("房号", "姓名", "性别"), ("3-2-502", "王强、李敏", "男"), ("3-2-503", "赵敏", "女"), ("3-2-504", "陈静", "女"),
    ))  # fmt: skip
    assert plan.rejected == 1 and plan.created == 2


def test_members_on_a_form(book: Book, read: Reader) -> None:
    path = book(
        ("户主姓名", "王强", "联系电话", "13900000001"), ("家庭住址", "3-2-502", "居住状态", "自住"),
        ("家庭成员", "李敏（妻）、王小明（子，2012年生）"),
    )  # fmt: skip
    assert read(path).created == 3 and counts(read(path))["unchanged"] == 3
    assert read.people()["王强"].phone == "13900000001" and read.home("王小明") == "3-2-502"


def test_people_without_a_door_do_not_follow_into_anothers_household(book: Book, read: Reader) -> None:
    read(book(
        HEADERS, ("3-2-502", "王强", "", "李敏、王小明"), ("", "马超", "", "马小超、张莉"), ("3-2-504", "赵敏", "", "赵亮"),
    ))  # fmt: skip
    assert {read.home(name) for name in ("马超", "马小超", "张莉")} == {""} and read.home("赵亮") == "3-2-504"
