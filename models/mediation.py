"""Mediation of neighbours' quarrels (People's Mediation Law, 2011): free of charge, voluntary, with a dossier."""

from datetime import date, timedelta

from sqlalchemy import Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.days import months_later
from models.fields import Field, Kind, RecordSpec, Values
from models.organisation import Office
from models.tables import Record, reference, whole
from models.words import N_

PENDING = "pending"
CONFIRMATION_DAYS = 30  # art. 33: the parties may jointly ask the court within 30 days of effect


class MediationCase(Record):
    """One dispute before the mediation committee, from its acceptance to its outcome and performance."""

    __tablename__ = "mediation_case"
    __table_args__ = (Index("ix_mediation_case_accepted", "accepted_on", "id"),)

    number: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    accepted_on: Mapped[date]
    unit_id: Mapped[str] = reference("unit")
    dispute_type: Mapped[str] = mapped_column(String(20), default="other")
    source: Mapped[str | None] = mapped_column(String(24))
    difficulty: Mapped[str | None] = mapped_column(String(20))
    mediator: Mapped[str | None] = mapped_column(String(60))
    recorder: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(120))
    summary: Mapped[str | None] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(Text)
    told_rights: Mapped[bool | None]
    private: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(20), default=PENDING)
    closed_on: Mapped[date | None] = mapped_column(index=True)
    told_routes: Mapped[bool | None]
    agreement: Mapped[str | None] = mapped_column(Text)
    performance_terms: Mapped[str | None] = mapped_column(Text)
    effective_on: Mapped[date | None]
    amount: Mapped[int | None]
    performance: Mapped[str | None] = mapped_column(String(20))
    confirmation: Mapped[str | None] = mapped_column(String(20))
    confirm_by: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


def next_case_number(session: Session, year: int) -> str:
    """The next number of the committee's year, such as （2026）桂人调字第012号."""
    prefix = session.scalar(select(Office.case_prefix)) or ""
    head, tail = f"（{year}）{prefix}人调字第", "号"
    number = whole("mediation_case", "number").c.number
    newest = select(number).where(number.like(f"{head}%")).order_by(func.length(number).desc(), number.desc())
    last = session.scalar(newest.limit(1))
    return f"{head}{int(last.removeprefix(head).removesuffix(tail)) + 1 if last else 1:03d}{tail}"


def _prepare_case(session: Session, values: Values, before: Values | None) -> None:
    accepted = values.get("accepted_on")
    if accepted:
        values["number"] = values.get("number") or next_case_number(session, accepted.year)
        values["due_on"] = values.get("due_on") or months_later(
            accepted, 1
        )  # 2002 rules, art. 33: normally settled within one month
    if values.get("effective_on"):
        values["confirm_by"] = values["effective_on"] + timedelta(days=CONFIRMATION_DAYS)


MEDIATIONS = RecordSpec(
    key="mediations", table=MediationCase, one=N_("Mediation"), many=N_("Mediation cases"), sheet="调解",
    title=("number", "title"), order=("-accepted_on",), unit=("unit_id",), dated="accepted_on",
    identity=("number",), prepare=_prepare_case,
    fields=(
        Field("number", "Case number", "案号", section=N_("Case"), listed=True, searchable=True, computed=True,
              synonyms=("编号", "协议书编号")),
        Field("title", "Dispute", "纠纷名称", section=N_("Case"), listed=True, searchable=True, synonyms=("案由", "名称")),
        Field("accepted_on", "Accepted", "受理日期", section=N_("Case"), listed=True, synonyms=("排查日期", "日期")),
        Field("dispute_type", "Type", "纠纷类型", section=N_("Case"), codes="dispute_type", listed=True,
              synonyms=("纠纷类别", "矛盾类型", "案件类型", "矛盾纠纷类别", "类别")),
        Field("source", "Source", "案件来源", section=N_("Case"), codes="mediation_source"),
        Field("unit_id", "Unit", "所属组织", section=N_("Case"), listed=True, synonyms=("受理单位", "网格")),
        Field("mediator", "Mediator", "调解员", section=N_("Case"), listed=True, searchable=True,
              synonyms=("调解人", "人民调解员", "调处人", "主持人")),
        Field("recorder", "Recorder", "记录人", section=N_("Case")),
        Field("place", "Place", "调解地点", section=N_("Case")),
        Field("difficulty", "Difficulty", "疑难程度", section=N_("Case"), codes="difficulty"),
        Field("private", "Not in public", "不公开调解", section=N_("Case")),
        Field("summary", "Brief facts", "简要情况", section=N_("Dispute"), synonyms=("纠纷情况",)),
        Field("request", "What is asked for", "申请事项", section=N_("Dispute")),
        Field("told_rights", "Told their rights", "已告知权利义务", section=N_("Dispute")),
        Field("due_on", "Due", "调解期限", section=N_("Dispute"), listed=True, synonyms=("化解时限",)),
        Field("outcome", "Outcome", "调解结果", section=N_("Outcome"), codes="mediation_outcome", listed=True,
              synonyms=("调处结果", "是否成功", "化解是否成功", "化解情况", "是否化解")),
        Field("closed_on", "Closed", "结案日期", section=N_("Outcome"), listed=True, synonyms=("化解日期", "调解日期")),
        Field("told_routes", "Told other routes", "已告知救济途径", section=N_("Outcome")),
        Field("agreement", "Agreement", "协议内容", section=N_("Outcome")),
        Field("performance_terms", "Way and time of performance", "履行方式、时限", section=N_("Outcome")),
        Field("effective_on", "In effect", "生效日期", section=N_("Outcome")),
        Field("amount", "Amount (yuan)", "涉及金额（元）", section=N_("Outcome"), kind=Kind.MONEY,
              synonyms=("涉及金额", "金额", "协议金额", "标的额")),
        Field("performance", "Performance", "履行情况", section=N_("Outcome"), codes="performance"),
        Field("confirmation", "Judicial confirmation", "司法确认", section=N_("Outcome"), codes="confirmation"),
        Field("confirm_by", "Confirmation until", "司法确认截止", section=N_("Outcome"), computed=True),
        Field("note", "Note", "备注", section=N_("Outcome")),
    ),
)  # fmt: skip


