"""Who lived where on a day: a person's home now, or an earlier stay if the person has moved since."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, not_, or_, select
from sqlalchemy.sql.elements import KeyedColumnElement

from models.figures.places import source
from models.figures.scope import Place
from models.households import HOUSEHOLDS, PEOPLE, Person, Residence
from models.periods import Span
from models.queries import Filter

Condition = ColumnElement[bool]


def _here_by(day: date) -> Condition:
    """Whether the home of today was the home on that day; blank is "always"."""
    return or_(Person.moved_in.is_(None), Person.moved_in <= day)


def _earlier(day: date) -> Select[Any]:
    """The household of the stay that covers a day; of several, the one that ended last."""
    stays = (Residence.until > day, or_(Residence.since.is_(None), Residence.since <= day))
    mine = select(Residence.household_id).where(Residence.person_id == Person.id, *stays).correlate(Person)
    return mine.order_by(Residence.until.desc(), Residence.id.desc()).limit(1)


def in_register(day: date) -> Condition:
    """Born, alive, moved in and not moved out on a day; who moved out and came back counts from then on."""
    back = and_(Person.moved_in > Person.moved_out, Person.moved_in <= day)
    return and_(
        or_(Person.birth.is_(None), Person.birth <= day),
        or_(Person.died_on.is_(None), Person.died_on > day),
        or_(Person.moved_out.is_(None), Person.moved_out > day, back),
        or_(_here_by(day), exists(_earlier(day))),
    )


def unit_on(day: date, tree_of: date | None) -> ColumnElement[Any]:
    """The unit that a person's home of a day belongs to (on the day `tree_of`, None: now); null for no home or no unit."""
    home = case((_here_by(day), Person.household_id), else_=_earlier(day).scalar_subquery())
    each = source(HOUSEHOLDS, tree_of, HOUSEHOLDS.sql.alias())
    return select(each.unit).where(each.table.c.id == home).correlate(Person).scalar_subquery()


def present(day: date, place: Place | None) -> Condition:
    """In the register on a day, with a home in that place (None: anywhere or nowhere)."""
    here = in_register(day)
    return and_(here, place.holds(unit_on(day, place.day))) if place else here


@dataclass(frozen=True, slots=True)
class Living:
    """Being in a place at a span's start or end, or having come or gone between them, as a filter's value."""

    state: str
    span: Span
    place: Place | None

    @property
    def condition(self) -> Condition:
        opening, closing = present(self.span.before, self.place), present(self.span.end, self.place)
        match self.state:
            case "opening":
                return opening
            case "closing":
                return closing
            case "came":
                return and_(closing, not_(case((opening, literal(1)), else_=literal(0)) == 1))
            case _:
                return and_(opening, not_(case((closing, literal(1)), else_=literal(0)) == 1))

    def __clause_element__(self) -> KeyedColumnElement[Any]:
        return case((self.condition, PEOPLE.sql.c.id))  # type: ignore[return-value]

    @property
    def filter(self) -> Filter:
        return Filter("id", "is", self)
