"""People come and go: earlier stays within the estate, those who moved away, doors left empty."""

from random import Random

from models.demo.dwellings import EMPTY, Home
from models.demo.world import World, days
from models.households import Residence


def earlier_stays(world: World, chance: Random, homes: list[Home]) -> None:
    """Some who moved in within the two years lived behind another door of the estate before, which is empty now."""
    empty = [home for home in homes if home.row["state"] == EMPTY]
    fresh = [home for home in homes if home.here and home.here[0]["moved_in"] > world.first]
    chance.shuffle(fresh)
    for left, home in zip(empty[::3], fresh, strict=False):
        moved = home.here[0]["moved_in"]
        for person in home.here:
            if person["birth"] < moved:
                since = max(moved - days(chance.randint(400, 2500)), person["birth"])
                world.add(Residence, person_id=person["id"], household_id=left.id, relation=person["relation"],
                          since=since, until=moved)  # fmt: skip
    for left in empty[1::3]:
        left.row["note"] = "原住户已迁走，钥匙在房主处"
    _away(world, chance, homes)


def _away(world: World, chance: Random, homes: list[Home]) -> None:
    """Grown-up children and fellow tenants who moved out within the two years."""
    for home in homes:
        for person in home.people:
            grown = person["relation"] in ("20", "22", "30", "32", "99") and world.age(person["birth"]) >= 22
            if grown and chance.random() < 0.12 and person["moved_in"] < world.first:
                person["moved_out"] = world.between(chance, world.first, world.today)
                person["note"] = "因工作迁出"
