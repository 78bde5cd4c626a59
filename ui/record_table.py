"""The one table: any query of any record type, thousands of lines as light as ten.

Sorting is SQL's, columns are the user's and remembered, several lines can be chosen and copied into a workbook.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableView, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.queries import Query
from models.words import _
from ui import theme
from ui.columns import Column, cells, in_text
from ui.desk import Desk
from ui.kit.empty_state import EmptyState
from ui.kit.pick_list import Choice, PickList
from ui.record_delegate import RecordDelegate
from ui.record_model import RecordModel
from ui.theme import px

COPIED_AT_MOST = 20_000
_SQUEEZED = 0.88  # columns are made narrower down to this before the table scrolls sideways
_PAUSE = 60  # milliseconds on one line before its record is shown


class RecordTable(QWidget):
    """`name` is the key its columns are remembered under.

    `chosen` carries the id of the current line, `opened` of the one that Enter or a double click opens, `counted` how
    many lines there are and how many are selected.
    """

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal(int, int)
    delete_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, desk: Desk, name: str, empty: EmptyState | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._name = desk, name
        self._available: list[Column] = []
        self._widths: dict[str, int] = {}
        self._list: PickList | None = None
        self._select_later: str | None = None
        self.model = RecordModel(desk, self)
        self.model.visible = self._visible_rows
        self.view = QTableView()
        self.view.setModel(self.model)
        self._dress()
        self.empty = empty or EmptyState("search", _("Nothing here"), _("No record fits the filters above."))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell_chosen)
        self.model.loaded.connect(self._loaded)
        self.model.recounted.connect(self._recounted)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.selectionModel().currentRowChanged.connect(lambda: self._pause.start())
        self.view.doubleClicked.connect(lambda index: self._open(index))
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.setFocusProxy(self.view)

    def _dress(self) -> None:
        view = self.view
        view.setItemDelegate(RecordDelegate(view))
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        lines = view.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setMinimumSectionSize(theme.row_height())
        lines.setDefaultSectionSize(theme.row_height())
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setFixedHeight(px(35))
        head.setMinimumSectionSize(px(40))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda _at: self.pick_columns(head))
        head.sectionClicked.connect(self._sort)
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(lambda *_: self._remember())

    # --- what it shows

    def set_columns(self, columns: Sequence[Column]) -> None:
        """All columns there are; which of them show is the user's choice, at first the listed ones."""
        self._available = list(columns)
        stored = [entry.rpartition(":") for entry in self._desk.preferences.words(self._key())]
        self._widths = {key: int(width) for key, _colon, width in stored if width.isdigit()}

    def shown_columns(self) -> list[Column]:
        """The columns shown now, in the user's order."""
        by_key = {column.key: column for column in self._available}
        keys = [key for key in self._widths if key in by_key]
        return [by_key[key] for key in keys] or [column for column in self._available if column.listed]

    def show_query(self, query: Query) -> None:
        """Show a query; its order is kept if the user has clicked none of the heads."""
        self.model.show(query, self.shown_columns())

    @property
    def query(self) -> Query | None:
        return self.model.query

    def _key(self) -> str:
        return f"table/{self._name}/columns"

    def _loaded(self) -> None:
        self._fit_columns()
        self.view.scrollToTop()
        self._recounted()
        if self._select_later is not None:
            wanted, self._select_later = self._select_later, None
            self.select(wanted)

    def _recounted(self) -> None:
        self._stack.setCurrentWidget(self.view if self.model.total else self.empty)
        self._selection_changed()

    def _visible_rows(self) -> tuple[int, int]:
        first = self.view.rowAt(0)
        last = self.view.rowAt(self.view.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else max(self.model.total - 1, 0)

    # --- columns

    def _fit_columns(self) -> None:
        """Give each column its width: the user's, otherwise its own, stretched so that the table is filled."""
        head, columns = self.view.horizontalHeader(), self.model.columns
        room = self.view.viewport().width()
        wanted = [self._wanted_width(column) for column in columns]
        stretch = room / (sum(wanted) or 1)
        if self._widths or room < px(200) or stretch < _SQUEEZED:
            stretch = 1.0
        head.blockSignals(True)
        for number, column in enumerate(columns):
            head.resizeSection(number, self._widths.get(column.key) or int(wanted[number] * stretch))
        head.blockSignals(False)
        # With the signals of the head blocked the view does not learn of the new widths by itself.
        self.view.updateGeometries()
        self.view.viewport().update()

    def _wanted_width(self, column: Column) -> int:
        metrics = self.fontMetrics()
        words = max(metrics.horizontalAdvance(column.title), metrics.horizontalAdvance(column.sample))
        return max(px(column.width), min(words + px(26), px(190)))

    def _resized(self, _number: int, _before: int, _after: int) -> None:
        self._remember()

    def _remember(self) -> None:
        head = self.view.horizontalHeader()
        order = sorted(range(len(self.model.columns)), key=head.visualIndex)
        self._widths = {self.model.columns[n].key: head.sectionSize(n) for n in order}
        self._desk.preferences.keep(self._key(), [f"{key}:{width}" for key, width in self._widths.items()])

    def pick_columns(self, anchor: QWidget) -> None:
        """Open the list of columns under `anchor`."""
        shown = {column.key for column in self.shown_columns()}
        self._list = PickList([Choice(c.key, c.title) for c in self._available], several=True, chosen=shown)
        self._list.changed.connect(self._columns_picked)
        self._list.open_below(anchor, align_right=True)

    def _columns_picked(self, keys: set[str]) -> None:
        if not keys or self.query is None:
            return
        before = self.shown_columns()
        kept = [column for column in before if column.key in keys]
        fresh = [c for c in self._available if c.key in keys and c.key not in {k.key for k in kept}]
        self._widths = {c.key: self._widths.get(c.key, px(c.width)) for c in [*kept, *fresh]}
        self._desk.preferences.keep(self._key(), [f"{key}:{width}" for key, width in self._widths.items()])
        self.model.show(self.query, self.shown_columns())

    def _sort(self, number: int) -> None:
        query, column = self.query, self.model.columns[number]
        if query is None or not column.order:
            return
        turned = column.order.removeprefix("-") if column.order.startswith("-") else f"-{column.order}"
        order = turned if self.model.arrow(column) == "↑" else column.order
        self._select_later = self.current_id()
        self.show_query(replace(query, order=(order,)))

    # --- lines

    def current_id(self) -> str | None:
        return self.model.id_at(self.view.currentIndex().row()) if self.view.currentIndex().isValid() else None

    def selected_rows(self) -> list[int]:
        """The numbers of the selected lines, in order."""
        ranges = self.view.selectionModel().selection()
        return sorted({row for part in ranges.toList() for row in range(part.top(), part.bottom() + 1)})

    def selected_ids(self) -> list[str]:
        """The ids of the selected lines that have been in view."""
        return [record_id for row in self.selected_rows() if (record_id := self.model.id_at(row))]

    def select(self, record_id: str | None) -> None:
        """Go to a record's line, wherever it is in the query; nothing happens if it is not in it."""
        query = self.query
        if record_id is None or query is None:
            return
        row = self.model.row_of(record_id)
        if row is not None:
            self._go_to(row)
            return

        def look(session: Session) -> int:
            found = queries.ids(session, query)
            return found.index(record_id) if record_id in found else -1

        self._desk.read(look, lambda row: self._go_to(row) if self.query is query else None, owner=self)

    def select_later(self, record_id: str) -> None:
        """Go to a record's line once the query under way has come."""
        self._select_later = record_id

    def select_first(self) -> None:
        if self.model.total:
            self._go_to(0)

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self.view.selectRow(row)
            self.view.scrollTo(self.model.index(row, 0))

    def _selection_changed(self, *_parts: QItemSelection) -> None:
        chosen = sum(part.height() for part in self.view.selectionModel().selection().toList())
        self.counted.emit(self.model.total, chosen)

    def _tell_chosen(self) -> None:
        if (record_id := self.current_id()) is not None:
            self.chosen.emit(record_id)

    def _open(self, index: QModelIndex) -> None:
        if (record_id := self.model.id_at(index.row())) is not None:
            self.opened.emit(record_id)

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
                return True
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste_wanted.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.view.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.delete_wanted.emit()
                return True
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport() and not self._widths:
            self._fit_columns()
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put the selected lines on the clipboard with their heads, as a workbook pastes them; masked stays masked."""
        query, rows = self.query, self.selected_rows()[:COPIED_AT_MOST]
        if query is None or not rows:
            return
        head = self.view.horizontalHeader()
        order = sorted(range(len(self.model.columns)), key=head.visualIndex)
        columns = [self.model.columns[n] for n in order]

        def work(session: Session) -> str:
            ids = queries.ids(session, query, rows[0], rows[-1] - rows[0] + 1)
            wanted = [ids[row - rows[0]] for row in rows if row - rows[0] < len(ids)]
            found = cells(session, query.spec, columns, wanted)
            lines = [[in_text(cell) for cell in found[i]] for i in wanted if i in found]
            return as_tsv([[column.title for column in columns], *lines])

        def then(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._desk.say(_("Copied {count} lines").format(count=len(rows)))

        self._desk.read(work, then, owner=self)

    def scroll_position(self) -> QPoint:
        return QPoint(self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value())


def as_tsv(lines: Sequence[Sequence[str]]) -> str:
    """Lines as a workbook pastes them: tabs between, nothing in a cell that would break it or run as a formula."""
    return "\n".join("\t".join(_harmless(cell) for cell in line) for line in lines)


def _harmless(cell: str) -> str:
    flat = " ".join(cell.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "@") else flat
