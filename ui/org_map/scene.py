"""Everything the map has to draw, held ready: boxes, lines, colours; and the drawing of what shows, near or far."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from models.structure.map_figures import UnitFigures
from models.words import _
from ui import fonts, theme
from ui.org_map.box import Face, Faces, Pictures, draw_box
from ui.org_map.camera import Camera
from ui.org_map.colouring import Shade
from ui.org_map.layout import HEIGHT, RISE, WIDTH, Layout, Node, lay_out
from ui.org_map.nodes import MapNode

WORDS_FROM = 0.52  # from this scale on boxes say everything
_FRAME = 0.012  # seconds that words may be laid out in one drawing
NAMES_FROM = 0.27  # from this one their names and figures; below it they are bars


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the map that shows."""

    left: float
    top: float
    right: float
    bottom: float


class Scene:
    """`show` takes boxes, `shade` colours, `fold` what is folded in; then `paint` draws."""

    def __init__(self) -> None:
        self.nodes: dict[str, MapNode] = {}
        self.children: dict[str, list[str]] = {}
        self.parents: dict[str, str | None] = {}
        self.folded: set[str] = set()
        self.layout = Layout()
        self.shades: Mapping[str, Shade] = {}
        self.figures: Mapping[str, UnitFigures] = {}
        self.faces = Faces()
        self.pictures = Pictures()
        self.unfinished = False  # whether the last drawing left something for the next
        self._order: list[Node] = []
        self._families: list[tuple[Window, list[QLineF]]] = []
        self._lines: list[QLineF] = []
        self._bars: dict[str, list[QRectF]] = {}

    # --- what there is

    def show(self, nodes: Sequence[MapNode]) -> None:
        """These boxes from now on; what was folded stays so."""
        self.nodes = {node.id: node for node in nodes}
        self.parents = {node.id: node.parent if node.parent in self.nodes else None for node in nodes}
        self.children = {}
        for node in nodes:
            if parent := self.parents[node.id]:
                self.children.setdefault(parent, []).append(node.id)
        order, folded = (
            [Node(node.id, self.parents[node.id], node.row) for node in nodes],
            self.folded & self.children.keys(),
        )
        same = (order, folded) == (self._order, self.folded)
        self._order, self.folded = order, folded
        if same:
            self.recolour()  # only what the boxes say may differ
        else:
            self.arrange()

    def arrange(self) -> None:
        """Compute the layout anew: after a fold or with other boxes, never while drawing."""
        self.layout = lay_out(self._order, self.folded)
        families: dict[str, list[QLineF]] = {}
        for parent, line in self.layout.lines:
            families.setdefault(parent, []).append(QLineF(*line))
        self._families = [(_around(lines), lines) for lines in families.values()]
        self._lines = [line for lines in families.values() for line in lines]
        self.recolour()

    def shade(self, shades: Mapping[str, Shade], figures: Mapping[str, UnitFigures]) -> None:
        """Colours and figures of the boxes."""
        self.shades, self.figures = shades, figures
        self.recolour()

    def recolour(self) -> None:
        """Throw away what was drawn with the old words and colours."""
        self.faces.forget()
        self.pictures.forget()
        self._bars = {}
        for node_id, spot in self.layout.spots.items():
            tone = self.shades[node_id].tone if node_id in self.shades else ""
            self._bars.setdefault(tone, []).append(QRectF(spot.x, spot.y, WIDTH, HEIGHT))

    def restyle(self) -> None:
        """The theme or the text size has changed."""
        self.faces = Faces()
        self.recolour()

    # --- where things are

    def at(self, x: float, y: float) -> str | None:
        """The box at a place of the map."""
        for node_id, spot in self.layout.spots.items():
            if spot.x <= x <= spot.x + WIDTH and spot.y <= y <= spot.y + HEIGHT:
                return node_id
        return None

    def rect(self, node_id: str) -> QRectF:
        """Where a box stands."""
        spot = self.layout.spots[node_id]
        return QRectF(spot.x, spot.y, WIDTH, HEIGHT)

    def unfold_to(self, node_id: str) -> bool:
        """Open everything above a box; whether anything had to be opened."""
        above, opened = self.parents.get(node_id), False
        while above is not None:
            if above in self.folded:
                self.folded.discard(above)
                opened = True
            above = self.parents.get(above)
        return opened

    # --- drawing

    def paint(self, painter: QPainter, camera: Camera, size: QSizeF, *, moving: bool) -> None:
        """Draw what shows. While it `moves`, boxes are taken from pictures made before."""
        left, top = camera.to_map(0, 0)
        right, bottom = camera.to_map(size.width(), size.height())
        window = Window(left, top, right, bottom)
        painter.save()
        painter.scale(camera.scale, camera.scale)
        painter.translate(-camera.left, -camera.top)
        if camera.scale < NAMES_FROM:
            self._paint_bars(painter)
            painter.restore()
            self._paint_far_names(painter, camera, size)
            return
        self._paint_lines(painter, window)
        if moving:
            self._paint_pictures(painter, camera.scale, window)
        else:
            self._paint_boxes(painter, camera.scale, window)
        painter.restore()

    def _paint_lines(self, painter: QPainter, window: Window) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(_line_pen(1.0))
        for around, lines in self._families:
            if _meets(around, window):
                painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_bars(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(_line_pen(1.0))
        painter.drawLines(self._lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for tone, bars in self._bars.items():
            painter.setBrush(bar_colour(tone))
            painter.drawRects(bars)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_far_names(self, painter: QPainter, camera: Camera, size: QSizeF) -> None:
        """From afar the upper rows still say their names, where they have room to; from farthest the top row alone."""
        painter.setFont(fonts.font(theme.px(12.5)))
        metrics, colours = painter.fontMetrics(), theme.tokens()
        until: dict[int, float] = {}
        high = theme.px(18)
        lowest = 2 if (HEIGHT + RISE) * camera.scale > high + 2 else 0
        for node_id, spot in self.layout.spots.items():
            node = self.nodes[node_id]
            if node.row > lowest:
                continue
            x, y = camera.to_view(spot.x + WIDTH / 2, spot.y)
            wide = metrics.horizontalAdvance(node.name) + theme.px(8)
            if x - wide / 2 < until.get(node.row, -1e9) or not -wide < x < size.width() + wide:
                continue
            until[node.row] = x + wide / 2
            above = y - high - 2 if not lowest else y + (HEIGHT * camera.scale - high) / 2
            label = QRectF(x - wide / 2, above, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("surface"))
            painter.drawRoundedRect(label, 4, 4)
            painter.setPen(colours.colour("ink"))
            painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), node.name)

    def _shown(self, window: Window) -> list[tuple[str, float, float]]:
        left, top = window.left - WIDTH, window.top - HEIGHT
        return [
            (node_id, x, y) for node_id, (x, y) in self.layout.spots.items()
            if left < x < window.right and top < y < window.bottom
        ]  # fmt: skip

    def _face(self, node_id: str) -> Face:
        figures = self.figures.get(node_id)
        people = _("{count} people").format(count=f"{figures.people:,}") if figures and figures.people else ""
        homes = (
            _("{count} households").format(count=f"{figures.households:,}") if figures and figures.households else ""
        )
        return self.faces.face(self.nodes[node_id], self.shades.get(node_id), people, homes)

    def _paint_boxes(self, painter: QPainter, scale: float, window: Window) -> None:
        """Whole boxes. Where many are new, some wait for the next frame, so that none takes long."""
        brief, until = scale < WORDS_FROM, time.perf_counter() + _FRAME
        self.unfinished = False
        for node_id, x, y in self._shown(window):
            if self.faces.knows(node_id) or time.perf_counter() < until:
                painter.translate(x, y)
                draw_box(painter, self.faces, self._face(node_id), brief=brief)
                painter.translate(-x, -y)
            else:
                self.unfinished = True
                self._paint_bar(painter, node_id, x, y)

    def _paint_bar(self, painter: QPainter, node_id: str, x: float, y: float) -> None:
        shade = self.shades.get(node_id)
        painter.fillRect(QRectF(x, y, WIDTH, HEIGHT), bar_colour(shade.tone if shade else ""))

    def _paint_pictures(self, painter: QPainter, scale: float, window: Window) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.pictures.begin_frame()
        ratio = painter.device().devicePixelRatio()
        for node_id, x, y in self._shown(window):
            picture = self.pictures.of(node_id, self.faces, partial(self._face, node_id), scale, ratio)
            if picture is None:
                self._paint_bar(painter, node_id, x, y)
            else:
                painter.drawPixmap(QRectF(x, y, WIDTH, HEIGHT), picture, QRectF(picture.rect()))


def _around(lines: Collection[QLineF]) -> Window:
    xs = [x for line in lines for x in (line.x1(), line.x2())]
    ys = [y for line in lines for y in (line.y1(), line.y2())]
    return Window(min(xs), min(ys), max(xs), max(ys))


def _meets(one: Window, other: Window) -> bool:
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom


def _line_pen(width: float) -> QPen:
    pen = QPen(theme.tokens().colour("scroll"), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def bar_colour(tone: str) -> QColor:
    """The colour of a box that is too small for words: its tone, half as strong."""
    colours = theme.tokens()
    if not tone or tone == "neutral":
        return colours.colour("scroll")
    strong, quiet = colours.colour(tone), colours.colour(f"{tone}_ground")
    mix = 0.45
    return QColor(*(round(a * mix + b * (1 - mix)) for a, b in zip(_rgb(strong), _rgb(quiet), strict=True)))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
