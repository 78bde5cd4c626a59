"""Locking the window: after so many minutes without a key or the mouse, by Ctrl+L, or by the lock at the top."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from models.access.session_lock import IdleWatch
from models.register import Register
from ui import clipboard, drafts
from ui.form_fields import FormFields
from ui.preferences import Preferences
from ui.safe.lock_screen import LockScreen
from ui.tasks import run_task

MINUTES = "lock/minutes"
USUAL = 10
CHOICES = (5, 10, 15, 30)
_LOOKED_EVERY = 5_000  # milliseconds
_TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}  # fmt: skip


class Window(Protocol):
    """What the lock needs of the window: a place to put the cover, and to put back what was there."""

    def cover(self, screen: LockScreen) -> None: ...

    def uncover(self) -> None: ...


def minutes(preferences: Preferences) -> int:
    """After how many minutes this PC locks."""
    return preferences.number(MINUTES, USUAL)


class IdleGuard(QObject):
    """Watches keys and mouse for the whole program, and calls `lock` when they have been still for long enough."""

    def __init__(self, watch: IdleWatch, lock: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watch, self._lock = watch, lock
        self.timer = QTimer(self)
        self.timer.setInterval(_LOOKED_EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def look(self) -> None:
        """Lock if it is time."""
        if self.watch.is_idle():
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.watch.touched()
        return False


class Locker:
    """Covers one window, empties its half-written forms into the sealed draft, and drops the register's key."""

    def __init__(self, window: Window, top: QWidget, register: Register) -> None:
        self._window, self._top, self._register = window, top, register
        self._forms: list[FormFields] = []
        self._sheets: list[QDialog] = []
        self._draft: drafts.Draft | None = None
        self.screen: LockScreen | None = None

    @property
    def unsaved(self) -> bool:
        """Whether something half written waits behind the cover."""
        return bool(self._forms)

    def lock(self) -> None:
        """Cover the window at once; the key goes as soon as nothing is being written any more."""
        if self.screen is not None:
            return
        clipboard.forget()
        sheets = self._open_sheets()
        roots = [self._top, *sheets]
        forms = [form for root in roots for form in root.findChildren(FormFields) if not form.isHidden()]
        self._forms, draft = drafts.taken(dict.fromkeys(forms))  # a sheet is a child of its page, too
        self._put_away(sheets)
        self.screen = LockScreen(self._register, unsaved=self.unsaved)
        self.screen.unlocked.connect(self._unlock)
        self._window.cover(self.screen)
        register = self._register
        run_task(lambda _progress: register.lock(draft or None), lambda _locked: self._locked(), owner=self.screen)
        self._draft = None if register.encrypted else draft

    def _locked(self) -> None:
        if self.screen is not None:
            self.screen.ready()

    def _unlock(self, draft: dict[str, Any] | None) -> None:
        self._window.uncover()
        self.screen = None
        drafts.put_back([form for form in self._forms if isValid(form)], draft or self._draft)
        self._forms, self._draft = [], None
        for sheet in self._sheets:
            if isValid(sheet):
                sheet.open()
        self._sheets = []

    def _open_sheets(self) -> list[QDialog]:
        """The sheets that stand over the window."""
        top = QApplication.topLevelWidgets()
        return [w for w in top if isinstance(w, QDialog) and w.isVisible() and _stands_over(w, self._top)]

    def _put_away(self, sheets: list[QDialog]) -> None:
        """Sheets in which something is written or shown come back; a mere question is answered with no.

        The first kind lives until it is closed; a question lives only as long as somebody waits for its answer.
        """
        self._sheets = [sheet for sheet in sheets if sheet.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)]
        for sheet in sheets:
            if sheet in self._sheets:
                sheet.hide()
            else:
                sheet.reject()


def _stands_over(widget: QWidget, top: QWidget) -> bool:
    at: QWidget | None = widget
    while at is not None:
        if at is top.window():
            return True
        at = at.parentWidget()
    return False
