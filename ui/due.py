"""How near a date is, as a tag: overdue, today, in a few days."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.queries import Row
from models.words import _, ngettext
from ui.columns import Cell, Column, TagText

SOON = 3  # days before which a date is only information


def due_tag(day: date, today: date | None = None) -> TagText:
    """The tag of a date by which something has to be done."""
    left = (day - (today or date.today())).days
    if left < 0:
        return TagText(ngettext("{count} day overdue", "{count} days overdue", -left).format(count=-left), "overdue")
    if left == 0:
        return TagText(_("due today"), "due")
    words = ngettext("{count} day left", "{count} days left", left).format(count=left)
    return TagText(words, "due" if left <= SOON else "neutral")


def due_column(spec: RecordSpec, due: str = "due_on", closed: str = "closed_on") -> Column:
    """The due date of a ledger: a tag while it is open, the plain date once it is closed."""

    def batch(_session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
        return {
            row.id: (due_tag(row[due]),) if row[closed] is None else row[due].isoformat() for row in rows if row[due]
        }

    return Column(due, spec[due].words, batch, (due, closed), order=due, width=104)
