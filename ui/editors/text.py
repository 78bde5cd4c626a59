"""Words and numbers: a long text that grows, whole numbers, money in yuan."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import Mistake
from models.words import _
from ui.editors.base import Editor, LineEditor
from ui.kit.layouts import row
from ui.theme import px

_LINES = (2, 8)


class LongTextEditor(Editor):
    """Several lines, as many as are filled. Enter begins a new line, Ctrl+Enter goes on, Tab too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._text.installEventFilter(self)
        self._text.textChanged.connect(self._changed)
        self._quiet = False
        row(self, self._text)
        self.setFocusProxy(self._text)
        self._grow()

    def value(self) -> Any:
        return self._text.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self._text.setPlainText(value or "")
        self._quiet = False
        self._grow()

    def focus_widget(self) -> QWidget:
        return self._text

    def _changed(self) -> None:
        self._grow()
        if not self._quiet:
            self.edited.emit()

    def _grow(self) -> None:
        line = self._text.fontMetrics().lineSpacing()
        wanted = round(self._text.document().size().height())
        least, most = _LINES
        self._text.setFixedHeight(min(max(wanted, least), most) * line + px(20))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.done.emit()
                return True
        return super().eventFilter(watched, event)


class IntegerEditor(LineEditor):
    """A whole number."""

    wide = False

    def value(self) -> Any:
        text = self.line.text().strip().replace(",", "").replace("，", "")
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}", text):
            raise Mistake(_("A whole number is wanted here, such as 12."))
        return int(text)


class MoneyEditor(LineEditor):
    """Yuan and fen as people write them; stored in fen."""

    wide = False

    def value(self) -> Any:
        text = re.sub(r"[,，\s元￥¥]", "", self.line.text())
        if not text:
            return None
        try:
            fen = Decimal(text) * 100
        except InvalidOperation as error:
            raise Mistake(_("An amount is written like 1200 or 1,200.50.")) from error
        if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) > 10**15:
            raise Mistake(_("An amount is written like 1200 or 1,200.50."))
        return int(fen)

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else f"{value / 100:,.2f}")
