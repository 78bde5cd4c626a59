"""Matters come in from the ledgers of offices: where they lie, whose they are, what is kept of a place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.matters import Matter
from models.visits import Visit
from tests.intake.conftest import Reader, counts, everything, said, unit_names

Book = Callable[..., Path]
HEADERS = ("受理日期", "诉求人", "住址", "诉求内容")


def test_a_matter_lies_at_the_unit_of_its_household_or_else_at_the_office(book: Book, settled: Reader) -> None:
    plan = settled(book(
        HEADERS, ("2026-03-01", "王强", "松林苑3-2-502", "换灯"), ("2026-03-02", "赵敏", "", "助餐"),
        ("2026-03-03", "外来人", "", "工资"), ("2026-03-04", "外来人", "3栋", "积水"),
        ("2026-03-05", "孙丽", "3-2-601", "停车"),
    ))  # fmt: skip
    assert counts(plan)["created"] == 5, plan.problems
    assert unit_names(settled, Matter) == ["3号楼党小组"] * 2 + ["桂香社区党委"] + ["3号楼党小组"] * 2
    assert [one.level for one in everything(settled, Matter)] == [4, 4, 2, 4, 4]


def test_the_unit_that_a_matter_names_itself_comes_first(book: Book, settled: Reader) -> None:
    settled(book((*HEADERS, "受理组织"), ("2026-03-01", "王强", "松林苑3-2-502", "换灯", "松林苑支部")))
    assert unit_names(settled, Matter) == ["松林苑支部"]


@pytest.mark.parametrize("place", ["松林苑3栋", "松林苑2栋门口", "门口", "松林苑旁工地"])
def test_a_place_without_a_door_is_kept_in_words_and_is_no_household(book: Book, settled: Reader, place: str) -> None:
    before = settled.doors()
    plan = settled(book(("受理日期", "诉求人", "发生地点", "诉求内容"), ("2026-03-01", "外来人", place, "积水")))
    (matter,) = everything(settled, Matter)
    assert settled.doors() == before and plan.households == 0
    assert matter.household_id is None and matter.note == f"发生地点：{place}"


def test_a_visit_to_a_place_without_a_door_is_one_to_the_person_it_names(book: Book, settled: Reader) -> None:
    before = settled.doors()
    plan = settled(book(
        ("走访日期", "走访人", "走访对象", "走访地点"), ("2026-03-01", "刘芳", "王强", "松林苑3栋"),
        ("2026-03-01", "刘芳", "没这人", "松林苑3栋"),
    ))  # fmt: skip
    (visit,) = everything(settled, Visit)
    assert settled.doors() == before and visit.person_id == settled.people()["王强"].id
    assert visit.household_id == settled.people()["王强"].household_id and visit.note == "走访地点：松林苑3栋"
    assert counts(plan) == {"created": 1, "updated": 0, "unchanged": 0, "review": 0, "rejected": 1}


@pytest.mark.parametrize("door", ["松林苑9-9-909", "松林苑3-2-503"])
def test_a_door_behind_which_the_person_does_not_live_is_said(book: Book, settled: Reader, door: str) -> None:
    before, home = settled.doors(), settled.people()["王强"].household_id
    visited = settled(
        book(("走访日期", "走访人", "走访对象", "住址"), ("2026-03-01", "刘芳", "王强", door), name="a.xlsx")
    )
    asked = settled(book(HEADERS, ("2026-03-01", "王强", door, "换灯"), name="b.xlsx"))
    for record in (*everything(settled, Visit), *everything(settled, Matter)):
        assert record.household_id == home and record.note == f"住址：{door}"
    for plan in (visited, asked):
        assert said(plan) == ["王强 does not live behind this door; the record was put to the household of 王强."]
    assert settled.doors() == before
