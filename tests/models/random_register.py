"""Registers full of what real ones hold: blanks, impossible dates, unknown codes, moves, ends in mid-period. Seeded."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.households import Care, CareCategory, Household, Person, Residence
from models.ids import new_id
from models.matters import Matter
from models.mediation import MediationCase, MediationParty
from models.organisation import Appointment, Grid, Post, Unit, UnitGrid
from models.register import Register
from models.structure.placements import GridPlacement, HouseholdPlacement, UnitPlacement
from models.visits import Visit, VisitRule

FIRST, LAST = date(2025, 5, 1), date(2026, 11, 30)
EDGES = [
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2026, 7, 31),
    date(2026, 9, 28),
    date(2026, 9, 30),
    date(2026, 10, 1),
]


class Chance:
    """Random values as registers have them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def day(self) -> date:
        if self.random.random() < 0.2:
            return self.random.choice(EDGES)
        return FIRST + timedelta(days=self.random.randrange((LAST - FIRST).days))

    def maybe_day(self, blank: float = 0.4) -> date | None:
        return None if self.random.random() < blank else self.day()

    def one(self, *values: Any) -> Any:
        return self.random.choice(values)

    def some(self, values: list[Any], blank: float = 0.15) -> Any:
        return None if self.random.random() < blank else self.random.choice(values)

    def flag(self, share: float = 0.3) -> bool:
        return self.random.random() < share


def fill(register: Register, seed: int, roots: int = 1, moves: bool = True) -> list[str]:
    """Fill an empty register; the ids of its units, the top ones first. `moves`: some have stood elsewhere before."""
    chance = Chance(seed)
    with register.operation("filled") as operation:
        session = operation.session
        units = _units(session, chance, roots)
        grids = _grids(session, chance, units)
        homes = _households(session, chance, units, grids)
        people = _people(session, chance, homes)
        _appointments(session, chance, units, grids, people)
        _care(session, chance, homes, people)
        _visits(session, chance, homes, people, units)
        _matters(session, chance, units)
        _mediations(session, chance, units)
        if moves:
            _moves(session, chance, units, grids, homes)
    return units


def _put(session: Session, table: Any, rows: list[dict[str, Any]]) -> list[str]:
    session.execute(insert(table), rows)
    return [row["id"] for row in rows]


def _units(session: Session, chance: Chance, roots: int) -> list[str]:
    rows: list[dict[str, Any]] = []
    above: list[str | None] = [None] * roots
    for level in (1, 2, 3, 4):
        here = []
        for parent in above:
            for _number in range(1 if level == 1 else chance.one(1, 1, 2, 3)):
                here.append(new_id())
                rows.append({
                    "id": here[-1], "code": f"{len(rows):03d}", "parent_id": parent, "level": level,
                    "name": chance.one("松林苑支部", "一号楼党小组", "桂香社区党委"),
                    "valid_from": chance.maybe_day(0.8), "valid_to": chance.maybe_day(0.85),
                })  # fmt: skip
        above = list(here)
    ids = _put(session, Unit, rows)
    last = [row for row in rows if row["level"] == 4]
    threes = [row["id"] for row in rows if row["level"] == 3]
    for row in last[::3]:  # some have been moved since: their records stayed with them
        session.execute(Unit.__table__.update().where(Unit.id == row["id"]).values(parent_id=chance.one(*threes)))
    return ids


def _moves(session: Session, chance: Chance, units: list[str], grids: list[str], homes: list[str]) -> None:
    levels: dict[int, list[str]] = {}
    for unit, level in session.execute(select(Unit.id, Unit.level)):
        levels.setdefault(level, []).append(unit)
    moved = [
        (unit, chance.one(*levels[level - 1])) for level in (2, 3, 4) for unit in levels[level] if chance.flag(0.4)
    ]
    lots: list[tuple[Any, list[tuple[str, str]]]] = [
        (UnitPlacement, moved + moved[:3]),
        (HouseholdPlacement, [(chance.one(*homes), chance.one(*units)) for _number in range(60)]),
        (GridPlacement, [(chance.one(*grids), chance.one(*units)) for _number in range(5)]),
    ]
    for table, pairs in lots:
        _put(session, table, [
            {"id": new_id(), "subject_id": subject, "place_id": place, "since": None, "until": chance.day()}
            for subject, place in pairs
        ])  # fmt: skip


def _grids(session: Session, chance: Chance, units: list[str]) -> list[str]:
    grids = _put(session, Grid, [
        {"id": new_id(), "code": f"g{n}", "name": f"第{n}网格", "unit_id": chance.some(units),
         "valid_from": chance.maybe_day(0.8), "valid_to": chance.maybe_day(0.8)}
        for n in range(8)
    ])  # fmt: skip
    _put(session, UnitGrid, [
        {"id": new_id(), "unit_id": chance.one(*units), "grid_id": chance.one(*grids),
         "valid_from": chance.maybe_day(0.7), "valid_to": chance.maybe_day(0.7)}
        for _number in range(25)
    ])  # fmt: skip
    return grids


def _households(session: Session, chance: Chance, units: list[str], grids: list[str]) -> list[str]:
    return _put(session, Household, [
        {"id": new_id(), "estate": "松林苑", "room": str(n), "door": str(n), "door_key": f"松林苑 {n:05d}",
         "unit_id": chance.some(units), "grid_id": chance.some(grids, 0.5),
         "state": chance.some(["lived_in", "let", "empty", "不详"]), "contact_household": chance.flag(),
         "since": chance.maybe_day(0.6), "until": chance.maybe_day(0.8)}
        for n in range(120)
    ])  # fmt: skip


