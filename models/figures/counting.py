"""Counting: many standings of one ledger in a single GROUP BY, and the lines that its groups become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, distinct, func, literal, or_, select

from models.codes import Code, code_table
from models.fields import RecordSpec
from models.figures.cells import Cell, Column, Figure, Line, Name, Rate, Way
from models.figures.places import Source
from models.figures.scope import Scope
from models.figures.standing import Standing
from models.periods import Span
from models.queries import Filter, Query

REST = "rest"
"""The key of the line of what is blank, unknown or called "other"."""
TOTAL = "total"
OTHER = Name("Other or not given", "其他（含未填）")
NOT_GIVEN = Name("Not given", "未填")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing counted: records that stand so, the sum of a field of theirs, or its different values."""

    key: str
    name: Name
    state: str
    span: Span
    way: Way = Way.COUNT
    field: str = ""
    money: bool = False
    also: tuple[Filter, ...] = ()

    def sql(self, here: Source) -> ColumnElement[Any]:
        """The measure as an aggregate."""
        stands = and_(
            Standing(here.spec.key, self.state, self.span).condition(),
            *(_condition(here.column(each.field), each) for each in self.also),
        )
        if self.way is Way.DISTINCT:
            return func.count(distinct(case((stands, here.table.c[self.field]))))
        counted = func.coalesce(here.table.c[self.field], 0) if self.way is Way.SUM else literal(1)
        return cast(func.coalesce(func.sum(case((stands, counted), else_=0)), 0), Integer)

    def cell(self, value: int, query: Query) -> Cell:
        """The number with the records behind it, out of those of `query`."""
        standing = Standing(query.spec.key, self.state, self.span)
        counted = replace(query, filters=(*query.filters, standing.filter, *self.also))
        return Cell(value, counted, self.way, self.field)


def _condition(column: ColumnElement[Any], wanted: Filter) -> ColumnElement[bool]:
    """The few tests that measures are narrowed by, as SQL; blank is "not" anything, as in queries."""
    match wanted.test:
        case "is":
            return column.op("=", is_comparison=True)(wanted.value)
        case "in":
            return column.in_(wanted.value)
        case "not":
            return or_(column != wanted.value, column.is_(None))
    raise ValueError(wanted.test)


@dataclass(frozen=True, slots=True)
class Share:
    """A column that divides one measure by another; both are named by key."""

    key: str
    name: Name
    part: str
    whole: str


