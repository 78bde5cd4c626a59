"""Visits kept as calendars: a month on the wall with names under its days, a year with its months across."""

import calendar
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from exports.rejects import write_report
from models.households import Person
from models.intake.cleaning.names import looks_like_name
from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts

Book = Callable[..., Path]
CHINESE = ("日", "一", "二", "三", "四", "五", "六")
MONTHS = tuple(f"{month}月" for month in range(1, 13))
TITLE = "2026年3月走访记录"


@pytest.fixture
def settled(street: Street) -> Reader:
    """Three households with people in them."""
    home = street.household("502")
    street.person("王强", home)
    street.person("李秀芳", home)
    street.person("赵敏", street.household("503"))
    street.person("孙丽", street.household("601"))
    return Reader(street.register)


def visits(read: Reader) -> list[tuple[str, str, str | None, str | None]]:
    """Every visit as month-day, whom, by whom, and what was said, in order."""
    with read.register.read() as session:
        names = {one.id: one.name for one in session.scalars(select(Person))}
        found = session.scalars(select(Visit)).all()
        return sorted(
            (f"{one.visited_on:%m-%d}", names.get(one.person_id or "", "?"), one.visitor, one.situation)
            for one in found
        )


def days(read: Reader) -> list[tuple[str, str]]:
    """Every visit as month-day and whom."""
    return [one[:2] for one in visits(read)]


