"""The organisation: as a picture or a tree, as of a day, coloured by a figure, with the chosen unit beside it."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from exports.boards.printing import print_boards
from models.access.staff import Role
from models.fields import RecordSpec
from models.households import HOUSEHOLDS
from models.organisation import UNITS
from models.progress import silent
from models.queries import Query
from models.values import Ref
from models.words import N_, _
from ui import fonts, messages
from ui.desk import Desk
from ui.kit.buttons import button, icon_button, primary
from ui.kit.card import Card
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.page_header import PageHeader
from ui.kit.segments import Segments
from ui.org_map import unit_asks
from ui.org_map.chips import ColourChip, DayChip
from ui.org_map.colouring import colouring, shades
from ui.org_map.counting import Counting
from ui.org_map.find import FindUnit
from ui.org_map.nodes import Chain, MapNode
from ui.org_map.tree import UnitTree
from ui.org_map.unit_panel import UnitPanel
from ui.org_map.unit_reading import UnitSheet, read_unit
from ui.org_map.view import MapView
from ui.pages.base import Page
from ui.pdf_out import ask_where
from ui.record_form import RecordForm
from ui.tasks import run_task
from ui.theme import px


class OrganisationPage(Page):
    """Boxes are read first and shown at once; figures and boards are counted behind and colour them as they come."""

    key = "organisation"
    title = N_("Organisation map")
    icon = "network"
    group = 0
    specs = (UNITS,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.counting = Counting(desk, self)
        self.map, self.tree, self.panel = MapView(), UnitTree(), UnitPanel(desk)
        self.form = RecordForm(desk, UNITS)
        self._wanted = ""  # a unit to choose as soon as its box is read
        self._build()
        self._connect()

    # --- building

    def _build(self) -> None:
        self.header = PageHeader(self.words())
        self.day, self.colours = DayChip(), ColourChip(self.desk.preferences.text("organisation/colour", "coverage"))
        self.chains = Segments([("party", _("Party chain")), ("grids", _("Grid chain"))], "party")
        self.shapes = Segments([("map", _("Map")), ("tree", _("Tree"))], "map")
        self.header.add_beside(label(_("As of"), "secondary"), self.day, self.colours, self.chains)
        for segments in (self.chains, self.shapes):
            _roomy(segments)
        self.print_button = button(_("Print chart"), "printer")
        self.new_button = primary(_("New unit"), "plus", keys="Ctrl+N")
        self.header.add(self.print_button, self.new_button)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.map)
        self._shown.addWidget(self.tree)
        self.finder = FindUnit()
        self.finder.setFixedWidth(px(220))
        sheet = Card(margins=0)
        sheet.body.addLayout(self._bar())
        sheet.body.addWidget(self._shown, 1)
        sheet.body.setSpacing(0)
        self._side = QStackedWidget()
        self._side.addWidget(self.panel)
        self._side.addWidget(self._form_side())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(px(12))
        split.setChildrenCollapsible(False)
        split.addWidget(sheet)
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setSizes([px(840), px(320)])
        self._side.setMinimumWidth(px(300))
        self.layout_.addWidget(self.header)
        self.layout_.addWidget(split, 1)

    def _bar(self) -> Any:
        """Over the map: find, how it is shown, near and far."""
        nearer, farther = icon_button("zoom-in", _("Nearer (Ctrl +)")), icon_button("zoom-out", _("Farther (Ctrl -)"))
        whole = icon_button("maximize", _("All of it (Ctrl 0)"))
        self.rows = icon_button("chevron-up", _("Fold in all below the second level"))
        self.all_rows = icon_button("chevron-down", _("Unfold everything"))
        nearer.clicked.connect(lambda: self.map.zoom(1.25))
        farther.clicked.connect(lambda: self.map.zoom(1 / 1.25))
        whole.clicked.connect(lambda: self.map.fit())
        self.rows.clicked.connect(lambda: self.map.fold_rows(1))
        self.all_rows.clicked.connect(lambda: self.map.fold_rows(None))
        self._tools = [self.rows, self.all_rows, farther, nearer, whole]
        return row(None, self.finder, self.shapes, "stretch", *self._tools, margins=(12, 8, 8, 4), spacing=4)

    def _form_side(self) -> QWidget:
        made = QWidget()
        back = button(_("Back to the overview"), "arrow-left", role="link")
        back.clicked.connect(self._leave_form)
        column(made, row(None, back, "stretch"), self.form, spacing=4)
        return made

    def _connect(self) -> None:
        for shown in (self.map, self.tree):
            shown.chosen.connect(self.choose)
            shown.opened.connect(self._opened)
            shown.moved.connect(self._dropped)
        self.day.picked.connect(self._show_day)
        self.colours.picked.connect(self._show_colour)
        self.chains.chosen.connect(self._show_chain)
        self.shapes.chosen.connect(self._show_shape)
        self.finder.found.connect(lambda node: self._find(node))
        self.print_button.clicked.connect(self._print)
        self.new_button.clicked.connect(self.new)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.households_wanted.connect(lambda unit: self.desk.show_query(Query(HOUSEHOLDS).inside(unit)))
        self.form.saved.connect(self._saved)
        self.form.closed.connect(lambda: self._side.setCurrentIndex(0))
        self.counting.read.connect(self._show_nodes)
        self.counting.counted.connect(self._show_counted)

    # --- reading

    def arrived(self) -> None:
        if not self.counting.loaded:
            self.counting.load(anew=True)
            self.map.setFocus()

    @property
    def nodes(self) -> list[MapNode]:
        """The boxes there are."""
        return self.counting.nodes

    def _show_nodes(self, anew: bool) -> None:
        nodes = self.nodes
        self.map.show_nodes(nodes, anew=anew)
        self.finder.show_nodes(nodes)
        self.map.movable = self.tree.movable = self._changeable() and self.counting.chain == "party"
        self._recolour()
        if anew and not self.map.at:
            open_at_second = (node for node in nodes if node.row == 1 and node.id in self.map.scene.children)
            if first := next(open_at_second, None) or next(iter(nodes), None):
                self.map.choose(first.id, tell=False)
        if self._wanted:
            self._choose_unit(self._wanted, fly=True)
        self._read_unit()

    def _show_counted(self) -> None:
        self._recolour()
        self._read_unit()
        self._say_counts()

    def _recolour(self) -> None:
        by = colouring(self.colours.key)
        found = shades(self.nodes, self.counting.of_boxes, by)
        self.map.show_shades(found, self.counting.of_boxes, by)
        if self.shapes.value() == "tree":
            self.tree.show_nodes(self.nodes, found, self.counting.of_boxes, by.words if by else "")
            self.tree.show_chosen(self.map.at)

    def _read_unit(self) -> None:
        node = self.map.scene.nodes.get(self.map.at)
        unit, on, known = node.unit_id if node else None, self.counting.on, self.counting.known
        if unit is None:
            self.panel.show_sheet(None, changeable=False)
            return

        def then(sheet: UnitSheet | None) -> None:
            now = self.map.scene.nodes.get(self.map.at)
            if now is not None and now.unit_id == unit and on == self.counting.on:
                self.panel.show_sheet(sheet, changeable=self._changeable())

        self.desk.read(lambda session: read_unit(session, unit, on, known), then, owner=self)

    def _changeable(self) -> bool:
        """Units change today; earlier days are looked at."""
        return self.counting.on == date.today() and self.desk.register.actor.role is not Role.READ_ONLY

    def _say_counts(self) -> None:
        units = {node.unit_id for node in self.nodes if node.unit_id}
        rows = len({node.row for node in self.nodes})
        words = _("{rows} levels · {units} units · {vacant} posts vacant").format(
            rows=rows, units=f"{len(units):,}", vacant=len(self.counting.known.vacancies)
        )
        self.status.emit(words)

    # --- choosing

    def choose(self, node_id: str) -> None:
        """Show a box's unit in the panel; map and tree both stand on it."""
        if self.map.at != node_id:
            self.map.choose(node_id, tell=False)
        self.tree.show_chosen(node_id)
        self._leave_form()
        self._read_unit()

    def _find(self, node_id: str) -> None:
        self.map.choose(node_id, fly=True)
        (self.map if self._shown.currentIndex() == 0 else self.tree).setFocus()

    def _opened(self, node_id: str) -> None:
        node = self.map.scene.nodes.get(node_id)
        if node and node.unit_id:
            self.choose(node_id)
            self.edit(node.unit_id)

    def _dropped(self, node_id: str, target: str) -> None:
        """A unit was let go over another: ask for the day, in the panel."""
        nodes = self.map.scene.nodes
        node, parent = nodes[node_id], nodes[target]
        if node.unit_id and parent.unit_id:
            self.choose(node_id)
            ask = unit_asks.move(self.desk, node.unit_id, node.name, Ref(parent.unit_id, parent.name))
            self.panel.open_ask(ask)

    def _show_day(self, day: date) -> None:
        self.counting.on = day
        self.counting.load()

    def _show_colour(self, key: str) -> None:
        self.desk.preferences.keep("organisation/colour", key)
        self._recolour()

    def _show_chain(self, chain: Chain) -> None:
        self.counting.chain = chain
        self.map.at = ""
        self.counting.load(anew=True)

    def _show_shape(self, shape: str) -> None:
        self._shown.setCurrentIndex(int(shape == "tree"))
        for tool in self._tools:
            tool.setVisible(shape == "map")
        self._recolour()

    # --- the form

    def edit(self, unit_id: str) -> None:
        """The generic form of a unit in the panel's place."""
        self.form.show_record(unit_id)
        self._side.setCurrentIndex(1)

    def _saved(self, unit_id: str) -> None:
        self._side.setCurrentIndex(0)
        self._wanted = unit_id
        self._choose_unit(unit_id)

    def _choose_unit(self, unit_id: str, *, fly: bool = False) -> None:
        """Choose a unit's box; one that is not read yet is chosen as soon as it is."""
        box = next((node.id for node in self.nodes if node.unit_id == unit_id), None)
        if box:
            self._wanted = ""
            self.map.choose(box, fly=fly)

    def _leave_form(self) -> None:
        if self._side.currentIndex() == 1 and not self.form.is_dirty():
            self._side.setCurrentIndex(0)

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self._wanted = record_id
        if not self.counting.loaded:
            self.counting.load(anew=True)
        self._choose_unit(record_id, fly=True)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        self.form.new(values)
        self._side.setCurrentIndex(1)

    def new(self) -> None:
        """A new unit, under the chosen one where that has a level below it."""
        node = self.map.scene.nodes.get(self.map.at)
        known: dict[str, Any] = {"valid_from": date.today()}
        if node and node.unit_id and self.counting.chain == "party" and node.row < 3:
            known["parent_id"] = Ref(node.unit_id, node.name)
        self.new_record(UNITS, known)

    def save(self) -> None:
        if self._side.currentIndex() == 1:
            self.form.save()
        elif self.panel.ask is not None:
            self.panel.ask.accept()

    def search_here(self) -> None:
        self.finder.line.setFocus()

    def unsaved(self) -> bool:
        return self.form.is_dirty()

    # --- paper

    def _print(self) -> None:
        """The chart of the chosen unit and what is below it, as of the day shown."""
        node = self.map.scene.nodes.get(self.map.at)
        unit = node.unit_id or "" if node else ""
        chart = _("chart")
        name = f"{node.name if node else self.words()}-{chart}.pdf"
        out = ask_where(self, _("Print chart"), name)
        if out is not None:
            self.print_chart(out, unit)

    def print_chart(self, out: Path, unit_id: str) -> None:
        """Draw the chart into a file, off the window's thread."""
        register, on = self.desk.register, self.counting.on
        paper = "A3" if len(self.nodes) <= 60 else "A1"

        def work(_progress: object) -> object:
            return print_boards(
                register, out, kind="chart", unit_id=unit_id, paper_name=paper, as_of=on, progress=silent
            )

        run_task(work, lambda _report: self.desk.say(_("Saved: {path}").format(path=out)), messages.tell, owner=self)


def _roomy(segments: Segments) -> None:
    """Room for each word in bold, so that nothing shifts or is cut when it is chosen."""
    metrics = QFontMetrics(fonts.font(px(14), bold=True))
    for made in segments.findChildren(QPushButton):
        made.setMinimumWidth(metrics.horizontalAdvance(made.text()) + px(18))
