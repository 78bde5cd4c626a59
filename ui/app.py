"""Starting the window, and taking a picture of it without a display."""

import sys
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from models.register import open_register
from models.words import _
from ui import messages, tasks
from ui.main_window import MainWindow
from ui.preferences import Preferences

NAME = "grid-register"


def application() -> QApplication:
    """The one application object."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setDesktopFileName(NAME)
    return app


def run(path: Path | None) -> int:
    """Open the window on a register, or on the welcome page."""
    app = application()
    preferences = Preferences()
    messages.catch_all()
    window = MainWindow(preferences)
    app.setApplicationDisplayName(_("Grid register"))
    window.show()
    if path is not None:
        window.open(path)
    return app.exec()


def picture(
    path: Path, out: Path, page: str = "people", theme: str = "light", language: str = "zh_CN",
    size: tuple[int, int] = (1366, 768),
) -> None:  # fmt: skip
    """Draw the window on a register into a PNG, without showing it."""
    import tempfile

    app = application()
    with tempfile.TemporaryDirectory() as folder, tasks.synchronous():
        preferences = Preferences(Path(folder) / "preferences.ini")
        preferences.keep("window/theme", theme)
        preferences.keep("window/language", language)
        preferences.keep("window/page", page)
        window = MainWindow(preferences)
        window.show_register(open_register(path))
        draw(app, window, out, size)
        window.close()
        window.deleteLater()


def draw(app: QApplication, window: MainWindow, out: Path, size: tuple[int, int]) -> None:
    """Lay the window out at a size, let everything that is under way come in, and write its picture."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(QSize(*size))
    window.show()
    settle(app)
    window.grab().save(str(out), "PNG")


def settle(app: QApplication, rounds: int = 12) -> None:
    """Handle what is waiting, timers of a tenth of a second included."""
    import time

    for _round in range(rounds):
        app.processEvents()
        time.sleep(0.02)
