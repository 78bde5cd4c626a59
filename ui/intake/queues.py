"""The two queues of rows to look at: those of a preview, decided before anything is written, and those that were left
for later and wait in the register, each settled by an operation of its own.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from models.changes import Changes
from models.intake import Review
from models.intake.roster import settling
from models.intake.roster.answers import LEFT_OUT, SOMEBODY_NEW
from models.intake.roster.settling import Waiting
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.intake.reading import Candidate, candidates, candidates_of, place_of, would_change
from ui.intake.showing import row_name, row_place, safe_text
from ui.intake.work import Work

Entry = Any
"""A row to look at; what it is, its queue alone knows."""


class Queue(Protocol):
    """What the panel asks of a queue. `who` is an id, `SOMEBODY_NEW`, `LEFT_OUT`, or nothing for later."""

    def entries(self) -> Sequence[Entry]: ...
    def line(self, entry: Entry) -> tuple[str, str, str, str]: ...
    def reason(self, entry: Entry) -> str: ...
    def decided(self, entry: Entry) -> str | None: ...
    def candidates(self, session: Session, entry: Entry) -> list[Candidate]: ...
    def decide(self, entry: Entry, who: str, then: Callable[[], None]) -> None: ...
    def keeps(self, person_id: str, name: str) -> bool: ...
    def toggle(self, person_id: str, name: str) -> None: ...


def answer_words(who: str | None) -> str:
    """What was decided, in a word or two."""
    if who is None:
        return _("waits")
    return {SOMEBODY_NEW: _("somebody else"), LEFT_OUT: _("left out")}.get(who, _("this person"))


class PlanQueue:
    """The rows of a preview."""

    def __init__(self, work: Work) -> None:
        assert work.plan is not None and work.source is not None
        self._work, self._plan = work, work.plan
        self._several = len(work.source.sheets) > 1

    def entries(self) -> Sequence[Review]:
        return self._plan.reviews

    def line(self, entry: Review) -> tuple[str, str, str, str]:
        where = row_place(entry.table, entry.row, several=self._several)
        return where, row_name(entry.table, entry.row), answer_words(self.decided(entry)), self.reason(entry)

    def reason(self, entry: Review) -> str:
        """Why a row waits, without a number in full."""
        said = self._plan.not_taken.get(place_of(entry), [])
        found = next((self._plan.sentence_of(one) for one in said if one.problem == entry.reason), None)
        return found if found is not None else safe_text(entry.reason)

    def decided(self, entry: Review) -> str | None:
        return self._work.answers.who.get(place_of(entry))

    def candidates(self, session: Session, entry: Review) -> list[Candidate]:
        return candidates(session, self._plan, entry)

    def decide(self, entry: Review, who: str, then: Callable[[], None]) -> None:
        if who:
            self._work.answers.who[place_of(entry)] = who
        else:
            self._work.answers.who.pop(place_of(entry), None)
        then()

    def keeps(self, person_id: str, name: str) -> bool:
        return self._work.answers.keeps(person_id, name)

    def toggle(self, person_id: str, name: str) -> None:
        self._work.answers.toggle(person_id, name)


class RegisterQueue:
    """The rows that wait in the register, of whatever file."""

    def __init__(self, desk: Desk, owner: QObject, found: Sequence[Waiting]) -> None:
        self._desk, self._owner, self._found = desk, owner, list(found)
        self._decided: dict[str, str] = {}
        self._kept: set[tuple[str, str]] = set()

    def entries(self) -> Sequence[Waiting]:
        return self._found

    def line(self, entry: Waiting) -> tuple[str, str, str, str]:
        name = safe_text(str(entry.values.get("name") or ""))
        return f"{entry.file} {entry.row}", name, answer_words(self.decided(entry)), self.reason(entry)

    def reason(self, entry: Waiting) -> str:
        return safe_text(entry.reason)

    def decided(self, entry: Waiting) -> str | None:
        return self._decided.get(entry.id)

    def candidates(self, session: Session, entry: Waiting) -> list[Candidate]:
        return candidates_of(session, entry.values, entry.candidates)

    def decide(self, entry: Waiting, who: str, then: Callable[[], None]) -> None:
        if not who or entry.id in self._decided:
            then()
            return

        def done(_changes: Changes) -> None:
            self._decided[entry.id] = who
            then()

        kept = {name for person, name in self._kept if person == who}
        self._desk.write(lambda register: _settle(register, entry, who, kept), done, failed=messages.tell)

    def keeps(self, person_id: str, name: str) -> bool:
        return (person_id, name) in self._kept

    def toggle(self, person_id: str, name: str) -> None:
        self._kept ^= {(person_id, name)}


def _settle(register: Register, entry: Waiting, who: str, kept: set[str]) -> Changes:
    if who == LEFT_OUT:
        return settling.drop(register, entry.id)
    if who == SOMEBODY_NEW:
        return settling.settle_another(register, entry.id)
    with register.read() as session:
        fields = would_change(session, entry.values, who) - kept
    return settling.settle_same(register, entry.id, who, fields)
