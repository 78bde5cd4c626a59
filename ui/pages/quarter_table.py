"""One table of the quarter's figures: every number opens the records that it was counted from."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.figures import Block, Cell, Column, Figure, Line, Name, Rate, Way
from models.words import _
from ui import fonts, theme
from ui.theme import px

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEAD, _ROW = 46, 32
_FIRST, _NUMBER, _RATE = 236, 78, 132


def figure_words(figure: Figure, column: Column) -> str:
    """A figure as the screen shows it; a rate with both its parts."""
    if figure is None:
        return ""
    if isinstance(figure, Rate):
        share = "–" if figure.value is None else f"{figure.value:.1%}"
        return f"{figure.part.value:,} / {figure.whole.value:,} = {share}"
    if column.money or (figure.way is Way.SUM and figure.field == "amount"):
        return f"{figure.value / 100:,.0f}"
    return f"{figure.value:,}"


def change(now: Figure, then: Figure) -> str:
    """How a number of this quarter stands to that of last year's, in percent or in points."""
    if isinstance(now, Rate) and isinstance(then, Rate):
        if now.value is None or then.value is None:
            return ""
        return _("{points:+.1f} pts").format(points=100 * (now.value - then.value))
    if isinstance(now, Cell) and isinstance(then, Cell) and then.value:
        return _("the same") if now.value == then.value else f"{now.value / then.value - 1:+.0%}"
    return ""


class FigureModel(QAbstractTableModel):
    """A block as a model; with `compared` a last column says how the first stands to the second."""

    def __init__(self, block: Block, *, compared: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block, self.compared = block, compared

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.block.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self.block.columns) + self.compared

    def line(self, index: Index) -> Line:
        return self.block.lines[index.row()]

    def figure(self, index: Index) -> Figure:
        """The figure of a cell, if there is one."""
        at = index.column() - 1
        return self.line(index).cells[at] if 0 <= at < len(self.block.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, at = self.line(index), index.column() - 1
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(self.figure(index), Cell):
            return _("Open the records behind it")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if at < 0:
            return line.name.words
        if at == len(self.block.columns):
            return change(line.cells[0], line.cells[1])
        return figure_words(line.cells[at], self.block.columns[at])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names: Sequence[Name] = (self.block.head, *(column.name for column in self.block.columns))
        return names[section].words if section < len(names) else _("Change")


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FigureModel):
            return
        colours, rect, line = theme.tokens(), QRectF(option.rect), model.line(index)
        painter.save()
        if line.total:
            painter.fillRect(rect, colours.colour("canvas"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, colours.colour("selected"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words, first = str(index.data() or ""), index.column() == 0
        font = fonts.font(px(14), bold=line.total)
        opens = model.figure(index) is not None and words not in ("0", "")
        font.setUnderline(opens and bool(option.state & QStyle.StateFlag.State_MouseOver))
        painter.setFont(font)
        painter.setPen(colours.colour("ink" if first or opens else "muted"))
        inner = rect.adjusted(px(12) + (px(16) * line.depth if first else 0), 0, -px(8), 0)
        side = Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(inner.width()))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class FigureTable(QTableView):
    """As tall as its lines. `opened` carries the figure that was clicked or entered, and where it stands."""

    opened = Signal(object, object)  # a Cell or a Rate, and the rectangle it stands in

    def __init__(self, block: Block, *, compared: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel(block, compared=compared, parent=self)
        self.setModel(self.figures)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(block.name.words)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._dress()

    def _dress(self) -> None:
        lines, head = self.verticalHeader(), self.horizontalHeader()
        lines.hide()
        lines.setMinimumSectionSize(px(_ROW))
        lines.setDefaultSectionSize(px(_ROW))
        head.setFixedHeight(px(_HEAD))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        block = self.figures.block
        for number in range(self.figures.columnCount()):
            self.setColumnWidth(number, px(self._width(block, number)))
        self.setFixedHeight(px(_HEAD) + px(_ROW) * len(block.lines) + px(14))

    def _width(self, block: Block, number: int) -> int:
        if number == 0:
            return _FIRST
        at = number - 1
        rates = at < len(block.columns) and any(isinstance(line.cells[at], Rate) for line in block.lines)
        return _RATE + 20 if rates else _NUMBER + 14

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column takes what room there is."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(number) for number in range(1, self.figures.columnCount()))
        self.setColumnWidth(0, max(px(_FIRST), self.viewport().width() - others))

    def sizeHint(self) -> QSize:
        return QSize(px(400), self.height())

    def open(self, index: Index) -> None:
        """Open the records behind a cell."""
        figure = self.figures.figure(index) if index.isValid() else None
        if figure is not None:
            self.opened.emit(figure, self.visualRect(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.open(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            over = index.isValid() and self.figures.figure(index) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        return super().viewportEvent(event)
