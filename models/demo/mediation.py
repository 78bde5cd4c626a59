"""Mediation cases: neighbours before the mediators, from acceptance to agreement, performance and follow-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from models.days import months_later
from models.demo.dwellings import Home
from models.demo.organisation import BranchSite
from models.demo.parties import Pairs, Side
from models.demo.scales import Plan
from models.demo.world import World, days, words
from models.fields import Values
from models.mediation import CONFIRMATION_DAYS, PENDING, MediationCase, MediationFollowUp, MediationParty
from models.mediation_sessions import MediationSession

_DAYS_LEFT = 6  # of the one case whose confirmation is soon too late
_PENDING = (16, 9, 4)  # days ago: cases that are under way whatever chance deals
_SOURCES = (
    ("application", "initiative", "referred_court", "referred_police", "referred_other"), (60, 28, 4, 5, 3),
)  # fmt: skip
_OUTCOMES = ["written"] * 15 + ["oral"] * 10 + ["failed"] * 2 + ["withdrawn", "refused", "transferred"]
SETTLED = ("written", "oral")
_STEPS = ("listen", "look", "check", "ask", "persuade")
_AT_DOORS = ("above", "same_floor", "neighbours")  # disputes with a place to look at
_GIVEN_UP = {"refused": 1, "withdrawn": 3, "transferred": 3}  # steps made before it came to nothing


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
    accepted = [world.first + days(chance.randrange(span - 17)) for _number in range(plan.mediations_a_year * 2)]
    nearly_late = world.today - days(CONFIRMATION_DAYS + 1)
    under_way = [world.today - days(back) for back in _PENDING]
    found = []
    deck: list[str] = []
    last: dict[int, int] = {}
    for day in sorted([*accepted, nearly_late, *under_way]):
        last[day.year] = last.get(day.year, 0) + 1
        number = f"（{day.year}）{plan.prefix}人调字第{last[day.year]:03d}号"
        closed = day + days(chance.randint(1, 27))
        if day == nearly_late:
            found.append(Slot(day, number, "written", world.today - days(CONFIRMATION_DAYS - _DAYS_LEFT)))
        elif closed > world.today or day in under_way:
            found.append(Slot(day, number, PENDING, None))
        else:
            found.append(Slot(day, number, _next_outcome(chance, deck), closed))
    return found


def _next_outcome(chance: Random, deck: list[str]) -> str:
    """Outcomes come from a shuffled deck, so that a small register has each of them too."""
    if not deck:
        deck.extend(_OUTCOMES)
        chance.shuffle(deck)
    return deck.pop()


class Mediations:
    """The cases of one branch."""

    def __init__(self, world: World, branch: BranchSite, mediators: list[str], homes: list[Home]) -> None:
        self.world = world
        self.branch = branch
        self.mediators = mediators
        self.chance: Random = world.chance("mediation", branch.place.code)
        self.pairs = Pairs(world, self.chance, homes)

    def add(self, slot: Slot) -> None:
        """Let two sides bring a case."""
        disputes = words("mediation")["dispute"]
        entry = self.chance.choices(disputes, [dispute["share"] for dispute in disputes])[0]
        home, (a, b) = self.pairs.find(entry["who"], slot.accepted_on)
        if entry["who"] == "company":
            a = Side(entry["company"], "", "云溪街道清波巷8号", phone="8600 2200")
        amount = self.chance.randrange(3, 60) * 100
        said = {
            "a": a.name, "b": b.name, "room_a": a.door, "room_b": b.door, "yuan": amount,
            "more": amount + self.chance.randrange(2, 20) * 100, "estate": home.row["estate"],
        }  # fmt: skip
        case = self._case(slot, entry, said, home)
        if slot.outcome in SETTLED:
            self._agree(case, slot, entry, said, amount)
        elif slot.outcome != PENDING:
            self._end(case, slot, entry["failed"].format(**said))
        self._course(case, slot, entry["who"], said)
        self._party(case, "applicant", a, consent=True)
        self._party(case, "respondent", b, consent=slot.outcome != "refused")
        if self.chance.random() < 0.3:
            self._party(case, "participant", Side("物业工程部", "", "物业服务中心", phone="8600 2200"), consent=True)

    def _end(self, case: Values, slot: Slot, reason: str) -> None:
        """A case that ended without agreement: the parties were told which other ways there are."""
        case["told_routes"] = True
        if slot.outcome == "failed":
            case["summary"] += f"调解两次，{reason}已告知仲裁、诉讼等途径。"

    def _case(self, slot: Slot, entry: Mapping[str, Any], said: Mapping[str, Any], home: Home) -> Values:
        mediator = self.chance.choice(self.mediators)
        return self.world.add(
            MediationCase, number=slot.number, title=entry["title"], accepted_on=slot.accepted_on, unit_id=home.site.unit_id,
            dispute_type=entry["type"], source=self.chance.choices(*_SOURCES)[0],
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

    def _course(self, case: Values, slot: Slot, who: str, said: Mapping[str, Any]) -> None:
        """The steps of the six-step method, spread over the days of the case; one under way has made some of them."""
        chance = self.world.chance("course", slot.number)
        end = slot.closed_on or self.world.today
        length = (end - slot.accepted_on).days
        made = _GIVEN_UP.get(slot.outcome, len(_STEPS))
        if slot.outcome == PENDING:
            made = min(len(_STEPS), 1 + length // 3)
        told = words("mediation")["steps"]
        for number, step in enumerate(_STEPS[:made]):
            if step == "check" and made == len(_STEPS) and chance.random() < 0.3:
                continue
            last = number == len(_STEPS) - 1 and slot.closed_on is not None
            day = end if last else slot.accepted_on + days(length * number // len(_STEPS))
            kind = "look_talk" if step == "look" and who not in _AT_DOORS else step
            kind = "persuade_failed" if step == "persuade" and slot.outcome == "failed" else kind
            self.world.add(
                MediationSession, case_id=case["id"], happened_on=day, step=step, by=case["mediator"],
                present="物业工程部" if step == "look" and who in _AT_DOORS and chance.random() < 0.4 else None,
                text=chance.choice(told[kind]).format(**said),
            )  # fmt: skip

    def _party(self, case: Values, side: str, who: Side, consent: bool) -> None:
        values: Values = {}
        if who.person:
            age = self.world.age(who.person["birth"], case["accepted_on"])
            values = {
                "person_id": who.person["id"],
                "ethnic_group": who.person["ethnic_group"],
                "age": age,
                "work": who.person["work"],
            }
        self.world.add(
            MediationParty, case_id=case["id"], side=side, name=who.name, sex=who.sex, phone=who.phone, address=who.address,
            consent=consent, **values,
        )  # fmt: skip
