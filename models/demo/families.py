"""Families behind the doors: who lives with whom, of which age and in which relation to the householder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from models.demo import names
from models.demo.dwellings import EMPTY, LET, Home
from models.demo.names import Line
from models.demo.numbers import Numbers
from models.demo.people import Person, complete
from models.demo.world import World, days

MALE, FEMALE = "1", "2"
HOUSEHOLDER, HUSBAND, WIFE = "02", "11", "12"
MARRIED, WIDOWED, DIVORCED = "20", "30", "40"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose name is given beforehand: the householder of the family asked for."""

    name: str
    sex: str
    age: int


class Family:
    """One family being put together; `people` comes out with the householder first."""

    def __init__(self, world: World, chance: Random, named: Named | None = None) -> None:
        self.world = world
        self.chance = chance
        self.named = named
        self.ethnic = names.HAN if named else names.ethnic_group(chance)
        self.line = Line(names.HAN, named.name[0]) if named else names.line(chance, self.ethnic)
        self.people: list[Person] = []

    def _birth(self, age: int) -> date:
        year = self.world.today.year - age - 1
        return date(year, self.world.today.month, min(self.world.today.day, 28)) + days(self.chance.randint(1, 364))

    def add(self, relation: str, sex: str, age: int, line: Line | None = None) -> Person:
        """One more member; by marriage they come from another family."""
        age = max(age, 0)
        birth = self._birth(age)
        named = self.named if relation == HOUSEHOLDER else None
        family = line or self.line
        name = named.name if named else names.full_name(self.chance, family, sex, birth.year)
        person = Person(relation, sex, birth, age, name, family.ethnic)
        self.people.append(person)
        return person

    def head(self, low: int, high: int, women: float) -> Person:
        if self.named:
            return self.add(HOUSEHOLDER, self.named.sex, self.named.age)
        sex = FEMALE if self.chance.random() < women else MALE
        return self.add(HOUSEHOLDER, sex, self.chance.randint(low, high))

    def other(self) -> Line:
        """A family to marry into, as a rule of the same people."""
        ethnic = self.ethnic if self.chance.random() < 0.93 else names.HAN
        return names.line(self.chance, ethnic)

    def spouse(self, head: Person) -> Person:
        sex, relation = (FEMALE, WIFE) if head.sex == MALE else (MALE, HUSBAND)
        gap = self.chance.randint(-1, 5)
        head.marital = MARRIED
        return self.add(relation, sex, max(head.age - gap if sex == FEMALE else head.age + gap, 22), self.other())

    def children(self, parents: list[Person], number: int) -> None:
        """Children of the householder, the eldest first; they bear the father's name."""
        mother = min(parent.age for parent in parents)
        father = next((p for p in parents if p.sex == MALE), None)
        line = self.line if father is None or father.relation == HOUSEHOLDER else self._line_of(father)
        eldest = mother - self.chance.randint(22, 33)
        sexes = [self.chance.choice((MALE, FEMALE)) for _number in range(number)]
        for order, sex in enumerate(sexes):
            age = eldest - order * self.chance.randint(2, 5)
            if age < 0 or age > 45:
                continue
            place = "2" if sex == MALE else "3"
            same = sexes[:order].count(sex)
            relation = place + (str(2 + same) if sexes.count(sex) > 1 else "0")
            self.add(relation, sex, age, line)

    def _line_of(self, person: Person) -> Line:
        """The family that somebody already named belongs to; for peoples without surnames, their own given name."""
        if "·" in person.name:
            return Line(person.ethnic, person.name.split("·")[0])
        return Line(person.ethnic, names.surname(person.name))

    def parent(self, of: Person, sex: str) -> Person:
        """The householder's father or mother."""
        relation = "51" if sex == MALE else "52"
        age = of.age + self.chance.randint(22, 30)
        made = self.add(relation, sex, min(age, 97), self.line if sex == MALE else self.other())
        made.marital = WIDOWED
        return made

    def grandchild(self, grand: Person) -> Person:
        sex = self.chance.choice((MALE, FEMALE))
        by_son = self.chance.random() < 0.7
        relation = {(True, MALE): "41", (True, FEMALE): "42", (False, MALE): "43", (False, FEMALE): "44"}[by_son, sex]
        age = max(min(grand.age - self.chance.randint(48, 58), 15), 1)
        return self.add(relation, sex, age, self.line if by_son and grand.sex == MALE else self.other())


