"""The wait after wrong passwords, shown as a countdown on the button that tries again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from models.access import keys, login_delay
from models.access.login_delay import TooSoon
from models.words import _


def seconds_to_wait(register: Path, name: str, code: str = "") -> int:
    """How long this name (or the recovery code) has to wait before its next try."""
    ring = keys.find(register)
    if ring is None:
        return 0
    try:
        login_delay.check(register, ring.place(keys.RECOVERY if code else name))
    except TooSoon as error:
        return error.seconds
    return 0


class Countdown(QObject):
    """Holds a button until the wait is over; `said` tells the seconds that are left, below what was wrong."""

    def __init__(self, button: QPushButton, said: QLabel, over: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._button, self._said, self._over = button, said, over
        self._left, self._wrong = 0, ""
        self.timer = QTimer(self)
        self.timer.setInterval(1_000)
        self.timer.timeout.connect(self.tick)

    @property
    def left(self) -> int:
        """The seconds that are left."""
        return self._left

    def begin(self, seconds: int, wrong: str) -> None:
        """Wait so long; without a wait the button is free at once."""
        self._left, self._wrong = seconds, wrong
        self._tell()
        if seconds:
            self.timer.start()

    def tick(self) -> None:
        """One second has passed."""
        self._left = max(0, self._left - 1)
        self._tell()
        if not self._left:
            self.timer.stop()
            self._over()

    def _tell(self) -> None:
        self._button.setEnabled(not self._left)
        wait = _("Try again in {seconds} seconds.").format(seconds=self._left) if self._left else ""
        words = " ".join(part for part in (self._wrong, wait) if part)
        self._said.setText(words)
        self._said.setVisible(bool(words))
