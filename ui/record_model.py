"""A table's model over a query: it knows how many, fetches ids in blocks and rows in windows as they come into view.

It never holds a record, and is reset only for a new query: 300,000 lines open as fast as 300.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.queries import Query
from ui.columns import Cell, Column, cells, in_text
from ui.desk import Desk

BLOCK = 500  # ids asked for at once
SLOW_BLOCK = 5_000  # the same where the order is not the ledger's own, so that sorting is not paid for so often
WINDOW = 100  # rows asked for at once
KEPT = 6_000  # rows kept after they have left the view

CELL_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass
class _Fetched:
    """What came back from one reading."""

    generation: int
    total: int | None = None
    blocks: dict[int, list[str]] = field(default_factory=dict)
    cells: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    windows: tuple[int, ...] = ()


class RecordModel(QAbstractTableModel):
    """`loaded` is emitted when a new query's first rows are there, `recounted` when the number of rows changed."""

    loaded = Signal()
    recounted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query: Query | None = None
        self.columns: list[Column] = []
        self.total = 0
        self.visible: Callable[[], tuple[int, int]] = lambda: (0, WINDOW - 1)
        self._generation = 0
        self._size = BLOCK
        self._blocks: dict[int, list[str]] = {}
        self._cells: dict[str, tuple[Cell, ...]] = {}
        self._wanted: set[int] = set()
        self._under_way: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch_wanted)
        desk.broadcast.changed.connect(self._changed)

    # --- what is shown

    def show(self, query: Query, columns: Sequence[Column]) -> None:
        """Show another query or other columns; what was there stays until the new rows have come."""
        self._generation += 1
        generation, size = self._generation, BLOCK if query.order in ((), query.spec.order) else SLOW_BLOCK
        wanted = list(columns)

        def work(session: Session) -> _Fetched:
            first = queries.ids(session, query, 0, size)
            total = len(first) if len(first) < size else queries.count(session, query)
            return _Fetched(generation, total, {0: first}, cells(session, query.spec, wanted, first[:WINDOW]))

        def then(found: _Fetched) -> None:
            if found.generation != self._generation:
                return
            self.beginResetModel()
            self.query, self.columns, self._size = query, wanted, size
            self.total, self._blocks, self._cells = found.total or 0, found.blocks, found.cells
            self._wanted.clear()
            self._under_way.clear()
            self.endResetModel()
            self.loaded.emit()
            self.recounted.emit()
            if size == SLOW_BLOCK and self.total > size:
                self._fetch_all_ids()

        self._desk.read(work, then, owner=self)

    def _fetch_all_ids(self) -> None:
        """Where each block would sort everything anew, sort once in the background and keep the whole order."""
        query, generation, size = self.query, self._generation, self._size
        assert query is not None

        def then(ids: list[str]) -> None:
            if generation == self._generation and len(ids) == self.total:
                self._blocks = {
                    number: ids[number * size : (number + 1) * size] for number in range(-(-len(ids) // size))
                }

        self._desk.read(lambda session: queries.ids(session, query), then, owner=self)

    def id_at(self, row: int) -> str | None:
        """The id of a line, or None while it is not known yet."""
        block = self._blocks.get(row // self._size)
        at = row % self._size
        return block[at] if block is not None and at < len(block) else None

    def row_of(self, record_id: str) -> int | None:
        """The line of an id among those known already."""
        for number, block in self._blocks.items():
            if record_id in block:
                return number * self._size + block.index(record_id)
        return None

    # --- Qt's questions

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, CELL_ROLE, ID_ROLE
        ):  # fmt: skip
            return None
        record_id = self.id_at(index.row())
        if role == ID_ROLE:
            return record_id
        line = self._cells.get(record_id) if record_id else None
        if line is None:
            self._want(index.row() // WINDOW)
            return None
        found = line[index.column()] if index.column() < len(line) else ""
        return found if role == CELL_ROLE else in_text(found)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.title} {self.arrow(column)}".rstrip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.style == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def arrow(self, column: Column) -> str:
        """An arrow up or down at the column the lines are sorted by."""
        if self.query is None or not column.order:
            return ""
        first = (self.query.order or self.query.spec.order or ("",))[0]
        if first.removeprefix("-") != column.order.removeprefix("-"):
            return ""
        return "↑" if first.startswith("-") == column.order.startswith("-") else "↓"

    # --- fetching what comes into view

    def _want(self, window: int) -> None:
        if window not in self._under_way:
            self._wanted.add(window)
            self._soon.start()

    def _fetch_wanted(self) -> None:
        # What has been scrolled past meanwhile is not fetched: only the windows in view and one on each side.
        first, last = (row // WINDOW for row in self.visible())
        windows = tuple(sorted(w for w in self._wanted if first - 1 <= w <= last + 1))
        self._wanted.clear()
        if windows and self.query is not None:
            self._under_way.update(windows)
            self._read(windows, fresh_ids=False, recount=False)

    def _read(
        self, windows: tuple[int, ...], *, fresh_ids: bool, recount: bool, only: frozenset[str] | None = None
    ) -> None:
        query, generation, size, columns = self.query, self._generation, self._size, list(self.columns)
        known = {} if fresh_ids else dict(self._blocks)
        assert query is not None

        def work(session: Session) -> _Fetched:
            found = _Fetched(generation, windows=windows)
            if recount:
                found.total = queries.count(session, query)
            ids: list[str] = []
            for window in windows:
                number, start = divmod(window * WINDOW, size)
                block = known.get(number) or found.blocks.get(number)
                if block is None:
                    block = found.blocks[number] = queries.ids(session, query, number * size, size)
                ids += block[start : start + WINDOW]
            if only is not None and not found.blocks:
                ids = [record_id for record_id in ids if record_id in only]
            found.cells = cells(session, query.spec, columns, ids)
            return found

        self._desk.read(work, self._take, owner=self)

    def _take(self, found: _Fetched) -> None:
        self._under_way.difference_update(found.windows)
        if found.generation != self._generation:
            return
        self._blocks.update(found.blocks)
        if len(self._cells) > KEPT:
            for record_id in list(self._cells)[: len(self._cells) - KEPT // 2]:
                del self._cells[record_id]
        self._cells.update(found.cells)
        for window in found.windows:
            last = min((window + 1) * WINDOW, self.total) - 1
            if self.columns and last >= window * WINDOW:
                self.dataChanged.emit(self.index(window * WINDOW, 0), self.index(last, len(self.columns) - 1))

    # --- what others changed

    def _changed(self, changes: Changes, _cause: object) -> None:
        if self.query is None:
            return
        own = frozenset(changes.ids(self.query.spec.key))
        touching = any(changes.ids(key) for column in self.columns for key in column.touches)
        first, last = (max(row, 0) // WINDOW for row in self.visible())
        windows = tuple(range(first, last + 1))
        if own:
            self._refresh(own, windows, everything=touching)
        elif touching:
            self._forget_all_but(windows)
            self._read(windows, fresh_ids=False, recount=False)

    def _forget_all_but(self, windows: Iterable[int]) -> None:
        kept = {self.id_at(row) for window in windows for row in range(window * WINDOW, (window + 1) * WINDOW)}
        self._cells = {record_id: line for record_id, line in self._cells.items() if record_id in kept}

    def _refresh(self, own: frozenset[str], windows: tuple[int, ...], *, everything: bool) -> None:
        """Count again and look at the ids in view; where they are the same, only the touched rows are read."""
        query, generation, size, columns = self.query, self._generation, self._size, list(self.columns)
        assert query is not None
        numbers = {window * WINDOW // size for window in windows}
        in_view = [i for w in windows for r in range(w * WINDOW, (w + 1) * WINDOW) if (i := self.id_at(r))]

        def work(session: Session) -> _Fetched:
            found = _Fetched(generation, queries.count(session, query), windows=windows)
            found.blocks = {number: queries.ids(session, query, number * size, size) for number in numbers}
            seen = {i for w in windows for i in found.blocks[w * WINDOW // size][w * WINDOW % size :][:WINDOW]}
            fresh = seen if everything else {i for i in seen if i in own or i not in in_view}
            found.cells = cells(session, query.spec, columns, list(fresh))
            return found

        self._desk.read(work, lambda found: self._take_refreshed(found, own), owner=self)

    def _take_refreshed(self, found: _Fetched, own: frozenset[str]) -> None:
        if found.generation != self._generation or found.total is None:
            return
        moved = any(self._blocks.get(number) != block for number, block in found.blocks.items())
        for record_id in own - found.cells.keys():
            self._cells.pop(record_id, None)
        if not moved and found.total == self.total:
            self._cells.update(found.cells)
            for record_id in found.cells:
                if (row := self.row_of(record_id)) is not None:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, max(len(self.columns) - 1, 0)))
            return
        self._blocks = {}
        self._resize(found.total)
        self._take(found)
        self.recounted.emit()

    def _resize(self, total: int) -> None:
        """Grow or shrink at the end; which record stands on which line is asked anew anyway."""
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(QModelIndex(), total, self.total - 1)
            self.total = total
            self.endRemoveRows()
