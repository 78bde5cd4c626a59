"""Doors: every dwelling of a building group, lived in, let or empty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from models.demo.numbers import Numbers
from models.demo.organisation import Site
from models.demo.scales import Building
from models.demo.world import World, days
from models.doors import door_key, door_text
from models.fields import Values
from models.households import Household

EMPTY, LET, LIVED_IN = "empty", "let", "lived_in"


@dataclass(slots=True)
class Home:
    """A household on the ground: its row, its people, and since when they live there."""

    row: Values
    site: Site
    people: list[Values] = field(default_factory=list)
    visited: list[tuple[date, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def here(self) -> list[Values]:
        """Those who live here now, the householder first."""
        return [p for p in self.people if p["moved_out"] is None and p["died_on"] is None]


def _rooms(building: Building) -> Iterator[tuple[str, str, str]]:
    """Entrance, floor and room of every door of a building."""
    for entrance in range(1, max(building.entrances, 1) + 1):
        for floor in range(1, building.floors + 1):
            for room in range(1, building.doors + 1):
                yield str(entrance) if building.entrances else "", str(floor), f"{floor}{room:02d}"


def _state(chance: Random, site: Site) -> tuple[str, str | None]:
    """How a dwelling is used, and by which right those in it live there."""
    draw = chance.random()
    if draw < 0.055:
        return EMPTY, None
    if "公租房" in site.estate:
        return LIVED_IN, "rented"
    market = "农贸市场" in site.estate
    if draw < (0.34 if market else 0.18):
        return LET, "rented"
    return LIVED_IN, "lodging" if draw > 0.985 else "employer" if draw > 0.975 else "owned"


def settle(world: World, chance: Random, numbers: Numbers, site: Site) -> list[Home]:
    """The households of a building group in the order of their doors."""
    homes = []
    since = world.first - days(chance.randint(200, 2000))
    for building in site.buildings:
        for entrance, floor, room in _rooms(building):
            state, tenure = _state(chance, site)
            door = door_text(building.name, entrance, room)
            serial = f"{building.name}{entrance}{room}"
            row = world.add(
                Household, estate=site.estate, building=building.name, entrance=entrance or None, floor=floor, room=room,
                door=door, door_key=door_key(site.estate, door), unit_id=site.unit_id, grid_id=site.grid_id, state=state,
                tenure=tenure, since=since, household_no=f"{_serial(site)}{serial.rjust(6, '0')}",
                phone=numbers.landline() if state == LIVED_IN and chance.random() < 0.12 else None,
            )  # fmt: skip
            homes.append(Home(row, site))
    return homes


def _serial(site: Site) -> str:
    """Six digits that stand for the building group in household numbers."""
    return site.unit_id[6:12].translate(str.maketrans("abcdef", "012345"))
