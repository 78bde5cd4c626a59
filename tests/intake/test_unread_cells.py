"""What a file does not show is said: formulas without their results, errors, rows far below, hidden columns."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]
HEADERS = ("姓名", "身份证号", "联系电话", "备注")


def test_formulas_without_a_stored_result_are_said_once_a_column(book: Book, read: Reader) -> None:
    rows = [(name, document(2 * n), f'=CONCATENATE("139000000",{n}{n})', "") for n, name in enumerate(("王强", "赵敏", "孙丽"), 11)]  # fmt: skip
    plan = read(book(HEADERS, *rows))
    assert counts(plan)["created"] == 3
    assert [(one.column, "3 cells" in one.problem, "save it" in one.problem) for one in plan.problems] == [
        ("联系电话", True, True)
    ]


def test_where_other_formulas_have_results_those_without_are_blank(tmp_path: Path, read: Reader, book: Book) -> None:
    path = book(HEADERS, ("王强", document(11), "", "=A1"), ("赵敏", document(22), "", "=A2"))
    _edit(path, rb"<f>A1</f><v.*?</c>", b"<f>A1</f><v>5</v></c>")
    assert said(read(path)) == []


def test_errors_are_said_once_a_column(book: Book, read: Reader) -> None:
    rows = [(name, document(2 * n), "#N/A", "#REF!" if n > 12 else "") for n, name in enumerate(("王强", "赵敏", "孙丽"), 11)]  # fmt: skip
    plan = read(book(HEADERS, *rows))
    assert counts(plan)["created"] == 3 and read.people()["孙丽"].note is None
    assert [(one.column, one.row, one.problem[:7]) for one in plan.problems] == [("联系电话", 2, "3 cells"), ("备注", 4, "1 cells")]  # fmt: skip


def test_errors_in_a_csv_as_well(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "f.csv"
    path.write_text(f"姓名,身份证号,电话\n王强,{document(11)},#N/A\n赵敏,{document(22)},#N/A\n", "utf-8")
    plan = read(path)
    assert [one.column for one in plan.problems] == ["电话"] and "2 cells" in plan.problems[0].problem


def test_rows_far_below_many_blank_ones_are_read_and_that_is_said(book: Book, read: Reader) -> None:
    path = book(HEADERS, ("王强", document(11), "", ""))
    made = load_workbook(path)
    for column, text in enumerate(("赵敏", document(22)), 1):
        made.active.cell(3_000, column, text)
    made.save(path)
    plan = read(path)
    assert set(read.people()) == {"王强", "赵敏"}
    assert [one.problem for one in plan.problems if "3000" in one.problem]


def test_a_hidden_column_that_is_not_kept_is_not_said_to_be_read(book: Book, read: Reader) -> None:
    path = book(("姓名", "宗教信仰", "联系电话"), ("王强", "佛教", "13900000001"))
    made = load_workbook(path)
    for column in "BC":
        made.active.column_dimensions[column].hidden = True
    made.save(path)
    plan = read(path)
    assert plan.dropped_columns == ["宗教信仰"]
    hidden = [one.problem for one in plan.problems if "idden" in one.problem]
    assert len(hidden) == 1 and "联系电话" in hidden[0] and "宗教" not in hidden[0]


def _edit(path: Path, old: bytes, new: bytes) -> None:
    """Change what stands in the first sheet's XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], changed = re.subn(old, new, parts[sheet])
    assert changed == 1
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
