"""What must not be deleted although its time is up: a mediation case that a court or an authority may still ask for."""

from datetime import date

from sqlalchemy import Select, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, RecordSpec
from models.tables import Record, reference
from models.words import N_


class LegalHold(Record):
    """A reason to keep a case, from a date until somebody lifts it."""

    __tablename__ = "legal_hold"

    case_id: Mapped[str] = reference("mediation_case")
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    until: Mapped[date | None]


LEGAL_HOLDS = RecordSpec(
    key="legal_holds", table=LegalHold, one=N_("Hold"), many=N_("Holds"), sheet="卷宗保留",
    title=("since", "reason"), order=("since",), parent="case_id", unit=("case_id", "unit_id"), dated="since",
    identity=("case_id", "since"),
    fields=(
        Field("case_id", "Case", "案件", listed=True),
        Field("reason", "Reason", "保留原因", listed=True),
        Field("since", "Since", "起始日期", listed=True),
        Field("until", "Lifted on", "解除日期", listed=True),
    ),
)  # fmt: skip


def held_cases(on: date) -> Select[str]:
    """The ids of the cases under a hold on a day, as SQL."""
    return select(LegalHold.case_id).where(LegalHold.since <= on, or_(LegalHold.until.is_(None), LegalHold.until > on))
