"""The dossier of a mediation: which papers it has, which it still lacks, which steps are done, which days run out.

Pure functions of a case and its lines, by the rules of the People's Mediation Law and the standard forms; nothing here
reads or writes the register.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from models.days import months_later
from models.mediation import CONFIRMATION_DAYS, PENDING
from models.words import _

SETTLED = ("written", "oral")
UNTRIED = ("refused", "withdrawn", "transferred")  # ended before there was anything to record
STEPS = ("listen", "look", "check", "ask", "persuade", "follow_up")
FOLLOW_UP_DAYS = 30
INQUIRIES = ("look", "check")
_SIDES = ("applicant", "respondent")

Line = Mapping[str, Any]


class State(StrEnum):
    """How it stands with one paper of the dossier."""

    THERE = "there"
    MISSING = "missing"  # has to be there before the case is closed
    LATER = "later"  # belongs there once it has come so far
    OPEN = "open"  # may be there, need not
    MADE = "made"  # drawn up by the program with the dossier


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: a code of mediation_document, how it stands, how many there are, and what is to be done about it."""

    code: str
    state: State
    count: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps: `at` is the newest entry's day; `state` is done, now or ahead."""

    code: str
    state: str
    at: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that runs out. `on` is None while it is not known yet; `done` says that it no longer matters."""

    key: str
    on: date | None
    done: bool = False


def papers(case: Line, parties: Sequence[Line], sessions: Sequence[Line], follow_ups: Sequence[Line]) -> list[Paper]:
    """The dossier in its order."""
    outcome = case["outcome"]
    inquiries = sum(1 for session in sessions if session["step"] in INQUIRIES)
    return [
        _opening(case, parties),
        _must("notice", bool(case.get("told_rights")), _("Tell the parties their rights and duties.")),
        _consent(case, parties),
        Paper("inquiry", State.THERE if inquiries else State.OPEN, inquiries),
        _record(outcome, sessions),
        _agreement(case),
        _follow_up(case, follow_ups),
        *_confirmation(case),
        *_routes(case),
        Paper("cover", State.MADE),
    ]


def missing(case: Line, parties: Sequence[Line], sessions: Sequence[Line], follow_ups: Sequence[Line]) -> list[Paper]:
    """What still has to come before the dossier is whole."""
    return [paper for paper in papers(case, parties, sessions, follow_ups) if paper.state is State.MISSING]


def _must(code: str, there: bool, hint: str, count: int = 0) -> Paper:
    return Paper(code, State.THERE if there else State.MISSING, count, "" if there else hint)


def _opening(case: Line, parties: Sequence[Line]) -> Paper:
    """An application by a party (form 2), or the acceptance form where the committee or another body began (form 3)."""
    sides = {party["side"] for party in parties}
    if case.get("source") == "application":
        whole = bool(case.get("request")) and "applicant" in sides
        return _must("application", whole, _("Write down who applies and what is asked for."))
    whole = bool(case.get("summary")) and set(_SIDES) <= sides
    return _must("acceptance", whole, _("Write down both sides and the brief facts."))


def _consent(case: Line, parties: Sequence[Line]) -> Paper:
    """Mediation is voluntary: every party agrees. Where one refused, that is how it ended."""
    if case["outcome"] == "refused":
        return Paper("consent", State.OPEN)
    asked = [party for party in parties if party["side"] in _SIDES]
    agreed = sum(1 for party in asked if party.get("consent"))
    whole = len({party["side"] for party in asked}) == len(_SIDES) and agreed == len(asked)
    return _must("consent", whole, _("Ask each party whether it agrees to mediation."), agreed)


def _record(outcome: str, sessions: Sequence[Line]) -> Paper:
    count = sum(1 for session in sessions if session["step"] == "persuade")
    if outcome in UNTRIED and not count:
        return Paper("record", State.OPEN)
    return _must("record", bool(count), _("Note at least one mediation of both sides."), count)


def _agreement(case: Line) -> Paper:
    outcome = case["outcome"]
    if outcome == PENDING:
        return Paper("agreement", State.LATER)
    if outcome not in SETTLED:
        return Paper("agreement", State.OPEN)
    told = bool((case.get("agreement") or "").strip())
    if outcome == "oral":
        return _must("oral_agreement", told, _("Write down what was agreed by word of mouth."))
    whole = told and bool(case.get("performance_terms")) and bool(case.get("effective_on"))
    return _must("agreement", whole, _("Content, way and time of performance, and the day of the signatures."))


def _follow_up(case: Line, follow_ups: Sequence[Line]) -> Paper:
    if case["outcome"] == PENDING:
        return Paper("follow_up", State.LATER)
    if case["outcome"] not in SETTLED:
        return Paper("follow_up", State.OPEN)
    return _must("follow_up", bool(follow_ups), _("Call on the parties: is the agreement kept?"), len(follow_ups))


def _confirmation(case: Line) -> Iterable[Paper]:
    if case.get("confirmation") in ("applied", "confirmed", "rejected"):
        yield Paper("confirmation", State.THERE, 1)


def _routes(case: Line) -> Iterable[Paper]:
    """Where no agreement came about, the parties are told which other routes there are (art. 26)."""
    if case["outcome"] == "failed":
        yield _must("routes", bool(case.get("told_routes")), _("Tell the parties: arbitration, the court."))


def steps(case: Line, sessions: Sequence[Line], follow_ups: Sequence[Line]) -> list[Step]:
    """The six steps. The one under way is the first that is not done and has nothing done after it."""
    days: dict[str, list[date]] = {code: [] for code in STEPS}
    for session in sessions:
        days.setdefault(session["step"], []).append(session["happened_on"])
    days["follow_up"] += [call["happened_on"] for call in follow_ups]
    last = max((number for number, code in enumerate(STEPS) if days[code]), default=-1)
    pending = case["outcome"] == PENDING
    waiting = last if STEPS[last] == "persuade" and pending else last + 1
    if case["outcome"] in SETTLED:
        waiting = STEPS.index("follow_up")
    found = []
    for number, code in enumerate(STEPS):
        done = bool(days[code]) or number < last or (not pending and number < waiting)
        now = number == waiting and (pending or case["outcome"] in SETTLED) and not (done and not pending)
        found.append(
            Step(code, "now" if now else "done" if done else "ahead", max(days[code], default=None), len(days[code]))
        )
    return found


def deadlines(case: Line) -> list[Deadline]:
    """One month to settle it, thirty days to ask the court for confirmation, thirty to the first call."""
    pending, effective = case["outcome"] == PENDING, case.get("effective_on")
    settled = case["outcome"] in SETTLED
    found = [Deadline("settle", case.get("due_on") or months_later(case["accepted_on"], 1), not pending)]
    if pending or settled:
        until = effective + timedelta(days=CONFIRMATION_DAYS) if effective else None
        asked = case.get("confirmation") in ("applied", "confirmed", "rejected")
        found.append(Deadline("confirm", until, asked))
        first = effective + timedelta(days=FOLLOW_UP_DAYS) if effective else None
        found.append(Deadline("perform", first, case.get("performance") == "performed"))
    return found
