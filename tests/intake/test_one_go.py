"""One file with several ledgers: what a sheet brings is known to those that build on it, so that once is enough."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.households import Care, Person
from models.matters import Matter
from models.organisation import Appointment, Grid, Unit
from models.visits import Visit
from tests.intake.conftest import Reader, counts, document, everything, said, unit_names

Book = Callable[..., Path]
PEOPLE = [
    ("姓名", "身份证号", "住址"),
    ("毛一峰", document(31), "桂苑1-1-101"), ("古天", document(32, "19650303"), "桂苑1-1-102"),
]  # fmt: skip
VISITS = [
    ("走访日期", "走访对象", "住址", "走访人", "走访内容"),
    ("2026-10-01", "毛一峰", "桂苑1-1-101", "刘芳", "慰问"), ("2026-10-02", "古天", "", "刘芳", "送米"),
]  # fmt: skip
MATTERS = [("受理日期", "诉求人", "住址", "诉求内容"), ("2026-10-05", "古天", "桂苑1-1-102", "路灯不亮")]
POSTS = [("姓名", "岗位", "所在组织", "联系电话"), ("刘芳", "网格员", "桂香社区", "13800000009")]


def again_changes_nothing(read: Reader, path: Path) -> bool:
    plan = read(path)
    return counts(plan)["created"] == counts(plan)["updated"] == counts(plan)["rejected"] == 0 and not plan.inserts.get(
        "unit"
    )


@pytest.mark.parametrize("turned", [False, True])
def test_visits_name_people_of_the_same_file(book: Book, read: Reader, turned: bool) -> None:
    sheets = {"居民": PEOPLE, "走访": VISITS, "诉求": MATTERS}
    path = book(sheets=dict(reversed(sheets.items())) if turned else sheets)
    plan = read(path)
    assert counts(plan) == {"created": 5, "updated": 0, "unchanged": 0, "review": 0, "rejected": 0}, said(plan)
    people = read.people()
    visits = everything(read, Visit)
    assert {one.person_id for one in visits} == {people["毛一峰"].id, people["古天"].id}
    assert all(one.household_id == people["古天"].household_id for one in everything(read, Matter))
    assert again_changes_nothing(read, path)


def test_tables_below_each_other_are_no_different(book: Book, read: Reader) -> None:
    path = book(("一、常住居民",), *PEOPLE, (), ("二、走访记录",), *VISITS)
    assert counts(read(path))["created"] == 4 and all(one.person_id for one in everything(read, Visit))
    assert again_changes_nothing(read, path)


def test_a_calendar_of_people_of_the_same_file(book: Book, read: Reader) -> None:
    days = [("姓名", "住址", *(f"{day}日" for day in range(1, 31))), ("古天", "桂苑1-1-102", *["√"] * 2, *[""] * 28)]
    path = book(sheets={"居民": PEOPLE, "2026年11月走访": days})
    read(path)
    assert {one.person_id for one in everything(read, Visit)} == {read.people()["古天"].id}
    assert again_changes_nothing(read, path)


def test_who_moves_in_the_file_is_visited_at_the_new_door(book: Book, read: Reader) -> None:
    read(book(*PEOPLE))
    moved = [PEOPLE[0], ("古天", document(32, "19650303"), "桂苑2-1-201")]
    path = book(sheets={"居民": moved, "走访": [VISITS[0], VISITS[2]]})
    read(path)
    (visit,) = everything(read, Visit)
    assert visit.household_id == read.people()["古天"].household_id
    assert again_changes_nothing(read, path)


def test_a_post_at_the_office_itself(book: Book, read: Reader) -> None:
    path = book(sheets={"岗位": POSTS, "诉求": MATTERS})
    assert counts(read(path))["rejected"] == 0
    assert unit_names(read, Appointment) == unit_names(read, Matter) == [everything(read, Unit)[0].name]
    assert again_changes_nothing(read, path)


def test_units_grids_and_posts(book: Book, read: Reader) -> None:
    path = book(sheets={
        "网格划分": [("网格编码", "网格名称", "所属支部", "网格范围", "户数"), ("509919001", "第一网格", "松林苑党支部", "1-3栋", 412)],
        "任职": [("姓名", "岗位", "所在组织", "负责网格"), ("刘芳", "网格员", "松林苑党支部", "第一网格")],
        "组织架构": [("组织名称", "上级组织"), ("桂香社区党委", ""), ("松林苑党支部", "桂香社区")],
    })  # fmt: skip
    plan = read(path)
    assert counts(plan)["created"] == 4 and not said(plan)
    top, branch = everything(read, Unit)
    assert branch.parent_id == top.id and branch.level == top.level + 1
    (grid,), (post,) = everything(read, Grid), everything(read, Appointment)
    assert grid.unit_id == post.unit_id == branch.id and post.grid_id == grid.id
    assert again_changes_nothing(read, path)


def test_a_care_that_a_roster_and_a_list_of_cares_give_is_one(book: Book, read: Reader) -> None:
    roster = [(*PEOPLE[0], "关爱类别"), (*PEOPLE[1], "低保")]
    cares = [
        ("姓名", "住址", "关爱类别", "起始日期", "责任人"),
        ("毛一峰", "桂苑1-1-101", "低保", "2024-01-01", "刘芳"),
    ]
    path = book(sheets={"居民": roster, "关爱对象台账": cares})
    read(path)
    (care,) = everything(read, Care)
    assert care.owner == "刘芳" and care.since and len(everything(read, Person)) == 1
    assert again_changes_nothing(read, path)
