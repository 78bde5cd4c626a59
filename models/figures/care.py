"""Those in care by category: stock and change, the households concerned, and how their dwellings are used."""

from dataclasses import replace

from sqlalchemy import select

from models.figures.cells import Block, Name, Way
from models.figures.counting import Group, Groups, Measure, Table, groups_of
from models.figures.organisation import stock
from models.figures.scope import Scope
from models.households import CARES, CareCategory
from models.periods import Span

_DISTINCT = Name(
    "One household may be in several categories: the total counts it once.",
    "一户可同时属于多个类别；“涉及户数”的合计按不同户计，不等于各类之和。",
)


def care_table(span: Span) -> Table:
    """Care records (a person or a household in a category) and the households they concern."""
    opening, came, went, closing = stock(span, Name("Begun", "本季新增"), Name("Ended", "本季退出"))
    states = groups_of("household_id.state", "dwelling_state")
    by_state = (Measure(f"state_{g.key}", g.name, "closing", span, also=states.filters(g)) for g in states.groups)
    households = replace(closing, key="households", name=Name("Households", "涉及户数"), way=Way.DISTINCT,
                         field="household_id")  # fmt: skip
    return Table(CARES, (replace(closing, name=Name("In care at the end", "季末对象")), households, opening, came, went,
                         *by_state))  # fmt: skip


def category_groups(scope: Scope) -> Groups:
    """A line for each category of the register, in its order."""
    found = scope.session.execute(
        select(CareCategory.id, CareCategory.key, CareCategory.name).order_by(CareCategory.rank, CareCategory.key)
    )
    return Groups("category_id", tuple(Group(key, Name(name, name), (id_,)) for id_, key, name in found))


def care(scope: Scope, span: Span) -> tuple[Block, ...]:
    """Care by category."""
    table = care_table(span)
    lines = (*table.by_code(scope, category_groups(scope)), table.total(scope))
    name = Name("Care by category", "关爱对象（按类别）")
    return (Block("care", name, Name("Category", "关爱类别"), table.columns, lines, (_DISTINCT,)),)
