"""Work off the window's thread: what comes back, what is cancelled, what nobody waits for any more."""

import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, Mistake, Surroundings
from models.progress import Progress
from ui import messages, tasks
from ui.tasks import run_task


def test_the_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    here, found = threading.get_ident(), []

    def work(_progress: Progress) -> int:
        return threading.get_ident()

    run_task(work, lambda there: found.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(found))
    ((there, back),) = found
    assert there != here and back == here


def test_progress_is_told_a_few_times_and_at_the_end(qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    done: list[object] = []

    def work(progress: Progress) -> None:
        for number in range(1, 2001):
            progress(number, 2000)

    run_task(work, done.append, progress=lambda at, total: told.append((at, total)))
    qtbot.waitUntil(lambda: bool(done))
    assert told[-1] == (2000, 2000) and len(told) < 200


def test_a_cancelled_task_stops_at_its_next_report(qtbot: QtBot) -> None:
    failed: list[BaseException] = []

    def work(progress: Progress) -> None:
        for number in range(1_000_000):
            progress(number, 1_000_000)
            time.sleep(0.001)

    task = run_task(work, failed=failed.append)
    task.cancel()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)


def test_nothing_is_called_for_a_widget_that_has_gone(qtbot: QtBot) -> None:
    called: list[object] = []
    owner = QWidget()
    gate = threading.Event()

    def work(_progress: Progress) -> bool:
        return gate.wait(5)

    run_task(work, called.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    assert tasks.wait_for_all()
    qtbot.wait(30)
    assert called == []


def test_an_error_nobody_handles_is_told_in_words(qtbot: QtBot) -> None:
    said: list[tuple[str, str]] = []
    messages.show_at(lambda words, kind: said.append((words, kind)))

    def work(_progress: Progress) -> None:
        raise Surroundings("the disk is full")

    try:
        run_task(work)
        qtbot.waitUntil(lambda: bool(said))
    finally:
        messages.show_at(None)
    assert said == [("the disk is full", "overdue")]


def test_synchronous_tasks_are_done_on_the_spot() -> None:
    found: list[object] = []
    with tasks.synchronous():
        run_task(lambda _progress: 7, found.append, owner=QObject())
        assert found == [7]
        run_task(_refuse, failed=lambda error: found.append(str(error)))
        assert found == [7, "no"]
        with pytest.raises(ZeroDivisionError):
            run_task(lambda _progress: 1 // 0)


def _refuse(_progress: Progress) -> None:
    raise Mistake("no")


def test_closing_stops_long_work_and_lets_short_work_finish(qtbot: QtBot) -> None:
    done: list[object] = []
    failed: list[BaseException] = []

    def long(progress: Progress) -> None:
        for number in range(1_000_000):
            progress(number, 1_000_000)
            time.sleep(0.001)

    run_task(long, done.append, failed.append, lambda _done, _total: None)
    run_task(lambda _progress: time.sleep(0.05) or "saved", done.append, failed.append)
    tasks.cancel_long()
    assert tasks.wait_for_all(5_000)
    qtbot.waitUntil(lambda: len(done) + len(failed) == 2)
    assert done == ["saved"] and isinstance(failed[0], Cancelled)
