"""The whole window on a register, everything it asks for done on the spot."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.register import create
from tests.conftest import Street
from tests.ui.on_desk import settle
from ui import app, tasks
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.shell import Shell


@dataclass
class InWindow:
    """A window with a street's register in it."""

    qtbot: QtBot
    window: MainWindow
    street: Street

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    def keys(self, widget: QWidget, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys, with Ctrl if asked for."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.qtbot.keyClick(widget, key, modifier)
        settle()


@pytest.fixture
def in_window(qtbot: QtBot, tmp_path: Path) -> Iterator[InWindow]:
    """The window at 1366x768 in English on the people page, with two households."""
    app.application()
    preferences = Preferences(tmp_path / "preferences.ini")
    preferences.keep("window/language", "en")
    preferences.keep("window/page", "people")
    with tasks.synchronous():
        register = create(tmp_path / "w.grid", office="桂香社区")
        street = Street(register)
        home = street.household("201")
        street.person("陈桂珍", home, sex="2", phone="13800002207")
        street.person("罗永福", street.household("502"), phone="13800005521")
        window = MainWindow(preferences)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show_register(register)
        window.resize(1366, 768)
        window.show()
        settle()
        yield InWindow(qtbot, window, street)
        if window.shell is not None:
            for page in window.shell.made():
                page.unsaved = lambda: False  # type: ignore[method-assign]
        window.close()
        window.deleteLater()
        settle()
