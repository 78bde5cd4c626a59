"""The workbook of what was not taken: the original layout, the cell marked, ready to be corrected and read again."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from exports.rejects import write_report
from tests.intake.conftest import Reader, counts, document

TITLE = ("松林苑居民花名册",)
HEADERS = ("楼栋", "单元", "房号", "姓名", "性别", "身份证号", "出生日期")


def test_a_rejected_row_is_corrected_and_read_again(book: Callable[..., Path], read: Reader, tmp_path: Path) -> None:
    path = book(
        TITLE, HEADERS,
        ("3", "2", "502", "王强", "男", document(11), "1958-03-02"),
        ("3", "2", "503", "李敏", "女", 509900196005150222, "1960-05-15"),
        ("3", "2", "504", "赵军、赵勇", "男", "", "1960-05-04"),
        ("3", "2", "505", "", "男", document(33, "19700101"), "=1+1"),
    )  # fmt: skip
    plan = read(path)
    assert counts(plan) == {"created": 2, "updated": 0, "unchanged": 0, "review": 0, "rejected": 2}
    out = tmp_path / "rejected.xlsx"
    assert write_report(plan, path, out) == 3
    page = load_workbook(out).active
    assert page["A1"].value == TITLE[0] and [cell.value for cell in page[2]] == list(HEADERS)
    assert "last digits are lost" in page["F3"].comment.text and page["F3"].fill.fgColor.rgb.endswith("FFF0C8")
    assert page["D4"].fill.fgColor.rgb.endswith("FFD9D9")
    assert "More than one name" in page["D4"].comment.text and "no name" in page["D5"].comment.text
    book_again = load_workbook(out)
    page = book_again.active
    page["F3"], page["D4"], page["D5"] = document(22, "19600515"), "赵军", "孙丽"
    page["F3"].number_format = "@"
    page["G5"] = ""
    corrected = tmp_path / "corrected.xlsx"
    book_again.save(corrected)
    again = read(corrected)
    assert (counts(again)["created"], counts(again)["updated"]) == (2, 1), again.problems
    assert set(read.people()) == {"王强", "李敏", "赵军", "孙丽"}


def test_a_form_is_written_whole(book: Callable[..., Path], read: Reader, tmp_path: Path) -> None:
    path = book(
        ("居民家庭信息登记表",), ("户主姓名", "王强", "身份证号", 5.0990019580302E17), ("家庭住址", "3-2-502", "联系电话", "13900000001"),
        ("姓名", "与户主关系", "身份证号"), ("李敏", "妻", document(22)),
    )  # fmt: skip
    plan = read(path)
    assert counts(plan)["rejected"] == 1 and set(read.people()) == {"李敏"}
    assert write_report(plan, path, tmp_path / "form.xlsx") == 1
    page = load_workbook(tmp_path / "form.xlsx").active
    assert page["A1"].value == "居民家庭信息登记表" and page["D2"].comment and page["A5"].value == "李敏"


def test_what_merged_cells_say_of_a_rejected_row_is_written_out(
    book: Callable[..., Path], read: Reader, tmp_path: Path
) -> None:
    path = book(
        ("小区", "门牌号", "姓名", "与户主关系", "出生日期"), ("松林苑", "3-2-502", "王强", "户主", "1958-03-02"),
        ("", "", "李敏、李勇", "妻", "1960-09-01"), merge=("A2:A3", "B2:B3"),
    )  # fmt: skip
    plan = read(path)
    write_report(plan, path, tmp_path / "m.xlsx")
    page = load_workbook(tmp_path / "m.xlsx").active
    assert [cell.value for cell in page[2]][:3] == ["松林苑", "3-2-502", "李敏、李勇"]
    page["C2"] = "李敏"
    page.parent.save(tmp_path / "again.xlsx")
    assert counts(read(tmp_path / "again.xlsx"))["created"] == 1 and read.home("李敏") == "松林苑 3-2-502"


def test_nothing_to_correct_is_said(book: Callable[..., Path], read: Reader, tmp_path: Path) -> None:
    path = book(HEADERS, ("3", "2", "502", "王强", "男", document(11), "1958-03-02"))
    plan = read(path)
    assert write_report(plan, path, tmp_path / "none.xlsx") == 0
    assert load_workbook(tmp_path / "none.xlsx").active["A1"].value == "Every row was taken."


def test_tables_beside_each_other_are_reported_once(book: Callable[..., Path], read: Reader, tmp_path: Path) -> None:
    source = book(
        ("房号", "户主姓名", "成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"),
        ("3-2-301", "王建国", "李秀英", "1.1E+17", "王磊", "1.1E+17"), ("3-2-302", "赵德海", "孙丽", document(7), "", ""),
    )  # fmt: skip
    plan = read(source)
    assert write_report(plan, source, tmp_path / "r.xlsx") == 1
    (page,) = load_workbook(tmp_path / "r.xlsx").worksheets
    assert [row[1].value for row in page.iter_rows()] == ["户主姓名", "王建国"]


def test_a_cell_left_out_of_a_row_that_was_taken_is_corrected_and_read_again(
    book: Callable[..., Path], read: Reader, tmp_path: Path
) -> None:
    path = book(
        (*HEADERS, "联系电话", "婚姻状况"),
        ("3", "2", "502", "王强", "男", document(11), "1958-13-40", "13900000001", "已婚"),
        ("3", "2", "503", "李敏", "女", document(22), "", "无法接通", "半婚"),
        ("3", "2", "504", "赵军", "男", document(33), "1958-03-02", "13900000003", "已婚"),
    )
    out = tmp_path / "report.xlsx"
    assert write_report(read(path), path, out) == 2
    page = load_workbook(out).active
    assert [cell.coordinate for row in page for cell in row if cell.comment] == ["G2", "H3", "I3"]
    page["G2"], page["H3"], page["I3"] = "1958-03-02", "13900000002", "未婚"
    page.parent.save(tmp_path / "again.xlsx")
    assert counts(read(tmp_path / "again.xlsx")) == {
        "created": 0, "updated": 1, "unchanged": 1, "review": 0, "rejected": 0,
    }  # fmt: skip
    assert (read.people()["李敏"].phone, len(read.people())) == ("13900000002", 3)


def test_the_same_said_of_many_cells_is_counted(book: Callable[..., Path], read: Reader, tmp_path: Path) -> None:
    rows = [
        ("3", "2", str(500 + n), f"王强{n}", "男", document(2 * n + 1), "", "无法接通" if n % 2 else 13900000000 + n)
        for n in range(1, 41)
    ]
    path = book((*HEADERS, "联系电话"), *rows)
    plan = read(path)
    assert len(plan.problems) == 5 and plan.problems[-1].problem.endswith("So in 15 more rows of this column.")
    assert write_report(plan, path, tmp_path / "report.xlsx") == 20


def test_the_cell_of_a_member_of_a_form_is_marked_where_it_stands(
    book: Callable[..., Path], read: Reader, tmp_path: Path
) -> None:
    path = book(
        ("居民家庭信息登记表",), ("户主姓名", "王强", "身份证号", document(11)), ("家庭住址", "3-2-502", "联系电话", "13900000001"),
        ("家庭成员", "姓名", "与户主关系", "身份证号"), ("", "李敏", "妻", 5.0990019580302E17), ("", "王小明", "子", document(31, "19900101")),
        merge=("A4:A6",),
    )  # fmt: skip
    assert write_report(read(path), path, tmp_path / "form.xlsx") == 1
    page = load_workbook(tmp_path / "form.xlsx").active
    assert [cell.coordinate for row in page for cell in row if cell.comment] == ["D5"]
    page["D5"] = document(22)
    page["D5"].number_format = "@"
    page.parent.save(tmp_path / "again.xlsx")
    assert counts(read(tmp_path / "again.xlsx"))["created"] == 1 and read.home("李敏") == "3-2-502"


def test_a_row_that_is_not_taken_leaves_nothing_of_itself(book: Callable[..., Path], read: Reader) -> None:
    path = book(
        ("序号", "户主姓名", "姓名", "身份证号码", "家庭住址"),
        (1, "牛得草", "马兰花、牛小草", document(11), "松林苑1-1-101"), (2, "杨四", "杨四", document(13), "松林苑1-1-102"),
        (3, "杨五", "杨五", document(14), "松林苑1-1-102"),
    )  # fmt: skip
    plan = read(path)
    assert (
        counts(plan)["rejected"] == 1 and set(read.people()) == {"杨四", "杨五"} and read.doors() == ["松林苑 1-1-102"]
    )
