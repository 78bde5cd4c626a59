"""Visits kept as tables: several in a row, one sheet a visitor or a person visited, calls by phone, nobody met."""

from collections.abc import Callable
from datetime import date, timedelta
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
        ("姓名", "走访时间 / 第一次", "走访情况 / 第一次", "走访时间 / 第二次", "走访情况 / 第二次"),
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
        ("姓名", "1月", "2月"),
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


def test_a_phone_that_the_register_does_not_have_is_noted(book: Book, settled: Reader, street: Street) -> None:
    street.person("周明", street.household("604"), phone="13800000004")
    rows = (
        ("2026-10-08", name, "刘芳", "问候", phone)
        for name, phone in (("周明", "138 0000 0004"), ("周明", "13900000005"), ("王强", "13900000006"))
    )
    plan = settled(book(("走访日期", "走访对象", "走访人", "走访内容", "联系电话"), *rows))
    assert not plan.dropped_columns and "13900000005" not in str(plan.as_json())
    assert {one[2] for one in visits(settled, "note")} == {None, "联系电话：13900000005", "联系电话：13900000006"}


def test_the_lower_row_of_a_header_may_name_two_things(book: Book, settled: Reader) -> None:
    settled(book(
        ("民情日记",), ("走访日期", "走访对象", "走访人", "走访内容", ""), ("", "", "", "反映的\n问题和诉求", "处理\n情况"),
        ("2026-10-08", "王强", "刘芳", "增设垃圾桶", "已报物业"), merge=("A2:A3", "B2:B3", "C2:C3", "D2:E2"),
    ))  # fmt: skip
    assert visits(settled, "request", "action", "note") == [("10-08", "王强", "增设垃圾桶", "已报物业", None)]


