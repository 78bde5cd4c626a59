"""Ledgers: every record type there is, each as table and form."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from models.fields import RecordSpec
from models.queries import Query
from models.records import RECORDS, spec
from models.words import N_, _
from ui.desk import Desk
from ui.kit.buttons import primary
from ui.kit.layouts import row
from ui.kit.page_header import PageHeader
from ui.kit.side_list import SideList
from ui.pages.base import Page
from ui.pages.ledger import LedgerView
from ui.theme import px

_ELSEWHERE = ("offices", "level_schemes")  # one of each: the settings show them
_FIRST = "appointments"
_GROUPS = {
    N_("Organisation"): ("units", "grids", "unit_grids", "posts", "appointments", "issued_boards", "public_notices"),
    N_("Households and people"): ("households", "people", "cares"),
    N_("Service"): ("visits", "matters", "matter_steps"),
    N_("Mediation"): ("mediations", "mediation_parties", "mediation_sessions", "mediation_follow_ups"),
    N_("Rules and lists"): ("care_categories", "visit_rules", "staff"),
}


def grouped() -> dict[str, list[str]]:
    """The keys of all ledgers under their headings; new ones stand under the last."""
    known = [ledger.key for ledger in RECORDS if ledger.key not in _ELSEWHERE]
    groups = {heading: [key for key in keys if key in known] for heading, keys in _GROUPS.items()}
    named = {key for keys in groups.values() for key in keys}
    if others := [key for key in known if key not in named]:
        groups[N_("Other ledgers")] = others
    return groups


class LedgersPage(Page):
    """A list of the ledgers on the left; each view is made when it is first chosen."""

    key = "ledgers"
    title = N_("Ledgers")
    icon = "library"
    group = 1

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.header = PageHeader(self.words())
        add = primary(_("New"), "plus", keys="Ctrl+N")
        add.clicked.connect(self.new)
        self.header.add(add)
        self.list = SideList()
        for heading, keys in grouped().items():
            self.list.add_heading(_(heading))
            for ledger in keys:
                self.list.add(ledger, spec(ledger).words)
        self.list.chosen.connect(lambda key: self.turn_to(key).load())
        self._views: dict[str, LedgerView] = {}
        self._stack = QStackedWidget()
        body = row(None, self.list, self._stack, spacing=10)
        body.setStretch(1, 1)
        self.layout_.addWidget(self.header)
        self.layout_.addLayout(body, 1)
        self._at = ""

    def turn_to(self, key: str) -> LedgerView:
        """Show one ledger."""
        if key not in self._views:
            view = self._views[key] = LedgerView(self.desk, spec(key), icon=self.icon)
            view.splitter.setSizes([px(600), px(420)])
            view.table.counted.connect(lambda *_: self.status.emit(self._views[self._at].counts()))
            self._stack.addWidget(view)
        self._at = key
        self.list.show_current(key)
        self._stack.setCurrentWidget(self._views[key])
        self.header.subtitle.setText(spec(key).words)
        self.desk.preferences.keep("ledgers/at", key)
        return self._views[key]

    def arrived(self) -> None:
        if not self._at:
            stored = self.desk.preferences.text("ledgers/at", _FIRST)
            known = {s.key for s in RECORDS} - set(_ELSEWHERE)
            self.turn_to(stored if stored in known else _FIRST)
        self._views[self._at].load()

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self.turn_to(spec.key).open_record(record_id)

    def show_query(self, query: Query) -> None:
        self.turn_to(query.spec.key).show_query(query)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        view = self.turn_to(spec.key)
        view.load()
        view.new(values)

    def new(self) -> None:
        self._views[self._at].new()

    def save(self) -> None:
        self._views[self._at].save()

    def search_here(self) -> None:
        self._views[self._at].table.setFocus()

    def unsaved(self) -> bool:
        return any(view.form.is_dirty() for view in self._views.values())
