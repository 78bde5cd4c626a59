"""Who is brought help for what, since when, and who sees to it."""

from dataclasses import dataclass
from datetime import date
from random import Random

from models.demo.dwellings import EMPTY, Home
from models.demo.organisation import BranchSite, serving
from models.demo.world import World, days, words
from models.fields import Values
from models.households import Care

# How likely a person is in a category, in a thousand; three times as likely in public rental housing.
_PERSON = (("disabled", 13), ("seriously_ill", 6))
_HOUSEHOLD = (("low_income", 20), ("hardship", 18))


@dataclass(frozen=True, slots=True)
class Held:
    """A care as visits see it."""

    category: str
    person: Values | None
    since: date
    until: date | None


class Cares:
    """The cares of one branch."""

    def __init__(self, world: World, branch: BranchSite) -> None:
        self.world = world
        self.branch = branch
        self.chance: Random = world.chance("care", branch.place.code)
        self.factor = 2.5 if "公租房" in branch.plan.estate else 1.0

    def of(self, home: Home) -> list[Held]:
        """Put a household and its people into the categories they are in."""
        if home.row["state"] == EMPTY or not home.here:
            return []
        held = self._by_age(home) + self._by_lot(home)
        for care in held:
            self._write(home, care)
        return held

    def _by_age(self, home: Home) -> list[Held]:
        world, here = self.world, home.here
        held = [self._ended(person) for person in home.people if person["died_on"]]
        ages = [world.age(person["birth"]) for person in here]
        for person, age in zip(here, ages, strict=True):
            if age >= 80:
                held.append(self._held("aged_80", person, world.birthday(person["birth"], 80)))
            if len(here) == 1 and age >= 66:
                held.append(
                    self._held("living_alone", person, max(world.birthday(person["birth"], 65), _alone_since(home)))
                )
            if person["relation"] in ("41", "42", "43", "44") and len(here) == 3 and min(ages[:2]) > 50 and age < 16:
                held.append(self._held("left_behind_child", person, world.birthday(person["birth"], 1)))
        if len(here) == 2 and min(ages) >= 65 and self.chance.random() < 0.5:
            kind = "bereaved" if self.chance.random() < 0.02 else "empty_nest"
            held.append(self._held(kind, None, world.today - days(self.chance.randint(100, 2000))))
        return held

    def _by_lot(self, home: Home) -> list[Held]:
        held = []
        for category, share in _HOUSEHOLD:
            if self._hit(share):
                held.append(self._dated(category, home, None, end=0.25))
        for person in home.here:
            held += self._of_person(home, person)
        return held

    def _of_person(self, home: Home, person: Values) -> list[Held]:
        age = self.world.age(person["birth"])
        if age < 16:
            return [self._dated("child_in_need", home, person)] if self._hit(2) else []
        held = [
            self._dated(key, home, person, end=0.06) for key, share in _PERSON if self._hit(share * (1 + (age > 60)))
        ]
        if person["sex"] == "1" and 24 <= age <= 78 and self._hit(16 / self.factor):
            held.append(self._dated("veteran", home, person))
        mother = person["sex"] == "2" and person["relation"] in ("12", "02") and 24 <= age <= 38
        if mother and self._hit(45 / self.factor):
            held.append(self._expecting(person))
        if age >= 65 and self._hit(3):
            held.append(self._dated("extreme_poverty" if age % 2 else "entitled", home, person))
        return held

    def _ended(self, person: Values) -> Held:
        """The care of somebody who has died, closed on that day."""
        died: date = person["died_on"]
        category = "aged_80" if self.world.age(person["birth"], died) > 80 else "seriously_ill"
        return Held(category, person, max(died - days(self.chance.randint(90, 380)), person["moved_in"]), died)

    def _hit(self, share: float) -> bool:
        return self.chance.random() * 1000 < share * self.factor

    def _held(self, category: str, person: Values | None, since: date) -> Held:
        """In a category since a day, but not before they lived here."""
        return Held(category, person, max(since, person["moved_in"]) if person else since, None)

    def _dated(self, category: str, home: Home, person: Values | None, end: float = 0.0) -> Held:
        since = max(self.world.today - days(self.chance.randint(30, 1600)), (person or home.here[0])["moved_in"])
        until = None
        if self.chance.random() < end and since < self.world.today - days(220):
            until = self.world.between(self.chance, since + days(180), self.world.today - days(5))
        return Held(category, person, since, until)

    def _expecting(self, person: Values) -> Held:
        since = max(self.world.today - days(self.chance.randint(10, 700)), person["moved_in"])
        until = since + days(self.chance.randint(240, 300))
        return Held("expecting", person, since, until if until <= self.world.today else None)

    def _write(self, home: Home, care: Held) -> None:
        walkers = self.branch.walkers
        owner = serving(home.site.heads, self.world.today)
        if care.category in ("low_income", "hardship", "extreme_poverty") and walkers:
            owner = walkers[len(home.id) % len(walkers)].name
        notes = words("visits")["care_note"].get(care.category)
        self.world.add(
            Care, household_id=home.id, person_id=care.person["id"] if care.person else None,
            category_id=self.world.categories[care.category], since=care.since, until=care.until, owner=owner,
            note=self.chance.choice(notes) if notes and self.chance.random() < 0.4 else None,
        )  # fmt: skip


def _alone_since(home: Home) -> date:
    """The day since which somebody has been alone: when the last of the others died or moved out."""
    gone = [day for person in home.people for day in (person["died_on"], person["moved_out"]) if day]
    return max(gone, default=date.min)
