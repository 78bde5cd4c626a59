"""Who of a party roster is a probationary member."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, document, said

Book = Callable[..., Path]
HEADERS = ("姓名", "身份证号", "住址", "入党时间", "转正时间", "备注")
FULL = ("王强", document(11), "松林苑1-1-101", "1985-07-01", "1986-07-01", "")


@pytest.mark.parametrize("note", ["预备党员", "预备党员，外出务工", "还在预备期"])
def test_the_remarks_tell_a_probationary_member(book: Book, read: Reader, note: str) -> None:
    plan = read(book(HEADERS, FULL, ("李敏", document(22), "松林苑1-1-102", "2024-07-01", "", note)))
    assert {name: one.political for name, one in read.people().items()} == {"王强": "01", "李敏": "02"}
    assert read.people()["李敏"].note == note and not plan.problems


def test_somebody_who_was_confirmed_is_a_full_member(book: Book, read: Reader) -> None:
    read(book(HEADERS, FULL, ("李敏", document(22), "松林苑1-1-102", "2019-07-01", "2020-07-01", "2019年预备党员")))
    assert read.people()["李敏"].political == "01"


def test_who_joined_less_than_a_year_ago_is_not_confirmed_yet(book: Book, read: Reader) -> None:
    lately = (date.today() - timedelta(days=90)).isoformat()
    plan = read(book(HEADERS, FULL, ("李敏", document(22), "松林苑1-1-102", lately, "", "")))
    assert read.people()["李敏"].political == "02" and "probationary" in said(plan)[0]


def test_a_blank_day_of_confirmation_is_told(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, FULL, ("李敏", document(22), "松林苑1-1-102", "1990-07-01", "", "")))
    assert read.people()["李敏"].political == "01" and "please compare" in said(plan)[0]
    assert not read(book(HEADERS[:4], FULL[:4])).problems


def test_the_remarks_correct_a_column_and_that_is_told(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "住址", "政治面貌", "备注")
    plan = read(book(headers, ("李敏", document(22), "松林苑1-1-102", "中共党员", "预备党员")))
    assert read.people()["李敏"].political == "02" and "probationary" in said(plan)[0]
