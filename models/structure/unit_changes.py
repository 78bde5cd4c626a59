"""Changes of the organisation that take effect on a day: move, split and close (models/structure/unit_merging.py merges).

Each is one operation with one sentence; `operations.undo` gives back the same rows. Units keep their level and their
code; what happened before the day stays as it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from models.changes import Changes
from models.errors import Mistake
from models.households import Household
from models.operations import put
from models.organisation import UNITS, Grid, Unit, UnitGrid
from models.register import Register
from models.structure import carrying
from models.structure.placements import UnitPlacement, began
from models.tables import batches
from models.words import _


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What the operations look at of one unit."""

    id: str
    code: str
    name: str
    level: int
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that is split off another, with what goes along. A blank code takes the next free one."""

    name: str
    code: str = ""
    area_name: str = ""
    children: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    appointments: tuple[str, ...] = ()


def check_day(on: date) -> None:
    """Refuse a day that has not come."""
    if on > date.today():
        raise Mistake(_("This takes effect on a day that has not come: choose today or an earlier day."), "on")


def unit_row(session: Session, unit_id: str) -> UnitRow:
    """One unit; Mistake if it is gone."""
    columns = (Unit.id, Unit.code, Unit.name, Unit.level, Unit.parent_id, Unit.valid_from, Unit.valid_to)
    row = session.execute(select(*columns).where(Unit.id == unit_id)).first()
    if row is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    return UnitRow(*row)


def standing(session: Session, unit_id: str, on: date) -> UnitRow:
    """One unit that stands on a day and still; Mistake otherwise."""
    unit = unit_row(session, unit_id)
    if unit.valid_to is not None:
        raise Mistake(_("{unit} was closed on {day}.").format(unit=unit.name, day=unit.valid_to))
    if unit.valid_from is not None and unit.valid_from > on:
        raise Mistake(
            _("{unit} stands only since {day}; choose no earlier day.").format(unit=unit.name, day=unit.valid_from),
            "on",
        )
    return unit


def placed_before(session: Session, unit: UnitRow, on: date) -> None:
    """Refuse a day before the unit came to where it stands: that would rewrite what was."""
    since = began(session, UnitPlacement, [unit.id]).get(unit.id)
    if since is not None and on < since:
        raise Mistake(
            _("{unit} stands where it does since {day}; choose no earlier day.").format(unit=unit.name, day=since), "on"
        )


def settled_since(session: Session, unit: UnitRow) -> date | None:
    """The last day on which units or households left this unit, or units came to it: no change of it may lie before."""
    left = [
        session.scalar(select(func.max(table.until)).where(table.place_id == unit.id)) for table in carrying.PLACEMENTS
    ]
    children = carrying.children_of(session, unit.id)
    came = list(began(session, UnitPlacement, list(children)).values())
    founded = [since for _parent, since in children.values() if since is not None]
    return max((day for day in (*left, *came, *founded) if day is not None), default=None)


def check_settled(session: Session, unit: UnitRow, on: date) -> None:
    """Refuse a day after which something came or went here."""
    day = settled_since(session, unit)
    if day is not None and on < day:
        raise Mistake(
            _("Something came to {unit} or left it on {day}; choose no earlier day.").format(unit=unit.name, day=day),
            "on",
        )


def move_unit(register: Register, unit_id: str, parent_id: str, on: date) -> Changes:
    """Put a unit, with all below it, under another parent from a day on."""
    check_day(on)
    with register.operation() as operation:
        session = operation.session
        unit, parent = standing(session, unit_id, on), standing(session, parent_id, on)
        if parent.level != unit.level - 1:
            raise Mistake(_("A unit keeps its level when it moves: pick a parent one level above it."), "parent_id")
        if parent.id == unit.parent_id:
            raise Mistake(
                _("{unit} stands under {parent} already.").format(unit=unit.name, parent=parent.name), "parent_id"
            )
        placed_before(session, unit, on)
        carrying.carry_units(session, {unit.id: (unit.parent_id, unit.valid_from)}, parent.id, on)
        if unit.parent_id:
            _grids_along(session, unit, parent.id, on)
        operation.sentence = _("Moved {unit} under {parent} from {day}").format(
            unit=unit.name, parent=parent.name, day=on
        )
    return operation.changes


def _grids_along(session: Session, unit: UnitRow, parent_id: str, on: date) -> None:
    """A grid that belonged to the parent left, and carries this unit's subtree alone, goes along."""
    inside = carrying.ids_below(session, unit.id)
    standing_ties = select(UnitGrid.unit_id, UnitGrid.grid_id).where(UnitGrid.valid_to.is_(None))
    carried: dict[str, set[str]] = {}
    for tied, grid in session.execute(standing_ties):
        carried.setdefault(grid, set()).add(tied)
    homes = select(Grid.id, Grid.unit_id, Grid.valid_from).where(Grid.unit_id == unit.parent_id)
    along = {
        grid: (home, since)
        for grid, home, since in session.execute(homes)
        if carried.get(grid) and carried[grid] <= inside
    }
    carrying.carry_grids(session, along, parent_id, on)


