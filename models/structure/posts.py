"""Who holds which post: at a unit, over time, by one person; and the posts that stand vacant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Appointment, Grid, LevelScheme, Office, Post, Unit, UnitGrid
from models.structure.unit_tree import StandingUnit, stands, tree_as_of

USUAL = 0.75
"""A post belongs to a level's units where at least this share of them has it filled."""

VOLUNTEER = "volunteer"
"""Where most came of their own accord, a place without one is no vacancy."""

ESTATE = "小区"
"""The area whose units have the five officers."""


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment in a line: what a panel shows of it, and no more of the person."""

    id: str
    unit_id: str
    unit: str
    post_id: str
    post: str
    rank: int
    head: bool
    grid_id: str | None
    grid: str
    name: str
    person_id: str | None
    since: date | None
    until: date | None
    how_chosen: str | None
    votes: int | None
    phone_consent_on: date | None
    photo_consent_on: date | None
    consent_withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that a unit (on a grid, where it has several) usually has and nobody holds. `since`: the last one left."""

    unit_id: str
    post_id: str
    post: str
    rank: int
    grid_id: str | None = None
    grid: str = ""
    last: str = ""
    since: date | None = None


def _appointments() -> Any:
    a = Appointment
    return (
        select(
            a.id, a.unit_id, Unit.name, a.post_id, Post.name, Post.rank, Post.head, a.grid_id, Grid.name, a.shown_name,
            a.person_id, a.since, a.until, a.how_chosen, a.votes, a.phone_consent_on, a.photo_consent_on,
            a.consent_withdrawn_on,
        )
        .join(Post, Post.id == a.post_id)
        .join(Unit, Unit.id == a.unit_id)
        .outerjoin(Grid, Grid.id == a.grid_id)
        .order_by(Post.rank, a.since, a.id)
    )  # fmt: skip


def _read(session: Session, statement: Any) -> Iterator[Held]:
    for row in session.execute(statement):
        *place, grid = row[:9]
        yield Held(*[*place, grid or "", *row[9:]])


def held_at(session: Session, unit_id: str, on: date) -> list[Held]:
    """Who holds a post at a unit on a day, the first in rank first."""
    here = _read(session, _appointments().where(Appointment.unit_id == unit_id))
    return [held for held in here if stands(held.since, held.until, on)]


def held_by(session: Session, person_id: str, on: date | None = None) -> list[Held]:
    """Every post of one person, or those held on a day: one person may hold several."""
    all_of = _read(session, _appointments().where(Appointment.person_id == person_id))
    return [held for held in all_of if on is None or stands(held.since, held.until, on)]


def post_history(session: Session, unit_id: str, post_id: str, grid_id: str | None = None) -> list[Held]:
    """Who held a post at a unit (on a grid, if one is named), the newest first."""
    here = _appointments().where(Appointment.unit_id == unit_id, Appointment.post_id == post_id)
    if grid_id:
        here = here.where(Appointment.grid_id == grid_id)
    return sorted(_read(session, here), key=lambda held: (held.since or date.min, held.id), reverse=True)


@dataclass(slots=True)
class _Level:
    """The units of one level, and who holds what at them."""

    units: list[str]
    holding: dict[str, dict[str, list[Held]]]  # post, unit

    def usual(self, post: str) -> bool:
        there = self.holding.get(post, {})
        filled = [held for here in there.values() for held in here]
        offered = sum(held.how_chosen == VOLUNTEER for held in filled) > len(filled) / 2
        return bool(self.units) and len(there) >= USUAL * len(self.units) and not offered

    def by_grid(self, post: str) -> bool:
        """Whether this post is held for one grid each."""
        filled = [held for there in self.holding.get(post, {}).values() for held in there]
        return sum(held.grid_id is not None for held in filled) > len(filled) / 2


def vacancies(session: Session, on: date) -> list[Vacancy]:
    """The posts that stand vacant on a day, by unit code and rank.

    A post is expected where at least three quarters of a level's units have it (other than by volunteers), where it led
    the unit and was left without a successor, and, at estates, where it is one of the five officers if there are any.
    """
    tree = tree_as_of(session, on)
    posts = {row.id: row for row in session.execute(select(Post.id, Post.name, Post.rank, Post.head, Post.officer))}
    now, before = _split(_read(session, _appointments()), on)
    grids = _grids_of(session, on)
    estate = _estate_level(session)
    found: list[Vacancy] = []
    levels = {level: _level(tree, level, now) for level in {unit.level for unit in tree.values()}}
    usual = {number: {post for post in posts if level.usual(post)} for number, level in levels.items()}
    by_grid = {(number, post) for number, level in levels.items() for post in posts if level.by_grid(post)}
    officers = {held.post_id for held in now if posts[held.post_id].officer}
    for unit in tree.values():
        level = levels[unit.level]
        left = before.get(unit.id, {})
        expected = usual[unit.level] | {post for post in left if posts[post].head}  # it was led once
        if unit.level == estate and officers:
            expected |= {post for post, row in posts.items() if row.officer}
        for post in sorted(expected, key=lambda post: posts[post].rank):
            slots = grids.get(unit.id, []) if (unit.level, post) in by_grid else []
            there = level.holding.get(post, {}).get(unit.id, [])
            for grid_id, grid in slots or [(None, "")]:
                if not any(grid_id is None or held.grid_id in (None, grid_id) for held in there):
                    last = _last(left.get(post, []), grid_id)
                    found.append(
                        Vacancy(
                            unit.id, post, posts[post].name, posts[post].rank, grid_id if len(slots) > 1 else None,
                            grid if len(slots) > 1 else "", last.name if last else "", last.until if last else None,
                        )
                    )  # fmt: skip
    return found


def _split(everybody: Iterable[Held], on: date) -> tuple[list[Held], dict[str, dict[str, list[Held]]]]:
    """Those in office on a day, and those who left before it, by unit and post."""
    now: list[Held] = []
    before: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for held in everybody:
        if stands(held.since, held.until, on):
            now.append(held)
        elif held.until is not None and held.until <= on:
            before[held.unit_id][held.post_id].append(held)
    return now, before


def _level(tree: dict[str, StandingUnit], level: int, now: list[Held]) -> _Level:
    units = [unit.id for unit in tree.values() if unit.level == level]
    inside = set(units)
    holding: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for held in now:
        if held.unit_id in inside:
            holding[held.post_id][held.unit_id].append(held)
    return _Level(units, holding)


def _last(left: list[Held], grid_id: str | None) -> Held | None:
    fitting = [held for held in left if grid_id is None or held.grid_id in (None, grid_id)]
    return max(fitting, key=lambda held: held.until or date.min, default=None)


def _grids_of(session: Session, on: date) -> dict[str, list[tuple[str | None, str]]]:
    """The grids that each unit stands on, in the order of their codes."""
    ties = (
        select(UnitGrid.unit_id, Grid.id, Grid.name, UnitGrid.valid_from, UnitGrid.valid_to)
        .join(Grid, Grid.id == UnitGrid.grid_id)
        .order_by(Grid.code)
    )
    found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for unit, grid, name, since, until in session.execute(ties):
        if stands(since, until, on):
            found[unit].append((grid, name))
    return found


def _estate_level(session: Session) -> int:
    """The level whose area is an estate in this register's scheme; 0 if none is."""
    scheme = session.scalars(select(LevelScheme).join(Office, Office.scheme_id == LevelScheme.id)).one()
    return next((level for level in range(1, 5) if getattr(scheme, f"area{level}") == ESTATE), 0)
