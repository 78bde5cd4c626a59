"""Visits, and the rules that say how often a household in a care category is visited."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.fields import Field, RecordSpec, Values
from models.households import Household
from models.tables import Record, reference, value_of
from models.words import N_


class VisitRule(Record):
    """How often those in a care category are visited: once each week, month, quarter ..."""

    __tablename__ = "visit_rule"

    category_id: Mapped[str] = reference("care_category")
    period: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    in_use: Mapped[bool] = mapped_column(default=True)


VISIT_RULES = RecordSpec(
    key="visit_rules", table=VisitRule, one=N_("Visit rule"), many=N_("Visit rules"), sheet="走访频次",
    title=("name",), order=("name",), identity=("name",),
    fields=(
        Field("name", "Rule", "规则名称", listed=True),
        Field("category_id", "Care category", "关爱类别", listed=True),
        Field("period", "Once each", "频次", codes="visit_period", listed=True),
        Field("in_use", "In use", "是否启用", listed=True),
    ),
)  # fmt: skip


class Visit(Record):
    """One call on a household. `people_met` counts person-times; `met` false means nobody answered.

    `unit_id` is the unit the household stood under on that day, so that past quarters stay as they were.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_day", "visited_on", "id"),
        Index("ix_visit_household_day", "household_id", "visited_on", "met"),
    )

    visited_on: Mapped[date]
    household_id: Mapped[str] = reference("household", index=False)
    person_id: Mapped[str | None] = reference("person")
    unit_id: Mapped[str | None] = reference("unit")
    visitor: Mapped[str | None] = mapped_column(String(60))
    way: Mapped[str | None] = mapped_column(String(20))
    purpose: Mapped[str | None] = mapped_column(String(20))
    met: Mapped[bool] = mapped_column(default=True)
    people_met: Mapped[int] = mapped_column(default=1)
    situation: Mapped[str | None] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    settled: Mapped[bool | None]
    satisfaction: Mapped[str | None] = mapped_column(String(20))
    matter_id: Mapped[str | None] = reference("matter")
    note: Mapped[str | None] = mapped_column(Text)


def _prepare_visit(session: Session, values: Values, before: Values | None) -> None:
    if not values.get("unit_id") and values.get("household_id"):
        values["unit_id"] = value_of(session, Household.unit_id, values["household_id"])
    if values.get("met") is False:
        values["people_met"] = 0


VISITS = RecordSpec(
    key="visits", table=Visit, one=N_("Visit"), many=N_("Visits"), sheet="走访",
    title=("visited_on", "household_id"), order=("-visited_on",), unit=("unit_id",), dated="visited_on",
    identity=("visited_on", "household_id", "visitor"), prepare=_prepare_visit,
    fields=(
        Field("visited_on", "Date", "走访日期", section=N_("Visit"), listed=True,
              synonyms=("走访时间", "日期", "入户时间", "入户日期", "时间")),
        Field("household_id", "Household", "住户", section=N_("Visit"), listed=True),
        Field("person_id", "Person visited", "走访对象", section=N_("Visit"), listed=True,
              synonyms=("被走访人", "走访户", "受访人", "居民姓名", "户主")),
        Field("visitor", "Visitor", "走访人", section=N_("Visit"), listed=True, searchable=True,
              synonyms=("走访人员", "网格员", "入户人员", "记录人", "走访干部", "走访党员")),
        Field("way", "Way", "走访方式", section=N_("Visit"), codes="visit_way"),
        Field("purpose", "Purpose", "走访事由", section=N_("Visit"), codes="visit_purpose", synonyms=("走访类别",)),
        Field("met", "Met", "是否见到", section=N_("Visit"), listed=True),
        Field("people_met", "People met", "见到人数", section=N_("Visit")),
        Field("situation", "Situation", "家庭情况", section=N_("What was said"), listed=True,
              synonyms=("家庭基本情况", "走访内容", "主要内容")),
        Field("request", "What is asked for", "反映问题", section=N_("What was said"),
              synonyms=("存在问题", "问题", "诉求", "意见建议", "群众诉求", "需求", "反映的问题和建议", "民情民意")),
        Field("action", "What was done", "处理措施", section=N_("What was said"),
              synonyms=("处理情况", "解决措施", "采取措施", "办理情况", "处理过程", "落实情况")),
        Field("result", "Result", "办理结果", section=N_("What was said"), synonyms=("处理结果", "结果", "结果反馈", "完成情况")),
        Field("settled", "Settled", "是否办结", section=N_("What was said"), synonyms=("是否解决", "办结情况")),
        Field("satisfaction", "Satisfaction", "满意度", section=N_("What was said"), codes="satisfaction",
              synonyms=("是否满意", "群众评价")),
        Field("matter_id", "Became the matter", "转为事项", section=N_("What was said")),
        Field("note", "Note", "备注", section=N_("What was said")),
        Field("unit_id", "Unit", "所属组织", section=N_("What was said"), computed=True),
    ),
)  # fmt: skip