def split_unit(register: Register, unit_id: str, parts: Sequence[Part], on: date) -> Changes:
    """Split new units off one, from a day on, each under the same parent with what is named to go along."""
    check_day(on)
    if not parts:
        raise Mistake(_("Please name at least one new unit."), "parts")
    with register.operation() as operation:
        session = operation.session
        unit = standing(session, unit_id, on)
        placed_before(session, unit, on)
        check_settled(session, unit, on)
        for part in parts:
            _split_off(session, unit, part, on)
        operation.sentence = _("Split {parts} off {unit} from {day}").format(
            parts=", ".join(part.name for part in parts), unit=unit.name, day=on
        )
    return operation.changes


def _split_off(session: Session, unit: UnitRow, part: Part, on: date) -> None:
    like = session.execute(select(Unit.phone, Unit.supervision_phone, Unit.duties).where(Unit.id == unit.id)).one()
    new = put(
        session, UNITS,
        {
            "code": part.code or free_code(session, unit.code), "name": part.name, "area_name": part.area_name,
            "parent_id": unit.parent_id, "valid_from": on, "phone": like.phone, "duties": like.duties,
            "supervision_phone": like.supervision_phone,
        },
    )  # fmt: skip
    children = carrying.children_of(session, unit.id)
    if not set(part.children) <= set(children):
        raise Mistake(_("Only what belongs to {unit} can be split off it.").format(unit=unit.name), "children")
    carrying.carry_units(session, {child: children[child] for child in part.children}, new, on)
    households = carrying.households_of(session, unit.id)
    if not set(part.households) <= set(households):
        raise Mistake(_("Only what belongs to {unit} can be split off it.").format(unit=unit.name), "households")
    carrying.carry_households(session, {home: households[home] for home in part.households}, new, on)
    carrying.carry_appointments(session, unit.id, new, on, only=part.appointments)
    carrying.tie_to_grids_of(session, unit.id, new, on)


def free_code(session: Session, like: str) -> str:
    """The next code of this pattern that no unit has: 11-02 leads to 11-03, or to the first free one after it."""
    found = re.fullmatch(r"(.*?)(\d*)", like, re.DOTALL)
    head, digits = (found[1], found[2]) if found else (like, "")
    if not digits:
        head, digits = f"{like}-", "0"
    taken = set(session.scalars(select(Unit.code).where(Unit.code.startswith(head, autoescape=True))))
    number = int(digits) + 1
    while (code := f"{head}{number:0{len(digits)}d}") in taken:
        number += 1
    return code


def close_unit(register: Register, unit_id: str, on: date) -> Changes:
    """Close an empty unit on a day; its appointments end with it. One with units or households below is merged instead."""
    check_day(on)
    with register.operation() as operation:
        session = operation.session
        unit = standing(session, unit_id, on)
        placed_before(session, unit, on)
        check_settled(session, unit, on)
        _check_empty(session, unit)
        carrying.end_appointments(session, unit.id, on)
        carrying.end_ties(session, unit.id, on)
        session.execute(update(Unit).where(Unit.id == unit.id).values(valid_to=on))
        operation.sentence = _("Closed {unit} on {day}").format(unit=unit.name, day=on)
    return operation.changes


def _check_empty(session: Session, unit: UnitRow) -> None:
    units, homes = len(carrying.children_of(session, unit.id)), len(carrying.households_of(session, unit.id))
    grids = session.scalar(select(func.count()).where(Grid.unit_id == unit.id, Grid.valid_to.is_(None))) or 0
    if units or homes or grids:
        raise Mistake(
            _(
                "{unit} still has {units} units, {households} households and {grids} grids: move them, or merge it."
            ).format(unit=unit.name, units=units, households=homes, grids=grids)
        )


def move_households(register: Register, household_ids: Sequence[str], unit_id: str, on: date) -> Changes:
    """Let another unit serve these households from a day on."""
    check_day(on)
    with register.operation() as operation:
        session = operation.session
        unit = standing(session, unit_id, on)
        places: dict[str, tuple[str | None, date | None]] = {}
        for batch in batches(household_ids):
            rows = select(Household.id, Household.unit_id, Household.since).where(
                Household.id.in_(batch), or_(Household.unit_id.is_(None), Household.unit_id != unit.id)
            )
            places |= {home: (place, since) for home, place, since in session.execute(rows)}
        if not places:
            raise Mistake(_("These households belong to {unit} already.").format(unit=unit.name), "unit_id")
        carrying.check_households(session, places, on)
        carrying.carry_households(session, places, unit.id, on)
        operation.sentence = _("Moved {count} households to {unit} from {day}").format(
            count=len(places), unit=unit.name, day=on
        )
    return operation.changes
