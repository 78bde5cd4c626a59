"""The five counts of a preview side by side; each can be pressed and opens its list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.intake import Outcome
from models.words import _
from ui.kit.labels import label
from ui.kit.layouts import column, row

_INKS = {
    Outcome.CREATED: "good", Outcome.UPDATED: "information", Outcome.UNCHANGED: "neutral", Outcome.REVIEW: "due",
    Outcome.REJECTED: "overdue",
}  # fmt: skip


def outcome_words(outcome: Outcome) -> str:
    """What becomes of a row, in a word or two."""
    return {
        Outcome.CREATED: _("new"), Outcome.UPDATED: _("changed"), Outcome.UNCHANGED: _("unchanged"),
        Outcome.REVIEW: _("to look at"), Outcome.REJECTED: _("not taken"),
    }[outcome]  # fmt: skip


class Count(QPushButton):
    """One count: the number, and below it what it counts."""

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = outcome_words(outcome)
        self.setProperty("role", "count")
        self.setProperty("ink", _INKS[outcome])
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._figure, name = label("–"), label(self._words, "muted")
        self._figure.setProperty("role", "count")
        self._figure.setProperty("ink", _INKS[outcome])
        for part in (self._figure, name):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column(self, self._figure, name, margins=(8, 7, 8, 8), spacing=0)

    def show_number(self, number: int) -> None:
        self._figure.setText(f"{number:,}")
        self.setAccessibleName(f"{self._words} {number:,}")

    def number(self) -> str:
        return self._figure.text()


class Counts(QWidget):
    """`chosen` carries the outcome whose list is wanted."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {outcome: Count(outcome) for outcome in Outcome}
        line = row(self, spacing=12)
        for outcome, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, of=outcome: self.chosen.emit(of))
            line.addWidget(button, 1)
        self.setFocusProxy(self.buttons[Outcome.CREATED])

    def show_counts(self, counts: dict[Outcome, int]) -> None:
        for outcome, button in self.buttons.items():
            button.show_number(counts[outcome])

    def show_current(self, outcome: Outcome | None) -> None:
        for one, button in self.buttons.items():
            button.setChecked(one is outcome)
