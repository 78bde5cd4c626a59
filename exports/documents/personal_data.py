"""One document for the person who asks what is held on them: every record, in words, and who did what with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exports.files import replacing
from exports.pdf.document import Document
from exports.pdf.fonts import SANS, SANS_BOLD
from exports.pdf.ink import Colour, Ink
from exports.pdf.lines import break_lines
from models.personal_data import PersonalData

WIDTH, HEIGHT = 595.28, 841.89  # A4
MARGIN, LABEL, LEADING, SIZE = 50.0, 130.0, 15.0, 10.0
INK: Colour = (0.13, 0.15, 0.17)
GREY: Colour = (0.45, 0.45, 0.45)
NOTICE = "本单含个人信息，仅交本人或其依法委托的人；用后请妥善保管。"


def personal_data_sheet(data: PersonalData, out: Path) -> None:
    """Write the document. What it says was gathered, and written down, by models/personal_data.py."""
    with replacing(out) as file:
        draw_personal_data(data, file)


def draw_personal_data(data: PersonalData, file: BinaryIO) -> None:
    """The same into an open file: a preview lies in memory, never in a temporary file."""
    document = Document(file, f"{data.office}个人信息查询单")
    pages = list(_pages(data))
    for number, lines in enumerate(pages, 1):
        ink = Ink(document)
        _draw(ink, lines, f"第 {number} / {len(pages)} 页", first=number == 1, data=data)
        document.add_page(WIDTH, HEIGHT, ink.content(), ink.uses)
    document.close()


Line = tuple[str, str, str]  # heading, label, value: one of the first two may be empty


def _lines(data: PersonalData) -> Iterator[Line]:
    for part in data.parts:
        count = f"（{len(part.records)}）" if len(part.records) > 1 else ""
        yield (part.heading + count, "", "")
        for number, record in enumerate(part.records):
            if number:
                yield ("", "", "")
            for label, value in record:
                for row, piece in enumerate(break_lines(value, SANS, SIZE, WIDTH - 2 * MARGIN - LABEL) or [""]):
                    yield ("", "" if row else label, piece)
    yield ("处理记录", "", "")
    for step in data.history:
        said = f"{step.staff}　{step.sentence}"
        for row, piece in enumerate(break_lines(said, SANS, SIZE, WIDTH - 2 * MARGIN - LABEL) or [""]):
            yield ("", "" if row else f"{step.at:%Y-%m-%d %H:%M}", piece)


def _pages(data: PersonalData) -> Iterator[list[Line]]:
    """Lines by the page; a heading never stands alone at the foot."""
    page: list[Line] = []
    room = int((HEIGHT - 2 * MARGIN - 70) // LEADING)
    for line in _lines(data):
        if len(page) >= room or (line[0] and len(page) >= room - 2):
            yield page
            page, room = [], int((HEIGHT - 2 * MARGIN - 20) // LEADING)
        page.append(line)
    yield page


def _draw(ink: Ink, lines: list[Line], page: str, *, first: bool, data: PersonalData) -> None:
    y = HEIGHT - MARGIN
    if first:
        ink.text(WIDTH / 2, y - 18, "个人信息查询单", SANS_BOLD, 18, INK, "centre")
        ink.text(MARGIN, y - 42, f"{data.office}　{data.name}　截至 {data.on:%Y-%m-%d}", SANS, 11, INK)
        y -= 60
    for heading, label, value in lines:
        y -= LEADING
        if heading:
            ink.text(MARGIN, y, heading, SANS_BOLD, 12, INK)
        elif label or value:
            ink.text(MARGIN, y, label, SANS, SIZE, GREY)
            ink.text(MARGIN + LABEL, y, value, SANS, SIZE, INK)
    ink.text(MARGIN, MARGIN - 18, NOTICE, SANS, 8.5, GREY)
    ink.text(WIDTH - MARGIN, MARGIN - 18, page, SANS, 8.5, GREY, "right")
