"""Which ledger needs what."""

from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.intake.ledgers.appointments import Appointments
from models.intake.ledgers.finisher import Finisher, key_of
from models.intake.ledgers.matters import Matters
from models.intake.ledgers.mediations import Mediations
from models.intake.ledgers.organisation import Grids, Units
from models.intake.ledgers.visits import Visits
from models.intake.places.homes import Homes
from models.intake.plans import Plan


class Cares(Finisher):
    """Care of a person is care at that person's door."""

    natural = ("person_id", "category_id")

    def planned(self, identity: Any) -> list[Values]:
        """The cares that a roster of the same file gives."""
        return self._given.get(identity, [])

    @cached_property
    def _given(self) -> dict[Any, list[Values]]:
        found: dict[Any, list[Values]] = {}
        for one in self.plan.inserts.get("care", ()):
            natural = ("natural", key_of(one[name] for name in self.natural))
            for identity in (self.identity(one), natural):
                found.setdefault(identity, []).append(one)
        return found


_FINISHERS: dict[str, type[Finisher]] = {
    "visits": Visits, "matters": Matters, "mediations": Mediations, "units": Units, "grids": Grids, "cares": Cares,
    "appointments": Appointments,
}  # fmt: skip


def finisher(session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> Finisher:
    """What this ledger needs."""
    return _FINISHERS.get(of.key, Finisher)(session, plan, homes, of)
