"""The pages of the window, in the order of the rail. A new page is one line here."""

from ui.pages.base import Page
from ui.pages.boards import BoardsPage
from ui.pages.ledgers import LedgersPage
from ui.pages.matters import MattersPage
from ui.pages.mediation import MediationPage
from ui.pages.organisation import OrganisationPage
from ui.pages.people import PeoplePage
from ui.pages.quarter import QuarterPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.pages.visits import VisitsPage

PAGES: tuple[type[Page], ...] = (
    TodayPage,
    OrganisationPage,
    PeoplePage,
    VisitsPage,
    MattersPage,
    MediationPage,
    BoardsPage,
    LedgersPage,
    QuarterPage,
    SettingsPage,
)
