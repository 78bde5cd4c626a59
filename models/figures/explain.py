"""A number counted once more from the very records that it opens: the proof that a figure explains itself."""

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from models import queries
from models.figures.cells import Cell, Way


def count_again(session: Session, cell: Cell) -> int:
    """What the cell's records give. Household-periods cannot be counted from the households alone: their value."""
    if cell.way is Way.PERIODS:
        return cell.value
    if cell.way is Way.COUNT:
        return queries.count(session, cell.query)
    table = cell.query.spec.sql
    column = table.c[cell.field]
    counted = func.count(distinct(column)) if cell.way is Way.DISTINCT else func.coalesce(func.sum(column), 0)
    return session.scalar(select(counted).where(table.c.id.in_(queries.id_subquery(cell.query)))) or 0
