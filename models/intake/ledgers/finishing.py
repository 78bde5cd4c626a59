"""Which ledger needs what."""

from sqlalchemy.orm import Session

from models.fields import RecordSpec
from models.intake.ledgers.appointments import Appointments
from models.intake.ledgers.cares import Cares
from models.intake.ledgers.finisher import Finisher
from models.intake.ledgers.matters import Matters
from models.intake.ledgers.mediations import Mediations
from models.intake.ledgers.organisation import Grids, Units
from models.intake.ledgers.visits import Visits
from models.intake.places.homes import Homes
from models.intake.plans import Plan

_FINISHERS: dict[str, type[Finisher]] = {
    "visits": Visits, "matters": Matters, "mediations": Mediations, "units": Units, "grids": Grids, "cares": Cares,
    "appointments": Appointments,
}  # fmt: skip


def finisher(session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> Finisher:
    """What this ledger needs."""
    return _FINISHERS.get(of.key, Finisher)(session, plan, homes, of)
