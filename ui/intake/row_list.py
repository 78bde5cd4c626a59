"""A plain table of many lines, each made when it comes into view."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.theme import px

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Make = Callable[[Any], Sequence[str]]


class RowModel(QAbstractTableModel):
    """Lines of words, made from whatever stands behind them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Any] = ()
        self._titles: Sequence[str] = ()
        self._make: Make = lambda _entry: ()
        self._quiet: frozenset[int] = frozenset()

    def show(self, titles: Sequence[str], entries: Sequence[Any], make: Make, quiet: Sequence[int] = ()) -> None:
        """Show other lines under other heads; `quiet` columns are muted."""
        self.beginResetModel()
        self._titles, self.entries, self._make, self._quiet = titles, entries, make, frozenset(quiet)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._make(self.entries[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.tokens().colour("muted" if index.column() in self._quiet else "ink")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def touch(self) -> None:
        """The lines say something else now."""
        if self.entries:
            last = self.index(len(self.entries) - 1, max(len(self._titles) - 1, 0))
            self.dataChanged.emit(self.index(0, 0), last)


class RowList(QTableView):
    """`pressed_entry` carries what stands behind a line that Enter, Space or a double click presses."""

    pressed_entry = Signal(object)
    current_entry = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel()
        self.setModel(self.rows)
        self.setProperty("role", "rows")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(theme.row_height())
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(px(33))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)
        self.doubleClicked.connect(lambda index: self.pressed_entry.emit(self.rows.entries[index.row()]))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))

    def show_rows(
        self,
        titles: Sequence[str],
        entries: Sequence[Any],
        make: Make,
        widths: Sequence[int],
        quiet: Sequence[int] = (),
        *,
        tall: bool = False,
    ) -> None:
        """Show lines; the last column takes the room that the widths of the others leave. `tall` ones have two lines."""
        self.setWordWrap(tall)
        self.verticalHeader().setDefaultSectionSize(px(52) if tall else theme.row_height())
        self.rows.show(titles, entries, make, quiet)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, px(width))

    def current(self) -> Any:
        """What stands behind the current line, or None."""
        at = self.currentIndex().row()
        return self.rows.entries[at] if 0 <= at < len(self.rows.entries) else None

    def _tell(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.rows.entries):
            self.current_entry.emit(self.rows.entries[index.row()])

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current() is not None:
            self.pressed_entry.emit(self.current())
        else:
            super().keyPressEvent(event)
