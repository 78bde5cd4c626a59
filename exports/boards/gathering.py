"""What a board says, taken from the register: organisation and post data, and counts, never a resident's row.

Nothing about residents is imported here: names, phones and photos come from appointments alone, each with the consent
behind it (PIPL art. 25). What has no consent is left out and told as such.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

import resources
from exports.boards.content import Board, Officer
from models import served
from models.errors import Mistake
from models.organisation import Appointment, Grid, LevelScheme, Office, Post, Unit, UnitGrid
from models.structure.unit_tree import homes_of_grids_as_of, subtree_as_of, tree_as_of
from models.words import _

Basis = Literal["office", "consent", "missing", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Item:
    """One personal item of a board and why it may be printed; "missing" and "withdrawn" are left out of the board."""

    person: str
    kind: Literal["phone", "photo"]
    basis: Basis

    @property
    def printed(self) -> bool:
        """Whether the board shows it."""
        return self.basis in ("office", "consent")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A board ready to be drawn, what it is of, and its personal items."""

    board: Board
    unit_id: str | None
    grid_id: str | None
    items: tuple[Item, ...]


@cache
def standard_texts() -> dict[str, Any]:
    """What boards say where the office has written nothing of its own."""
    return tomllib.loads(resources.path("boards", "texts.toml").read_text("utf-8"))


class Organisation:
    """The organisation as it stood on a day, read once for all the boards of a run."""

    def __init__(self, session: Session, on: date) -> None:
        self.on = on
        self.office = session.scalars(select(Office)).one()
        self.scheme = session.scalars(select(LevelScheme).where(LevelScheme.id == self.office.scheme_id)).one()
        self._tree = tree_as_of(session, on)
        self._homes = homes_of_grids_as_of(session, on)
        self.units = {
            unit.id: unit for unit in session.scalars(select(Unit).order_by(Unit.code)) if unit.id in self._tree
        }
        self.grids = {grid.id: grid for grid in session.scalars(select(Grid).order_by(Grid.code)) if self._stands(grid)}
        self.posts = {post.id: post for post in session.scalars(select(Post))}
        self.households = served.summed_up(session, served.households_of_units(session, on), on)
        self.households_on = served.households_of_grids(session, on)
        self.units_on: dict[str, list[Unit]] = defaultdict(list)
        for tie in session.scalars(select(UnitGrid)):
            if self._stands(tie) and tie.unit_id in self.units:
                self.units_on[tie.grid_id].append(self.units[tie.unit_id])
        self._appointed: dict[str, list[Appointment]] = defaultdict(list)
        self._appointed_on: dict[str, list[Appointment]] = defaultdict(list)
        for appointment in session.scalars(self._in_office()):
            self._appointed[appointment.unit_id].append(appointment)
            if appointment.grid_id:
                self._appointed_on[appointment.grid_id].append(appointment)

    def _stands(self, thing: Unit | Grid | UnitGrid) -> bool:
        return (thing.valid_from is None or thing.valid_from <= self.on) and (
            thing.valid_to is None or thing.valid_to > self.on
        )

    def _in_office(self) -> Any:
        return (
            select(Appointment)
            .join(Post, Post.id == Appointment.post_id)
            .where(
                or_(Appointment.since.is_(None), Appointment.since <= self.on),
                or_(Appointment.until.is_(None), Appointment.until > self.on),
            )
            .order_by(Post.rank, Appointment.since, Appointment.id)
            .options(undefer(Appointment.photo))
        )

    def at(self, unit_id: str) -> list[Appointment]:
        """Who holds a post at a unit, the first in rank first."""
        return self._appointed[unit_id]

    def on_grid(self, grid_id: str) -> list[Appointment]:
        """Who serves a grid."""
        return self._appointed_on[grid_id]

    def parent(self, unit: Unit) -> str | None:
        """The unit that this one stood under on the day."""
        return self._tree[unit.id].parent_id

    def home(self, grid: Grid) -> Unit | None:
        """The unit that a grid belonged to on the day."""
        return self.units.get(self._homes.get(grid.id) or "")

    def inside(self, unit_id: str) -> set[str]:
        """A unit and all that stood below it on the day."""
        return subtree_as_of(self._tree, unit_id)

    def above(self, unit: Unit | None) -> list[Unit]:
        """A unit and those above it, the top one first."""
        line: list[Unit] = []
        while unit is not None and unit not in line:
            line.insert(0, unit)
            unit = self.units.get(self.parent(unit) or "")
        return line

    def level_of(self, area: str, otherwise: int) -> int:
        """The level whose area is called so in this register's scheme (楼栋, 社区 ...)."""
        return next((n for n in range(1, 5) if getattr(self.scheme, f"area{n}") == area), otherwise)


