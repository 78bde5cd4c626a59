"""What the map shows of the organisation, read once: the party chain, or the grids and the units that stand on them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import served
from models.organisation import LOWEST_LEVEL, Appointment, Grid, Post, UnitGrid
from models.structure.map_figures import UnitFigures
from models.structure.unit_tree import StandingUnit, homes_of_grids_as_of, stands, tree_as_of
from models.words import _

Chain = Literal["party", "grids"]


@dataclass(frozen=True, slots=True)
class MapNode:
    """One box. In the grid chain a unit stands once on each of its grids, so a box's id is not always the unit's."""

    id: str
    parent: str | None
    row: int
    name: str
    place: str = ""
    head: str = ""  # the post and the name of who leads it
    leader: str = ""  # the name alone, where there is no room for both
    vacant: bool = False  # the post that leads it stands vacant
    unit_id: str | None = None
    grid_id: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Who leads a unit or a grid."""

    post: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.post} {self.name}"


def read_nodes(session: Session, on: date, chain: Chain) -> list[MapNode]:
    """The boxes of a chain as it stood on a day, siblings in the order of their codes."""
    tree = tree_as_of(session, on)
    of_units, of_grids, left = _heads(session, on)
    grids = _standing_grids(session, on)
    ties = _ties(session, on, tree, grids)
    if chain == "grids":
        return _grid_chain(session, on, tree, grids, ties, (of_units, of_grids, left))
    many: dict[str, int] = defaultdict(int)
    for units in ties.values():
        for unit in units:
            many[unit] += tree[unit].level < LOWEST_LEVEL
    return [
        _unit_box(unit, unit.id, unit.parent_id, unit.level - 1, of_units, left, many[unit.id])
        for unit in tree.values()
    ]


def _unit_box(
    unit: StandingUnit,
    box: str,
    parent: str | None,
    row: int,
    heads: dict[str, Head],
    left: dict[str, str],
    grids: int = 0,
) -> MapNode:
    place = unit.area_name
    if grids:
        count = _("{count} grids").format(count=grids) if grids > 1 else _("1 grid")
        place = f"{place} · {count}" if place else count
    head = heads.get(unit.id)
    vacant = head is None and unit.id in left
    words = head.words if head else _("{post} vacant").format(post=left[unit.id]) if vacant else ""
    name = head.name if head else ""
    return MapNode(box, parent, row, unit.name, place, words, name, vacant, unit.id, None, unit.code)


def _heads(session: Session, on: date) -> tuple[dict[str, Head], dict[str, Head], dict[str, str]]:
    """Who leads each unit, who leads each grid, and the leading post that was left at a unit where nobody leads now."""
    columns = (
        Appointment.unit_id, Appointment.grid_id, Appointment.shown_name, Appointment.since, Appointment.until,
        Post.name, Post.rank, Post.key,
    )  # fmt: skip
    rows = session.execute(
        select(*columns).join(Post, Post.id == Appointment.post_id).where(Post.head).order_by(Post.rank, Appointment.id)
    ).all()
    units: dict[str, Head] = {}
    grids: dict[str, Head] = {}
    left: dict[str, tuple[int, str]] = {}
    ranks: dict[str, int] = {}
    for unit, grid, name, since, until, post, rank, key in rows:
        if stands(since, until, on):
            units.setdefault(unit, Head(post, name))
            ranks.setdefault(unit, rank)
            if grid and key == "grid_head":
                grids.setdefault(grid, Head(post, name))
        elif until is not None and until <= on:
            left.setdefault(unit, (rank, post))
    # Whoever leads one of several grids does not lead the branch: a higher post left vacant is what the box says.
    missed = {unit: post for unit, (rank, post) in left.items() if rank < ranks.get(unit, 999)}
    return {unit: head for unit, head in units.items() if unit not in missed}, grids, missed


def _standing_grids(session: Session, on: date) -> dict[str, tuple[str, str]]:
    """Name and code of the grids that stood on a day."""
    rows = session.execute(select(Grid.id, Grid.name, Grid.code, Grid.valid_from, Grid.valid_to).order_by(Grid.code))
    return {grid: (name, code) for grid, name, code, since, until in rows if stands(since, until, on)}


def _ties(
    session: Session, on: date, tree: dict[str, StandingUnit], grids: dict[str, tuple[str, str]]
) -> dict[str, list[str]]:
    """The units that stood on each grid on a day, in the order of their codes."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = session.execute(select(UnitGrid.grid_id, UnitGrid.unit_id, UnitGrid.valid_from, UnitGrid.valid_to))
    for grid, unit, since, until in rows:
        if grid in grids and unit in tree and stands(since, until, on):
            found[grid].add(unit)
    order = {unit: number for number, unit in enumerate(tree)}
    return {grid: sorted(units, key=order.__getitem__) for grid, units in found.items()}


def _grid_chain(
    session: Session,
    on: date,
    tree: dict[str, StandingUnit],
    grids: dict[str, tuple[str, str]],
    ties: dict[str, list[str]],
    heads: tuple[dict[str, Head], dict[str, Head], dict[str, str]],
) -> list[MapNode]:
    """Streets and communities, their grids below them, and on each grid the lowest units that stand on it."""
    of_units, of_grids, left = heads
    homes = homes_of_grids_as_of(session, on)
    made = [
        _unit_box(unit, unit.id, unit.parent_id, unit.level - 1, of_units, left)
        for unit in tree.values()
        if unit.level <= 2
    ]
    for grid, (name, code) in grids.items():
        standing = [tree[unit] for unit in ties.get(grid, ())]
        estates = list(dict.fromkeys(_branch(tree, unit) for unit in standing))
        place = " · ".join(tree[estate].area_name or tree[estate].name for estate in estates[:2])
        home = _home(tree, homes.get(grid))
        head = of_grids.get(grid)
        words, leader = (head.words, head.name) if head else ("", "")
        made.append(MapNode(grid, home, 2, name, place, words, leader, False, None, grid, code))
        lowest = max((unit.level for unit in standing), default=0)
        made += [
            _unit_box(unit, f"{grid}/{unit.id}", grid, 3, of_units, left) for unit in standing if unit.level == lowest
        ]
    return made


def _home(tree: dict[str, StandingUnit], unit: str | None) -> str | None:
    while unit in tree and tree[unit].level > 2:  # a grid may belong to a branch: it stands below its community
        unit = tree[unit].parent_id
    return unit if unit in tree else None


def _branch(tree: dict[str, StandingUnit], unit: StandingUnit) -> str:
    while unit.level > 3 and unit.parent_id in tree:
        unit = tree[unit.parent_id]
    return unit.id


def grid_figures(
    session: Session, on: date, nodes: Sequence[MapNode], units: dict[str, UnitFigures]
) -> dict[str, UnitFigures]:
    """Figures of boxes by their ids: a unit's own, and of a grid the sum of what stands on it, with its own households."""
    households = served.households_of_grids(session, on)
    found = {node.id: units.get(node.unit_id, UnitFigures()) for node in nodes if node.unit_id}
    below: dict[str, list[UnitFigures]] = defaultdict(list)
    for node in nodes:
        if node.unit_id and node.parent:
            below[node.parent].append(found[node.id])
    for node in nodes:
        if node.grid_id:
            parts = below[node.id]
            found[node.id] = UnitFigures(
                households.get(node.grid_id, 0), sum(p.people for p in parts), sum(p.due for p in parts),
                sum(p.visited for p in parts), sum(p.matters for p in parts), sum(p.vacancies for p in parts),
                sum(p.boards for p in parts),
            )  # fmt: skip
    return found
