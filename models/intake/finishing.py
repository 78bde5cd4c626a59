"""What only one ledger needs when its rows come from a file: numbers, defaults, levels, the parties of a case."""

import re
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.days import months_later
from models.fields import RecordSpec, Values
from models.households import Household
from models.ids import new_id
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.table import Table
from models.matters import OPEN, Matter
from models.mediation import CONFIRMATION_DAYS, MediationCase
from models.organisation import LOWEST_LEVEL, Grid, Office, UnitGrid
from models.search import fold
from models.words import _

_SEVERAL = re.compile(r"[、,，;；/\n]| {2,}|\s和\s")


class Finisher:
    """The plain way: a record is known by its spec's identity."""

    # What makes two rows one record where its number is not given.
    natural: tuple[str, ...] = ()
    patient = True  # rows may still wait for others

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        self.session, self.plan, self.homes, self.of = session, plan, homes, of
        self.places = homes.places
        self._by_identity = self._load(of.identity)
        self._by_nature = self._load(self.natural) if self.natural else {}

    @property
    def unique(self) -> bool:
        """Whether one column alone makes a record itself: a code, a number."""
        return len(self.of.identity) == 1

    def _load(self, names: tuple[str, ...]) -> dict[Any, list[str]]:
        found: dict[Any, list[str]] = {}
        table = self.of.sql
        if names:
            for row in self.session.execute(
                select(table.c.id, *(table.c[name] for name in names)).order_by(table.c.id)
            ):
                found.setdefault(_key(row[1:]), []).append(row[0])
        return found

    def row(self, table: Table, i: int, values: Values) -> None:
        """Fill in what follows from other values."""

    def new(self, table: Table, i: int, values: Values) -> None:
        """Fill in what only a new record needs."""

    def refer(self, name: str, text: Any) -> str | None:
        """The id of a record that this very file brings."""
        return None

    def waits(self, table: Table, i: int) -> bool:
        """Whether a row has to come after another of the file that it refers to."""
        return False

    def has_default(self, name: str) -> bool:
        """Whether a reference that the register does not know falls back to something."""
        return False

    def identity(self, values: Values) -> Any:
        """What makes two rows of the file one record."""
        if self.natural and any(values.get(name) is None for name in self.of.identity):
            return ("natural", _key(values.get(name) for name in self.natural))
        key = _key(values.get(name) for name in self.of.identity)
        return ("identity", key) if any(key) else ("none", new_id())

    def known(self, identity: Any) -> list[str]:
        """The records of the register that may be the same."""
        kind, key = identity
        return (self._by_identity if kind == "identity" else self._by_nature).get(key, [])


def _key(parts: Any) -> Any:
    return tuple(fold(part) if isinstance(part, str) and len(part) != 32 else part for part in parts)


class Visits(Finisher):
    """A visit belongs to the unit that its household stands under."""

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._units = {row.id: row.unit_id for row in session.execute(select(Household.id, Household.unit_id))}

    def new(self, table: Table, i: int, values: Values) -> None:
        """The unit of that day; nobody met is nobody counted."""
        values["unit_id"] = values.get("unit_id") or self._units.get(values["household_id"])
        if values.get("met") is False:
            values["people_met"] = 0


class Matters(Finisher):
    """A matter has a number, lies at a unit, and is closed where a day of closing is given."""

    natural = ("received_on", "content", "asked_by")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._last: dict[int, int] = {}
        for number in session.scalars(select(Matter.number)):
            year, _dash, serial = number.partition("-")
            if year.isdigit() and serial.isdigit():
                self._last[int(year)] = max(self._last.get(int(year), 0), int(serial))

    def waits(self, table: Table, i: int) -> bool:
        """Whether a row has to come after another of the file that it refers to."""
        return False

    def has_default(self, name: str) -> bool:
        """A matter of an unknown unit lies at the top."""
        return name in ("unit_id", "handled_at_id")

    def row(self, table: Table, i: int, values: Values) -> None:
        """The status follows from the day of closing."""
        if values.get("closed_on") and values.get("status") in (None, OPEN):
            values["status"] = "closed"

    def identity(self, values: Values) -> Any:
        """By number; without one by day, content and who asked."""
        values.setdefault("asked_by", None)
        return super().identity(values)

    def new(self, table: Table, i: int, values: Values) -> None:
        """The next number of its year, and the unit it lies at: the top one where the file names none."""
        values["unit_id"] = values.get("unit_id") or self.places.top()
        values["handled_at_id"] = values.get("handled_at_id") or values["unit_id"]
        unit = self.places.units.get(values["handled_at_id"])
        values["level"] = unit.level if unit else 1
        if not values.get("number"):
            year = values["received_on"].year
            self._last[year] = self._last.get(year, 0) + 1
            values["number"] = f"{year}-{self._last[year]:04d}"