def _old_alone(family: Family) -> None:
    head = family.head(66, 92, 0.66)
    if family.chance.random() < 0.07 and not family.named:
        gone = family.spouse(head)
        gone.died_on = family.world.between(family.chance, family.world.first, family.world.today - days(20))
        head.marital = WIDOWED


def _young_alone(family: Family) -> None:
    family.head(22, 48, 0.42)


def _couple(family: Family) -> None:
    family.spouse(family.head(25, 58, 0.22))


def _old_couple(family: Family) -> None:
    family.spouse(family.head(62, 86, 0.12))


def _with_children(number: int) -> Callable[[Family], None]:
    def make(family: Family) -> None:
        head = family.head(27 + 2 * number, 56, 0.2)
        family.children([head, family.spouse(head)], number)

    return make


def _three_generations(family: Family) -> None:
    head = family.head(30, 48, 0.15)
    family.children([head, family.spouse(head)], family.chance.choice((1, 1, 2)))
    mother = family.parent(head, FEMALE)
    if family.chance.random() < 0.45:
        mother.marital = family.parent(head, MALE).marital = MARRIED


def _single_parent(family: Family) -> None:
    head = family.head(28, 52, 0.72)
    head.marital = DIVORCED
    family.children([head], 1)


def _grandparents(family: Family) -> None:
    head = family.head(58, 72, 0.15)
    family.spouse(head)
    family.grandchild(head)


def _sharers(family: Family) -> None:
    family.head(22, 34, 0.5)
    for _number in range(family.chance.randint(1, 2)):
        family.add("99", family.chance.choice((MALE, FEMALE)), family.chance.randint(21, 36), family.other())


def _with_parent(family: Family) -> None:
    head = family.head(36, 60, 0.35)
    parent = family.parent(head, FEMALE if family.chance.random() < 0.7 else MALE)
    if family.chance.random() < 0.1:
        parent.died_on = family.world.between(family.chance, family.world.first, family.world.today - days(20))


def _siblings(family: Family) -> None:
    head = family.head(30, 55, 0.4)
    family.add(
        *(("73", MALE) if family.chance.random() < 0.5 else ("77", FEMALE)), head.age - family.chance.randint(2, 8)
    )


_OWNERS = (
    (_old_alone, 6), (_young_alone, 9), (_couple, 14), (_old_couple, 12), (_with_children(1), 25), (_with_children(2), 11),
    (_three_generations, 13), (_single_parent, 4), (_grandparents, 3), (_with_parent, 5), (_siblings, 1),
)  # fmt: skip
_TENANTS = (
    (_young_alone, 30),
    (_couple, 22),
    (_sharers, 18),
    (_with_children(1), 20),
    (_single_parent, 6),
    (_old_alone, 2),
)


def move_in(
    world: World, chance: Random, numbers: Numbers, home: Home, branch: str, named: Named | None = None
) -> None:
    """Let a family live behind a door; nobody behind that of an empty dwelling."""
    state = home.row["state"]
    if state == EMPTY:
        return
    let = state == LET
    family = Family(world, chance, named)
    kinds, weights = zip(*(_TENANTS if let else _OWNERS), strict=True)
    kind = _with_children(1) if named else chance.choices(kinds, weights)[0]
    kind(family)
    since = max(_since(world, chance, let), world.birthday(family.people[0].birth, 18))
    if let:
        home.row["owner_name"] = names.full_name(chance, names.line(chance), chance.choice((MALE, FEMALE)), 1970)
    for person in family.people:
        home.people.append(complete(world, chance, numbers, home, person, since, let, branch))


def _since(world: World, chance: Random, let: bool) -> date:
    """Since when a family lives there: tenants for some years at most, some of them since this month."""
    if let:
        return world.today - days(chance.randint(5, 1500))
    if chance.random() < 0.06:
        return world.today - days(chance.randint(5, 730))
    return world.today - days(chance.randint(731, 6000))
