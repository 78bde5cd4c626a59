"""What people put beside the values of a workbook: comments on cells, words struck through."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from exports.rejects import write_report
from models.intake import Plan
from tests.intake.conftest import Reader, counts, document
from tests.intake.old_workbook import write_xls
from tests.intake.test_formats import open_document

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


def test_comments_on_forms_below_each_other(book: Book, read: Reader) -> None:
    def form(name: str, room: str) -> list[tuple[str, ...]]:
        return [("姓名", name, "性别", "女"), ("住址", f"3-2-{room}", "民族", "汉"), ("备注", "")]

    path = book(*form("赵敏", "501"), *form("陈静", "502"))
    made = load_workbook(path)
    made.active["B2"].comment, made.active["A6"].comment = Comment("租户", "刘某"), Comment("待核", "刘某")
    made.save(path)
    read(path)
    assert read.people()["赵敏"].note == "住址 (comment)：租户" and read.people()["陈静"].note == "(comment)：待核"
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


STRUCK = "1 rows of this sheet have words struck through; they are read like the others: row 3"
COUNTED = "2 comments on cells of this sheet were put into the notes of their rows."


def remarks(plan: Plan) -> list[str]:
    """What is said of comments and of words struck through."""
    return [one.problem for one in plan.problems if "comments" in one.problem or "struck" in one.problem]


def test_an_old_workbook_has_them_too(read: Reader, tmp_path: Path) -> None:
    comments = [
        (0, 0, "刘某", "写全名"), (1, 0, "刘某", "刘某:\n2024年5月去世"), (2, 2, "", "new phone 13900000012"),
        (1, 4, "刘某", "信佛"), (2, 0, "-", "of the own report"),
    ]  # fmt: skip
    path = write_xls(tmp_path / "f.xls", ROWS, comments=comments, struck=[(2, 1)])
    plan = read(path)
    assert read.people()["王强"].note == "姓名 (comment)：2024年5月去世"
    assert read.people()["李秀英"].note == "电话 (comment)：new phone 13900000012"
    assert remarks(plan) == [STRUCK, COUNTED] and counts(read(path))["unchanged"] == 2


def test_an_open_document_has_them_too(read: Reader, tmp_path: Path) -> None:
    def cell(text: str, more: str = "", remark: str = "") -> str:
        said = f'<office:annotation office:display="true"><dc:creator>刘某</dc:creator>{remark}</office:annotation>'
        return f'<table:table-cell{more} office:value-type="string">{said if remark else ""}<text:p>{text}</text:p></table:table-cell>'

    (wang, *of_wang), (li, *of_li) = ROWS[1:]
    rows = [
        "".join(map(cell, ROWS[0])),
        cell(wang, remark="<text:p>2024年5月<text:span>去世</text:span></text:p>") + "".join(map(cell, of_wang)),
        cell(li, ' table:style-name="ce2"') + cell(of_li[0])
        + cell(of_li[1], remark="<text:p>新号 &amp; 旧号</text:p><text:p>都打</text:p>") + "".join(map(cell, of_li[2:])),
        '<table:table-cell table:style-name="ce2" table:number-columns-repeated="9"/>',
    ]  # fmt: skip
    style = '<style:style style:name="{}" style:family="table-cell"><style:text-properties {}/></style:style>'
    styles = style.format("ce1", 'style:text-line-through-style="none"') + style.format(
        "ce2", 'fo:color="#000000" style:text-line-through-style="solid" style:text-line-through-type="single"'
    )
    path = open_document(
        tmp_path / "f.ods", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows), styles
    )
    plan = read(path)
    assert read.people()["王强"].note == "姓名 (comment)：2024年5月去世"
    assert read.people()["李秀英"].note == "电话 (comment)：新号 & 旧号\n都打"
    assert remarks(plan) == [STRUCK, COUNTED] and counts(read(path))["unchanged"] == 2


def test_columns_struck_through_by_default(read: Reader, tmp_path: Path) -> None:
    style = '<style:style style:name="ce2" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style>'
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="ce2"/>'
    cells = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [
        cells.format("姓名", "门牌"),
        cells.format("王强", "3-2-501"),
        cells.format("赵敏", "3-2-502")
        + '<table:table-cell office:value-type="string"><text:p>搬走</text:p></table:table-cell>',
    ]
    path = open_document(
        tmp_path / "f.ods", columns + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows), style
    )
    assert remarks(read(path)) == [STRUCK]
