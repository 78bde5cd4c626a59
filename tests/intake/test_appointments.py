"""Who holds which post: the same one read again, a number in place of another, posts in headers of several rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.organisation import Appointment, Grid, Post, Unit, UnitGrid
from tests.conftest import Street
from tests.intake.conftest import Reader, counts, document, everything, said

Book = Callable[..., Path]


@pytest.fixture
def settled(street: Street) -> Reader:
    """A register with a unit on each level, a grid on which the branch and its group stand, and a resident."""
    street.person("王强", street.household("502"), document=document(11), sex="1")
    grid = street.add("grids", code="G6", name="第六网格", unit_id=street.community)
    street.add("grids", code="G7", name="第七网格", unit_id=street.community)
    for unit in (street.group, street.branch):
        street.add("unit_grids", unit_id=unit, grid_id=grid)
    return Reader(street.register)


def held(read: Reader) -> list[tuple[str, str, str]]:
    """Everybody with post and unit, in the order of names."""
    names = {one.id: one.name for table in (Unit, Post) for one in everything(read, table)}
    found = everything(read, Appointment)
    return sorted((one.shown_name, names[one.post_id], names[one.unit_id]) for one in found)


def the(read: Reader, name: str) -> Appointment:
    """The one appointment of a name."""
    (found,) = (one for one in everything(read, Appointment) if one.shown_name == name)
    return found  # type: ignore[no-any-return]


# -- the same again

TERMS = (("姓名", "岗位", "所属网格", "任职日期", "离任日期"), ("何平", "网格员", "第六网格", "2024-04-16", "2026-10-31"))


def test_a_term_that_has_ended_is_the_same_when_it_is_read_again(book: Book, settled: Reader) -> None:
    settled(book(("姓名", "岗位", "所在组织", "任职日期"), ("何平", "网格员", "桂香社区党委", "2024-04-16")))
    path = book(*TERMS)
    assert counts(settled(path))["updated"] == 1
    assert counts(settled(path))["unchanged"] == 1
    assert held(settled) == [("何平", "网格员", "桂香社区党委")]


def test_who_takes_a_post_up_again_has_a_second_term(book: Book, settled: Reader) -> None:
    settled(book(*TERMS))
    path = book(TERMS[0], ("何平", "网格员", "第六网格", "2026-11-01", ""))
    assert counts(settled(path))["created"] == 1 and counts(settled(path))["unchanged"] == 1
    settled(book(("姓名", "岗位", "所属网格", "联系电话"), ("何平", "网格员", "第六网格", "86001222")))
    assert {one.since: one.public_phone for one in everything(settled, Appointment)} == {
        date(2024, 4, 16): None, date(2026, 11, 1): "86001222"
    }  # fmt: skip


def test_who_stands_on_a_grid_stands_at_the_branch_of_it(book: Book, settled: Reader) -> None:
    settled(book(("姓名", "岗位", "所属网格"), ("何平", "网格员", "第六网格"), ("何安", "网格员", "第七网格")))
    assert held(settled) == [("何安", "网格员", "桂香社区党委"), ("何平", "网格员", "松林苑支部")]


# -- numbers that may be published

PHONES = ("姓名", "岗位", "所在组织", "公示电话")


def test_a_new_number_has_no_consent_of_the_old_one(book: Book, settled: Reader) -> None:
    settled(book(
        (*PHONES, "电话类型", "同意公示电话日期"), ("何平", "网格员", "松林苑支部", "86001222", "办公电话", "2024-01-01")
    ))  # fmt: skip
    first = the(settled, "何平")
    assert first.phone_kind == "office" and first.phone_consent_on
    same = settled(book(PHONES, ("何平", "网格员", "松林苑支部", "8600 1222")))
    assert counts(same)["unchanged"] == 1
    path = book(PHONES, ("何平", "网格员", "松林苑支部", "13900000036"))
    plan = settled(path)
    found = the(settled, "何平")
    assert (found.public_phone, found.phone_kind, found.phone_consent_on) == ("13900000036", None, None)
    assert any("asked anew" in one for one in said(plan))
    assert counts(settled(path))["unchanged"] == 1


def test_a_new_number_keeps_the_consent_that_its_own_row_gives(book: Book, settled: Reader) -> None:
    settled(book((*PHONES, "电话类型"), ("何平", "网格员", "松林苑支部", "86001222", "办公电话")))
    settled(book((*PHONES, "同意公示电话日期"), ("何平", "网格员", "松林苑支部", "13900000036", "2026-01-01")))
    found = the(settled, "何平")
    assert (found.phone_kind, found.phone_consent_on) == (None, date(2026, 1, 1))
