"""A line above the preview where doors of the file stand in several estates: one pick for the whole file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.intake import Plan
from models.words import _
from ui.kit.chip import Chip
from ui.kit.labels import label
from ui.kit.layouts import row


class EstateLine(QWidget):
    """`asked` wants the list of estates; `picked` carries the estate, or nothing once it is let go of."""

    asked = Signal()
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "")
        self.chip = Chip(_("All of this file is in …"))
        self.chip.opened.connect(self.asked)
        self.chip.cleared.connect(lambda: self.picked.emit(""))
        row(self, self._words, self.chip, "stretch", spacing=10)
        self.hide()

    def show_plan(self, plan: Plan) -> None:
        """Say how many rows it concerns; without any the line is not there."""
        estate, count = plan.layouts.estate, plan.in_several_estates
        if estate:
            words = _("Rows that name no estate are taken for:")
        else:
            words = _("{count} rows name a door that stands in several estates.").format(count=f"{count:,}")
        self._words.setText(words)
        self.chip.show_picked(estate)
        self.setVisible(bool(estate or count))
