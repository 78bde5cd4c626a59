"""Visits: what was seen and said at each door."""

from models.visits import VISITS
from models.words import N_
from ui.pages.ledger import LedgerPage


class VisitsPage(LedgerPage):
    """The ledger of visits."""

    key = "visits"
    title = N_("Visits")
    icon = "footprints"
    spec = VISITS
    specs = (VISITS,)
