"""A date, typed as people write it or picked from a month."""

import re
import unicodedata
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.errors import Mistake
from models.words import _
from ui.editors.base import LineEditor
from ui.kit.buttons import icon_button
from ui.kit.floating import Floating
from ui.kit.layouts import column, row
from ui.kit.month import Month
from ui.theme import px

_SHAPES = (
    re.compile(r"(?P<y>\d{4})\s*[-./年、]\s*(?P<m>\d{1,2})\s*[-./月、]\s*(?P<d>\d{1,2})\s*日?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
)
_THIS_YEAR = re.compile(r"(?P<m>\d{1,2})\s*[-./月、]\s*(?P<d>\d{1,2})\s*日?")


def parse_date(text: str, today: date | None = None) -> date | None:
    """1958.3.2, 19580302, 1958-03-02, 1958年3月2日; 3-2 is of this year, 今天 is today. None if blank.

    Raises `Mistake` for anything else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    today = today or date.today()
    if not plain:
        return None
    if plain in ("今天", "today", "t"):
        return today
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _real(int(found["y"]), int(found["m"]), int(found["d"]), text)
    if found := _THIS_YEAR.fullmatch(plain):
        return _real(today.year, int(found["m"]), int(found["d"]), text)
    raise Mistake(_("A date is written like 1958-03-02, 1958.3.2 or 19580302; this is: {text}").format(text=text))


def _real(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Mistake(_("There is no such day: {text}").format(text=text)) from error


class DateEditor(LineEditor):
    """A line that understands dates, and a month to pick from (Alt+Down)."""

    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = icon_button("calendar", _("Pick a date"), size=16)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_month)
        self.line.setTextMargins(0, 0, px(22), 0)
        inside = row(self.line, "stretch", self._button, margins=(0, 0, 4, 0))
        inside.setAlignment(self._button, Qt.AlignmentFlag.AlignVCenter)
        self._sheet: Floating | None = None

    def value(self) -> Any:
        return parse_date(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText(value.isoformat() if isinstance(value, date) else "")

    def open_month(self) -> None:
        """Show the month of the date, or of today."""
        try:
            at = parse_date(self.line.text())
        except Mistake:
            at = None
        self._sheet = Floating()
        month = Month(at)
        month.picked.connect(self._picked)
        column(self._sheet, month, margins=10)
        self._sheet.show_below(self.line)
        month.setFocus()

    def _picked(self, day: date) -> None:
        if self._sheet:
            self._sheet.close_it()
        self.set_value(day)
        self.line.setFocus()
        self.edited.emit()

    def keys(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_month()
            return True
        return super().keys(event)

    def left(self) -> None:
        try:
            day = parse_date(self.line.text())
        except Mistake:
            return
        if day and self.line.text() != day.isoformat():
            self.line.setText(day.isoformat())
