"""What the window asks of a page, and what a page gets for nothing."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.queries import Query
from models.words import N_, _
from ui.desk import Desk
from ui.kit.layouts import column


class Page(QWidget):
    """A page of the window. A new one is a subclass and its line in `ui.pages.PAGES`.

    `key` names it for good, `title` is its name (English, marked with N_), `icon` a Lucide icon, `group` its part of
    the rail. `specs` are the ledgers whose records and queries it shows: the window sends them here. It is made when
    it is first shown; put everything below `self.layout_`.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = N_("Page")
    icon: ClassVar[str] = "file-text"
    group: ClassVar[int] = 0
    specs: ClassVar[tuple[RecordSpec, ...]] = ()

    status = Signal(str)  # what the foot of the window says of this page

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.status_words = ""
        self.status.connect(self._keep_status)
        self.layout_: QVBoxLayout = column(self, margins=(18, 14, 18, 14), spacing=12)

    @classmethod
    def words(cls) -> str:
        """The page's name in the language spoken now."""
        return _(cls.title)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        """The number beside the page's name; asked off the window's thread after every change. None for nothing."""
        return None

    def arrived(self) -> None:
        """The page has come to the front."""

    def show_part(self, part: str) -> None:
        """Show one part of the page: what stands behind the slash of "settings/backups"."""

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        """Show one record of `specs`."""

    def show_query(self, query: Query) -> None:
        """Show the records of a query on one of `specs`."""

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        """Begin a new record of one of `specs`, with what is known of it."""

    def take_file(self, path: Path) -> None:
        """A file was dropped on the window, and this is the page for it."""

    def new(self) -> None:
        """Ctrl+N."""

    def save(self) -> None:
        """Ctrl+S."""

    def search_here(self) -> None:
        """Ctrl+F: go to where this page's list is narrowed down."""

    def unsaved(self) -> bool:
        """Whether something typed here is not saved."""
        return False

    def _keep_status(self, words: str) -> None:
        self.status_words = words