def phone(appointment: Appointment) -> tuple[str, Item | None]:
    """The phone a board may print: an office phone, or one that its owner agreed to publish."""
    if not appointment.public_phone:
        return "", None
    basis: Basis = "missing"
    if appointment.phone_kind == "office":
        basis = "office"
    elif appointment.consent_withdrawn_on:
        basis = "withdrawn"
    elif appointment.phone_consent_on:
        basis = "consent"
    item = Item(appointment.shown_name, "phone", basis)
    return (appointment.public_phone if item.printed else ""), item


def photo(appointment: Appointment) -> tuple[bytes | None, Item | None]:
    """The photo a board may print: one that its owner agreed to publish."""
    if not appointment.photo:
        return None, None
    basis: Basis = "missing"
    if appointment.consent_withdrawn_on:
        basis = "withdrawn"
    elif appointment.photo_consent_on:
        basis = "consent"
    item = Item(appointment.shown_name, "photo", basis)
    return (appointment.photo if item.printed else None), item


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment, and the place that is told before its post on this board (1号楼 + 楼栋长)."""

    appointment: Appointment
    place: str = ""


class Cards:
    """Turns appointments into people on a board, and gathers the personal items on the way."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self.items: list[Item] = []

    def key(self, held: Held) -> str:
        """The key of the post that is held."""
        return self._organisation.posts[held.appointment.post_id].key

    def pick(self, crew: Sequence[Held], keys: Sequence[str]) -> list[Held]:
        """Those of a crew who hold one of these posts, in the order of the posts."""
        return sorted((held for held in crew if self.key(held) in keys), key=lambda held: keys.index(self.key(held)))

    def people(self, crew: Sequence[Held], **told: str) -> tuple[Officer, ...]:
        """One card a person: whoever holds two posts here stands once, with both."""
        together: dict[tuple[str, str | None], list[Held]] = defaultdict(list)
        for held in crew:
            together[held.appointment.shown_name, held.appointment.person_id].append(held)
        return tuple(self._card(posts, **told) for posts in together.values())

    def person(self, crew: Sequence[Held], leader: Held, **told: str) -> Officer:
        """The card of one of a crew, with every post this person holds in it, the named one first."""
        same = [held for held in crew if _same(held, leader) and held is not leader]
        return self._card([leader, *same], **told)

    def _card(self, posts: Sequence[Held], *, area: str = "", pledge: str = "") -> Officer:
        called = dict.fromkeys(f"{h.place}{self._organisation.posts[h.appointment.post_id].name}" for h in posts)
        phones = [phone(held.appointment) for held in posts]
        pictures = [photo(held.appointment) for held in posts]
        # One printable phone is enough; what may not be printed is told only where nothing else stands in for it.
        for found in (phones, pictures):
            items = [item for _value, item in found if item]
            self.items += [item for item in items if item.printed][:1] or items[:1]
        first = posts[0].appointment
        return Officer(
            name=first.shown_name, post=" · ".join(called), phone=next((n for n, _i in phones if n), ""),
            photo=next((p for p, _i in pictures if p), None),
            party_member=any(held.appointment.party_member for held in posts), duties=first.duties or "", area=area,
            pledge=next((h.appointment.pledge for h in posts if h.appointment.pledge), pledge),
        )  # fmt: skip


