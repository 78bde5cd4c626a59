"""Ledgers as workbooks: inert, lossless, masked unless asked, and whole or not there at all."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exports.ledger import Ledger, columns, export_ledger, template, write_ledger
from exports.workbook import Look, workbook
from models.codes import code_table
from models.errors import Cancelled, Surroundings
from models.fields import Kind, RecordSpec
from models.history import recording
from models.records import RECORDS, spec
from models.register import Register
from tests.conftest import Street

DOCUMENT = "990101195803021234"
NASTY = [
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "<b>&amp;</b>",
    " 两头空 ",
    "𠮷䶮㐂",
    "a\nb",
    "'引号",
]


def read(path: Path) -> list[list[Any]]:
    """The first sheet by openpyxl, with nothing evaluated."""
    (sheet, *_rest) = openpyxl.load_workbook(path).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def records(path: Path) -> list[dict[str, Any]]:
    header, *rows = read(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def roster(street: Street) -> Street:
    """A register with one household of two."""
    home = street.household()
    street.person(
        "王小明", home, document=DOCUMENT, phone="13800001234", birth=date(1958, 3, 2), sex="1", ethnic_group="01"
    )
    street.person("李䶮", home, relation="10", note="=1+1")
    return street


def test_a_roster_has_the_chinese_headers_and_the_door_in_parts(roster: Street, tmp_path: Path) -> None:
    assert export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx") == 2
    first, second = records(tmp_path / "p.xlsx")
    assert (first["小区"], first["楼栋"], first["单元"], first["房号"]) == ("松林苑", "3", "2", "502")
    assert (first["姓名"], first["性别"], first["民族"], first["与户主关系"]) == ("王小明", "男", "汉族", "户主")
    assert first["出生日期"].date() == date(1958, 3, 2)
    assert second["姓名"] == "李䶮" and second["证件号码"] is None


def test_documents_and_phones_are_masked_unless_asked_otherwise(roster: Street, tmp_path: Path) -> None:
    export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx")
    first = records(tmp_path / "p.xlsx")[0]
    assert "*" in first["证件号码"] and "*" in first["联系电话"]
    packed = zipfile.ZipFile(tmp_path / "p.xlsx")
    assert not any(DOCUMENT.encode() in packed.read(name) for name in packed.namelist())


def test_asked_in_full_all_eighteen_digits_are_whole_text_and_history_knows(roster: Street, tmp_path: Path) -> None:
    export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx", unmasked=True)
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert sheet is not None
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == DOCUMENT)
    assert cell.data_type == "s" and cell.number_format == "@"
    assert DOCUMENT in str(CalamineWorkbook.from_path(tmp_path / "p.xlsx").get_sheet_by_index(0).to_python())
    with roster.register.read() as session:
        sentences = [row.sentence for row in session.query(recording.OperationRow)]
    assert "Exported 2 of People with numbers in full" in sentences


@pytest.mark.parametrize("text", NASTY)
def test_text_comes_back_equal_and_never_as_a_formula(tmp_path: Path, text: str) -> None:
    with workbook(tmp_path / "n.xlsx", "试") as book, book.sheet("表") as sheet:
        sheet.add([text], [0])
        sheet.lines([[text]], [0])
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "n.xlsx").worksheets[0].iter_rows() for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 2
    second = CalamineWorkbook.from_path(tmp_path / "n.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in second] == [text, text]


def test_control_characters_are_left_out_and_too_long_a_text_says_so(tmp_path: Path) -> None:
    with workbook(tmp_path / "n.xlsx", "试") as book, book.sheet("表") as sheet:
        sheet.lines([["甲\x00\x01乙\x0b\ufffe"], ["长" * 40_000]], [0])
    (first,), (second,) = read(tmp_path / "n.xlsx")
    assert first == "甲乙"
    assert len(second) < 32_767 and "余下23617字见登记册" in second


def test_days_before_excels_calendar_are_kept_as_text(tmp_path: Path) -> None:
    with workbook(tmp_path / "d.xlsx", "试") as book, book.sheet("表") as sheet:
        day = book.look(Look("yyyy-mm-dd"))
        sheet.lines([[date(1899, 5, 5), date(1900, 3, 1), True, 1.5]], [day, day, 0, 0])
    ((old, first, flag, number),) = read(tmp_path / "d.xlsx")
    assert (old, first.date(), flag, number) == ("1899-05-05", date(1900, 3, 1), "是", 1.5)


@pytest.mark.parametrize("of", RECORDS, ids=lambda of: of.key)
def test_every_ledger_goes_out_under_headers_of_its_own(register: Register, tmp_path: Path, of: RecordSpec) -> None:
    export_ledger(register, of, tmp_path / "l.xlsx")
    header, *_rows = read(tmp_path / "l.xlsx")
    assert header == [column.header for column in columns(of)] and len(set(header)) == len(header)
    template(of, tmp_path / "t.xlsx")


def test_a_unit_and_a_span_of_days_cut_a_ledger(street: Street, tmp_path: Path) -> None:
    home, away = street.household(), street.household("101", unit_id=street.community)
    for day, place in ((date(2026, 7, 1), home), (date(2026, 8, 1), home), (date(2026, 8, 1), away)):
        street.add("visits", visited_on=day, household_id=place)
    count = export_ledger(street.register, spec("visits"), tmp_path / "v.xlsx", within=street.branch,
                          start=date(2026, 7, 2), end=date(2026, 8, 1))  # fmt: skip
    assert count == 1
    (row,) = records(tmp_path / "v.xlsx")
    assert (row["住户"], row["所属组织"], row["是否见到"]) == ("松林苑 3-2-502", "3号楼党小组", "是")


def test_namesakes_among_units_go_by_their_code(street: Street, tmp_path: Path) -> None:
    street.add("units", code="1112", name="3号楼党小组", parent_id=street.branch)
    street.household()
    export_ledger(street.register, spec("households"), tmp_path / "h.xlsx")
    assert records(tmp_path / "h.xlsx")[0]["所属组织"] == "3号楼党小组（1111）"


def test_a_stopped_export_leaves_nothing_and_an_older_file_as_it_was(roster: Street, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    old = tmp_path / "out" / "p.xlsx"
    old.parent.mkdir()
    with pytest.raises(Cancelled):
        export_ledger(roster.register, spec("people"), old, progress=stop)
    assert list(old.parent.iterdir()) == []
    old.write_bytes(b"older")
    with pytest.raises(Cancelled):
        export_ledger(roster.register, spec("people"), old, progress=stop)
    assert [file.read_bytes() for file in old.parent.iterdir()] == [b"older"]


def test_progress_is_told_up_to_the_end(roster: Street, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx", progress=lambda *at: told.append(at))
    assert told[-1] == (2, 2)


def test_a_workbook_names_no_user(roster: Street, tmp_path: Path) -> None:
    export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "p.xlsx").properties
    assert not properties.creator and not properties.lastModifiedBy and properties.title == "人员"


def test_a_ledger_prints_on_a4_with_its_header_on_each_page(roster: Street, tmp_path: Path) -> None:
    export_ledger(roster.register, spec("people"), tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert sheet is not None
    setup = sheet.page_setup
    assert (setup.orientation, str(setup.paperSize), str(setup.fitToHeight)) == ("landscape", "9", "0")
    assert sheet.print_title_rows == "$1:$1" and sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:AA3"
    assert "&P" in (sheet.oddFooter.center.text or "") and "&N" in (sheet.oddFooter.center.text or "")


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(
    roster: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.ledger.LAST_ROW", 3)
    with roster.register.read() as session, workbook(tmp_path / "s.xlsx", "试") as book:
        ids = [
            row[0] for row in session.execute(spec("people").sql.select().with_only_columns(spec("people").sql.c.id))
        ]
        write_ledger(book, "人员", Ledger(session, spec("people")), ids)
    sheets = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets
    assert [(sheet.title, sheet.max_row) for sheet in sheets] == [("人员", 2), ("人员 2", 2)]


def test_the_empty_roster_offers_the_codes_and_says_how_to_fill_it_in(tmp_path: Path) -> None:
    template(spec("people"), tmp_path / "t.xlsx")
    roster, lists = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets
    header = [cell.value for cell in roster[2]]
    assert str(roster["A1"].value).startswith("填写说明") and roster.freeze_panes == "A3"
    assert header[:6] == ["姓名", "曾用名", "小区", "楼栋", "单元", "房号"] and "证件号码" in header
    listed = {cells[0].value: [c.value for c in cells[1:] if c.value] for cells in lists.iter_cols()}
    assert listed["民族"] == [code.zh for code in code_table("ethnic_group").offered]
    coded = [c for c in columns(spec("people")) if c.kind in (Kind.CODE, Kind.FLAG)]
    assert len(roster.data_validations.dataValidation) == len(coded)


def test_a_folder_that_is_not_there_is_told_in_words(roster: Street, tmp_path: Path) -> None:
    with pytest.raises(Surroundings, match="no such folder"):
        export_ledger(roster.register, spec("people"), tmp_path / "none" / "p.xlsx")
