"""Who has died, moved out or moved in, where a word says so: the day goes where the register counts by it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, document, said

Book = Callable[..., Path]


@pytest.mark.parametrize("state", ["人员状态", "变动类型", "人口变动情况"])
@pytest.mark.parametrize("day", ["变动日期", "变动时间"])
def test_a_state_and_the_day_of_change_say_who_died_and_who_left(
    book: Book, read: Reader, state: str, day: str
) -> None:
    rows = [
        (1, "王强", "男", document(11), "3-2-502", "死亡", "2025-10-31"), (2, "李敏", "女", document(22), "3-2-502", "已迁出", "2025.9.1"),
        (3, "赵军", "男", document(33), "3-2-503", "迁入", "20250801"), (4, "孙丽", "女", document(44), "3-2-503", "常住", "2025-01-01"),
    ]  # fmt: skip
    plan = read(book(("序号", "姓名", "性别", "身份证号", "门牌号", state, day), *rows))
    people = read.people()
    assert people["王强"].died_on == date(2025, 10, 31) and people["李敏"].moved_out == date(2025, 9, 1)
    assert people["赵军"].moved_in == date(2025, 8, 1)
    assert (people["孙丽"].died_on, people["孙丽"].moved_out, people["孙丽"].moved_in) == (None, None, None)
    assert sum("3 people died, moved out or moved in" in one for one in said(plan)) == 1


@pytest.mark.parametrize(
    ("asked", "yes", "no"), [("是否死亡", "是", "否"), ("是否已迁出", 1, 0), ("是否已死亡", "√", "")]
)
def test_a_yes_without_a_day_is_said_once_and_kept(
    book: Book, read: Reader, asked: str, yes: object, no: object
) -> None:
    rows = [("3-2-502", f"王强{letter}", document(n), yes if n < 13 else no) for n, letter in enumerate("甲乙丙丁", 11)]
    plan = read(book(("门牌号", "姓名", "身份证号", asked), *rows))
    assert [one.split(":")[0] for one in said(plan)] == [
        "2 people have died or moved out by this column, and no day is given"
    ]
    gone = read.people()["王强甲"]
    assert asked in (gone.note or "") and gone.died_on is None and gone.moved_out is None


def test_the_column_of_the_day_itself_wins(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("门牌号", "姓名", "是否已死亡", "死亡日期", "变动日期"),
            ("3-2-502", "王强", "是", "2025-03-02", "2025-04-01"),
            ("3-2-503", "李敏", "否", "", ""),
        )
    )
    assert read.people()["王强"].died_on == date(2025, 3, 2) and said(plan) == []
    assert read.people()["王强"].note == "变动日期：2025-04-01" and read.people()["李敏"].note is None


@pytest.mark.parametrize("header", ["停发原因", "取消原因", "低保退出原因", "减少原因"])
def test_a_reason_may_tell_of_a_death(book: Book, read: Reader, header: str) -> None:
    rows = [("3-2-502", "王强", document(11), "去世"), ("3-2-503", "李敏", document(22), "收入超标")]
    plan = read(book(("门牌号", "姓名", "身份证号", header), *rows))
    assert [one.split(":")[0] for one in said(plan)] == [
        "1 people have died or moved out by this column, and no day is given"
    ]
    assert read.people()["王强"].note == f"{header}：去世"


def test_a_remark_behind_the_name_is_read_too(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("门牌号", "姓名"),
            ("3-2-502", "王强（2025.3.2去世）"),
            ("3-2-502", "李敏（已故）"),
            ("3-2-503", "赵军(迁出)"),
        )
    )
    assert read.people()["王强"].died_on == date(2025, 3, 2)
    assert sum("2 people have died or moved out" in one for one in said(plan)) == 1
    assert "已故" in (read.people()["李敏"].note or "")


def test_the_death_of_another_is_not_that_of_the_person(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("序号", "姓名", "性别", "身份证号", "门牌号", "配偶状态", "联系电话", "变动日期"),
            (1, "王强", "男", document(11), "3-2-502", "去世", "13900000001", "2025-03-02"),
            (2, "李敏", "女", document(22), "3-2-503", "健在", "", ""),
        )
    )
    assert read.people()["王强"].died_on is None
    assert not any("died" in one for one in said(plan))
