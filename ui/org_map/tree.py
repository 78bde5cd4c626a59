"""The same units as a tree of lines, beside the picture: the same choice, the same moves by dragging."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from models.map_figures import UnitFigures
from models.words import _
from ui import theme
from ui.org_map.colouring import Shade
from ui.org_map.nodes import MapNode
from ui.theme import px

_ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class UnitTree(QTreeView):
    """`chosen` and `opened` carry the id of a line, `moved` the ids of a unit's line and of the one it was dropped on."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.movable = False
        self._nodes: dict[str, MapNode] = {}
        self._items: dict[str, QStandardItem] = {}
        self._telling = True
        self._model = QStandardItemModel(self)
        self._model.setHorizontalHeaderLabels(["", "", "", "", ""])
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setIndentation(px(18))
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._id_at(index)))
        self.setAccessibleName(_("Organisation as a tree"))

    def show_nodes(
        self, nodes: Sequence[MapNode], shades: Mapping[str, Shade], figures: Mapping[str, UnitFigures], figure: str
    ) -> None:
        """These lines; what is open and chosen stays so."""
        opened = {i for i, item in self._items.items() if self.isExpanded(item.index())}
        first, at, top = not self._items, self._id_at(self.currentIndex()), self.verticalScrollBar().value()
        self._telling = False
        self._model.removeRows(0, self._model.rowCount())
        self._model.setHorizontalHeaderLabels([_("Unit"), _("Led by"), _("Households"), _("People"), figure])
        for number in (2, 3, 4):
            self._model.horizontalHeaderItem(number).setTextAlignment(_RIGHT)
        self._nodes, self._items = {node.id: node for node in nodes}, {}
        for node in sorted(nodes, key=lambda node: node.row):
            above = self._items.get(node.parent or "")
            line = self._line(node, shades.get(node.id), figures.get(node.id))
            (above if above is not None else self._model.invisibleRootItem()).appendRow(line)
            self._items[node.id] = line[0]
        for node_id, item in self._items.items():
            if node_id in opened or (first and self._nodes[node_id].row < (1 if len(nodes) > 60 else 3)):
                self.setExpanded(item.index(), True)
        self._fit_columns()
        if at in self._items:
            self.show_chosen(at)
        self.verticalScrollBar().setValue(top)
        self._telling = True

    def _line(self, node: MapNode, shade: Shade | None, figures: UnitFigures | None) -> list[QStandardItem]:
        name = QStandardItem(node.name)
        name.setData(node.id, _ID)
        name.setToolTip(" · ".join(part for part in (node.place, node.code) if part))
        head = QStandardItem(node.head)
        if node.vacant:
            head.setForeground(theme.tokens().colour("overdue"))
        numbers = [f"{figures.households:,}", f"{figures.people:,}"] if figures else ["", ""]
        line = [name, head, *(QStandardItem(words) for words in numbers), QStandardItem(shade.words if shade else "")]
        if shade:
            line[4].setForeground(theme.tokens().colour(shade.tone))
        for item in line[2:]:
            item.setTextAlignment(_RIGHT)
        for item in line[1:]:
            item.setDropEnabled(False)
        return line

    def _fit_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, wide in ((1, 170), (2, 84), (3, 84), (4, 96)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(number, px(wide))

    def show_chosen(self, node_id: str) -> None:
        """Make one line the chosen one without telling so."""
        item = self._items.get(node_id)
        if item is None or self._id_at(self.currentIndex()) == node_id:
            return
        telling, self._telling = self._telling, False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(item.index(), flags)
        self.scrollTo(item.index())
        self._telling = telling

    def _id_at(self, index: QModelIndex) -> str:
        return str(index.siblingAtColumn(0).data(_ID) or "") if index.isValid() else ""

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._telling and (node_id := self._id_at(current)):
            self.chosen.emit(node_id)

    def can_move(self, node_id: str, target: str) -> bool:
        """Whether a unit may be dropped here: on one a level above that is not its parent already."""
        one, other = self._nodes.get(node_id), self._nodes.get(target)
        return bool(self.movable and one and other and other.row == one.row - 1 and one.parent != other.id)

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing moves here: the page asks for the day first, and the tree follows what was written."""
        at, target = self._id_at(self.currentIndex()), self._id_at(self.indexAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if self.can_move(at, target):
            self.moved.emit(at, target)
