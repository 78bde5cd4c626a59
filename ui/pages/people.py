"""Households and people: one page, by person or by household."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.fields import RecordSpec
from models.households import CARE_CATEGORIES, CARES, HOUSEHOLDS, PEOPLE
from models.intake.roster import settling
from models.matters import MATTERS
from models.mediation import MEDIATIONS
from models.organisation import GRIDS
from models.queries import Query
from models.visits import VISITS
from models.words import N_, _
from ui.columns import Column, column_of, columns_of
from ui.desk import Desk
from ui.exporting import export_button
from ui.filters import ChipSpec, age_chip, chips_of, code_chip, related_chip, unit_chip
from ui.form_lines import LinesPanel
from ui.intake.work import of_desk
from ui.kit.buttons import button, link, primary, small
from ui.kit.layouts import column, row
from ui.kit.page_header import PageHeader
from ui.kit.pick_list import Choice
from ui.kit.progress_line import ProgressLine
from ui.kit.segments import Segments
from ui.pages import people_reading as reading
from ui.pages.base import Page
from ui.pages.intake import IntakePage
from ui.pages.ledger import LedgerView
from ui.pages.placing import CHIP, WITHOUT, Placing, placed_chip, placed_words
from ui.record_lines import RecordLines
from ui.safe.what_we_hold import WhatWeHold

PARTY = ("01", "02")  # members and probationary members (GB/T 4762)


class PeoplePage(Page):
    """A switch at the right of the chips says whether a line is a person or a household."""

    key = "people"
    title = N_("Homes and people")
    icon = "users"
    group = 0
    specs = (PEOPLE, HOUSEHOLDS)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.header = PageHeader(self.words())
        self.progress = ProgressLine()
        self.new_button = primary(_("New"), "plus", keys="Ctrl+N")
        self.new_button.clicked.connect(self.new)
        self.header.add(*self.more_actions(), self.new_button)
        self.views = {"people": self._people(), "households": self._households()}
        self._stack = QStackedWidget()
        for view in self.views.values():
            self._stack.addWidget(view)
            view.table.counted.connect(lambda *_: self._say_counts())
            view.table.paste_wanted.connect(self._pasted)
            view.bar.changed.connect(self._show_place)
        roster = QWidget()
        column(roster, self.header, self.progress, self._stack, spacing=12).setStretch(2, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(roster)
        self.layout_.addWidget(self._whole)
        self.intake: IntakePage | None = None  # made when it is first wanted
        self._turn_to(desk.preferences.text("people/by", "people"))

    @staticmethod
    def rail_count(session: Session) -> int | None:
        return queries.count(session, Query(PEOPLE))

    def more_actions(self) -> list[QPushButton]:
        """Buttons beside "New": taking in rosters."""
        self.intake_button = button(_("Take in a roster"), "file-spreadsheet")
        self.intake_button.clicked.connect(self.show_intake)
        return [self.intake_button, export_button(self.desk, lambda: self.view.table.query, self.progress, self)]

    # --- taking in a roster

    def show_intake(self) -> IntakePage:
        """Go to where rosters are taken in; what was begun there is still there."""
        if self.intake is None:
            self.intake = IntakePage(self.desk)
            self.intake.left.connect(self.show_roster)
            self.intake.unplaced_wanted.connect(self.show_unplaced)
            self.intake.status.connect(self.status)
            self._whole.addWidget(self.intake)
        self._whole.setCurrentWidget(self.intake)
        self.intake.arrived()
        return self.intake

    def show_roster(self) -> None:
        """Come back from taking in."""
        self._whole.setCurrentIndex(0)
        self._count_waiting()
        self.view.load()
        self.view.table.setFocus()
        self._say_counts()

    def _count_waiting(self) -> None:
        """Rows that wait to be looked at stand in the button's words."""

        def say(left: int) -> None:
            count = left + of_desk(self.desk).waiting()
            words = _("Take in a roster · {count} to look at").format(count=count) if count else _("Take in a roster")
            self.intake_button.setText(f" {words}")

        self.desk.read(settling.count_waiting, say, owner=self)

    def show_unplaced(self) -> None:
        """The households that no unit looks after."""
        self._whole.setCurrentIndex(0)
        self._turn_to(HOUSEHOLDS.key)
        self.view.loaded = True
        self.view.bar.clear()
        self.view.bar.pick(CHIP, [WITHOUT], placed_words())

    def show_part(self, part: str) -> None:
        if part == IntakePage.key:
            self.show_intake()

    def take_file(self, path: Path) -> None:
        """A file was dropped on the window."""
        self.show_intake().take_file(path)

    def _pasted(self) -> None:
        """Cells were pasted into the table: they go the way of a file, with the same checks."""
        self.show_intake().paste()

    @property
    def taking_in(self) -> bool:
        """Whether rosters are taken in just now rather than looked at."""
        return self._whole.currentIndex() > 0

    # --- the two views

    def _switch(self) -> Segments:
        switch = Segments([("households", _("By household")), ("people", _("By person"))])
        switch.chosen.connect(lambda key: self._turn_to(str(key)))
        return switch

    def _people(self) -> LedgerView:
        desk = self.desk
        care = LinesPanel(desk, CARES, without=("household_id",), title=_("Care"))
        past = RecordLines(
            desk, _("What has happened"), _happened_to_person, touches=(VISITS, MATTERS, MEDIATIONS),
            nothing=_("Nothing yet."), width=52,
        )  # fmt: skip
        self._person_switch = self._switch()
        view = LedgerView(
            desk, PEOPLE, columns=people_columns(), chips=people_chips(), panels=[care, past],
            heading=reading.person_heading, icon="users", right=self._person_switch,
        )  # fmt: skip
        visit = small(_("Note a visit"))
        visit.clicked.connect(self._visit_person)
        view.form.add_action(visit)
        held = small(_("What we hold …"))
        held.setToolTip(_("Everything the register holds on this person, as one document"))
        held.clicked.connect(self._hold)
        view.form.add_action(held)
        return view

    def _hold(self) -> None:
        if person := self.views["people"].form.record_id:
            WhatWeHold(self.desk, self, person, self.views["people"].form.sheet.title()).open()

    def _households(self) -> LedgerView:
        desk = self.desk
        add = link(_("Add a person"), "plus")
        living = RecordLines(
            desk, _("Who lives here"), reading.members, touches=(PEOPLE, CARES), nothing=_("Nobody is entered yet."),
            width=64, actions=[add],
        )  # fmt: skip
        add.clicked.connect(lambda: self.new_record(PEOPLE, {"household_id": living.record_id}))
        past = RecordLines(
            desk, _("What has happened"), _happened_in_household, touches=(VISITS, MATTERS), nothing=_("Nothing yet."),
            width=52,
        )  # fmt: skip
        self._household_switch = self._switch()
        self.placing = Placing(desk, self)
        right = QWidget()
        row(right, self.placing.button, self._household_switch)
        view = LedgerView(
            desk, HOUSEHOLDS, columns=household_columns(), chips=household_chips(), panels=[living, past],
            heading=reading.household_heading, icon="house", right=right,
        )  # fmt: skip
        self.placing.watch(view)
        visit = small(_("Note a visit"))
        visit.clicked.connect(lambda: desk.new_record(VISITS, {"household_id": view.form.record_id}))
        view.form.add_action(visit)
        return view

    def _turn_to(self, by: str) -> None:
        by = by if by in self.views else "people"
        self._by = by
        self._stack.setCurrentWidget(self.views[by])
        self._person_switch.show_chosen(by)
        self._household_switch.show_chosen(by)
        self.desk.preferences.keep("people/by", by)
        if self.isVisible():
            self.view.load()
        self._show_place()
        self._say_counts()

    @property
    def view(self) -> LedgerView:
        """The view in front."""
        return self.views[self._by]

    # --- what it says

    def _say_counts(self) -> None:
        if not self.taking_in:
            self.status.emit(self.view.counts())

    def _show_place(self) -> None:
        """Where in the organisation the list stands, beside the title."""
        unit = self.view.bar.picked("within")
        if not unit:
            self.header.subtitle.setText("")
            return
        self.desk.read(
            lambda session: reading.unit_path(session, str(unit[0])),
            lambda names: self.header.subtitle.setText(" › ".join(names)),
            owner=self,
        )

    # --- what the window asks

    def arrived(self) -> None:
        if self.taking_in and self.intake is not None:
            self.intake.arrived()
        else:
            self._count_waiting()
            self.view.load()

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        self._whole.setCurrentIndex(0)
        self._turn_to(spec.key)
        self.view.open_record(record_id)

    def show_query(self, query: Query) -> None:
        self._whole.setCurrentIndex(0)
        self._turn_to(query.spec.key)
        self.view.show_query(query)

    def new_record(self, spec: RecordSpec, values: dict[str, Any]) -> None:
        self._whole.setCurrentIndex(0)
        self._turn_to(spec.key)
        self.view.load()
        self.view.new(values)

    def new(self) -> None:
        if not self.taking_in:
            self.view.new()

    def save(self) -> None:
        if not self.taking_in:
            self.view.save()

    def search_here(self) -> None:
        if self.taking_in and self.intake is not None:
            self.intake.search_here()
        else:
            self.view.table.setFocus()

    def unsaved(self) -> bool:
        return any(view.form.is_dirty() for view in self.views.values())

    def _visit_person(self) -> None:
        record_id = self.views["people"].form.record_id
        if record_id is None:
            return

        def home(session: Session) -> dict[str, Any]:
            found = queries.rows(session, PEOPLE, [record_id], ["household_id"])
            where = found[0]["household_id"] if found else None
            return {"household_id": where, "person_id": record_id}

        self.desk.read(home, lambda known: self.desk.new_record(VISITS, known), owner=self)


