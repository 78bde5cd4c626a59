"""Buildings and estates that no column names: a title, a sheet's name or the file's says them, and that is told once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.intake.sheets.context import place_in
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("房号", "姓名", "身份证号")


@pytest.mark.parametrize(
    ("title", "estate", "building"),
    [
        ("2号楼居民通讯录", "", "2"), ("桂香苑2号楼住户通讯录", "桂香苑", "2"), ("2栋业主名单", "", "2"), ("桂香苑1幢业主登记表", "桂香苑", "1"),
        ("丽景花园业主信息", "丽景花园", ""), ("怡和苑2号楼党员群众情况表", "怡和苑", "2"), ("3号楼加装电梯征求意见表", "", "3"), ("2栋附楼", "", "2附"),
        ("2026年桂香苑3号楼居民花名册（最终版）", "桂香苑", "3"), ("20260301松林苑花名册", "松林苑", ""), ("附件1：桂香苑住户信息", "桂香苑", ""),
        ("桂香社区3号楼居民花名册", "", "3"), ("云溪街道桂香社区桂香苑3号楼", "桂香苑", "3"), ("居民花名册-3号楼", "", "3"),
        ("独居老人花名册", "", ""), ("桂香苑独居老人花名册", "桂香苑", ""), ("老旧小区花名册", "", ""), ("幼儿园花名册", "", ""), ("1、3号楼居民", "", ""),
        ("3号楼、4号楼", "", ""), ("二楼会议签到", "", ""), ("2026年走访记录（清波里3栋）", "清波里", "3"), ("花名册（不含3栋）", "", ""), ("第三网格3号楼", "", "3"), ("党员名册", "", ""),
    ],
)  # fmt: skip
def test_what_a_title_says(title: str, estate: str, building: str) -> None:
    found = place_in(title)
    assert (found.get("estate", ""), found.get("building", "")) == (estate, building)


def test_the_file_is_called_by_its_building(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("301", "王强", document(11)), name="3号楼.xlsx"))
    read(book(HEADERS, ("301", "李敏", document(22)), name="4号楼.xlsx"))
    assert read.home("王强") == "3-301" and read.home("李敏") == "4-301"
    assert [one.problem for one in plan.problems if "file's name" in one.problem and "3号楼" in one.problem]


def test_the_file_is_called_by_its_estate(book: Book, read: Reader) -> None:
    headers = ("楼号", "单元", "房号", "姓名", "身份证号")
    path = book(headers, ("3", "1", "301", "王强", document(11)), name="丽景花园居民花名册.xlsx")
    read(path)
    read(book(headers, ("3", "1", "301", "李敏", document(22)), name="怡和苑居民花名册.xlsx"))
    assert read.home("王强") == "丽景花园 3-1-301" and read.home("李敏") == "怡和苑 3-1-301"
    assert counts(read(path))["unchanged"] == 1


def test_a_sheet_of_another_estate_is_not_in_the_building_of_the_file(book: Book, read: Reader) -> None:
    path = book(
        sheets={
            "松林苑": [HEADERS, ("301", "王强", document(11))],
            "4号楼": [HEADERS, ("301", "李敏", document(22))],
        },
        name="桂香苑3号楼.xlsx",
    )
    read(path)
    assert read.home("王强") == "松林苑 301" and read.home("李敏") == "桂香苑 4-301"


def test_what_many_sheets_are_called_by_is_said_once(book: Book, read: Reader) -> None:
    sheets = {f"{n}号楼": [HEADERS, ("301", f"王强{n}", document(10 + n))] for n in range(1, 9)}
    plan = read(book(sheets=sheets))
    assert len(read.doors()) == 8
    assert len([one for one in plan.problems if "sheet's name" in one.problem]) == 1


def test_what_a_row_says_itself_is_not_told_of(book: Book, read: Reader) -> None:
    plan = read(
        book(("小区", "门牌", "姓名", "身份证号"), ("松林苑", "3-2-301", "王强", document(11)), name="桂香苑.xlsx")
    )
    assert read.home("王强") == "松林苑 3-2-301" and plan.problems == []
