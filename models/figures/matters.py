"""Matters: opening + received - closed - withdrawn = pending, by category, lane, level, source and unit."""

from models.figures.cells import Block, Chapter, Name
from models.figures.counting import Groups, Measure, Share, Table, groups_of
from models.figures.organisation import level_groups
from models.figures.scope import UNIT_HEAD, Scope
from models.matters import MATTERS
from models.organisation import LevelScheme
from models.periods import Quarter, Span

_BALANCE = Name(
    "Pending at the start + received - closed - withdrawn = pending at the end. On time: closed by the day due, of those closed that had one.",
    "季初在办＋本季受理－本季办结－本季撤回＝季末在办。受理按受理日期，办结、撤回按办结日期（未填的按受理日期）。"
    "按时率＝按时办结÷有时限的办结；满意率＝（非常满意＋满意）÷已评价的办结，均不含在办和撤回。",
)


def matter_counts(span: Span) -> tuple[Measure, ...]:
    """The balance of matters in a span, and what is known of those closed."""
    return (
        Measure("opening", Name("Pending at the start", "季初在办"), "opening", span),
        Measure("received", Name("Received", "本季受理"), "came", span),
        Measure("closed", Name("Closed", "本季办结"), "closed", span),
        Measure("withdrawn", Name("Withdrawn", "本季撤回"), "withdrawn", span),
        Measure("pending", Name("Pending at the end", "季末在办"), "closing", span),
        Measure("closed_due", Name("Closed, with a day due", "有时限办结"), "closed_due", span),
        Measure("on_time", Name("Closed on time", "按时办结"), "on_time", span),
        Measure("asked", Name("Asked", "已评价"), "asked", span),
        Measure("content", Name("Satisfied", "满意"), "content", span),
    )


def matter_table(quarter: Quarter) -> Table:
    """What is counted of matters, for any division of them."""
    year = quarter.year_to_date
    measures = (
        *matter_counts(quarter.span),
        Measure("last_received", Name("Received, last year", "上年同期受理"), "came", quarter.last_year.span),
        Measure("last_closed", Name("Closed, last year", "上年同期办结"), "closed", quarter.last_year.span),
        Measure("year_received", Name("Received, year to date", "本年累计受理"), "came", year),
        Measure("year_closed", Name("Closed, year to date", "本年累计办结"), "closed", year),
        Measure("year_withdrawn", Name("Withdrawn, year to date", "本年累计撤回"), "withdrawn", year),
    )
    shares = (
        Share("on_time_share", Name("On time", "按时率"), "on_time", "closed_due"),
        Share("content_share", Name("Satisfaction", "满意率"), "content", "asked"),
    )
    shown = ("opening", "received", "closed", "withdrawn", "pending", "on_time_share", "content_share",
             "last_received", "last_closed", "year_received", "year_closed", "year_withdrawn")  # fmt: skip
    return Table(MATTERS, measures, shares, shown)


def matters(scope: Scope, quarter: Quarter, scheme: LevelScheme) -> Chapter:
    """The chapter of matters."""
    table = matter_table(quarter)
    total = table.total(scope)

    def block(key: str, name: Name, head: Name, groups: Groups) -> Block:
        return Block(key, name, head, table.columns, (*table.by_code(scope, groups), total), (_BALANCE,))

    blocks = (
        block("category", Name("By category", "按类别"), Name("Category", "事项类别"),
              groups_of("category", "matter_category")),
        block("lane", Name("By lane", "按办理方式"), Name("Lane", "办理方式"), groups_of("lane", "lane")),
        block("level", Name("By level", "按办理层级"), Name("Level", "办理层级"), level_groups("level", scheme)),
        block("source", Name("By source", "按来源"), Name("Source", "事项来源"), groups_of("source", "matter_source")),
        _satisfaction(scope, quarter),
        Block("units", Name("By unit", "按组织"), UNIT_HEAD, table.columns, (*table.by_place(scope), total), (_BALANCE,)),
    )  # fmt: skip
    return Chapter("matters", Name("Matters", "事项"), blocks)


def _satisfaction(scope: Scope, quarter: Quarter) -> Block:
    """What those who asked said of the matters closed."""
    table = Table(MATTERS, (
        Measure("closed", Name("Closed", "本季办结"), "closed", quarter.span),
        Measure("last_closed", Name("Closed, last year", "上年同期办结"), "closed", quarter.last_year.span),
        Measure("year_closed", Name("Closed, year to date", "本年累计办结"), "closed", quarter.year_to_date),
    ))  # fmt: skip
    lines = (*table.by_code(scope, groups_of("satisfaction", "satisfaction")), table.total(scope))
    head = Name("Satisfaction", "满意度")
    return Block("satisfaction", Name("Satisfaction with matters closed", "办结事项满意度"), head, table.columns, lines)