def wall(
    named: dict[int, str], *, apart: bool = True, week: tuple[str, ...] = CHINESE, month: int = 3
) -> list[list[Any]]:
    """The weeks of a month of 2026, names beneath the day's number or in its cell."""
    rows: list[list[Any]] = [list(week)]
    for line in calendar.Calendar(6).monthdayscalendar(2026, month):
        if apart:
            rows += [[day or None for day in line], [named.get(day) for day in line]]
        else:
            rows.append([f"{day}\n{named[day]}" if day in named else day or None for day in line])
    return rows


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize(
    "week", [CHINESE, tuple(f"星期{d}" for d in CHINESE), ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")]
)
def test_a_month_on_the_wall(book: Book, settled: Reader, apart: bool, week: tuple[str, ...]) -> None:
    path = book((TITLE,), ("走访人：李敏",), *wall({5: "王强", 11: "赵敏、孙丽", 31: "孙丽"}, apart=apart, week=week))
    plan = settled(path)
    assert counts(plan)["created"] == plan.read == 4 and not plan.problems
    assert days(settled) == [("03-05", "王强"), ("03-11", "孙丽"), ("03-11", "赵敏"), ("03-31", "孙丽")]
    assert {one[2] for one in visits(settled)} == {"李敏"}
    again = settled(path)
    assert counts(again)["unchanged"] == again.read == 4 and len(days(settled)) == 4


@pytest.mark.parametrize(
    "cell",
    ["王强、赵敏", "王强，赵敏", "王强;赵敏", "王强 赵敏", "王强\n赵敏", "王 强/赵敏", "1.王强 2.赵敏", "①王强②赵敏", "走访王强家，赵敏老人",
     "3-2-502、3-2-503", "王强 3-2-502\n赵敏（3-2-503）", "3-2-502王强；3-2-503赵敏", "松林苑 3-2-502，松林苑3栋2单元503室", "3-2-502\n王强\n赵敏",
     "9:30 王强、10:00-11:00 赵敏", "走访对象：王强、赵敏", "惊蛰\n王强、赵敏"],
)  # fmt: skip
def test_several_in_a_cell(book: Book, settled: Reader, cell: str) -> None:
    plan = settled(book((TITLE,), *wall({5: cell})))
    assert counts(plan)["created"] == plan.read == 2 and not plan.problems, plan.problems
    with settled.register.read() as session:
        assert len(set(session.scalars(select(Visit.household_id)))) == 2
        assert set(session.scalars(select(Visit.visited_on))) == {date(2026, 3, 5)}
    assert plan.unplaced == 0


def test_what_was_said_stands_behind_the_name(book: Book, settled: Reader) -> None:
    plan = settled(book((TITLE,), *wall({5: "王强家\n楼道灯", 6: "赵敏：想办老年卡", 7: "孙丽（不在家）"})))
    assert [one[3] for one in visits(settled)] == ["楼道灯", "想办老年卡", "不在家"]
    assert [problem.value for problem in plan.problems] == ["楼道灯"], "what was taken for a remark is said"


def test_names_that_lead_to_nobody_are_refused_and_marked(
    book: Book, settled: Reader, street: Street, tmp_path: Path
) -> None:
    street.person("孙丽", street.household("604"))
    plan = settled(book((TITLE,), *wall({5: "王强、何平", 6: "孙丽", 9: "√"})))
    assert counts(plan) == {"created": 1, "updated": 0, "unchanged": 0, "review": 0, "rejected": 3}
    assert [(one.row, one.column, one.value) for one in plan.problems] == [
        (4, "四", "何平"),
        (4, "五", "孙丽"),
        (6, "一", "√"),
    ]
    assert "何平" in plan.problems[0].problem and "several" in plan.problems[1].problem.lower()
    assert write_report(plan, Path("f.xlsx"), tmp_path / "not.xlsx") == 2
    page = load_workbook(tmp_path / "not.xlsx").active
    assert page is not None and page["E3"].value == 5, "the days stand in the report too"
    assert page["E4"].comment and page["F4"].comment and page["B6"].comment and not page["A4"].comment
    assert counts(settled(tmp_path / "not.xlsx"))["unchanged"] == 1, "the report is read like the file"


def test_days_of_the_months_around_and_months_below_each_other(book: Book, settled: Reader) -> None:
    rows = wall({5: "王强"}, month=4)
    rows[1][:3], rows[2][:3] = [29, 30, 31], ["赵敏", None, "孙丽"]  # April 2026 begins on a Wednesday
    rows[9][5:], rows[10][5:] = [1, 2], [None, "孙丽"]
    plan = settled(
        book(("2026年4月走访记录",), *rows, (), ("2026年5月走访记录",), *wall({2: "孙丽", 20: "王强"}, month=5))
    )
    assert not plan.problems and plan.rejected == 0
    assert days(settled) == [
        ("03-29", "赵敏"),
        ("03-31", "孙丽"),
        ("04-05", "王强"),
        ("05-02", "孙丽"),
        ("05-20", "王强"),
    ]


def test_lines_with_a_label_beside_them(book: Book, settled: Reader) -> None:
    labels = ("日期", "走访对象", "走访人", "走访内容")
    weeks = calendar.Calendar(0).monthdayscalendar(2026, 3)
    rows: list[list[Any]] = [["", *(f"周{d}" for d in "一二三四五")]]
    for line in weeks:
        for label in labels:
            said = {"走访对象": "赵敏", "走访人": "刘芳", "走访内容": "问候"}
            cells = [day or None if label == "日期" else said[label] if day == 10 else None for day in line[:5]]
            rows.append([label, *cells])
    plan = settled(book((TITLE,), *rows, ("备注：节日顺延",)))
    assert plan.read == plan.created == 1 and visits(settled) == [("03-10", "赵敏", "刘芳", "问候")]


def test_the_month_in_the_name_of_the_sheet_or_the_file(book: Book, settled: Reader) -> None:
    settled(book(sheets={"2026年3月": wall({5: "王强"})}))
    settled(book(sheets={"4月": wall({6: "王强"}, month=4)}, name="走访日历2026年.xlsx"))
    settled(book(*wall({7: "王强"}, month=5), name="2026年5月走访.xlsx"))
    assert days(settled) == [("03-05", "王强"), ("04-06", "王强"), ("05-07", "王强")]


def test_who_visits_may_stand_in_the_brackets_of_the_title(book: Book, settled: Reader) -> None:
    settled(book(("2026年3月走访日历（网格员：刘芳）",), *wall({5: "王强"})))
    assert visits(settled) == [("03-05", "王强", "刘芳", None)]


def test_without_a_month_one_sentence_is_said(book: Book, settled: Reader, tmp_path: Path) -> None:
    plan = settled(book(("走访日历",), *wall({5: "王强", 12: "赵敏"})))
    assert plan.created == 0 and plan.rejected == 2 and len(plan.problems) == 1
    assert "month" in plan.problems[0].problem
    assert write_report(plan, Path("f.xlsx"), tmp_path / "not.xlsx") == 2


def test_days_under_other_weekdays_are_said_once(book: Book, settled: Reader) -> None:
    plan = settled(book(("2025年3月走访记录",), *wall({5: "王强", 12: "赵敏"})))
    assert plan.created == 2 and len(plan.problems) == 1 and "2025-03" in plan.problems[0].problem


def test_who_is_on_duty_was_not_visited(book: Book, settled: Reader) -> None:
    plan = settled(book(sheets={
        "值班": [("2026年3月值班表",), *wall({5: "王强", 12: "赵敏"})],
        "走访": [(TITLE,), *wall({5: "王强"})],
    }))  # fmt: skip
    assert plan.read == 1 and days(settled) == [("03-05", "王强")]


def year(
    *rows: tuple[Any, ...], months: tuple[str, ...] = MONTHS, title: str = "2026年度走访登记"
) -> list[tuple[Any, ...]]:
    """A table with the months across."""
    return [(title,), ("序号", "姓名", "门牌", "走访人", *months), *rows]


@pytest.mark.parametrize(
    "months",
    [MONTHS, ("一月", "二月", "三月", "四月"), ("2026年1月", "2026年2月", "2026年3月"), ("1月份", "2月份", "3月份")],
)
def test_a_year_with_its_months_across(book: Book, settled: Reader, months: tuple[str, ...]) -> None:
    path = book(*year(
        (1, "王强", "3-2-502", "刘芳", "5、18", "2.14", "3月5日"), (2, "赵敏", "3-2-503", "刘芳", 6, "", "5日 18日"),
        ("合计", "", "", "", 3, 1, 3), months=months,
    ))  # fmt: skip
    plan = settled(path)
    assert counts(plan)["created"] == plan.read == 7 and not plan.problems, plan.problems
    assert days(settled) == [
        ("01-05", "王强"), ("01-06", "赵敏"), ("01-18", "王强"), ("02-14", "王强"), ("03-05", "王强"), ("03-05", "赵敏"),
        ("03-18", "赵敏"),
    ]  # fmt: skip
    assert {one[2] for one in visits(settled)} == {"刘芳"}
    assert counts(settled(path))["unchanged"] == 7 and len(days(settled)) == 7


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("5", "5"), (5, "5"), ("5、18", "5 18"), ("5,18", "5 18"), ("5 18", "5 18"), ("5日18日", "5 18"), ("5号、18号", "5 18"), ("3.5", "5"),
     (3.5, "5"), (3.15, "15"), ("3月5日", "5"), ("3/5", "5"), ("3-5、3-18", "5 18"), (date(2026, 3, 5), "5"), ("√5日", "5"), ("5\n18", "5 18"),
     ("5日、5日", "5"), ("３月５日", "5"), ("×", ""), ("无", ""), ("/", ""), (0, "")],
)  # fmt: skip
def test_days_in_a_cell(book: Book, settled: Reader, cell: Any, wanted: str) -> None:
    plan = settled(book(*year((1, "王强", "3-2-502", "", 6, "", cell))))
    assert not plan.problems and days(settled)[1:] == [(f"03-{int(day):02d}", "王强") for day in wanted.split()]


