"""Mediation: the cases in a table, those in progress first, and one case with its steps and dossier."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.fields import RecordSpec
from models.mediation import MEDIATIONS, PENDING
from models.queries import Query
from models.words import N_, _
from ui.columns import Column, columns_of
from ui.desk import Desk
from ui.due import due_column
from ui.filters import chips_of, code_chip
from ui.kit.buttons import primary, small
from ui.kit.layouts import column
from ui.kit.page_header import PageHeader
from ui.pages.base import Page
from ui.pages.ledger import LedgerView
from ui.pages.mediation_case import CaseView
from ui.pages.mediation_reading import success


class MediationPage(Page):
    """Enter or a double click on a line opens the case; the form beside the table stays the generic one."""

    key = "mediations"
    title = N_("Mediation")
    icon = "handshake"
    group = 0
    specs = (MEDIATIONS,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = self._list()
        self.case = CaseView(desk)
        self.header = PageHeader(self.words())
        add = primary(_("New case"), "plus", keys="Ctrl+N")
        add.clicked.connect(self.new)
        self.header.add(add)
        listed = QWidget()
        column(listed, self.header, self.view, spacing=12).setStretch(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.case)
        self.layout_.addWidget(self._stack, 1)
        self.case.left.connect(self.show_list)
        self.case.edit_wanted.connect(self._edit)
        desk.broadcast.changed.connect(lambda changes, _cause: self._count() if changes.ids("mediations") else None)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        return queries.count(session, Query(MEDIATIONS).where("outcome", "is", PENDING))

    def _list(self) -> LedgerView:
        view = LedgerView(
            self.desk,
            MEDIATIONS,
            columns=case_columns(),
            chips=chips_of(MEDIATIONS, code_chip(MEDIATIONS["outcome"])),
            icon=self.icon,
        )
        view.bar.start_with("outcome", [PENDING], {PENDING: code_table("mediation_outcome").label(PENDING)})
        opened = small(_("Open the case"))
        opened.clicked.connect(lambda: self._open(view.form.record_id or ""))
        view.form.add_action(opened)
        view.table.opened.disconnect()
        view.table.opened.connect(self._open)
        return view

    def _open(self, case_id: str) -> None:
        if not case_id:
            return
        self.case.show_case(case_id)
        self._stack.setCurrentWidget(self.case)
        self.case.note_button.setFocus()

    def show_list(self) -> None:
        """Back to the table."""
        self._stack.setCurrentIndex(0)
        self.view.load()
        self.view.table.setFocus()

    def _edit(self, case_id: str) -> None:
        self.show_list()
        self.view.open_record(case_id)

    def _count(self) -> None:
        def say(found: tuple[int, int, int]) -> None:
            pending, settled, tried = found
            rate = f" ({settled / tried:.1%})" if tried else ""
            words = _("{pending} in progress · settled this quarter {settled} of {tried}{rate}")
            self.status.emit(words.format(pending=pending, settled=settled, tried=tried, rate=rate))

        self.desk.read(lambda session: success(session, date.today()), say, owner=self)

    # --- what the window asks

    def arrived(self) -> None:
        self.view.load()
        self._count()

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self._open(record_id)

    def show_query(self, query: Query) -> None:
        self._stack.setCurrentIndex(0)
        self.view.show_query(query)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        self._stack.setCurrentIndex(0)
        self.view.load()
        self.view.new(values)

    def new(self) -> None:
        self._stack.setCurrentIndex(0)
        self.view.new()

    def save(self) -> None:
        self.view.save()

    def search_here(self) -> None:
        self.show_list()

    def unsaved(self) -> bool:
        return self.view.form.is_dirty()


def case_columns() -> list[Column]:
    """What the case is about first; its long number last."""
    first = ("title", "dispute_type", "due_on", "mediator", "accepted_on")
    widths = {"title": 150, "mediator": 76, "number": 190}
    return [
        replace(column, width=widths.get(column.key, column.width))
        for column in columns_of(MEDIATIONS, due_column(MEDIATIONS), first=first)
    ]
