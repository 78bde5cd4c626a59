"""A floating line that finds a person by name, pinyin, door or number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.households import PEOPLE
from models.words import _
from ui.desk import Desk
from ui.editors.suggesting import found_choices
from ui.kit.floating import Floating
from ui.kit.layouts import column
from ui.kit.pick_list import Choice, ChoiceModel, ChoiceView
from ui.kit.search_box import SearchBox


class PersonPicker(Floating):
    """`picked` carries the `Choice`: its value is the person's id."""

    picked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._model = ChoiceModel(several=False)
        self._view = ChoiceView(self._model)
        self.line: QWidget = SearchBox(_("Name, pinyin, door, phone, number"))
        assert isinstance(self.line, SearchBox)
        self.line.searched.connect(self.look)
        self.line.stepped.connect(self._view.step)
        self.line.entered.connect(self._enter)
        self.line.left.connect(self.close_it)
        self._view.clicked.connect(lambda index: self._take(self._model.choices[index.row()]))
        column(self, self.line, self._view, margins=8)

    def look(self, typed: str) -> None:
        """Find who fits."""

        def then(found: list[Choice]) -> None:
            self._model.show(found)
            self._view.fit()
            self.place(self.width())

        self._desk.read(lambda session: found_choices(session, PEOPLE, typed, searched=True), then, owner=self)

    def _enter(self) -> None:
        at = max(self._view.currentIndex().row(), 0)
        if at < len(self._model.choices):
            self._take(self._model.choices[at])

    def _take(self, choice: Choice) -> None:
        self.close_it()
        self.picked.emit(choice)
