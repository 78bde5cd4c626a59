"""The two pills over the map: the day it is seen as of, and the figure it is coloured by."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.kit.chip import Chip
from ui.kit.floating import Floating
from ui.kit.layouts import column
from ui.kit.month import Month
from ui.kit.pick_list import Choice, PickList
from ui.org_map.colouring import COLOURINGS, PLAIN, colouring


class DayChip(Chip):
    """`picked` carries the day; taking the pick away leads back to today."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(date.today().isoformat(), parent)
        self._sheet: Floating | None = None
        self.opened.connect(self._open)
        self.cleared.connect(lambda: self.show_day(date.today()))

    def _open(self) -> None:
        self._sheet = Floating()
        month = Month(date.fromisoformat(self.text()))
        month.picked.connect(self._pick)
        column(self._sheet, month, margins=10)
        self._sheet.show_below(self)
        month.setFocus()

    def _pick(self, day: date) -> None:
        if self._sheet:
            self._sheet.close_it()
        self.show_day(day)

    def show_day(self, day: date) -> None:
        """Stand on a day, none later than today, and tell it."""
        day = min(day, date.today())
        self.show_picked("" if day == date.today() else day.isoformat())
        self.picked.emit(day)


class ColourChip(Chip):
    """`picked` carries the key of the figure; without one the boxes are plain."""

    picked = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Colour: none"), parent)
        self.key = ""
        self._list: PickList | None = None
        self.opened.connect(self._open)
        self.cleared.connect(lambda: self.show_key(PLAIN))
        self.show_key(key, tell=False)

    def _open(self) -> None:
        choices = [Choice(one.key, one.words) for one in COLOURINGS]
        self._list = PickList(choices, chosen={self.key})
        self._list.picked.connect(lambda key: self.show_key(str(key)))
        self._list.open_below(self)

    def show_key(self, key: str, *, tell: bool = True) -> None:
        """Colour by this figure."""
        self.key = key
        by = colouring(key)
        self.show_picked(_("Colour: {figure}").format(figure=by.words) if by else "")
        if tell:
            self.picked.emit(key)
