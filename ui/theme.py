"""Colours, type and spacing as data, and the one place that puts them on the application.

The colours are those of the design; three light ones (muted, good, due) are a shade darker than drawn there, and the
primary button of the dark theme carries dark letters, so that every text reaches a contrast of 4.5:1.
"""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import fonts

TEXT_SIZES = (90, 100, 110, 120, 135, 150)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme."""

    canvas: str
    surface: str
    line: str
    ink: str
    muted: str
    rail: str
    selected: str
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    good: str
    good_ground: str
    due: str
    due_ground: str
    overdue: str
    overdue_ground: str
    information: str
    information_ground: str
    neutral: str
    neutral_ground: str
    scroll: str

    def colour(self, name: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    canvas="#F6F4EF", surface="#FFFFFF", line="#E4E0D6", ink="#22262B", muted="#62676D", rail="#EFECE4",
    selected="#F3EDE1", hover="#FAF8F3", accent="#B3261E", accent_hover="#9C1F18", on_accent="#FFFFFF",
    good="#2A7653", good_ground="#E6F2EC", due="#935A0C", due_ground="#FBF1DE", overdue="#C0392B",
    overdue_ground="#FBE9E6", information="#3F5B73", information_ground="#E8EEF3", neutral="#62676D",
    neutral_ground="#F3F1EB", scroll="#CFCAC0",
)  # fmt: skip

DARK = Tokens(
    canvas="#1B1D20", surface="#24272B", line="#363A40", ink="#E9E6E0", muted="#9BA1A8", rail="#202326",
    selected="#2E3238", hover="#292C31", accent="#E5736A", accent_hover="#EC8880", on_accent="#1B1D20",
    good="#6FBF97", good_ground="#22332B", due="#D9A24A", due_ground="#372E1E", overdue="#E5736A",
    overdue_ground="#3B2726", information="#8FB0CC", information_ground="#25303A", neutral="#A3A9B0",
    neutral_ground="#2E3136", scroll="#4A4F56",
)  # fmt: skip

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
    from ui.stylesheet import stylesheet

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
