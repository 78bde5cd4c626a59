"""Reading a file from outside: in a child process with a time and a memory limit, streamed back as JSON lines.

The parent never parses the file itself. Whatever happens to the child, the parent says one sentence.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import models
from models.errors import Mistake, RegisterError, Surroundings
from models.intake.files import child, limits
from models.intake.files.source import Sheet, Source
from models.intake.pausing import collector_paused
from models.progress import Progress, silent
from models.words import N_, _

_BLOCKS_AHEAD = 8
_TICK = 0.1
_SHORT = 11  # names, dates, doors, words; a phone or a number stands but once
_MOST_CELLS = 12_000_000
_DONE = object()
_BLANK: list[Any] = []

_MISTAKES = {
    "empty": N_("This file is empty."),
    "pdf": N_("This is a PDF, not a workbook. Ask for the workbook it was made from."),
    "picture": N_("This is a picture, not a workbook."),
    "archive": N_("This is an archive, not a workbook. Unpack it first, then choose the workbook in it."),
    "program": N_("This is a program, not a workbook."),
    "database": N_("This is a database, not a workbook."),
    "document": N_("This is a text document, not a workbook. Copy its table into a workbook first."),
    "web_page": N_("This is a web page under the name of a workbook. Open it in Excel or WPS, save it as .xlsx, "
                   "then choose that."),
    "not_a_table": N_("There is no table in this file that this program could read."),
    "too_big": N_("This file is larger than this program reads at a time. Split it, then read the parts one by one."),
    "bomb": N_("This file unpacks to far more than it should: it is damaged or harmful, and was not read."),
}  # fmt: skip
_SURROUNDINGS = {
    "password": N_("This workbook is protected by a password. Open it in Excel or WPS, save it without one, "
                   "then read it again."),
    "locked": N_("This file is open in another program. Close it there, then try again."),
    "unreachable": N_("This file cannot be reached. Is the disk or the stick still there?"),
    "broken": N_("This file is damaged: it cannot be read. Open it in Excel or WPS, save it anew, then try again."),
    "slow": N_("This file takes too long to read, so reading was stopped. Save it anew as .xlsx, or split it."),
}  # fmt: skip


def read_file(path: Path, *, progress: Progress = silent) -> Source:
    """Every sheet of a workbook or CSV file. One sentence as `Mistake` or `Surroundings` where that cannot be."""
    path = Path(path)
    _look(path)
    sheets: list[Sheet] = []
    words: dict[str, str] = {}
    total = cells = 0
    with collector_paused(), _Child(path) as reader:
        for message in reader.messages(progress):
            if "error" in message:
                raise in_words(message["error"])
            if "sheet" in message:
                sheets.append(Sheet(message["sheet"], visible=message["visible"]))
                total += message["height"]
            if rows := message.get("rows"):
                sheets[-1].rows += _shared(rows, words)
                cells += sum(map(len, rows))
                reader.done = (sum(len(sheet.rows) for sheet in sheets), total)
            if cells > _MOST_CELLS:
                raise in_words("too_big")
            if "merged" in message:
                _mark(sheets[-1], message)
    for sheet in sheets:
        _drop_blank_end(sheet)
    return Source(path, sheets)


def _look(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except FileNotFoundError as error:
        raise Surroundings(_("There is no such file: {path}").format(path=path)) from error
    except IsADirectoryError as error:
        raise Mistake(_("This is a folder, not a file: {path}").format(path=path)) from error
    except PermissionError as error:
        what = "This is a folder, not a file: {path}" if path.is_dir() else "This file may not be read: {path}"
        raise Surroundings(_(what).format(path=path)) from error
    except OSError as error:
        raise in_words("unreachable") from error


def in_words(what: str) -> RegisterError:
    """The sentence for what the child found."""
    if what in _MISTAKES:
        return Mistake(_(_MISTAKES[what]))
    return Surroundings(_(_SURROUNDINGS.get(what, _SURROUNDINGS["broken"])))


def _shared(rows: list[list[Any]], words: dict[str, str]) -> list[list[Any]]:
    """The rows with each short text kept once: the same words stand in a roster a hundred thousand times."""
    share = words.setdefault
    for number, row in enumerate(rows):
        if not row:
            rows[number] = _BLANK
        for index, cell in enumerate(row):
            if type(cell) is str:
                if len(cell) < _SHORT:
                    row[index] = share(cell, cell)
            elif cell is True or cell is False:
                row[index] = "是" if cell else "否"
    return rows


def _mark(sheet: Sheet, message: dict[str, Any]) -> None:
    sheet.merged = [tuple(one) for one in message["merged"]]
    sheet.hidden_rows = frozenset(message["hidden_rows"])
    sheet.hidden_columns = frozenset(message["hidden_columns"])
    sheet.comments = [tuple(one) for one in message["comments"]]
    sheet.struck_rows = frozenset(message["struck_rows"])
    for row, column, what in message["unread"]:
        sheet.unread.setdefault(column, {})[row] = what
    sheet.epoch_1904 = message["epoch_1904"]
    sheet.cut = message["cut"]


def _drop_blank_end(sheet: Sheet) -> None:
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()


def _command(path: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, child.FLAG, os.fspath(path.absolute())]
    return [sys.executable, "-m", "models.intake.files.child", os.fspath(path.absolute())]


def _environment() -> dict[str, str]:
    """The child finds the program where the parent does, and speaks UTF-8; it inherits no passphrase."""
    room = os.fspath(Path(models.__file__).resolve().parents[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRID_REGISTER")}
    return kept | {"PYTHONPATH": room, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "RUST_BACKTRACE": "0"}


class _Child:
    """The process, the thread that listens to it, and the clock that ends it."""

    def __init__(self, path: Path) -> None:
        self.done = (0, 0)
        self._process = subprocess.Popen(
            _command(path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), **limits.quiet_start(),
        )  # fmt: skip
        self._job = limits.limit_child(self._process)
        self._queue: queue.Queue[Any] = queue.Queue(_BLOCKS_AHEAD)
        self._stopped = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> "_Child":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            for line in self._process.stdout:
                self._pass_on(line)
                if self._stopped.is_set():
                    return
        self._pass_on(_DONE)

    def _pass_on(self, item: Any) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._queue.put(item, timeout=_TICK)
                return

    def messages(self, progress: Progress) -> Iterator[dict[str, Any]]:
        """What the child tells, up to its last word; `progress` is called meanwhile, also while nothing comes."""
        until = time.monotonic() + limits.SECONDS
        told = 0.0
        while True:
            if time.monotonic() > until:
                raise in_words("slow")
            try:
                line = self._queue.get(timeout=_TICK)
            except queue.Empty:
                line = None
            if time.monotonic() - told > _TICK:
                told = time.monotonic()
                progress(*self.done)
            if line is _DONE:
                raise in_words(self._fallen())
            if line is None:
                continue
            message: dict[str, Any] = json.loads(line)
            if "end" in message:
                return
            yield message

    def _fallen(self) -> str:
        """Why the child ended without its last word: killed by the clock of the system, or for want of memory."""
        status = self._process.wait()
        cpu = (-24, -9)
        return "slow" if status in cpu else "too_big" if status in (-6, -11, 134, 139) else "broken"
