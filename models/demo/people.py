"""What the register knows about each member of a family: number, phone, schooling, work, registration."""

from dataclasses import dataclass
from datetime import date
from random import Random

from models import households
from models.demo import names
from models.demo.dwellings import Home
from models.demo.names import Line
from models.demo.numbers import TO_COMPARE, Numbers
from models.demo.world import World, days, words
from models.fields import Values
from models.households import home_key

_SPOUSES = {"10", "11", "12", "38", "28"}


@dataclass(slots=True)
class Person:
    """A member of a family before the details."""

    relation: str
    sex: str
    birth: date
    age: int
    name: str
    ethnic: str
    died_on: date | None = None
    marital: str = ""


def complete(
    world: World, chance: Random, numbers: Numbers, home: Home, person: Person, since: date, tenant: bool, branch: str
) -> Values:
    """The row of a person who lives behind a door."""
    moved_in = max(since, person.birth)
    row = world.add(
        households.Person, name=person.name, household_id=home.id, relation=person.relation,
        home_key=home_key(home.row["door_key"], person.relation), sex=person.sex, birth=person.birth,
        ethnic_group=person.ethnic, education=_education(chance, person), marital=person.marital or _marital(chance, person),
        work=_work(chance, person), moved_in=moved_in, died_on=person.died_on,
        volunteer=18 <= person.age <= 72 and chance.random() < 0.06,
    )  # fmt: skip
    if person.died_on:
        row["moved_in"] = min(moved_in, person.died_on - days(400))
    _contact(chance, numbers, row, person)
    _document(chance, numbers, row, person)
    _politics(world, chance, row, person, branch)
    _registration(chance, row, person, tenant)
    if person.age >= 20 and person.ethnic == names.HAN and chance.random() < 0.006:
        row["former_name"] = names.full_name(
            chance, Line(names.HAN, names.surname(person.name)), person.sex, person.birth.year
        )
    return row


def _education(chance: Random, person: Person) -> str | None:
    age = person.age
    if age < 6:
        return None
    if age < 22:
        return "80" if age < 12 else "70" if age < 15 else "60"
    if age < 45:
        return chance.choices(("10", "20", "30", "40", "60", "70"), (4, 26, 28, 14, 16, 12))[0]
    if age < 65:
        return chance.choices(("20", "30", "40", "60", "70", "80"), (7, 12, 13, 25, 33, 10))[0]
    return chance.choices(("20", "30", "60", "70", "80", "90"), (2, 4, 14, 30, 40, 10))[0]


def _marital(chance: Random, person: Person) -> str:
    if person.relation in _SPOUSES:
        return "20"
    if person.age < 22 or person.relation in ("99", "41", "42", "43", "44"):
        return "10"
    if person.relation in ("51", "52"):
        return "20" if person.sex == "1" else "30"
    if person.age >= 66:
        return "30"
    return chance.choices(("10", "40"), (8, 2))[0] if person.age < 40 else "40"


def _work(chance: Random, person: Person) -> str | None:
    age = person.age
    if age < 3:
        return None
    if age < 19:
        return "晨光幼儿园" if age < 6 else "县第二小学" if age < 12 else "南湖中学"
    if age < 22:
        return "在外地读大学"
    if age >= (60 if person.sex == "1" else 55):
        return "退休"
    return str(chance.choice(words("places")["works"])) if chance.random() < 0.85 else None


def _contact(chance: Random, numbers: Numbers, row: Values, person: Person) -> None:
    if 12 <= person.age and chance.random() < (0.55 if person.age < 18 else 0.95) and not person.died_on:
        phone = numbers.mobile()
        row["phone"] = phone[:-1] if chance.random() < 0.004 else phone


def _document(chance: Random, numbers: Numbers, row: Values, person: Person) -> None:
    """Most numbers are whole, some missing, a few mistyped: those are marked, as a careful clerk would."""
    draw = chance.random()
    if draw < 0.03 or (person.age < 2 and draw < 0.4):
        return
    if draw > 0.999:
        row.update(document_type="passport", document=numbers.passport())
        return
    if person.age < 2 and draw < 0.7:
        row.update(document_type="birth_certificate", document=numbers.birth_certificate())
        return
    row["document_type"] = "id_card"
    row["document"] = numbers.document(chance, person.birth, person.sex)
    if chance.random() < 0.004:
        row["document"] = numbers.mistyped(chance, row["document"])
        row["note"] = TO_COMPARE


def _politics(world: World, chance: Random, row: Values, person: Person, branch: str) -> None:
    draw = chance.random()
    if person.age < 14:
        return
    if person.age < 28 and draw < 0.45:
        row["political"] = "03"
    elif person.age >= 22 and draw < 0.1:
        joined = world.birthday(person.birth, chance.randint(20, max(21, min(person.age - 1, 45))))
        recent = joined > world.today - days(365)
        row.update(
            political="02" if recent else "01", joined_party_on=min(joined, world.today - days(90)), party_branch=branch
        )
    elif person.age >= 30 and draw > 0.992:
        row["political"] = chance.choice(("05", "06", "07", "10"))
    else:
        row["political"] = "13"


def _registration(chance: Random, row: Values, person: Person, tenant: bool) -> None:
    draw = chance.random()
    if draw < (0.15 if tenant else 0.86):
        row["registration"], row["residency"] = "here", "resident"
    elif draw < (0.3 if tenant else 0.92):
        row["registration"], row["residency"] = "same_community", "resident" if not tenant else "lodging"
    elif person.age < 1 and draw > 0.97:
        row["registration"], row["residency"] = "none", "resident"
    else:
        row["registration"], row["residency"] = "elsewhere", "floating" if tenant else "resident"
        town = chance.choice(words("places")["towns"])
        row["registered_address"] = (
            f"{words('places')['county']}{town}{chance.randint(1, 9)}村{chance.randint(1, 12)}组"
        )
    if 20 <= person.age <= 45 and row["registration"] == "here" and chance.random() < 0.02:
        row["residency"] = "away"
