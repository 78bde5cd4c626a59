"""Units, grids and posts from a file: who stands under whom, whom a post looks after."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.intake.ledgers.finisher import Finisher
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.table import Table
from models.organisation import LOWEST_LEVEL, Grid, UnitGrid
from models.search import fold


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
