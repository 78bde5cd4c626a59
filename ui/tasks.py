"""Work off the window's thread, its result brought back to it.

`run_task(work, then)` runs `work(progress)` on a pool thread and then calls `then(result)` on the window's thread, or
`failed(error)`. With an `owner`, nothing is called once that widget is gone. `synchronous()` is the stand-in of tests
and pictures: the work is done at once, on the spot.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from models.errors import Cancelled, RegisterError
from models.progress import Progress

Work = Callable[[Progress], Any]
_TOLD_EVERY = 0.1  # seconds between two reports of progress

_running: set["Task"] = set()
_at_once = False


class Task(QObject):
    """One piece of work under way; lives in the window's thread."""

    _done = Signal(object)
    _failed = Signal(object)
    _told = Signal(int, int)

    def __init__(
        self,
        work: Work,
        then: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        progress: Progress | None,
        owner: QObject | None,
    ) -> None:
        super().__init__()
        self._work, self._then, self._on_failure = work, then, failed
        self._progress, self._owner, self._owned = progress, owner, owner is not None
        self._cancelled = False
        self._last_told = 0.0
        self._done.connect(self._finish)
        self._failed.connect(self._fail)
        self._told.connect(self._tell)

    @property
    def long(self) -> bool:
        """Whether it shows its progress."""
        return self._progress is not None

    def cancel(self) -> None:
        """Stop the work at its next report of progress; nothing of it stays."""
        self._cancelled = True

    def run_here(self) -> None:
        """Do the work on the spot; what nobody handles is raised to whoever asked."""
        try:
            result = self._work(self._report)
        except RegisterError as error:
            self._fail(error)
        else:
            self._finish(result)

    def run(self) -> None:
        """The work itself, on a thread of the pool."""
        try:
            result = self._work(self._report)
        except BaseException as error:  # noqa: BLE001  whatever it is, the window tells it
            self._failed.emit(error)
        else:
            self._done.emit(result)

    def _report(self, done: int, total: int) -> None:
        if self._cancelled:
            raise Cancelled("")
        now = time.monotonic()
        if self._progress and (done >= total or now - self._last_told >= _TOLD_EVERY):
            self._last_told = now
            self._told.emit(done, total)

    def _wanted(self) -> bool:
        return not self._owned or (self._owner is not None and isValid(self._owner))

    @Slot(object)
    def _finish(self, result: Any) -> None:
        _running.discard(self)
        if self._then and self._wanted():
            self._then(result)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        _running.discard(self)
        if not self._wanted():
            return
        if self._on_failure:
            self._on_failure(error)
        elif not isinstance(error, Cancelled):
            from ui import messages

            messages.tell(error)

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        if self._progress and self._wanted():
            self._progress(done, total)


class _Runnable(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


def run_task(
    work: Work,
    then: Callable[[Any], None] | None = None,
    failed: Callable[[BaseException], None] | None = None,
    progress: Progress | None = None,
    *,
    owner: QObject | None = None,
) -> Task:
    """Start `work`; what comes back is called on the window's thread. Without `failed`, an error is told in words."""
    task = Task(work, then, failed, progress, owner)
    if _at_once:
        task.run_here()
        return task
    _running.add(task)
    QThreadPool.globalInstance().start(_Runnable(task))
    return task


@contextmanager
def synchronous() -> Iterator[None]:
    """Every task is done on the spot: for tests and pictures."""
    global _at_once
    before, _at_once = _at_once, True
    try:
        yield
    finally:
        _at_once = before


def cancel_long() -> None:
    """Stop whatever shows its progress, at its next report of it: it leaves nothing, and short work is let finish."""
    for task in list(_running):
        if task.long:
            task.cancel()


def wait_for_all(milliseconds: int = 30_000) -> bool:
    """Wait until nothing is running: before a register is closed."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
