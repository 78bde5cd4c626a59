"""The window itself: with no register it welcomes, with one it shows the shell. It remembers where it was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QWidget

from models import words
from models.access.session_lock import IdleWatch
from models.register import PasswordNeeded, Register, open_register
from models.words import _
from ui import clipboard, messages, tasks, theme
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.layouts import column, row
from ui.preferences import Preferences
from ui.qt_words import speak
from ui.safe import faults, locking, places
from ui.safe.lock_screen import LockScreen
from ui.safe.locking import IdleGuard, Locker
from ui.safe.schedule import BackupClock, ClosingSheet
from ui.shell import Shell
from ui.sign_in import SignIn
from ui.welcome import Welcome

_SIGNED_IN = "sign_in/name"


class MainWindow(QMainWindow):
    """Owns the open register: whoever closes the window closes it."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self._locker: Locker | None = None
        self._backed_up = False
        self._idle = IdleGuard(IdleWatch(60 * locking.minutes(preferences)), self._lock_if_encrypted, self)
        self.setMinimumSize(960, 600)
        messages.show_at(self._say, self.close_register)
        geometry = preferences.state("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1366, 768)
        self.apply_look()

    # --- registers

    def open(self, path: Path) -> None:
        """Open a register off the window's thread; what hinders it is told in one sentence."""

        def failed(error: BaseException) -> None:
            if isinstance(error, PasswordNeeded):
                self._sign_in(path)
            else:
                faults.show(self, path, error, self.open)

        tasks.run_task(lambda _progress: open_register(path), self.show_register, failed)

    def _sign_in(self, path: Path) -> None:
        dialog = SignIn(path, self, name=self.preferences.text(_SIGNED_IN))
        dialog.opened.connect(self.show_register)
        dialog.failed.connect(lambda error: faults.show(self, path, error, self.open))
        dialog.open()

    def _open_instead(self, path: Path) -> None:
        """Leave this register for another one."""
        if self._may_go_on(lambda: self._open_instead(path)):
            self.close_register()
            self.open(path)

    def show_register(self, register: Register) -> None:
        """Work in this register from now on."""
        self.close_register()
        self.preferences.opened(register.path)
        if register.encrypted:
            self.preferences.keep(_SIGNED_IN, register.staff)
        self.desk = Desk(register, self.preferences, self)
        self.desk.register_wanted.connect(self._open_instead)
        self.desk.lock_wanted.connect(self.lock)
        self.desk.lock_after.connect(self._lock_after)
        self.desk.leave_wanted.connect(self._leave_for)
        BackupClock(self.desk)
        self.desk.look_changed.connect(lambda: QTimer.singleShot(0, self.change_look))
        self._build()

    def close_register(self) -> None:
        """Let go of the register, and welcome."""
        clipboard.forget()
        desk, self.desk = self.desk, None
        covered, self._locker = self._locker, None
        if self.shell is not None and covered is not None:
            self.shell.deleteLater()  # it waits behind the cover, and is nobody's central widget
        self.shell = None
        self.setCentralWidget(self._welcome())
        if desk is not None:
            tasks.wait_for_all()
            desk.register.close()
            desk.deleteLater()

    def _leave_for(self, then: Callable[["MainWindow"], None]) -> None:
        if self._may_go_on(lambda: self._leave_for(then)):
            self.close_register()
            then(self)

    # --- locking

    def lock(self) -> None:
        """Cover the window and drop the key, until the password is given again."""
        if self.desk is not None and self.shell is not None and self._locker is None:
            self._locker = Locker(self, self.shell, self.desk.register)
            self._locker.lock()

    def _lock_after(self, minutes: int) -> None:
        self._idle.watch.seconds = 60 * minutes

    def _lock_if_encrypted(self) -> None:
        """What is left alone is locked; a plain register has no key to drop, and whoever has the PC has the file."""
        if self.desk is not None and self.desk.register.encrypted:
            self.lock()

    def cover(self, screen: LockScreen) -> None:
        """Put the lock's cover in front; the pages wait behind it as they are."""
        self.takeCentralWidget()
        if self.shell is not None:
            self.shell.hide()
        self.setWindowTitle(_("Grid register"))
        screen.left.connect(self._sign_in_anew)
        self.setCentralWidget(screen)
        screen.show()

    def uncover(self) -> None:
        """Take the cover away."""
        screen, self._locker = self.takeCentralWidget(), None
        if screen is not None:
            screen.deleteLater()
        if self.shell is not None and self.desk is not None:
            self.setCentralWidget(self.shell)
            self.shell.show()
            self.setWindowTitle(f"{self.desk.register.path.stem} – {_('Grid register')}")
        self._idle.watch.touched()

    def _sign_in_anew(self) -> None:
        """Somebody else wants to work: what is half written is asked about first."""
        if self.desk is not None and self._may_go_on(self._sign_in_anew):
            path = self.desk.register.path
            self.close_register()
            self.open(path)

    # --- the look

    def apply_look(self) -> None:
        """Put language, theme and text size from the preferences on everything, and build the window anew."""
        chosen = self.preferences
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        words.use_language(chosen.language)
        speak(app, chosen.language)
        theme.apply(app, theme=chosen.theme, percent=chosen.text_size, compact=chosen.compact)
        self._build()

    def change_look(self) -> None:
        """As `apply_look`, unless something is unsaved: then it says so and waits."""
        if self._may_go_on(self.change_look):
            self.apply_look()

    def _build(self) -> None:
        if self.desk is None:
            self.setCentralWidget(self._welcome())
            self.setWindowTitle(_("Grid register"))
            return
        before, section = self.shell, self.preferences.text("window/page")
        self.shell = Shell(self.desk)
        self.setCentralWidget(self.shell)
        self.setWindowTitle(f"{self.desk.register.path.stem} – {_('Grid register')}")
        self.shell.top.close_wanted.connect(
            lambda: self.close_register() if self._may_go_on(self.close_register) else None
        )
        self.shell.top.quit_wanted.connect(self.close)
        self.shell.go_to(section)
        if before is not None:
            before.deleteLater()

    def _welcome(self) -> Welcome:
        page = Welcome(self.preferences)
        page.opened.connect(self.open)
        page.made.connect(self.show_register)
        page.look_changed.connect(lambda: QTimer.singleShot(0, self.apply_look))
        return page

    # --- leaving

    def _may_go_on(self, go_on: Callable[[], None]) -> bool:
        """Whether nothing is unsaved; otherwise the user says what becomes of it."""
        if self._locker is not None:
            return not self._locker.unsaved or LeaveLockedDialog(self).exec() == UnsavedDialog.DISCARD
        unsaved = self.shell.unsaved() if self.shell else []
        if not unsaved:
            return True
        answer = UnsavedDialog([page.words() for page in unsaved], self).exec()
        if answer == UnsavedDialog.SAVE and self.shell:
            for page in unsaved:
                page.save()
            tasks.wait_for_all()
            QTimer.singleShot(0, lambda: go_on() if not (self.shell and self.shell.unsaved()) else None)
        return answer == UnsavedDialog.DISCARD

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_go_on(self._close_again):
            event.ignore()
            return
        if self._backs_up_first():
            event.ignore()
            return
        self.preferences.keep("window/geometry", self.saveGeometry())
        messages.show_at(None)
        clipboard.forget()
        tasks.cancel_long()
        tasks.wait_for_all()
        if self.desk is not None:
            self.desk.register.close()
            self.desk = None
        event.accept()

    def _close_again(self) -> None:
        self.close()

    def _backs_up_first(self) -> bool:
        """Whether a backup is under way now; the window closes when it is done or skipped."""
        if self._backed_up or self.desk is None or self.desk.register.locked:
            return False
        folders = places.places(self.preferences, self.desk.register.path)
        if not any(folder.is_dir() for folder in folders):
            return False
        sheet = ClosingSheet(self, self.desk.register, folders, self._close_backed_up)
        sheet.open()
        sheet.run()
        return True

    def _close_backed_up(self) -> None:
        self._backed_up = True
        QTimer.singleShot(0, self, self._close_again)

    def _say(self, sentence: str, kind: str) -> None:
        if self.shell is not None:
            self.shell.notice.say(sentence, kind)
        elif isinstance(welcome := self.centralWidget(), Welcome):
            welcome.say(sentence, kind)


class LeaveLockedDialog(QDialog):
    """Something half written waits behind the lock: unlock it first, or let go of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Not saved yet"))
        said = QLabel(_("Something you were writing is not saved yet. Unlock first to save it."))
        said.setWordWrap(True)
        said.setMinimumWidth(380)
        stay, drop = primary(_("Unlock first")), button(_("Discard"))
        stay.clicked.connect(self.reject)
        drop.clicked.connect(lambda: self.done(UnsavedDialog.DISCARD))
        column(self, said, row(None, "stretch", drop, stay), margins=20, spacing=18)


class UnsavedDialog(QDialog):
    """Something is unsaved: save it, discard it, or stay."""

    SAVE, DISCARD = 2, 3

    def __init__(self, pages: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Not saved yet"))
        said = QLabel(_("Something you typed is not saved yet: {pages}.").format(pages=", ".join(pages)))
        said.setWordWrap(True)
        said.setMinimumWidth(380)
        save, drop, stay = primary(_("Save")), button(_("Discard")), button(_("Go on writing"))
        save.clicked.connect(lambda: self.done(self.SAVE))
        drop.clicked.connect(lambda: self.done(self.DISCARD))
        stay.clicked.connect(self.reject)
        column(self, said, row(None, "stretch", stay, drop, save), margins=20, spacing=18)
