"""A list of choices with a line to type into: one pick or several, up and down by keyboard."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.words import _
from ui import theme
from ui.kit.check_box import paint_box
from ui.kit.floating import Floating
from ui.kit.layouts import column
from ui.theme import px

_SHOWN = 9  # lines before it scrolls
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: what it stands for, its words, and quieter words behind. `also` is found by typing, not shown."""

    value: object
    words: str
    detail: str = ""
    also: str = ""
    depth: int = 0


class ChoiceModel(QAbstractListModel):
    """The choices that fit what was typed."""

    def __init__(self, several: bool) -> None:
        super().__init__()
        self.several = several
        self.choices: list[Choice] = []
        self.picked: set[object] = set()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return choice.words
        return choice if role == Qt.ItemDataRole.UserRole else None

    def show(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = list(choices)
        self.endResetModel()


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a choice: box, words, and the detail in muted letters at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice, model = index.data(Qt.ItemDataRole.UserRole), index.model()
        assert isinstance(choice, Choice) and isinstance(model, ChoiceModel)
        colours, rect = theme.tokens(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected"))
            painter.drawRoundedRect(QRectF(rect.adjusted(2, 1, -2, -1)), px(6), px(6))
        rect.adjust(px(10) + px(14) * choice.depth, 0, -px(10), 0)
        if model.several:
            size = px(16)
            box = QRectF(rect.x(), rect.center().y() - size / 2 + 0.5, size, size)
            paint_box(painter, box, checked=choice.value in model.picked)
            rect.setLeft(rect.left() + size + px(8))
        metrics = painter.fontMetrics()
        flags = Qt.AlignmentFlag.AlignVCenter
        wanted = min(metrics.horizontalAdvance(choice.words) + 2, rect.width())
        painter.setPen(colours.colour("ink"))
        words = metrics.elidedText(choice.words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignLeft, words)
        if choice.detail and rect.width() - wanted > px(40):
            rect.setLeft(rect.left() + wanted + px(12))
            painter.setPen(colours.colour("muted"))
            detail = metrics.elidedText(choice.detail, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, flags | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(32))


class ChoiceView(QListView):
    """The lines of a pick list; it never takes the focus from what is typed into."""

    def __init__(self, model: ChoiceModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """As tall as its lines, up to where it scrolls."""
        self.setFixedHeight(max(1, min(self.model().rowCount(), _SHOWN)) * px(32) + px(2))

    def step(self, by: int) -> None:
        """Move the current line."""
        rows = self.model().rowCount()
        if rows:
            at = self.currentIndex().row()
            to = (at + by) % rows if self.currentIndex().isValid() else (0 if by > 0 else rows - 1)
            self.setCurrentIndex(self.model().index(to, 0))


class PickList(Floating):
    """`picked` carries the value (one), or `changed` the set of values (several) on every tick."""

    picked = Signal(object)
    changed = Signal(object)

    def __init__(
        self, choices: Sequence[Choice], *, several: bool = False, chosen: Collection[object] = (),
        typing: bool | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._all = list(choices)
        self._model = ChoiceModel(several)
        self._model.picked = set(chosen)
        self._view = ChoiceView(self._model)
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("Type to narrow down"))
        self._line.setVisible(len(choices) > _SHOWN if typing is None else typing)
        self._line.textChanged.connect(self._narrow)
        self._line.installEventFilter(self)
        self._view.clicked.connect(self._take)
        column(self, self._line, self._view, margins=6, spacing=6)
        self._narrow("")
        if not self._line.isHidden():
            self.setFocusProxy(self._line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _narrow(self, typed: str) -> None:
        words = typed.strip().casefold()
        fitting = [c for c in self._all if words in f"{c.words} {c.detail} {c.also}".casefold()]
        self._model.show(fitting)
        self._view.fit()
        if fitting:
            self._view.setCurrentIndex(self._model.index(0, 0))
        widest = max((self.fontMetrics().horizontalAdvance(c.words + c.detail) for c in self._all[:300]), default=0)
        self.setMinimumWidth(min(max(px(180), widest + px(90)), px(420)))
        if not self.isHidden():
            self.place()

    def open_below(self, anchor: object, *, align_right: bool = False) -> None:
        """Show it under a widget and let the user type at once."""
        from PySide6.QtWidgets import QWidget

        assert isinstance(anchor, QWidget)
        self.show_below(anchor, align_right=align_right)
        self.setFocus()

    def _take(self, index: QModelIndex) -> None:
        choice = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(choice, Choice):
            return
        if self._model.several:
            self._model.picked ^= {choice.value}
            self._model.dataChanged.emit(index, index)
            self.changed.emit(set(self._model.picked))
        else:
            self.close_it()
            self.picked.emit(choice.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event):
            super().keyPressEvent(event)

    def _keys(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down:
                self._view.step(1)
            case Qt.Key.Key_Up:
                self._view.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self._view.currentIndex())
            case Qt.Key.Key_Space if self._model.several and not self._line.text():
                self._take(self._view.currentIndex())
            case _:
                return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._line
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._keys(event)
        ):
            return True
        return super().eventFilter(watched, event)
