"""What stands beside the values of an OpenDocument workbook: hidden lines, merged cells, comments, words struck through.

Read from the XML as a stream of tags by pattern, never as a tree: a hostile file cannot make it grow.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from models.intake.files.remarks import LONGEST_COMMENT, MOST_COMMENTS, OWN_AUTHOR, without_author
from models.intake.files.sheet_marks import chunks
from models.intake.files.sheet_read import Marks

_MOST_MARKS = 200_000
_MOST_COLUMNS = 400
_MOST_ROWS = 1_000
_LONGEST_REMARK = 1 << 16
_TAG = re.compile(
    rb"<office:annotation(?=[\s>])[^>]*>((?:[^<]++|<(?!/?office:annotation))*+)</office:annotation>|<style:(style|text-properties)(?=[\s>])([^>]*)>"
    rb"|<table:(table-row|table-column|table-cell|covered-table-cell|table)(?=[\s>])([^>]*)>"
)
_ATTRIBUTE = re.compile(
    rb'(?:table|style):(name|visibility|style-name|default-cell-style-name|number-[a-z]+-(?:repeated|spanned))="([^"]*)"'
)
_STRIKES = re.compile(rb'style:text-line-through-(?:style|type)="(?!none")')
_CREATOR = re.compile(rb"<dc:creator>([^<]*)</dc:creator>")
_PARAGRAPH = re.compile(rb"<text:p(?=[\s>])[^>]*>((?:[^<]++|<(?!/?text:p[\s>]))*+)</text:p>")
_INNER = re.compile(rb"<[^>]*>")
_BEGIN, _END = b"<office:annotation", b"</office:annotation>"


def of_ods(path: str) -> dict[str, Marks]:
    """The marks of every sheet of an OpenDocument workbook by its name."""
    book = _Book()
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        for piece in _whole(stream):
            for match in _TAG.finditer(piece):
                book.take(match)
            if len(book.marks.merged) + len(book.marks.hidden_rows) > _MOST_MARKS:
                break
    return book.sheets


def _whole(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that cut no comment in two."""
    rest = b""
    for piece in chunks(stream):
        piece, rest = rest + piece, b""
        begin = piece.rfind(_BEGIN)
        if begin > piece.rfind(_END) and len(piece) - begin < _LONGEST_REMARK:
            piece, rest = piece[:begin], piece[begin:]
        yield piece
    yield rest


@dataclass
class _Book:
    """Where in the workbook the stream of tags has come to, and what was found so far."""

    sheets: dict[str, Marks] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    row: int = -1
    column: int = 0  # of the last cell
    next_column: int = 0
    style: bytes = b""
    struck: set[bytes] = field(default_factory=set)  # names of styles
    struck_columns: set[int] = field(default_factory=set)

    def take(self, match: re.Match[bytes]) -> None:
        """Take down one tag."""
        remark, style, of_style, tag, of_tag = match.groups()
        if remark is not None:
            self._remark(remark)
        elif style is not None:
            self._style(style, of_style)
        else:
            values = dict(_ATTRIBUTE.findall(of_tag))
            {b"table": self._table, b"table-column": self._columns, b"table-row": self._rows}.get(tag, self._cell)(
                values, tag, of_tag
            )

    def _style(self, tag: bytes, attributes: bytes) -> None:
        if tag == b"style":
            self.style = dict(_ATTRIBUTE.findall(attributes)).get(b"name", b"")
        elif _STRIKES.search(attributes):
            self.struck.add(self.style)

    def _table(self, values: dict[bytes, bytes], _tag: bytes, _attributes: bytes) -> None:
        self.marks, self.row, self.column, self.next_column, self.struck_columns = Marks(), -1, 0, 0, set()
        self.sheets[values.get(b"name", b"").decode("utf-8", "replace")] = self.marks

    def _columns(self, values: dict[bytes, bytes], _tag: bytes, _attributes: bytes) -> None:
        found = range(self.next_column, self.next_column + _count(values, b"number-columns-repeated", _MOST_COLUMNS))
        self.marks.hidden_columns += found if _is_hidden(values) else ()
        if values.get(b"default-cell-style-name") in self.struck:
            self.struck_columns.update(found)
        self.next_column = found.stop

    def _rows(self, values: dict[bytes, bytes], _tag: bytes, _attributes: bytes) -> None:
        count, first = _count(values, b"number-rows-repeated", 1 << 21), self.row + 1
        self.marks.hidden_rows += range(first, first + min(count, _MOST_ROWS)) if _is_hidden(values) else ()
        self.row, self.column, self.next_column = self.row + count, 0, 0

    def _cell(self, values: dict[bytes, bytes], tag: bytes, attributes: bytes) -> None:
        self.column = self.next_column
        if tag == b"table-cell" and (span := _span(values, self.row, self.column)):
            self.marks.merged.append(span)
        if self.struck and not attributes.endswith(b"/") and self._is_struck(values):
            self.marks.struck_rows += [self.row] if self.row not in self.marks.struck_rows[-1:] else ()
        self.next_column += _count(values, b"number-columns-repeated", 1 << 15)

    def _is_struck(self, values: dict[bytes, bytes]) -> bool:
        style = values.get(b"style-name")
        return self.column in self.struck_columns if style is None else style in self.struck

    def _remark(self, content: bytes) -> None:
        creator = _CREATOR.search(content)
        author = _text(creator[1]) if creator else ""
        text = without_author("\n".join(map(_text, _PARAGRAPH.findall(content))), author)
        if text and author != OWN_AUTHOR and len(self.marks.comments) < MOST_COMMENTS:
            self.marks.comments.append((self.row, self.column, text[:LONGEST_COMMENT]))


def _text(content: bytes) -> str:
    return html.unescape(_INNER.sub(b"", content).decode("utf-8", "replace"))


def _is_hidden(values: dict[bytes, bytes]) -> bool:
    return values.get(b"visibility", b"visible") != b"visible"


def _count(values: dict[bytes, bytes], name: bytes, most: int) -> int:
    said = values.get(name, b"1")
    return min(int(said), most) if said.isdigit() else 1


def _span(values: dict[bytes, bytes], row: int, column: int) -> tuple[int, int, int, int] | None:
    down = _count(values, b"number-rows-spanned", 1 << 20)
    across = _count(values, b"number-columns-spanned", 1 << 14)
    return (row, column, row + down - 1, column + across - 1) if down > 1 or across > 1 else None