def test_the_visits_of_each_week_beside_what_a_roster_says(book: Book, settled: Reader) -> None:
    path = book(
        ("独居（空巢）老人每周巡访记录表",), ("网格员：刘芳   2026年10月",),
        ("序号", "姓名", "性别", "年龄", "住址", "联系电话", "子女电话", "第一周", "", "第二周", "", "备注"),
        (*[""] * 7, *("日期", "情况") * 2, ""),
        (1, "王强", "男", "", "3-2-502", "", "", "10.2", "身体好", "10.10", "未在家", ""),
        (2, "赵敏", "女", "", "3-2-503", "", "13900000012", "", "", "10.9", "正常", "女儿每周来"),
        merge=("A1:L1", "A2:L2", "H3:I3", "J3:K3", *(f"{c}3:{c}4" for c in "ABCDEFGL")),
    )  # fmt: skip
    plan = settled(path)
    assert plan.read == plan.created == 3 and not plan.problems, plan.problems
    assert visits(settled, "visitor", "situation") == [
        ("10-02", "王强", "刘芳", "身体好"), ("10-09", "赵敏", "刘芳", "正常"), ("10-10", "王强", "刘芳", "未在家"),
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


@pytest.mark.parametrize(
    ("said", "met"),
    [("未接通", False), ("电话无人接听", False), ("未见本人，改日再去", False), ("不在家", False), ("多次拨打未接", False), ("接通，身体好", True),
     ("未接通，下午再打接通，一切正常", True), ("儿子不在家，老人身体好", True), ("住院", True), ("", True)],
)  # fmt: skip
def test_whether_somebody_was_met_is_told_by_what_was_said(book: Book, settled: Reader, said: str, met: bool) -> None:
    headers = ("姓名", "门牌", "走访日期", "走访人", "走访情况")
    path = book((TITLE,), headers, ("王强", "3-2-502", "2026-03-05", "刘芳", said))
    assert not settled(path).problems
    assert visits(settled, "met", "people_met") == [("03-05", "王强", met, int(met))]
    assert counts(settled(path))["unchanged"] == 1


def test_a_column_that_says_so_goes_before_the_words(book: Book, settled: Reader) -> None:
    headers = ("姓名", "门牌", "走访日期", "走访情况", "是否见到")
    settled(
        book(
            (TITLE,),
            headers,
            ("王强", "3-2-502", "2026-03-05", "不在家", "是"),
            ("赵敏", "3-2-503", "2026-03-06", "", "关机"),
        )
    )
    assert visits(settled, "met") == [("03-05", "王强", True), ("03-06", "赵敏", False)]


@pytest.mark.parametrize(
    ("title", "headers", "way"),
    [
        ("电话探访台账", ("走访日期", "走访人"), "phone"), ("2026年3月台账", ("通话时间", "拨打人"), "phone"),
        ("2026年3月走访台账", ("走访日期", "走访人"), None), ("入户及电话探访台账", ("走访日期", "走访人"), None),
    ],
)  # fmt: skip
def test_calls_by_phone(book: Book, settled: Reader, title: str, headers: tuple[str, str], way: str | None) -> None:
    plan = settled(
        book((title,), ("姓名", "联系电话", *headers, "通话情况" if way else "走访情况"),
             ("赵敏", "13900000001", "2026-03-05 09:10", "刘芳", "身体好"))
    )  # fmt: skip
    assert plan.created == 1 and visits(settled, "way") == [("03-05", "赵敏", way)]


def test_answers_that_are_neither_yes_nor_no(book: Book, settled: Reader) -> None:
    headers = ("姓名", "走访日期", "走访人", "是否见到")
    answers = ("家中无人", "见到", "门锁着")
    settled(book((TITLE,), headers, *(("赵敏", f"2026-03-0{n}", "刘芳", one) for n, one in enumerate(answers, 5))))
    assert visits(settled, "met") == [("03-05", "赵敏", False), ("03-06", "赵敏", True), ("03-07", "赵敏", False)]


def test_the_way_that_a_row_names_is_kept(book: Book, settled: Reader) -> None:
    headers = ("姓名", "走访日期", "走访人", "走访方式")
    settled(
        book(("电话探访台账",), headers, ("赵敏", "2026-03-05", "刘芳", "上门"), ("王强", "2026-03-06", "刘芳", "微信"))
    )
    assert visits(settled, "way") == [("03-05", "赵敏", "door"), ("03-06", "王强", "phone")]


@pytest.mark.parametrize(
    ("cell", "note"),
    [("2026-03-08 14:30", "走访时间：14:30"), ("2026年3月8日下午3点", "走访时间：下午3点"), ("2026-03-08", None), ("2026-03-08 00:00:00", None)],
)  # fmt: skip
def test_the_time_of_day_is_kept_in_the_note(book: Book, settled: Reader, cell: str, note: str | None) -> None:
    path = book((TITLE,), ("姓名", "走访时间", "走访人"), ("赵敏", cell, "刘芳"))
    assert not settled(path).problems and visits(settled, "note") == [("03-08", "赵敏", note)]
    assert counts(settled(path))["unchanged"] == 1


def test_a_visit_still_to_come_is_said(book: Book, settled: Reader) -> None:
    day = date.today() + timedelta(days=40)
    plan = settled(
        book((TITLE,), ("姓名", "走访日期", "走访人"), ("赵敏", day, "刘芳"), ("王强", date.today(), "刘芳"))
    )
    assert plan.created == 2
    assert [(one.row, one.column, one.level) for one in plan.problems] == [(3, "走访日期", "warn")]


SHORT = ("日期", "走访人", "情况")


@pytest.mark.parametrize(
    ("sheet", "title"),
    [("王强", "王强走访记录"), ("Sheet1", "王强走访记录"), ("Sheet1", "2026年独居老人王强入户走访记录表"), ("王强", ""), ("王强走访记录", ""),
     ("Sheet1", "走访记录（王强）"), ("Sheet1", "王强家庭探访台账"), ("王强", "民情日记")],
)  # fmt: skip
@pytest.mark.parametrize("headers", [SHORT, ("走访时间", "走访人", "走访情况"), ("走访时间", "走访人", "走访方式")])
def test_a_sheet_for_each_person_visited(
    book: Book, settled: Reader, sheet: str, title: str, headers: tuple[str, ...]
) -> None:
    rows = [headers, ("2026-03-05", "刘芳", "电话"), ("2026-04-06", "陈静", "上门")]
    plan = settled(book(sheets={sheet: [(title,), *rows] if title else rows}))
    assert plan.created == 2 and not plan.problems, plan.problems
    assert visits(settled, "visitor") == [("03-05", "王强", "刘芳"), ("04-06", "王强", "陈静")]


def test_a_line_above_names_the_person_and_the_door(book: Book, settled: Reader, street: Street) -> None:
    street.person("王强", street.household("601"))
    plan = settled(book(("走访记录",), ("姓名", "王强", "住址", "3-2-502"), SHORT, ("2026-03-05", "刘芳", "良好")))
    assert plan.created == 1 and not plan.problems, plan.problems


@pytest.mark.parametrize("title", ["走访记录", "高龄老人走访记录", "全面走访记录", "桂香社区走访记录"])
def test_without_anybody_named_the_rows_are_refused_and_never_matters(book: Book, settled: Reader, title: str) -> None:
    plan = settled(book((title,), SHORT, ("2026-03-05", "刘芳", "良好")))
    assert plan.created == 0 and plan.rejected == 1 and [one.ledger for one in plan.layouts.layouts] == ["visits"]
    assert "who was visited" in plan.problems[0].problem


def test_a_person_whom_the_register_does_not_know(book: Book, settled: Reader) -> None:
    plan = settled(book(sheets={"何平": [("走访记录",), SHORT, ("2026-03-05", "刘芳", "良好")]}))
    assert plan.rejected == 1 and "何平" in plan.problems[0].problem


def test_a_sheet_for_each_visitor(book: Book, settled: Reader) -> None:
    headers = ("走访日期", "走访对象", "走访情况")
    plan = settled(book(sheets={
        "刘芳": [headers, ("2026-03-05", "王强", "良好")], "陈静": [headers, ("2026-03-06", "赵敏", "良好")],
        "高龄": [headers, ("2026-03-07", "赵敏", "良好")], "金桂苑": [headers, ("2026-03-08", "赵敏", "良好")],
    }))  # fmt: skip
    assert visits(settled, "visitor") == [
        ("03-05", "王强", "刘芳"), ("03-06", "赵敏", "陈静"), ("03-07", "赵敏", None), ("03-08", "赵敏", None)
    ]  # fmt: skip
    assert [(one.sheet, one.level) for one in plan.problems if one.level == "notice"] == [
        ("刘芳", "notice"),
        ("陈静", "notice"),
    ]


def test_a_column_of_visitors_goes_before_the_sheets_name(book: Book, settled: Reader) -> None:
    headers = ("走访日期", "走访对象", "走访人")
    assert not settled(book(sheets={"陈静": [headers, ("2026-03-05", "王强", "刘芳")]})).problems
    assert visits(settled, "visitor") == [("03-05", "王强", "刘芳")]


def test_the_visitor_above_a_table(book: Book, settled: Reader) -> None:
    settled(
        book(
            (TITLE,),
            ("走访人", "刘芳"),
            ("填表人", "陈静"),
            ("走访日期", "走访对象", "走访情况"),
            ("2026-03-05", "王强", "良好"),
        )
    )
    settled(book((TITLE,), ("填表人：陈静",), ("走访日期", "走访对象", "走访情况"), ("2026-03-06", "王强", "良好")))
    assert visits(settled, "visitor") == [("03-05", "王强", "刘芳"), ("03-06", "王强", None)]


def test_days_of_visits_beside_a_name_alone(book: Book, settled: Reader) -> None:
    settled(book((TITLE,), ("姓名", "门牌", "第一次走访", "第二次走访"), ("王强", "3-2-502", "1月5日", "2月6日")))
    assert visits(settled) == [("01-05", "王强"), ("02-06", "王强")]


def test_a_line_that_counts_the_visits_is_no_visit(book: Book, read: Reader) -> None:
    plan = read(book(
        ("走访日期", "走访对象", "住址", "走访人", "走访情况"), ("2026-03-01", "王强", "3-2-502", "刘芳", "良好"),
        ("2026-03-02", "赵敏", "3-2-503", "刘芳", "良好"), ("本月共走访60户",),
    ))  # fmt: skip
    assert plan.read == 2 and plan.rejected == 0


def test_a_door_without_its_building_is_the_persons_own(book: Book, settled: Reader) -> None:
    plan = settled(book(("走访日期", "走访对象", "房号", "走访情况"), ("2026-03-02", "王强", "2-502", "身体好")))
    assert visits(settled) == [("03-02", "王强")] and len(settled.doors()) == 2
    assert not any("does not live" in one.problem for one in plan.problems)


def test_a_visit_at_a_door_that_nobody_knows_says_so(book: Book, settled: Reader) -> None:
    headers = ("走访日期", "小区", "门牌号", "走访情况")
    rows = [("2026-03-02", "松林苑", "9-1-9999", "无人"), ("2026-03-09", "松林苑", "9-1-9999", "有人")]
    plan = settled(book(headers, *rows))
    (said,) = [one for one in plan.problems if "not in the register yet" in one.problem]
    assert said.row == 2 and "松林苑 9-1-9999" in said.problem
    assert not [one for one in settled(book(headers, *rows)).problems if "not in the register yet" in one.problem]
