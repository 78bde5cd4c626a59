"""Every read for a view: how many, which ids in which order, then plain rows for a window of them.

A `Query` is data: filters, an order and a part of the organisation, all answered in SQL. A field in it may be a path
through references ("household_id.door_key"); "cares" with nested filters asks for records that point here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from models import search
from models.fields import Kind, RecordSpec
from models.organisation import Unit
from models.records import spec, spec_of_table
from models.tables import is_listed, listed
from models.values import Ref, masked, shown

Test = Literal["is", "not", "in", "from", "before", "contains", "blank", "filled", "any", "none"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: `field` (a name or a path) stands in `test` to `value`."""

    field: str
    test: Test
    value: Any = None


@dataclass(frozen=True)
class Query:
    """What a table shows. `within` is the id of a unit whose whole subtree counts; `words` are searched."""

    spec: RecordSpec
    filters: tuple[Filter, ...] = ()
    within: str = ""
    words: str = ""
    order: tuple[str, ...] = field(default=())

    def where(self, field: str, test: Test, value: Any = None) -> "Query":
        """This query with one more condition."""
        return replace(self, filters=(*self.filters, Filter(field, test, value)))

    def inside(self, unit_id: str) -> "Query":
        """This query within one unit's subtree."""
        return replace(self, within=unit_id)


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a view sees it: plain values, references as `Ref`, sensitive ones masked unless asked otherwise."""

    id: str
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def count(session: Session, query: Query) -> int:
    """How many records the query has."""
    return session.scalar(_selecting(query, func.count(), ordered=False)) or 0


def ids(session: Session, query: Query, offset: int = 0, limit: int | None = None) -> list[str]:
    """The ids of the query in its order, or a window of them."""
    statement = _selecting(query, None).offset(offset or None).limit(limit)
    return list(session.scalars(statement).all())


def id_subquery(query: Query) -> Select[tuple[str]]:
    """The query's ids as SQL, for figures that count over them."""
    return _selecting(query, None, ordered=False)


def subtree(unit_id: str) -> Select[str]:
    """The ids of a unit and all below it, as SQL."""
    tree = select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    below = aliased(Unit)
    tree = tree.union_all(select(below.id).join(tree, below.parent_id == tree.c.id))
    return select(tree.c.id)


class _Paths:
    """Joins made on the way to the columns that a query names, each made once."""

    def __init__(self, root: RecordSpec) -> None:
        self.root = root
        self.joins: dict[str, tuple[Any, ColumnElement[bool]]] = {}
        self._tables: dict[str, tuple[RecordSpec, Any]] = {"": (root, root.sql)}

    def column(self, path: str) -> tuple[RecordSpec, str, Any]:
        """The spec, the column's name and the column behind a dotted path."""
        *steps, name = path.split(".")
        spec_here, table = self._tables[""]
        walked = ""
        for step in steps:
            walked = f"{walked}.{step}" if walked else step
            if walked not in self._tables:
                target = spec_of_table(spec_here.target(step))
                joined = target.sql.alias()
                self.joins[walked] = (joined, joined.c.id == table.c[step])
                self._tables[walked] = (target, joined)
            spec_here, table = self._tables[walked]
        return spec_here, name, table.c[name]


def _selecting(query: Query, what: Any, *, ordered: bool = True) -> Select[Any]:
    table = query.spec.sql
    paths = _Paths(query.spec)
    conditions = [_condition(paths, condition) for condition in query.filters]
    if query.within and query.spec.unit:
        *_, unit_column = paths.column(".".join(query.spec.unit))
        conditions.append(unit_column.in_(subtree(query.within)))
    if query.words:
        conditions.append(_matching(query))
    order = [_ordered(paths, name) for name in (*(query.order or query.spec.order), "id")] if ordered else []
    statement = select(table.c.id if what is None else what).select_from(table)
    for joined, on in paths.joins.values():
        statement = statement.join(joined, on, isouter=True)
    return statement.where(*conditions).order_by(*order)


def _ordered(paths: _Paths, name: str) -> Any:
    path = name.removeprefix("-")
    here, column_name, column = paths.column(path)
    if column_name in here and here.kinds[column_name] is Kind.REFERENCE:
        target = spec_of_table(here.target(column_name))
        *_, column = paths.column(f"{path}.{(target.order or target.title)[0].removeprefix('-')}")
    return column.desc() if name.startswith("-") else column


