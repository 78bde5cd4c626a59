"""The base of every table. Portable between SQLite and PostgreSQL: no rowid, no engine's own functions."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    MetaData,
    Select,
    String,
    TableClause,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, MappedColumn, Session, mapped_column

from models.ids import new_id

ID = String(32)
APPLICATION_ID = 0x47524944  # "GRID", in the header of a register's file


_Value = TypeVar("_Value")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """A row that people keep: it has a time-ordered id, a spec, and a history."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id, sort_order=-1)


def reference(target: str, *, index: bool = True) -> MappedColumn[str]:
    """A column that points at a record of table `target`; an empty one is allowed where the annotation is."""
    return mapped_column(ID, ForeignKey(f"{target}.id"), index=index)


def value_of(session: Session, column: InstrumentedAttribute[_Value], record_id: str | None) -> _Value | None:
    """One value of the record of this id; None where there is no such record."""
    found: _Value | None = session.scalar(_of_id(column.property.columns[0]), {"id": record_id})
    return found


def is_listed(column: ColumnElement[str] | InstrumentedAttribute[str], parameter: str) -> ColumnElement[bool]:
    """Whether an id stands in a parameter that holds what `listed` makes of any number of them.

    A parameter for each id would make another statement for each number of them, compiled and prepared anew. SQLite's
    way; PostgreSQL says = ANY(:ids).
    """
    ids = func.json_each(bindparam(parameter)).table_valued("value")
    return column.in_(select(ids.c.value))


def listed(ids: Iterable[str]) -> str:
    """Ids as `is_listed` takes them."""
    return json.dumps(list(ids))


@cache
def _of_id(column: Column[Any]) -> Select[Any]:
    return select(column).where(column.table.c.id == bindparam("id"))


def batches(ids: Sequence[str], size: int = 900) -> Iterator[list[str]]:
    """The ids in lots that fit one statement on every engine."""
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def whole(name: str, *columns: str) -> TableClause:
    """A table as it is, whatever an account may see of it (models/access/scope.py): for numbering and indexing only."""
    return table(name, *(column(each) for each in columns), schema="main")
