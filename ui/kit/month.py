"""A month of days to pick one from, weeks beginning on Monday."""

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.days import months_later
from models.words import _, language
from ui import fonts, theme
from ui.kit.buttons import icon_button, link
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px

_CELL = 34
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class _Days(QWidget):
    picked = Signal(object)
    moved = Signal()

    def __init__(self, at: date, chosen: date | None) -> None:
        super().__init__()
        self.at, self.chosen = at, chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(px(_CELL) * 7, px(_CELL) * 7)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(px(_CELL) * 7, px(_CELL) * 7)

    def _first(self) -> date:
        start = self.at.replace(day=1)
        return start - timedelta(days=start.weekday())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, size = theme.tokens(), px(_CELL)
        names = "一二三四五六日" if language() != "en" else [name[:2] for name in calendar.day_abbr]
        painter.setFont(fonts.font(px(12.5)))
        painter.setPen(colours.colour("muted"))
        for number, name in enumerate(names):
            painter.drawText(QRectF(number * size, 0, size, size), Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(fonts.font(px(14)))
        for number in range(42):
            day = self._first() + timedelta(days=number)
            cell = QRectF(number % 7 * size, (number // 7 + 1) * size, size, size).adjusted(2, 2, -2, -2)
            painter.setPen(Qt.PenStyle.NoPen)
            if day == self.chosen:
                painter.setBrush(colours.colour("information"))
                painter.drawRoundedRect(cell, px(7), px(7))
            elif day == self.at:
                painter.setBrush(colours.colour("selected"))
                painter.drawRoundedRect(cell, px(7), px(7))
            if day == date.today() and day != self.chosen:
                painter.setPen(colours.colour("information"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(cell, px(7), px(7))
            outside = day.month != self.at.month
            painter.setPen(colours.colour("surface" if day == self.chosen else "muted" if outside else "ink"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        size = px(_CELL)
        across, down = int(event.position().x() // size), int(event.position().y() // size) - 1
        if 0 <= across < 7 and 0 <= down < 6:
            self.picked.emit(self._first() + timedelta(days=down * 7 + across))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.at += timedelta(days=_STEPS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.at = months_later(self.at, 1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.at)
        else:
            super().keyPressEvent(event)
            return
        self.moved.emit()
        self.update()


class Month(QWidget):
    """`picked` carries the day. Arrows move by a day and a week, Page Up and Down by a month."""

    picked = Signal(object)

    def __init__(self, at: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = _Days(at or date.today(), at)
        self._title = label("", "heading")
        layout = row(None, self._title, "stretch", spacing=2)
        for icon, words, months in (
            ("chevron-up", _("A year earlier"), -12), ("arrow-left", _("A month earlier"), -1),
            ("arrow-right", _("A month later"), 1), ("chevron-down", _("A year later"), 12),
        ):  # fmt: skip
            button = icon_button(icon, words, size=16)
            button.clicked.connect(lambda _checked=False, by=months: self._turn(by))
            layout.addWidget(button)
        today = link(_("today"))
        today.clicked.connect(lambda: self.picked.emit(date.today()))
        layout.addWidget(today)
        column(self, layout, self._days, spacing=4)
        self._days.picked.connect(self.picked)
        self._days.moved.connect(self._say)
        self.setFocusProxy(self._days)
        self._say()

    def _turn(self, months: int) -> None:
        self._days.at = months_later(self._days.at, months)
        self._days.update()
        self._say()

    def _say(self) -> None:
        at = self._days.at
        self._title.setText(f"{at:%B %Y}" if language() == "en" else f"{at.year}年{at.month}月")
