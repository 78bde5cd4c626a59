"""How a record stands in a span of days: in force, come, gone, received, closed on time ...

Each standing is written once, as SQL, and serves twice: figures count with it, and as the value of a query's filter
(`Filter("id", "is", Standing(...))`) it opens the very records that were counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, and_, case, func, literal, null, or_, select, type_coerce
from sqlalchemy.sql.elements import KeyedColumnElement

from models.matters import OPEN
from models.mediation import MEDIATIONS, PENDING
from models.periods import Span
from models.queries import Filter
from models.records import spec

Condition = ColumnElement[bool]
Columns = Any  # the columns of a table or an alias, by name
Dates = tuple[ColumnElement[Any], ColumnElement[Any]]


def _ended(status: Any, still: str, closed: Any, begun: Any) -> ColumnElement[Any]:
    """When a matter or a case ended: never while it is open; an unknown or impossible day means the day it began."""
    day = func.coalesce(closed, begun)
    return type_coerce(case((status == still, null()), (day < begun, begun), else_=day), Date)


def _dates(key: str, c: Columns) -> Dates:
    """From when to when a record counts; blank is "always" and "still". The last day itself counts no more."""
    match key:
        case "units" | "grids" | "unit_grids":
            return c.valid_from, c.valid_to
        case "appointments" | "households" | "cares":
            return c.since, c.until
        case "matters":
            return c.received_on, _ended(c.status, OPEN, c.closed_on, c.received_on)
        case "mediations":
            return c.accepted_on, _ended(c.outcome, PENDING, c.closed_on, c.accepted_on)
        case "mediation_parties":
            case_ = MEDIATIONS.sql.alias()
            accepted = select(case_.c.accepted_on).where(case_.c.id == c.case_id).scalar_subquery()
            return accepted, literal(None, Date)
    raise KeyError(key)


def _on(dates: Dates, day: date) -> Condition:
    begun, ended = dates
    return and_(or_(begun.is_(None), begun <= day), or_(ended.is_(None), ended > day))


def _began(dates: Dates, span: Span) -> Condition:
    begun, ended = dates
    return and_(begun >= span.start, begun <= span.end, or_(ended.is_(None), ended >= begun))


def _went(dates: Dates, span: Span) -> Condition:
    begun, ended = dates
    return and_(ended >= span.start, ended <= span.end, or_(begun.is_(None), begun <= ended))


SUCCESS = ("written", "oral")
"""Outcomes of a mediation that count as a success."""

State = Callable[[str, Columns, Span], Condition]
_STATES: Mapping[str, State] = {
    # in force when the span opens and closes; `opening + came - went = closing` holds for every record
    "opening": lambda key, c, span: _on(_dates(key, c), span.before),
    "closing": lambda key, c, span: _on(_dates(key, c), span.end),
    "came": lambda key, c, span: _began(_dates(key, c), span),
    "went": lambda key, c, span: _went(_dates(key, c), span),
    # in force on some day of it
    "concerned": lambda key, c, span: or_(_on(_dates(key, c), span.before), _began(_dates(key, c), span)),
    # visits
    "made": lambda key, c, span: c.visited_on.between(span.start, span.end),
    "met": lambda key, c, span: and_(c.visited_on.between(span.start, span.end), c.met),
    "not_met": lambda key, c, span: and_(c.visited_on.between(span.start, span.end), ~c.met),
    # matters
    "closed": lambda key, c, span: and_(_went(_dates(key, c), span), c.status != "withdrawn"),
    "withdrawn": lambda key, c, span: and_(_went(_dates(key, c), span), c.status == "withdrawn"),
    "closed_due": lambda key, c, span: and_(
        _went(_dates(key, c), span), c.status != "withdrawn", c.due_on.is_not(None)
    ),
    "on_time": lambda key, c, span: and_(
        _went(_dates(key, c), span), c.status != "withdrawn", _dates(key, c)[1] <= c.due_on
    ),
    "asked": lambda key, c, span: and_(
        _went(_dates(key, c), span), c.status != "withdrawn",
        c.satisfaction.in_(("very", "satisfied", "fair", "dissatisfied")),
    ),
    "content": lambda key, c, span: and_(
        _went(_dates(key, c), span), c.status != "withdrawn", c.satisfaction.in_(("very", "satisfied"))
    ),
    # mediation
    "settled": lambda key, c, span: and_(_went(_dates(key, c), span), c.outcome.in_(SUCCESS)),
    "failed": lambda key, c, span: and_(_went(_dates(key, c), span), c.outcome == "failed"),
    "tried": lambda key, c, span: and_(_went(_dates(key, c), span), c.outcome.in_((*SUCCESS, "failed"))),
    "written": lambda key, c, span: and_(_went(_dates(key, c), span), c.outcome == "written"),
    "oral": lambda key, c, span: and_(_went(_dates(key, c), span), c.outcome == "oral"),
    "otherwise": lambda key, c, span: and_(
        _went(_dates(key, c), span), c.outcome.not_in((*SUCCESS, "failed"))
    ),
    "hard": lambda key, c, span: and_(_began(_dates(key, c), span), c.difficulty == "hard"),
}  # fmt: skip


def standing(key: str, state: str, columns: Columns, span: Span) -> Condition:
    """The condition that a record of ledger `key` stands so; `columns` are its table's or an alias's."""
    return _STATES[state](key, columns, span)


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing as a filter's value. Equal to the record's id where the record stands so, null elsewhere."""

    key: str
    state: str
    span: Span

    def condition(self, table: FromClause | None = None) -> Condition:
        columns = spec(self.key).sql.c if table is None else table.c
        return standing(self.key, self.state, columns, self.span)

    def __clause_element__(self) -> KeyedColumnElement[Any]:
        return case((self.condition(), spec(self.key).sql.c.id))  # type: ignore[return-value]

    @property
    def filter(self) -> Filter:
        return Filter("id", "is", self)
