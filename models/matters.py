"""What residents ask for: settled as low as it can be, climbing only when it must, with a trail of its steps."""

from datetime import date

from sqlalchemy import Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.fields import Field, Kind, RecordSpec, Values
from models.organisation import Unit
from models.tables import Record, reference, value_of, whole
from models.words import N_

OPEN = "open"


class Matter(Record):
    """One request. `unit_id` is where it was received, `handled_at_id` the unit it has climbed to, `level` that unit's."""

    __tablename__ = "matter"
    __table_args__ = (Index("ix_matter_received", "received_on", "id"),)

    number: Mapped[str] = mapped_column(String(40), unique=True)
    received_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(20), default="other")
    content: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[str] = reference("unit")
    household_id: Mapped[str | None] = reference("household")
    person_id: Mapped[str | None] = reference("person")
    asked_by: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(60))
    lane: Mapped[str | None] = mapped_column(String(20))
    owner: Mapped[str | None] = mapped_column(String(60))
    helpers: Mapped[str | None] = mapped_column(String(120))
    due_on: Mapped[date | None]
    handled_at_id: Mapped[str] = reference("unit")
    level: Mapped[int] = mapped_column(default=4)
    status: Mapped[str] = mapped_column(String(12), default=OPEN, index=True)
    closed_on: Mapped[date | None] = mapped_column(index=True)
    result: Mapped[str | None] = mapped_column(Text)
    satisfaction: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)


def next_number(session: Session, year: int) -> str:
    """The next free number of a year, such as 2026-0318."""
    number = whole("matter", "number").c.number
    # The longest first: 2026-10000 comes after 2026-9999.
    newest = select(number).where(number.like(f"{year}-%")).order_by(func.length(number).desc(), number.desc())
    last = session.scalar(newest.limit(1))
    return f"{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def _prepare_matter(session: Session, values: Values, before: Values | None) -> None:
    if not values.get("number") and values.get("received_on"):
        values["number"] = next_number(session, values["received_on"].year)
    values["handled_at_id"] = values.get("handled_at_id") or values.get("unit_id")
    values["level"] = value_of(session, Unit.level, values["handled_at_id"]) or 4
    if values.get("closed_on") and values.get("status") in (None, OPEN):
        values["status"] = "closed"


MATTERS = RecordSpec(
    key="matters", table=Matter, one=N_("Matter"), many=N_("Matters"), sheet="事项",
    title=("number", "content"), order=("-received_on",), unit=("unit_id",), dated="received_on",
    identity=("number",), prepare=_prepare_matter,
    fields=(
        Field("number", "Number", "编号", section=N_("Request"), listed=True, searchable=True, computed=True,
              synonyms=("事项编号",)),
        Field("received_on", "Received", "受理日期", section=N_("Request"), listed=True,
              synonyms=("登记日期", "日期", "受理时间")),
        Field("content", "Content", "内容", section=N_("Request"), listed=True, searchable=True,
              synonyms=("事项内容", "反映问题", "诉求内容", "问题")),
        Field("category", "Category", "类别", section=N_("Request"), codes="matter_category", listed=True,
              synonyms=("事项类别", "问题类别")),
        Field("source", "Source", "来源", section=N_("Request"), codes="matter_source"),
        Field("unit_id", "Received by", "受理组织", section=N_("Request"), listed=True, synonyms=("所属组织", "网格")),
        Field("household_id", "Household", "住户", section=N_("Who asks")),
        Field("person_id", "Person", "对应人员", section=N_("Who asks")),
        Field("asked_by", "Asked by", "诉求人", section=N_("Who asks"), searchable=True, sensitive=True,
              synonyms=("反映人", "姓名")),
        Field("phone", "Phone", "电话", section=N_("Who asks"), kind=Kind.PHONE, sensitive=True, synonyms=("联系电话",)),
        Field("lane", "Lane", "办理方式", section=N_("Handling"), codes="lane", listed=True),
        Field("handled_at_id", "Now at", "当前办理组织", section=N_("Handling"), computed=True),
        Field("level", "Level", "办理层级", section=N_("Handling"), listed=True, computed=True),
        Field("owner", "In charge", "责任人", section=N_("Handling"), listed=True, synonyms=("承办人", "办理人", "经办人")),
        Field("helpers", "Helped by", "协办单位", section=N_("Handling")),
        Field("due_on", "Due", "办理时限", section=N_("Handling"), listed=True, synonyms=("完成时限", "时限", "期望完成时间")),
        Field("status", "Status", "状态", section=N_("Outcome"), codes="matter_status", listed=True),
        Field("closed_on", "Closed", "办结日期", section=N_("Outcome"), listed=True),
        Field("result", "Result", "结果", section=N_("Outcome"), synonyms=("办理结果", "处理结果")),
        Field("satisfaction", "Satisfaction", "满意度", section=N_("Outcome"), codes="satisfaction"),
        Field("note", "Note", "备注", section=N_("Outcome")),
    ),
)  # fmt: skip


class MatterStep(Record):
    """One step on a matter's trail: received, handled, escalated, assigned, returned, closed, followed up."""

    __tablename__ = "matter_step"

    matter_id: Mapped[str] = reference("matter")
    happened_on: Mapped[date]
    action: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str] = reference("unit")
    by: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)


MATTER_STEPS = RecordSpec(
    key="matter_steps", table=MatterStep, one=N_("Step"), many=N_("Steps of matters"), sheet="办理经过",
    title=("happened_on", "action"), order=("happened_on",), parent="matter_id", unit=("matter_id", "unit_id"),
    dated="happened_on", identity=("matter_id", "happened_on", "action"),
    fields=(
        Field("matter_id", "Matter", "事项", listed=True),
        Field("happened_on", "Date", "日期", listed=True),
        Field("action", "Step", "步骤", codes="step_action", listed=True),
        Field("unit_id", "At unit", "办理组织", listed=True),
        Field("by", "By", "经办人", listed=True),
        Field("note", "Note", "办理情况", listed=True),
    ),
)  # fmt: skip
