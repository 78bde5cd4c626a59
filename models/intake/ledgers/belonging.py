"""Which unit a record belongs to that names a household, a resident or only a place."""

from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.doors import parse_place
from models.households import Household, Person
from models.intake.places.homes import Homes
from models.intake.sheets.table import Table
from models.organisation import Grid


class Belonging:
    """Finds units by what stands in a row; each table is loaded once, when first asked for."""

    def __init__(self, session: Session, homes: Homes) -> None:
        self._session, self._homes, self._places = session, homes, homes.places

    def of_household(self, household_id: str | None) -> str | None:
        """The unit that a household stands under; of one that this file brings, the unit of its building."""
        if not household_id:
            return None
        if household_id in self._units:
            return self._units[household_id]
        if unit := self._homes.written.get(household_id, {}).get("unit_id"):
            return str(unit)
        home = self._homes.named.get(household_id)
        return self._places.of_building(home.values.get("estate"), home.values.get("building")) if home else None

    def of_names(self, names: Iterable[str]) -> str | None:
        """The lowest unit that looks after all of these people, as far as they are alone of their name."""
        found = [self._home_of.get(name) for name in names]
        return self._above_all([unit for home in found if (unit := self.of_household(home))])

    def of_texts(self, texts: Iterable[str | None]) -> str | None:
        """The lowest unit that looks after all of these addresses."""
        return self._above_all([unit for text in texts if text and (unit := self._of_text(text))])

    def of_row(self, table: Table, i: int) -> str | None:
        """The unit of the building, estate or grid that a row or its sheet names."""
        estate, building, address, grid = (
            table.get(f"household.{name}")[i] for name in ("estate", "building", "door", "grid_id")
        )
        place = parse_place(address) if address else None
        if place is not None:
            estate, building = place.estate or estate, place.building or building
        found = self._places.of_building(estate, building) or self._places.unit(estate)
        return found or self._grids.get(self._places.grid(grid) or "")

    def _of_text(self, text: str) -> str | None:
        home = self._homes.known(text)
        place = None if home else parse_place(text)
        if place is None:
            return self.of_household(home)
        return self._places.of_building(place.estate or None, place.building) or self._places.unit(place.estate)

    def _above_all(self, units: list[str]) -> str | None:
        """The lowest unit under which all of these stand, or that is each of them."""
        ways = [self._places.way_up(unit) for unit in units]
        return next((unit for unit in ways[0] if all(unit in way for way in ways)), None) if ways else None

    @cached_property
    def _units(self) -> dict[str, str | None]:
        return {row.id: row.unit_id for row in self._session.execute(select(Household.id, Household.unit_id))}

    @cached_property
    def _grids(self) -> dict[str, str | None]:
        return {row.id: row.unit_id for row in self._session.execute(select(Grid.id, Grid.unit_id))}

    @cached_property
    def _home_of(self) -> dict[str, str | None]:
        """The household of everybody who is alone of their name: namesakes are counted where they lie, not here."""
        home = func.min(Person.household_id).label("home")
        alone = select(Person.name, home).group_by(Person.name).having(func.count() == 1)
        return {row.name: row.home for row in self._session.execute(alone)}
