"""What every part of the demo register draws on: the day, streams of chance, ids, and the rows made so far."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import resources
from models.fields import Values
from models.households import Care, CareCategory, Household, Person, Residence
from models.matters import Matter, MatterStep
from models.mediation import MediationCase, MediationFollowUp, MediationParty
from models.mediation_sessions import MediationSession
from models.organisation import Appointment, Grid, Post, Unit, UnitGrid
from models.register import Register
from models.tables import Record
from models.visits import Visit

# Parents before those that point at them: foreign keys are checked at every statement.
ORDER: tuple[type[Record], ...] = (
    Unit, Grid, UnitGrid, Household, Person, Residence, Appointment, Care, Matter, MatterStep, Visit, MediationCase,
    MediationParty, MediationSession, MediationFollowUp,
)  # fmt: skip
_LOT = 5_000
YEARS = 2


@cache
def words(name: str) -> Mapping[str, Any]:
    """The word list resources/demo/`name`.toml."""
    return tomllib.loads(resources.path("demo", f"{name}.toml").read_text("utf-8"))


def stream(seed: int, *subject: object) -> Random:
    """A stream of chance of its own for one subject, so that a change to one leaves the others as they were."""
    return Random("/".join(map(str, (seed, *subject))))


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@cache
def _template(table: type[Record]) -> Values:
    """A row of the table with every column at its default, so that all rows of a statement have the same columns."""
    return {
        column.name: column.default.arg if column.default is not None and column.default.is_scalar else None
        for column in table.__table__.columns
    }


class Ids:
    """Ids like those of the program, but the same for the same seed: time-ordered, from the first day of the demo."""

    def __init__(self, seed: int, first: date) -> None:
        self._chance = stream(seed, "ids")
        self._stamp = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp() * 1000) << 12

    def new(self) -> str:
        self._stamp += 1
        tail = self._chance.getrandbits(62) | 0x8000_0000_0000_0000
        return f"{self._stamp >> 12:012x}7{self._stamp & 0xFFF:03x}{tail:016x}"


@dataclass
class World:
    """One demo register in the making. `posts` and `categories` are the ids of what every new register has."""

    seed: int
    today: date
    posts: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    rows: dict[type[Record], list[Values]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first = years_before(self.today, YEARS)
        self.ids = Ids(self.seed, self.first)

    def chance(self, *subject: object) -> Random:
        """The stream of chance of one subject."""
        return stream(self.seed, *subject)

    def read_seeds(self, session: Session) -> None:
        """Learn the ids of the posts and care categories that the register began with."""
        self.posts = dict(session.execute(select(Post.key, Post.id)).all())
        self.categories = dict(session.execute(select(CareCategory.key, CareCategory.id)).all())

    def add(self, table: type[Record], **values: Any) -> Values:
        """A new row; it is written by the next `write`, and may be changed until then."""
        row = {**_template(table), "id": self.ids.new(), **values}
        self.rows.setdefault(table, []).append(row)
        return row

    def write(self, register: Register, sentence: str) -> int:
        """Write the rows made since the last time as one operation; their number."""
        count = sum(map(len, self.rows.values()))
        with register.operation(sentence) as operation:
            for table in ORDER:
                _insert(operation.session, table, self.rows.get(table, ()))
        self.rows.clear()
        return count

    def between(self, chance: Random, start: date, end: date) -> date:
        """A day from start to end, both included; start if end lies before it."""
        return start + days(chance.randint(0, max((end - start).days, 0)))

    def age(self, birth: date, on: date | None = None) -> int:
        """Full years on a day."""
        day = on or self.today
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))

    def birthday(self, birth: date, age: int) -> date:
        """The day on which someone becomes `age`."""
        return years_before(birth, -age)


def _insert(session: Session, table: type[Record], lines: Sequence[Values]) -> None:
    for start in range(0, len(lines), _LOT):
        session.execute(insert(table.__table__), list(lines[start : start + _LOT]))  # type: ignore[arg-type]
