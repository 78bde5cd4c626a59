"""The first rows of a sheet as they stand in the file, each row with what it was taken for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.intake import Layout, Sheet
from models.intake.files.source import letters
from models.intake.forms.finding import FormLayout
from models.words import _
from ui import fonts, theme
from ui.intake.showing import safe_cell
from ui.theme import px

SHOWN_ROWS, SHOWN_COLUMNS = 60, 60
_TINTS = {"header": "information_ground", "hidden": "due_ground"}
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class SheetModel(QAbstractTableModel):
    """The first column says what a row is; the others are the sheet's own."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._layouts: Sequence[Layout] = ()
        self._data: set[int] = set()
        self._rows: dict[int, set[int]] = {}  # of each table, by its identity
        self._heads: frozenset[int] = frozenset()
        self._width = 0

    def show(self, sheet: Sheet, layouts: Sequence[Layout]) -> None:
        """Show another sheet, or the same one taken otherwise; `layouts` are the tables in it."""
        self.beginResetModel()
        self._sheet, self._layouts = sheet, layouts
        self._rows = {
            id(one): {row for row in one.region.rows[: SHOWN_ROWS * 2] if row < SHOWN_ROWS} for one in layouts
        }
        self._data = set[int]().union(*self._rows.values())
        self._heads = frozenset(row for one in layouts for row in range(one.region.first, one.region.last + 1))
        for one in layouts:
            if isinstance(one, FormLayout):
                self._rows[id(one)] = one.rows_read
                self._data |= one.rows_read
                self._heads |= one.heads
        self._width = min(max((len(row) for row in sheet.rows[:SHOWN_ROWS]), default=0), SHOWN_COLUMNS)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._sheet is None else min(len(self._sheet.rows), SHOWN_ROWS)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._width + 1

    def kind(self, row: int) -> str:
        """What a row was taken for: header, data, hidden or ignored."""
        assert self._sheet is not None
        if row in self._heads:
            return "header"
        if row in self._sheet.hidden_rows:
            return "hidden" if row in self._data else "ignored"
        return "data" if row in self._data else "ignored"

    def words(self, row: int) -> str:
        """The same in words."""
        kind = self.kind(row)
        if kind == "hidden":
            return _("hidden, read") if any(one.take_hidden for one in self._layouts) else _("hidden, left out")
        if kind == "ignored" and any(row in one.region.sections for one in self._layouts):
            return _("heading below")
        return {"header": _("header"), "data": _("read")}.get(kind, _("not read"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._sheet is None:
            return None
        row, column = index.row(), index.column() - 1
        kind = self.kind(row)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.words(row) if column < 0 else self._text(row, column, kind)
            case Qt.ItemDataRole.BackgroundRole:
                return theme.tokens().colour(_TINTS[kind]) if kind in _TINTS else None
            case Qt.ItemDataRole.ForegroundRole:
                return theme.tokens().colour(_ink(kind, column))
            case Qt.ItemDataRole.FontRole if kind == "header":
                return fonts.font(px(13), bold=True)
            case Qt.ItemDataRole.FontRole:
                return fonts.font(px(13))
        return None

    def _text(self, row: int, column: int, kind: str) -> str:
        assert self._sheet is not None
        value = self._sheet.cell(row, column)
        layouts = self._layouts if kind in ("data", "hidden") else ()
        here = [one for one in layouts if any(known.index == column for known in one.columns)]
        own = next((one for one in here if row in self._rows[id(one)]), None)
        return safe_cell(own, column, value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        if section == 0:
            return _("What the row is")
        hidden = self._sheet is not None and section - 1 in self._sheet.hidden_columns
        return f"{letters(section - 1)} · {_('hidden')}" if hidden else letters(section - 1)


def _ink(kind: str, column: int) -> str:
    if kind == "header":
        return "information"
    if kind == "hidden" and column < 0:
        return "due"
    return "muted" if kind == "ignored" or column < 0 else "ink"
