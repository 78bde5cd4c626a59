"""The last step: what was taken in, what was not, and where to go from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.intake import Outcome
from models.words import _
from ui import icons
from ui.intake.work import Work
from ui.kit.buttons import button
from ui.kit.card import Card
from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row
from ui.theme import px


class DoneStep(QWidget):
    """`report_wanted`, `review_wanted`, `unplaced_wanted` and `another_wanted` say what is pressed."""

    report_wanted = Signal()
    review_wanted = Signal()
    unplaced_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "title", wrap=True)
        self._said = label("", "muted", wrap=True)
        picture = label()
        picture.setPixmap(icons.pixmap("circle-check", "good", 44))
        for part in (picture, self._title, self._said):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.report, self.review = button(_("Save them as a workbook …"), "download"), button(_("Look at them now"))
        self.unplaced = button(_("Place them now"), "house")
        self.another = button(_("Take in another file"), "file-spreadsheet")
        for made, signal in (
            (self.report, self.report_wanted), (self.review, self.review_wanted), (self.unplaced, self.unplaced_wanted),
            (self.another, self.another_wanted),
        ):  # fmt: skip
            made.clicked.connect(signal)
        self._lines = column(None, spacing=0)
        card = Card(margins=0)
        card.body.setSpacing(0)
        top = QWidget()
        column(top, picture, self._title, self._said, margins=(28, 26, 28, 18), spacing=8)
        card.body.addWidget(top)
        card.body.addLayout(self._lines)
        card.setMaximumWidth(px(820))
        card.setMinimumWidth(px(620))
        column(
            self,
            row(None, "stretch", card, "stretch"),
            4,
            row(None, "stretch", self.another, "stretch"),
            "stretch",
            spacing=12,
        )

    def show_work(self, work: Work) -> None:
        """Tell what was taken in, and offer what is left to do."""
        plan, taken = work.plan, work.taken
        assert plan is not None and taken is not None
        words = _("Taken in: {created} new, {updated} changed")
        self._title.setText(words.format(created=f"{taken.created:,}", updated=f"{taken.updated:,}"))
        self._said.setText(_("It can be taken back as a whole: “Undo” below, or Ctrl+Z."))
        self._take_out()
        refused = work.counts()[Outcome.REJECTED]
        if refused:
            words = _("{count} rows were not taken. Put them right in a workbook of their own and read that.")
            self._add(words.format(count=f"{refused:,}"), self.report)
        if plan.unplaced:
            words = _("{count} households are not placed under any unit yet.").format(count=f"{plan.unplaced:,}")
            self._add(words, self.unplaced)

    def show_waiting(self, count: int) -> None:
        """Rows that were left for later: they wait in the register."""
        if count:
            words = _("{count} rows wait to be looked at. They are kept in the register; this can be done later too.")
            self._add(words.format(count=f"{count:,}"), self.review)

    def _take_out(self) -> None:
        for made in (self.report, self.review, self.unplaced):
            made.setParent(self)
            made.hide()
        clear(self._lines)

    def _add(self, words: str, action: QWidget) -> None:
        line = QWidget()
        inside = row(line, label(words, "", wrap=True), action, margins=(20, 12, 20, 12), spacing=16)
        inside.setStretch(0, 1)
        action.show()
        self._lines.addWidget(rule())
        self._lines.addWidget(line)
