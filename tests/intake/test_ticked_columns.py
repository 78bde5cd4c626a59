"""A question as several columns, one of which is ticked: 男 | 女, 未婚 | 已婚 | 丧偶."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, document

Book = Callable[..., Path]


def sexes(read: Reader) -> dict[str, str | None]:
    """Everybody's sex by name."""
    return {name: person.sex for name, person in read.people().items()}


@pytest.mark.parametrize("tick", ["√", "1", "是", "✔"])
def test_two_columns_in_one_header_row(book: Book, read: Reader, tick: str) -> None:
    no = "0" if tick == "1" else ""
    plan = read(
        book(("姓名", "男", "女", "电话"), ("王强", tick, no, "13900000001"), ("赵敏", no, tick, "13900000002"))
    )
    assert sexes(read) == {"王强": "1", "赵敏": "2"} and plan.problems == []


def test_under_a_header_that_stands_over_both(book: Book, read: Reader) -> None:
    rows = (
        ("姓名", "性别", "", "身份证号"),
        ("", "男", "女", ""),
        ("王强", "√", "", ""),
        ("赵敏", "", "√", document(22)),
    )
    for merged in ((), ("B1:C1",), ("A1:A2", "B1:C1", "D1:D2")):
        plan = read(book(*rows, merge=merged, name=f"{len(merged)}.xlsx"))
        assert plan.read == 2 and plan.rejected == 0, plan.problems
    assert sexes(read) == {"王强": "1", "赵敏": "2"}


def test_where_both_are_ticked_neither_is_taken_and_that_is_said(book: Book, read: Reader) -> None:
    rows = [(f"王{given}", "√", "", "汉") for given in "强军明亮伟"]
    plan = read(book(("姓名", "男", "女", "民族"), *rows, ("赵敏", "√", "√", "汉")))
    assert sexes(read)["王强"] == "1" and sexes(read)["赵敏"] is None
    assert [problem.row for problem in plan.problems] == [7]


def test_the_header_in_traditional_characters_asks_as_well(book: Book, read: Reader) -> None:
    read(book(("姓名", "是否黨員"), ("王强", "是"), ("赵敏", "否")))
    assert read.people()["王强"].political == "01"


def test_any_question_with_words_of_its_own_may_be_ticked(book: Book, read: Reader) -> None:
    plan = read(book(
        ("姓名", "婚姻状况", "", "", "政治面貌", "", "", "电话"), ("", "未婚", "已婚", "丧偶", "党员", "团员", "群众"),
        ("王强", "", "√", "", "", "", "√", "13900000001"), ("赵敏", "", "", "√", "√", "", "", "13900000002"),
    ))  # fmt: skip
    assert plan.problems == [] and plan.read == 2
    assert [(one.marital, one.political) for _name, one in sorted(read.people().items())] == [
        ("20", "13"),
        ("30", "01"),
    ]
