"""Households that wait for a unit or grid which a file named and the register did not know."""

from collections.abc import Callable, Collection

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models.changes import Changes
from models.errors import Mistake
from models.households import HOUSEHOLDS
from models.intake.places.places import Places
from models.register import Register
from models.words import _

Find = Callable[[str, str | None], str | None]
"""From the words of a file and the household's estate to the id of what they name."""


def place_named(register: Register, household_ids: Collection[str]) -> Changes:
    """Place those of these households whose file named a unit or grid that the register knows by now.

    Raises `Mistake` where there is none.
    """
    with register.operation() as operation:
        count = place(operation.session, frozenset(household_ids))
        if not count:
            raise Mistake(_("None of the units that the files name is in the register yet."))
        operation.sentence = _("Placed {count} households as their files name it").format(count=count)
    return operation.changes


def place(session: Session, only: frozenset[str] | None = None) -> int:
    """The same inside an operation that is under way, for all that wait or `only` these; how many were placed."""
    places = Places(session)
    by_unit = _place(session, "unit_id", places.unit, only)
    by_grid = _place(session, "grid_id", lambda words, _estate: places.grid(words), only)
    return len(by_unit | by_grid)


def _place(session: Session, name: str, find: Find, only: frozenset[str] | None) -> set[str]:
    table = HOUSEHOLDS.sql
    words = table.c[HOUSEHOLDS[name].named]
    waiting = session.execute(
        select(table.c.id, words, table.c.estate).where(table.c[name].is_(None), words.is_not(None))
    )
    found = {
        home: place
        for home, said, estate in waiting
        if (only is None or home in only) and (place := find(said, estate))
    }
    if found:
        session.execute(
            update(table).where(table.c.id == bindparam("home")).values({name: bindparam("place")}),
            [{"home": home, "place": place} for home, place in found.items()],
        )
    return set(found)
