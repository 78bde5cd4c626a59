"""What the marks of a calendar mean is said by its own legend: in a year with its months across, and on the wall."""

import calendar
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.households import Person
from models.visits import Visit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts, said

Book = Callable[..., Path]
LEGENDS = ["说明：√为入户，○为电话，×为未走访，△为未见到", "√入户　○电话　×未走访　△未见到"]
MONTHS = tuple(f"{month}月" for month in range(1, 7))


@pytest.fixture
def settled(street: Street) -> Reader:
    """Two households with people in them."""
    street.person("王强", street.household("502"))
    street.person("赵敏", street.household("503"))
    return Reader(street.register)


def visits(read: Reader) -> list[tuple[str, str, str | None, bool, str | None]]:
    """Every visit: month-day, whom, by which way, whether anybody was met, and what was said."""
    with read.register.read() as session:
        names = {one.id: one.name for one in session.scalars(select(Person))}
        return sorted(
            (f"{one.visited_on:%m-%d}", names.get(one.person_id or "", "?"), one.way, one.met, one.situation)
            for one in session.scalars(select(Visit))
        )


def is_read_once(read: Reader, path: Path) -> None:
    """Read a file without anything to say; the same file twice changes nothing."""
    plan = read(path)
    assert not said(plan) and plan.created == plan.read
    assert counts(read(path))["unchanged"] == plan.created


def year(*marks: Any, legend: str, above: bool) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [("姓名", "门牌", *MONTHS), ("王强", "3-2-502", *marks)]
    title = ("2026年走访记录表",)
    return [title, (legend,), *rows] if above else [title, *rows, (legend,)]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("legend", LEGENDS)
def test_marks_at_the_days_of_a_year(book: Book, settled: Reader, legend: str, above: bool) -> None:
    rows = year("5日√", "6○、20√", "7（○）", "8 △", "9×", "○10日", legend=legend, above=above)
    is_read_once(settled, book(*rows))
    assert visits(settled) == [
        ("01-05", "王强", "door", True, None), ("02-06", "王强", "phone", True, None),
        ("02-20", "王强", "door", True, None), ("03-07", "王强", "phone", True, None),
        ("04-08", "王强", None, False, "未见到"), ("06-10", "王强", "phone", True, None),
    ]  # fmt: skip


def test_words_stand_beside_a_mark(book: Book, settled: Reader) -> None:
    is_read_once(settled, book(*year("5日○ 想办老年卡", legend=LEGENDS[0], above=True)))
    assert visits(settled) == [("01-05", "王强", "phone", True, "想办老年卡")]


def test_a_mark_without_a_day_is_no_visit_of_a_year(book: Book, settled: Reader) -> None:
    plan = settled(book(*year("○", "×", "6○", legend=LEGENDS[0], above=True)))
    assert [one[0] for one in visits(settled)] == ["03-06"]
    assert said(plan) == ["No day stands here; no visit was made of it."]


def wall(named: dict[int, str], legend: str, *, above: bool) -> list[list[Any]]:
    rows: list[list[Any]] = [list("日一二三四五六")]
    for line in calendar.Calendar(6).monthdayscalendar(2026, 3):
        rows += [[day or None for day in line], [named.get(day) for day in line]]
    title = ["2026年3月走访记录"]
    return [title, [legend], *rows] if above else [title, *rows, [legend]]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("legend", LEGENDS)
def test_marks_at_the_names_on_the_wall(book: Book, settled: Reader, legend: str, above: bool) -> None:
    named = {
        2: "王强√", 3: "王强○、赵敏×", 4: "王强 ○\n赵敏 √", 5: "王强（○）", 6: "王强：△", 9: "王强 3-2-502 ○", 10: "○王强",
        11: "王强：想办老年卡",
    }  # fmt: skip
    is_read_once(settled, book(*wall(named, legend, above=above)))
    assert visits(settled) == [
        ("03-02", "王强", "door", True, None), ("03-03", "王强", "phone", True, None),
        ("03-04", "王强", "phone", True, None), ("03-04", "赵敏", "door", True, None),
        ("03-05", "王强", "phone", True, None), ("03-06", "王强", None, False, "未见到"),
        ("03-09", "王强", "phone", True, None), ("03-10", "王强", "phone", True, None),
        ("03-11", "王强", None, True, "想办老年卡"),
    ]  # fmt: skip


def test_a_tick_beside_a_name_needs_no_legend(book: Book, settled: Reader) -> None:
    is_read_once(settled, book(*wall({2: "王强√", 3: "赵敏 √"}, "", above=True)))
    assert [one[:3] for one in visits(settled)] == [("03-02", "王强", None), ("03-03", "赵敏", None)]
