"""Visits kept under their dates: a week or a few days of some month across, each called by its month and day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Street
from tests.intake.conftest import Reader, counts
from tests.intake.test_calendars import days, visits

Book = Callable[..., Path]
WEEK = tuple(range(5, 12))


@pytest.fixture
def settled(street: Street) -> Reader:
    """Two households with somebody in them."""
    for room, name in (("502", "王强"), ("503", "赵敏")):
        street.person(name, street.household(room))
    return Reader(street.register)


@pytest.mark.parametrize(
    "called",
    [lambda day: date(2026, 10, day), "2026-10-{:02d}", "2026/10/{}", "2026.10.{}", "10月{}日", "10月{}号", "10/{}", "10.{}",
     "10月{}日（周一）", "10月{}日\n星期一"],
)  # fmt: skip
def test_a_week_of_dates_across(book: Book, settled: Reader, called: Any) -> None:
    header = [called(day) if callable(called) else called.format(day) for day in WEEK]
    path = book(
        ("独居老人每日探访记录表（2026年10月5日—10月11日）",), ("序号", "姓名", "住址", *header, "探访人"),
        (1, "王强", "3-2-502", "√", "", "送药", "", "", "", "√", "刘芳"), (2, "赵敏", "3-2-503", "", "住院", "", "", "", "", "", "刘芳"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.read == plan.created == 4 and not plan.problems, plan.problems
    assert visits(settled) == [
        ("10-05", "王强", "刘芳", None), ("10-06", "赵敏", "刘芳", "住院"), ("10-07", "王强", "刘芳", "送药"), ("10-11", "王强", "刘芳", None),
    ]  # fmt: skip
    assert counts(settled(path))["unchanged"] == 4


def test_dates_further_apart_and_over_the_end_of_a_year(book: Book, settled: Reader) -> None:
    weeks = (date(2025, 12, 20), date(2025, 12, 27), date(2026, 1, 3))
    rows = (("探访登记", *[None] * 3), ("姓名", "日期", None, None), (None, *weeks), ("王强", "√", None, "√"))
    assert not settled(book(*rows, merge=("B2:D2", "A2:A3"))).problems
    assert days(settled) == [("01-03", "王强"), ("12-20", "王强")]


def test_a_new_year_that_nobody_names_is_said(book: Book, settled: Reader) -> None:
    rows = ("姓名", *(f"12月{day}日" for day in (30, 31)), "1月1日"), ("王强", "√", None, "√")
    plan = settled(book(("2025年12月巡访登记",), *rows))
    assert plan.rejected == 1 and days(settled) == [("12-30", "王强")] and plan.problems[0].column == "1月1日"


@pytest.mark.parametrize(
    ("title", "header", "row"),
    [
        ("居民体温登记表", ("姓名", "住址", *(f"10月{day}日" for day in WEEK)), ("王强", "3-2-502", "√", "√")),
        ("探访登记", ("姓名", "住址", "走访日期1", "走访日期2", "走访日期3"), ("王强", "3-2-502", "10月5日", "10月6日", "10月7日")),
    ],
)  # fmt: skip
def test_dates_that_head_no_visits(
    book: Book, settled: Reader, title: str, header: tuple[Any, ...], row: tuple[Any, ...]
) -> None:
    settled(book((f"2026年{title}",), header, row))
    assert len(days(settled)) == sum("月" in str(cell) for cell in row)
