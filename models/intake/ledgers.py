"""Every other ledger by the same way: what makes two rows one record stands in its spec."""

from sqlalchemy.orm import Session

from models.intake.homes import Homes
from models.intake.plans import Plan
from models.intake.table import Table
from models.progress import Progress


def plan_ledger(
    session: Session, plan: Plan, homes: Homes, ledger: str, tables: list[Table], progress: Progress
) -> None:
    """Decide every row of these tables."""
    raise NotImplementedError(ledger)
