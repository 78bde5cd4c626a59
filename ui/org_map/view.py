"""The map as a widget: it holds the camera, takes mouse and keys, and lets the scene draw what shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.structure.map_figures import UnitFigures
from models.words import _
from ui import theme
from ui.org_map import keys, overlays
from ui.org_map.camera import centred
from ui.org_map.colouring import Colouring, Shade
from ui.org_map.looking import Looking
from ui.org_map.nodes import MapNode

STEP = 1.2
_MANY = 60  # with more units than this the map opens with the lower rows folded in


@dataclass(slots=True)
class _Grip:
    """The mouse is down: on a unit, or on the ground."""

    at: QPointF
    node: str | None
    dragging: bool = False


class MapView(Looking):
    """`chosen` and `opened` carry the id of a box, `moved` the ids of a unit's box and of the one it was dropped on."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.movable = False  # whether units may be dragged: today's party chain, by who may write
        self.at = ""  # the chosen box
        self.colouring: Colouring | None = None
        self._overview = overlays.Overview()
        self._hover = ""
        self._grip: _Grip | None = None
        self._pointer = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(_("Organisation map"))

    # --- what it shows

    def show_nodes(self, nodes: Sequence[MapNode], *, anew: bool = False) -> None:
        """These boxes. Unless `anew`, everything stays where it is seen: folds, camera, the chosen box."""
        anchor = self.at if self.at in self.scene.layout.spots else ""
        before = self.place_of(anchor)
        self.scene.show(nodes)
        if anew:
            self.scene.folded = self._folded_at_first(nodes)
            self.scene.arrange()
            self._fitted = False
        if self.at not in self.scene.nodes:
            self.at = ""
        self._overview.forget()
        if not self._fitted:
            self.fit(fly=False)
        elif anchor:
            self.hold(anchor, before)
        self.update()

    def _folded_at_first(self, nodes: Sequence[MapNode]) -> set[str]:
        if len(nodes) <= _MANY:
            return set()
        return {node.id for node in nodes if node.row >= 1 and node.id in self.scene.children}

    def show_shades(
        self, shades: Mapping[str, Shade], figures: Mapping[str, UnitFigures], by: Colouring | None
    ) -> None:
        """Colours, and the figures that stand in the boxes."""
        self.colouring = by
        self.scene.shade(shades, figures)
        self._overview.forget()
        self.update()

    def choose(self, node_id: str, *, fly: bool = False, tell: bool = True) -> None:
        """Make one box the chosen one, bringing it into sight."""
        if node_id not in self.scene.nodes:
            return
        if self.scene.unfold_to(node_id):
            self._rearrange()
        self.at = node_id
        node = self.scene.nodes[node_id]
        self.setAccessibleDescription(" ".join(part for part in (node.name, node.place, node.head) if part))
        if fly:
            self.fly_to(node_id)
        else:
            self.into_sight(node_id)
        self.update()
        if tell:
            self.chosen.emit(node_id)

    # --- folding

    def toggle(self, node_id: str) -> None:
        """Fold in what is below a box, or out again; the box stays where it is seen."""
        if node_id in self.scene.children:
            self.scene.folded ^= {node_id}
            self._rearrange(node_id)

    def fold(self, node_id: str, folded: bool) -> None:
        """Fold in or out; nothing happens where it is so already."""
        if node_id in self.scene.children and (node_id in self.scene.folded) != folded:
            self.toggle(node_id)

    def fold_rows(self, row: int | None) -> None:
        """Fold in everything below a row; with None open everything."""
        nodes = self.scene.nodes.values()
        self.scene.folded = (
            set() if row is None else {n.id for n in nodes if n.row >= row and n.id in self.scene.children}
        )
        self._rearrange()
        if self.at and self.at not in self.scene.layout.spots:
            self.at = ""
        self.fit()

    def _rearrange(self, anchor: str = "") -> None:
        before = self.place_of(anchor)
        self.scene.arrange()
        self._overview.forget()
        if anchor:
            self.hold(anchor, before)
        self.update()

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        size, scene = self.size_now(), self.scene
        scene.paint(painter, self.camera, size, moving=self.moving)
        if self.at:
            overlays.paint_frame(painter, scene, self.camera, self.at, "accent", 2.2 if self.hasFocus() else 1.6)
        overlays.paint_pills(painter, scene, self.camera, size, {self.at, self._hover})
        if self.colouring:
            overlays.paint_legend(painter, size, self.colouring)
        if scene.layout.spots:
            self._overview.paint(painter, size, scene, self.camera)
        self._paint_drag(painter)
        if scene.unfinished and not self.moving:
            QTimer.singleShot(0, self.update)

    def _paint_drag(self, painter: QPainter) -> None:
        grip = self._grip
        if grip is None or not grip.dragging or grip.node is None:
            return
        target = self._target(grip.node)
        name = self.scene.nodes[grip.node].name
        if target:
            overlays.paint_frame(painter, self.scene, self.camera, target, "information", 3)
            words = _("Move {unit} under {parent}").format(unit=name, parent=self.scene.nodes[target].name)
        else:
            words = _("{unit}: drop it on a unit one level above").format(unit=name)
        overlays.paint_dragged(painter, self._pointer, words, good=bool(target))

    def _target(self, node_id: str) -> str:
        """The box under the pointer if this unit may be moved there."""
        over = self.scene.at(*self.camera.to_map(self._pointer.x(), self._pointer.y()))
        if over is None or over == self.scene.parents.get(node_id):
            return ""
        return over if self.scene.nodes[over].row == self.scene.nodes[node_id].row - 1 else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._fitted:
            self.fit(fly=False)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if not self._fitted:
            self.fit(fly=False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.scene.restyle()
            self._overview.forget()

    # --- the mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(STEP ** (turned / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._flight.stop()
        if self._look_there(event.position()):
            return
        if pill := self._pill_at(event.position()):
            self.toggle(pill)
            return
        node = self.scene.at(*self.camera.to_map(event.position().x(), event.position().y()))
        self._grip = _Grip(event.position(), node if event.button() == Qt.MouseButton.LeftButton else None)

    def _look_there(self, at: QPointF) -> bool:
        place = self._overview.place(at, self.size_now(), self.scene.layout) if self.scene.layout.spots else None
        if place:
            self.camera = centred(*place, self.width(), self.height(), self.camera.scale)
            self.update()
        return place is not None

    def _pill_at(self, at: QPointF) -> str:
        for node_id in {*self.scene.folded, self.at, self._hover} - {""}:
            there = node_id in self.scene.layout.spots and node_id in self.scene.children
            if there and overlays.pill_rect(self.scene, self.camera, node_id).adjusted(-4, -4, 4, 4).contains(at):
                return node_id
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._pointer = self._pointer, event.position()
        grip = self._grip
        if grip is None:
            if event.buttons() & Qt.MouseButton.LeftButton:
                self._look_there(event.position())
            else:
                self._hover_at(event.position())
            return
        far = (event.position() - grip.at).manhattanLength() >= QApplication.startDragDistance()
        if not grip.dragging and far:
            grip.dragging = True
            if grip.node and not (self.movable and self.scene.nodes[grip.node].row > 0):
                grip.node = None  # what cannot be moved pans the map
        if grip.dragging and grip.node is None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(event.position().x() - before.x(), event.position().y() - before.y())
        elif grip.dragging:
            self._pan_at_edge(event.position())
            self.update()

    def _pan_at_edge(self, at: QPointF) -> None:
        edge, step = theme.px(28), theme.px(14)
        dx = step if at.x() < edge else -step if at.x() > self.width() - edge else 0
        dy = step if at.y() < edge else -step if at.y() > self.height() - edge else 0
        if dx or dy:
            self.pan(dx, dy)

    def _hover_at(self, at: QPointF) -> None:
        over = self._pill_at(at) or self.scene.at(*self.camera.to_map(at.x(), at.y())) or ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor)
        if over != self._hover:
            self._hover = over
            node = self.scene.nodes.get(over)
            self.setToolTip(
                f"{node.name}\n{node.place}\n{node.head}".strip() if node and self.camera.scale < 0.52 else ""
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        self._pointer = event.position()
        self.unsetCursor()
        if grip is None:
            return
        if not grip.dragging and grip.node:
            self.choose(grip.node)
        elif grip.dragging and grip.node and (target := self._target(grip.node)):
            self.moved.emit(grip.node, target)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        node = self.scene.at(*self.camera.to_map(event.position().x(), event.position().y()))
        if node:
            self.opened.emit(node)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = ""
        self.update()
        super().leaveEvent(event)

    # --- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._grip and self._grip.dragging:
            self._grip = None
            self.update()
        elif not keys.zoom(self, event) and not keys.travel(self, event):
            super().keyPressEvent(event)
