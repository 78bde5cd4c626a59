"""What awaits an office today, in figures and lists, each with the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import queries, rounds
from models.households import HOUSEHOLDS
from models.matters import MATTERS, OPEN, Matter
from models.mediation import MEDIATIONS, PENDING
from models.periods import Quarter
from models.queries import Filter, Query
from models.reminders import Reminder, reminders
from models.rounds import Due
from models.visits import Visit

AHEAD = 4  # days: what comes due soon stands on the round too
_MATTERS = 40

OPEN_MATTERS = Query(MATTERS, order=("due_on",)).where("status", "is", OPEN)
PENDING_CASES = Query(MEDIATIONS, order=("due_on",)).where("outcome", "is", PENDING)


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of the round with everything that is due behind it. `tried` says that nobody answered today already."""

    household_id: str
    door: str
    people: tuple[str, ...]
    categories: tuple[str, ...]
    lines: tuple[Due, ...]  # the most urgent first
    tried: bool = False

    @property
    def due_on(self) -> date:
        return self.lines[0].due_on

    @property
    def period(self) -> str:
        return self.lines[0].period


@dataclass(frozen=True, slots=True)
class MatterLine:
    """An open matter as the day's list shows it."""

    id: str
    number: str
    content: str
    lane: str | None
    level: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The day's numbers."""

    due: int
    overdue: int
    matters: int
    matters_today: int
    matters_late: int
    cases: int
    visited: int
    households: int


@dataclass(frozen=True, slots=True)
class Today:
    """The day as a whole."""

    on: date
    figures: Figures
    stops: tuple[Stop, ...]
    matters: tuple[MatterLine, ...]
    reminders: tuple[Reminder, ...]


def today(session: Session, on: date) -> Today:
    """Read the day."""
    round_ = stops(session, on, ahead=AHEAD)
    return Today(on, _figures(session, on, round_), tuple(round_), _matters(session), tuple(reminders(session, on)))


def stops(session: Session, on: date, *, within: str = "", ahead: int = 0) -> list[Stop]:
    """The round, one line a door: those due by `on` in walking order, then those that come due soon."""
    together: dict[str, list[Due]] = {}
    for line in rounds.due(session, on, within=within, ahead=ahead):
        together.setdefault(line.household_id, []).append(line)
    tried = set(session.scalars(select(Visit.household_id).where(Visit.visited_on == on, Visit.met.is_(False))))
    round_ = [_stop(household, lines, household in tried) for household, lines in together.items()]
    return sorted(round_, key=lambda stop: stop.due_on > on)


def _stop(household: str, lines: list[Due], tried: bool) -> Stop:
    lines = sorted(lines, key=lambda line: line.due_on)
    people = dict.fromkeys(line.person for line in lines if line.person)
    return Stop(
        household, lines[0].door, tuple(people), tuple(dict.fromkeys(line.category for line in lines)), tuple(lines),
        tried,
    )  # fmt: skip


def due_households(round_: Sequence[Stop], on: date) -> Query:
    """The households behind the number of those due."""
    return Query(HOUSEHOLDS).where("id", "in", [stop.household_id for stop in round_ if stop.due_on <= on])


def visited_households(on: date) -> Query:
    """The households somebody called on this quarter, of those there are."""
    quarter = Quarter.of(on)
    made = (
        Filter("visited_on", "from", quarter.start),
        Filter("visited_on", "before", quarter.end + timedelta(days=1)),
    )
    return households().where("visits", "any", made)


def households() -> Query:
    """The households there are."""
    return Query(HOUSEHOLDS).where("until", "blank")


def _figures(session: Session, on: date, round_: Sequence[Stop]) -> Figures:
    late = func.coalesce(func.sum(Matter.due_on < on), 0)
    due_now = func.coalesce(func.sum(Matter.due_on == on), 0)
    statement = select(func.count(), due_now, late).where(Matter.status == OPEN)
    matters, matters_today, matters_late = session.execute(statement).one()
    return Figures(
        due=sum(stop.due_on <= on for stop in round_), overdue=sum(stop.due_on < on for stop in round_),
        matters=matters, matters_today=int(matters_today), matters_late=int(matters_late),
        cases=queries.count(session, PENDING_CASES), visited=queries.count(session, visited_households(on)),
        households=queries.count(session, households()),
    )  # fmt: skip


def _matters(session: Session) -> tuple[MatterLine, ...]:
    statement = (
        select(Matter.id, Matter.number, Matter.content, Matter.lane, Matter.level, Matter.due_on)
        .where(Matter.status == OPEN)
        .order_by(Matter.due_on.is_(None), Matter.due_on, Matter.id)
        .limit(_MATTERS)
    )
    return tuple(MatterLine(*found) for found in session.execute(statement))
