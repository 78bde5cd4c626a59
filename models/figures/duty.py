"""Due against done: for each visit rule, how often households in care were to be visited, and how often they were.

The quarter is divided into the rule's periods (`models.periods.periods_within`). A household is due in a period if it
was in the rule's care category on the period's first and last day by one and the same care record; it is done if
somebody was met there on at least one day of the period. Two people of a household in the category are one duty.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Select, and_, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from models.codes import code_table
from models.figures.cells import Block, Cell, Column, Line, Name, Rate, Way
from models.figures.counting import TOTAL, name_of
from models.figures.scope import Scope
from models.households import HOUSEHOLDS, Care
from models.periods import Quarter, Span, periods_within
from models.queries import Filter
from models.visits import Visit, VisitRule

_RULE = Name(
    "ISO weeks and fortnights belong to the quarter their Monday lies in; months, quarters, half years and years to "
    "the quarter they end in. A household is due in a period if it was in the category from its first day to its "
    "last, and done if somebody was met there at least once in it.",
    "每周、每两周按周一所在季度计，每月、每季度、每半年、每年按期末所在季度计；某户自一期首日至末日一直属于该关爱类别（截止当日起不再计入），"
    "该期应访一次；期内至少一次走访见到人，即为已访。同一户同一类别有多人的，每期计一次。",
)
_COLUMNS = (
    Column("category", Name("Households due", "应访户数")),
    Column("periods", Name("Periods", "本季期数")),
    Column("due", Name("Due", "应访户次")),
    Column("done", Name("Done", "已访户次")),
    Column("missed", Name("Missed", "漏访户次")),
    Column("share", Name("Done of due", "完成率")),
)


def duty(scope: Scope, quarter: Quarter) -> Block:
    """A line for each rule in use, and their total."""
    rules = rules_in_use(scope)
    counted = due_and_done(scope, quarter.span, rules)
    lines = [_line(scope, quarter.span, rule, counted.get(rule.id, (0, 0, 0))) for rule in rules]
    total = [sum(numbers) for numbers in zip(*counted.values(), strict=True)] or [0, 0, 0]
    lines.append(_total(scope, total))
    head = Name("Visit rule", "走访频次规则")
    return Block("duty", Name("Due against done", "按走访频次应访与已访"), head, _COLUMNS, tuple(lines), (_RULE,))


def rules_in_use(scope: Scope) -> list[VisitRule]:
    """The rules that are followed now."""
    statement = select(VisitRule).where(VisitRule.in_use).order_by(VisitRule.name, VisitRule.id)
    return list(scope.session.scalars(statement))


def cared_for(scope: Scope, value: int) -> Cell:
    """Household-periods over all rules; the records are the households that were ever in care."""
    return Cell(value, scope.query(HOUSEHOLDS).where("cares", "any", ()), Way.PERIODS)


def _line(scope: Scope, span: Span, rule: VisitRule, counted: tuple[int, int, int]) -> Line:
    households, due, done = counted
    (period,) = (code for code in code_table("visit_period").codes if code.code == rule.period)
    each = name_of(period)
    name = Name(f"{rule.name} ({each.english})", f"{rule.name}（{each.chinese}）")
    number = len(periods_within(span, rule.period))

    def cell(value: int, answer: str, way: Way = Way.PERIODS) -> Cell:
        asked = Due(rule.id, rule.category_id, rule.period, span, answer).filter
        query = scope.query(HOUSEHOLDS)
        return Cell(value, query.where(asked.field, asked.test, asked.value), way)

    d, v = cell(due, "due"), cell(done, "done")
    periods = Cell(number, scope.query(HOUSEHOLDS).where("id", "is", ""), Way.PERIODS)
    cells = (cell(households, "due", Way.COUNT), periods, d, v, cell(due - done, "missed"), Rate(v, d))
    return Line(rule.id, name, cells)


def _total(scope: Scope, numbers: list[int]) -> Line:
    _households, due, done = numbers
    d, v, missed = (cared_for(scope, value) for value in (due, done, due - done))
    return Line(TOTAL, Name("Total", "合计"), (None, None, d, v, missed, Rate(v, d)), total=True)


# In SQL


def _period_table(of: list[tuple[str, str, str]], span: Span) -> CTE:
    """Every period of every rule as rows: rule, category, first day, last day."""
    rows = [
        select(literal(rule).label("rule"), literal(category).label("category"),
               literal(each.start, Date).label("first"), literal(each.end, Date).label("last"))
        for rule, category, period in of for each in periods_within(span, period)
    ]  # fmt: skip
    return union_all(*rows).cte("periods")


def _duties(periods: CTE, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Each household due in each period, once, and whether it was visited."""
    first, last = periods.c["first"], periods.c["last"]
    in_care = and_(
        Care.category_id == periods.c.category,
        or_(Care.since.is_(None), Care.since <= first), or_(Care.until.is_(None), Care.until > last),
    )  # fmt: skip
    each = (
        select(periods.c.rule, Care.household_id.label("household"), first, last)
        .select_from(periods).join(Care, in_care).where(*conditions).distinct().subquery()
    )  # fmt: skip
    visit = aliased(Visit)
    met = exists().where(
        visit.household_id == each.c.household, visit.visited_on.between(each.c["first"], each.c["last"]), visit.met
    )
    return select(each.c.rule, each.c.household, case((met, 1), else_=0).label("done"))


def _homes(scope: Scope) -> list[ColumnElement[bool]]:
    """What to ask of a care record: that its household counts."""
    here = scope.source(HOUSEHOLDS)
    counts = scope.counts(here.unit)
    return [Care.household_id.in_(select(here.table.c.id).select_from(here.joined).where(*counts))] if counts else []


def due_and_done(scope: Scope, span: Span, rules: list[VisitRule]) -> dict[str, tuple[int, int, int]]:
    """By rule: different households due, household-periods due, household-periods done."""
    wanted = [(rule.id, rule.category_id, rule.period) for rule in rules if periods_within(span, rule.period)]
    if not wanted:
        return {}
    each = _duties(_period_table(wanted, span), *_homes(scope)).subquery()
    per_household = (
        select(each.c.rule, func.count().label("due"), func.sum(each.c.done).label("done"))
        .group_by(each.c.rule, each.c.household).subquery()
    )  # fmt: skip
    c = per_household.c
    statement = select(c.rule, func.count(), func.sum(c.due), func.sum(c.done)).group_by(c.rule)
    return {rule: (households, due, done) for rule, households, due, done in scope.session.execute(statement)}


@dataclass(frozen=True, slots=True)
class Due:
    """Households with a duty under one rule that was ("done"), was not ("missed"), or either ("due")."""

    rule: str
    category: str
    period: str
    span: Span
    answer: str

    def __clause_element__(self) -> ColumnElement[Any]:
        household = HOUSEHOLDS.sql.c.id
        if not periods_within(self.span, self.period):
            return literal("")
        each = _duties(_period_table([(self.rule, self.category, self.period)], self.span)).subquery()
        chosen = select(each.c.household)
        if self.answer != "due":
            chosen = chosen.where(each.c.done == int(self.answer == "done"))
        return case((household.in_(chosen), household))

    @property
    def filter(self) -> Filter:
        return Filter("id", "is", self)