def _happened_to_person(session: Session, person: str) -> list[reading.Line]:
    found = queries.rows(session, PEOPLE, [person], ["household_id"])
    home = found[0]["household_id"] if found else None
    return reading.happenings(session, home.id if home else None, person)


def _happened_in_household(session: Session, household: str) -> list[reading.Line]:
    return reading.happenings(session, household, None)


def people_columns() -> list[Column]:
    """The columns of a list of people: the door first, then the name, then what one looks for."""
    door = Column(
        "household_id", _("Door"), reading.doors, ("household_id",), order="home_key", width=120, once=True,
        touches=("households",),
    )  # fmt: skip
    years = Column("age", _("Age"), reading.ages, ("birth",), order="-birth", width=52)
    care = Column("care", _("Care"), reading.care_of_people, width=112, touches=("cares", "care_categories"))
    fitted = [
        _field(PEOPLE, "name", 88), _field(PEOPLE, "relation", 92, style="muted"), _field(PEOPLE, "sex", 50),
        _field(PEOPLE, "birth", 98), _field(PEOPLE, "phone", 108, dash=True),
    ]  # fmt: skip
    first = ("household_id", "name", "relation", "sex", "birth", "age", "care", "phone")
    return columns_of(PEOPLE, door, years, care, *fitted, first=first)