@pytest.mark.parametrize(
    "cell",
    ["√", "已走访", "2次", "1户", "4.5", "4月5日", "31、32", (date(2025, 3, 5)), 3.1, "陈静", "13900000001", "5-"],
)
def test_what_names_no_day_is_said_at_its_cell_and_not_made_up(
    book: Book, settled: Reader, tmp_path: Path, cell: Any
) -> None:
    plan = settled(book(*year((1, "王强", "3-2-502", "", 6, "", cell))))
    assert plan.rejected == 1 and ("01-06", "王强") in days(settled)
    (problem,) = plan.problems
    assert (problem.row, problem.column) == (3, "3月")
    write_report(plan, Path("f.xlsx"), tmp_path / "not.xlsx")
    page = load_workbook(tmp_path / "not.xlsx").active
    assert page is not None and page["G3"].comment and not page["E3"].comment


def test_small_numbers_alone_may_be_counts(book: Book, settled: Reader) -> None:
    plan = settled(book(*year((1, "王强", "3-2-502", "", 1, 2, 1), (2, "赵敏", "3-2-503", "", 1, 1, ""))))
    assert plan.created == 0 and plan.rejected == 5 and "count" in plan.problems[0].problem


def test_words_beside_the_day(book: Book, settled: Reader) -> None:
    settled(book(*year((1, "王强", "3-2-502", "", "5日陈静", "6日(想办老年卡)", "7日 不在家"))))
    assert visits(settled) == [
        ("01-05", "王强", "陈静", None), ("02-06", "王强", None, "想办老年卡"), ("03-07", "王强", None, "不在家")
    ]  # fmt: skip
    with settled.register.read() as session:
        assert session.scalars(select(Visit.met).order_by(Visit.visited_on)).all() == [True, True, False]


