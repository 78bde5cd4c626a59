"""The quarter's workbook: the figures on paper are the figures counted, the ledgers behind them are complete."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exports.quarter import LEDGERS, forms, quarter_workbook
from models import words
from models.demo import make_demo
from models.errors import Cancelled
from models.figures import Cell, QuarterFigures, Rate, quarter_figures
from models.periods import Quarter
from models.register import Register, open_register
from tests.conftest import Street

Q3 = Quarter(2026, 3)
SHEETS = ["概况", "组织与任职", "户与人", "走访", "事项", "人民调解", *(behind.sheet for behind in LEDGERS)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The community demo."""
    path = tmp_path_factory.mktemp("demo") / "d.grid"
    make_demo(path, "community", 1, date(2026, 9, 21))
    with open_register(path) as register:
        yield register


@pytest.fixture(scope="module")
def book(demo: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its quarter, written."""
    path = tmp_path_factory.mktemp("book") / "q.xlsx"
    quarter_workbook(demo, Q3, path)
    return path


@pytest.fixture(scope="module")
def figures(demo: Register) -> QuarterFigures:
    with demo.read() as session:
        return quarter_figures(session, Q3)


@cache
def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """All cells by sheet, blanks as None."""
    read = CalamineWorkbook.from_path(path)
    return {
        name: [[None if cell == "" else cell for cell in row] for row in read.get_sheet_by_name(name).to_python()]
        for name in read.sheet_names
    }


def grid(path: Path, sheet: str) -> list[list[Any]]:
    return sheets(path)[sheet]


def on_paper(figure: object, money: bool) -> Any:
    if isinstance(figure, Rate):
        return forms.rate(figure)
    if isinstance(figure, Cell):
        return figure.value / 100 if money else figure.value
    return "—"


def test_it_has_a_cover_the_subjects_and_the_ledgers(book: Path) -> None:
    assert openpyxl.load_workbook(book).sheetnames == SHEETS


def test_each_figure_stands_in_its_table(book: Path, figures: QuarterFigures) -> None:
    for chapter in figures.chapters[1:]:
        rows = grid(book, chapter.name.chinese)
        for number, block in enumerate(chapter.blocks):
            heading = f"{'一二三四五六七八九十'[number]}、{block.name.chinese}"
            (at,) = (place for place, row in enumerate(rows) if row[0] == heading)
            width = len(block.columns) + 1
            assert rows[at + 1][:width] == [block.head.chinese, *(column.name.chinese for column in block.columns)]
            for line, row in zip(block.lines, rows[at + 2 :], strict=False):
                shown = [on_paper(f, c.money) for f, c in zip(line.cells, block.columns, strict=True)]
                assert row[:width] == [line.name.chinese, *shown]


def test_the_cover_shows_the_key_figures_beside_last_year_and_the_year(book: Path, figures: QuarterFigures) -> None:
    rows = grid(book, "概况")
    shown = {row[0]: row[1:3] for row in rows if row[0]} | {row[5]: row[6:9] for row in rows if len(row) > 5 and row[5]}
    for line in figures["overview"]["key"].lines:
        wanted = [on_paper(figure, line.key == "amount") for figure in line.cells]
        assert shown[line.name.chinese] == (wanted if line.cells[2] else wanted[:2]), line.key


def test_the_cover_states_the_rules_the_date_and_who_signs(book: Path) -> None:
    text = "\n".join(str(value) for row in grid(book, "概况") for value in row if value)
    for words_there in ("桂香社区", "2026年第三季度", "2026-07-01 至 2026-09-30", "填报人", "审核人", "负责人", "公章",
                        "统计口径", "数据日期", "程序版本", "成功率＝", "每周、每两周按周一所在季度计"):  # fmt: skip
        assert words_there in text


def test_a_rate_shows_both_its_parts(book: Path, figures: QuarterFigures) -> None:
    rate = figures["mediation"]["type"]["total", "of_ended"]
    assert isinstance(rate, Rate) and rate.value is not None
    assert f"{rate.part.value}/{rate.whole.value}＝{rate.value:.1%}" in [
        value for row in grid(book, "人民调解") for value in row
    ]


@pytest.mark.parametrize("unit", ["", "branch"])
def test_each_ledger_has_as_many_rows_as_the_figure_in_front_of_it(demo: Register, tmp_path: Path, unit: str) -> None:
    with demo.read() as session:
        within = session.connection().exec_driver_sql("SELECT id FROM unit WHERE level = 3").scalar() if unit else ""
        found = quarter_figures(session, Q3, str(within or ""))
    quarter_workbook(demo, Q3, tmp_path / "q.xlsx", within=str(within or ""))
    matters, cases = found["matters"]["category"], found["mediation"]["type"]
    wanted = (
        found["organisation"]["posts"].number("total", "closing"),
        found["people"]["households"].number("total", "closing"),
        found["people"]["care"].number("total", "closing"),
        found["visits"]["way"].number("total", "visits"),
        matters.number("total", "opening") + matters.number("total", "received"),
        cases.number("total", "opening") + cases.number("total", "accepted"),
    )
    for behind, count in zip(LEDGERS, wanted, strict=True):
        title, _header, *rows = grid(tmp_path / "q.xlsx", behind.sheet)
        assert len(rows) == count and f"共 {count} 条" in title[0]


def test_documents_and_phones_are_masked(book: Path) -> None:
    packed = zipfile.ZipFile(book)
    text = "".join(packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets"))
    assert not re.search(r"[0-9]{17}[0-9X]<", text)
    rows = grid(book, "关爱对象台账")
    documents = [row[rows[1].index("证件号码")] for row in rows[2:]]
    assert any(documents) and all("*" in number for number in documents if number)


def test_asked_in_full_every_document_is_whole_for_two_readers(demo: Register, tmp_path: Path) -> None:
    quarter_workbook(demo, Q3, tmp_path / "q.xlsx", unmasked=True)
    with demo.read() as session:
        kept = {row[0] for row in session.connection().exec_driver_sql("SELECT document FROM person")}
    rows = grid(tmp_path / "q.xlsx", "关爱对象台账")
    column = rows[1].index("证件号码")
    first = [row[column] for row in rows[2:]]
    second = openpyxl.load_workbook(tmp_path / "q.xlsx", read_only=True)["关爱对象台账"]
    assert [row[column] for row in second.iter_rows(min_row=3, values_only=True)] == first
    assert {number for number in first if number} <= kept and any(len(number or "") == 18 for number in first)


def test_it_is_chinese_whatever_the_window_speaks(demo: Register, tmp_path: Path, book: Path) -> None:
    words.use_language("zh_CN")
    quarter_workbook(demo, Q3, tmp_path / "zh.xlsx")
    words.use_language("en")
    quarter_workbook(demo, Q3, tmp_path / "en.xlsx")
    for sheet in SHEETS:
        assert grid(tmp_path / "zh.xlsx", sheet) == grid(tmp_path / "en.xlsx", sheet)
    english = {value for sheet in SHEETS[:6] for row in grid(book, sheet) for value in row if isinstance(value, str)}
    assert not [value for value in english if re.search("[A-Za-z]{4}", value)]


def test_it_prints_on_a4_with_title_and_header_on_each_page(book: Path) -> None:
    for sheet in openpyxl.load_workbook(book).worksheets:
        assert sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and str(sheet.page_setup.fitToWidth) == "1"
        assert sheet.print_title_rows and sheet.freeze_panes
        assert "&P" in (sheet.oddFooter.center.text or "")


def test_no_number_is_too_wide_for_its_column(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    for name in SHEETS[:6]:
        for row in opened[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    printed = f"{cell.value:,.2f}" if isinstance(cell.value, float) else f"{cell.value:,}"
                    assert len(printed) < opened[name].column_dimensions[cell.column_letter].width


def test_a_stopped_quarter_leaves_nothing(demo: Register, tmp_path: Path) -> None:
    for stop_at in (0, 1_000, 3_000):

        def stop(done: int, total: int, at: int = stop_at) -> None:
            if done >= at:
                raise Cancelled("stopped")

        with pytest.raises(Cancelled):
            quarter_workbook(demo, Q3, tmp_path / "q.xlsx", progress=stop)
        assert list(tmp_path.iterdir()) == []


def test_formula_like_words_in_a_matter_stay_words(street: Street, tmp_path: Path) -> None:
    street.add("matters", received_on=date(2026, 8, 1), content="=HYPERLINK(1)", unit_id=street.group)
    quarter_workbook(street.register, Q3, tmp_path / "q.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx")["事项台账"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_an_empty_register_gives_a_form_of_noughts(register: Register, tmp_path: Path) -> None:
    quarter_workbook(register, Q3, tmp_path / "q.xlsx")
    assert openpyxl.load_workbook(tmp_path / "q.xlsx").sheetnames == SHEETS
