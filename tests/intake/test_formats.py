"""Every kind of file an office keeps its tables in."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.intake import read_file
from tests.intake.conftest import Reader, counts, document

FILES = Path(__file__).parent / "files"
Book = Callable[..., Path]
HEADERS = ("楼栋", "单元", "房号", "姓名", "身份证号", "出生日期")
WANG = ("3", "2", "502", "王强", document(11), "1958-03-02")


@pytest.mark.parametrize("name", ["roster.xls", "roster.et"])
def test_an_old_workbook(read: Reader, name: str) -> None:
    plan = read(FILES / name)
    assert counts(plan)["created"] == 3, plan.problems
    assert read.home("李秀英") == "松林苑 3-2-502" and read.home("赵敏") == "松林苑 3-2-503"
    people = read.people()
    assert people["王强"].birth == date(1958, 3, 2) and people["赵敏"].birth == date(1970, 1, 1)
    assert people["王强"].phone == "13900000001"
    said = " ".join(problem.problem for problem in plan.problems)
    assert "1 rows of this sheet are hidden" in said and "联系电话" in said


@pytest.mark.parametrize("name", ["f.xlsm", "f.et", "f", "f.xls", "名册 (1) .xlsx"])
def test_the_name_of_a_file_does_not_matter(book: Book, read: Reader, tmp_path: Path, name: str) -> None:
    path = tmp_path / "sub" / name
    path.parent.mkdir()
    shutil.copy(book(HEADERS, WANG), path)
    assert counts(read(path))["created"] == 1


def open_document(path: Path, rows: str, styles: str = "") -> Path:
    """Write the rows of one sheet to an OpenDocument workbook, with styles of its own."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                            ("fo", "xsl-fo-compatible"))
    ) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="名册">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    return path


def _ods_row(*cells: str, more: str = "") -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row{more}>{texts}</table:table-row>"


def test_an_open_document(read: Reader, tmp_path: Path) -> None:
    merged = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>3-2-502</text:p>'
        f'</table:table-cell><table:table-cell office:value-type="string"><text:p>王强</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="string"><text:p>{document(11)}</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:visibility="collapse"><table:covered-table-cell/><table:table-cell office:value-type="string"><text:p>李敏</text:p>'
        f'</table:table-cell><table:table-cell office:value-type="string"><text:p>{document(22)}</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    path = open_document(tmp_path / "f.ods", _ods_row("地址", "姓名", "身份证号") + merged)
    plan = read(path)
    assert counts(plan)["created"] == 2, plan.problems
    assert read.home("李敏") == "3-2-502"
    assert any("1 rows" in problem.problem for problem in plan.problems)


def test_cells_far_out_do_not_matter(book: Book, read: Reader) -> None:
    from openpyxl import load_workbook

    path = book(HEADERS, WANG)
    made = load_workbook(path)
    made.active["XFD1048576"] = "x"
    made.save(path)
    assert counts(read(path))["created"] == 1


def test_rows_keep_their_place_behind_many_blank_ones_and_blank_ones_at_the_end_are_none(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("姓名,身份证号\n王强,1\n" + ",\n" * 1_200 + "李敏,2\n" + ",\n" * 1_200, "utf-8")
    rows = read_file(path).sheets[0].rows
    assert len(rows) == 1_203 and rows[-1] == ["李敏", "2"]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_marks_between_the_columns_of_a_text(read: Reader, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text("\n".join(mark.join(row) for row in (HEADERS, WANG)), "utf-8")
    assert counts(read(path))["created"] == 1


def test_a_file_is_read_wherever_the_program_was_started(
    book: Callable[..., Path], read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(("姓名", "房号"), ("王强", "1-1-101"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert read(path).read == 1
