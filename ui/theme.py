"""Colours, type and spacing as data, and the one place that puts them on the application.

The colours are those of the design; three light ones (muted, good, due) are a shade darker than drawn there, and the
primary button of the dark theme carries dark letters, so that every text reaches a contrast of 4.5:1.
"""

from dataclasses import dataclass, fields

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import fonts
from ui.stylesheet import stylesheet
from ui.tokens import DARK, LIGHT, Tokens

TEXT_SIZES = (90, 100, 110, 120, 135, 150)

THEMES = {"light": LIGHT, "dark": DARK}


@dataclass
class _Look:
    tokens: Tokens
    name: str
    percent: int
    compact: bool


_look = _Look(LIGHT, "light", 100, False)


def tokens() -> Tokens:
    """The colours shown now."""
    return _look.tokens


def name() -> str:
    """The theme shown now: "light" or "dark"."""
    return _look.name


def px(points: float) -> int:
    """A length of the design at the text size chosen."""
    return max(1, round(points * _look.percent / 100))


def row_height() -> int:
    """The height of a table's rows."""
    return px(30 if _look.compact else 35)


def apply(app: QApplication, *, theme: str = "light", percent: int = 100, compact: bool = False) -> None:
    """Put a theme, a text size and a row height on the whole application, at once."""
    _look.name = theme if theme in THEMES else "light"
    _look.tokens = THEMES[_look.name]
    _look.percent = min(max(percent, 75), 200)
    _look.compact = compact
    fonts.load()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(fonts.font(px(14)))
    app.setPalette(palette(_look.tokens))
    app.setStyleSheet(stylesheet(_look.tokens, px))


def palette(colours: Tokens) -> QPalette:
    """What Qt draws itself with, where no rule of the style sheet reaches."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "canvas", role.WindowText: "ink", role.Base: "surface", role.AlternateBase: "canvas",
        role.Text: "ink", role.Button: "surface", role.ButtonText: "ink", role.BrightText: "accent",
        role.ToolTipBase: "surface", role.ToolTipText: "ink", role.PlaceholderText: "muted",
        role.Highlight: "information", role.HighlightedText: "surface", role.Link: "information",
        role.LinkVisited: "information", role.Mid: "line", role.Dark: "line", role.Light: "surface",
        role.Midlight: "line", role.Shadow: "line", role.Accent: "accent",
    }  # fmt: skip
    for part, token in pairs.items():
        made.setColor(part, colours.colour(token))
    for part in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, colours.colour("muted"))
    return made


def text_pairs() -> list[tuple[str, str]]:
    """Every pair of tokens, text and ground, that the window puts on each other; a test checks their contrast."""
    grounds = ("canvas", "surface", "rail", "selected", "hover")
    pairs = [(text, ground) for text in ("ink", "muted") for ground in grounds]
    kinds = [f.name.removesuffix("_ground") for f in fields(Tokens) if f.name.endswith("_ground")]
    pairs += [(kind, f"{kind}_ground") for kind in kinds]
    pairs += [(kind, "surface") for kind in kinds]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("ink", "information_ground")]
    return pairs