def _people(session: Session, chance: Chance, homes: list[str]) -> list[str]:
    people = _put(session, Person, [
        {"id": new_id(), "name": chance.one("王小明", "=1+1", "李䶮"), "household_id": chance.some(homes, 0.1),
         "sex": chance.some(["0", "1", "2", "9", "x"]), "residency": chance.some(["resident", "floating", "未知"]),
         "political": chance.some(["01", "02", "03", "13", "?"]), "volunteer": chance.flag(),
         "birth": chance.some([date(1950, 1, 1), date(2026, 8, 8), date(2026, 10, 1)]),
         "moved_in": chance.maybe_day(0.5), "moved_out": chance.maybe_day(0.8), "died_on": chance.maybe_day(0.9)}
        for _number in range(300)
    ])  # fmt: skip
    _put(session, Residence, [
        {"id": new_id(), "person_id": chance.one(*people), "household_id": chance.one(*homes),
         "since": chance.maybe_day(0.5), "until": chance.day()}
        for _number in range(120)
    ])  # fmt: skip
    return people


def _appointments(session: Session, chance: Chance, units: list[str], grids: list[str], people: list[str]) -> None:
    posts = list(session.scalars(select(Post.id)))
    _put(session, Appointment, [
        {"id": new_id(), "unit_id": chance.one(*units), "post_id": chance.one(*posts), "grid_id": chance.some(grids),
         "person_id": chance.some(people), "shown_name": "王小明", "party_member": chance.flag(),
         "since": chance.maybe_day(), "until": chance.maybe_day(0.7)}
        for _number in range(250)
    ])  # fmt: skip


def _care(session: Session, chance: Chance, homes: list[str], people: list[str]) -> None:
    categories = list(session.scalars(select(CareCategory.id)))
    _put(session, Care, [
        {"id": new_id(), "household_id": chance.one(*homes), "person_id": chance.some(people),
         "category_id": chance.one(*categories), "since": chance.maybe_day(), "until": chance.maybe_day(0.6)}
        for _number in range(500)
    ])  # fmt: skip
    _put(session, VisitRule, [
        {"id": new_id(), "category_id": chance.one(*categories), "period": period, "name": f"规则{period}",
         "in_use": period != "fortnight" or chance.flag(0.7)}
        for period in ("week", "fortnight", "month", "quarter", "half_year", "year")
    ])  # fmt: skip


def _visits(session: Session, chance: Chance, homes: list[str], people: list[str], units: list[str]) -> None:
    _put(session, Visit, [
        {"id": new_id(), "visited_on": chance.day(), "household_id": chance.one(*homes),
         "person_id": chance.some(people, 0.3), "unit_id": chance.some(units), "met": not chance.flag(),
         "people_met": chance.one(0, 1, 1, 2, 3), "way": chance.some(["door", "phone", "other", "信鸽"]),
         "purpose": chance.some(["routine", "care", "festival", "?"])}
        for _number in range(2500)
    ])  # fmt: skip


def _matters(session: Session, chance: Chance, units: list[str]) -> None:
    _put(session, Matter, [
        {"id": new_id(), "number": f"2026-{n:04d}", "received_on": chance.day(), "content": "路灯不亮",
         "category": chance.one("livelihood", "neighbour", "repair", "other", "老类别"), "lane": chance.some(["at_once", "?"]),
         "source": chance.some(["visit", "phone", "other", "?"]), "unit_id": chance.one(*units),
         "handled_at_id": chance.one(*units), "level": chance.one(1, 2, 3, 4), "due_on": chance.maybe_day(0.2),
         "status": chance.one("open", "closed", "closed", "withdrawn"), "closed_on": chance.maybe_day(0.3),
         "satisfaction": chance.some(["very", "satisfied", "fair", "dissatisfied", "unknown", "?"])}
        for n in range(700)
    ])  # fmt: skip


def _mediations(session: Session, chance: Chance, units: list[str]) -> None:
    types = ["family", "neighbour", "labour", "consumption", "birth_planning", "property", "other", "外星纠纷"]
    cases = _put(session, MediationCase, [
        {"id": new_id(), "number": f"（2026）桂人调字第{n:03d}号", "title": "漏水", "accepted_on": chance.day(),
         "unit_id": chance.one(*units), "dispute_type": chance.one(*types),
         "source": chance.some(["initiative", "application", "referred", "referred_court", "?"]),
         "difficulty": chance.some(["simple", "hard"]), "closed_on": chance.maybe_day(0.3),
         "outcome": chance.one("written", "oral", "failed", "withdrawn", "refused", "transferred", "pending", "?"),
         "amount": chance.some([0, 259000, 1, 99]), "performance": chance.some(["performed", "part", "?"]),
         "confirmation": chance.some(["none", "confirmed", "?"])}
        for n in range(400)
    ])  # fmt: skip
    _put(session, MediationParty, [
        {"id": new_id(), "case_id": chance.one(*cases), "side": chance.one("applicant", "respondent", "participant", "?"),
         "name": "李四"}
        for _number in range(900)
    ])  # fmt: skip