def test_thirds_of_a_month_beneath_it(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("2026年入户走访情况",),
        ("姓名", "门牌", "1月", "", "2月", "", "3月", "", "备注"), ("", "", *("上旬", "下旬") * 3, ""),
        ("王强", "3-2-502", 5, 25, "", "√", "3.8", "", ""),
        merge=("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2"),
    ))  # fmt: skip
    assert days(settled) == [("01-05", "王强"), ("01-25", "王强"), ("03-08", "王强")]
    assert [(one.row, one.column) for one in plan.problems] == [(4, "2月 / 下旬")]


def test_the_year_in_the_name_of_the_sheet_or_the_file(book: Book, settled: Reader) -> None:
    row = (1, "王强", "3-2-502", "刘芳", 5)
    settled(book(sheets={"2025年": year(row, title="重点户走访登记")}, name="走访2020年以来.xlsx"))
    settled(book(*year((1, "王强", "3-2-502", "刘芳", 6), title="重点户走访登记"), name="走访2024年.xlsx"))
    with settled.register.read() as session:
        assert set(session.scalars(select(Visit.visited_on))) == {date(2025, 1, 5), date(2024, 1, 6)}


def test_without_a_year_one_sentence_is_said(book: Book, settled: Reader) -> None:
    plan = settled(book(*year((1, "王强", "", "刘芳", 5, 6), (2, "赵敏", "", "刘芳", 7), title="重点户走访登记")))
    assert plan.created == 0 and plan.rejected == 3 and len(plan.problems) == 1 and "year" in plan.problems[0].problem


def test_a_name_that_the_register_does_not_know(book: Book, settled: Reader) -> None:
    plan = settled(book(*year((1, "何平", "", "刘芳", 5, 6), (2, "赵敏", "", "刘芳", 7))))
    assert plan.created == 1 and plan.rejected == 2
    assert {(one.row, one.column, one.value) for one in plan.problems} == {(3, "姓名", "何平")}


def test_fees_by_month_are_no_visits(book: Book, settled: Reader) -> None:
    path = book(("2026年党费收缴登记",), ("姓名", "门牌", *MONTHS[:3]), ("王强", "3-2-502", 5, 5, 5))
    assert settled(path).layouts.layouts[0].kind == "table" and not days(settled)


def test_what_is_built_like_a_name() -> None:
    assert all(map(looks_like_name, ("王强", "李秀芳", "欧阳丽", "阿依·古丽")))
    assert not any(map(looks_like_name, ("楼道灯", "王", "想办老年卡", "欧阳", "ab", "王强家里事")))
