"""Visits kept as months with their days across: their weekdays, their legends, months beside each other."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from exports.rejects import write_report
from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts
from tests.intake.test_calendars import CHINESE, TITLE, days, visits, wall

Book = Callable[..., Path]


@pytest.fixture
def settled(street: Street) -> Reader:
    """Three households with somebody in them."""
    for room, name in (("502", "王强"), ("503", "赵敏"), ("601", "孙丽")):
        street.person(name, street.household(room))
    return Reader(street.register)


def month(
    *rows: tuple[Any, ...], title: str = TITLE, beneath: tuple[tuple[Any, ...], ...] = (), last: int = 31
) -> list[tuple[Any, ...]]:
    """A month with its days across: the rows' first three cells, then whatever stands under the days from the first on."""
    return [(title,), ("序号", "姓名", "门牌", *range(1, last + 1), "备注"), *beneath, *rows]


def on(*days_marked: int, mark: Any = "√", last: int = 31) -> tuple[Any, ...]:
    """The cells under the days of a month, with a mark on some."""
    return tuple(mark if day in days_marked else None for day in range(1, last + 1))


WEEKDAYS = tuple(CHINESE[(day - 1) % 7] for day in range(1, 32))  # March 2026 begins on a Sunday


@pytest.mark.parametrize(
    "label",
    [(None, None, "星期"), (None, "星期", None), ("星期", None, None), (None, None, None), ("", "姓名", "日期")],
)
@pytest.mark.parametrize("words", [WEEKDAYS, tuple(f"周{one}" for one in WEEKDAYS), WEEKDAYS[:28]])
def test_weekdays_beneath_the_days_are_of_the_header(
    book: Book, settled: Reader, label: tuple[Any, ...], words: tuple[str, ...]
) -> None:
    weekdays = (*label, *words)
    path = book(
        *month((1, "王强", "3-2-502", *on(1, 8)), weekdays, (2, "赵敏", "3-2-503", *on(31)), beneath=(weekdays,))
    )
    plan = settled(path)
    assert plan.read == plan.created == 3 and not plan.problems, plan.problems
    assert days(settled) == [("03-01", "王强"), ("03-08", "王强"), ("03-31", "赵敏")]
    assert counts(settled(path))["unchanged"] == 3


def test_a_mark_on_a_day_that_the_month_does_not_have_is_said(book: Book, settled: Reader, tmp_path: Path) -> None:
    plan = settled(book(*month((1, "王强", "3-2-502", *on(5, 30)), title="2026年2月走访记录")))
    assert days(settled) == [("02-05", "王强")] and plan.rejected == 1
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.value) == (3, "30", "√") and "2026-02" in problem.problem
    write_report(plan, Path("f.xlsx"), tmp_path / "not.xlsx")
    page = load_workbook(tmp_path / "not.xlsx").active
    assert page is not None and page["AG3"].comment and not page["H3"].comment


