"""A PDF on its way out: printed page by page at its own size, saved whole or not at all."""

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from exports.boards import Board, draw, paper, theme
from exports.boards.drawing import Lot, draw_lots
from models.errors import Cancelled, Surroundings
from ui import pdf_out


def boards(*papers: str) -> bytes:
    """One board on each of these papers."""
    file = BytesIO()
    draw_lots([Lot([Board("grid", "第三网格服务公示牌")], paper(name), theme("red")) for name in papers], file)
    return file.getvalue()


def sizes(path: Path) -> list[tuple[int, int]]:
    document = QPdfDocument()
    document.load(str(path))
    found = [document.pagePointSize(page) for page in range(document.pageCount())]
    document.close()
    return [(round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) for size in found]


def test_every_page_is_printed_at_its_own_size(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    told: list[tuple[int, int]] = []
    assert pdf_out.paint(boards("A4", "600x900"), printer, lambda done, total: told.append((done, total))) == 2
    assert told == [(1, 2), (2, 2)]
    assert sizes(tmp_path / "printed.pdf") == [(210, 297), (600, 900)]


def test_printing_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        pdf_out.paint(boards("A4", "A4"), printer, stop)


def test_what_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Surroundings, match="no such folder"):
        pdf_out.write(b"%PDF", tmp_path / "none" / "x.pdf")
    pdf_out.write(b"%PDF", tmp_path / "x.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["x.pdf"]


def test_lots_count_their_boards_through(tmp_path: Path) -> None:
    told: list[int] = []
    one, two = Board("grid", "一"), Board("grid", "二")
    lots = [Lot([one, two], paper("A4"), theme("red")), Lot([one], paper("A3"), theme("blue"))]
    report = draw_lots(lots, tmp_path / "x.pdf", progress=told.append)
    assert told == [1, 2, 3] and report.boards == report.pages == 3
    draw([one], tmp_path / "y.pdf", paper=paper("A4"), theme=theme("red"))
    assert sizes(tmp_path / "x.pdf") == [(210, 297), (210, 297), (297, 420)]
