"""A revealed number that was copied leaves the clipboard after a minute, if it is still what lies there."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS = 60_000  # milliseconds
_LEAST = 4  # characters: fewer tell nothing, and are in every text


class ClipboardGuard(QObject):
    """One for a window. `watch` names what was revealed; `forget` when the screen is locked or the register closed."""

    def __init__(self, parent: QObject | None = None, clipboard: QClipboard | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard or QGuiApplication.clipboard()
        self._revealed: set[str] = set()
        self._copied = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS)
        self.timer.timeout.connect(self.empty)
        self._clipboard.dataChanged.connect(self._changed)

    def watch(self, value: object) -> None:
        """A sensitive value stands on the screen in full: what is copied of it will not stay."""
        if isinstance(value, str) and len(value) >= _LEAST:
            self._revealed.add(value)

    @Slot()
    def _changed(self) -> None:
        words = self._clipboard.text()
        if len(words.strip()) >= _LEAST and any(self._is_of(words, value) for value in self._revealed):
            self._copied = words
            self.timer.start()
        elif self._copied and words != self._copied:
            self._copied = ""  # something else was copied meanwhile: it is none of ours
            self.timer.stop()

    @staticmethod
    def _is_of(words: str, value: str) -> bool:
        return value in words or words.strip() in value

    def empty(self) -> None:
        """Take the number away, unless something else lies there by now."""
        self.timer.stop()
        if self._copied and self._clipboard.text() == self._copied:
            self._clipboard.clear()
        self._copied = ""

    def forget(self) -> None:
        """The screen is locked or the register closed: nothing of it is left."""
        self.empty()
        self._revealed.clear()


_guard: ClipboardGuard | None = None


def guard() -> ClipboardGuard:
    """The one guard of the program, made when the first number is revealed."""
    global _guard
    if _guard is None:
        _guard = ClipboardGuard(QGuiApplication.instance())
    return _guard


def forget() -> None:
    """As `ClipboardGuard.forget`, if there is anything to forget."""
    if _guard is not None:
        _guard.forget()
