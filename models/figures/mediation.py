"""People's mediation: the columns of the quarterly statistics (domain reference, section 1.3) and the balance of cases."""

from models.codes import Code, code_table
from models.figures.cells import Block, Chapter, Line, Name, Way
from models.figures.counting import REST, Group, Groups, Measure, Share, Table, groups_of, name_of
from models.figures.scope import UNIT_HEAD, Scope
from models.mediation import MEDIATION_PARTIES, MEDIATIONS
from models.periods import Quarter, Span
from models.queries import Filter

_BALANCE = Name(
    "In progress at the start + accepted - ended = in progress at the end. Two success rates are given, each with its parts.",
    "季初在调＋本季受理－本季结案＝季末在调。受理按受理日期，结案按结案日期（未填的按受理日期）。"
    "成功率＝调解成功÷（调解成功＋调解不成）；成功占结案＝调解成功÷结案总数（含撤回、拒绝、移送），均不含在调案件。"
    "当事人数按本季受理案件的申请人、被申请人计，不含参加人；金额为本季调解成功案件的涉及金额。",
)


def mediation_counts(span: Span) -> tuple[Measure, ...]:
    """The balance of cases in a span, and what became of those that ended."""
    return (
        Measure("opening", Name("In progress at the start", "季初在调"), "opening", span),
        Measure("accepted", Name("Accepted", "本季受理"), "came", span),
        Measure("hard", Name("Hard ones accepted", "其中疑难复杂"), "hard", span),
        Measure("ended", Name("Ended", "本季结案"), "went", span),
        Measure("settled", Name("Settled", "调解成功"), "settled", span),
        Measure("written", Name("Written agreement", "书面协议"), "written", span),
        Measure("oral", Name("Oral agreement", "口头协议"), "oral", span),
        Measure("failed", Name("Not settled", "调解不成"), "failed", span),
        Measure("otherwise", Name("Ended otherwise", "其他结案"), "otherwise", span),
        Measure("tried", Name("Settled or not", "成功与不成"), "tried", span),
        Measure("pending", Name("In progress at the end", "季末在调"), "closing", span),
        Measure("amount", Name("Amount (yuan)", "涉及金额（元）"), "settled", span, Way.SUM, "amount", money=True),
    )


def mediation_table(quarter: Quarter) -> Table:
    """What is counted of mediation cases, for any division of them."""
    year = quarter.year_to_date
    measures = (
        *mediation_counts(quarter.span),
        Measure("last_accepted", Name("Accepted, last year", "上年同期受理"), "came", quarter.last_year.span),
        Measure("year_accepted", Name("Accepted, year to date", "本年累计受理"), "came", year),
        Measure("year_ended", Name("Ended, year to date", "本年累计结案"), "went", year),
        Measure("year_settled", Name("Settled, year to date", "本年累计成功"), "settled", year),
    )
    shares = (
        Share("of_tried", Name("Success (of settled and not)", "成功率"), "settled", "tried"),
        Share("of_ended", Name("Success (of all ended)", "成功占结案"), "settled", "ended"),
    )
    shown = ("opening", "accepted", "hard", "ended", "settled", "written", "oral", "failed", "otherwise", "pending",
             "of_tried", "of_ended", "amount", "last_accepted", "year_accepted", "year_ended", "year_settled")  # fmt: skip
    return Table(MEDIATIONS, measures, shares, shown)


def types_of_year(year: int) -> Groups:
    """The dispute types that a report of a year prints; a case of an older type counts as what the type became."""
    codes = {code.code: code for code in code_table("dispute_type").codes}
    printed = [code for code in codes.values() if _in_year(code, year) and code.code != "other"]
    members: dict[str, list[str | int]] = {code.code: [code.code] for code in printed}
    for code in codes.values():
        if not _in_year(code, year):
            members.get(str(code.extra.get("maps_to", "")), []).append(code.code)
    groups = [Group(code.code, name_of(code), tuple(members[code.code])) for code in printed]
    return Groups("dispute_type", (*groups, Group(REST, Name("Other", codes["other"].zh))))


def _in_year(code: Code, year: int) -> bool:
    return int(code.extra.get("since", 0)) <= year <= int(code.extra.get("until", 9999))


def sources() -> Groups:
    """The sources, with the bodies that refer cases below "referred" and its sum above them."""
    codes = code_table("mediation_source").codes
    groups = []
    for code in codes:
        below = tuple(c.code for c in codes if c.extra.get("parent") == code.code)
        name = name_of(code)
        if below:
            name = Name(f"{name.english}, body not given", f"{name.chinese}（未注明部门）")
        groups.append(Group(code.code, name, (code.code,), 1 if below or code.extra.get("parent") else 0))
    return Groups("source", (*groups, Group(REST, Name("Not given", "未填"))))


