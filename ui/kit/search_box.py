"""The line to search in: a glass before it, its keys behind it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui import icons
from ui.kit.buttons import shown_keys
from ui.kit.labels import label
from ui.kit.layouts import row
from ui.theme import px

PAUSE = 120  # milliseconds without a key before a search starts


class SearchBox(QFrame):
    """`searched` carries the words after a short pause in typing, `stepped` Up and Down, `entered` Enter."""

    searched = Signal(str)
    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, hint: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.line = QLineEdit()
        self.line.setProperty("role", "inner")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setClearButtonEnabled(False)
        self.line.installEventFilter(self)
        glass, self._keys = label(), label(shown_keys(keys))
        glass.setPixmap(icons.pixmap("search", "muted", 16))
        self._keys.setObjectName("keys")
        row(self, glass, self.line, self._keys, margins=(10, 0, 8, 0))
        self._keys.setVisible(bool(keys))
        self._keys.setFixedHeight(px(20))
        self.setFixedHeight(px(34))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.searched.emit(self.line.text()))
        self.line.textChanged.connect(lambda: self._pause.start())
        self.setFocusProxy(self.line)

    def words(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("active", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.entered.emit()
                    return True
                case Qt.Key.Key_Escape:
                    self.left.emit()
                    return True
        return super().eventFilter(watched, event)