class Mediations(Finisher):
    """A case has a number of the committee's year, a title, its parties, and terms that follow from its dates."""

    natural = ("accepted_on", "title")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._prefix = session.scalar(select(Office.case_prefix)) or ""
        self._last: dict[int, int] = {}
        for number in session.scalars(select(MediationCase.number)):
            if match := re.fullmatch(r"（(\d{4})）.*第(\d+)号", number):
                year, serial = int(match[1]), int(match[2])
                self._last[year] = max(self._last.get(year, 0), serial)

    def waits(self, table: Table, i: int) -> bool:
        """Whether a row has to come after another of the file that it refers to."""
        return False

    def has_default(self, name: str) -> bool:
        """A case of an unknown unit lies at the top."""
        return name == "unit_id"

    def row(self, table: Table, i: int, values: Values) -> None:
        """What the ledgers of offices leave to the reader."""
        if not values.get("title"):
            values["title"] = _title_of(table, i, values)
        form = str(table.get("agreement_form")[i] or "")
        if "口头" in form and values.get("outcome") == "written":
            values["outcome"] = "oral"
        if effective := values.get("effective_on"):
            values["confirm_by"] = effective + timedelta(days=CONFIRMATION_DAYS)

    def new(self, table: Table, i: int, values: Values) -> None:
        """Its number, its unit, its terms and its parties."""
        values["unit_id"] = values.get("unit_id") or self.places.top()
        values["due_on"] = values.get("due_on") or months_later(values["accepted_on"], 1)
        if values.get("closed_on") is None and values.get("outcome") not in (None, "pending"):
            values["closed_on"] = _closing(table, i, values)
        if not values.get("number"):
            year = values["accepted_on"].year
            self._last[year] = self._last.get(year, 0) + 1
            values["number"] = f"（{year}）{self._prefix}人调字第{self._last[year]:03d}号"
        for side, name, phone in _parties(table, i):
            self.plan.insert("mediation_party", {
                "id": new_id(), "case_id": values["id"], "side": side, "person_id": None, "name": name, "sex": None,
                "ethnic_group": None, "age": None, "work": None, "phone": phone, "address": None, "consent": False,
            })  # fmt: skip


def _parties(table: Table, i: int) -> list[tuple[str, str, str | None]]:
    found: list[tuple[str, str, str | None]] = []
    for side in ("applicant", "respondent"):
        names = [name.strip()[:80] for name in _SEVERAL.split(str(table.get(side)[i] or "")) if name.strip()]
        phones = str(table.get(f"{side}_phone")[i] or "").split("、")
        for number, name in enumerate(names):
            # 当事人 alone names both sides: the first is taken for who came, the others for the other side.
            of_side = "respondent" if side == "applicant" and number and "respondent" not in table.columns else side
            found.append((of_side, name, phones[number] if number < len(phones) and phones[number] else None))
    return found


def _title_of(table: Table, i: int, values: Values) -> str | None:
    names = [str(table.get(side)[i]) for side in ("applicant", "respondent") if table.get(side)[i]]
    if names:
        return ("与".join(names) + "纠纷")[:120]
    summary = values.get("summary")
    return str(summary)[:40] if summary else None


def _closing(table: Table, i: int, values: Values) -> date | None:
    """A settled case without a day of closing was settled on the day it was taken up, and that is said."""
    accepted: date | None = values.get("accepted_on")
    if accepted:
        sentence = _("Settled, but no day of closing: the day of acceptance was taken.")
        table.flaw(i, "outcome", "", sentence, "warn")
    return accepted


