"""Mediation cases: neighbours before the mediators, from acceptance to agreement, performance and follow-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from models.days import months_later
from models.demo.dwellings import Home
from models.demo.organisation import BranchSite
from models.demo.scales import Plan
from models.demo.world import World, days, words
from models.fields import Values
from models.mediation import CONFIRMATION_DAYS, PENDING, MediationCase, MediationFollowUp, MediationParty

_DAYS_LEFT = 6  # of the one case whose confirmation is soon too late
_SOURCES = (("application", 60), ("initiative", 28), ("referred_court", 4), ("referred_police", 5), ("referred_other", 3))
_OUTCOMES = (("written", 56), ("oral", 36), ("failed", 4), ("withdrawn", 2), ("refused", 1), ("transferred", 1))
SETTLED = ("written", "oral")


@dataclass(slots=True)
class Slot:
    """A case before it has parties."""

    accepted_on: date
    number: str
    outcome: str
    closed_on: date | None


def slots(world: World, plan: Plan) -> list[Slot]:
    """All cases of the register in the order they came, numbered year by year."""
    chance = world.chance("mediation")
    span = (world.today - world.first).days
    accepted = sorted(world.first + days(chance.randrange(span - 12)) for _number in range(plan.mediations_a_year * 2))
    # Two fresh ones are always under way, and one agreement is about to be too old for the court.
    accepted += [world.today - days(CONFIRMATION_DAYS + 1), world.today - days(9), world.today - days(4)]
    accepted.sort()
    last: dict[int, int] = {}
    found = []
    for day in accepted:
        last[day.year] = last.get(day.year, 0) + 1
        number = f"（{day.year}）{plan.prefix}人调字第{last[day.year]:03d}号"
        found.append(_slot(world, chance, day, number))
    return found


def _slot(world: World, chance: Random, day: date, number: str) -> Slot:
    if day == world.today - days(CONFIRMATION_DAYS + 1):
        return Slot(day, number, "written", world.today - days(CONFIRMATION_DAYS - _DAYS_LEFT))
    closed = day + days(chance.randint(1, 27))
    if closed > world.today or day > world.today - days(10):
        return Slot(day, number, PENDING, None)
    kinds, weights = zip(*_OUTCOMES, strict=True)
    return Slot(day, number, str(chance.choices(kinds, weights)[0]), closed)


class Mediations:
    """The cases of one branch."""

    def __init__(self, world: World, branch: BranchSite, mediators: list[str]) -> None:
        self.world = world
        self.branch = branch
        self.mediators = mediators
        self.chance: Random = world.chance("mediation", branch.place.code)

    def add(self, slot: Slot, homes: list[Home]) -> None:
        """Let two parties of one building group bring a case."""
        entry = self.chance.choices(words("mediation")["dispute"], [d["share"] for d in words("mediation")["dispute"]])[0]
        a, b = self._homes(slot, homes)
        first, second = a.here[0], b.here[0]
        amount = self.chance.randrange(3, 60) * 100
        said = {
            "a": entry.get("company") or first["name"], "b": second["name"], "room_a": a.row["door"], "room_b": b.row["door"],
            "yuan": amount, "more": amount + self.chance.randrange(2, 20) * 100, "estate": a.row["estate"],
        }  # fmt: skip
        case = self._case(slot, entry, said, a)
        if slot.outcome in SETTLED:
            self._agree(case, slot, entry, said, amount)
        elif slot.outcome != PENDING:
            case["told_routes"] = True
            if slot.outcome == "failed":
                case["summary"] += f"调解两次，{entry['failed'].format(**said)}已告知仲裁、诉讼等途径。"
        self._parties(case, entry, (first, a), (second, b), slot)

    def _case(self, slot: Slot, entry: Mapping[str, Any], said: Mapping[str, Any], home: Home) -> Values:
        kinds, weights = zip(*_SOURCES, strict=True)
        mediator = self.chance.choice(self.mediators)
        return self.world.add(
            MediationCase, number=slot.number, title=entry["title"], accepted_on=slot.accepted_on, unit_id=home.site.unit_id,
            dispute_type=entry["type"], source=self.chance.choices(kinds, weights)[0],
            difficulty=self.chance.choices(("simple", "ordinary", "hard"), (4, 5, 1))[0], mediator=mediator,
            recorder=next((name for name in reversed(self.mediators) if name != mediator), None),
            place=self.chance.choice(words("mediation")["places"]).format(**said), summary=entry["summary"].format(**said),
            request=entry["request"].format(**said), told_rights=True, private=entry["type"] == "family",
            due_on=months_later(slot.accepted_on, 1), outcome=slot.outcome, closed_on=slot.closed_on,
        )  # fmt: skip

    def _agree(self, case: Values, slot: Slot, entry: Mapping[str, Any], said: Mapping[str, Any], amount: int) -> None:
        assert slot.closed_on is not None
        case["agreement"] = entry["agreement"].format(**said)
        case["performance_terms"] = entry["terms"].format(**said)
        case["effective_on"] = slot.closed_on
        case["confirm_by"] = slot.closed_on + days(CONFIRMATION_DAYS)
        if "{yuan}" in entry["agreement"]:
            case["amount"] = amount * 100  # fen
        case["performance"] = self._performance(slot.closed_on)
        case["confirmation"] = self._confirmation(slot)
        self._follow_ups(case, slot.closed_on, entry["follow_up"])

    def _performance(self, closed: date) -> str:
        if closed > self.world.today - days(15):
            return self.chance.choice(("not_due", "part"))
        return self.chance.choices(("performed", "part", "not_performed", "in_court"), (88, 7, 4, 1))[0]

    def _confirmation(self, slot: Slot) -> str:
        if slot.closed_on == self.world.today - days(CONFIRMATION_DAYS - _DAYS_LEFT) or slot.outcome == "oral":
            return "none"
        return self.chance.choices(("none", "applied", "confirmed", "rejected"), (72, 4, 23, 1))[0]

    def _follow_ups(self, case: Values, closed: date, told: list[str]) -> None:
        for after in (self.chance.randint(12, 32), self.chance.randint(60, 90)):
            day = closed + days(after)
            if day > self.world.today or (after > 40 and self.chance.random() < 0.7):
                continue
            done = case["performance"] in ("performed", "not_due", "part")
            self.world.add(
                MediationFollowUp, case_id=case["id"], happened_on=day, by=case["mediator"], performance=case["performance"],
                situation=self.chance.choice(told) if done else "对方尚未履行，已当面督促，约定半个月后再看。",
                satisfaction=self.chance.choice(("very", "satisfied", "satisfied", "fair")) if done else "fair",
            )  # fmt: skip

    def _homes(self, slot: Slot, homes: list[Home]) -> tuple[Home, Home]:
        """Two households of one building group, with grown-ups who lived there on that day."""
        fit = [home for home in homes if home.here and home.here[0]["moved_in"] <= slot.accepted_on]
        first = self.chance.choice(fit)
        near = [home for home in fit if home.site is first.site and home is not first]
        return first, self.chance.choice(near or fit)

    def _parties(
        self, case: Values, entry: Mapping[str, Any], first: tuple[Values, Home], second: tuple[Values, Home], slot: Slot
    ) -> None:
        agrees = slot.outcome != "refused"
        if "company" in entry:
            self.world.add(
                MediationParty, case_id=case["id"], side="applicant", name=entry["company"], phone="8600 2200",
                address="云溪街道清波巷8号", consent=True,
            )  # fmt: skip
        else:
            self._party(case, "applicant", *first, consent=True)
        self._party(case, "respondent", *second, consent=agrees)
        if self.chance.random() < 0.3:
            self.world.add(MediationParty, case_id=case["id"], side="participant", name="物业工程部", phone="8600 2200",
                           address="物业服务中心", consent=True)  # fmt: skip

    def _party(self, case: Values, side: str, person: Values, home: Home, consent: bool) -> None:
        self.world.add(
            MediationParty, case_id=case["id"], side=side, person_id=person["id"], name=person["name"], sex=person["sex"],
            ethnic_group=person["ethnic_group"], age=self.world.age(person["birth"], case["accepted_on"]), work=person["work"],
            phone=person["phone"], address=f"{home.row['estate']}{home.row['door']}", consent=consent,
        )  # fmt: skip

