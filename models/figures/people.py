"""Households and people by unit: stock at the end, what changed, and how the people live here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select

from models.figures.care import care
from models.figures.cells import Block, Cell, Chapter, Column, Line, Name
from models.figures.counting import TOTAL, Groups, Measure, Table, groups_of
from models.figures.living import Living, in_register, present, unit_on
from models.figures.organisation import stock
from models.figures.scope import UNIT_HEAD, Place, Scope
from models.households import HOUSEHOLDS, PEOPLE, Person
from models.periods import Span
from models.queries import Filter, Query

PARTY = ("01", "02")
"""Codes of political status that make a party member, probationary ones included (GB/T 4762)."""
MEMBERS = Filter("political", "in", PARTY)
VOLUNTEERS = Filter("volunteer", "is", True)
STATES = ("closing", "opening", "came", "went")


def people(scope: Scope, span: Span) -> Chapter:
    """The chapter of households, people and care."""
    blocks = (_households(scope, span), _people(scope, span), _residency(scope, span), *care(scope, span))
    return Chapter("people", Name("Households and people", "户与人"), blocks)


def household_table(span: Span) -> Table:
    """Households in the register: stock and change, how they are lived in, and the members' contact households."""
    states = groups_of("state", "dwelling_state")
    by_state = tuple(Measure(f"state_{g.key}", g.name, "closing", span, also=states.filters(g)) for g in states.groups)
    contact = Measure("contact", Name("Contact households", "党员中心户"), "closing", span,
                      also=(Filter("contact_household", "is", True),))  # fmt: skip
    opening, came, went, closing = stock(span)
    total = replace(closing, name=Name("Households at the end", "季末户数"))
    return Table(HOUSEHOLDS, (total, *by_state, contact, opening, came, went))


def _households(scope: Scope, span: Span) -> Block:
    table = household_table(span)
    lines = (*table.by_place(scope), table.total(scope))
    return Block("households", Name("Households by unit", "户数（按组织）"), UNIT_HEAD, table.columns, lines)


# People

_EXTRA = {"members": MEMBERS, "volunteers": VOLUNTEERS}
_PEOPLE_COLUMNS = (
    Column("closing", Name("People at the end", "季末人口")),
    Column("members", Name("Party members", "其中党员")),
    Column("volunteers", Name("Volunteers", "其中志愿者")),
    Column("opening", Name("At the start", "季初人口")),
    Column("came", Name("Added", "本季增加")),
    Column("went", Name("Gone", "本季减少")),
    Column("members_opening", Name("Party members at the start", "季初党员")),
    Column("volunteers_opening", Name("Volunteers at the start", "季初志愿者")),
)
_NOWHERE = Name("In no household or unit", "未落实住户或组织（含不住在辖区的工作人员）")
_NET = Name(
    "Added: in the register here at the end and not at the start; gone: the other way round. Who moved between units counts in both, and not in the total.",
    "增加指季末在册而季初不在册的人（迁入、出生登记、由其他组织搬入），减少相反（迁出、死亡、搬往其他组织）；组织之间搬家分别计入双方，不计入合计。",
)


def _people(scope: Scope, span: Span) -> Block:
    moves = Moves(scope, span)
    lines = [
        moves.line(place.key, place.name if place.unit_id else _NOWHERE, place, place.depth)
        for place in scope.places()
        if place.shown_empty or moves.any(place.key)
    ]
    lines.append(moves.line(TOTAL, Name("Total", "合计"), scope.whole, total=True))
    return Block("people", Name("People by unit", "人口（按组织）"), UNIT_HEAD, _PEOPLE_COLUMNS, tuple(lines), (_NET,))


