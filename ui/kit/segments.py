"""A few words beside each other of which one holds: by household or by person, light or dark, yes or no."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.kit.buttons import button
from ui.kit.layouts import row


class Segments(QWidget):
    """`chosen` carries the key of the word that was pressed; `framed` ones stand as buttons, for settings."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str]],
        at: object = None,
        *,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _words in choices]
        layout = row(self, spacing=2)
        for number, (_key, words) in enumerate(choices):
            made = button(words, role="segment")
            made.setProperty("framed", framed)
            made.setCheckable(True)
            self._group.addButton(made, number)
            layout.addWidget(made)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))
        self.show_chosen(at)

    def show_chosen(self, key: object) -> None:
        """Mark one as holding, or none."""
        self._group.setExclusive(False)
        for number, name in enumerate(self._keys):
            self._group.button(number).setChecked(name == key)
        self._group.setExclusive(True)

    def value(self) -> object:
        """The key that holds, or None."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else None
