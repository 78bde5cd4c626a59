"""What every editor can do, and the plain line that most of them are."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.kit.layouts import row
from ui.theme import px


class Editor(QWidget):
    """`edited` tells that the user changed something, `done` that Enter was pressed and the next field is wanted.

    `value()` is what would be stored; it raises `Mistake` where what was typed cannot be understood.
    """

    edited = Signal()
    done = Signal()
    wide: bool = True  # takes the whole width; others may share a line

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def set_state(self, state: str) -> None:
        """ "" or "warning" or "mistake": the colour of the edge."""
        target = self.focus_widget()
        if (target.property("state") or "") != state:
            target.setProperty("state", state)
            target.style().unpolish(target)
            target.style().polish(target)

    def focus_widget(self) -> QWidget:
        """The widget that takes the keys."""
        return self

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_widget().setFocus(event.reason())


class LineEditor(Editor):
    """One line of text; Enter goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.installEventFilter(self)
        row(self, self.line)
        self.setFocusProxy(self.line)

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def focus_widget(self) -> QWidget:
        return self.line

    def keys(self, event: QKeyEvent) -> bool:
        """Keys this editor takes before the line does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return True
        return False

    def left(self) -> None:
        """The keys went elsewhere."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.keys(event):
                return True
            if event.type() == QEvent.Type.FocusOut:
                self.left()
        return super().eventFilter(watched, event)


class ShownOnly(Editor):
    """A value that the register works out by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel("—")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value: Any = None
        self._label.setMinimumHeight(px(32))
        row(self, self._label)

    def show_words(self, words: str) -> None:
        self._label.setText(words or "—")

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self.show_words("" if value is None else str(value))