def mediation(scope: Scope, quarter: Quarter) -> Chapter:
    """The chapter of people's mediation."""
    table = mediation_table(quarter)
    total = table.total(scope)
    types = types_of_year(quarter.year)
    by_type = (*table.by_code(scope, types), total)
    by_source = _with_referred(table, scope, table.by_code(scope, sources()))
    outcomes = _outcomes(scope, quarter)
    blocks = (
        Block("type", Name("By type", "按纠纷类型"), Name("Type", "纠纷类型"), table.columns, by_type, (_BALANCE,)),
        Block("source", Name("By source", "按案件来源"), Name("Source", "案件来源"), table.columns, (*by_source, total),
              (_BALANCE,)),
        outcomes,
        _performance(scope, quarter, "performance", Name("Performance of agreements", "协议履行情况")),
        _performance(scope, quarter, "confirmation", Name("Judicial confirmation", "司法确认")),
        _parties(scope, quarter),
        Block("units", Name("By unit", "按组织"), UNIT_HEAD, table.columns, (*table.by_place(scope), total), (_BALANCE,)),
    )  # fmt: skip
    return Chapter("mediation", Name("Mediation", "人民调解"), blocks)


def _with_referred(table: Table, scope: Scope, lines: list[Line]) -> list[Line]:
    """The lines with "referred" as the sum of those below it."""
    codes = [c for c in code_table("mediation_source").codes if c.code == "referred" or c.extra.get("parent")]
    group = Group("referred_all", name_of(codes[0]), tuple(code.code for code in codes))
    (above, *_rest) = table.by_code(scope, Groups("source", (group,)))
    first = next(place for place, line in enumerate(lines) if line.depth)
    return [*lines[:first], above, *lines[first:]]


def _compared(quarter: Quarter, state: str, name: Name) -> tuple[Measure, ...]:
    return (
        Measure("quarter", name, state, quarter.span),
        Measure("last_year", Name("Same quarter last year", "上年同期"), state, quarter.last_year.span),
        Measure("year", Name("Year to date", "本年累计"), state, quarter.year_to_date),
    )


def _outcomes(scope: Scope, quarter: Quarter) -> Block:
    """Cases ended, by outcome: those in progress have none yet and stand in no line."""
    table = Table(MEDIATIONS, _compared(quarter, "went", Name("Ended", "本季结案")))
    groups = groups_of("outcome", "mediation_outcome")
    ended = Groups("outcome", tuple(g for g in groups.groups if g.key not in ("pending", REST)))
    rest = Group(REST, Name("Not given", "未填"))
    lines = (*table.by_code(scope, Groups("outcome", (*ended.groups, rest))), table.total(scope))
    return Block("outcome", Name("Outcomes", "调解结果"), Name("Outcome", "调解结果"), table.columns, lines)


def _performance(scope: Scope, quarter: Quarter, field: str, name: Name) -> Block:
    """Cases settled, by one of the fields that say what became of the agreement."""
    table = Table(MEDIATIONS, _compared(quarter, "settled", Name("Settled", "本季调解成功")))
    lines = (*table.by_code(scope, groups_of(field, field)), table.total(scope))
    return Block(field, name, name, table.columns, lines)


PARTY = Filter("side", "not", "participant")
"""Those who only take part are no parties."""


def party_count(key: str, name: Name, span: Span) -> Measure:
    """Applicants and respondents of the cases accepted in a span."""
    return Measure(key, name, "came", span, also=(PARTY,))


def party_table(quarter: Quarter) -> Table:
    """The parties of cases accepted, by side."""
    sides = groups_of("side", "party_side")
    by_side = (
        Measure(g.key, g.name, "came", quarter.span, also=(*sides.filters(g), PARTY))
        for g in sides.groups if g.key != "participant"
    )  # fmt: skip
    return Table(MEDIATION_PARTIES, (
        party_count("parties", Name("Parties", "当事人数"), quarter.span), *by_side,
        party_count("last_year", Name("Same quarter last year", "上年同期"), quarter.last_year.span),
        party_count("year", Name("Year to date", "本年累计"), quarter.year_to_date),
    ))  # fmt: skip


def _parties(scope: Scope, quarter: Quarter) -> Block:
    """The parties of the cases accepted in the quarter, by the case's type."""
    table = party_table(quarter)
    types = types_of_year(quarter.year)
    lines = (*table.by_code(scope, Groups(f"case_id.{types.path}", types.groups)), table.total(scope))
    name = Name("Parties of cases accepted", "受理案件当事人")
    return Block("parties", name, Name("Type", "纠纷类型"), table.columns, lines)
