"""Lists of cares, a row each: whose care it is, with a name or with a door alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.households import Care
from tests.intake.conftest import Reader, counts, everything

Book = Callable[..., Path]
HEADERS = ("关爱类别", "住址", "起始日期", "责任人")


def test_the_care_of_a_household_is_never_that_of_another_door(book: Book, settled: Reader) -> None:
    settled(book(name="a.xlsx", sheets={"关爱": [HEADERS, ("困难家庭", "松林苑3-2-502", "2026-06-01", "刘芳")]}))
    (first,) = everything(settled, Care)
    path = book(name="b.xlsx", sheets={"关爱": [HEADERS, ("困难家庭", "松林苑3-2-503", "2026-07-01", "孙丽")]})
    assert counts(settled(path))["created"] == 1 and counts(settled(path))["unchanged"] == 1
    assert [(one.household_id == first.household_id, one.since, one.owner) for one in everything(settled, Care)] == [
        (True, date(2026, 6, 1), "刘芳"), (False, date(2026, 7, 1), "孙丽")
    ]  # fmt: skip
    later = book(name="c.xlsx", sheets={"关爱": [HEADERS, ("困难家庭", "松林苑3-2-502", "2026-06-01", "周敏")]})
    assert counts(settled(later))["updated"] == 1 and everything(settled, Care)[0].owner == "周敏"
