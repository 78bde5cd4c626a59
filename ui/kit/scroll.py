"""A part of a page that scrolls up and down, and never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def scrolling(inside: QLayout | QWidget) -> QScrollArea:
    """An area around a layout or a widget."""
    area = QScrollArea()
    if isinstance(inside, QLayout):
        widget = QWidget()
        widget.setLayout(inside)
    else:
        widget = inside
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
