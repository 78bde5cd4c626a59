"""Who lives where a file tells of, and does not stand in it: nobody is deleted for that, but somebody should look."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.households import Household, Person
from models.intake.places.places import estate_key
from models.intake.plans import Absent
from models.tables import is_listed, listed

Building = tuple[str, str]


@dataclass(slots=True)
class _Door:
    """One inhabited household: where it is, how it is called, and who lives there."""

    building: Building
    called: str
    people: dict[str, str] = field(default_factory=dict)  # id to name


def absent(
    session: Session, named: Collection[str], found: Collection[str], said: Collection[tuple[str, str]]
) -> list[Absent]:
    """The people of the buildings that a file goes through who are not in it, whole families too; of a building from
    which it names a few doors only, as a list of cares does, those missing from families that it names mostly.

    `named` are the households of the file, `found` the people who its rows are, `said` every name with its household.
    """
    if not named:
        return []
    doors = _inhabited(session, _buildings(session, named))
    inhabited: dict[Building, int] = {}
    told: dict[Building, int] = {}
    for home_id, door in doors.items():
        inhabited[door.building] = inhabited.get(door.building, 0) + 1
        told[door.building] = told.get(door.building, 0) + (home_id in named)
    missing: list[Absent] = []
    for home_id, door in doors.items():
        if not told[door.building]:
            continue
        gone = [one for one, name in door.people.items() if one not in found and (name, home_id) not in said]
        through = told[door.building] * 2 >= inhabited[door.building]
        if through or (home_id in named and len(gone) * 2 <= len(door.people)):
            missing += [Absent(one, door.people[one], door.called) for one in gone]
    return missing


def _buildings(session: Session, named: Collection[str]) -> set[Building]:
    """The buildings in which these households of the register stand."""
    where = select(Household.estate, Household.building).distinct().where(is_listed(Household.id, "ids"))
    found = session.execute(where, {"ids": listed(named)})
    return {(estate_key(estate), building or "") for estate, building in found}


def _inhabited(session: Session, buildings: set[Building]) -> dict[str, _Door]:
    """The inhabited households of these buildings; no others are loaded, though the register may have 100,000."""
    keys, numbers = {estate for estate, _number in buildings}, {number for _estate, number in buildings}
    estates = [one or "" for one in session.scalars(select(Household.estate).distinct()) if estate_key(one) in keys]
    columns = (Person.id, Person.name, Household.id, Household.estate, Household.building, Household.door)
    here = (
        select(*columns).join(Household, Person.household_id == Household.id)
        .where(
            is_listed(func.coalesce(Household.estate, ""), "estates"),
            is_listed(func.coalesce(Household.building, ""), "numbers"),
            Person.died_on.is_(None), Person.moved_out.is_(None),
        ).order_by(Household.door_key, Person.home_key)
    )  # fmt: skip
    doors: dict[str, _Door] = {}
    wanted = {"estates": listed(estates), "numbers": listed(numbers)}
    for person_id, name, home_id, estate, building, door in session.execute(here, wanted):
        stands = (estate_key(estate), building or "")
        if stands not in buildings:
            continue
        if home_id not in doors:
            doors[home_id] = _Door(stands, f"{estate or ''} {door}".strip())
        doors[home_id].people[person_id] = name
    return doors