class MediationParty(Record):
    """Somebody before the mediators: applicant, respondent, or one who takes part."""

    __tablename__ = "mediation_party"

    case_id: Mapped[str] = reference("mediation_case")
    side: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str | None] = reference("person")
    name: Mapped[str] = mapped_column(String(80))
    sex: Mapped[str | None] = mapped_column(String(2))
    ethnic_group: Mapped[str | None] = mapped_column(String(4))
    age: Mapped[int | None]
    work: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(60))
    address: Mapped[str | None] = mapped_column(String(200))
    consent: Mapped[bool | None]


MEDIATION_PARTIES = RecordSpec(
    key="mediation_parties", table=MediationParty, one=N_("Party"), many=N_("Parties"), sheet="当事人",
    title=("side", "name"), order=("side",), parent="case_id", unit=("case_id", "unit_id"),
    identity=("case_id", "side", "name"),
    fields=(
        Field("case_id", "Case", "案件"),
        Field("side", "Side", "身份", codes="party_side", listed=True),
        Field("name", "Name", "姓名", listed=True, searchable=True),
        Field("person_id", "Person in the register", "对应人员"),
        Field("sex", "Sex", "性别", codes="sex"),
        Field("ethnic_group", "Ethnic group", "民族", codes="ethnic_group"),
        Field("age", "Age", "年龄"),
        Field("work", "Work", "职业或职务"),
        Field("phone", "Phone", "联系方式", kind=Kind.PHONE, listed=True, sensitive=True),
        Field("address", "Unit or address", "单位或住址", listed=True, sensitive=True),
        Field("consent", "Agrees to mediation", "同意调解", listed=True),
    ),
)  # fmt: skip


class MediationFollowUp(Record):
    """A call after the agreement: is it kept, is there new trouble (2002 rules, art. 36)."""

    __tablename__ = "mediation_follow_up"

    case_id: Mapped[str] = reference("mediation_case")
    happened_on: Mapped[date]
    by: Mapped[str | None] = mapped_column(String(60))
    situation: Mapped[str] = mapped_column(Text)
    performance: Mapped[str | None] = mapped_column(String(20))
    satisfaction: Mapped[str | None] = mapped_column(String(20))


MEDIATION_FOLLOW_UPS = RecordSpec(
    key="mediation_follow_ups", table=MediationFollowUp, one=N_("Follow-up"), many=N_("Follow-ups"), sheet="调解回访",
    title=("happened_on", "by"), order=("happened_on",), parent="case_id", unit=("case_id", "unit_id"),
    dated="happened_on", identity=("case_id", "happened_on"),
    fields=(
        Field("case_id", "Case", "案件"),
        Field("happened_on", "Date", "回访日期", listed=True),
        Field("by", "By", "回访人", listed=True),
        Field("situation", "Situation", "回访情况", listed=True),
        Field("performance", "Performance", "履行情况", codes="performance", listed=True),
        Field("satisfaction", "Satisfaction", "满意度", codes="satisfaction", listed=True),
    ),
)  # fmt: skip
