"""The child process that reads a workbook from outside: whatever the file does, only this process can fall.

It gets a path, and writes JSON lines to its standard output: a sheet, its rows in lots, its end; last `end` or one
`error`. The program itself is its parent; it imports nothing of the register.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from models.intake.files.containers import Unreadable, kind_of
from models.intake.files.limits import limit_this_process
from models.intake.files.sheet_read import Row, SheetRead

_NOTHING = frozenset({"", None})
MOST_COLUMNS = 400
MOST_ROWS, MOST_ROWS_IN_ALL = 400_000, 1_000_000
_LOT = 500
FLAG = "--read-workbook"


def sheets_of(path: str) -> Iterator[SheetRead]:
    """The sheets of a file of any kind this program takes."""
    kind = kind_of(path)
    if kind == "text":
        from models.intake.files.csv_text import read_text

        yield from read_text(path)
    else:
        from models.intake.files.workbooks import read_workbook

        yield from read_workbook(path, kind)


def _plain(value: Any) -> Any:
    """A cell as JSON takes it: dates in ISO form."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)


class _Teller:
    """Writes the messages that the parent reads."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._rows = 0
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode

    def tell(self, **message: Any) -> None:
        self._out.write(self._encode(message).encode("utf-8", "replace") + b"\n")
        self._out.flush()

    def sheet(self, sheet: SheetRead) -> None:
        """Tell one sheet: what lies beyond the last column or row is left out, and that is said."""
        self.tell(sheet=sheet.name, height=sheet.height, visible=sheet.visible)
        lot: list[list[Any]] = []
        blank, cut, wide = 0, "", False
        for number, row in enumerate(sheet.rows):
            if _NOTHING.issuperset(row):  # there may be more rows far below
                blank += 1
                continue
            if number >= MOST_ROWS or self._rows + blank >= MOST_ROWS_IN_ALL:
                cut = "rows"
                break
            self._rows += blank + 1
            kept, too_wide = _trimmed(row)
            wide = wide or too_wide
            lot += ([] for _ in range(blank))
            lot.append(kept)
            blank = 0
            if len(lot) >= _LOT:
                self.tell(rows=lot)
                lot = []
        marks = sheet.marks
        self.tell(
            rows=lot, merged=marks.merged, hidden_rows=marks.hidden_rows, hidden_columns=marks.hidden_columns,
            comments=marks.comments, struck_rows=marks.struck_rows, unread=marks.unread, epoch_1904=marks.epoch_1904, cut=cut or ("columns" if wide else ""),
        )  # fmt: skip


def _trimmed(row: Row) -> tuple[list[Any], bool]:
    """A row without its blank end, and whether it had something beyond the last column that is read."""
    last = len(row)
    while last and (row[last - 1] is None or row[last - 1] == ""):
        last -= 1
    return list(row[: min(last, MOST_COLUMNS)]), last > MOST_COLUMNS


def main(path: str) -> int:
    """Read `path` and tell what is in it; the exit status is 0 also for a file that cannot be read, which is told."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    teller = _Teller(out)
    limit_this_process()
    try:
        for sheet in sheets_of(path):
            teller.sheet(sheet)
        teller.tell(end=True)
    except Unreadable as error:
        teller.tell(error=error.what)
    except MemoryError:
        teller.tell(error="too_big")
    except PermissionError:
        teller.tell(error="locked")
    except OSError:
        teller.tell(error="unreachable")
    except BaseException as error:  # noqa: BLE001 - anything a parser may throw at a broken file, a panic of its core included
        teller.tell(error="broken", why=type(error).__name__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[-1]))
