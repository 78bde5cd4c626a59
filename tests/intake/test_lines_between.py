"""Lines of a sheet that are no rows: totals and what stands at the foot, labels of columns, headings, page breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("姓名", "身份证号", "电话", "住址")
WANG = ("王强", document(11), "13900000001", "松林苑3-2-101")
ZHAO = ("赵敏", document(22), "", "松林苑3-2-102")


@pytest.mark.parametrize("line", [
    ("共2人",), ("以上共计 2 人",), ("以下空白",), ("（以下无正文）",), ("此表由网格员填写",), ("——完——",), ("2026年10月31日",),
    ("二〇二六年十月",), ("3号楼小计", "", "2人"), ("1单元合计", "1户", "2人"), ("注", "", "以上数据仅供内部使用"), ("共3条记录",),
    ("制表：王芳", "", "复核：李静"), ("（此页无正文）",), ("截止日期：2026年10月31日",), ("全村共12户",),
    ("本单元共计3户，常住8人",), ("打印日期 2026-03-05",), ("", "", "2026年3月5日"), ("（续下页）",), ("负责人：", "", "  年  月  日"),
])  # fmt: skip
def test_totals_and_what_stands_at_the_foot_are_nobody(book: Book, read: Reader, line: tuple[str, ...]) -> None:
    plan = read(book(HEADERS, WANG, line, ZHAO, line))
    assert counts(plan)["created"] == plan.read == 2, plan.problems
    assert set(read.people()) == {"王强", "赵敏"} and len(read.doors()) == 2


def test_the_foot_of_a_list_with_household_numbers_is_no_household(book: Book, read: Reader) -> None:
    headers = ("户编号", "姓名", "与户主关系")
    plan = read(book(headers, ("A001", "王强", "户主"), ("A001", "赵敏", "妻"), ("共计1户2人",), ("以下空白",)))
    assert plan.read == 2 and plan.households == 1


def test_a_row_that_counts_something_of_its_own_stays(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("走访情况", "走访日期", "走访人"),
            ("走访困难家庭共5户", "2026-03-02", "刘芳"),
            ("送油", "2026-03-03", "刘芳"),
        )
    )
    assert plan.read == 2


def test_people_with_a_name_alone_stay(book: Book, read: Reader) -> None:
    read(book(HEADERS, WANG, ("完颜亮",), ("古丽·买买提",), ("共小平",), ("欧阳以上",)))
    assert set(read.people()) == {"王强", "完颜亮", "古丽·买买提", "共小平", "欧阳以上"}


def test_a_sample_beneath_the_header_is_nobody(book: Book, read: Reader) -> None:
    sample = ("张三（示例）", document(33), "13900000009", "幸福小区1-1-101")
    plan = read(book(HEADERS, ("必填", "18位", "11位", "如3-2-101"), sample, ("例：李四", "", "", ""), WANG))
    assert plan.read == 1 and set(read.people()) == {"王强"} and read.doors() == ["松林苑 3-2-101"]


@pytest.mark.parametrize("words", ["2人", "本表于2026年3月填写", "3户", "今日无人！"])
def test_what_is_no_name_is_never_a_person(book: Book, read: Reader, words: str) -> None:
    plan = read(book(HEADERS, WANG, (words, "", "", "松林苑3-2-109")))
    assert counts(plan)["rejected"] == 1 and set(read.people()) == {"王强"}


@pytest.mark.parametrize("labels", [
    ("甲", "乙", "1", "2", "3"), ("甲", "乙", "丙", "丁", "戊"), ("A", "B", "C", "D", "E"), ("代码", "A01", "A02", "A03", "A04"),
    ("", "C1", "C2", "C3", "C4"), ("栏次", 1, 2, 3, 4), ("(1)", "(2)", "(3)", "(4)", "(5)"), ("一", "二", "三", "四", "五"),
])  # fmt: skip
def test_labels_of_columns_on_each_page_are_nobody(book: Book, read: Reader, labels: tuple[object, ...]) -> None:
    headers = ("序号", *HEADERS)
    plan = read(book(("花名册",), headers, labels, (1, *WANG), ("花名册",), headers, labels, (2, *ZHAO)))
    assert counts(plan)["created"] == plan.read == 2, plan.problems
    assert set(read.people()) == {"王强", "赵敏"}


@pytest.mark.parametrize(("first", "second"), [
    ("一、1号楼", "二、2号楼"), ("（一）1号楼", "（二）2号楼"), ("第一部分 1号楼", "第二部分 2号楼"), ("1、1号楼", "2、2号楼"),
    ("①1号楼", "②2号楼"), ("【1号楼】", "【2号楼】"), ("★1号楼", "★2号楼"), ("1号楼（共1户）", "2号楼（共1户）"),
])  # fmt: skip
def test_what_counts_a_heading_is_no_estate(book: Book, read: Reader, first: str, second: str) -> None:
    plan = read(book(("姓名", "房号", "电话"), (first,), ("王强", "101", ""), (second,), ("赵敏", "101", "")))
    assert read.doors() == ["1-101", "2-101"], plan.problems


def test_a_heading_that_may_be_two_things_is_asked_about(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "房号", "电话"), ("9号楼",), ("赵敏", "101", ""), ("1、3号楼",), ("王强", "101", "")))
    assert read.home("赵敏") == "9-101" and read.home("王强") == "101"
    assert (5, True) in [(one.row, "1、3号楼" in one.problem) for one in plan.problems]


def test_headings_of_buildings_and_within_them_of_entrances(book: Book, read: Reader) -> None:
    rows = [("3号楼",), ("一单元",), ("王强", "101"), ("二单元",), ("赵敏", "101"), ("4号楼", "共1户"), ("孙丽", "101")]
    read(book(("姓名", "房号"), *rows))
    assert [read.home(name) for name in ("王强", "赵敏", "孙丽")] == ["3-1-101", "3-2-101", "4-101"]


def test_the_line_above_a_second_block_is_of_that_block(book: Book, read: Reader) -> None:
    headers = ("楼栋", "单元", "房号", "姓名")
    plan = read(book(
        ("登记表",), ("小区：松林苑", "", "网格员：王芳", "电话：13900000009"), headers, ("1栋", "1", "101", "王强"),
        ("小区：桃花源", "", "网格员：李静", "电话：13900000008"), headers, ("1栋", "1", "101", "赵敏"),
        ("5栋小计", "", "", "1人"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 2, plan.problems
    assert read.home("王强") == "松林苑 1-1-101" and read.home("赵敏") == "桃花源 1-1-101"


def test_titles_that_say_more_behind_a_space(book: Book, read: Reader) -> None:
    read(
        book(
            ("第一网格    网格员：王芳",),
            ("房号", "姓名"),
            ("101", "王强"),
            ("第二网格    网格员：李静",),
            ("101", "赵敏"),
        )
    )
    assert read.home("王强") == "第一网格 101" and read.home("赵敏") == "第二网格 101"


def test_another_title_above_the_header_of_the_next_page(book: Book, read: Reader) -> None:
    headers = ("序号", "房号", "姓名")
    read(book(("3号楼居民花名册",), headers, (1, "101", "王强"), ("4号楼居民花名册",), headers, (1, "101", "赵敏")))
    assert read.home("王强") == "3-101" and read.home("赵敏") == "4-101"


@pytest.mark.parametrize("merge", [(), ("A2:A3", "B2:B3", "A6:A7", "B6:B7")])
def test_a_household_that_goes_on_behind_a_page_break(book: Book, read: Reader, merge: tuple[str, ...]) -> None:
    headers = ("房号", "户主", "姓名", "关系")
    plan = read(book(
        headers, ("1-102", "王强", "王强", "户主"), ("", "", "李秀英", "妻"), ("第1页",), headers,
        ("", "", "王小明", "子"), ("", "", "赵桂英", "母亲"), ("1-103", "孙丽", "孙丽", "户主"), merge=merge,
    ))  # fmt: skip
    assert plan.read == 5 and {read.home(name) for name in ("王强", "王小明", "赵桂英")} == {"1-102"}
    assert read.home("孙丽") == "1-103"


def test_the_rest_of_a_household_merged_anew_on_the_next_page(book: Book, read: Reader) -> None:
    headers = ("房号", "户主", "姓名", "电话")
    read(book(
        ("9号楼花名册",), headers, ("1-102", "王强", "王强", ""), ("", "", "李秀英", ""), ("第1页",), headers, ("", "", "王小明", ""),
        ("", "", "赵桂英", ""), merge=("B7:B8", "A7:A8", "B3:B4", "A3:A4"),
    ))  # fmt: skip
    assert {read.home(name) for name in ("王强", "李秀英", "王小明", "赵桂英")} == {"9-1-102"}


def test_a_household_that_goes_on_under_a_title_with_its_building(book: Book, read: Reader) -> None:
    headers = ("房号", "户主", "姓名", "关系")
    read(book(
        ("9号楼花名册",), headers, ("1-102", "王强", "王强", "户主"), ("第1页",), ("9号楼花名册",), headers, ("", "", "王小明", "子"),
    ))  # fmt: skip
    assert read.home("王小明") == read.home("王强") == "9-1-102"


@pytest.mark.parametrize("words", ["老伴住院", "常在家里", "卧床两个月"])
def test_a_lone_cell_that_names_no_place_is_no_heading(book: Book, read: Reader, words: str) -> None:
    plan = read(book(("姓名", "房号", "备注"), ("王强", "3-2-502", "好"), ("", "", words), ("赵敏", "3-2-503", "")))
    assert set(read.people()) == {"王强", "赵敏"} and read.home("赵敏") == "3-2-503"
    assert plan.rejected == 1 or words in str(read.people()["王强"].note)
