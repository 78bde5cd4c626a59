"""An old workbook (.xls) made record by record, since nothing else here writes one with comments: [MS-XLS], [MS-CFB]."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _LAST, _OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRUCK_FORMAT = 1


def write_xls(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    comments: Sequence[tuple[int, int, str, str]] = (),
    struck: Sequence[tuple[int, int]] = (),
) -> Path:
    """Write one sheet of texts. `comments` are row, column, author and text, `struck` the cells struck through."""
    sheet = _sheet(rows, comments, set(struck))
    before = _workbook(0)
    path.write_bytes(_compound(_workbook(len(before)) + sheet))
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _begin(what: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, what, 0, 0, 0, 0))


def _workbook(start: int) -> bytes:
    """The workbook's own part: six fonts, of which the last strikes (it is called 6, there being no 4), two formats."""
    fonts = b"".join(
        _record(0x31, struct.pack("<HHHHHBBBBBB", 200, options, 8, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
        for options in (0, 0, 0, 0, 0, 8)
    )
    formats = b"".join(_record(0xE0, struct.pack("<HHH14x", font, 0, 0)) for font in (0, 6))
    name = "名册"
    sheet = _record(0x85, struct.pack("<IHBB", start, 0, len(name), 1) + _wide(name))
    return _begin(5) + _record(0x42, struct.pack("<H", 1200)) + fonts + formats + sheet + _record(0x0A)


def _sheet(
    rows: Sequence[Sequence[str]], comments: Sequence[tuple[int, int, str, str]], struck: set[tuple[int, int]]
) -> bytes:
    cells = b"".join(
        _record(0x204, struct.pack("<HHHHB", row, column, _STRUCK_FORMAT * ((row, column) in struck), len(text), 1) + _wide(text))
        for row, line in enumerate(rows) for column, text in enumerate(line) if text
    )  # fmt: skip
    chart = _begin(0x20) + _record(0x0A)  # a chart within the sheet has an end of its own
    texts = b"".join(_comment(number, text) for number, (*_place, text) in enumerate(comments, 1))
    notes = b"".join(
        _record(0x1C, struct.pack("<HHHHHB", row, column, 0, number, len(author), 1) + _wide(author) + b"\0")
        for number, (row, column, author, _text) in enumerate(comments, 1)
    )
    size = _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    return _begin(0x10) + size + cells + chart + texts + notes + _record(0x0A)


def _comment(number: int, text: str) -> bytes:
    """A comment's text, cut in two as long ones are: the first half in one byte a character where that can be."""
    about = _record(0x5D, struct.pack("<HHHHH12x", 0x15, 18, 0x19, number, 0) + bytes(4))
    told = _record(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text), 16, 0))
    half = len(text) // 2
    parts = b"".join(
        _record(0x3C, b"\0" + part.encode("latin-1") if part.isascii() else b"\1" + _wide(part))
        for part in (text[:half], text[half:]) if part
    )  # fmt: skip
    return about + told + parts + _record(0x3C, bytes(16))


def _compound(stream: bytes) -> bytes:
    """The stream as the only file of a compound file."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    table = [_OF_TABLE, _LAST, *range(3, count + 2), _LAST]
    assert len(table) <= _SECTOR // 4
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _LAST, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    allocation = struct.pack(f"<{_SECTOR // 4}I", *table, *[_FREE] * (_SECTOR // 4 - len(table)))
    return header + allocation + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    called = _wide(name).ljust(64, b"\0")
    head = struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, _FREE, _FREE, child)
    return called + head + bytes(36) + struct.pack("<IQ", start, size)
