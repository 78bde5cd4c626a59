"""Births that can be read in two ways, are no date at all, or give only the year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("姓名", "出生日期", "房号")
PLAIN = ("李敏", "1960-05-15", "1-102")


def test_a_date_with_day_or_month_first_is_said_with_the_reading_taken(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("王强", "3/2/1958", "1-101"), PLAIN, ("赵军", "5/5/1970", "1-103")))
    assert read.people()["王强"].birth == date(1958, 3, 2)
    (said,) = plan.problems
    assert said.row == 2 and "1958-03-02" in said.problem


def test_the_rest_of_the_column_tells_which_stands_first(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("王强", "3/2/1958", "1-101"), ("赵军", "25/12/1970", "1-103")))
    assert read.people()["王强"].birth == date(1958, 2, 3) and not plan.problems


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1958.02.30", "There is no such date: 1958.02.30"), ("1958.13.2", "There is no such date: 1958.13.2"),
        ("75岁", "This is no date: 75岁"), ("农历1958.3.2", "This is no date: 农历1958.3.2"), (75, "This is no date: 75"),
    ],
)  # fmt: skip
def test_an_impossible_birth_does_not_refuse_the_person(book: Book, read: Reader, written: object, told: str) -> None:
    path = book(HEADERS, ("王强", written, "1-101"), PLAIN, ("赵军", "1970.1.2", "1-103"))
    plan = read(path)
    person = read.people()["王强"]
    assert plan.rejected == 0 and person.birth is None and person.note == f"出生日期：{written}"
    assert [(one.row, one.problem) for one in plan.problems] == [(2, f"{told.rstrip('.')}; it is kept in the note.")]
    assert counts(read(path))["unchanged"] == 3


def test_a_birth_that_cannot_be_is_taken_from_the_number(book: Book, read: Reader) -> None:
    headers = ("姓名", "出生日期", "身份证号")
    read(book(headers, ("王强", "1958.02.30", document(11)), ("李敏", "1960-05-15", document(22, "19600515"))))
    assert read.people()["王强"].birth == date(1958, 3, 2) and read.people()["王强"].note == "出生日期：1958.02.30"


def test_years_and_months_alone_are_said_once_with_how_many_more(book: Book, read: Reader) -> None:
    years = [
        (name, written, f"1-10{n}")
        for n, (name, written) in enumerate([("王强", "1958"), ("赵军", "1970.6"), ("孙丽", "1971年")])
    ]
    plan = read(book(HEADERS, PLAIN, *years))
    assert [(one.row, one.problem) for one in plan.problems] == [
        (3, "Only the year or the month is given, here and in 2 more rows; the first day was taken.")
    ]


def test_months_that_are_not_taken_are_not_said_to_be(book: Book, read: Reader) -> None:
    read(book(HEADERS, ("王强", "1958-03-02", "1-101"), PLAIN))
    plan = read(book(HEADERS, ("王强", "1958.3", "1-101"), ("李敏", "1960.6", "1-102")))
    assert counts(plan)["unchanged"] == 1 and counts(plan)["review"] == 1
    assert not [one for one in plan.problems if "first day" in one.problem]


def test_a_month_that_the_number_contradicts_is_told(book: Book, read: Reader) -> None:
    plan = read(book((*HEADERS, "身份证号"), ("王强", "1958.5", "1-101", document(11)), (*PLAIN, "")))
    assert read.people()["王强"].birth == date(1958, 3, 2) and "The number says born on" in plan.problems[0].problem


MONTHS = [date(1973, 2, 1), date(1937, 7, 1), date(1970, 3, 1)]


def test_months_that_a_spreadsheet_made_dates_take_the_day_from_the_number(book: Book, read: Reader) -> None:
    rows = [
        (name, day, number, "1-101") for name, day, number in
        zip(("王强", "李敏", "赵军"), MONTHS, (document(1, "19730224"), document(3, "19370718"), ""), strict=True)
    ]  # fmt: skip
    plan = read(book(("姓名", "出生年月", "身份证号", "门牌号"), *rows))
    births = {name: person.birth for name, person in read.people().items()}
    assert births == {"王强": date(1973, 2, 24), "李敏": date(1937, 7, 18), "赵军": date(1970, 3, 1)}
    assert [one.problem for one in plan.problems] == [
        "Only the year or the month is given here; the first day was taken."
    ]


def test_births_that_are_days_stay_days(book: Book, read: Reader) -> None:
    rows = [
        (f"王强{letter}", day, "1-101") for letter, day in zip("甲乙丙", [*MONTHS[:2], date(1970, 3, 2)], strict=True)
    ]
    assert read(book(("姓名", "出生年月", "门牌号"), *rows)).problems == []
