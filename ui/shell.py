"""The window with a register open: top, rail, pages made as they are first shown, foot."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models.changes import Changes
from models.fields import RecordSpec
from models.keeping.backups_kept import Backup
from models.queries import Query
from models.register import last_saved
from models.words import _
from ui.desk import Desk
from ui.intake.choose_step import dropped_file
from ui.kit.layouts import column, row
from ui.kit.notice import Notice
from ui.kit.rail import Rail
from ui.kit.status_line import StatusLine
from ui.pages import PAGES
from ui.pages.base import Page
from ui.pages.people import PeoplePage
from ui.safe.places import backup_words, newest_backup
from ui.tasks import run_task
from ui.top_bar import TopBar

LEDGERS = "ledgers"  # the page that shows every record type no other page claims
_COUNTED_AFTER = 400  # milliseconds after a change


class Shell(QWidget):
    """Everything around the pages. Built anew when language, theme or text size change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.top, self.rail, self.foot = TopBar(desk), Rail(), StatusLine()
        self._stack = QStackedWidget()
        self._pages: dict[str, Page] = {}
        self._kinds = {page.key: page for page in PAGES}
        self._fill_rail()
        middle = row(None, self.rail, self._stack, spacing=0)
        middle.setStretch(1, 1)
        layout = column(self, self.top, spacing=0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.foot)
        self.notice = Notice(self)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(_COUNTED_AFTER)
        self._count_later.timeout.connect(self._count)
        self._connect()
        self._keys()
        self.setAcceptDrops(True)
        self._count()
        self._show_saved()
        self._show_backup()

    def _fill_rail(self) -> None:
        group = None
        for page in PAGES:
            if group is not None and page.group != group:
                self.rail.add_rule()
            group = page.group
            self.rail.add(page.key, page.words(), page.icon)
        self.rail.chosen.connect(self.go_to)

    def _connect(self) -> None:
        desk = self.desk
        desk.page_wanted.connect(self.go_to)
        desk.record_wanted.connect(self.open_record)
        desk.query_wanted.connect(self.show_query)
        desk.new_wanted.connect(self.new_record)
        desk.said.connect(self._say)
        desk.broadcast.changed.connect(self._changed)
        desk.backed_up.connect(self._show_backup)

    def _keys(self) -> None:
        for keys, do in (
            ("Ctrl+K", self._search), ("Ctrl+N", lambda: self.page().new()), ("Ctrl+S", lambda: self.page().save()),
            ("Ctrl+F", lambda: self.page().search_here()), ("Ctrl+Z", lambda: self.desk.undo()),
            ("Ctrl+L", lambda: self.desk.lock_wanted.emit()),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, do)
        for number, page in enumerate(PAGES[:9], 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda key=page.key: self.go_to(key))

    # --- pages

    def page(self) -> Page:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def made(self) -> list[Page]:
        """The pages that have been shown so far."""
        return list(self._pages.values())

    def go_to(self, key: str) -> Page:
        """Bring a page to the front, and a part of it behind a slash; an unknown one means the first."""
        key, _slash, part = key.partition("/")
        key = key if key in self._kinds else PAGES[0].key
        page = self._page(key)
        self._stack.setCurrentWidget(page)
        self.rail.show_current(key)
        self.foot.show_counts(page.status_words)
        self.desk.preferences.keep("window/page", key)
        page.arrived()
        if part:
            page.show_part(part)
        return page

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._pages[key] = self._kinds[key](self.desk)
            page.status.connect(
                lambda words: self.foot.show_counts(words) if self._stack.currentWidget() is page else None
            )
            self._stack.addWidget(page)
        return self._pages[key]

    def _for(self, spec: RecordSpec) -> Page:
        key = next((page.key for page in PAGES if spec in page.specs), LEDGERS)
        return self.go_to(key)

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self._for(spec).open_record(spec, record_id)

    def show_query(self, query: Query) -> None:
        self._for(query.spec).show_query(query)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        self._for(spec).new_record(spec, values)

    def unsaved(self) -> list[Page]:
        """The pages with something typed that is not saved."""
        return [page for page in self._pages.values() if page.unsaved()]

    # --- a file let go over the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workbook dropped anywhere is a roster to take in."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.go_to(PeoplePage.key).take_file(path)

    # --- what is said

    def _search(self) -> None:
        self.top.search.setFocus()
        self.top.search.line.selectAll()

    def _say(self, words: str, kind: str, changes: Changes | None) -> None:
        undo = changes is not None and bool(changes.records)
        operation = changes.operation if changes else None
        self.notice.say(words, kind, _("Undo") if undo else "", (lambda: self.desk.undo(operation)) if undo else None)

    def _changed(self, _changes: Changes, _cause: object) -> None:
        self._count_later.start()
        self.foot.show_saved(_("Saved {time}").format(time=f"{datetime.now():%H:%M}"))

    def _show_saved(self) -> None:
        self.desk.read(last_saved, self._say_saved, owner=self)

    def _say_saved(self, at: datetime | None) -> None:
        if at is not None:
            local = at.replace(tzinfo=UTC).astimezone()
            today = local.date() == datetime.now().date()
            self.foot.show_saved(
                _("Saved {time}").format(time=f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}")
            )

    def _show_backup(self) -> None:
        """How old the newest backup is; the folder may be a slow stick, so it is asked off the window's thread."""
        preferences, path = self.desk.preferences, self.desk.register.path
        run_task(lambda _progress: newest_backup(preferences, path), self._say_backup, owner=self)

    def _say_backup(self, newest: Backup | None) -> None:
        self.foot.show_backup(backup_words(newest))

    def _count(self) -> None:
        """Ask every page for the number beside its name."""

        def read(session: Session) -> dict[str, int | None]:
            return {page.key: page.rail_count(session) for page in PAGES}

        def then(counts: dict[str, int | None]) -> None:
            for key, count in counts.items():
                self.rail.show_count(key, count)

        self.desk.read(read, then, owner=self)
