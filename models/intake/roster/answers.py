"""What somebody has decided about single rows of a file, and a roster planned by it."""

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models.fields import Values
from models.ids import new_id
from models.intake.places.homes import Homes
from models.intake.plans import Outcome, Plan
from models.intake.roster.persons import Match
from models.intake.roster.roster import Roster
from models.intake.sheets.table import Table
from models.progress import Progress
from models.words import _

Place = tuple[int, int]
"""A row of a file: the number of its sheet, and its own in the sheet, both from 0."""

SOMEBODY_NEW, LEFT_OUT = "new", "out"


@dataclass
class Answers:
    """`who` says of a row for review whose it is: an id, `SOMEBODY_NEW` or `LEFT_OUT`. A row that is not there waits.

    `keep` names, by record, the fields whose value in the register stays. `settled` rows were written as decided, each
    by an operation: they are not written again, unless that was undone.
    """

    who: dict[Place, str] = field(default_factory=dict)
    keep: dict[str, set[str]] = field(default_factory=dict)
    settled: dict[Place, tuple[str, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.who) or bool(self.settled) or any(self.keep.values())

    def settle(self, operation: int) -> None:
        """What was decided so far has been written by an operation."""
        self.settled |= {place: (who, operation) for place, who in self.who.items() if who != LEFT_OUT}
        self.who = {place: who for place, who in self.who.items() if who == LEFT_OUT}

    def take_back(self, undone: Container[int]) -> None:
        """Rows whose operation was undone are decided, and not written."""
        back = {place: who for place, (who, operation) in self.settled.items() if operation in undone}
        self.settled = {place: said for place, said in self.settled.items() if place not in back}
        self.who |= back

    def toggle(self, record_id: str, name: str) -> None:
        """Keep the register's value of a field, or the file's after all."""
        kept = self.keep.setdefault(record_id, set())
        kept ^= {name}

    def keeps(self, record_id: str, name: str) -> bool:
        """Whether the register's value of a field stays."""
        return name in self.keep.get(record_id, ())


class AnsweredRoster(Roster):
    """A roster in which the rows that were decided are taken as decided."""

    def __init__(self, answers: Answers, session: Session, plan: Plan, homes: Homes, progress: Progress) -> None:
        super().__init__(session, plan, homes, progress)
        self._answers = answers
        self._kept: dict[tuple[int, int], set[str]] = {}  # by row, while people are compared

    def values(self, table: Table, i: int) -> Values:
        found = super().values(table, i)
        kept = self._kept.get((id(table), i), ())
        return {name: value for name, value in found.items() if name not in kept}

    def _review(self, table: Table, i: int, meaning: str, match: Match, value: Any = "") -> None:
        place = (table.layout.sheet, table.rows[i])
        who = self._answers.who.get(place)
        if place in self._answers.settled:
            table.outcomes[i] = Outcome.UNCHANGED
        elif who is None:
            super()._review(table, i, meaning, match, value)
        elif who == LEFT_OUT:
            self._plan.problem(table, i, meaning, value, _("Left out, as decided."), "reject")
            table.outcomes[i] = Outcome.REJECTED
        else:
            self._take(table, i, who)

    def _take(self, table: Table, i: int, who: str) -> None:
        if who == SOMEBODY_NEW:
            self._take_new(new_id(), table, i)
        else:
            self._take_known(who, table, i)

    def _compare(self) -> None:
        keep, rows = self._answers.keep, {person_id: (table, i) for person_id, table, i in self._matched}
        self._kept = {(id(table), i): keep[one] for one, (table, i) in rows.items() if keep.get(one)}
        super()._compare()
        self._kept = {}
        planned = self._plan.updates.get("person", [])
        for change in planned:
            change.fields = {n: v for n, v in change.fields.items() if n != "note" or n not in keep.get(change.id, ())}
            if not change.fields:
                table, i = rows[change.id]
                table.outcomes[i] = Outcome.UNCHANGED
        planned[:] = [change for change in planned if change.fields]

    def _settle_homes(self) -> None:
        super()._settle_homes()
        planned = self._plan.updates.get("household", [])
        for change in planned:
            kept = self._answers.keep.get(change.id, set())
            if "estate" in kept:
                self._plan.new_keys.pop(change.id, None)
                change.fields.pop("door_key", None)
            change.fields = {name: values for name, values in change.fields.items() if name not in kept}
        planned[:] = [change for change in planned if change.fields]

    def _give_cares(self) -> None:
        super()._give_cares()
        planned = self._plan.updates.get("care", [])
        planned[:] = [change for change in planned if not self._answers.keeps(change.id, "note")]


def roster_of(answers: Answers | None) -> Callable[[Session, Plan, Homes, Progress], Roster]:
    """What plans the roster of a file: as decided, where anything was."""
    if not answers:
        return Roster
    return lambda session, plan, homes, progress: AnsweredRoster(answers, session, plan, homes, progress)
