"""The pages of the window, in the order of the rail. A new page is one line here."""

from ui.pages.base import Page
from ui.pages.people import PeoplePage

PAGES: tuple[type[Page], ...] = (PeoplePage,)
