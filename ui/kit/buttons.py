"""Buttons, each kind in one line. A page has one primary button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton

from ui import icons
from ui.theme import px


class Button(QPushButton):
    """A push button that Enter presses too, wherever it stands; none is a dialog's by itself."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(words: str, icon: str = "", *, role: str = "", keys: str = "") -> QPushButton:
    """A button with words; `keys` names its shortcut in the tooltip."""
    made = Button(f" {words}" if icon else words)
    made.setProperty("role", role)
    if icon:
        size = 15 if role in ("small", "link") else 17
        made.setIcon(icons.icon(icon, {"primary": "on_accent", "link": "information"}.get(role, "ink"), size))
        made.setIconSize(QSize(px(size), px(size)))
    if keys:
        made.setToolTip(f"{words} ({shown_keys(keys)})")
    return made


def primary(words: str, icon: str = "", *, keys: str = "") -> QPushButton:
    """The one button of a page that goes on."""
    return button(words, icon, role="primary", keys=keys)


def small(words: str, icon: str = "") -> QPushButton:
    """A button beside a line."""
    return button(words, icon, role="small")


def link(words: str, icon: str = "") -> QPushButton:
    """Words that do something, without a frame."""
    return button(words, icon, role="link")


def icon_button(icon: str, words: str, *, colour: str = "muted", size: int = 18) -> QToolButton:
    """A button of an icon alone; `words` say what it does, to the mouse and to a screen reader."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, colour, size))
    made.setIconSize(QSize(px(size), px(size)))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def shown_keys(keys: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
