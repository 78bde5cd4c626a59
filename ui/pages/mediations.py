"""Mediation: the disputes before the committee, those in progress first."""

from sqlalchemy.orm import Session

from models import queries
from models.mediation import MEDIATIONS, PENDING
from models.queries import Query
from models.words import N_
from ui.columns import columns_of
from ui.due import due_column
from ui.filters import chips_of, code_chip
from ui.pages.ledger import LedgerPage, LedgerView


class MediationsPage(LedgerPage):
    """The ledger of cases with their parties and follow-ups."""

    key = "mediations"
    title = N_("Mediation")
    icon = "handshake"
    spec = MEDIATIONS
    specs = (MEDIATIONS,)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        return queries.count(session, Query(MEDIATIONS).where("outcome", "is", PENDING))

    def make_view(self) -> LedgerView:
        return LedgerView(
            self.desk,
            MEDIATIONS,
            columns=columns_of(MEDIATIONS, due_column(MEDIATIONS)),
            chips=chips_of(MEDIATIONS, code_chip(MEDIATIONS["outcome"])),
            icon=self.icon,
        )
