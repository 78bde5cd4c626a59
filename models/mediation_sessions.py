"""What was done in a mediation, step by step: listened, looked, checked, asked, persuaded (一听二看三查四问五劝).

The sixth step, the call after the agreement, is a ledger of its own: `mediation_follow_ups`.
"""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, RecordSpec
from models.tables import Record, reference
from models.words import N_


class MediationSession(Record):
    """One entry in the course of a case. `by` mediates, `present` helps without being mediator, party or recorder."""

    __tablename__ = "mediation_session"

    case_id: Mapped[str] = reference("mediation_case")
    happened_on: Mapped[date]
    step: Mapped[str] = mapped_column(String(12))
    by: Mapped[str | None] = mapped_column(String(60))
    present: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)


MEDIATION_SESSIONS = RecordSpec(
    key="mediation_sessions", table=MediationSession, one=N_("Step of a mediation"), many=N_("Course of mediations"),
    sheet="调解经过", title=("happened_on", "step"), order=("happened_on",), parent="case_id",
    unit=("case_id", "unit_id"), dated="happened_on", identity=("case_id", "happened_on", "step"),
    fields=(
        Field("case_id", "Case", "案件"),
        Field("happened_on", "Date", "日期", listed=True, synonyms=("时间", "调解时间")),
        Field("step", "Step", "步骤", codes="mediation_step", listed=True),
        Field("by", "Mediator", "调解员", listed=True, synonyms=("调查人", "调解人")),
        Field("present", "Also present", "参加人", listed=True, synonyms=("在场人", "邀请参加人")),
        Field("text", "What was said and found", "经过", listed=True, synonyms=("记录", "内容", "调解记录", "调查记录")),
    ),
)  # fmt: skip
