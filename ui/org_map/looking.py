"""Where one looks from at the map: near and far, about and about, and the flights between."""

from PySide6.QtCore import QEasingCurve, QPointF, QSizeF, QTimer, QVariantAnimation
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.org_map import overlays
from ui.org_map.camera import Camera, centred, fitting
from ui.org_map.layout import HEIGHT, WIDTH
from ui.org_map.scene import Scene

FLIGHT = 320  # milliseconds
_STILL_AFTER = 140


class Looking(QWidget):
    """A widget with a scene and a camera. While the camera moves, `moving` says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.camera = Camera()
        self.flight_time = FLIGHT
        self.moving = False
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

    def size_now(self) -> QSizeF:
        return QSizeF(self.width(), self.height())

    def _whole(self) -> Camera:
        layout = self.scene.layout
        most = theme.px(100) / 100
        tall, low = (
            fitting(layout.width, layout.height, self.width(), self.height() - room, most=most)
            for room in (overlays.legend_room(), overlays.overview_room())
        )
        corner = overlays.Overview().rect(self.size_now())
        left, top = tall.to_map(corner.left(), corner.top())
        hidden = any(spot.x + WIDTH > left and spot.y + HEIGHT > top for spot in layout.spots.values())
        return low if hidden else tall

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

    def into_sight(self, node_id: str) -> None:
        """Shift the map as little as shows the whole box."""
        x, y = self.place_of(node_id)
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
        self.moving = True
        self._still.start(_STILL_AFTER)

    def _stand_still(self) -> None:
        self.moving = False
        self.update()

    def place_of(self, node_id: str) -> tuple[float, float]:
        spot = self.scene.layout.spots.get(node_id)
        return self.camera.to_view(spot.x, spot.y) if spot else (0.0, 0.0)

    def hold(self, node_id: str, before: tuple[float, float]) -> None:
        """Keep a box where it was seen although the layout has changed."""
        if node_id in self.scene.layout.spots:
            x, y = self.place_of(node_id)
            self.camera = self.camera.moved(before[0] - x, before[1] - y)
