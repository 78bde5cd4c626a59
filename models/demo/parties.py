"""Who quarrels with whom: pairs that fit the dispute, from the households of one branch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from models.demo import names
from models.demo.dwellings import LET, Home
from models.demo.names import Line
from models.demo.world import World
from models.fields import Values

_TRIES = 200
Pair = tuple["Side", "Side"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: a resident with a door, or somebody whom the register does not hold."""

    name: str
    door: str
    address: str
    person: Values | None = None
    sex: str | None = None
    phone: str | None = None


def resident(person: Values, home: Home) -> Side:
    """A side that lives in the branch."""
    address = f"{home.row['estate']}{home.row['door']}"
    return Side(person["name"], home.row["door"], address, person, person["sex"], person["phone"])


def household(home: Home) -> Side:
    return resident(home.here[0], home)


class Pairs:
    """The pairs of one branch. Every finder gives None where a household has no fitting other side."""

    def __init__(self, world: World, chance: Random, homes: list[Home]) -> None:
        self.world = world
        self.chance = chance
        self.homes = homes
        self.near: dict[str, list[Home]] = {}
        for home in homes:
            self.near.setdefault(home.site.unit_id, []).append(home)
        self.at = {self._place(home): home for home in homes}
        self.finders: Mapping[str, Callable[[Home, date], Pair | None]] = {
            "above": self._above, "same_floor": self._same_floor, "couple": self._couple, "parent": self._parent,
            "tenancy": self._tenancy, "company": self._neighbours, "neighbours": self._neighbours,
        }  # fmt: skip

    @staticmethod
    def _place(home: Home) -> tuple[str, str | None, str]:
        return home.row["building"], home.row["entrance"], home.row["room"]

    def find(self, who: str, day: date) -> tuple[Home, Pair]:
        """A home and the pair it gives; neighbours where the branch has none of the sort asked for."""
        for finder in (self.finders[who], self._neighbours):
            for _try in range(_TRIES):
                home = self.chance.choice(self.homes)
                if self._lived_in(home, day) and (pair := finder(home, day)):
                    return home, pair
        raise ValueError("a branch of one household has no neighbours")

    def _lived_in(self, home: Home, day: date) -> bool:
        """Whether those who live there now did so on a day."""
        return bool(home.here) and home.here[0]["moved_in"] <= day

    def _above(self, home: Home, day: date) -> Pair | None:
        building, entrance, room = self._place(home)
        over = self.at.get((building, entrance, str(int(room) + 100)))
        return (household(home), household(over)) if over and self._lived_in(over, day) else None

    def _same_floor(self, home: Home, day: date) -> Pair | None:
        building, entrance, room = self._place(home)
        beside = [self.at.get((building, entrance, str(int(room) + step))) for step in (1, -1)]
        found = [other for other in beside if other and self._lived_in(other, day)]
        return (household(home), household(found[0])) if found else None

    def _neighbours(self, home: Home, day: date) -> Pair | None:
        other = self.chance.choice(self.near[home.site.unit_id])
        if other is home or not self._lived_in(other, day):
            return None
        return household(home), household(other)

    def _couple(self, home: Home, day: date) -> Pair | None:
        both = [person for person in home.here if person["relation"] in ("02", "11", "12")]
        return (resident(both[0], home), resident(both[1], home)) if len(both) == 2 else None

    def _parent(self, home: Home, day: date) -> Pair | None:
        old = home.here[0]
        if len(home.here) > 1 or self.world.age(old["birth"], day) < 68:
            return None
        line = Line(names.HAN, names.surname(old["name"])) if old["sex"] == "1" else names.line(self.chance)
        name = names.full_name(self.chance, line, "2", old["birth"].year + 28)
        return household(home), Side(name, "外地", "云川县青石镇", sex="2")

    def _tenancy(self, home: Home, day: date) -> Pair | None:
        if home.row["state"] != LET or not home.row["owner_name"]:
            return None
        return Side(home.row["owner_name"], home.row["door"], "云川县城"), household(home)