def household_columns() -> list[Column]:
    """The columns of a list of households: whose door it is, how many live there, what care is behind it."""
    holder = Column("holder", _("Householder"), reading.householders, width=84, style="strong", touches=("people",))
    many = Column("members", _("People"), reading.member_counts, width=52, style="number", touches=("people",))
    care = Column("care", _("Care"), reading.care_of_households, width=120, touches=("cares", "care_categories"))
    door = Column("door", _("Door"), reading.whole_doors, ("estate", "door"), order="door_key", width=130)
    estate = replace(column_of(HOUSEHOLDS, HOUSEHOLDS["estate"]), listed=False, style="plain")
    first = ("door", "holder", "members", "care", "state", "phone")
    return columns_of(HOUSEHOLDS, door, estate, holder, many, care, first=first)


def _field(spec: RecordSpec, name: str, width: int, **others: Any) -> Column:
    return replace(column_of(spec, spec[name]), width=width, **others)


def people_chips() -> list[ChipSpec]:
    """Where, which care, how old, party members; every other code waits behind "More"."""
    party = ChipSpec(
        "party", _("Party member"), lambda _session: [Choice(True, _("yes")), Choice(False, _("no"))],
        lambda query, picked: query.where("political", "in", PARTY) if picked[0] else _not_party(query), several=False,
    )  # fmt: skip
    care = related_chip("care", _("Care category"), "cares", "category_id", CARE_CATEGORIES, reading.NOW)
    own = [unit_chip(), grid_chip("household_id.grid_id"), care, age_chip("birth", _("Age")), party]
    return chips_of(PEOPLE, *own, shown=5)


def _not_party(query: Query) -> Query:
    for code in PARTY:
        query = query.where("political", "not", code)
    return query


def grid_chip(path: str) -> ChipSpec:
    """Grids by a path of references that leads to one."""

    def choices(session: Session) -> list[Choice]:
        ids = queries.ids(session, Query(GRIDS))
        titles = queries.titles(session, GRIDS, ids)
        return [Choice(i, titles.get(i, "")) for i in ids]

    return ChipSpec(
        "grid" if "." in path else path,
        GRIDS.word,
        choices,
        lambda query, picked: query.where(path, "in", list(picked)),
    )


def household_chips() -> list[ChipSpec]:
    """Where, which care, lived in or let."""
    care = related_chip("care", _("Care category"), "cares", "category_id", CARE_CATEGORIES, reading.NOW)
    return chips_of(
        HOUSEHOLDS, unit_chip(), grid_chip("grid_id"), care, code_chip(HOUSEHOLDS["state"]), placed_chip(), shown=5
    )
