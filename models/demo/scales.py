"""How large a demo register is: which streets, communities, branches and buildings, and how much happens in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from models.demo.world import stream, words
from models.errors import Mistake
from models.words import _

# The first two rows of the published figures: what a county's register must print again from single records.
BRANCHES, GRIDS, BUILDING_HEADS = 41, 260, 1816
SETTLED = {"livelihood": 9038, "neighbour": 1075, "repair": 511, "elder": 420, "volunteer": 132, "other": 61}
"""Matters settled in the calendar year before the demo's last day, by category: 11,237 in all."""

HOME = "桂香社区"


@dataclass(frozen=True, slots=True)
class Building:
    """A building; without entrances its rooms are reached from outside (甲-101)."""

    name: str
    entrances: int
    floors: int
    doors: int

    @property
    def households(self) -> int:
        return max(self.entrances, 1) * self.floors * self.doors


@dataclass(frozen=True, slots=True)
class Branch:
    """An estate branch; `groups` are its building groups, each with its buildings."""

    name: str
    area: str
    estate: str
    grids: int
    groups: tuple[tuple[Building, ...], ...]
    introduction: str = ""

    @property
    def households(self) -> int:
        return sum(building.households for group in self.groups for building in group)


@dataclass(frozen=True, slots=True)
class Community:
    name: str
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    communities: tuple[Community, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole register. `weekly`, `monthly`: days back for which visits by rule are kept; `routine`: the share of
    households that a quarter's ordinary visits reach; `quarters`: how many quarters of those."""

    office: str
    above: str
    prefix: str
    streets: tuple[Street, ...]
    matters_a_year: int
    mediations_a_year: int
    weekly: int = 731
    monthly: int = 731
    routine: float = 0.8
    quarters: int = 9
    full_staff: bool = True
    settled: Mapping[str, int] = field(default_factory=dict)

    @property
    def households(self) -> int:
        return sum(b.households for street in self.streets for c in street.communities for b in c.branches)


def plan(scale: str, seed: int) -> Plan:
    """The plan of a scale; `Mistake` for one that is not known."""
    if scale not in SCALES:
        raise Mistake(_("There is no scale {scale}; there are {known}.").format(scale=scale, known=", ".join(SCALES)))
    return SCALES[scale](stream(seed, "plan", scale))


def home() -> Community:
    """The community that the demo is about."""
    branches = [
        Branch(
            entry["name"], entry["area"], entry["estate"], entry["grids"],
            tuple(tuple(Building(*building) for building in group) for group in entry["groups"]),
            entry["introduction"],
        )
        for entry in words("places")["home"]["branch"]
    ]  # fmt: skip
    return Community(HOME, tuple(branches))


def _community(chance: Random) -> Plan:
    names = words("places")
    street = Street(
        names["streets"][0], (Community(names["communities"][0]), home(), Community(names["communities"][1]))
    )
    return Plan(HOME, street.name, "桂", (street,), matters_a_year=420, mediations_a_year=26)


def _street(chance: Random) -> Plan:
    names = words("places")
    estates = list(names["estates"])
    chance.shuffle(estates)
    others = [Community(name, tuple(_branches(chance, estates))) for name in names["communities"][:9]]
    street = Street(names["streets"][0], (others[0], home(), *others[1:]))
    return Plan(street.name, names["county"], "云", (street,), matters_a_year=3_600, mediations_a_year=240,
                weekly=280, monthly=420, routine=0.6, quarters=5)  # fmt: skip


def _branches(chance: Random, estates: list[str]) -> list[Branch]:
    """Four branches of about 300 households each."""
    return [_branch(chance, estates.pop(), chance.randint(1, 2), chance.randint(4, 5)) for _number in range(4)]


def _branch(chance: Random, estate: str, grids: int, groups: int) -> Branch:
    buildings = tuple((_building(chance, str(number)),) for number in range(1, groups + 1))
    floors = max(group[0].floors for group in buildings)
    kind = "电梯楼" if floors > 7 else "步梯楼"
    introduction = f"{estate}有{kind}{groups}栋，分{grids}个网格，每栋设党小组和楼栋长，小事楼里办、大事一起商量。"
    return Branch(estate, estate, estate, grids, buildings, introduction)


def _building(chance: Random, name: str) -> Building:
    """A building of about 70 doors."""
    shapes = ((3, 6, 4), (3, 11, 2), (2, 11, 3), (4, 8, 2), (3, 8, 3), (1, 17, 4), (2, 9, 4))
    return Building(name, *chance.choice(shapes))


def deal(chance: Random, total: int, parts: int, least: int) -> list[int]:
    """Share `total` out into so many parts of different size, none below `least`."""
    if total < parts * least:
        raise ValueError(f"{total} is too little for {parts} parts of {least}")
    shares = [least] * parts
    for _number in range(total - parts * least):
        shares[chance.randrange(parts)] += 1
    return shares


def _county(chance: Random) -> Plan:
    names = words("places")
    estates = list(names["estates"])[:BRANCHES]
    grids = deal(chance, GRIDS, BRANCHES, 2)
    # Every grid has at least five buildings, so a branch's share of the building heads follows its grids.
    groups = [5 * number for number in grids]
    for extra in range(BUILDING_HEADS - sum(groups)):
        groups[extra % BRANCHES] += 1
    branches = [_branch(chance, *each) for each in zip(estates, grids, groups, strict=True)]
    held = deal(chance, BRANCHES, len(names["communities"]), 1)
    communities = [Community(name, tuple(branches.pop() for _number in range(n)))
                   for name, n in zip(names["communities"], held, strict=True)]  # fmt: skip
    thirds = [tuple(communities[start::3]) for start in range(3)]
    streets = tuple(Street(name, third) for name, third in zip(names["streets"], thirds, strict=True))
    return Plan(names["county"], "", "云川", streets, matters_a_year=sum(SETTLED.values()), mediations_a_year=900,
                weekly=35, monthly=100, routine=0.12, quarters=2, full_staff=False, settled=SETTLED)  # fmt: skip


SCALES = {"community": _community, "street": _street, "county": _county}
