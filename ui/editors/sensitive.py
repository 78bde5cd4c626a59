"""A value that is masked until somebody says what it is needed for. It can be written anew without being shown."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from models.words import _
from ui.editors.base import Editor
from ui.kit.buttons import button, link, small
from ui.kit.layouts import FlowLayout, column, row
from ui.theme import px


class _Masked(QLineEdit):
    """Shows the mask; typing a letter begins the value anew."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("masked", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and event.text().strip().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class SensitiveEditor(Editor):
    """Wraps the editor of the field's kind. `reveal_wanted` carries the reason; `show_revealed` answers it."""

    reveal_wanted = Signal(str)

    def __init__(self, inner: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        self.wide = True
        self._masked_words: Any = None
        self._line = _Masked()
        self._show, self._anew = link(_("Show")), link(_("Rewrite"))
        self._show.clicked.connect(self.ask)
        self._anew.clicked.connect(lambda: self.rewrite())
        row(self._line, "stretch", self._anew, self._show, margins=(0, 0, 6, 0), spacing=2)
        room = self._anew.sizeHint().width() + self._show.sizeHint().width()
        self._line.setTextMargins(0, 0, room + px(8), 0)
        self._line.typed.connect(self.rewrite)
        self._line.entered.connect(self.done)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("What is it needed for?"))
        self._question = self._asking()
        column(self, self._line, inner, self._question, spacing=6)
        inner.hide()
        self._question.hide()
        self._top: QWidget = self._line
        inner.edited.connect(self.edited)
        inner.done.connect(self.done)

    def _asking(self) -> QWidget:
        box, flow = QWidget(), QWidget()
        reasons = FlowLayout(flow, 4)
        for words in (_("Compare with the card"), _("Call or visit"), _("Handle a matter")):
            choice = small(words)
            choice.clicked.connect(lambda _checked=False, reason=words: self._tell(reason))
            reasons.addWidget(choice)
        show, cancel = button(_("Show")), link(_("Cancel"))
        show.clicked.connect(lambda: self._tell(self._reason.text()))
        cancel.clicked.connect(box.hide)
        self._reason.returnPressed.connect(lambda: self._tell(self._reason.text()))
        column(box, flow, row(None, self._reason, show, cancel, spacing=6), spacing=6)
        return box

    def ask(self) -> None:
        """Ask what it is needed for, right below the field."""
        self._question.setVisible(self._question.isHidden())
        self._reason.clear()
        self._reason.setFocus()
        QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(self._question, 0, px(8))

    def _tell(self, reason: str) -> None:
        if reason.strip():
            self._question.hide()
            self.reveal_wanted.emit(reason.strip())
        else:
            self._reason.setFocus()

    @property
    def masked(self) -> bool:
        """Whether the value is hidden now, and therefore unchanged."""
        return self._top is self._line

    def value(self) -> Any:
        return self._masked_words if self.masked else self.inner.value()

    def set_value(self, value: Any) -> None:
        """A masked value as views have it; a blank one is simply to be filled in."""
        self._masked_words = value
        self._question.hide()
        if value in (None, ""):
            self.inner.set_value(None)
            self._turn_to(self.inner)
        else:
            self._line.setText(str(value))
            self._line.setCursorPosition(0)
            self._turn_to(self._line)

    def show_revealed(self, value: Any) -> None:
        """The value in full; from here on it is edited as any other."""
        self.inner.set_value(value)
        self._turn_to(self.inner)
        self.inner.setFocus()

    def rewrite(self, first: str = "") -> None:
        """Begin the value anew without having seen the old one."""
        self.inner.set_value(None)
        self._turn_to(self.inner)
        target = self.inner.focus_widget()
        target.setFocus()
        if first and isinstance(target, QLineEdit):
            target.setText(first)
        self.edited.emit()

    def _turn_to(self, widget: QWidget) -> None:
        self._top = widget
        for child in (self._line, self.inner):
            child.setVisible(child is widget)
        self.setFocusProxy(widget)
        self.updateGeometry()

    def focus_widget(self) -> QWidget:
        return self._line if self.masked else self.inner.focus_widget()

    def set_state(self, state: str) -> None:
        super().set_state(state)
        if not self.masked:
            self.inner.set_state(state)
