"""Visits from a file: the unit of that day, and nobody counted where nobody was met."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.households import Household
from models.intake.ledgers.finisher import Finisher
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.table import Table


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
