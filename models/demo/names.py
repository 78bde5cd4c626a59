"""Names of invented people, as their sex, time and people have them."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from models.demo.world import words

HAN = "01"
_CODES = ("male", "female")


@dataclass(frozen=True, slots=True)
class Line:
    """The family a person is named in: its surname, or for peoples without surnames the father's name."""

    ethnic: str
    surname: str


@cache
def _list(name: str) -> tuple[list[Any], list[int]]:
    if name == "ethnic":
        shares = words("names")["ethnic"]["shares"]
        return list(shares), list(shares.values())
    surnames = list(words("names")["surnames"])
    # The first of the list are by far the most frequent.
    return surnames, [1 + 400 // (place + 6) for place in range(len(surnames))]


def ethnic_group(chance: Random) -> str:
    """The ethnic group of a household."""
    codes, weights = _list("ethnic")
    return str(chance.choices(codes, weights)[0])


def line(chance: Random, ethnic: str = HAN) -> Line:
    """A family to be named in."""
    own = words("names")["own"].get(ethnic)
    if own:
        return Line(ethnic, str(chance.choice(own["male"])))
    if chance.random() < 0.006:
        return Line(ethnic, str(chance.choice(words("names")["compound"])))
    surnames, weights = _list("surnames")
    return Line(ethnic, str(chance.choices(surnames, weights)[0]))


def full_name(chance: Random, family: Line, sex: str, born: int) -> str:
    """A name for someone of a sex, born in a year."""
    own = words("names")["own"].get(family.ethnic)
    if own:
        given = chance.choice([name for name in own[_CODES[sex == "2"]] if name != family.surname])
        return str(given) + (own["joined"] + family.surname if own["joined"] else _other(chance, own, sex, given))
    return family.surname + _given(chance, sex, born)


def _other(chance: Random, own: Any, sex: str, first: str) -> str:
    """The second half of a name of two names, where a people has no surnames; often there is none."""
    second = str(chance.choice(own[_CODES[sex == "2"]]))
    return "" if second == first or chance.random() < 0.5 else second


def _given(chance: Random, sex: str, born: int) -> str:
    cohort = next(cohort for cohort in words("names")["cohort"] if born <= cohort["until"])
    parts = cohort[_CODES[sex == "2"]]
    draw = chance.random()
    if born > 1980 and draw < 0.03:
        return str(chance.choice(words("names")["rare"]))
    if draw > 0.996:
        return str(chance.choice(words("names")["rarest"]))
    if draw < 0.2:
        return str(chance.choice(parts["alone"]))
    first, second = chance.choice(parts["first"]), chance.choice(parts["second"])
    return f"{first}{second}"


def surname(name: str) -> str:
    """The surname of a name that has one."""
    return name[:2] if name[:2] in words("names")["compound"] else name[:1]


def called(name: str, sex: str, age: int) -> str:
    """How a neighbour addresses someone."""
    short = name if "·" in name or len(name) > 3 else surname(name)
    if age >= 72:
        return short + ("奶奶" if sex == "2" else "爷爷")
    if age >= 58:
        return short + ("阿姨" if sex == "2" else "叔叔")
    if age >= 38:
        return short + ("大姐" if sex == "2" else "大哥")
    return f"小{short}" if len(short) == 1 else short
