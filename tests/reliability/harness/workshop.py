"""Processes to be killed, with the program loaded already: one server that forks a child for each job.

Asked on standard input, one JSON object a line: {"job", "given", "watch", "record", "fail_from", "error", "largest"}.
Answers on standard output: {"status", "error", "changes"}.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KILLED = -1  # given as the error of a write: the process is killed there
HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended: `status` 0, 1 for an error (its kind and sentence), -9 if it was killed."""

    status: int
    error: str
    changes: int


class Workshop:
    """The server, from the tests' side."""

    def __init__(self, shim: Path, state: Path) -> None:
        self.state = state  # where its logs go
        environment = {**os.environ, "LD_PRELOAD": str(shim), "XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.harness.workshop"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, job: str, *given: Any, **how: Any) -> Done:
        """Run one job in a process of its own."""
        assert self._process.stdin and self._process.stdout
        asked = {"job": job, "given": [str(each) if isinstance(each, Path) else each for each in given], **how}
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        return Done(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Let the server go."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


@contextmanager
def workshop(folder: Path) -> Iterator[Workshop]:
    """A server with the recording shim, compiled here."""
    shim = folder / "shim.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", shim, HERE / "shim.c", "-ldl"], check=True)
    made = Workshop(shim, folder / "state")
    try:
        yield made
    finally:
        made.close()


def _serve() -> None:
    from models import search
    from models.access import keys
    from tests.reliability.harness.jobs import JOBS

    warnings.simplefilter("ignore")
    keys.COST = 1
    search.pinyin(search.fold("松林苑"))  # what is loaded on first use is loaded here once
    for line in sys.stdin:
        asked = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _work(JOBS[asked["job"]], asked, write)
        os.close(write)
        told = b""
        while piece := os.read(read, 65_536):
            told += piece
        os.close(read)
        _pid, status = os.waitpid(child, 0)
        error, changes = json.loads(told) if told else ("", -1)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"status": code, "error": error, "changes": changes}), flush=True)


def _work(job: Any, asked: dict[str, Any], write: int) -> None:
    shim = ctypes.CDLL(None)
    error = ""
    try:
        shim.disk_watch(str(asked.get("watch", "")).encode(), str(asked.get("record", "")).encode())
        if asked.get("fail_from") is not None:
            shim.disk_fail_from(ctypes.c_long(asked["fail_from"]), asked.get("error", 28))
        if asked.get("largest") is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest"], resource.RLIM_INFINITY))
        job(*asked["given"])
    except BaseException as caught:  # noqa: BLE001  whatever it is, the test judges it
        error = f"{type(caught).__name__}: {caught}"
    os.write(write, json.dumps([error, int(ctypes.c_long(shim.disk_changes()).value)]).encode())
    os._exit(1 if error else 0)


if __name__ == "__main__":
    _serve()
