"""The units as a model for a tree: asked line by line, so that two thousand of them cost nothing until they show."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.structure.map_figures import UnitFigures
from models.words import _
from ui import theme
from ui.org_map.colouring import Shade
from ui.org_map.nodes import MapNode

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
COLUMNS = 5


class UnitModel(QAbstractItemModel):
    """Name, who leads, households, people, and the figure that the map is coloured by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes: list[MapNode] = []
        self._shades: Mapping[str, Shade] = {}
        self._figures: Mapping[str, UnitFigures] = {}
        self._figure = ""
        self._number: dict[str, int] = {}  # of each node in `nodes`
        self._below: dict[int, list[int]] = {-1: []}
        self._above: list[int] = []
        self._place: list[int] = []  # among its siblings

    def show(
        self, nodes: Sequence[MapNode], shades: Mapping[str, Shade], figures: Mapping[str, UnitFigures], figure: str
    ) -> bool:
        """These units from now on; whether they stand otherwise than before (the view then begins anew)."""
        same = [(n.id, n.parent) for n in nodes] == [(n.id, n.parent) for n in self.nodes]
        if not same:
            self.beginResetModel()
        self.nodes, self._shades, self._figures, self._figure = list(nodes), shades, figures, figure
        if not same:
            self._arrange()
            self.endResetModel()
        else:
            self.layoutChanged.emit()
        return not same

    def _arrange(self) -> None:
        self._number = {node.id: number for number, node in enumerate(self.nodes)}
        self._above = [self._number.get(node.parent or "", -1) for node in self.nodes]
        self._below = {-1: []}
        self._place = []
        for number, above in enumerate(self._above):
            family = self._below.setdefault(above, [])
            self._place.append(len(family))
            family.append(number)

    def index_of(self, node_id: str) -> QModelIndex:
        """The line of a box; an invalid index if it is not there."""
        number = self._number.get(node_id)
        return QModelIndex() if number is None else self.createIndex(self._place[number], 0, number)

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        family = self._below.get(parent.internalId() if parent.isValid() else -1, [])
        inside = 0 <= row < len(family) and 0 <= column < COLUMNS
        return self.createIndex(row, column, family[row]) if inside else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self._above[index.internalId()] if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._place[above], 0, above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._below.get(parent.internalId() if parent.isValid() else -1, ()))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section >= 2 else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Unit"), _("Led by"), _("Households"), _("People"), self._figure)[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node, column = self.nodes[index.internalId()], index.column()
        shade = self._shades.get(node.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(node, column, shade)
        if role == ID:
            return node.id
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= 2:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(part for part in (node.place, node.code) if part)
        if role == Qt.ItemDataRole.ForegroundRole and column == 4 and shade:
            return theme.tokens().colour(shade.tone)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1 and node.vacant:
            return theme.tokens().colour("overdue")
        return None

    def _words(self, node: MapNode, column: int, shade: Shade | None) -> str:
        figures = self._figures.get(node.id)
        match column:
            case 0:
                return node.name
            case 1:
                return node.head
            case 2:
                return f"{figures.households:,}" if figures else ""
            case 3:
                return f"{figures.people:,}" if figures else ""
            case _:
                return shade.words if shade else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled if index.isValid() and index.column() == 0 else flags
