"""Who is not in a file any more, whole families too: named, counted, and never deleted."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from exports.rejects import write_report
from models.intake import Plan
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("小区", "楼栋", "房号", "姓名", "身份证号", "联系电话")


def roster() -> list[tuple[str, ...]]:
    """Two people behind each of five doors of buildings 3 and 4, numbered by their doors."""
    return [
        ("松林苑", building, f"{floor}01", f"{family}{member}", document(100 * int(building) + 10 * floor + n), "")
        for building, families in (("3", "王李赵孙陈"), ("4", "周吴郑冯许"))
        for floor, family in enumerate(families, 1) for n, member in enumerate("甲乙", 1)
    ]  # fmt: skip


def gone(plan: Plan) -> list[tuple[str, str]]:
    """Who is told of, and from which door."""
    return [(one["name"], one["door"]) for one in plan.as_json()["absent"]]


def test_a_family_that_left_a_building_is_told(book: Book, read: Reader) -> None:
    read(book(HEADERS, *roster()))
    left = [row for row in roster() if row[1] == "3" and row[2] != "201" and row[3] != "陈乙"]
    plan = read(book(HEADERS, *left))
    assert gone(plan) == [("李甲", "松林苑 3-201"), ("李乙", "松林苑 3-201"), ("陈乙", "松林苑 3-501")]
    assert len(plan.absent) == 3 and len(read.people()) == 20


def test_a_list_of_a_few_misses_nobody_but_from_families_it_names(book: Book, read: Reader) -> None:
    read(book(HEADERS, *roster()))
    assert gone(read(book(HEADERS, *(row for row in roster() if row[3] in ("王甲", "周甲", "周乙"))))) == [
        ("王乙", "松林苑 3-101")
    ]


def test_somebody_whose_row_is_not_taken_is_not_called_absent(book: Book, read: Reader) -> None:
    read(book(HEADERS, *roster()))
    rows = [(*row[:4], "1.1E+17" if row[3] == "王乙" else row[4], row[5]) for row in roster()]
    plan = read(book(HEADERS, *rows))
    assert counts(plan)["review"] + counts(plan)["rejected"] == 1 and gone(plan) == []


def test_the_report_names_them_and_can_be_read_again_as_it_is(book: Book, read: Reader, tmp_path: Path) -> None:
    read(book(HEADERS, *roster()))
    path = book(HEADERS, *(row for row in roster() if row[3][0] != "李"), ("松林苑", "3", "601", "", document(77), ""))
    plan, out = read(path), tmp_path / "report.xlsx"
    assert write_report(plan, path, out) == 1
    page = load_workbook(out)["Not in this file"]
    assert [row[0].value for row in page] == [
        "Not in this file, and not deleted (2):", "李甲　松林苑 3-201", "李乙　松林苑 3-201",
    ]  # fmt: skip
    again = read(out)
    assert gone(again) == [] and again.read == 1 and counts(again)["rejected"] == 1 and len(read.people()) == 20
