"""The stages of a case side by side: a coloured bar, the stage's name, and what is known of it; each can be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import fonts, theme
from ui.kit.layouts import clear, row
from ui.theme import px

StageState = Literal["done", "now", "ahead"]
_BARS = {"done": "good", "now": "accent", "ahead": "line"}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its key, its name, a few words of detail, and how far it is, also in words for a screen reader."""

    key: str
    name: str
    detail: str
    state: StageState
    state_words: str


class StageButton(QAbstractButton):
    """One stage."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.setText(stage.name)
        self.setToolTip(f"{stage.name} · {stage.state_words}\n{stage.detail}".strip())
        self.setAccessibleName(f"{stage.name} {stage.state_words} {stage.detail}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, stage = theme.tokens(), self.stage
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), colours.colour("selected" if self.hasFocus() else "hover"))
        painter.fillRect(QRectF(0, 0, self.width(), px(3)), colours.colour(_BARS[stage.state]))
        room = self.width() - px(4)
        painter.setFont(fonts.font(px(14), bold=stage.state != "ahead"))
        painter.setPen(colours.colour("muted" if stage.state == "ahead" else "ink"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(stage.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(0, px(8), room, px(22)), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(fonts.font(px(13)))
        painter.setPen(colours.colour("muted"))
        detail = painter.fontMetrics().elidedText(stage.detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(0, px(29), room, px(20)), Qt.AlignmentFlag.AlignVCenter, detail)


class Stages(QWidget):
    """`pressed` carries the key of a stage."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = row(self, spacing=10)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Put these stages there."""
        clear(self._line)
        for stage in stages:
            made = StageButton(stage)
            made.clicked.connect(lambda _checked=False, key=stage.key: self.pressed.emit(key))
            self._line.addWidget(made, 1)

    def stages(self) -> list[Stage]:
        return [button.stage for button in self.findChildren(StageButton)]