def _condition(paths: _Paths, condition: Filter) -> ColumnElement[bool]:
    if condition.test in ("any", "none"):
        found = _pointing_here(paths.root, condition)
        return found if condition.test == "any" else ~found
    column: ColumnElement[Any] = paths.column(condition.field)[-1]
    value = condition.value
    match condition.test:
        case "is":
            return column == value if value is not None else column.is_(None)
        case "not":
            return or_(column != value, column.is_(None)) if value is not None else column.is_not(None)
        case "in":
            return column.in_(list(value))
        case "from":
            return column.op(">=", is_comparison=True)(value)
        case "before":
            return column.op("<", is_comparison=True)(value)
        case "contains":
            return column.contains(str(value), autoescape=True)
        case "blank":
            return column.is_(None)
        case _:
            return column.is_not(None)


def _pointing_here(root: RecordSpec, condition: Filter) -> ColumnElement[bool]:
    """Whether a record of ledger `condition.field` that points at this one meets the nested filters."""
    child = spec(condition.field)
    inner = _Paths(child)
    conditions = [_condition(inner, nested) for nested in condition.value or ()]
    table = child.sql
    (pointer,) = (c for c in table.c if any(key.column.table is root.sql for key in c.foreign_keys))
    statement = select(pointer).select_from(table)
    for joined, on in inner.joins.values():
        statement = statement.join(joined, on, isouter=True)
    # Asked once for all, not once for each record: at 300,000 people that is the whole difference.
    return root.sql.c.id.in_(statement.where(pointer.is_not(None), *conditions))


def _matching(query: Query) -> ColumnElement[bool]:
    expression = search.pattern(query.words)
    if expression is None:
        return literal(True)
    return query.spec.sql.c.id.in_(search.matching(expression, query.spec))


def rows(
    session: Session,
    of: RecordSpec,
    wanted: Sequence[str],
    names: Sequence[str] | None = None,
    *,
    unmasked: bool = False,
) -> list[Row]:
    """Plain rows for these ids, in their order; ids that are gone are left out.

    Photos are not read unless named. Sensitive values come masked unless `unmasked`.
    """
    names = [f.name for f in of.fields if of.kinds[f.name] is not Kind.PHOTO] if names is None else list(names)
    named = {name: of[name].named for name in names if name in of and of[name].named}
    columns = ("id", *(name for name in names if name != "id"), *named.values())
    found: dict[str, dict[str, Any]] = {}
    if wanted:
        lines = session.execute(_of_ids(of, columns), {"ids": listed(wanted)}).all()
        found = {row[0]: dict(zip(columns, row, strict=True)) for row in lines}
    for name in names:
        if of.kinds.get(name) is Kind.REFERENCE:
            called = titles(session, spec_of_table(of.target(name)), [v[name] for v in found.values() if v[name]])
            for values in found.values():
                values[name] = Ref(values[name], called.get(values[name], "")) if values[name] else None
        if name in named:
            for values in found.values():
                words = values.pop(named[name])
                values[name] = values[name] or (Ref("", words) if words else None)
        if not unmasked and name in of and of[name].sensitive:
            for values in found.values():
                values[name] = masked(of.kinds[name], values[name])
    return [Row(record_id, found[record_id]) for record_id in wanted if record_id in found]


@cache
def _of_ids(of: RecordSpec, columns: tuple[str, ...]) -> Select[Any]:
    """Columns of the records whose ids stand in the parameter `ids`."""
    return select(*(of.sql.c[name] for name in columns)).where(is_listed(of.sql.c.id, "ids"))


def titles(session: Session, of: RecordSpec, wanted: Sequence[str], *, chinese: bool = False) -> dict[str, str]:
    """How these records are called in a line."""
    named = list(dict.fromkeys(wanted))
    return {
        row.id: " ".join(words for n in of.title if (words := shown(of, of[n], row[n], chinese=chinese)))
        for row in rows(session, of, named, of.title, unmasked=True)
    }


def values_of(session: Session, of: RecordSpec, record_id: str) -> dict[str, Any] | None:
    """Every stored value of one record, unmasked and with references as ids: for operations, not for views."""
    table = of.sql
    row = session.execute(select(table).where(table.c.id == record_id)).mappings().first()
    return dict(row) if row else None


def unit_by_code(session: Session, code: str) -> Unit | None:
    """The unit with this code, or None."""
    return session.scalar(select(Unit).where(Unit.code == code))


def period(query: Query, start: date | None, end: date | None) -> Query:
    """The query cut to the days from `start` to `end`, both included, by the ledger's own date."""
    name = query.spec.dated
    if name and start:
        query = query.where(name, "from", start)
    if name and end:
        query = query.where(name, "before", date.fromordinal(end.toordinal() + 1))
    return query
