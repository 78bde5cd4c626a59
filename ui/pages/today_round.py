"""The day's round as a list that is answered by one key: 1 somebody was met, 2 nobody, Enter goes on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.codes import code_table
from models.today import Stop
from models.words import _
from ui import fonts, theme
from ui.due import due_tag
from ui.kit.tag import TagKind
from ui.theme import px

Index = QModelIndex | QPersistentModelIndex
_SHARES = (0.28, 0.15, 0.18, 0.15, 0.24)  # door, name, care, how often, due; what is left of the buttons
ROW = 42


class RoundModel(QAbstractListModel):
    """The stops of a round. `answered` ones are shown as such until the round has been read again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stops: list[Stop] = []
        self.answered: dict[str, bool] = {}
        self.on = date.today()

    def show(self, stops: Sequence[Stop], on: date) -> None:
        self.beginResetModel()
        self.stops, self.on = list(stops), on
        self.answered.clear()
        self.endResetModel()

    def answer(self, row: int, *, met: bool) -> None:
        """Mark a stop as answered before the register has."""
        self.answered[self.stops[row].household_id] = met
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.stops)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        stop = self.stops[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words, _kind = self.state(stop)
            parts = (stop.door, "、".join(stop.people), "、".join(stop.categories), self.period(stop), words)
            return " ".join(part for part in parts if part)
        return stop if role == Qt.ItemDataRole.UserRole else None

    def state(self, stop: Stop) -> tuple[str, TagKind]:
        """How it stands with a stop, in words."""
        met = self.answered.get(stop.household_id)
        if met is not None:
            return (_("met"), "good") if met else (_("not met today"), "neutral")
        if stop.tried:
            return _("not met today"), "neutral"
        return due_tag(stop.due_on, self.on)

    def period(self, stop: Stop) -> str:
        return code_table("visit_period").label(stop.period)


class RoundDelegate(QStyledItemDelegate):
    """Paints a stop: door, names, care, how often, due, and the two answers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plain, self._strong = fonts.font(px(14)), fonts.font(px(14), bold=True)
        self._small = fonts.font(px(12.5))
        self._answers = fonts.font(px(13))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(300), px(ROW))

    def answers(self, rect: QRectF) -> tuple[QRectF, QRectF]:
        """Where "met" and "not met" stand in a line."""
        metrics = QFontMetrics(self._answers)
        widths = [metrics.horizontalAdvance(words) + px(22) for words in (_("Met"), _("Not met"))]
        height, right = px(27), rect.right() - px(12)
        top = rect.center().y() - height / 2
        second = QRectF(right - widths[1], top, widths[1], height)
        return QRectF(second.left() - px(5) - widths[0], top, widths[0], height), second

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, stop = index.model(), index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(model, RoundModel) or not isinstance(stop, Stop):
            return
        colours, rect = theme.tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.colour("selected"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        met, not_met = self.answers(rect)
        words = ((stop.door, self._plain, "ink"), ("、".join(stop.people) or "—", self._strong, "ink"))
        cells = self._cells(rect, met.left() - px(10))
        for cell, (text, font, colour) in zip(cells, words, strict=False):
            self._words(painter, cell, text, font, colour)
        self._tag(painter, cells[2], "、".join(stop.categories), "information")
        self._words(painter, cells[3], model.period(stop), self._plain, "muted")
        self._tag(painter, cells[4], *model.state(stop))
        for box, text in ((met, _("Met")), (not_met, _("Not met"))):
            self._answer(painter, box, text)
        painter.restore()

    def _cells(self, rect: QRectF, right: float) -> list[QRectF]:
        left, room = rect.left() + px(12), right - rect.left() - px(12)
        cells = []
        for share in _SHARES:
            width = room * share
            cells.append(QRectF(left, rect.top(), width - px(8), rect.height()))
            left += width
        return cells

    def _words(self, painter: QPainter, cell: QRectF, words: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.tokens().colour(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(cell.width()))
        painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter, shown)

    def _tag(self, painter: QPainter, cell: QRectF, words: str, kind: str) -> None:
        if not words:
            return
        painter.setFont(self._small)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(cell.width() - px(14)))
        box = QRectF(
            cell.left(), cell.center().y() - px(10.5), painter.fontMetrics().horizontalAdvance(shown) + px(14), px(21)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens().colour(f"{kind}_ground"))
        painter.drawRoundedRect(box, px(5), px(5))
        painter.setPen(theme.tokens().colour(kind))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _answer(self, painter: QPainter, box: QRectF, words: str) -> None:
        colours = theme.tokens()
        painter.setPen(QPen(colours.colour("line"), 1))
        painter.setBrush(colours.colour("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        painter.setFont(self._answers)
        painter.setPen(colours.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class RoundList(QListView):
    """`answered` carries the stop and whether somebody was met, `opened` the stop whose household is wanted."""

    answered = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.round = RoundModel(self)
        self.setModel(self.round)
        self._drawn = RoundDelegate(self)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Today's visits"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))

    def show_stops(self, stops: Sequence[Stop], on: date) -> None:
        """Show another reading of the round; the current door stays current, or else the next one."""
        current, row = self.current(), self.currentIndex().row()
        self.round.show(stops, on)
        if stops:
            doors = [stop.household_id for stop in stops]
            known = current is not None and current.household_id in doors
            self.go_to(doors.index(current.household_id) if known and current else max(row, 0))

    def current(self) -> Stop | None:
        """The stop that the keys answer."""
        stop = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return stop if isinstance(stop, Stop) else None

    def go_to(self, row: int) -> None:
        if self.round.stops:
            self.setCurrentIndex(self.round.index(min(row, len(self.round.stops) - 1)))

    def answer(self, *, met: bool) -> None:
        """Answer the current stop and go on to the next."""
        stop, row = self.current(), self.currentIndex().row()
        if stop is None or stop.household_id in self.round.answered:
            return
        self.round.answer(row, met=met)
        self.go_to(row + 1)
        self.answered.emit(stop, met)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_1:
                self.answer(met=True)
            case Qt.Key.Key_2:
                self.answer(met=False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go_to(self.currentIndex().row() + 1)
            case Qt.Key.Key_Space:
                self.opened.emit(self.current())
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            met, not_met = self._drawn.answers(QRectF(self.visualRect(index)))
            for box, answer in ((met, True), (not_met, False)):
                if box.contains(event.position()):
                    self.setCurrentIndex(index)
                    self.answer(met=answer)
                    return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._show_hand(event.position())
        return super().viewportEvent(event)

    def _show_hand(self, at: QPointF) -> None:
        index = self.indexAt(at.toPoint())
        over = index.isValid() and any(box.contains(at) for box in self._drawn.answers(QRectF(self.visualRect(index))))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
