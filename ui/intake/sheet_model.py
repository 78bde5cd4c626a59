"""The first rows of a sheet as they stand in the file, each row with what it was taken for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.intake import Layout, Sheet
from models.intake.forms.finding import FormLayout
from models.intake.sheets.by_hand import letters
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
        self._layout: Layout | None = None
        self._data: set[int] = set()
        self._heads: frozenset[int] = frozenset()
        self._width = 0

    def show(self, sheet: Sheet, layout: Layout | None) -> None:
        """Show another sheet, or the same one taken otherwise."""
        self.beginResetModel()
        self._sheet, self._layout = sheet, layout
        self._data = {row for row in layout.region.rows[: SHOWN_ROWS * 2] if row < SHOWN_ROWS} if layout else set()
        self._heads = frozenset()
        if isinstance(layout, FormLayout):
            self._data = layout.rows_read
            self._heads = layout.heads
        self._width = min(max((len(row) for row in sheet.rows[:SHOWN_ROWS]), default=0), SHOWN_COLUMNS)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._sheet is None else min(len(self._sheet.rows), SHOWN_ROWS)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._width + 1

    def kind(self, row: int) -> str:
        """What a row was taken for: header, data, hidden or ignored."""
        assert self._sheet is not None
        if self._layout is None:
            return "ignored"
        if row in self._heads or self._layout.region.first <= row <= self._layout.region.last:
            return "header"
        if row in self._sheet.hidden_rows:
            return "hidden" if row in self._data else "ignored"
        return "data" if row in self._data else "ignored"

    def words(self, row: int) -> str:
        """The same in words."""
        kind = self.kind(row)
        if kind == "hidden":
            return _("hidden, read") if self._layout and self._layout.take_hidden else _("hidden, left out")
        if kind == "ignored" and self._layout and row in self._layout.region.sections:
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
        return safe_cell(self._layout if kind in ("data", "hidden") else None, column, value)

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
