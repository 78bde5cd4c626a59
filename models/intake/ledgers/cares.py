"""Cares from a file: several categories in a cell, from a day to a day, and those that a roster of the file gives."""

from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.intake.ledgers.finisher import Finisher, are_successive, key_of
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.roster import cares
from models.intake.roster.care_days import span_of
from models.intake.sheets.table import Table


class Cares(Finisher):
    """Care of a person is care at that person's door."""

    natural = ("person_id", "category_id")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._words = cares.Cares(session)

    def prepare(self, table: Table) -> None:
        """Who is in two categories at once has a care for each; two days in one cell are its beginning and its end."""
        self._take_spans(table)
        for i in range(len(table.rows)):
            text = str(table.get("category_id")[i] or "")
            names, refused = self._words.parted(table, i, text)
            for number, name in enumerate(names):
                table.columns["category_id"][table.repeat(i) if number else i] = name
            if refused and not names:
                table.flaw(i, "category_id", text, refused, "reject")

    def identity(self, values: Values) -> Any:
        """A care that names nobody is its whole household's: another door has one of its own."""
        if values.get("person_id") is None:
            return ("identity", key_of(values.get(name) for name in self.of.identity))
        return super().identity(values)

    @staticmethod
    def _take_spans(table: Table) -> None:
        for i, text in enumerate(table.columns.get("span", ())):
            span = span_of(text) if text else None
            for name, day in zip(("since", "until"), span or (), strict=False):
                column = table.columns.setdefault(name, [None] * len(table.rows))
                column[i] = column[i] or day
            if text and not span:
                table.note(i, table.headers["span"].header, text)

    def apart(self, values: Values, other: Values) -> bool:
        """A care that begins after another has ended is a second one."""
        return are_successive(values, other)

    def planned(self, identity: Any) -> list[Values]:
        """The cares that a roster of the same file gives."""
        return self._given.get(identity, [])

    @cached_property
    def _given(self) -> dict[Any, list[Values]]:
        found: dict[Any, list[Values]] = {}
        for one in self.plan.inserts.get("care", ()):
            natural = ("natural", key_of(one[name] for name in self.natural))
            for identity in (self.identity(one), natural):
                found.setdefault(identity, []).append(one)
        return found
