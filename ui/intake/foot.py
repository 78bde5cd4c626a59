"""The foot of every step: the one button that goes on, the way back, and what is left of the file."""

from PySide6.QtWidgets import QWidget

from models.intake import Outcome
from models.words import _
from ui.intake.work import CHOOSE, COLUMNS, DONE, PREVIEW, SHEETS, Work
from ui.kit.buttons import button, primary
from ui.kit.layouts import row


class Foot(QWidget):
    """Its buttons are the page's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back, self.drop = button(_("Back one step"), "arrow-left"), button(_("Give up this file"))
        self.report, self.go = button("", "download"), primary("")
        row(self, self.drop, self.back, "stretch", self.report, self.go, spacing=12)

    def show_work(self, work: Work, *, busy: bool) -> None:
        """Say where each button leads now, and whether it can."""
        counts, step = work.counts(), work.step
        taken = counts[Outcome.CREATED] + counts[Outcome.UPDATED]
        not_taken = len(work.plan.not_taken) if work.plan else 0
        words = {
            CHOOSE: _("Choose a file …"), SHEETS: _("On to the columns"), COLUMNS: _("Preview what would change"),
            PREVIEW: _("Take in {count} rows").format(count=f"{taken:,}"), DONE: _("To the people"),
        }  # fmt: skip
        self.go.setText(words[step])
        self.go.setEnabled(not busy and _can_go_on(work))
        under_way = step in (SHEETS, COLUMNS, PREVIEW)
        self.back.setVisible(under_way)
        self.drop.setVisible(under_way)
        self.report.setText(" " + _("Save the {count} rows not taken in full …").format(count=f"{not_taken:,}"))
        self.report.setVisible(step == PREVIEW and not_taken > 0)
        for made in (self.back, self.drop, self.report):
            made.setEnabled(not busy)

    def show_back(self, words: str) -> None:
        """Only a way back."""
        for made in (self.back, self.drop, self.report):
            made.hide()
        self.go.setText(words)
        self.go.setEnabled(True)


def _can_go_on(work: Work) -> bool:
    if work.step == PREVIEW:
        return _something_to_write(work)
    if work.step not in (SHEETS, COLUMNS):
        return True
    taken = work.layouts.taken if work.layouts else []
    read = any(one.region.rows or one.kind != "table" for one in taken)
    return read and not (work.step == COLUMNS and work.nameless())


def _something_to_write(work: Work) -> bool:
    plan = work.plan
    if plan is None or work.answers.who:
        return plan is not None
    return any(len(rows) for rows in plan.inserts.values()) or any(plan.updates.values())
