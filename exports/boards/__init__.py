"""Notice boards: plain content in, a PDF out. Nothing here knows of the register.

``content`` is what a board says, ``paper`` and ``themes`` how large and in which look, ``drawing.draw`` makes the file.
"""

from exports.boards.content import (
    Board,
    ChartNode,
    Figure,
    Officer,
    PersonalItem,
    as_json,
    fingerprint,
    from_json,
    personal_items,
    texts,
)
from exports.boards.drawing import draw
from exports.boards.paper import PAPERS, Paper, paper
from exports.boards.report import Note, Report
from exports.boards.themes import Theme, theme, themes

__all__ = [
    "PAPERS",
    "Board",
    "ChartNode",
    "Figure",
    "Note",
    "Officer",
    "Paper",
    "PersonalItem",
    "Report",
    "Theme",
    "as_json",
    "draw",
    "fingerprint",
    "from_json",
    "paper",
    "personal_items",
    "texts",
    "theme",
    "themes",
]
