"""The map as a widget: it holds the camera, takes mouse and keys, and lets the scene draw what shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QSizeF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.map_figures import UnitFigures
from models.words import _
from ui import theme
from ui.org_map import overlays, travel
from ui.org_map.camera import Camera, centred, fitting
from ui.org_map.colouring import Colouring, Shade
from ui.org_map.layout import HEIGHT, WIDTH
from ui.org_map.nodes import MapNode
from ui.org_map.scene import Scene

FLIGHT = 320  # milliseconds
_STILL_AFTER = 140
_STEP = 1.2
_WAYS: dict[int, travel.Way] = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right",
}  # fmt: skip
_MANY = 60  # with more units than this the map opens with the lower rows folded in


@dataclass(slots=True)
class _Grip:
    """The mouse is down: on a unit, or on the ground."""

    at: QPointF
    node: str | None
    dragging: bool = False


class MapView(QWidget):
    """`chosen` and `opened` carry the id of a box, `moved` the ids of a unit's box and of the one it was dropped on."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.camera = Camera()
        self.movable = False  # whether units may be dragged: today's party chain, by who may write
        self.flight_time = FLIGHT
        self.at = ""  # the chosen box
        self.colouring: Colouring | None = None
        self._overview = overlays.Overview()
        self._hover = ""
        self._grip: _Grip | None = None
        self._pointer = QPointF()
        self._moving = False
        self._fitted = False
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.timeout.connect(self._stand_still)
        self._flight = QVariantAnimation(self)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._flight.valueChanged.connect(self._fly)
        self._way = (self.camera, self.camera)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(_("Organisation map"))

    # --- what it shows

    def show_nodes(self, nodes: Sequence[MapNode], *, anew: bool = False) -> None:
        """These boxes. Unless `anew`, everything stays where it is seen: folds, camera, the chosen box."""
        anchor = self.at if self.at in self.scene.layout.spots else ""
        before = self._place_of(anchor)
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
            self._hold(anchor, before)
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
            self._into_sight(node_id)
        self.update()
        if tell:
            self.chosen.emit(node_id)

    # --- where one looks from

    def _size(self) -> QSizeF:
        return QSizeF(self.width(), self.height())

    def _whole(self) -> Camera:
        layout = self.scene.layout
        free = self.height() - overlays.legend_room()
        return fitting(layout.width, layout.height, self.width(), free, most=theme.px(100) / 100)

    def fit(self, *, fly: bool = True) -> None:
        """The whole map in sight."""
        self._fitted = bool(self.scene.layout.spots) and self.width() > 1 and self.isVisible()
        self._go(self._whole(), fly=fly)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther, around a point of the widget (its middle)."""
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self._flight.stop()
        self.camera = self.camera.zoomed(factor, point.x(), point.y())
        self._set_moving()
        self.update()

    def pan(self, dx: float, dy: float) -> None:
        """Shift the map by pixels."""
        self.camera = self.camera.moved(dx, dy)
        self.update()

    def fly_to(self, node_id: str) -> None:
        """Bring a box into the middle, near enough to be read."""
        box = self.scene.rect(node_id)
        scale = max(self.camera.scale, theme.px(100) / 100 * 0.9)
        self._go(centred(box.center().x(), box.center().y(), self.width(), self.height(), scale))

    def _into_sight(self, node_id: str) -> None:
        """Shift the map as little as shows the whole box."""
        x, y = self._place_of(node_id)
        wide, high = WIDTH * self.camera.scale, HEIGHT * self.camera.scale
        margin = theme.px(16)
        dx = max(margin - x, 0) or min(self.width() - margin - x - wide, 0)
        dy = max(margin - y, 0) or min(self.height() - margin - y - high, 0)
        if dx or dy:
            self._go(self.camera.moved(dx, dy))

    def _go(self, to: Camera, *, fly: bool = True) -> None:
        self._flight.stop()
        if fly and self.flight_time and self.isVisible():
            self._way = (self.camera, to)
            self._flight.setDuration(self.flight_time)
            self._flight.start()
        else:
            self.camera = to
            self.update()

    def _fly(self, share: float) -> None:
        start, end = self._way
        self.camera = end if share >= 1.0 else start.toward(end, share)
        self._set_moving()
        self.update()

    def _set_moving(self) -> None:
        self._moving = True
        self._still.start(_STILL_AFTER)

    def _stand_still(self) -> None:
        self._moving = False
        self.update()

    def _place_of(self, node_id: str) -> tuple[float, float]:
        spot = self.scene.layout.spots.get(node_id)
        return self.camera.to_view(spot.x, spot.y) if spot else (0.0, 0.0)

    def _hold(self, node_id: str, before: tuple[float, float]) -> None:
        """Keep a box where it was seen although the layout has changed."""
        if node_id in self.scene.layout.spots:
            x, y = self._place_of(node_id)
            self.camera = self.camera.moved(before[0] - x, before[1] - y)

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
        before = self._place_of(anchor)
        self.scene.arrange()
        self._overview.forget()
        if anchor:
            self._hold(anchor, before)
        self.update()

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        size, scene = self._size(), self.scene
        scene.paint(painter, self.camera, size, moving=self._moving)
        if self.at:
            overlays.paint_frame(painter, scene, self.camera, self.at, "accent", 2.2 if self.hasFocus() else 1.6)
        overlays.paint_pills(painter, scene, self.camera, size, {self.at, self._hover})
        if self.colouring:
            overlays.paint_legend(painter, size, self.colouring)
        if scene.layout.spots:
            self._overview.paint(painter, size, scene, self.camera)
        self._paint_drag(painter)
        if scene.unfinished and not self._moving:
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
        self.zoom(_STEP ** (turned / 120), event.position())
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
        place = self._overview.place(at, self._size(), self.scene.layout) if self.scene.layout.spots else None
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
        if not self._zoom_key(event) and not self._travel_key(event):
            super().keyPressEvent(event)

    def _zoom_key(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = theme.px(80)
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
                self.zoom(_STEP)
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore if control:
                self.zoom(1 / _STEP)
            case Qt.Key.Key_0 if control:
                self.fit()
            case Qt.Key.Key_Left:
                self.pan(step, 0)
            case Qt.Key.Key_Right:
                self.pan(-step, 0)
            case Qt.Key.Key_Up:
                self.pan(0, step)
            case Qt.Key.Key_Down:
                self.pan(0, -step)
            case _:
                return False
        return True

    def _travel_key(self, event: QKeyEvent) -> bool:
        scene, key = self.scene, event.key()
        if key in (Qt.Key.Key_Escape,) and self._grip and self._grip.dragging:
            self._grip = None
            self.update()
            return True
        if not scene.layout.spots:
            return False
        if not self.at or self.at not in scene.layout.spots:
            if key in _WAYS or key == Qt.Key.Key_Home:
                self.choose(next(iter(scene.layout.spots)))
                return True
            return False
        if key == Qt.Key.Key_Down and self.at in scene.folded:
            self.fold(self.at, False)
        elif key in _WAYS:
            self.choose(travel.step(_WAYS[key], self.at, scene.layout, scene.parents, scene.children))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.at)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.fold(self.at, False)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.fold(self.at, True)
        elif key == Qt.Key.Key_Home:
            self.choose(next(iter(scene.layout.spots)))
        else:
            return False
        return True
