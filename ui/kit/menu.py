"""Menus with rounded corners, and their lines in one call."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons


def menu(parent: QWidget) -> QMenu:
    """An empty menu."""
    made = QMenu(parent)
    made.setWindowFlags(made.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    made.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return made


def entry(
    of: QMenu, words: str, do: Callable[[], object], *, icon: str = "", keys: str = "", checked: bool | None = None
) -> QAction:
    """One line of a menu."""
    action = QAction(words, of)
    if icon:
        action.setIcon(icons.icon(icon, "ink", 16))
    if keys:
        action.setShortcut(keys)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    action.triggered.connect(lambda: do())
    of.addAction(action)
    return action