@dataclass(frozen=True)
class Table:
    """What is counted of one ledger. `shown` are the columns in order: measures (by key) and shares."""

    spec: RecordSpec
    measures: tuple[Measure, ...]
    shares: tuple[Share, ...] = ()
    shown: tuple[str, ...] = field(default=())

    @property
    def order(self) -> tuple[Measure | Share, ...]:
        every: tuple[Measure | Share, ...] = (*self.measures, *self.shares)
        known = {one.key: one for one in every}
        return tuple(known[key] for key in self.shown) if self.shown else tuple(known.values())

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(one.key, one.name, isinstance(one, Measure) and one.money) for one in self.order)

    def counted(self, values: Sequence[int], query: Query) -> dict[str, Cell]:
        """Each measure's number with its records, by key."""
        return {m.key: m.cell(value, query) for m, value in zip(self.measures, values, strict=True)}

    def figures(self, cells: Mapping[str, Cell]) -> tuple[Figure, ...]:
        """The columns' figures."""
        return tuple(
            Rate(cells[one.part], cells[one.whole]) if isinstance(one, Share) else cells[one.key] for one in self.order
        )

    def line(
        self, key: str, name: Name, values: Sequence[int], query: Query, depth: int = 0, total: bool = False
    ) -> Line:
        return Line(key, name, self.figures(self.counted(values, query)), depth, total)

    def nothing(self) -> tuple[int, ...]:
        return (0,) * len(self.measures)

    # What the database is asked

    def totals(self, scope: Scope) -> tuple[int, ...]:
        """Every measure over all records that count."""
        return self._grouped(scope, None).get("", self.nothing())

    def total(self, scope: Scope) -> Line:
        return self.line(TOTAL, Name("Total", "合计"), self.totals(scope), scope.query(self.spec), total=True)

    def _grouped(self, scope: Scope, by: "Groups | int | None") -> dict[str, tuple[int, ...]]:
        """Every measure by group, by the unit's line at a depth of the tree, or over all."""
        here = scope.source(self.spec)
        joined = here.joined
        key: ColumnElement[str] = literal("")
        if isinstance(by, Groups):
            key = by.key(here)
        elif by is not None:
            lines, key = scope.keys(here.unit, by)
            joined = joined.outerjoin(lines, lines.c.unit_id == here.unit)
        statement = select(key, *(m.sql(here) for m in self.measures)).select_from(joined)
        statement = statement.where(*scope.counts(here.unit))
        if by is not None:
            statement = statement.group_by(key)
        return {row[0]: tuple(row[1:]) for row in scope.session.execute(statement)}

    def by_place(self, scope: Scope) -> list[Line]:
        """A line for each unit below the top and each unit below those, and what is left."""
        # What stands directly at a unit has the same key at both depths.
        found = {**self._grouped(scope, 1), **self._grouped(scope, 0)}
        return [
            self.line(p.key, p.name, found.get(p.key, self.nothing()), p.narrow(scope.query(self.spec)), p.depth)
            for p in scope.places()
            if p.shown_empty or any(found.get(p.key, ()))
        ]

    def by_code(self, scope: Scope, groups: "Groups") -> list[Line]:
        """A line for each code, and one for the rest: none of the records is left out."""
        found = self._grouped(scope, groups)
        return [
            self.line(one.key, one.name, found.get(one.key, self.nothing()),
                      groups.narrow(scope.query(self.spec), one), one.depth)
            for one in groups.groups
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a table by code: the stored codes that count in it (none: all that count in no other)."""

    key: str
    name: Name
    codes: tuple[str | int, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Groups:
    """How the values of one field (or a path to one) become lines."""

    path: str
    groups: tuple[Group, ...]

    @property
    def _named(self) -> list[str | int]:
        return [code for group in self.groups for code in group.codes]

    def filters(self, group: Group) -> tuple[Filter, ...]:
        """What makes a record count in a group."""
        if group.codes:
            only = len(group.codes) == 1
            return (Filter(self.path, "is", group.codes[0]) if only else Filter(self.path, "in", group.codes),)
        return tuple(Filter(self.path, "not", code) for code in self._named)

    def narrow(self, query: Query, group: Group) -> Query:
        """The query's records that count in a group."""
        return replace(query, filters=(*query.filters, *self.filters(group)))

    def key(self, here: Source) -> ColumnElement[str]:
        """The key of a record's group, as SQL."""
        column = here.column(self.path)
        whens = [(column.in_(group.codes), literal(group.key)) for group in self.groups if group.codes]
        return case(*whens, else_=literal(REST)) if whens else literal(REST)


def name_of(code: Code) -> Name:
    """A code as a line's name."""
    return Name(code.en or code.zh, code.zh)


def groups_of(path: str, table: str) -> Groups:
    """A line for each code of a code table, and one for what is blank or unknown (with "other", if it has that)."""
    codes = code_table(table).codes
    named = [Group(code.code, name_of(code), (code.code,)) for code in codes if code.code != "other"]
    rest = OTHER if any(code.code == "other" for code in codes) else NOT_GIVEN
    return Groups(path, (*named, Group(REST, rest)))


def groups_by(path: str, named: Iterable[tuple[str | int, Name]], rest: Name = NOT_GIVEN) -> Groups:
    """A line for each of these values, and one for the rest."""
    return Groups(path, (*(Group(str(value), name, (value,)) for value, name in named), Group(REST, rest)))
