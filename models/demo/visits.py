"""Visits: as often as the rules ask, a little late here and there, and the ordinary round of every quarter."""

from collections.abc import Iterator
from datetime import date
from random import Random

from models.codes import code_table
from models.demo import names
from models.demo.cares import Held
from models.demo.dwellings import EMPTY, LET, Home
from models.demo.organisation import BranchSite, serving
from models.demo.scales import Plan
from models.demo.world import World, days, words
from models.fields import Values
from models.visits import Visit

_LENGTH = {"week": 7, "month": 30, "quarter": 91}
_SEASONS = ("winter", "spring", "summer", "autumn")
_NOT_MET = 0.06
_WEEK = 7
_MISSED = 11  # one in so many of those visited weekly has waited longer than that


def _rules() -> dict[str, int]:
    """Days between two visits for each care category that has a rule."""
    return {c.extra["category"]: _LENGTH[c.extra["period"]] for c in code_table("visit_rule").codes}


class Visits:
    """The visits of one branch."""

    def __init__(self, world: World, plan: Plan, branch: BranchSite) -> None:
        self.world = world
        self.plan = plan
        self.branch = branch
        self.chance: Random = world.chance("visits", branch.place.code)
        self.rules = _rules()
        self.rounds = 0

    def of(self, home: Home, held: list[Held]) -> None:
        """All visits to one household."""
        if home.row["state"] == EMPTY or not home.here:
            return
        for care in self._by_rule(held):
            for day in self._round(care):
                self._care_visit(home, care, day)
        for day in self._ordinary(home):
            self._ordinary_visit(home, day)

    def _by_rule(self, held: list[Held]) -> list[Held]:
        """The care visited most often: one call on a household answers all its rules."""
        ruled = sorted(
            (care for care in held if care.category in self.rules), key=lambda care: self.rules[care.category]
        )
        current = [care for care in ruled if care.until is None]
        return current[:1] or ruled[:1]

    def _round(self, care: Held) -> list[date]:
        """The days of the visits, each a period after the one before, now and then some days late.

        Nobody has been on today's round yet, and with a few the last visit is missing, so that something is overdue.
        """
        length = self.rules[care.category]
        back = self.plan.weekly if length == _WEEK else self.plan.monthly
        start = max(self.world.today - days(back), self.world.first, care.since)
        # A care begins with a visit; one that is older is somewhere in its rhythm.
        day = start + days(self.chance.randint(0, 2) if start == care.since else self.chance.randint(1, length - 1))
        end = min(self.world.today - days(1), care.until or self.world.today)
        found = []
        while day <= end:
            found.append(day)
            day += days(length + self._late(length))
        if length == _WEEK:
            self.rounds += 1
            if self.rounds % _MISSED == 3 and found:
                found.pop()
        return found

    def _late(self, length: int) -> int:
        draw = self.chance.random()
        if draw < 0.05:
            return self.chance.randint(2, max(3, length // 4))
        return -self.chance.randint(0, max(1, length // 10)) if draw < 0.5 else 0

    def _care_visit(self, home: Home, care: Held, day: date) -> None:
        person = care.person if care.person and care.person["moved_in"] <= day else home.here[0]
        if self.chance.random() < _NOT_MET:
            self._not_met(home, person, day, "care")
            day += days(1)
            if day >= self.world.today or (care.until and day > care.until):
                return
        by_phone = self.chance.random() < 0.05
        said = words("visits")["phone"] if by_phone else words("visits")["situation"][care.category]
        row = self._visit(home, person, day, "care", "phone" if by_phone else "door", said)
        row["people_met"] = min(len(home.here), self.chance.choice((1, 1, 1, 2)))
        if self.chance.random() < 0.08:
            self._request(row)

    def _ordinary(self, home: Home) -> Iterator[date]:
        """At most one day in each of the last quarters."""
        for back in range(self.plan.quarters):
            start = _quarter_start(self.world.today, back)
            end = min(_quarter_start(self.world.today, back - 1) - days(1), self.world.today)
            gone = min(1.0, ((end - start).days + 1) / 75)  # a quarter that has just begun has seen few visits
            if self.chance.random() < self.plan.routine * gone * (0.6 if home.row["state"] == LET else 1.0):
                day = self.world.between(self.chance, start, end)
                if max(home.here[0]["moved_in"], self.world.first) <= day:
                    yield day

    def _ordinary_visit(self, home: Home, day: date) -> None:
        purpose = self._purpose(day)
        person = home.here[0]
        if self.chance.random() < _NOT_MET * 2:
            self._not_met(home, person, day, purpose)
            return
        texts = words("visits")
        said = texts["festival"] if purpose == "festival" else texts["situation"][self._kind(home)]
        way = "door" if self.chance.random() < 0.93 else self.chance.choice(("courtyard", "office"))
        row = self._visit(home, person, day, purpose, way, said)
        row["people_met"] = self.chance.randint(1, min(len(home.here), 4))
        if self.chance.random() < 0.05:
            self._request(row)

    def _kind(self, home: Home) -> str:
        """What there is to talk about: tenants, children, two old people, or anything."""
        if home.row["state"] == LET:
            return "tenant"
        ages = [self.world.age(person["birth"]) for person in home.here]
        if self.chance.random() < 0.5:
            return "family"
        return "children" if min(ages) < 16 else "old" if len(ages) == 2 and min(ages) >= 62 else "family"

    def _purpose(self, day: date) -> str:
        if day.month == 2 and day.day < 12 and self.chance.random() < 0.4:
            return "festival"
        if date(day.year, 5, 1) <= day <= date(day.year, 8, 8) and self.chance.random() < 0.3:
            return "campaign"
        return self.chance.choices(("routine", "policy", "dispute", "follow_up"), (82, 10, 5, 3))[0]

    def visitor(self, home: Home, day: date) -> str:
        """Who called: mostly the building head of that day, otherwise one of the grid's staff."""
        walkers = [term.name for term in self.branch.walkers if term.since <= day]
        if walkers and self.chance.random() < 0.35:
            return self.chance.choice(walkers)
        return serving(home.site.heads, day)

    def _visit(self, home: Home, person: Values, day: date, purpose: str, way: str, said: list[str]) -> Values:
        sentence = self.chance.choice(said)
        if way == "door" and self.chance.random() < 0.22:
            sentence += self.chance.choice(words("visits")["season"][_SEASONS[day.month % 12 // 3]])
        name = names.called(person["name"], person["sex"], self.world.age(person["birth"], day))
        return self._row(home, person, day, purpose, way=way, situation=sentence.format(call=name))

    def _not_met(self, home: Home, person: Values, day: date, purpose: str) -> None:
        said = self.chance.choice(words("visits")["not_met"])
        self._row(home, person, day, purpose, way="door", situation=said, met=False, people_met=0)

    def _row(self, home: Home, person: Values, day: date, purpose: str, **values: object) -> Values:
        return self.world.add(
            Visit, visited_on=day, household_id=home.id, person_id=person["id"], unit_id=home.site.unit_id,
            visitor=self.visitor(home, day), purpose=purpose, **values,
        )  # fmt: skip

    def _request(self, row: Values) -> None:
        """Something small that the visitor settled there and then."""
        asked = self.chance.choice(words("visits")["request"])
        row.update(request=asked["text"], action=asked["action"], result=asked["result"], settled=True)
        row["satisfaction"] = self.chance.choices(("very", "satisfied", "fair"), (5, 4, 1))[0]

    def of_matter(self, home: Home, matter: Values, visitor: str) -> None:
        """The visit on which a matter was heard of."""
        person = next(p for p in home.people if p["id"] == matter["person_id"])
        settled = matter["status"] == "closed"
        row = self._visit(
            home, person, matter["received_on"], "routine", "door", words("visits")["situation"]["family"]
        )
        row.update(
            visitor=visitor, matter_id=matter["id"], request=matter["content"], action="已登记为事项，按流程办理。",
            settled=settled, result=matter["result"] if settled else None, satisfaction=matter["satisfaction"],
        )  # fmt: skip


def _quarter_start(day: date, back: int) -> date:
    """The first day of the quarter that lies `back` quarters before that of a day; -1 is the next one."""
    number = day.year * 4 + (day.month - 1) // 3 - back
    return date(number // 4, number % 4 * 3 + 1, 1)
