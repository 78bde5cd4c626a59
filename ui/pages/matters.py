"""Matters: what residents ask for, the open ones first."""

from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.matters import MATTERS, OPEN
from models.queries import Query
from models.words import N_
from ui.columns import columns_of
from ui.due import due_column
from ui.filters import chips_of, code_chip
from ui.pages.ledger import LedgerPage, LedgerView


class MattersPage(LedgerPage):
    """The ledger of matters with the trail of each; it opens on those still open."""

    key = "matters"
    title = N_("Matters")
    icon = "clipboard-list"
    spec = MATTERS
    specs = (MATTERS,)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        return queries.count(session, Query(MATTERS).where("status", "is", OPEN))

    def make_view(self) -> LedgerView:
        view = LedgerView(
            self.desk,
            MATTERS,
            columns=columns_of(MATTERS, due_column(MATTERS), first=("number", "content", "lane", "due_on", "owner")),
            chips=chips_of(MATTERS, code_chip(MATTERS["status"])),
            icon=self.icon,
        )
        view.bar.start_with("status", [OPEN], {OPEN: code_table("matter_status").label(OPEN)})
        return view
