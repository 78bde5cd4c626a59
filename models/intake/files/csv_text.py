"""Tables as text: strictly UTF-8 first, then GB18030 (GBK would fail on rare names), UTF-16 where its mark says so."""

import csv
import io
from collections.abc import Iterator

from models.intake.files.containers import Unreadable
from models.intake.files.sheet_read import SheetRead

_LONGEST_CELL = 1_000_000


def read_text(path: str) -> Iterator[SheetRead]:
    """The one sheet of a CSV file."""
    with open(path, "rb") as file:
        content = file.read()
    text = _decoded(content)
    csv.field_size_limit(_LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    yield SheetRead("", _rows(lines), height=text.count("\n"))


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("not_a_table")


def _delimiter(text: str) -> str:
    """The mark that parts the first lines most evenly."""
    head = text[:20_000].splitlines()[:30]
    return max(",\t;|", key=lambda mark: (sum(mark in line for line in head), sum(line.count(mark) for line in head)))


def _rows(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise Unreadable("not_a_table") from error
