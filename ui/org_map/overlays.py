"""What lies over the map and does not move with it: the legend, the overview, the pills that fold, a unit being dragged."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from models.words import _
from ui import fonts, theme
from ui.org_map.box import PAD, ROUND
from ui.org_map.camera import Camera
from ui.org_map.colouring import Colouring
from ui.org_map.layout import HEIGHT, WIDTH, Layout
from ui.org_map.scene import NAMES_FROM, WORDS_FROM, Scene, bar_colour
from ui.theme import px

OVERVIEW = QSizeF(150, 92)
_EDGE = 14


def card(painter: QPainter, rect: QRectF, ground: str = "surface") -> None:
    """A small sheet over the map."""
    colours = theme.tokens()
    painter.setPen(QPen(colours.colour("line"), 1))
    painter.setBrush(colours.colour(ground))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))


def legend_room() -> int:
    """How high the legend and its edge are: what a view of the whole map leaves free."""
    return px(_EDGE + 36 - 10)


def overview_room() -> int:
    """As `legend_room`, for the overview, which is higher."""
    return px(_EDGE + OVERVIEW.height() - 10)


def paint_legend(painter: QPainter, size: QSizeF, by: Colouring) -> None:
    """Which colour means what, in the lower left corner."""
    colours = theme.tokens()
    font = fonts.font(px(13))
    painter.setFont(font)
    metrics = painter.fontMetrics()
    parts = [(tone, words, metrics.horizontalAdvance(words)) for tone, words in by.legend]
    title = _(by.short)
    swatch, gap = px(14), px(10)
    wide = gap + metrics.horizontalAdvance(title) + sum(swatch + px(7) + width + gap for _t, _w, width in parts) + px(8)
    rect = QRectF(px(_EDGE), size.height() - px(_EDGE) - px(36), wide, px(36))
    card(painter, rect)
    x = rect.left() + gap
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(colours.colour("muted"))
    painter.drawText(QRectF(x, rect.top(), wide, rect.height()), middle, title)
    x += metrics.horizontalAdvance(title) + gap
    for tone, words, width in parts:
        painter.setPen(QPen(bar_colour(tone), 1))
        painter.setBrush(colours.colour("surface" if tone == "neutral" else f"{tone}_ground"))
        painter.drawRoundedRect(QRectF(x, rect.center().y() - swatch / 2, swatch, swatch), 3, 3)
        x += swatch + px(7)
        painter.setPen(colours.colour("ink"))
        painter.drawText(QRectF(x, rect.top(), width + 4, rect.height()), middle, words)
        x += width + gap


class Overview:
    """The whole map small, with a frame around what shows; pressed, it leads there."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None

    def forget(self) -> None:
        """The layout or the colours have changed."""
        self._picture = None

    def rect(self, size: QSizeF) -> QRectF:
        """Where it lies: in the lower right corner."""
        wide, high = px(OVERVIEW.width()), px(OVERVIEW.height())
        return QRectF(size.width() - wide - px(_EDGE), size.height() - high - px(_EDGE), wide, high)

    def _fit(self, layout: Layout, rect: QRectF) -> tuple[float, float, float]:
        room = rect.adjusted(px(8), px(8), -px(8), -px(8))
        scale = min(room.width() / max(layout.width, 1), room.height() / max(layout.height, 1))
        x = room.center().x() - layout.width * scale / 2
        return scale, x, room.center().y() - layout.height * scale / 2

    def paint(self, painter: QPainter, size: QSizeF, scene: Scene, camera: Camera) -> None:
        rect, ratio = self.rect(size), painter.device().devicePixelRatio()
        if self._picture is None:
            self._picture = self._draw(scene, rect, ratio)
        painter.drawPixmap(rect.topLeft(), self._picture)
        scale, x, y = self._fit(scene.layout, rect)
        left, top = camera.to_map(0, 0)
        right, bottom = camera.to_map(size.width(), size.height())
        frame = QRectF(QPointF(x + left * scale, y + top * scale), QPointF(x + right * scale, y + bottom * scale))
        painter.setPen(QPen(theme.tokens().colour("accent"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.intersected(rect.adjusted(2, 2, -2, -2)))

    def _draw(self, scene: Scene, rect: QRectF, ratio: float) -> QPixmap:
        picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        own = QRectF(0, 0, rect.width(), rect.height())
        card(painter, own, "canvas")
        scale, x, y = self._fit(scene.layout, own)
        painter.setPen(Qt.PenStyle.NoPen)
        for node_id, spot in scene.layout.spots.items():
            shade = scene.shades.get(node_id)
            box = QRectF(x + spot.x * scale, y + spot.y * scale, max(WIDTH * scale, 1.2), max(HEIGHT * scale, 1.0))
            painter.fillRect(box, bar_colour(shade.tone if shade else ""))
        painter.end()
        return picture

    def place(self, at: QPointF, size: QSizeF, layout: Layout) -> tuple[float, float] | None:
        """The place of the map under a point of the overview; None beside it."""
        rect = self.rect(size)
        if not rect.contains(at):
            return None
        scale, x, y = self._fit(layout, rect)
        return (at.x() - x) / scale, (at.y() - y) / scale


def pill_rect(scene: Scene, camera: Camera, node_id: str) -> QRectF:
    """Where the pill of a box lies that folds and unfolds what is below it."""
    spot = scene.layout.spots[node_id]
    if camera.scale < WORDS_FROM:  # small boxes carry it inside, left of their figure
        x, y = camera.to_view(spot.x + PAD / 2, spot.y + HEIGHT * 0.52)
        return QRectF(x, y, WIDTH * camera.scale * 0.42, HEIGHT * camera.scale * 0.42)
    x, y = camera.to_view(spot.x + WIDTH / 2, spot.y + HEIGHT)
    wide, high = px(46 if node_id in scene.folded else 22), px(18)
    return QRectF(x - wide / 2, y - high * 0.15, wide, high)


def paint_pills(painter: QPainter, scene: Scene, camera: Camera, size: QSizeF, near: set[str]) -> None:
    """ "+ 46" under what is folded in; a minus under the boxes of `near` (the chosen one, the one under the mouse)."""
    if camera.scale < NAMES_FROM:
        return
    colours = theme.tokens()
    small = camera.scale < WORDS_FROM
    painter.setFont(fonts.font(max(7, round(HEIGHT * camera.scale * 0.32)) if small else px(12.5)))
    shown = QRectF(0, 0, size.width(), size.height())
    for node_id in {*scene.folded, *near}:
        if node_id not in scene.layout.spots or node_id not in scene.children:
            continue
        if small and node_id not in scene.folded:
            continue
        rect = pill_rect(scene, camera, node_id)
        if rect.intersects(shown):
            painter.setPen(QPen(colours.colour("surface"), 2))
            painter.setBrush(colours.colour("information_ground"))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            words = f"+ {scene.layout.hidden.get(node_id, 0)}" if node_id in scene.folded else "−"
            painter.setPen(colours.colour("information"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_frame(painter: QPainter, scene: Scene, camera: Camera, node_id: str, colour: str, width: float) -> None:
    """A line around a box: the chosen one, the one a unit is dragged over."""
    if node_id not in scene.layout.spots:
        return
    spot = scene.layout.spots[node_id]
    x, y = camera.to_view(spot.x, spot.y)
    painter.setPen(QPen(theme.tokens().colour(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(x, y, WIDTH * camera.scale, HEIGHT * camera.scale)
    painter.drawRoundedRect(box, ROUND * camera.scale, ROUND * camera.scale)


def paint_dragged(painter: QPainter, at: QPointF, words: str, *, good: bool) -> None:
    """The sentence beside the pointer: what letting go would do."""
    painter.setFont(fonts.font(px(13)))
    wide = painter.fontMetrics().horizontalAdvance(words) + px(20)
    rect = QRectF(at.x() + px(14), at.y() + px(10), wide, px(30))
    card(painter, rect, "information_ground" if good else "surface")
    painter.setPen(theme.tokens().colour("information" if good else "muted"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)
