"""Reading a PDF back, as a person with a reader would: its text, its fonts, its pages."""

import io
import re

import pypdf

from exports.boards import Board, Report, draw, paper, theme


def drawn(*boards: Board, size: str = "A3", look: str = "red", **options: object) -> tuple[bytes, Report]:
    """The PDF of boards, and the report."""
    out = io.BytesIO()
    report = draw(iter(boards), out, paper=paper(size), theme=theme(look), **options)  # type: ignore[arg-type]
    return out.getvalue(), report


def reader(data: bytes) -> pypdf.PdfReader:
    """The file through a second program, which checks its structure on the way."""
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def squeezed(text: str) -> str:
    """Text without white space: where lines break is the layout's affair."""
    return re.sub(r"\s+", "", text)


def text_of(data: bytes) -> str:
    """All text as that program reads it, without white space, in the order drawn."""
    return squeezed("".join(page.extract_text() for page in reader(data).pages))


def lost(data: bytes, wanted: tuple[str, ...]) -> list[str]:
    """The strings that are not to be found again in the file."""
    found = text_of(data)
    return [text for text in wanted if squeezed(text) not in found]
