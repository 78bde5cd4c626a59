"""The key figures of the quarter beside those of the same quarter last year and of the year to date."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from models.fields import RecordSpec
from models.figures.care import care_table
from models.figures.cells import Block, Cell, Chapter, Column, Figure, Line, Name, Rate
from models.figures.counting import Measure, Table
from models.figures.duty import cared_for, due_and_done, rules_in_use
from models.figures.matters import matter_counts
from models.figures.mediation import mediation_counts, party_count
from models.figures.organisation import BUILDING_HEADS, GRID_STAFF, grids_in_force, stock
from models.figures.people import household_table, people_at_end
from models.figures.scope import Scope
from models.figures.visits import visit_counts
from models.households import HOUSEHOLDS
from models.matters import MATTERS
from models.mediation import MEDIATION_PARTIES, MEDIATIONS
from models.organisation import APPOINTMENTS, UNITS, Post
from models.periods import Quarter, Span
from models.queries import Filter
from models.visits import VISITS

Key = tuple[str, str, str]
STOCKS: tuple[Key, ...] = (
    ("units", "Units", "党组织（个）"),
    ("grids", "Grids", "网格（个）"),
    ("appointments", "Appointments", "在任岗位（人次）"),
    ("building_heads", "Building heads", "楼栋长（人）"),
    ("grid_staff", "Grid staff", "网格工作人员（人）"),
    ("together", "Building heads and grid staff", "楼栋长与网格工作人员合计（人）"),
    ("households", "Households", "在册户数（户）"),
    ("lived_in", "Lived in", "其中自住（户）"),
    ("let", "Let", "其中出租（户）"),
    ("empty", "Empty", "其中空置（户）"),
    ("contact", "Contact households", "党员中心户（户）"),
    ("people", "People", "在册人口（人）"),
    ("members", "Party members", "其中党员（人）"),
    ("volunteers", "Volunteers", "其中志愿者（人）"),
    ("care", "In care", "关爱对象（人、户）"),
    ("care_households", "Households in care", "关爱对象涉及户（户）"),
)
"""What stands at the quarter's end. The year to date has no figure of its own for these."""
FLOWS: tuple[Key, ...] = (
    ("visits", "Visits", "走访户次（次）"),
    ("person_times", "Person-times", "走访人次（人次）"),
    ("visited_households", "Households visited", "走访不同户数（户）"),
    ("coverage", "Coverage", "走访覆盖率（不同户数÷期末在册户数）"),
    ("visited_people", "People visited", "走访不同人数（人）"),
    ("not_met", "Nobody met", "走访未遇（次）"),
    ("due", "Visits due by rule", "按频次应访（户次）"),
    ("done", "Visits done by rule", "按频次已访（户次）"),
    ("duty", "Done of due", "走访完成率（已访÷应访）"),
    ("matters_opening", "Matters pending at the start", "事项期初在办（件）"),
    ("matters_received", "Matters received", "事项受理（件）"),
    ("matters_closed", "Matters closed", "事项办结（件）"),
    ("matters_withdrawn", "Matters withdrawn", "事项撤回（件）"),
    ("matters_pending", "Matters pending at the end", "事项期末在办（件）"),
    ("on_time", "Closed on time", "事项按时率（按时÷有时限办结）"),
    ("content", "Satisfied", "事项满意率（满意÷已评价办结）"),
    ("cases_opening", "Mediations in progress at the start", "调解期初在调（件）"),
    ("cases_accepted", "Mediations accepted", "调解受理（件）"),
    ("cases_ended", "Mediations ended", "调解结案（件）"),
    ("cases_settled", "Mediations settled", "调解成功（件）"),
    ("cases_pending", "Mediations in progress at the end", "调解期末在调（件）"),
    ("of_tried", "Success of settled and not", "调解成功率（成功÷成功与不成）"),
    ("of_ended", "Success of all ended", "调解成功占结案（成功÷结案）"),
    ("parties", "Parties", "调解涉及当事人（人）"),
    ("amount", "Amount (yuan)", "调解涉及金额（元）"),
)

Found = Mapping[str, Figure]


