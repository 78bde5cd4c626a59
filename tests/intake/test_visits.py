"""Visits kept as tables: several in a row, one sheet a visitor or a person visited, calls by phone, nobody met."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.households import Person
from models.intake.calendars.rounds import rounds_in
from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts

Book = Callable[..., Path]
TITLE = "2026年独居老人走访情况表"


@pytest.fixture
def settled(street: Street) -> Reader:
    """Two households with people in them."""
    home = street.household("502")
    street.person("王强", home)
    street.person("李秀芳", home)
    street.person("赵敏", street.household("503"))
    return Reader(street.register)


def visits(read: Reader, *names: str) -> list[tuple[Any, ...]]:
    """Every visit as month-day, whom, and these of its fields, in order."""
    with read.register.read() as session:
        people = {one.id: one.name for one in session.scalars(select(Person))}
        found = session.scalars(select(Visit).order_by(Visit.visited_on, Visit.id)).all()
        said = [tuple(getattr(one, name) for name in names) for one in found]
        return sorted(
            ((f"{one.visited_on:%m-%d}", people.get(one.person_id or "", "?"), *values)
             for one, values in zip(found, said, strict=True)), key=lambda one: one[:2],
        )  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        ("姓名", "第一次走访日期", "第一次走访情况", "第二次走访日期", "第二次走访情况"),
        ("姓名", "第1次走访时间", "第1次走访人", "第2次走访时间", "第2次走访人"),
        ("姓名", "第一次走访 / 时间", "第一次走访 / 情况", "第二次走访 / 时间", "第二次走访 / 情况"),
        ("姓名", "第一次 / 走访时间", "第一次 / 情况", "第二次 / 走访时间", "第二次 / 情况"),
        ("姓名", "一季度走访日期", "一季度走访情况", "二季度走访日期", "二季度走访情况"),
        ("姓名", "首次走访日期", "首次走访情况", "第二次走访日期", "第二次走访情况"),
        ("姓名", "走访日期1", "走访情况1", "走访日期2", "走访情况2"),
        ("姓名", "走访日期（一）", "走访情况（一）", "走访日期（二）", "走访情况（二）"),
        ("姓名", "走访日期", "走访情况", "走访日期", "走访情况"),
    ],
)
def test_visits_beside_each_other_are_told(headers: tuple[str, ...]) -> None:
    assert [sorted(group) for group in rounds_in(headers)] == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    "headers",
    [
        ("姓名", "走访日期", "走访人", "走访情况"),
        ("姓名", "第一次接种时间", "第二次接种时间"),
        ("姓名", "走访日期", "联系电话1", "联系电话2"),
        ("姓名", "走访时间", "走访时间", "走访情况"),
    ],
)
def test_what_is_one_visit_a_row_stays_so(headers: tuple[str, ...]) -> None:
    assert rounds_in(headers) == []


@pytest.mark.parametrize("two_rows", [True, False])
def test_every_visit_of_a_row_is_a_visit(book: Book, settled: Reader, two_rows: bool) -> None:
    words = ("时间", "走访人", "情况")
    header: list[tuple[Any, ...]] = (
        [("序号", "姓名", "住址", "第一次走访", "", "", "第二次走访", "", "", "备注"), ("", "", "", *words, *words, "")]
        if two_rows
        else [
            ("序号", "姓名", "住址", *(f"第{n}次走访{word}" for n in "一二" for word in ("时间", "人", "情况")), "备注")
        ]
    )
    merge = ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2", "J2:J3") if two_rows else ()
    path = book(
        (TITLE,), *header,
        (1, "王强", "3-2-502", "2026.1.5", "刘芳", "情况良好", "2026.2.6", "陈静", "感冒", "低保户"),
        (2, "赵敏", "3-2-503", "", "", "", "2月9日", "陈静", "配助听器", ""), merge=merge,
    )  # fmt: skip
    plan = settled(path)
    assert plan.read == plan.created == 3 and not plan.problems, plan.problems
    assert visits(settled, "visitor", "situation", "note") == [
        ("01-05", "王强", "刘芳", "情况良好", "低保户"), ("02-06", "王强", "陈静", "感冒", "低保户"),
        ("02-09", "赵敏", "陈静", "配助听器", None),
    ]  # fmt: skip
    assert counts(settled(path))["unchanged"] == 3


def test_columns_of_days_alone_are_visits(book: Book, settled: Reader) -> None:
    plan = settled(
        book(
            (TITLE,),
            ("姓名", "门牌", "走访人", "第一次走访", "第二次走访"),
            ("王强", "3-2-502", "刘芳", "1月5日", "2026-02-06"),
        )
    )
    assert not plan.problems and visits(settled, "visitor") == [("01-05", "王强", "刘芳"), ("02-06", "王强", "刘芳")]


def test_a_second_visit_without_its_day_is_refused(book: Book, settled: Reader) -> None:
    headers = ("姓名", "门牌", "第一次走访日期", "第一次走访情况", "第二次走访日期", "第二次走访情况")
    plan = settled(book((TITLE,), headers, ("王强", "3-2-502", "1月5日", "良好", "", "感冒")))
    assert plan.created == plan.rejected == 1 and visits(settled) == [("01-05", "王强")]
