"""Matters from a file: their number, the unit they lie at, closed or open."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.intake.cleaning.coded import find_code
from models.intake.ledgers.belonging import Belonging
from models.intake.ledgers.finisher import Finisher
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.table import Table
from models.matters import OPEN, Matter
from models.words import _

_CAME = {"来访": "walk_in", "来电": "phone"}
_TOLD = ("asked_by", "phone", "received_on", "content")
_PASSED_ON = ("工单", "派单", "转办", "交办")  # who called there may have called another office


class Matters(Finisher):
    """A matter has a number, lies at a unit, and is closed where a day of closing is given."""

    natural = ("received_on", "content", "asked_by")
    who = "asked_by"
    named, reached = "asked_by", "phone"

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._belonging = Belonging(session, homes)
        self._last: dict[int, int] = {}
        for number in session.scalars(select(Matter.number)):
            year, _dash, serial = number.partition("-")
            if year.isdigit() and serial.isdigit():
                self._last[int(year)] = max(self._last.get(int(year), 0), int(serial))

    def has_default(self, name: str) -> bool:
        """A matter of an unknown unit lies at the office."""
        return name in ("unit_id", "handled_at_id")

    def row(self, table: Table, i: int, values: Values) -> None:
        """The status follows from the day of closing."""
        self.count_term(values)
        if reporter := table.get("reporter")[i]:
            self._keep_reporter(table, i, str(reporter))
        if values.get("closed_on") and values.get("status") in (None, OPEN):
            values["status"] = "closed"
        if values.get("status") is None and (result := values.get("result")):
            values["status"] = find_code("matter_status", result)  # 办结, 已修复; other words tell it to a reader only

    def _keep_reporter(self, table: Table, i: int, name: str) -> None:
        """Who reports an event is mostly somebody on duty and not who asks: kept in the note, and said once for a sheet."""
        table.note(i, table.headers["reporter"].header, name)
        sentence = _(
            "Who reports is not taken for who asks; if these are residents, choose “Asked by” for this column."
        )
        table.flaw_once(i, "reporter", sentence)

    def identity(self, values: Values) -> Any:
        """By number; without one by day, content and who asked."""
        values.setdefault("asked_by", None)
        return super().identity(values)

    def new(self, table: Table, i: int, values: Values) -> None:
        """The next number of its year, and the unit it lies at: that of its household, else what the row or sheet names."""
        belonging = self._belonging
        values["unit_id"] = (
            values.get("unit_id")
            or belonging.of_household(values.get("household_id"))
            or belonging.of_row(table, i)
            or belonging.of_names([values.get("asked_by") or ""])
            or self.places.own()
        )
        values["source"] = values.get("source") or _source_of(table)
        if values.get("status") is None and (result := values.get("result")):
            sentence = _("Nothing says whether this is settled: it stands as open until a day of closing is given.")
            table.flaw(i, "result", result, sentence, "warn")
        values["handled_at_id"] = values.get("handled_at_id") or values["unit_id"]
        unit = self.places.units.get(values["handled_at_id"])
        values["level"] = unit.level if unit else 1
        if not values.get("number"):
            year = values["received_on"].year
            self._last[year] = self._last.get(year, 0) + 1
            values["number"] = f"{year}-{self._last[year]:04d}"


def _source_of(table: Table) -> str | None:
    """How the matters of a table came, where its title and the headers of who asked say one way: 来访人, 来电号码."""
    title = (table.layout.name, *table.layout.region.above)
    words = " ".join((*title, *(table.headers[name].header for name in _TOLD if name in table.headers)))
    found = [code for word, code in _CAME.items() if word in words]
    passed_on = any(word in one.header for one in table.layout.columns for word in _PASSED_ON)
    return None if len(found) != 1 or passed_on or any(word in words for word in _PASSED_ON) else found[0]
