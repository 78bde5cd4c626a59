"""Lucide icons drawn in any colour and size, sharp on every screen."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import path
from ui import theme

STROKE = "1.75"


def icon(name: str, colour: str = "ink", size: int = 18) -> QIcon:
    """An icon in a token's colour, with a muted one for disabled buttons."""
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(pixmap(name, "muted", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: str = "ink", size: int = 18) -> QPixmap:
    """An icon as a picture of `size` pixels of the design."""
    value = getattr(theme.tokens(), colour, colour)
    screen = QGuiApplication.primaryScreen()
    return _drawn(name, value, theme.px(size), screen.devicePixelRatio() if screen else 1.0)


@lru_cache(maxsize=1_000)
def _drawn(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    svg = path("icons", f"{name}.svg").read_text("utf-8")
    svg = svg.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    picture = QPixmap(round(pixels * ratio), round(pixels * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