class Moves:
    """Who lived in which line's place when the span opened and when it closed, in one statement."""

    def __init__(self, scope: Scope, span: Span) -> None:
        self._span = span
        self._counts: Counter[tuple[str, str]] = Counter()
        for was, now, opened, closed, member, volunteer, number in scope.session.execute(_moves(span, scope.day)):
            before = self._keys(scope, was, opened)
            after = self._keys(scope, now, closed)
            extra = ("members",) * member + ("volunteers",) * volunteer
            self._add(after, ("closing", *extra), number)
            self._add(before, ("opening", *(f"{each}_opening" for each in extra)), number)
            self._add(after - before, ("came",), number)
            self._add(before - after, ("went",), number)

    @staticmethod
    def _keys(scope: Scope, unit: str | None, present: int) -> set[str]:
        lines = scope.lines_of(unit) if present else None
        return set() if lines is None else {*lines, TOTAL}

    def _add(self, lines: Iterable[str], columns: Iterable[str], number: int) -> None:
        for line in lines:
            for column in columns:
                self._counts[line, column] += number

    def any(self, line: str) -> bool:
        return any(self._counts[line, state] for state in STATES)

    def line(self, key: str, name: Name, place: Place | None, depth: int = 0, total: bool = False) -> Line:
        cells = tuple(
            Cell(self._counts[key, column.key], people_query(column.key, self._span, place))
            for column in _PEOPLE_COLUMNS
        )
        return Line(key, name, cells, depth, total)


def people_query(column: str, span: Span, place: Place | None) -> Query:
    """The people behind one of the columns above in a place (None: the whole register)."""
    extra, _, state = column.rpartition("_") if column.endswith("_opening") else ("", "", column)
    if column in _EXTRA:
        extra, state = column, "closing"
    query = Query(PEOPLE, (Living(state, span, place).filter,))
    return replace(query, filters=(*query.filters, _EXTRA[extra])) if extra else query


def people_at_end(scope: Scope, span: Span) -> dict[str, Cell]:
    """People in the register at a span's end, with the party members and the volunteers among them."""
    place = scope.whole
    sums = (func.count(), func.sum(_flag(Person.political.in_(PARTY))), func.sum(_flag(Person.volunteer.is_(True))))
    numbers = scope.session.execute(select(*sums).where(present(span.end, place))).one()
    names = {"people": "closing", "members": "members", "volunteers": "volunteers"}
    return {
        key: Cell(number or 0, people_query(column, span, place))
        for (key, column), number in zip(names.items(), numbers, strict=True)
    }


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal(1)), else_=literal(0))


def _moves(span: Span, day: date | None) -> Any:
    """People by unit at the start, unit at the end, presence at both, and what they are."""
    groups = (
        unit_on(span.before, day).label("was"), unit_on(span.end, day).label("now"),
        _flag(in_register(span.before)).label("opened"), _flag(in_register(span.end)).label("closed"),
        _flag(Person.political.in_(PARTY)).label("member"), _flag(Person.volunteer.is_(True)).label("helper"),
    )  # fmt: skip
    each = select(*groups).subquery()
    return select(*each.c, func.count()).where(each.c.opened + each.c.closed > 0).group_by(*each.c)


def _residency(scope: Scope, span: Span) -> Block:
    """People at the end by how they are here, and by sex."""
    sexes, kinds = groups_of("sex", "sex"), groups_of("residency", "residency")
    here = scope.source(PEOPLE)
    kind, sex = kinds.key(here), sexes.key(here)
    place = scope.whole
    living = Living("closing", span, place)
    found = scope.session.execute(select(kind, sex, func.count()).where(living.condition).group_by(kind, sex))
    counts: Counter[tuple[str, str]] = Counter()
    for kind_key, sex_key, number in found:
        for line in (kind_key, TOTAL):
            for column in (sex_key, TOTAL):
                counts[line, column] += number
    columns = (Column(TOTAL, Name("People at the end", "季末人口")), *(Column(g.key, g.name) for g in sexes.groups))
    lines = [
        Line(g.key, g.name, _crossed(counts, g.key, Query(PEOPLE, (living.filter, *kinds.filters(g))), sexes))
        for g in kinds.groups
    ]
    total = _crossed(counts, TOTAL, Query(PEOPLE, (living.filter,)), sexes)
    lines.append(Line(TOTAL, Name("Total", "合计"), total, total=True))
    name = Name("People by residency", "人口（按人员类型）")
    return Block("residency", name, Name("Residency", "人员类型"), columns, tuple(lines))


def _crossed(counts: Counter[tuple[str, str]], line: str, query: Query, sexes: Groups) -> tuple[Cell, ...]:
    by_sex = (
        Cell(counts[line, g.key], replace(query, filters=(*query.filters, *sexes.filters(g)))) for g in sexes.groups
    )
    return (Cell(counts[line, TOTAL], query), *by_sex)
