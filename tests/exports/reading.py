"""Reading a PDF back, as a person with a reader would: its text, its fonts, its pages."""

import io
import re
import subprocess
from pathlib import Path

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


def text_of(data: bytes, tmp_path: Path) -> str:
    """All text as pdftotext gives it, without white space, in the order drawn."""
    file = tmp_path / "read.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True)
    return squeezed(done.stdout.decode("utf-8"))


def lost(data: bytes, wanted: tuple[str, ...], tmp_path: Path) -> list[str]:
    """The strings that are not to be found again in the file."""
    found = text_of(data, tmp_path)
    return [text for text in wanted if squeezed(text) not in found]
