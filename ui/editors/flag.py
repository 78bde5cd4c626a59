"""Yes or no; where the register allows it, also not known."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.editors.base import Editor
from ui.kit.check_box import CheckBox
from ui.kit.layouts import row
from ui.kit.segments import Segments


class FlagEditor(Editor):
    """A box to tick; Space ticks it, Enter goes on."""

    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = CheckBox(_("yes"))
        self._box.clicked.connect(lambda: self.edited.emit())
        self._box.installEventFilter(self)
        row(self, self._box, "stretch")
        self.setFocusProxy(self._box)

    def value(self) -> Any:
        return self._box.isChecked()

    def set_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def focus_widget(self) -> QWidget:
        return self._box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.done.emit()
            return True
        return super().eventFilter(watched, event)


class YesNoEditor(Editor):
    """Yes, no, or not known yet."""

    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = Segments([(True, _("yes")), (False, _("no")), (None, _("not known"))])
        self._parts.chosen.connect(lambda _key: self.edited.emit())
        row(self, self._parts, "stretch")
        self.setFocusProxy(self._parts)

    def value(self) -> Any:
        return self._parts.value()

    def set_value(self, value: Any) -> None:
        self._parts.show_chosen(value)
