"""The window itself: with no register it welcomes, with one it shows the shell. It remembers where it was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QWidget

from models import words
from models.register import PasswordNeeded, Register, open_register
from models.words import _
from ui import messages, tasks, theme
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.layouts import column, row
from ui.preferences import Preferences
from ui.qt_words import speak
from ui.shell import Shell
from ui.sign_in import SignIn
from ui.welcome import Welcome


class MainWindow(QMainWindow):
    """Owns the open register: whoever closes the window closes it."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.desk: Desk | None = None
        self.shell: Shell | None = None
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
                messages.tell(error)

        tasks.run_task(lambda _progress: open_register(path), self.show_register, failed)

    def _sign_in(self, path: Path) -> None:
        dialog = SignIn(path, self)
        dialog.opened.connect(self.show_register)
        dialog.open()

    def show_register(self, register: Register) -> None:
        """Work in this register from now on."""
        self.close_register()
        self.preferences.opened(register.path)
        self.desk = Desk(register, self.preferences, self)
        self.desk.look_changed.connect(lambda: QTimer.singleShot(0, self.change_look))
        self._build()

    def close_register(self) -> None:
        """Let go of the register, and welcome."""
        desk, self.desk, self.shell = self.desk, None, None
        self.setCentralWidget(self._welcome())
        if desk is not None:
            tasks.wait_for_all()
            desk.register.close()
            desk.deleteLater()

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
        self.preferences.keep("window/geometry", self.saveGeometry())
        messages.show_at(None)
        tasks.wait_for_all()
        if self.desk is not None:
            self.desk.register.close()
            self.desk = None
        event.accept()

    def _close_again(self) -> None:
        self.close()

    def _say(self, sentence: str, kind: str) -> None:
        if self.shell is not None:
            self.shell.notice.say(sentence, kind)
        elif isinstance(welcome := self.centralWidget(), Welcome):
            welcome.say(sentence, kind)


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
