"""Lines between the rows of a roster: headings that name the door beneath them, and titles of printed pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.households import Household
from models.organisation import Grid
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
WANG = ("王强", "户主", document(11))
LI = ("李秀英", "妻", document(22, "19600514"))
ZHAO = ("赵德海", "户主", document(33, "19550101"))
HEADERS = ("姓名", "与户主关系", "身份证号")


@pytest.mark.parametrize("merge", [(), ("A2:C2", "A5:C5")])
@pytest.mark.parametrize("second", ["5栋1单元102室", "5-1-102", "松林苑5号楼1单元102（赵家）"])
def test_a_line_with_a_door_is_the_door_of_the_rows_beneath(
    book: Book, read: Reader, merge: tuple[str, ...], second: str
) -> None:
    plan = read(book(HEADERS, ("3栋2单元301室",), WANG, LI, (second,), ZHAO, merge=merge))
    assert counts(plan)["created"] == plan.read == 3, plan.problems
    assert read.home("王强") == read.home("李秀英") == "3-2-301"
    assert read.home("赵德海").endswith("5-1-102")


def test_a_heading_of_a_building_ends_the_door_before(book: Book, read: Reader) -> None:
    rows = [(*WANG, ""), (*LI, ""), (*ZHAO, "101")]
    read(book((*HEADERS, "房号"), ("松林苑",), ("3栋2单元301室",), *rows[:2], ("5号楼",), rows[2]))
    assert read.home("李秀英") == "松林苑 3-2-301" and read.home("赵德海") == "松林苑 5-101"


def test_a_lone_door_in_the_column_of_doors_is_a_vacant_flat(book: Book, read: Reader) -> None:
    read(book(("门牌", "姓名", "身份证号"), ("3-2-301", "王强", document(11)), ("3-2-302",)))
    assert read.doors() == ["3-2-301", "3-2-302"]


@pytest.mark.parametrize(("first", "again"), [("花名册（第1页）", "花名册（第2页）"), ("松林苑花名册", "松林苑花名册 第2页 共3页"),
                                              ("花名册", "花名册（续）"), ("居民花名册", "居民花名册(2)")])  # fmt: skip
def test_the_title_of_each_printed_page_is_no_row(book: Book, read: Reader, first: str, again: str) -> None:
    units = ("单位：桂香社区", "", "日期：2026年3月")
    plan = read(book((first,), units, HEADERS, WANG, LI, ("本页小计", 2), (), (again,), units, HEADERS, ZHAO))
    assert counts(plan)["created"] == plan.read == 3, plan.problems


def test_bare_rooms_of_two_grids_are_two_households(book: Book, read: Reader) -> None:
    headers = ("房号", "姓名", "身份证号")
    path = book(sheets={
        "第一网格": [headers, ("101", "王强", document(11)), ("101", "李秀英", document(22, "19600514"))],
        "第二网格": [headers, ("101", "赵德海", document(33, "19550101"))],
    })  # fmt: skip
    plan = read(path)
    assert counts(plan)["created"] == 3 and plan.households == 2
    assert read.home("王强") == read.home("李秀英") == "第一网格 101" and read.home("赵德海") == "第二网格 101"
    assert {problem.sheet for problem in plan.problems if "room numbers alone" in problem.problem} == {
        "第一网格",
        "第二网格",
    }
    assert counts(read(path))["unchanged"] == 3


def test_the_grid_that_a_sheet_is_named_after_is_the_grid_of_its_households(book: Book, read: Reader) -> None:
    with read.register.operation() as operation:
        operation.session.add(Grid(name="第三网格", code="3"))
        operation.sentence = "…"
    headers = ("门牌", "姓名", "身份证号")
    read(book(sheets={"第三网格花名册": [headers, ("3-2-301", "王强", document(11))]}))
    assert read.home("王强") == "3-2-301"
    with read.register.read() as session:
        assert session.scalars(select(Household)).one().grid_id is not None


def test_a_bare_room_of_the_register_is_in_one_grid_only(book: Book, read: Reader) -> None:
    headers = ("房号", "姓名", "身份证号")
    read(book(headers, ("101", "王强", document(11))))
    read(book(sheets={
        "第一网格": [headers, ("101", "李秀英", document(22, "19600514"))],
        "第二网格": [headers, ("101", "赵德海", document(33, "19550101"))],
    }))  # fmt: skip
    assert read.home("李秀英") == "第一网格 101" and read.home("赵德海") == "第二网格 101"
