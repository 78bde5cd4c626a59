"""Guessing passwords at the keyboard takes time: from the third wrong one on, the wait doubles up to a minute.

The count lies in the user's own folder, beside the log, under digests that name neither register nor person. It guards
the window, not the file: whoever takes the file away has the derivation to pay for each guess (models/access/keys.py).
"""

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from models.errors import Mistake
from models.words import _

FREE, LONGEST = 2, 60
_FORGOTTEN_AFTER = 3600


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a name was tried wrongly in a row, and when last (seconds since 1970)."""

    wrong: int = 0
    last: float = 0.0


class TooSoon(Mistake):
    """Too many wrong passwords: `seconds` are left to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many wrong passwords. Try again in {seconds} seconds.").format(seconds=seconds))
        self.seconds = seconds


def seconds_left(tries: Tries, now: float) -> int:
    """How long to wait before the next try; nothing after the first mistakes, then 1, 2, 4 ... 60 seconds."""
    if tries.wrong <= FREE:
        return 0
    wait = min(2.0 ** (tries.wrong - FREE - 1), LONGEST)
    since = now - tries.last
    left = wait - since if since >= 0 else wait  # a clock that was set back shortens nothing
    return max(0, -int(-left // 1))


def _file() -> Path:
    return platformdirs.user_state_path("grid-register", appauthor=False) / "tries.json"


def _read() -> dict[str, Tries]:
    with suppress(OSError, ValueError, TypeError):
        return {key: Tries(int(wrong), float(last)) for key, (wrong, last) in json.loads(_file().read_text()).items()}
    return {}


def _key(register: Path, place: str) -> str:
    return hashlib.sha256(f"{register.absolute()}\0{place}".encode()).hexdigest()[:32]


def check(register: Path, place: str) -> None:
    """Raise `TooSoon` while the wait after the last wrong password lasts."""
    if left := seconds_left(_read().get(_key(register, place), Tries()), time.time()):
        raise TooSoon(left)


def failed(register: Path, place: str) -> None:
    """Count a wrong password. No disk, no count: nobody is kept out by that."""
    now = time.time()
    tries = {key: each for key, each in _read().items() if abs(now - each.last) < _FORGOTTEN_AFTER}
    key = _key(register, place)
    tries[key] = Tries(tries.get(key, Tries()).wrong + 1, now)
    _write(tries)


def succeeded(register: Path, place: str) -> None:
    """The right password: begin counting anew."""
    tries, key = _read(), _key(register, place)
    if tries.pop(key, None):
        _write(tries)


def _write(tries: dict[str, Tries]) -> None:
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({key: [each.wrong, each.last] for key, each in tries.items()}))
