"""One works in a register at a time; whoever comes second is told, and a dead one's lock is no matter (promise 6)."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from models import operations, queries
from models.errors import RegisterError, Surroundings
from models.households import PEOPLE
from models.keeping import integrity
from models.register import Register, open_register
from tests.reliability.conftest import SOAK

ROUNDS = 40 if SOAK else 3
HOLD = """
import sys, time
from pathlib import Path
from models.register import open_register
with open_register(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_is_there_and_a_killed_one_holds_nothing(register: Register) -> None:
    path = register.path
    register.close()
    for _each in range(ROUNDS):
        holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
        assert holder.stdout and holder.stdout.readline() == "open\n"
        with pytest.raises(Surroundings, match=rf"open elsewhere \(.*{holder.pid}\)"):
            open_register(path)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
        open_register(path).close()


def test_the_lock_file_alone_stops_nobody(register: Register) -> None:
    path = register.path
    register.close()
    path.with_name(path.name + ".lock").write_text("somebody who is gone")
    open_register(path).close()
    assert not path.with_name(path.name + ".lock").exists()


def test_closing_twice_leaves_the_next_ones_lock_alone(register: Register) -> None:
    path = register.path
    register.close()
    with open_register(path):
        register.close()
        with pytest.raises(Surroundings, match="open elsewhere"):
            open_register(path)


def _race(path: str, number: int, results: "multiprocessing.Queue[str]") -> None:
    done = 0
    until = time.monotonic() + 8
    while done < 3 and time.monotonic() < until:
        try:
            with open_register(Path(path)) as register:
                operations.save(register, PEOPLE, {"name": f"n{number}-{done}"})
                done += 1
        except Surroundings:
            time.sleep(0.01)
    results.put(f"{number}:{done}")


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_hostile_crowd_gets_in_one_by_one(register: Register) -> None:
    path = register.path
    register.close()
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    crowd = [context.Process(target=_race, args=(str(path), number, results)) for number in range(2 + 4 * SOAK)]
    for each in crowd:
        each.start()
    told = sorted(results.get(timeout=120) for _each in crowd)
    for each in crowd:
        each.join()
    results.close()
    results.join_thread()
    saved = sum(int(line.partition(":")[2]) for line in told)
    with open_register(path) as again, again.read() as session:
        assert integrity.check(session) == []
        assert queries.count(session, queries.Query(PEOPLE)) == saved > 0


def test_somebody_who_ignores_the_lock_is_stopped_by_the_engine_or_does_no_harm(register: Register) -> None:
    """Another program opens the file behind our back and writes: our next save waits, then says so, and loses nothing."""
    from models.engine import raw_connection

    hostile = raw_connection(register.path)
    hostile.execute("PRAGMA busy_timeout = 0")
    hostile.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Surroundings, match="busy"):
            operations.save(register, PEOPLE, {"name": "甲"})
    finally:
        hostile.execute("ROLLBACK")
        hostile.close()
    assert operations.save(register, PEOPLE, {"name": "甲"})


def test_an_operation_holds_the_file_for_writing_before_it_reads_anything(register: Register) -> None:
    """Otherwise what it has read might be of yesterday when it writes; a mere reader keeps nobody out."""
    begun: list[str] = []

    @event.listens_for(register.engine, "before_cursor_execute")
    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        begun.append(statement)

    with register.operation():
        pass
    with register.read() as session:
        session.connection()
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_file_that_vanished_takes_no_saves_along(register: Register, tmp_path: Path) -> None:
    """Linux keeps writing to a deleted file, and all of it would be lost with the last connection."""
    gone = tmp_path / "gone.grid"
    register.path.rename(gone)
    for _each in range(2):
        with pytest.raises(Surroundings, match="gone or was replaced"):
            operations.save(register, PEOPLE, {"name": "甲"})
        shutil.copy(gone, register.path)  # another file under the same name is not ours either
    register.path.unlink()
    register.engine.dispose()
    with pytest.raises(RegisterError), register.read() as session:
        integrity.counts(session)
    assert not register.path.exists()
    gone.rename(register.path)


def test_a_clock_that_jumps_spoils_nothing(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from models import working
    from models.history import chain
    from models.register import last_saved

    for year in (2026, 1999, 2040, 2026):
        monkeypatch.setattr(
            working, "_now", lambda year=year: datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC).replace(tzinfo=None)
        )
        operations.save(register, PEOPLE, {"name": f"n{year}"})
    with register.read() as session:
        assert chain.verify(session).problems == []
        assert last_saved(session)
    operations.undo(register)
    with register.read() as session:
        assert integrity.check(session) == []
        assert queries.count(session, queries.Query(PEOPLE)) == 3
