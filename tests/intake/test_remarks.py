"""What people put beside the values of a workbook: comments on cells, words struck through."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from exports.rejects import write_report
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
ROWS = [
    ("姓名", "身份证号", "电话", "门牌", "宗教信仰"),
    ("王强", document(11), "13900000010", "3-2-301", "无"),
    ("李秀英", document(22, "19600514"), "13900000011", "3-2-301", "无"),
]


def test_a_comment_goes_into_the_note_of_its_row(book: Book, read: Reader) -> None:
    path = book(*ROWS)
    made = load_workbook(path)
    page = made.active
    page["A2"].comment, page["C3"].comment = (
        Comment("2024年5月去世", "刘某"),
        Comment("刘某:\n新号 13900000012", "刘某"),
    )
    page["A1"].comment, page["E2"].comment = Comment("写全名", "刘某"), Comment("信佛", "刘某")
    made.save(path)
    plan = read(path)
    assert read.people()["王强"].note == "姓名 (comment)：2024年5月去世"
    assert read.people()["李秀英"].note == "电话 (comment)：新号 13900000012"
    said = [problem.problem for problem in plan.problems if "comments" in problem.problem]
    assert said == ["2 comments on cells of this sheet were put into the notes of their rows."]
    assert counts(read(path))["unchanged"] == 2


def test_the_reasons_in_the_own_report_are_no_comments(book: Book, read: Reader, tmp_path: Path) -> None:
    path, out = book(*ROWS, ("", document(33), "13900000013", "3-2-302", "")), tmp_path / "out.xlsx"
    assert write_report(read(path), path, out) == 1
    made = load_workbook(out)
    made.active["A2"].value = "赵德海"
    made.save(out)
    assert counts(read(out))["created"] == 1 and read.people()["赵德海"].note is None


def test_rows_that_are_struck_through_are_read_and_said(book: Book, read: Reader) -> None:
    path = book(*ROWS)
    made = load_workbook(path)
    for column in "ABC":
        made.active[f"{column}3"].font = Font(strike=True)
    made.active["D9"].font = Font(strike=True)
    made.save(path)
    plan = read(path)
    assert counts(plan)["created"] == 2
    assert [problem.problem for problem in plan.problems if "struck" in problem.problem] == [
        "1 rows of this sheet have words struck through; they are read like the others: row 3"
    ]
