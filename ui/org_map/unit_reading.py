"""What the panel says of one unit on a day: its posts, what it serves, its grids and boards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.households import PEOPLE, Household
from models.issued_boards import ISSUED_BOARDS
from models.organisation import Grid, LevelScheme, Office, Unit, UnitGrid
from models.queries import Query
from models.structure.map_figures import UnitFigures
from models.structure.posts import Held, Vacancy, held_at
from models.structure.unit_tree import stands, subtree_as_of, tree_as_of
from models.words import _, in_words, language

PARTY = ("01", "02")  # full and probationary members (GB/T 4762)


@dataclass(frozen=True, slots=True)
class BoardState:
    """The newest issue of one board."""

    id: str
    title: str
    kind: str
    issued_on: date
    stale: bool | None  # None while it is being compared


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """Everything the panel shows of a unit."""

    id: str
    name: str
    code: str
    kind: str  # what its level is called
    level: int
    closed: date | None
    parent_id: str | None
    posts: tuple[Held, ...]
    vacant: tuple[Vacancy, ...]
    figures: UnitFigures | None  # None while they are being counted
    below: int
    buildings: int
    grids: tuple[str, ...]
    members: int
    contacts: int
    boards: tuple[BoardState, ...]
    siblings: tuple[tuple[str, str], ...]  # id and name of the units of its level beside it


@dataclass(frozen=True, slots=True)
class Known:
    """What the page has counted already for all units."""

    figures: dict[str, UnitFigures]
    vacancies: tuple[Vacancy, ...]
    stale: Collection[str] | None  # ids of boards out of date; None while they are still being compared


def read_unit(session: Session, unit_id: str, on: date, known: Known) -> UnitSheet | None:
    """One unit; None if it is gone."""
    row = session.execute(select(Unit.name, Unit.code, Unit.level, Unit.valid_to).where(Unit.id == unit_id)).first()
    if row is None:
        return None
    tree = tree_as_of(session, on)
    inside = subtree_as_of(tree, unit_id)
    here = tree.get(unit_id)
    beside = tuple((u.id, u.name) for u in tree.values() if u.level == row.level and u.id != unit_id)
    members, contacts = _members(session, unit_id)
    return UnitSheet(
        unit_id, row.name, row.code, level_name(session, row.level), row.level, row.valid_to,
        here.parent_id if here else None, tuple(held_at(session, unit_id, on)),
        tuple(one for one in known.vacancies if one.unit_id == unit_id), known.figures.get(unit_id, UnitFigures()) if known.figures else None,
        len(inside) - 1 if inside else 0, _buildings(session, unit_id), _grids(session, inside or {unit_id}, on), members,
        contacts, boards_of(session, unit_id, known.stale), beside,
    )  # fmt: skip


def level_name(session: Session, level: int) -> str:
    """What units of a level are called in this register's scheme."""
    scheme = session.scalars(select(LevelScheme).join(Office, Office.scheme_id == LevelScheme.id)).one()
    if language() == "en":
        code = next((c for c in code_table("level_scheme").codes if c.code == scheme.key), None)
        levels = (code.extra.get("levels") if code else None) or ()
        if level <= len(levels):
            return str(levels[level - 1]["en"])
    return str(getattr(scheme, f"level{level}"))


def _members(session: Session, unit_id: str) -> tuple[int, int]:
    """Party members who live here, and member contact households."""
    inside = queries.subtree(unit_id)
    members = Query(PEOPLE).inside(unit_id).where("political", "in", PARTY).where("moved_out", "blank")
    contacts = (
        select(func.count()).select_from(Household).where(Household.unit_id.in_(inside), Household.contact_household)
    )
    return queries.count(session, members.where("died_on", "blank")), session.scalar(contacts) or 0


def _buildings(session: Session, unit_id: str) -> int:
    statement = select(Household.estate, Household.building).where(Household.unit_id.in_(queries.subtree(unit_id)))
    return session.scalar(select(func.count()).select_from(statement.distinct().subquery())) or 0


def _grids(session: Session, inside: Collection[str], on: date) -> tuple[str, ...]:
    """The names of the grids that a unit's subtree stands on or that belong to it."""
    ties = session.execute(select(UnitGrid.unit_id, UnitGrid.grid_id, UnitGrid.valid_from, UnitGrid.valid_to))
    there = {grid for unit, grid, since, until in ties if unit in inside and stands(since, until, on)}
    grids = session.execute(
        select(Grid.id, Grid.unit_id, Grid.name, Grid.valid_from, Grid.valid_to).order_by(Grid.code)
    )
    return tuple(
        name
        for grid, home, name, since, until in grids
        if (grid in there or home in inside) and stands(since, until, on)
    )


def boards_of(session: Session, unit_id: str, stale: Collection[str] | None) -> tuple[BoardState, ...]:
    """The newest issue of each board of a unit."""
    ids = queries.ids(session, Query(ISSUED_BOARDS).where("unit_id", "is", unit_id))
    found: dict[tuple[str, str], BoardState] = {}
    for row in queries.rows(session, ISSUED_BOARDS, ids, ["title", "kind", "issued_on"]):
        state = BoardState(
            row.id, row["title"], row["kind"], row["issued_on"], None if stale is None else row.id in stale
        )
        found.setdefault((row["kind"], row["title"]), state)  # the newest comes first
    return tuple(found.values())


def people_words(sheet: UnitSheet) -> list[str]:
    """What a unit serves, as lines."""
    figures = sheet.figures
    if figures is None:
        return [_("Counting …")]
    parts = [
        _("{count} households").format(count=f"{figures.households:,}"),
        _("{count} people").format(count=f"{figures.people:,}"),
    ]
    if sheet.buildings:
        parts.append(_("{count} buildings").format(count=sheet.buildings))
    lines = [" · ".join(parts)]
    if sheet.members or sheet.contacts:
        lines.append(
            _("{members} party members, {contacts} member contact households").format(
                members=sheet.members, contacts=sheet.contacts
            )
        )
    if sheet.below:
        lines.append(_("{count} units below").format(count=sheet.below))
    return lines


def grid_words(sheet: UnitSheet) -> str:
    """The grids, the first few by name."""
    shown = in_words(", ", "、").join(sheet.grids[:4])
    more = len(sheet.grids) - 4
    if more <= 0:
        return shown
    return shown + " " + _("and {count} more").format(count=more)
