"""The list on the left of the boards page: each board with a small picture, its paper, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exports.boards import theme as board_theme
from ui import fonts, theme
from ui.kit.tag import TagKind
from ui.theme import px

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW = 66


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: the board's title, its paper and when it was made, a tag, and what it stands for."""

    title: str
    detail: str
    tag: tuple[str, TagKind] | None
    look: str
    behind: object = field(hash=False, compare=False)
    key: str = ""


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[BoardLine] = []

    def show(self, lines: Sequence[BoardLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (line.title, line.detail, line.tag[0] if line.tag else "") if part)
        return line if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, BoardLine):
            return
        colours, rect = theme.tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.colour("selected"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._picture(painter, rect, line.look)
        left, strong = rect.left() + px(60), fonts.font(px(14), bold=True)
        room = rect.right() - px(14) - left
        # A long title has its line to itself; the tag then stands beside the detail.
        tight = line.tag is not None and QFontMetrics(strong).horizontalAdvance(line.title) > room - self._width(line)
        right = self._tag(painter, rect.translated(0, px(11)) if tight else rect, line)
        for words, font, colour, up, end in (
            (line.title, strong, "ink", -px(11), rect.right() - px(6) if tight else right),
            (line.detail, fonts.font(px(13)), "muted", px(11), right),
        ):
            painter.setFont(font)
            painter.setPen(colours.colour(colour))
            cell = QRectF(left, rect.top() + up, end - left - px(8), rect.height())
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(cell.width()))
            painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _width(self, line: BoardLine) -> int:
        """How much room the tag takes."""
        return QFontMetrics(fonts.font(px(12.5))).horizontalAdvance(line.tag[0]) + px(22) if line.tag else 0

    def _picture(self, painter: QPainter, rect: QRectF, look: str) -> None:
        """The board in little: its frame, its ground and the band of its heading."""
        drawn = board_theme(look)
        frame, ground = (QColor.fromRgbF(*colour) for colour in (drawn.frame, drawn.ground))
        sheet = QRectF(rect.left() + px(14), rect.center().y() - px(23), px(32), px(46))
        painter.setPen(QPen(frame, px(2)))
        painter.setBrush(ground)
        painter.drawRoundedRect(sheet, px(2), px(2))
        if drawn.filled:
            painter.fillRect(QRectF(sheet.left(), sheet.top(), sheet.width(), px(11)), frame)

    def _tag(self, painter: QPainter, rect: QRectF, line: BoardLine) -> float:
        right = rect.right() - px(14)
        if line.tag is None:
            return right
        words, kind = line.tag
        painter.setFont(fonts.font(px(12.5)))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(rect.width() * 0.5))
        width = painter.fontMetrics().horizontalAdvance(words) + px(14)
        box = QRectF(right - width, rect.center().y() - px(10.5), width, px(21))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens().colour(f"{kind}_ground"))
        painter.drawRoundedRect(box, px(5), px(5))
        painter.setPen(theme.tokens().colour(kind))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return box.left()


class BoardList(QListView):
    """`chosen` carries what the current line stands for."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_lines(self, lines: Sequence[BoardLine]) -> None:
        """Show other lines; the board that was current stays current if it is still there."""
        current = self.current()
        self._lines.show(lines)
        if lines:
            keys = [line.key for line in lines]
            self.go_to(keys.index(current.key) if current is not None and current.key in keys else 0)

    def current(self) -> BoardLine | None:
        line = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return line if isinstance(line, BoardLine) else None

    def lines(self) -> list[BoardLine]:
        return list(self._lines.lines)

    def go_to(self, row: int) -> None:
        self.setCurrentIndex(self._lines.index(row))

    def _tell(self, *_indexes: QModelIndex) -> None:
        line = self.current()
        if line is not None:
            self.chosen.emit(line.behind)
