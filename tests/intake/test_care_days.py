"""From when to when: the days of a care stand in its record and not in a note, in a roster and in a list of cares."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.households import Care
from models.intake.roster.care_days import span_of
from tests.intake.conftest import Reader, counts, document, everything, said

Book = Callable[..., Path]
WANG = document(11)


def days(read: Reader) -> list[tuple[date | None, date | None]]:
    return [(one.since, one.until) for one in everything(read, Care)]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("开始日期", "终止日期"),
        ("起始时间", "截止时间"),
        ("享受开始时间", "停发时间"),
        ("纳入时间", "退保时间"),
        ("开始享受年月", "终止享受时间"),
    ],
)
def test_a_care_that_has_ended_is_no_present_one(book: Book, settled: Reader, since: str, until: str) -> None:
    path = book(
        ("姓名", "住址", "关爱类别", since, until, "终止原因"),
        ("王强", "松林苑3-2-502", "低保", "2024-01-01", "2026-06-30", "退保"),
        ("赵敏", "松林苑3-2-503", "残疾", "2025年2月", "", ""),
    )
    settled(path)
    assert days(settled) == [(date(2024, 1, 1), date(2026, 6, 30)), (date(2025, 2, 1), None)]
    assert counts(settled(path))["unchanged"] == 2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"开始享受时间": "2024.1.1"}, (date(2024, 1, 1), None)),
        ({"享受时间": "2024.3", "停发日期": "2025-12-31"}, (date(2024, 3, 1), date(2025, 12, 31))),
        ({"享受起止日期": "2024.1.1-2025.12.31"}, (date(2024, 1, 1), date(2025, 12, 31))),
        ({"享受起止时间": "2024年1月1日至今"}, (date(2024, 1, 1), None)),
    ],
)
def test_in_a_roster_of_one_care(
    book: Book, settled: Reader, cells: dict[str, str], told: tuple[date, date | None]
) -> None:
    path = book(
        ("姓名", "身份证号", "住址", "低保证号", *cells), ("王强", WANG, "松林苑3-2-502", "D01", *cells.values())
    )
    settled(path)
    assert days(settled) == [told] and settled.people()["王强"].note is None
    assert counts(settled(path))["unchanged"] == 1


def test_what_begins_on_a_day_is_not_guessed(book: Book, settled: Reader) -> None:
    headers = ("姓名", "性别", "身份证号", "住址", "低保证号", "残疾证号", "起始时间")
    settled(book(headers, ("王强", "", WANG, "松林苑3-2-502", "D01", "C02", "2024.1")))
    assert days(settled) == [(None, None)] * 2 and settled.people()["王强"].note == "起始时间：2024.1"


def test_a_care_ends_and_another_begins(book: Book, settled: Reader) -> None:
    headers = ("姓名", "身份证号", "住址", "关爱类别", "起始日期", "终止日期")
    settled(book(headers, ("王强", WANG, "松林苑3-2-502", "低保", "2020-01-01", "")))
    settled(book(headers, ("王强", WANG, "松林苑3-2-502", "低保", "2020-01-01", "2022-12-31"), name="b.xlsx"))
    assert days(settled) == [(date(2020, 1, 1), date(2022, 12, 31))]
    path = book(headers, ("王强", WANG, "松林苑3-2-502", "低保", "2024-01-01", ""), name="c.xlsx")
    settled(path)
    assert days(settled) == [(date(2020, 1, 1), date(2022, 12, 31)), (date(2024, 1, 1), None)]
    assert counts(settled(path))["unchanged"] == 1


@pytest.mark.parametrize("between", ["、", "；", ",", "/"])
def test_several_categories_in_a_cell_are_a_care_each(book: Book, settled: Reader, between: str) -> None:
    path = book(
        ("姓名", "住址", "关爱类别", "责任人"), ("王强", "松林苑3-2-502", f"独居老人{between}低保", "刘芳"),
        ("赵敏", "松林苑3-2-503", f"残疾（二级）{between}信教群众", "刘芳"),
    )  # fmt: skip
    plan = settled(path)
    assert [one.owner for one in everything(settled, Care)] == ["刘芳"] * 3 and len(said(plan)) == 1
    assert any(one.note == "关爱类别：残疾（二级）" for one in everything(settled, Care))
    assert counts(settled(path)) == {"created": 0, "updated": 0, "unchanged": 3, "review": 0, "rejected": 0}


def test_of_what_is_never_kept_nothing_is_left(book: Book, settled: Reader) -> None:
    path = book(("姓名", "住址", "关爱类别"), ("王强", "松林苑3-2-502", "信教群众、上访户"))
    assert counts(settled(path))["rejected"] == 1 and not everything(settled, Care)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-01-01至2026-06-30", (date(2024, 1, 1), date(2026, 6, 30))), ("2024.1-2025.12", (date(2024, 1, 1), date(2025, 12, 1))),
        ("2024-01-01-2026-06-30", (date(2024, 1, 1), date(2026, 6, 30))), ("2024/1/1~长期", (date(2024, 1, 1), None)),
        ("2024年", None), ("一年", None), ("2026.1-2024.1", None), ("2024.1-停", None),
    ],
)  # fmt: skip
def test_two_days_in_a_cell(text: str, told: tuple[date, date | None] | None) -> None:
    assert span_of(text) == told


def test_the_number_of_a_certificate_tells_whose_it_is(book: Book, settled: Reader) -> None:
    path = book(("姓名", "残疾证号", "残疾类别", "住址"), ("王强", WANG + "43", "肢体", "松林苑3-2-502"))
    plan = settled(path)
    assert counts(plan)["updated"] == 1 and counts(plan)["review"] == 0 and len(said(plan)) == 1
    assert len(everything(settled, Care)) == 1 and counts(settled(path))["unchanged"] == 1


def test_a_number_that_is_none_tells_nothing(book: Book, read: Reader) -> None:
    wrong = WANG[:-1] + ("1" if WANG[-1] != "1" else "2")
    read(book(("姓名", "残疾证号", "住址"), ("王强", wrong + "43", "松林苑3-2-502")))
    assert read.people()["王强"].document is None


def test_the_numbers_of_members_are_theirs(book: Book, read: Reader) -> None:
    path = book(
        ("户主姓名", "身份证号码", "家庭住址", "低保证号", "家庭成员姓名", "与户主关系", "成员身份证号"),
        ("王强", WANG, "3-2-502", "D01", "王强", "户主", WANG), ("", "", "", "", "李敏", "妻", document(12)),
        merge=("A2:A3", "B2:B3", "C2:C3", "D2:D3"),
    )  # fmt: skip
    read(path)
    assert {name: one.document for name, one in read.people().items()} == {"王强": WANG, "李敏": document(12)}
    assert counts(read(path))["unchanged"] == 2


@pytest.mark.parametrize("title", ["计生特扶", "百岁老人", "失独家庭"])
def test_a_title_that_names_a_category_is_asked_about(book: Book, read: Reader, title: str) -> None:
    plan = read(book(sheets={title: [("姓名", "身份证号", "住址"), ("王强", WANG, "3-2-502")]}))
    assert len(said(plan)) == 1 and not everything(read, Care)
