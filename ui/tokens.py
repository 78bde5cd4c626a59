"""The colours of the two themes, by what they are for."""

from dataclasses import dataclass

from PySide6.QtGui import QColor


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
