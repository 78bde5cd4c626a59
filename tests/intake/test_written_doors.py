"""Doors in a roster that are two at once, hold a remark, are written in other ways, or cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]


@pytest.mark.parametrize(
    ("written", "door", "kept", "told"),
    [
        ("3栋2单元301、302", "3-2-301", True, "Several doors"), ("3-2-301（自建）", "3-2-301", True, ""),
        ("3 2 301", "3-2-301", False, ""), ("三号楼二单元三零一", "3-2-301", False, ""), ("3栋商铺5", "3-商铺5", False, ""),
        ("3栋2单元301至303", "3栋2单元301至303", True, "No door"), ("8号车库", "8号车库", True, "No door"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_door(book: Book, read: Reader, written: str, door: str, kept: bool, told: str) -> None:
    headers = ("姓名", "身份证号", "家庭住址")
    plan = read(book(headers, ("王强", document(11), written), ("李敏", document(22), "5-1-102")))
    assert read.home("王强") == door
    assert read.people()["王强"].note == (f"家庭住址：{written}" if kept else None)
    said = [one.problem for one in plan.problems if one.column == "家庭住址"]
    assert len(said) == bool(told) and all(one.startswith(told) for one in said)


def test_a_room_of_its_own_column_may_be_two(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "楼栋", "单元", "房号")
    plan = read(book(headers, ("王强", document(11), "3", "2", "301、302"), ("李敏", document(22), "3", "2", "301")))
    assert read.doors() == ["3-2-301"] and read.people()["王强"].note == "房号：301、302"
    assert [one.row for one in plan.problems if one.column == "房号"] == [2]


@pytest.mark.parametrize("doors", [("3-2-301", "03-02-0301"), ("03-02-0301", "3-2-301")])
def test_zeros_before_the_numbers_make_no_second_household(book: Book, read: Reader, doors: tuple[str, str]) -> None:
    path = book(("姓名", "身份证号", "门牌"), ("王强", document(11), doors[0]), ("李敏", document(22), doors[1]))
    read(path)
    assert read.doors() == [doors[0]]
    assert counts(read(path))["unchanged"] == 2


def test_a_door_that_is_written_with_zeros_in_the_register_is_found(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "楼栋", "单元", "房号")
    read(book(headers, ("王强", document(11), "03", "02", "0301")))
    read(book(headers, ("李敏", document(22), "3", "2", "301")))
    assert read.doors() == ["03-02-0301"]
