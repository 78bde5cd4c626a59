"""A page for any record type: chips, one table, one form. What a ledger needs beyond it, its own page adds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QSplitter, QWidget

from models import operations
from models.fields import RecordSpec
from models.queries import Query
from models.records import lines_of
from models.words import _
from ui import messages
from ui.columns import Column, columns_of
from ui.desk import Desk
from ui.exporting import export_button
from ui.filter_bar import FilterBar
from ui.filters import ChipSpec, chips_of
from ui.form_lines import LinesPanel
from ui.form_reading import Heading
from ui.kit.buttons import link, primary
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.layouts import column, row
from ui.kit.page_header import PageHeader
from ui.kit.progress_line import ProgressLine
from ui.pages.base import Page
from ui.record_form import RecordForm
from ui.record_table import RecordTable
from ui.theme import px


class LedgerView(QWidget):
    """Chips, table and form of one record type, for a page to put under its header."""

    def __init__(
        self,
        desk: Desk,
        spec: RecordSpec,
        *,
        columns: Sequence[Column] | None = None,
        chips: Sequence[ChipSpec] | None = None,
        panels: Sequence[QWidget] | None = None,
        heading: Heading | None = None,
        base: Query | None = None,
        icon: str = "file-text",
        right: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.spec = desk, spec
        self.base = base or Query(spec)
        self.loaded = False
        self._select_first = False
        self.bar = FilterBar(desk, chips if chips is not None else chips_of(spec))
        self.empty = EmptyState(
            icon, _("No {kind} yet").format(kind=spec.words), _("Begin with the first one, or take in a workbook."),
            _("New"), self.new,
        )  # fmt: skip
        self.table = RecordTable(desk, spec.key, self.empty)
        self.table.set_columns(columns if columns is not None else columns_of(spec))
        made = list(panels) if panels is not None else [LinesPanel(desk, line) for line in lines_of(spec)]
        self.form = RecordForm(desk, spec, heading=heading, panels=made)
        self._build(right)
        self._connect()

    def _build(self, right: QWidget | None) -> None:
        self._columns = link(_("Columns"), "columns-3")
        self._columns.clicked.connect(lambda: self.table.pick_columns(self._columns))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.bar.setSizePolicy(policy)
        line = row(None, self.bar, *([right] if right else []), self._columns)
        line.setStretch(0, 1)
        card = Card(margins=1)
        card.body.addWidget(self.table)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(px(12))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(card)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        card.setMinimumWidth(px(300))
        self.form.setMinimumWidth(px(412))
        self.splitter.setSizes([px(724), px(446)])
        layout = column(self, spacing=12)
        layout.addLayout(line)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.table.chosen.connect(self.form.show_record)
        self.table.opened.connect(self._open_form)
        self.table.delete_wanted.connect(self.delete_selected)
        self.table.model.loaded.connect(self._first_loaded)
        self.form.saved.connect(self._saved)

    # --- what it shows

    def load(self) -> None:
        """Show the query for the first time; later calls do nothing."""
        if not self.loaded:
            self.loaded = self._select_first = True
            self.refresh()

    def refresh(self) -> None:
        """Show the query that the chips make, in the order the user has chosen."""
        query = self.bar.narrowed(self.base)
        if (now := self.table.query) is not None and not query.order:
            query = replace(query, order=now.order)
        filtered = query != replace(self.base, order=query.order)
        self.empty.say(*self._nothing(filtered))
        if self.empty.button is not None:
            self.empty.button.setVisible(not filtered)
        self.table.show_query(query)

    def _nothing(self, filtered: bool) -> tuple[str, str]:
        if filtered:
            return _("Nothing here"), _("No record fits the filters above.")
        kind = self.spec.words
        return _("No {kind} yet").format(kind=kind), _("Begin with the first one, or take in a workbook.")

    def _first_loaded(self) -> None:
        if self._select_first:
            self._select_first = False
            if self.form.record_id is None and not self.form.is_dirty():
                self.table.select_first()
                if (first := self.table.current_id()) is not None:
                    self.form.show_record(first)

    def open_record(self, record_id: str) -> None:
        """Show one record, and its line if the query has it."""
        self._select_first = False
        self.load()
        self._select_first = False
        self.form.show_record(record_id)
        if self.table.model.query is None:
            self.table.select_later(record_id)
        else:
            self.table.select(record_id)

    def show_query(self, query: Query) -> None:
        """Show the records of a query from elsewhere."""
        self.loaded = self._select_first = True
        self.bar.give(query)

    def _open_form(self, record_id: str) -> None:
        self.form.show_record(record_id)
        self.form.fields.go_to_first()

    def _saved(self, record_id: str) -> None:
        if self.table.current_id() != record_id:
            self.table.select(record_id)

    # --- what it does

    def new(self, values: dict[str, Any] | None = None) -> None:
        self.form.new(values)

    def save(self) -> None:
        self.form.save()

    def delete_selected(self) -> None:
        """Delete the chosen lines; the notice offers to undo it."""
        ids, spec = self.table.selected_ids(), self.spec
        if ids:
            self.desk.write(lambda register: operations.delete(register, spec, ids), failed=messages.tell)

    def counts(self) -> str:
        """What the foot of the window says: how many, and how many are selected."""
        total = self.table.model.total
        chosen = len(self.table.selected_rows())
        words = _("{count} {kind}").format(count=f"{total:,}", kind=self.spec.words)
        return words + (_(" · {count} selected").format(count=chosen) if chosen > 1 else "")


class LedgerPage(Page):
    """The page of one record type; a subclass names it and may give its own columns, chips and panels."""

    spec: ClassVar[RecordSpec]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.header = PageHeader(self.words())
        self.progress = ProgressLine()
        self.view = self.make_view()
        self.header.add(*self.header_buttons())
        self.layout_.addWidget(self.header)
        self.layout_.addWidget(self.progress)
        self.layout_.addWidget(self.view, 1)
        self.view.table.counted.connect(lambda *_: self.status.emit(self.view.counts()))

    def make_view(self) -> LedgerView:
        return LedgerView(self.desk, self.spec, icon=self.icon)

    def header_buttons(self) -> list[QPushButton]:
        """The buttons of the header, the primary one last."""
        add = primary(_("New"), "plus", keys="Ctrl+N")
        add.clicked.connect(self.new)
        return [export_button(self.desk, lambda: self.view.table.query, self.progress, self), add]

    def arrived(self) -> None:
        self.view.load()

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self.view.open_record(record_id)

    def show_query(self, query: Query) -> None:
        self.view.show_query(query)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        self.view.load()
        self.view.new(values)

    def new(self) -> None:
        self.view.new()

    def save(self) -> None:
        self.view.save()

    def search_here(self) -> None:
        self.view.table.setFocus()

    def unsaved(self) -> bool:
        return self.view.form.is_dirty()
