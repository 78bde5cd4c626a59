"""A line that finds a unit by any piece of its name, area, code or head, and leads to it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.words import _
from ui import icons
from ui.editors.suggesting import SuggestEditor
from ui.kit.pick_list import Choice
from ui.org_map.nodes import MapNode

_MOST = 40


class FindUnit(SuggestEditor):
    """`found` carries the id of the box that was picked."""

    found = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []
        self.line.setPlaceholderText(_("Find a unit"))
        self.line.setAccessibleName(_("Find a unit"))
        self.line.addAction(icons.icon("search", "muted", 16), self.line.ActionPosition.LeadingPosition)
        self.edited.connect(self._picked)
        self.done.connect(self._picked)

    def show_nodes(self, nodes: Sequence[MapNode]) -> None:
        """What there is to find."""
        self._choices = [
            Choice(node.id, node.name, node.place, also=f"{node.code} {node.head}".casefold()) for node in nodes
        ]

    def ask(self, typed: str) -> None:
        words = typed.casefold().split()
        fitting = [c for c in self._choices if all(w in f"{c.words} {c.detail} {c.also}".casefold() for w in words)]
        fitting.sort(key=lambda choice: not choice.words.casefold().startswith(typed.casefold()))
        self.offer(fitting[:_MOST])

    def set_value(self, value: Any) -> None:
        self._show(value, next((c.words for c in self._choices if c.value == value), ""))

    def _picked(self) -> None:
        if self._value:
            self.found.emit(str(self._value))
            self.set_value(None)