def _same(one: Held, other: Held) -> bool:
    return (one.appointment.shown_name, one.appointment.person_id) == (
        other.appointment.shown_name,
        other.appointment.person_id,
    )


def lines(text: str | None) -> tuple[str, ...]:
    """A text of several lines as its lines."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def heading(organisation: Organisation, unit: Unit | None) -> str:
    """The line above the title: street and community."""
    top = [above.area_name or above.name for above in organisation.above(unit) if above.level <= 2]
    return "　·　".join(top or [organisation.office.street or "", organisation.office.name]).strip("　·")


def foot(organisation: Organisation, unit: Unit | None) -> dict[str, Any]:
    """What stands at the foot of every board: phones, who issues it, and when."""
    office, on = organisation.office, organisation.on
    line = list(reversed(organisation.above(unit)))
    supervision = next((u.supervision_phone for u in line if u.supervision_phone), office.supervision_phone)
    service = next((u.phone for u in line if u.level <= 2 and u.phone), office.phone)
    issuer = next((u.name for u in line if u.level == 2), office.name)
    number = f"{(unit.code if unit else office.division_code) or ''}-{on.year}-{on.month:02d}".strip("-")
    return {
        "service_phone": service or "", "supervision_phone": supervision or "",
        "hotlines": tuple(_hotline(line) for line in lines(office.hotlines)),
        "office": issuer if issuer == office.name else f"{issuer}  {office.name}",
        "issued": f"{on.year}年{on.month}月制", "number": number,
    }  # fmt: skip


def issuer(organisation: Organisation, unit: Unit | None) -> dict[str, Any]:
    """The foot of a door plate: who issues it and when; it has no room for phones."""
    return {name: value for name, value in foot(organisation, unit).items() if name in ("office", "issued", "number")}


def _hotline(line: str) -> tuple[str, str]:
    label, _space, number = line.replace("：", " ").replace(":", " ").partition(" ")
    return label, number.strip()


def together(names: Sequence[str]) -> str:
    """Names told in one breath: 清波里1号楼, 清波里2号楼 -> 清波里1、2号楼."""
    parts = [re.fullmatch(r"(\D*)(\d+)(\D*)", name) for name in names]
    if len(names) > 1 and all(parts) and len({(part[1], part[3]) for part in parts if part}) == 1 and parts[0]:
        return f"{parts[0][1]}{'、'.join(part[2] for part in parts if part)}{parts[0][3]}"
    return "、".join(names)


def served_area(names: Sequence[str], households: int, written: str | None) -> str:
    """The service area in words, with the number of households it has."""
    area = (written or together(names)).strip()
    counted = f"共 {households:,} 户" if households and "户" not in area else ""
    return "，".join(part for part in (area, counted) if part)


def wanted_units(session: Session, organisation: Organisation, unit_id: str, level: int) -> Iterator[Unit]:
    """The units of one level within a unit's subtree (the whole register if none is named)."""
    inside = organisation.inside(unit_id) if unit_id else None
    for unit in organisation.units.values():
        if unit.level == level and (inside is None or unit.id in inside):
            yield unit


def wanted_grids(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Grid]:
    """The grids within a unit's subtree: those that belong to a unit of it, or that one of its units stands on."""
    if not unit_id:
        yield from organisation.grids.values()
        return
    inside = organisation.inside(unit_id)
    for grid in organisation.grids.values():
        home = organisation.home(grid)
        if (home and home.id in inside) or any(unit.id in inside for unit in organisation.units_on[grid.id]):
            yield grid


def nothing_found(kind: str) -> Mistake:
    """There is nothing of this kind where the user asked for it."""
    return Mistake(_("There is nothing here to make a board of this kind for: {kind}").format(kind=kind))
