"""A card for each person with the visits to him or her listed on it, a row for each."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, Rows, document
from tests.intake.test_record_forms import everything, is_read_once, said, whom

Book = Callable[..., Path]


@pytest.fixture
def settled(street: Street) -> Reader:
    """Two households with somebody in them."""
    for room, name in (("502", "王强"), ("503", "赵敏")):
        street.person(name, street.household(room))
    return Reader(street.register)


def card(name: str, room: str, *rows: tuple[str, ...], more: Rows = ()) -> Rows:
    """A card of somebody with rows of visits: the day, what was said, what is needed, a signature."""
    return [
        ("独居老人探访卡",), ("姓名", name, "住址", f"3-2-{room}"), *more, ("联系电话", "13900000001", "探访人", "刘芳"),
        ("日期", "探访情况", "需求", "签字"), *rows,
    ]  # fmt: skip


FIRST = (
    ("2026.9.1", "身体尚可", "无", "王强"),
    ("2026.9.8", "血压高", "代买药", ""),
    ("2026.9.15", "", "", ""),
    ("", "", "", ""),
)


@pytest.mark.parametrize("sheet", ["王强", "Sheet1"])
def test_every_row_of_a_card_is_a_visit(book: Book, settled: Reader, sheet: str) -> None:
    plan = is_read_once(settled, book(sheets={sheet: card("王强", "502", *FIRST)}, merge=("A1:D1",)))
    found = everything(settled, Visit)
    assert [(one.visited_on, one.situation, one.request) for one in found] == [
        (date(2026, 9, 1), "身体尚可", None), (date(2026, 9, 8), "血压高", "代买药"), (date(2026, 9, 15), None, None),
    ]  # fmt: skip
    assert {whom(settled, one) for one in found} == {("王强", "3-2-502")} and {one.visitor for one in found} == {"刘芳"}
    assert list(plan.read_as().values()) == [{"visits": None}] and not said(plan)


def test_cards_below_each_other(book: Book, settled: Reader) -> None:
    second = card("赵敏", "503", ("9.2", "", "", ""), ("9.12", "良好", "", ""))
    is_read_once(settled, book(("2026年9月",), *card("王强", "502", *FIRST[:2]), (), *second))
    assert sorted((one.visited_on.day, whom(settled, one)[0]) for one in everything(settled, Visit)) == [
        (1, "王强"), (2, "赵敏"), (8, "王强"), (12, "赵敏"),
    ]  # fmt: skip


def test_a_card_that_says_more_of_somebody_is_read_for_both(book: Book, settled: Reader) -> None:
    more = [("性别", "男", "身份证号", document(1))]
    plan = settled(book(*card("王强", "502", *FIRST, more=more)))
    assert settled.people()["王强"].document == document(1) and settled.people()["王强"].phone == "13900000001"
    assert [one.visited_on.day for one in everything(settled, Visit)] == [1, 8, 15]
    assert "These forms tell of a household and of a visit to it: both are read." in said(plan)
