"""How far a long task is: what it does, a bar, the count, and a button that stops it without a trace."""

import time

from PySide6.QtWidgets import QProgressBar, QWidget

from models.words import _
from ui.kit.buttons import small
from ui.kit.labels import label
from ui.kit.layouts import row
from ui.tasks import Task

_TELLING = 50  # a share of this size says how long the rest will take


class ProgressLine(QWidget):
    """Hidden until `begin`; `tell` is the task's progress function."""

    def __init__(self, parent: QWidget | None = None, *, stoppable: bool = True) -> None:
        super().__init__(parent)
        self._words, self._count = label("", "secondary"), label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = small(_("Stop"))
        self._stop.clicked.connect(self._cancel)
        self._task: Task | None = None
        self._began = 0.0
        row(self, self._words, self._bar, self._count, self._stop, spacing=10).setStretch(1, 1)
        self._stop.setVisible(stoppable)
        self.hide()

    def begin(self, words: str) -> None:
        """A task starts."""
        self._words.setText(words)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self._began = time.monotonic()
        self._stop.setEnabled(True)
        self.show()

    def watch(self, task: Task) -> None:
        """The task that the button stops."""
        self._task = task

    def tell(self, done: int, total: int) -> None:
        """So much of so much is done."""
        self._bar.setRange(0, max(total, 1) if done else 0)  # before the first there is nothing to measure by
        self._bar.setValue(done)
        left = (time.monotonic() - self._began) / max(done, 1) * (total - done)
        words = f"{done:,} / {total:,}"
        rest = _("about {seconds} s").format(seconds=round(left))
        self._count.setText(f"{words} · {rest}" if left >= 2 and done * _TELLING >= total else words)

    def end(self) -> None:
        """The task is over."""
        self._task = None
        self.hide()

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        if self._task is not None:
            self._task.cancel()