@pytest.mark.parametrize(
    ("title", "may", "june"),
    [
        ("2026年探访登记", "5月", "6月"),
        ("探访登记", "2026年5月", "2026年6月"),
        ("2026年5、6月探访登记", "五月（5月）", "6月份"),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_months_beside_each_other(book: Book, settled: Reader, title: str, may: str, june: str, merged: bool) -> None:
    path = book(
        (title,), ("姓名", "门牌", may, *[None] * 30, june, *[None] * 29, "备注"), (None, None, *range(1, 32), *range(1, 31)),
        ("王强", "3-2-502", *on(1, 31), *on(4, last=30), "独居"), ("赵敏", "3-2-503", *on(), *on(30, last=30)),
        merge=("A2:A3", "B2:B3", "C2:AG2", "AH2:BK2", "BL2:BL3") if merged else (),
    )  # fmt: skip
    plan = settled(path)
    assert plan.read == plan.created == 4 and not plan.problems, plan.problems
    assert days(settled) == [("05-01", "王强"), ("05-31", "王强"), ("06-04", "王强"), ("06-30", "赵敏")]
    assert counts(settled(path))["unchanged"] == 4
    if merged:
        with settled.register.read() as session:
            assert set(session.scalars(select(Visit.note))) == {"独居", None}


def test_days_beside_each_other_without_their_months_are_not_guessed(book: Book, settled: Reader) -> None:
    rows = (("姓名", "门牌", *range(1, 32), *range(1, 31)), ("王强", "3-2-502", *on(1), *on(4, last=30)))
    plan = settled(book(("2026年5、6月探访登记",), *rows))
    assert plan.created == 0 and plan.rejected == 2 and "month" in plan.problems[0].problem


def test_december_beside_january(book: Book, settled: Reader) -> None:
    def rows(second: str) -> tuple[tuple[Any, ...], ...]:
        return (
            ("2025年12月探访登记",), ("姓名", "门牌", "12月", *[None] * 30, second), (None, None, *range(1, 32), *range(1, 32)),
            ("王强", "3-2-502", *on(30), *on(2)),
        )  # fmt: skip

    plan = settled(book(*rows("1月")))
    assert plan.created == plan.rejected == 1 and days(settled) == [("12-30", "王强")]
    assert settled(book(*rows("2026年1月"))).rejected == 0
    with settled.register.read() as session:
        assert set(session.scalars(select(Visit.visited_on))) == {date(2025, 12, 30), date(2026, 1, 2)}


def test_days_that_name_their_month(book: Book, settled: Reader) -> None:
    header = ("姓名", "门牌", *(f"3月{day}日" for day in range(1, 32)))
    assert not settled(book(("2026年探访登记",), header, ("王强", "3-2-502", *on(9)))).problems
    assert days(settled) == [("03-09", "王强")]


@pytest.mark.parametrize(
    "legend",
    ["说明：√为入户，○为电话，×为未见到", "注：“√”表示入户走访；“〇”代表“电话”；“×”表示未见到。", "√—入户　○—电话　×—未见到", "√（入户）○（电话）×（未见到）",
     "√：入户走访 ○：电话联系 ✗：未见到"],
)  # fmt: skip
@pytest.mark.parametrize("above", [True, False])
def test_what_the_marks_mean_by_the_legend(book: Book, settled: Reader, legend: str, above: bool) -> None:
    rows: list[tuple[Any, ...]] = month((1, "王强", "3-2-502", "√", "○", "×", "√√", "电话", "9:30"))
    rows = [rows[0], (legend,), *rows[1:]] if above else [*rows, (legend,)]
    plan = settled(book(*rows))
    assert not plan.problems, plan.problems
    with settled.register.read() as session:
        found = session.scalars(select(Visit).order_by(Visit.visited_on)).all()
        assert [one.way for one in found] == ["door", "phone", None, "door", "phone", None]
        assert [one.met for one in found] == [True, True, False, True, True, True]
        assert [one.people_met for one in found] == [1, 1, 0, 1, 1, 1]
        assert found[5].note == "9:30" and found[5].situation is None


def test_without_a_legend_a_cross_is_no_visit(book: Book, settled: Reader) -> None:
    assert [one.problem[:7] for one in settled(book(*month((1, "王强", "3-2-502", "√", "○", "×")))).problems] == [
        "1 cells"
    ]
    assert not settled(book(*month((1, "赵敏", "3-2-503", "√", "○", "×")), ("√为已走访，×为未走访",))).problems
    assert days(settled) == [("03-01", "王强"), ("03-01", "赵敏"), ("03-02", "王强"), ("03-02", "赵敏")]
    assert {one[3] for one in visits(settled)} == {None}


@pytest.mark.parametrize(
    "legend",
    ["说明：√ 入户见到，× 未见到，电 电话联系，住 住院。", "电：电话联系 住：住院", "电=电话，住=住院，×=未见到"],
)
def test_characters_for_marks(book: Book, settled: Reader, legend: str) -> None:
    assert not settled(book(*month((1, "王强", "3-2-502", "√", "电", "住"), title=TITLE), (legend,))).problems
    with settled.register.read() as session:
        found = session.scalars(select(Visit).order_by(Visit.visited_on)).all()
        assert [(one.way, one.situation) for one in found][1:] == [("phone", None), (None, "住院")]


def test_how_many_visits_a_row_has_is_not_noted(book: Book, settled: Reader) -> None:
    settled(
        book((TITLE,), ("姓名", "门牌", *range(1, 32), "合计", "次数"), ("王强", "3-2-502", *on(5, 6), 2, "逢五去"))
    )
    with settled.register.read() as session:
        assert set(session.scalars(select(Visit.note))) == {"次数：逢五去"}


@pytest.mark.parametrize(
    "word", ["未见", "未见到", "未接通", "无人接听", "未接", "不在家", "家中无人", "敲门无人应答", "关机", "外出"]
)
def test_nobody_was_met_on_that_day(book: Book, settled: Reader, word: str) -> None:
    settled(book(*month((1, "王强", "3-2-502", word, "住院"))))
    with settled.register.read() as session:
        found = session.scalars(select(Visit).order_by(Visit.visited_on)).all()
        assert [(one.met, one.people_met, one.situation) for one in found] == [(False, 0, word), (True, 1, "住院")]


def test_a_calendar_of_calls(book: Book, settled: Reader) -> None:
    settled(book(*month((1, "王强", "3-2-502", "√"), title="2026年3月独居老人电话探访登记表")))
    with settled.register.read() as session:
        assert session.scalars(select(Visit.way)).all() == ["phone"]


def test_a_calendar_for_each_visitor(book: Book, settled: Reader) -> None:
    plan = settled(book(sheets={
        "刘芳": month((1, "王强", "3-2-502", *on(3))), "陈静": [(TITLE,), *wall({5: "赵敏"})], "3月": month((1, "孙丽", "3-2-601", *on(4))),
    }))  # fmt: skip
    assert [(day, who, visitor) for day, who, visitor, _said in visits(settled)] == [
        ("03-03", "王强", "刘芳"), ("03-04", "孙丽", None), ("03-05", "赵敏", "陈静"),
    ]  # fmt: skip
    assert {one.sheet for one in plan.problems} == {"刘芳", "陈静"}


@pytest.mark.parametrize(
    "cell", ["9:30 王强、10:00-11:00 赵敏", "9:30\n王强\n10:00-11:00\n赵敏", "9：30王强；10：00-11：00赵敏"]
)
def test_the_time_of_day_on_the_wall_is_kept_in_the_note(book: Book, settled: Reader, cell: str) -> None:
    plan = settled(book((TITLE,), *wall({5: cell})))
    assert not plan.problems
    with settled.register.read() as session:
        assert set(session.scalars(select(Visit.note))) == {"9:30", "10:00-11:00"}
