"""One box of the map: name, area, who leads it, what it serves, and the figure it is coloured by."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText, QTransform

from ui import fonts, theme
from ui.org_map.colouring import Shade
from ui.org_map.layout import HEIGHT, WIDTH
from ui.org_map.nodes import MapNode

PAD = 11.0
ROUND = 9.0
_LINES = (8.0, 29.0, 48.0)  # the tops of the three lines of words


@dataclass(slots=True)
class Face:
    """What is written in a box, cut to its width and laid out once."""

    name: QStaticText
    place: QStaticText
    head: QStaticText
    figure: QStaticText
    people: QStaticText
    households: QStaticText
    brief: QStaticText
    tone: str
    figure_words: str
    vacant: bool


class Faces:
    """Fonts and measures of the boxes; makes each box's face when it is first seen."""

    def __init__(self) -> None:
        self.strong, self.plain, self.small = fonts.font(14, bold=True), fonts.font(13), fonts.font(12)
        self.figure, self.large = fonts.font(13, bold=True), fonts.font(23, bold=True)
        self._measures: dict[int, QFontMetricsF] = {id(font): QFontMetricsF(font) for font in self._fonts()}
        self._made: dict[str, Face] = {}

    def _fonts(self) -> tuple[QFont, ...]:
        return self.strong, self.plain, self.small, self.figure, self.large

    def forget(self) -> None:
        """What the boxes say has changed."""
        self._made.clear()

    def knows(self, node_id: str) -> bool:
        """Whether this box's words are laid out."""
        return node_id in self._made

    def face(self, node: MapNode, shade: Shade | None, people: str, households: str) -> Face:
        found = self._made.get(node.id)
        if found is None:
            found = self._made[node.id] = self._make(node, shade, people, households)
        return found

    def _make(self, node: MapNode, shade: Shade | None, people: str, households: str) -> Face:
        inside = WIDTH - 2 * PAD
        figure = shade.words if shade else ""
        beside_name = self._width(self.figure, figure) + 8 if figure else 0
        beside_place = self._width(self.small, people) + 8 if people else 0
        beside_head = self._width(self.small, households) + 8 if households else 0
        return Face(
            self._text(self.strong, node.name, inside - beside_name),
            self._text(self.small, node.place, inside - beside_place),
            self._text(self.plain, self._head(node, inside - beside_head), inside - beside_head),
            self._text(self.figure, figure, inside), self._text(self.small, people, inside),
            self._text(self.small, households, inside), self._text(self.large, self._brief(node, inside + 8), inside + 8),
            shade.tone if shade else "", figure, node.vacant,
        )  # fmt: skip

    def _brief(self, node: MapNode, width: float) -> str:
        """The name from afar, or the area where only that fits: the end of a name tells it from its neighbours."""
        area = node.place.partition(" · ")[0]
        return next(
            (words for words in (node.name, area) if words and self._width(self.large, words) <= width), node.name
        )

    def _head(self, node: MapNode, width: float) -> str:
        """Post and name, or the name alone where both are too long."""
        fits = not node.leader or self._width(self.plain, node.head) <= width
        return node.head if fits else node.leader

    def _width(self, font: QFont, words: str) -> float:
        return self._measures[id(font)].horizontalAdvance(words)

    def _text(self, font: QFont, words: str, width: float) -> QStaticText:
        shown = self._measures[id(font)].elidedText(words, Qt.TextElideMode.ElideRight, width)
        made = QStaticText(shown)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(QTransform(), font)
        return made


def draw_box(painter: QPainter, faces: Faces, face: Face, *, brief: bool) -> None:
    """A box with its left upper corner at the origin, in the map's own measure. `brief`: the name and figure alone."""
    colours = theme.tokens()
    rect = QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1)
    painter.setPen(QPen(colours.colour("line"), 1))
    painter.setBrush(colours.colour(f"{face.tone}_ground" if face.tone and face.tone != "neutral" else "surface"))
    painter.drawRoundedRect(rect, ROUND, ROUND)
    if brief:
        painter.setFont(faces.large)
        painter.setPen(colours.colour("ink"))
        painter.drawStaticText(QPointF(PAD - 4, 3), face.brief)
        if face.figure_words:
            painter.setPen(colours.colour(face.tone))
            painter.drawText(
                QRectF(PAD, HEIGHT / 2 - 2, WIDTH - 2 * PAD, HEIGHT / 2),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), face.figure_words,
            )  # fmt: skip
        return
    _words(painter, faces.strong, "ink", face.name, _LINES[0])
    _words(painter, faces.small, "muted", face.place, _LINES[1])
    _words(painter, faces.plain, "overdue" if face.vacant else "ink", face.head, _LINES[2])
    if face.tone:
        _words(painter, faces.figure, face.tone, face.figure, _LINES[0] + 1, right=True)
    _words(painter, faces.small, "muted", face.people, _LINES[1], right=True)
    _words(painter, faces.small, "muted", face.households, _LINES[2] + 1, right=True)


def _words(painter: QPainter, font: QFont, colour: str, words: QStaticText, top: float, *, right: bool = False) -> None:
    if not words.text():
        return
    painter.setFont(font)
    painter.setPen(theme.tokens().colour(colour))
    painter.drawStaticText(QPointF(WIDTH - PAD - words.size().width() if right else PAD, top), words)


class Pictures:
    """Boxes drawn beforehand at a few sizes, for the frames of a zoom; what is missing is made a few a frame."""

    SIZES = (0.3, 0.6, 1.2)

    def __init__(self, budget: float = 0.004, most: int = 1500) -> None:
        self._budget, self._most = budget, most
        self._made: dict[tuple[str, float], QPixmap] = {}
        self._until = 0.0

    def forget(self) -> None:
        self._made.clear()

    def begin_frame(self) -> None:
        """A new frame may spend so long on making pictures."""
        self._until = time.perf_counter() + self._budget

    def of(self, node_id: str, faces: Faces, face: Callable[[], Face], scale: float, ratio: float) -> QPixmap | None:
        """The picture for this scale, another one of this box meanwhile, or None."""
        size = min(self.SIZES, key=lambda each: abs(each / scale - 1))
        found = self._made.get((node_id, size))
        if found is None and time.perf_counter() < self._until:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[node_id, size] = _picture(faces, face(), size, ratio, brief=size < 0.5)
        return found or next((p for each in self.SIZES if (p := self._made.get((node_id, each)))), None)


def _picture(faces: Faces, face: Face, size: float, ratio: float, *, brief: bool) -> QPixmap:
    picture = QPixmap(round(WIDTH * size * ratio), round(HEIGHT * size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(picture.width() / WIDTH, picture.height() / HEIGHT)
    draw_box(painter, faces, face, brief=brief)
    painter.end()
    return picture
