"""The same units as a tree of lines, beside the picture: the same choice, the same moves by dragging."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from models.structure.map_figures import UnitFigures
from models.words import _
from ui.org_map.colouring import Shade
from ui.org_map.nodes import MapNode
from ui.org_map.tree_model import ID, UnitModel
from ui.theme import px

_MANY = 60  # with more units than this the tree opens folded


class UnitTree(QTreeView):
    """`chosen` and `opened` carry the id of a line, `moved` the ids of a unit's line and of the one it was dropped on."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.movable = False
        self._telling = True
        self.model_ = UnitModel(self)
        self.setModel(self.model_)
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
        model = self.model_
        first, at, top = not model.nodes, self._id_at(self.currentIndex()), self.verticalScrollBar().value()
        opened = {node.id for node in model.nodes if node.row < 3 and self.isExpanded(model.index_of(node.id))}
        self._telling = False
        if model.show(nodes, shades, figures, figure):
            deep = 1 if len(nodes) > _MANY else 3
            for node in nodes:
                if node.id in opened or (first and node.row < deep):
                    self.setExpanded(model.index_of(node.id), True)
            self._fit_columns()
            self.show_chosen(at)
            self.verticalScrollBar().setValue(top)
        self._telling = True

    def _fit_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, wide in ((1, 170), (2, 84), (3, 84), (4, 96)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(number, px(wide))

    def show_chosen(self, node_id: str) -> None:
        """Make one line the chosen one without telling so."""
        index = self.model_.index_of(node_id)
        if not index.isValid() or self._id_at(self.currentIndex()) == node_id:
            return
        telling, self._telling = self._telling, False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self._telling = telling

    def _id_at(self, index: QModelIndex) -> str:
        return str(index.siblingAtColumn(0).data(ID) or "") if index.isValid() else ""

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._telling and (node_id := self._id_at(current)):
            self.chosen.emit(node_id)

    def can_move(self, node_id: str, target: str) -> bool:
        """Whether a unit may be dropped here: on one a level above that is not its parent already."""
        lines = {node.id: node for node in self.model_.nodes if node.id in (node_id, target)}
        one, other = lines.get(node_id), lines.get(target)
        return bool(self.movable and one and other and other.row == one.row - 1 and one.parent != other.id)

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing moves here: the page asks for the day first, and the tree follows what was written."""
        at, target = self._id_at(self.currentIndex()), self._id_at(self.indexAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if self.can_move(at, target):
            self.moved.emit(at, target)