def overview(scope: Scope, quarter: Quarter) -> Chapter:
    """The cover's figures."""
    columns = (
        Column("quarter", Name("This quarter", "本季")),
        Column("last_year", Name("Same quarter last year", "上年同期")),
        Column("year", Name("Year to date", "本年累计")),
    )
    now, then = quarter.span, quarter.last_year.span
    standing = (_stocks(scope, now), _stocks(scope, then))
    flowing = (_flows(scope, now), _flows(scope, then), _flows(scope, quarter.year_to_date))
    lines = [_line(key, (*standing, {})) for key in STOCKS] + [_line(key, flowing) for key in FLOWS]
    block = Block("key", Name("Key figures", "主要数据"), Name("Figure", "指标"), columns, tuple(lines))
    return Chapter("overview", Name("Overview", "概况"), (block,))


def _line(key: Key, found: tuple[Found, ...]) -> Line:
    name, english, chinese = key
    return Line(name, Name(english, chinese), tuple(each.get(name) for each in found))


def _totals(scope: Scope, of: RecordSpec, measures: tuple[Measure, ...]) -> dict[str, Cell]:
    table = Table(of, measures)
    return table.counted(table.totals(scope), scope.query(of))


def _stocks(scope: Scope, span: Span) -> Found:
    closing = (stock(span)[-1],)
    posts = dict(scope.session.execute(select(Post.key, Post.id)).all())

    def held(key: str, wanted: tuple[str, ...]) -> Measure:
        ids = tuple(posts[post] for post in wanted if post in posts)
        return Measure(key, closing[0].name, "closing", span, also=(Filter("post_id", "in", ids),))

    groups = (("building_heads", BUILDING_HEADS), ("grid_staff", GRID_STAFF), ("together", BUILDING_HEADS + GRID_STAFF))
    staff = _totals(scope, APPOINTMENTS, (*closing, *(held(*group) for group in groups)))
    homes = _totals(scope, HOUSEHOLDS, household_table(span).measures)
    care = _totals(scope, care_table(span).spec, care_table(span).measures)
    return {
        "units": _totals(scope, UNITS, closing)["closing"],
        "grids": grids_in_force(scope, span),
        **staff, "appointments": staff["closing"],
        "households": homes["closing"], "contact": homes["contact"],
        **{state: homes[f"state_{state}"] for state in ("lived_in", "let", "empty")},
        **people_at_end(scope, span),
        "care": care["closing"], "care_households": care["households"],
    }  # fmt: skip


def _flows(scope: Scope, span: Span) -> Found:
    parts: tuple[Callable[[Scope, Span], Found], ...] = (_visits, _duty, _matters, _mediation)
    return {key: figure for part in parts for key, figure in part(scope, span).items()}


def _visits(scope: Scope, span: Span) -> Found:
    made = _totals(scope, VISITS, visit_counts(span))
    homes = _totals(scope, HOUSEHOLDS, (stock(span)[-1],))
    return {
        **made, "visited_households": made["households"], "visited_people": made["people"],
        "coverage": Rate(made["households"], homes["closing"]),
    }  # fmt: skip


def _duty(scope: Scope, span: Span) -> Found:
    counted = due_and_done(scope, span, rules_in_use(scope)).values()
    due = cared_for(scope, sum(number for _households, number, _done in counted))
    done = cared_for(scope, sum(number for _households, _due, number in counted))
    return {"due": due, "done": done, "duty": Rate(done, due)}


def _matters(scope: Scope, span: Span) -> Found:
    counted = _totals(scope, MATTERS, matter_counts(span))
    named = {f"matters_{key}": cell for key, cell in counted.items()}
    return {
        **named, "on_time": Rate(counted["on_time"], counted["closed_due"]),
        "content": Rate(counted["content"], counted["asked"]),
    }  # fmt: skip


def _mediation(scope: Scope, span: Span) -> Found:
    counted = _totals(scope, MEDIATIONS, mediation_counts(span))
    named = {f"cases_{key}": cell for key, cell in counted.items()}
    party = party_count("parties", Name("Parties", "当事人数"), span)
    return {
        **named, "amount": counted["amount"], "of_tried": Rate(counted["settled"], counted["tried"]),
        "of_ended": Rate(counted["settled"], counted["ended"]), **_totals(scope, MEDIATION_PARTIES, (party,)),
    }  # fmt: skip
