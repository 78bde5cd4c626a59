"""Visits from a file: the unit of that day, and nobody counted where nobody was met."""

import re
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Field, RecordSpec, Values
from models.households import Household
from models.intake.calendars.said import clock_in, is_not_met
from models.intake.cleaning.cells import as_text
from models.intake.cleaning.phones import share_phone
from models.intake.ledgers.finisher import Finisher
from models.intake.meaning.understanding import meanings_of
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.layouts import Layout
from models.intake.sheets.table import Table
from models.search import fold
from models.words import _

_BY_PHONE = re.compile(
    "电话(?:走访|探访|巡访|访问|慰问|联系|随访|回访|问候|关爱|记录|台账)|电访|电联|通话|拨打|去电|致电|电话(?:时间|日期)"
)
_AT_THE_DOOR = re.compile("入户|上门|登门|实地|面访")
_OUTCOMES = ("situation", "request", "result", "note")
_TOLD = ("situation", "request", "action")
_ALIKE = 0.5


class Visits(Finisher):
    """A visit belongs to the unit that its household stands under."""

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        homes_known = session.execute(select(Household.id, Household.unit_id, Household.phone)).all()
        self._units = {row.id: row.unit_id for row in homes_known}
        self._phones = {row.id: row.phone for row in homes_known if row.phone}
        self._today = date.today()
        self._by_phone: dict[int, bool] = {}

    def row(self, table: Table, i: int, values: Values) -> None:
        """What the words of a row say of how somebody was visited, and whether anybody was met."""
        if "way" not in table.headers and values.get("way") is None and self._is_by_phone(table.layout):
            values["way"] = "phone"
        if values.get("met") is None and _was_nobody_met(table, i, values):
            values["met"] = False
        if values.get("met") is False:
            values["people_met"] = 0
        self._look_at_day(table, i, values)
        self._keep_phone(table, i, values)

    def new(self, table: Table, i: int, values: Values) -> None:
        """The unit of that day."""
        home = values["household_id"]
        unit = self._units.get(home) or self.homes.written.get(home, {}).get("unit_id")
        values["unit_id"] = values.get("unit_id") or unit

    def apart(self, values: Values, other: Values) -> bool:
        """Two visits of one day to one door are told apart by what was said, where nothing of it is the same."""
        pairs = [(values.get(name), other.get(name)) for name in _TOLD]
        alike = [_are_alike(fold(one), fold(two)) for one, two in pairs if one and two]
        return bool(alike) and not any(alike)

    def besides(self, other: Values) -> str:
        """The register has a visit of that day already."""
        return _(
            "On this day there is another visit to this door in the register: this one was added to it as a second."
        )

    def missing(self, field: Field) -> str:
        """A visit is to somebody: where that may be written."""
        if field.name != "household_id":
            return super().missing(field)
        return _(
            "Nothing says who was visited. Write the name or the door into this row, or the name into the title, "
            "for instance 李淑英走访记录."
        )

    def _is_by_phone(self, layout: Layout) -> bool:
        if id(layout) not in self._by_phone:
            self._by_phone[id(layout)] = _is_of_calls(layout)
        return self._by_phone[id(layout)]

    def _keep_phone(self, table: Table, i: int, values: Values) -> None:
        """A phone that the register does not have goes into the note: it may be the newer one."""
        phone, home = table.get("phone")[i], values.get("household_id")
        if not phone or self.references.reached(values.get("person_id"), phone):
            return
        if not share_phone(phone, self._phones.get(str(home))):
            table.note(i, table.headers["phone"].header, phone)

    def _look_at_day(self, table: Table, i: int, values: Values) -> None:
        column, day = table.headers.get("visited_on"), values.get("visited_on")
        cell = as_text(table.cell_of(i, column)) if column else ""
        if column and (clock := clock_in(cell)):
            table.note(i, column.header, clock)
        if day is not None and day > self._today:
            sentence = _("This day is still to come. It was read as it stands; please check the date.")
            table.flaw(i, "visited_on", cell or str(day), sentence, "warn")


def _is_of_calls(layout: Layout) -> bool:
    """Whether a list says in its title or in the headers of its days and visitors that it is one of calls by phone."""
    headers = [one.header for one in layout.columns if one.meaning in ("visited_on", "visitor", "situation")]
    titles = [layout.name, *(text for text in layout.region.above if not _AT_THE_DOOR.search(text))]
    return any(map(_BY_PHONE.search, (*titles, *headers)))


def _was_nobody_met(table: Table, i: int, values: Values) -> bool:
    """Whether the words of a row say so, or an answer that was no yes or no and went into the note."""
    notes = (note.partition("：") for note in table.notes.get(i, ()))
    answers = (text for label, _colon, text in notes if _asks_whether_met(label))
    said = (values.get(name) for name in _OUTCOMES)
    return any(is_not_met(text) for text in (*said, *answers) if text)


def _are_alike(one: str, two: str) -> bool:
    """Whether a text may be the other one corrected."""
    return one in two or two in one or SequenceMatcher(None, one, two).ratio() >= _ALIKE


@cache
def _asks_whether_met(label: str) -> bool:
    return meanings_of("visits", label)[:1] == ("met",)
