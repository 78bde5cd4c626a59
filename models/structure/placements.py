"""Where units, households and grids stood earlier: dated rows, so that no move rewrites what was before it.

The present place stands in the record itself (`Unit.parent_id`, `Household.unit_id`, `Grid.unit_id`). A placement says
where it stood until a day; what stood somewhere on a day is the placement that ended next after it, or the present
place where there is none.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Subquery, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, MappedColumn, Session, mapped_column

from models.ids import new_id
from models.tables import ID, Record, batches, reference


def _subject(target: str) -> MappedColumn[str]:
    """What was placed; its placements go with it when it is deleted."""
    return mapped_column(ID, ForeignKey(f"{target}.id", ondelete="CASCADE"), index=True)


class UnitPlacement(Record):
    """A unit stood under `place_id` (nothing: at the top) until a day."""

    __tablename__ = "unit_placement"

    subject_id: Mapped[str] = _subject("unit")
    place_id: Mapped[str | None] = reference("unit")
    since: Mapped[date | None]
    until: Mapped[date] = mapped_column(index=True)


class HouseholdPlacement(Record):
    """A household was served by the unit `place_id` until a day."""

    __tablename__ = "household_placement"

    subject_id: Mapped[str] = _subject("household")
    place_id: Mapped[str] = reference("unit")
    since: Mapped[date | None]
    until: Mapped[date] = mapped_column(index=True)


class GridPlacement(Record):
    """A grid belonged to the unit `place_id` until a day."""

    __tablename__ = "grid_placement"

    subject_id: Mapped[str] = _subject("grid")
    place_id: Mapped[str] = reference("unit")
    since: Mapped[date | None]
    until: Mapped[date] = mapped_column(index=True)


Placement = type[UnitPlacement] | type[HouseholdPlacement] | type[GridPlacement]
Places = Mapping[str, tuple[str | None, date | None]]
"""By the subject's id: where it stands now, and the day since which it is known to exist."""


def began(session: Session, table: Placement, ids: Sequence[str]) -> dict[str, date]:
    """Since when each of these stands where it stands now; those that never moved are left out."""
    found: dict[str, date] = {}
    for batch in batches(ids):
        latest = (
            select(table.subject_id, func.max(table.until))
            .where(table.subject_id.in_(batch))
            .group_by(table.subject_id)
        )
        found.update(session.execute(latest).all())
    return found


def keep(session: Session, table: Placement, places: Places, on: date) -> None:
    """Write down the places that are left on a day. One taken up on that very day or later leaves no trace."""
    started = began(session, table, list(places))
    rows: list[dict[str, Any]] = []
    for subject, (place, first) in places.items():
        since = started.get(subject, first)
        if (place is not None or table is UnitPlacement) and (since is None or since < on):
            rows.append({"id": new_id(), "subject_id": subject, "place_id": place, "since": since, "until": on})
    if rows:
        session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]


def places_as_of(session: Session, table: Placement, day: date) -> dict[str, str | None]:
    """Where those stood on a day that have moved since; all others stood where they stand now."""
    later = select(table.subject_id, table.place_id).where(table.until > day).order_by(table.until.desc(), table.id)
    return dict(session.execute(later).all())


def earlier_places(table: Placement, day: date) -> Subquery:
    """As `places_as_of`, as a subquery of `subject_id` and `place_id` to join to."""
    order = func.row_number().over(partition_by=table.subject_id, order_by=(table.until, table.id)).label("number")
    later = select(table.subject_id, table.place_id, order).where(table.until > day).subquery()
    return select(later.c.subject_id, later.c.place_id).where(later.c.number == 1).subquery()


def any_later(session: Session, until: InstrumentedAttribute[date], day: date) -> bool:
    """Whether anything moved after a day: mostly nothing did, and no statement need look further."""
    return session.scalar(select(until).where(until > day).limit(1)) is not None


_COLUMNS: dict[str, tuple[Placement, str, str]] = {
    "unit": (UnitPlacement, "parent_id", "valid_from"),
    "household": (HouseholdPlacement, "unit_id", "since"),
    "grid": (GridPlacement, "unit_id", "valid_from"),
}


PLACE_OF = {name: place for name, (_table, place, _first) in _COLUMNS.items()}
"""The column that says where a record of a table stands."""


def keep_moves(session: Session, table_name: str, places: Mapping[str, str | None], on: date) -> None:
    """Before a statement changes many records at once: keep where those stand that `places` puts elsewhere.

    For imports and other bulk writes, which pass no form; tables without placements are left alone.
    """
    if table_name not in _COLUMNS:
        return
    placement, place, first = _COLUMNS[table_name]
    table = placement.metadata.tables[table_name].c
    for batch in batches(list(places)):
        rows = session.execute(select(table.id, table[place], table[first]).where(table.id.in_(batch)))
        left = {i: (there, since) for i, there, since in rows if there != places[i] and (there or table_name == "unit")}
        keep(session, placement, left, on)
