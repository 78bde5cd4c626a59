"""Matters: when they come and go, and the trail each leaves on its way up and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from models.demo import names
from models.demo.dwellings import Home
from models.demo.organisation import BranchSite, Place, serving
from models.demo.scales import Plan
from models.demo.visits import Visits
from models.demo.world import World, days, words
from models.fields import Values
from models.matters import Matter, MatterStep

OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
_TERM = 15  # days given to a matter unless somebody sets another
_STILL_OPEN = 24  # the newest matters, so many days back, may still be under way
_SOURCES = (("visit", 34), ("walk_in", 22), ("phone", 20), ("wechat", 14), ("referral", 5), ("courtyard_talk", 5))


@dataclass(slots=True)
class Slot:
    """A matter before anybody asks for it: its days, its kind, its number."""

    received_on: date
    closed_on: date | None
    category: str
    status: str
    due_on: date
    number: str = ""


def category(code: str) -> Mapping[str, Any]:
    """The word list of a category."""
    return next(entry for entry in words("matters")["category"] if entry["code"] == code)


def slots(world: World, plan: Plan) -> list[Slot]:
    """All matters of the register in the order they came, numbered year by year.

    Where the plan says how many of each category were settled in the last calendar year, exactly so many are.
    """
    chance = world.chance("matters")
    if plan.settled:
        year = world.today.year - 1
        found = [_closed_in(chance, year, kind) for kind, count in plan.settled.items() for _number in range(count)]
        spans = [(world.first, date(year - 1, 12, 31)), (date(year + 1, 1, 1), world.today)]
    else:
        found, spans = [], [(world.first, world.today)]
    shares = plan.settled or {entry["code"]: entry["share"] for entry in words("matters")["category"]}
    for start, end in spans:
        for _number in range(plan.matters_a_year * max((end - start).days, 0) // 365):
            kind = chance.choices(list(shares), list(shares.values()))[0]
            found.append(_ordinary(world, chance, kind, start, end))
    found.sort(key=lambda slot: (slot.received_on, slot.category))
    _give_numbers(found)
    _due_today(world, found)
    return found


def _days_taken(chance: Random) -> int:
    return chance.choices((0, 1, 2, 3, 5, 8, 12, 16, 22), (18, 18, 15, 13, 12, 10, 7, 4, 3))[0]


def _closed_in(chance: Random, year: int, kind: str) -> Slot:
    closed = date(year, 1, 1) + days(chance.randrange((date(year, 12, 31) - date(year, 1, 1)).days + 1))
    received = closed - days(_days_taken(chance))
    return Slot(received, closed, kind, CLOSED, received + days(_TERM))


def _ordinary(world: World, chance: Random, kind: str, start: date, end: date) -> Slot:
    """A matter closed between two days; those of the last days may still be open, few are withdrawn."""
    received = world.between(chance, start, end)
    due_on = received + days(chance.choice((3, 7, 10, _TERM, _TERM, 20)))
    closed = received + days(_days_taken(chance))
    if closed > end and end < world.today:
        closed = end
    late = received > world.today - days(_STILL_OPEN) and chance.random() < 0.2
    if closed > world.today or late:
        return Slot(received, None, kind, OPEN, due_on)
    return Slot(received, closed, kind, WITHDRAWN if chance.random() < 0.025 else CLOSED, due_on)


def _give_numbers(found: list[Slot]) -> None:
    """Number the matters of each year; as many digits as the fullest year needs, four at least."""
    years = [slot.received_on.year for slot in found]
    digits = max(4, *(len(str(years.count(year))) for year in set(years)))
    last: dict[int, int] = {}
    for slot in found:
        year = slot.received_on.year
        last[year] = last.get(year, 0) + 1
        slot.number = f"{year}-{last[year]:0{digits}d}"


def _due_today(world: World, found: list[Slot]) -> None:
    """Of the open ones, one is due today and one was yesterday, whatever chance has dealt."""
    waiting = [slot for slot in found if slot.status == OPEN and slot.received_on < world.today - days(2)]
    for slot, back in zip(waiting, (1, 0), strict=False):
        slot.due_on = world.today - days(back)


class Matters:
    """The matters of one branch."""

    def __init__(self, world: World, branch: BranchSite, visits: Visits) -> None:
        self.world = world
        self.branch = branch
        self.visits = visits
        self.chance: Random = world.chance("matters", branch.place.code)

    def add(self, slot: Slot, homes: list[Home]) -> None:
        """Let somebody of the branch ask for what the slot says."""
        home = self._home(slot, homes)
        asker = self._asker(home, slot)
        entry = category(slot.category)
        asked, result = self.chance.choice(entry["asks"])
        places = self._climb(home, entry["climbs"], slot)
        head = serving(home.site.heads, slot.received_on)
        source = self._source(slot)
        matter = self.world.add(
            Matter, number=slot.number, received_on=slot.received_on, source=source, category=slot.category,
            content=self._content(asked, home, asker, slot), unit_id=home.site.unit_id, household_id=home.id,
            person_id=asker["id"], asked_by=asker["name"], phone=asker["phone"], lane=self.chance.choice(entry["lanes"]),
            owner=places[-1][2], due_on=slot.due_on, handled_at_id=places[-1][1], level=places[-1][0], status=slot.status,
            closed_on=slot.closed_on, helpers=self.chance.choice(entry["helpers"]) if len(places) > 1 else None,
        )  # fmt: skip
        self._close(matter, result)
        self._trail(matter, slot, places)
        if source == "visit":
            self.visits.of_matter(home, matter, head)

    def _home(self, slot: Slot, homes: list[Home]) -> Home:
        """A household where a grown-up already lived on that day."""
        youngest = 60 if slot.category == "elder" else 18
        for _try in range(40):
            home = self.chance.choice(homes)
            if any(self._could_ask(person, slot.received_on, youngest) for person in home.here):
                return home
        return min((home for home in homes if home.here), key=lambda home: home.here[0]["moved_in"])

    def _could_ask(self, person: Values, day: date, youngest: int) -> bool:
        return person["moved_in"] <= day and self.world.age(person["birth"], day) >= youngest

    def _asker(self, home: Home, slot: Slot) -> Values:
        grown = [person for person in home.here if self._could_ask(person, slot.received_on, 18)]
        if slot.category == "elder":
            grown.sort(key=lambda person: person["birth"])
            return (grown or home.here)[0]
        return self.chance.choice(grown or home.here[:1])

    def _source(self, slot: Slot) -> str:
        kinds, weights = zip(*_SOURCES, strict=True)
        return str(self.chance.choices(kinds, weights)[0])

    def _content(self, text: str, home: Home, asker: Values, slot: Slot) -> str:
        call = names.called(asker["name"], asker["sex"], self.world.age(asker["birth"], slot.received_on))
        return text.format(
            call=call, estate=home.row["estate"], building=home.row["building"], entrance=home.row["entrance"] or "1",
            door=home.row["door"],
        )  # fmt: skip

    def _climb(self, home: Home, share: int, slot: Slot) -> list[tuple[int, str, str]]:
        """Level, unit and person at each place the matter came to; settled as low as it can be."""
        day = slot.received_on
        places = [(4, home.site.unit_id, serving(home.site.heads, day))]
        above: Place | None = self.branch.place
        same_day = slot.closed_on == slot.received_on
        while above is not None and not same_day and self.chance.random() * 100 < share:
            handlers = [
                term.name for term in above.staff if term.since <= day and (term.until is None or term.until > day)
            ]
            places.append((above.level, above.unit_id, self.chance.choice(handlers or [above.staff[-1].name])))
            above, share = above.above, 38
        return places

    def _close(self, matter: Values, result: str) -> None:
        if matter["status"] == CLOSED:
            matter["result"] = result
            kinds = ("very", "satisfied", "fair", "dissatisfied", "unknown")
            matter["satisfaction"] = self.chance.choices(kinds, (34, 45, 9, 2, 10))[0]
        elif matter["status"] == WITHDRAWN:
            matter["result"] = self.chance.choice(words("matters")["steps"]["withdrawn"])

    def _trail(self, matter: Values, slot: Slot, places: list[tuple[int, str, str]]) -> None:
        end = slot.closed_on or self.world.today
        told = words("matters")["steps"]
        day = slot.received_on
        self._step(matter, day, "received", places[0], told["received"])
        for number, place in enumerate(places):
            left = (end - day).days
            if left > 0 and (number or self.chance.random() < 0.6):
                day += days(self.chance.randint(0, left // (len(places) - number + 1)))
                self._step(
                    matter,
                    day,
                    "assigned" if number and self.chance.random() < 0.2 else "handled",
                    place,
                    told["handled"],
                )
            if number + 1 < len(places):
                day += days(min(self.chance.randint(0, 1), (end - day).days))
                self._step(matter, day, "escalated", place, told[("group", "branch", "community")[number]])
        if slot.closed_on:
            self._step(matter, slot.closed_on, "closed", places[-1], [matter["result"]])
            self._follow_up(matter, slot, places[0], told["followed_up"])

    def _follow_up(self, matter: Values, slot: Slot, place: tuple[int, str, str], told: list[str]) -> None:
        assert slot.closed_on is not None
        day = slot.closed_on + days(self.chance.randint(2, 10))
        if slot.status == CLOSED and day <= self.world.today and self.chance.random() < 0.45:
            self._step(matter, day, "followed_up", place, told)

    def _step(self, matter: Values, day: date, action: str, place: tuple[int, str, str], told: list[str]) -> None:
        self.world.add(
            MatterStep, matter_id=matter["id"], happened_on=day, action=action, unit_id=place[1], by=place[2],
            note=self.chance.choice(told),
        )  # fmt: skip
