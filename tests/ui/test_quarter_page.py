"""The quarter as it is looked at before it is handed in: figures that open their records, and the workbook."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from models import queries
from models.figures import Cell, Rate
from models.periods import Quarter
from models.visit_operations import note_visit
from tests.ui.on_desk import OnDesk, settle
from ui.pages.quarter import QuarterPage, usual_quarter
from ui.pages.quarter_table import FigureTable, change, figure_words

THIS = usual_quarter(date.today())


@pytest.fixture
def page(on_desk: OnDesk) -> QuarterPage:
    """Three visits this quarter to two of three doors, one a year ago; one matter settled."""
    street = on_desk.street
    homes = [street.household(room) for room in ("201", "301", "502")]
    for home, day in ((0, THIS.start), (0, THIS.end), (1, THIS.start), (1, THIS.last_year.start)):
        street.add("visits", visited_on=day, household_id=homes[home], met=True)
    street.add("matters", received_on=THIS.start, content="楼道灯不亮", unit_id=street.group, closed_on=THIS.start)
    return on_desk.show(QuarterPage)


def cell(table: FigureTable, line: str, column: str) -> object:
    keys = [c.key for c in table.figures.block.columns]
    row = next(n for n, one in enumerate(table.figures.block.lines) if one.key == line)
    return table.figures.index(row, 1 + keys.index(column))


def words(table: FigureTable, line: str, column: str) -> str:
    return str(cell(table, line, column).data())  # type: ignore[attr-defined]


def test_the_quarter_stands_beside_that_of_last_year(page: QuarterPage) -> None:
    (table,) = page.tables()
    assert [words(table, "visits", column) for column in ("quarter", "last_year", "year")][:2] == ["3", "1"]
    assert words(table, "coverage", "quarter") == "2 / 3 = 66.7%"
    row = next(n for n, line in enumerate(table.figures.block.lines) if line.key == "visits")
    assert table.figures.index(row, 4).data() == "+200%"
    assert THIS.start.isoformat() in page.status_words


def test_a_number_opens_its_records(page: QuarterPage, on_desk: OnDesk) -> None:
    (table,) = page.tables()
    table.setCurrentIndex(cell(table, "visits", "quarter"))  # type: ignore[arg-type]
    on_desk.press(table, Qt.Key.Key_Return)
    (query,) = on_desk.queried
    with on_desk.register.read() as session:
        assert query.spec.key == "visits" and queries.count(session, query) == 3


def test_a_rate_asks_which_part_is_meant(page: QuarterPage, on_desk: OnDesk) -> None:
    (table,) = page.tables()
    table.open(cell(table, "coverage", "quarter"))  # type: ignore[arg-type]
    assert page._open is not None and on_desk.queried == []
    page._open.picked.emit("whole")
    assert on_desk.queried[0].spec.key == "households"
    page._open.close_it()


def test_a_card_opens_its_records(page: QuarterPage, on_desk: OnDesk) -> None:
    for card in page.cards[:4]:
        on_desk.press(card, Qt.Key.Key_Return)
    assert [query.spec.key for query in on_desk.queried] == ["visits", "visits", "households", "matters"]


def test_each_subject_has_its_tables(page: QuarterPage) -> None:
    for key in ("organisation", "people", "visits", "matters", "mediation"):
        page.list.chosen.emit(key)
        settle()
        assert len(page.tables()) > 1
        assert all(table.height() > 0 for table in page.tables())


def test_another_quarter_and_a_unit(page: QuarterPage, on_desk: OnDesk) -> None:
    page.go_to(THIS.last_year)
    assert words(page.tables()[0], "visits", "quarter") == "1"
    other = on_desk.street.add("units", code="112", name="清波里支部", parent_id=on_desk.street.community)
    page.go_to(THIS)
    page.go_within(other, "清波里支部")
    assert words(page.tables()[0], "visits", "quarter") == "0"
    assert page.progress.isHidden()


def test_it_is_counted_anew_after_a_change_once_it_comes_to_the_front(page: QuarterPage, on_desk: OnDesk) -> None:
    home = on_desk.rows("households")[0].id
    on_desk.desk.write(lambda register: note_visit(register, {"visited_on": THIS.start, "household_id": home}))
    assert words(page.tables()[0], "visits", "quarter") == "3"
    page.arrived()
    settle()
    assert words(page.tables()[0], "visits", "quarter") == "4"


def test_the_workbook_is_written(
    page: QuarterPage, on_desk: OnDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "q"), ""))
    on_desk.click(page.write_button)
    book = load_workbook(tmp_path / "q.xlsx", read_only=True)
    assert len(book.sheetnames) > 5
    book.close()
    assert on_desk.said == ["Saved: q.xlsx"] and page.progress.isHidden()


def test_a_workbook_that_cannot_be_written_says_so(
    page: QuarterPage, on_desk: OnDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "q.xlsx"), ""))
    on_desk.click(page.write_button)
    assert len(on_desk.said) == 1 and on_desk.said[0].startswith("There is no such folder")
    assert page.progress.isHidden()


def test_the_first_weeks_report_the_quarter_before() -> None:
    assert usual_quarter(date(2026, 10, 5)) == Quarter(2026, 3)
    assert usual_quarter(date(2026, 11, 5)) == Quarter(2026, 4)


def test_changes_in_words(page: QuarterPage) -> None:
    query = page.tables()[0].figures.block.lines[0].cells[0].query  # type: ignore[union-attr]
    two, four, none = Cell(2, query), Cell(4, query), Cell(0, query)
    assert change(four, two) == "+100%" and change(two, two) == "the same" and change(two, none) == ""
    assert change(Rate(two, four), Rate(four, four)) == "-50.0 pts"
    column = page.tables()[0].figures.block.columns[0]
    assert figure_words(Rate(two, none), column) == "2 / 0 = –" and figure_words(None, column) == ""
