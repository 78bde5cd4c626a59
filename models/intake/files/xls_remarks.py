"""What people put beside the values of an old workbook (.xls, .et): comments on cells, words struck through.

A comment's place stands in a NOTE record, its text in the TXO record behind the OBJ record of the same number;
[MS-XLS] describes them.
"""

import struct
from collections.abc import Iterable

from models.intake.files.remarks import LONGEST_COMMENT, MOST_COMMENTS, OWN_AUTHOR, without_author

_FONT, _XF = 0x31, 0xE0
_NOTE, _OBJ, _TXO, _CONTINUE = 0x1C, 0x5D, 0x1B6, 0x3C
_CELLS = frozenset({0xFD, 0x204, 0x27E, 0x203, 0x06, 0x205, 0xD6})  # row, column, format, what stands there
_NUMBERS = 0xBD  # several in a row, each with its format
_STRUCK, _MISSING_FONT, _WIDE = 0x08, 4, 1
_MOST_STRUCK = 200_000


class Formats:
    """Which formats of the workbook strike their words through."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._of: list[int] = []

    def take(self, kind: int, stream: bytes, at: int) -> None:
        """Take down a record of the workbook's own part."""
        if kind == _FONT:
            self._fonts.append(bool(stream[at + 2] & _STRUCK))
        elif kind == _XF:
            self._of.append(struct.unpack_from("<H", stream, at)[0])

    def struck(self) -> frozenset[int]:
        """Their numbers. There is no font 4: those behind it count one more."""
        places = (font - (font > _MISSING_FONT) for font in self._of)
        return frozenset(number for number, font in enumerate(places) if font < len(self._fonts) and self._fonts[font])


class Remarks:
    """Gathers what stands beside the values of one sheet."""

    def __init__(self, struck: frozenset[int]) -> None:
        self._struck = struck
        self._notes: list[tuple[int, int, int, str]] = []  # row, column, number of the object, author
        self._texts: dict[int, str] = {}
        self._object = self._left = 0
        self.struck_rows: set[int] = set()

    def take(self, kind: int, stream: bytes, at: int, length: int) -> None:
        """Take down a record of the sheet."""
        if self._struck and (kind in _CELLS or kind == _NUMBERS):
            self._look_at_cells(kind, stream, at, length)
        elif kind == _NOTE and length >= 11 and len(self._notes) < MOST_COMMENTS:
            row, column, _flags, number, count, wide = struct.unpack_from("<HHHHHB", stream, at)
            self._notes.append((row, column, number, _decoded(stream[at + 11 : at + length], count, wide)))
        elif kind == _OBJ and length >= 8:
            self._object, self._left = struct.unpack_from("<H", stream, at + 6)[0], 0
        elif kind == _TXO and length >= 12:
            self._left = struct.unpack_from("<H", stream, at + 10)[0]
        elif kind == _CONTINUE and self._left and length > 1:
            text = _decoded(stream[at + 1 : at + length], self._left, stream[at])
            self._left -= len(text)
            self._texts[self._object] = self._texts.get(self._object, "") + text

    def comments(self) -> list[tuple[int, int, str]]:
        """The comments: row, column and text."""
        said = ((row, column, self._texts.get(number, ""), author) for row, column, number, author in self._notes)
        return [
            (row, column, text[:LONGEST_COMMENT]) for row, column, whole, author in said
            if author != OWN_AUTHOR and (text := without_author(whole.replace("\r", "\n"), author))
        ]  # fmt: skip

    def _look_at_cells(self, kind: int, stream: bytes, at: int, length: int) -> None:
        if len(self.struck_rows) < _MOST_STRUCK and not self._struck.isdisjoint(_formats(kind, stream, at, length)):
            self.struck_rows.add(struct.unpack_from("<H", stream, at)[0])


def _formats(kind: int, stream: bytes, at: int, length: int) -> Iterable[int]:
    if kind != _NUMBERS:
        return struct.unpack_from("<H", stream, at + 4) if length >= 6 else ()
    return [struct.unpack_from("<H", stream, at + place)[0] for place in range(4, length - 7, 6)]


def _decoded(raw: bytes, count: int, wide: int) -> str:
    """At most so many characters of a text that has one byte each, or two."""
    if wide & _WIDE:
        return raw[: count * 2].decode("utf-16-le", "replace")
    return raw[:count].decode("latin-1")
