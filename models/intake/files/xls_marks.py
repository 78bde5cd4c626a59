"""Hidden rows and columns, the epoch, comments and words struck through of an old workbook (.xls, .et): a short walk
over its records.

The workbook's stream lies in a compound file, a small file system of its own; [MS-CFB] and [MS-XLS] describe both.
"""

import struct
from collections.abc import Iterator

from models.intake.files.sheet_read import Marks
from models.intake.files.xls_remarks import Formats, Remarks

_END = 0xFFFFFFF0
_BOUND_SHEET, _DATE_MODE, _ROW, _COLUMNS, _BOF, _EOF = 0x85, 0x22, 0x208, 0x7D, 0x809, 0x0A
_MOST_HIDDEN = 200_000


def of_xls(path: str) -> dict[str, Marks]:
    """The marks of every sheet by its name; an unusual file has simply none."""
    try:
        with open(path, "rb") as file:
            stream = _workbook_stream(file.read())
        return _walk(stream)
    except (struct.error, IndexError, ValueError, KeyError, UnicodeDecodeError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    size = 1 << shift
    if not 7 <= shift <= 16 or not 4 <= mini_shift <= 12:
        raise ValueError(shift)
    first_directory, _, cutoff, first_mini, _, first_table, tables = struct.unpack_from("<IIIIIII", content, 48)

    def sector(number: int) -> bytes:
        start = (number + 1) * size
        return content[start : start + size]

    where = list(struct.unpack_from("<109I", content, 76))
    most = len(content) // (1 << mini_shift) + 1
    for _ in range(min(tables, most)):
        more = struct.unpack(f"<{size // 4}I", sector(first_table))
        where += more[:-1]
        first_table = more[-1]
    allocation = [
        entry
        for number in where[:most]
        if number < _END
        for entry in struct.unpack(f"<{size // 4}I", sector(number).ljust(size, b"\xff"))
    ]

    def chain(number: int, entries: list[int]) -> Iterator[int]:
        for _ in range(most):  # a damaged chain may run in a circle
            if number >= _END:
                return
            yield number
            number = entries[number]

    def read(number: int) -> bytes:
        return b"".join(map(sector, chain(number, allocation)))

    start, length, root = _find(read(first_directory))
    if length >= cutoff:
        return read(start)[:length]
    small = read(root)
    table = read(first_mini)
    entries = list(struct.unpack(f"<{len(table) // 4}I", table))
    mini = 1 << mini_shift
    return b"".join(small[n * mini : (n + 1) * mini] for n in chain(start, entries))[:length]


def _find(directory: bytes) -> tuple[int, int, int]:
    """Where the workbook's stream begins, how long it is, and where the small streams lie."""
    found = root = None
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        if name == "Root Entry":
            root = start
        elif name in ("Workbook", "Book"):
            found = (start, size)
    if found is None or root is None:
        raise KeyError("Workbook")
    return (*found, root)


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _walk(stream: bytes) -> dict[str, Marks]:
    sheets: list[tuple[int, str]] = []
    epoch, formats = False, Formats()
    for kind, at, length in _records(stream):
        if kind == _BOUND_SHEET:
            start, _, count, wide = struct.unpack_from("<IHBB", stream, at)
            raw = stream[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            sheets.append((start, raw.decode("utf-16-le" if wide & 1 else "latin-1")))
        elif kind == _DATE_MODE and length >= 2:
            epoch = stream[at] == 1
        elif kind == _EOF:
            break
        else:
            formats.take(kind, stream, at)
    struck = formats.struck()
    return {name: _of_sheet(stream, start, epoch, struck) for start, name in sheets}


def _of_sheet(stream: bytes, start: int, epoch: bool, struck: frozenset[int]) -> Marks:
    marks, remarks = Marks(epoch_1904=epoch), Remarks(struck)
    depth = 0  # a chart in a sheet has an end of its own
    for kind, at, length in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            break
        if kind == _ROW and length >= 14 and stream[at + 12] & 0x20 and len(marks.hidden_rows) < _MOST_HIDDEN:
            marks.hidden_rows.append(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLUMNS and length >= 10 and stream[at + 8] & 1:
            first, last = struct.unpack_from("<HH", stream, at)
            marks.hidden_columns += range(first, min(last, 400) + 1)
        else:
            remarks.take(kind, stream, at, length)
    marks.comments, marks.struck_rows = remarks.comments(), sorted(remarks.struck_rows)
    return marks
