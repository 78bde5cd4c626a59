"""Visits: households visited, person-times and distinct people are three different counts; and due against done."""

from models.figures.cells import Block, Chapter, Line, Name, Way
from models.figures.counting import Measure, Share, Table, groups_of
from models.figures.duty import duty
from models.figures.scope import UNIT_HEAD, Scope
from models.periods import Quarter, Span
from models.visits import VISITS

_COUNTS = Name(
    "Visits count each call; person-times add up the people met; households and people are counted once each.",
    "户次为走访次数（含未遇）；人次为各次见到人数之和；户数、人数按不同户、不同走访对象计，同一户（人）只计一次，分项之和可大于合计。",
)


def visits(scope: Scope, quarter: Quarter) -> Chapter:
    """The chapter of visits."""
    table = visit_table(quarter)
    total = table.total(scope)
    lines = (*table.by_place(scope), total)
    blocks = (
        _block("way", Name("By way", "按走访方式"), Name("Way", "走访方式"), table, scope, total),
        _block("purpose", Name("By purpose", "按走访事由"), Name("Purpose", "走访事由"), table, scope, total),
        Block("units", Name("By unit", "按组织"), UNIT_HEAD, table.columns, lines, (_COUNTS,)),
        duty(scope, quarter),
    )
    return Chapter("visits", Name("Visits", "走访"), blocks)


def _block(field: str, name: Name, head: Name, table: Table, scope: Scope, total: Line) -> Block:
    lines = (*table.by_code(scope, groups_of(field, f"visit_{field}")), total)
    return Block(field, name, head, table.columns, lines, (_COUNTS,))


def visit_counts(span: Span) -> tuple[Measure, ...]:
    """The counts of visits in a span."""
    return (
        Measure("visits", Name("Visits", "户次"), "made", span),
        Measure("met", Name("Somebody met", "其中见到"), "met", span),
        Measure("not_met", Name("Nobody met", "其中未遇"), "not_met", span),
        Measure("person_times", Name("Person-times", "人次"), "made", span, Way.SUM, "people_met"),
        Measure("households", Name("Households", "不同户数"), "made", span, Way.DISTINCT, "household_id"),
        Measure("people", Name("People", "不同人数"), "made", span, Way.DISTINCT, "person_id"),
    )


def visit_table(quarter: Quarter) -> Table:
    """The counts of the quarter, with the visits of the same quarter last year and of the year so far."""
    compared = (
        Measure("last_year", Name("Visits, same quarter last year", "上年同期户次"), "made", quarter.last_year.span),
        Measure("year", Name("Visits, year to date", "本年累计户次"), "made", quarter.year_to_date),
        Measure("year_person_times", Name("Person-times, year to date", "本年累计人次"), "made", quarter.year_to_date,
                Way.SUM, "people_met"),
    )  # fmt: skip
    shares = (Share("met_share", Name("Met", "见到率"), "met", "visits"),)
    shown = ("visits", "met", "not_met", "met_share", "person_times", "households", "people", "last_year", "year",
             "year_person_times")  # fmt: skip
    return Table(VISITS, (*visit_counts(quarter.span), *compared), shares, shown)
