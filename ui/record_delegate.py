"""How a line of a table is painted: quiet letters, tags, a hair line below, the chosen line on its own ground."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import fonts, theme
from ui.columns import Cell, Column, TagText
from ui.record_model import CELL_ROLE, RecordModel
from ui.theme import px

Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Made anew with the window, so its fonts are those of the text size chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain, self._strong = fonts.font(px(14)), fonts.font(px(14), bold=True)
        self._small = fonts.font(px(12.5))
        self._small_metrics = QFontMetrics(self._small)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), theme.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RecordModel):
            return
        colours, rect = theme.tokens(), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.colour("selected"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = model.columns[index.column()]
        cell = index.data(CELL_ROLE)
        inner = rect.adjusted(px(12), 0, -px(4), -1)
        if isinstance(cell, tuple):
            self._tags(painter, inner, cell)
        elif cell is not None and not self._repeats(model, index, column, cell):
            self._words(painter, inner, column, cell or ("—" if column.dash else ""))
        painter.restore()

    def _repeats(self, model: RecordModel, index: Index, column: Column, cell: Cell) -> bool:
        if not column.once or not index.row() or not model.arrow(column) or not cell:
            return False
        return bool(model.index(index.row() - 1, index.column()).data(CELL_ROLE) == cell)

    def _words(self, painter: QPainter, rect: QRectF, column: Column, words: str) -> None:
        painter.setFont(self._strong if column.style == "strong" else self._plain)
        painter.setPen(theme.tokens().colour("muted" if column.style == "muted" or words == "—" else "ink"))
        side = Qt.AlignmentFlag.AlignRight if column.style == "number" else Qt.AlignmentFlag.AlignLeft
        if column.style == "number":
            rect.adjust(0, 0, -px(6), 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(rect.width()))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tags(self, painter: QPainter, rect: QRectF, tags: tuple[TagText, ...]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        colours, left, height = theme.tokens(), rect.left(), px(21)
        for number, tag in enumerate(tags):
            room = rect.right() - left
            words, kind = tag.words, tag.kind
            width = self._small_metrics.horizontalAdvance(words) + px(14)
            if number and width > room:  # say how many there are beyond, rather than cut a word
                words, kind = f"+{len(tags) - number}", "neutral"
                width = self._small_metrics.horizontalAdvance(words) + px(10)
            if width > room:
                words = self._small_metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(room - px(14)))
            box = QRectF(left, rect.center().y() - height / 2, min(width, room), height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(f"{kind}_ground"))
            painter.drawRoundedRect(box, px(5), px(5))
            painter.setPen(colours.colour(kind))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            left += width + px(5)
            if kind == "neutral" and words.startswith("+"):
                break