class Units(Finisher):
    """Units may name each other: parents of the same file are known by code or name."""

    natural = ("parent_id", "name")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._made: dict[str, Values] = {}
        self._codes = {unit.code for unit in self.places.units.values()}

    def refer(self, name: str, text: Any) -> str | None:
        """A unit that an earlier row brings."""
        match = re.match(r"^(.*)[（(]([^（()）]+)[)）]$", str(text))
        for words in ([match[2], match[1]] if match else []) + [str(text)]:
            if found := self._made.get(fold(words)):
                return str(found["id"])
        return None

    def waits(self, table: Table, i: int) -> bool:
        """A unit comes after the one it stands under."""
        above = table.get("parent_id")[i]
        return bool(self.patient and above and not self.places.unit(str(above)) and not self.refer("parent_id", above))

    def row(self, table: Table, i: int, values: Values) -> None:
        """The level follows from the parent."""
        parent = values.get("parent_id")
        above = self.places.units.get(parent) if parent else None
        made = next((v for v in self._made.values() if v["id"] == parent), None)
        level = above.level if above else made["level"] if made else 0
        values["level"] = min(level + 1, LOWEST_LEVEL)

    def has_default(self, name: str) -> bool:
        """A unit without a code gets the next one under its parent."""
        return name == "code"

    def identity(self, values: Values) -> Any:
        """By code; without one by name under the same parent."""
        values.setdefault("parent_id", None)
        found = super().identity(values)
        if not self.known(found):
            self._take_down(values)
        return found

    def _take_down(self, values: Values) -> None:
        if not values.get("code"):
            above = self.places.units.get(values["parent_id"])
            stem = (
                above.code
                if above
                else next((v["code"] for v in self._made.values() if v["id"] == values["parent_id"]), "")
            )
            values["code"] = next(c for n in range(1, 100_000) if (c := f"{stem}{n:02d}") not in self._codes)
        self._codes.add(values["code"])
        for word in (values["code"], values.get("name")):
            if word:
                self._made.setdefault(fold(word), values)


class Grids(Finisher):
    """A grid without a code is called by its name."""

    def row(self, table: Table, i: int, values: Values) -> None:
        """Code and name stand in for each other."""
        values["code"] = values.get("code") or values.get("name")
        values["name"] = values.get("name") or values.get("code")


class Cares(Finisher):
    """Care of a person is care at that person's door."""

    natural = ("person_id", "category_id")


class Appointments(Finisher):
    """A post stands at the unit that is named, or looks after the building that is named, or to which its grid belongs."""

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        ties = select(UnitGrid.grid_id, UnitGrid.unit_id).where(UnitGrid.valid_to.is_(None)).order_by(UnitGrid.id)
        self._unit_of_grid: dict[str, str | None] = dict(session.execute(select(Grid.id, Grid.unit_id)).all())
        tied: dict[str, list[str]] = {}
        for grid, unit in session.execute(ties):
            tied.setdefault(grid, []).append(unit)
        self._unit_of_grid |= {grid: units[0] for grid, units in tied.items() if len(units) == 1}

    def row(self, table: Table, i: int, values: Values) -> None:
        """The unit of the building, where one is named; else of the grid."""
        estate, building = table.get("household.estate")[i], table.get("household.building")[i]
        found = self.places.of_building(estate, building) or values.get("unit_id") or self.places.unit(estate)
        found = found or self._unit_of_grid.get(values.get("grid_id") or "")
        if found:
            values["unit_id"] = found
        elif building:
            table.note(i, table.headers["household.building"].header, str(building))


_FINISHERS: dict[str, type[Finisher]] = {
    "visits": Visits, "matters": Matters, "mediations": Mediations, "units": Units, "grids": Grids, "cares": Cares,
    "appointments": Appointments,
}  # fmt: skip


def finisher(session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> Finisher:
    """What this ledger needs."""
    return _FINISHERS.get(of.key, Finisher)(session, plan, homes, of)
