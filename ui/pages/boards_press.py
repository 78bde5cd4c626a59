"""For the print shop: whether a saved board has colour beyond its edge, and marks that show where to cut."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.desk import Desk
from ui.kit.chip import Chip
from ui.kit.pick_list import Choice, PickList

KEPT = "boards/print_shop"
BLEED = 3  # mm, the trade's custom on paper


@dataclass(frozen=True, slots=True)
class Press:
    """What a print shop wants: bleed in mm, and crop marks."""

    bleed: float = 0.0
    marks: bool = False


TRIMMED = Press()
_WANTED = {"": TRIMMED, "bleed": Press(BLEED), "marks": Press(BLEED, marks=True)}


def press_words(key: str) -> str:
    """What is picked, in words; "" for the trimmed board."""
    words = {"bleed": _("Bleed {mm} mm"), "marks": _("Bleed {mm} mm, crop marks")}
    return words[key].format(mm=BLEED) if key in words else ""


class PressChip(Chip):
    """Kept on this PC. The preview and the office's own printer show the trimmed board whatever is picked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("For the print shop"), parent)
        self._desk = desk
        self._open: PickList | None = None
        self.opened.connect(self._show_choices)
        self.cleared.connect(lambda: self.pick(""))
        self._show()

    def key(self) -> str:
        """What is kept: "" (trimmed), "bleed" or "marks"."""
        kept = self._desk.preferences.text(KEPT)
        return kept if kept in _WANTED else ""

    def value(self) -> Press:
        """What saved files are to have."""
        return _WANTED[self.key()]

    def pick(self, key: str) -> None:
        """Pick as if by hand."""
        self._desk.preferences.keep(KEPT, key)
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.show_picked(press_words(self.key()))

    def _show_choices(self) -> None:
        choices = [Choice("", _("Cut to size")), *(Choice(key, press_words(key)) for key in _WANTED if key)]
        self._open = PickList(choices)
        self._open.picked.connect(lambda key: self.pick(str(key)))
        self._open.open_below(self)
