"""Sheets with several tables one below the other, each with a header of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.rejects import write_report
from models.intake.files.reading import read_file
from models.intake.sheets.by_hand import take_for
from models.intake.sheets.proposing import propose
from models.visits import Visit
from tests.intake.conftest import Reader, counts, document, everything

Book = Callable[..., Path]
HEADERS = ("姓名", "身份证号", "房号", "电话", "民族")
OTHER = ("房号", "姓名", "电话", "身份证号")


def residents() -> list[tuple[str, ...]]:
    """Two people in the order of `HEADERS`."""
    return [
        ("王强", document(11), "3-2-301", "13900000010", "汉"),
        ("李秀英", document(22, "19600514"), "3-2-301", "13900000011", "汉"),
    ]


def tenants() -> list[tuple[str, ...]]:
    """Two people in the order of `OTHER`."""
    return [
        ("5-1-102", "张桂兰", "13900000013", document(44, "19490708")),
        ("5-1-102", "赵德海", "13900000014", document(33, "19550101")),
    ]


@pytest.mark.parametrize(
    "between", [[()], [], [(), ("租户",)], [("二、流动人口",)], [("合计", "2人"), (), ("租户名单",)]]
)
def test_each_table_is_read_by_its_own_header(book: Book, read: Reader, between: list[tuple[str, ...]]) -> None:
    plan = read(book(HEADERS, *residents(), *between, OTHER, *tenants()))
    assert counts(plan)["created"] == plan.read == 4, plan.problems
    assert set(read.people()) == {"王强", "李秀英", "张桂兰", "赵德海"}
    assert read.home("赵德海") == "5-1-102" and read.people()["张桂兰"].phone == "13900000013"
    assert read.people()["王强"].document == document(11)
    assert counts(read(book(HEADERS, *residents(), *between, OTHER, *tenants())))["unchanged"] == 4


def test_the_first_table_is_read_where_the_second_has_more_columns(book: Book, read: Reader) -> None:
    more = [(*row, "河南太康") for row in tenants()]
    plan = read(book(
        ("一、常住人口",), HEADERS[:4], *(row[:4] for row in residents()), (), ("二、流动人口",), (*OTHER, "户籍地"), *more
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 4, plan.problems
    assert read.home("王强") == "3-2-301" and read.home("赵德海") == "5-1-102"


def test_a_table_further_down_may_be_of_another_ledger(book: Book, read: Reader) -> None:
    plan = read(book(
        HEADERS, *residents(), (), ("走访记录",), ("走访日期", "走访对象", "门牌", "走访情况"),
        ("2026-03-02", "王强", "3-2-301", "身体好"),
    ))  # fmt: skip
    assert counts(plan)["created"] == 3 and len(plan.inserts["visit"]) == 1, plan.problems


def test_a_third_table_with_a_header_in_two_rows(book: Book, read: Reader) -> None:
    plan = read(book(
        HEADERS, *residents(), OTHER, *tenants(),
        ("人员信息", "", "住址", ""), ("姓名", "身份证号码", "楼栋", "房间号"), ("陈永福", document(55), "6", "101"),
        merge=("A7:B7", "C7:D7"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 5, plan.problems
    assert read.home("陈永福") == "6-101"


def test_the_title_of_the_sheet_is_of_all_its_tables(book: Book, read: Reader) -> None:
    plan = read(book(("松林苑居民花名册",), HEADERS, *residents(), (), ("租户",), OTHER, *tenants()))
    assert counts(plan)["created"] == 4
    assert read.doors() == ["松林苑 3-2-301", "松林苑 5-1-102"]


def test_a_row_of_words_that_are_also_headers_is_data(book: Book, read: Reader) -> None:
    plan = read(book(
        ("姓名", "与户主关系", "政治面貌", "人员类别", "房号"),
        ("王强", "户主", "党员", "低保户", "3-2-301"), ("李秀英", "配偶", "党员", "残疾", ""), ("王小明", "户主", "党员", "低保户", ""),
    ))  # fmt: skip
    assert set(read.people()) == {"王强", "李秀英", "王小明"} and plan.read == 3


def test_a_header_that_is_repeated_on_each_page_begins_no_other_table(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, residents()[0], HEADERS, residents()[1], ("姓名", "身份证号", "房号", "", "民族")))
    assert counts(plan)["created"] == plan.read == 2 and len(plan.layouts.layouts) == 1


@pytest.mark.parametrize("name", ["房号", "联系电话", "5-1-102", "3栋2单元301室"])
def test_nobody_is_called_like_a_header_or_a_door(book: Book, read: Reader, name: str) -> None:
    plan = read(book(HEADERS, *residents(), (name, "", "3-2-302", "13900000015", "")))
    assert counts(plan)["rejected"] == 1 and set(read.people()) == {"王强", "李秀英"}


def test_what_is_not_taken_of_each_table_is_reported_under_its_own_header(
    book: Book, read: Reader, tmp_path: Path
) -> None:
    path = book(
        ("松林苑居民花名册",), HEADERS, *residents(), ("13900000019", "", "3-2-303"),
        (), ("租户",), OTHER, *tenants(), ("5-1-103", "13900000018"),
    )  # fmt: skip
    plan, out = read(path), tmp_path / "out.xlsx"
    assert counts(plan)["rejected"] == 2, plan.problems
    assert write_report(plan, path, out) == 2
    pages = [[[cell for cell in row if cell] for row in page.values] for page in load_workbook(out)]
    assert pages == [
        [["松林苑居民花名册"], [*HEADERS], ["13900000019", "3-2-303"]],
        [["松林苑居民花名册"], ["租户"], [*OTHER], ["5-1-103", "13900000018"]],
    ]
    assert counts(read(out))["rejected"] == 2


def test_one_of_the_tables_taken_for_another_ledger_leaves_the_others(book: Book, read: Reader) -> None:
    source = read_file(book(HEADERS, *residents(), (), ("租户",), OTHER, *tenants()))
    layouts = propose(source, read.register)
    take_for(read.register, source, layouts, layouts.layouts[1], "households")
    assert [one.ledger for one in layouts] == ["people", "households"]


def test_visits_to_people_of_the_same_file_come_in_with_them(book: Book, read: Reader) -> None:
    path = book(
        ("一、走访记录",), ("走访日期", "走访人", "走访对象", "走访情况"), ("2026-03-02", "赵静", "王强", "身体好"), (),
        ("二、常住居民",), HEADERS, *residents(),
    )  # fmt: skip
    plan = read(path)
    assert counts(plan) == {"created": 3, "updated": 0, "unchanged": 0, "review": 0, "rejected": 0}, plan.problems
    (visit,) = everything(read, Visit)
    assert visit.person_id == read.people()["王强"].id and visit.household_id == read.people()["王强"].household_id
    assert counts(read(path))["unchanged"] == 3


def test_a_case_and_a_visit_on_other_sheets_find_whom_the_roster_brings(book: Book, read: Reader) -> None:
    path = book(
        sheets={
            "走访": [("走访日期", "走访人", "走访对象", "身份证号", "走访情况"), ("2026-03-02", "赵静", "李秀英", document(22, "19600514"), "慰问")],
            "居民": [HEADERS, *residents()],
        }
    )  # fmt: skip
    assert counts(read(path))["rejected"] == 0 and len(everything(read, Visit)) == 1
    assert counts(read(path)) == {"created": 0, "updated": 0, "unchanged": 3, "review": 0, "rejected": 0}
