"""Organisation and appointments: units by level, grids, posts filled and vacant, and those who serve."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, distinct, func, select

from models.fields import RecordSpec
from models.figures.cells import Block, Cell, Chapter, Column, Line, Name
from models.figures.counting import TOTAL, Group, Groups, Measure, Table
from models.figures.places import Inside, inside, source
from models.figures.scope import Scope
from models.figures.standing import Standing, standing
from models.organisation import (
    APPOINTMENTS,
    GRIDS,
    LOWEST_LEVEL,
    UNIT_GRIDS,
    UNITS,
    Appointment,
    LevelScheme,
    Post,
    Unit,
)
from models.periods import Span
from models.queries import Filter, Query, count

OPENING = Name("At the start", "季初")
CLOSING = Name("At the end", "季末")
CAME = Name("Added", "本季增加")
WENT = Name("Ended", "本季减少")
BUILDING_HEADS = ("building_head",)
GRID_STAFF = ("grid_head", "grid_member", "grid_assistant")


def stock(span: Span, came: Name = CAME, went: Name = WENT) -> tuple[Measure, ...]:
    """In force at the start, added, ended, in force at the end: the first two less the third are the fourth."""
    return (
        Measure("opening", OPENING, "opening", span),
        Measure("came", came, "came", span),
        Measure("went", went, "went", span),
        Measure("closing", CLOSING, "closing", span),
    )


def level_groups(path: str, scheme: LevelScheme) -> Groups:
    """A line for each level under its name in this register."""
    names = [getattr(scheme, f"level{level}") for level in range(1, LOWEST_LEVEL + 1)]
    return Groups(path, tuple(Group(str(n), Name(name, name), (n,)) for n, name in enumerate(names, 1)))


def organisation(scope: Scope, span: Span, scheme: LevelScheme) -> Chapter:
    """The chapter of units, grids and posts."""
    blocks = (
        _units(scope, span, scheme),
        _grids(scope, span, scheme),
        _posts(scope, span, scheme),
        _staff(scope, span),
    )
    return Chapter("organisation", Name("Organisation and posts", "组织与任职"), blocks)


def _units(scope: Scope, span: Span, scheme: LevelScheme) -> Block:
    table = Table(UNITS, stock(span))
    lines = (*table.by_code(scope, level_groups("level", scheme)), table.total(scope))
    return Block("units", Name("Units by level", "组织设置"), Name("Level", "层级"), table.columns, lines)


def _grids(scope: Scope, span: Span, scheme: LevelScheme) -> Block:
    """Grids, and how many of them the units of each level stand on: 41 branches may stand on 260 grids."""
    columns = (
        Column("units", Name("Units on grids", "依托网格的组织数")),
        Column("grids", Name("Grids", "网格数")),
    )
    lines = []
    for level in range(1, LOWEST_LEVEL + 1):
        tied = Filter("unit_grids", "any", (_holding(UNIT_GRIDS, span), *_within(scope, span, level)))
        units = _in_force(scope.query(UNITS), span).where("level", "is", level)
        queries = (replace(q, filters=(*q.filters, tied)) for q in (units, _in_force(Query(GRIDS), span)))
        cells = tuple(Cell(count(scope.session, query), query) for query in queries)
        if level < LOWEST_LEVEL - 1 and not any(cell.value for cell in cells):
            continue  # grids are tied to units of the third and fourth level; others are shown where there are any
        name = getattr(scheme, f"level{level}")
        lines.append(Line(str(level), Name(name, name), cells))
    lines.append(Line(TOTAL, Name("Grids in all", "网格总数"), (None, grids_in_force(scope, span)), total=True))
    return Block("grids", Name("Grids", "网格"), Name("Units of level", "组织层级"), columns, tuple(lines))


def grids_in_force(scope: Scope, span: Span) -> Cell:
    """Grids at a span's end; of one unit those that belong to it or below, and those that such a unit stands on."""
    query = _in_force(Query(GRIDS), span)
    if scope.within:
        query = replace(query, filters=(*query.filters, _Serving(scope.within, span, scope.day).filter))
    return Cell(count(scope.session, query), query)


@dataclass(frozen=True, slots=True)
class _Serving:
    """A grid that serves a unit's subtree (of a day's tree, None: today's), as a query filter's value."""

    unit_id: str
    span: Span
    day: date | None

    def __clause_element__(self) -> ColumnElement[Any]:
        grids, ties, day = source(GRIDS, self.day), UNIT_GRIDS.sql.alias(), self.day
        tied = select(ties.c.grid_id).where(
            standing("unit_grids", "closing", ties.c, self.span), inside(ties.c.unit_id, self.unit_id, False, day)
        )
        grid = GRIDS.sql.c.id
        return case((inside(grids.unit, self.unit_id, False, day) | grid.in_(tied), grid))

    @property
    def filter(self) -> Filter:
        return Filter("id", "is", self)


def _within(scope: Scope, span: Span, level: int) -> tuple[Filter, ...]:
    """Ties of units of a level, those that count."""
    inside_scope = (Inside("unit_grids", scope.within, False, span.end).filter,) if scope.within else ()
    return (Filter("unit_id.level", "is", level), *inside_scope)


def _holding(of: RecordSpec, span: Span) -> Filter:
    return Standing(of.key, "closing", span).filter


def _in_force(query: Query, span: Span) -> Query:
    return query.where("id", "is", Standing(query.spec.key, "closing", span))


# Posts


def _posts(scope: Scope, span: Span, scheme: LevelScheme) -> Block:
    """Who holds which post, by the unit's level; a post that belongs to a level is vacant at its units without one."""
    levels = range(1, LOWEST_LEVEL + 1)
    columns = (
        *(Column(str(n), Name(getattr(scheme, f"level{n}"), getattr(scheme, f"level{n}"))) for n in levels),
        Column("closing", Name("In post at the end", "季末在任")),
        Column("members", Name("Party members", "其中党员")),
        Column("opening", Name("In post at the start", "季初在任")),
        Column("came", Name("Taken up", "本季新任")),
        Column("went", Name("Laid down", "本季离任")),
        Column("wanted", Name("Units with this post", "应设组织")),
        Column("filled", Name("Filled", "已配组织")),
        Column("vacant", Name("Vacant", "空缺组织")),
    )
    held = _held(scope, span)
    wanted, filled = _wanted(scope, span), _filled(scope, span)
    lines = []
    for post in scope.session.scalars(select(Post).order_by(Post.rank, Post.key)):
        query = scope.query(APPOINTMENTS).where("post_id", "is", post.id)
        cells = _held_cells(held.get(post.id, {}), query, span)
        seats = _seats(scope, span, post, wanted.get(post.level or 0, 0), filled.get(post.id, 0))
        lines.append(Line(post.key, Name(post.name, post.name), (*cells, *seats)))
    total: dict[str, int] = {}
    for counted in held.values():
        for key, number in counted.items():
            total[key] = total.get(key, 0) + number
    cells = _held_cells(total, scope.query(APPOINTMENTS), span)
    lines.append(Line(TOTAL, Name("Total", "合计"), (*cells, None, None, None), total=True))
    return Block("posts", Name("Posts", "岗位任职"), Name("Post", "岗位"), columns, tuple(lines), (_VACANT,))


_VACANT = Name(
    "A post that belongs to a level is wanted at every unit of that level, and filled where somebody holds it.",
    "“应设组织”为季末该岗位所属层级的全部组织；其中至少一人在任的为“已配”，其余为“空缺”。未限定层级的岗位不统计空缺。",
)


def _held(scope: Scope, span: Span) -> dict[str, dict[str, int]]:
    """Appointments by post: by level at the end, and the stock with what came and went."""

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    c = APPOINTMENTS.sql.c
    closing = standing("appointments", "closing", c, span)
    levels = {str(n): total(closing & (Unit.level == n)) for n in range(1, LOWEST_LEVEL + 1)}
    moves = {key: total(standing("appointments", key, c, span)) for key in ("closing", "opening", "came", "went")}
    sums = {**levels, **moves, "members": total(closing & c.party_member)}
    statement = select(c.post_id, *sums.values()).join(Unit, Unit.id == c.unit_id).where(*scope.counts(c.unit_id))
    found = scope.session.execute(statement.group_by(c.post_id))
    return {post: dict(zip(sums, numbers, strict=True)) for post, *numbers in found}


def _held_cells(counted: dict[str, int], query: Query, span: Span) -> tuple[Cell, ...]:
    def standing_so(state: str) -> Query:
        return query.where("id", "is", Standing("appointments", state, span))

    closing = standing_so("closing")
    levels = [Cell(counted.get(str(n), 0), closing.where("unit_id.level", "is", n)) for n in range(1, LOWEST_LEVEL + 1)]
    members = Cell(counted.get("members", 0), closing.where("party_member", "is", True))
    moves = [Cell(counted.get(key, 0), standing_so(key)) for key in ("opening", "came", "went")]
    return (*levels, Cell(counted.get("closing", 0), closing), members, *moves)


def _wanted(scope: Scope, span: Span) -> dict[int, int]:
    """Units in force at the end, by level."""
    c = UNITS.sql.c
    statement = select(c.level, func.count()).where(standing("units", "closing", c, span), *scope.counts(c.id))
    return dict(scope.session.execute(statement.group_by(c.level)).all())


def _filled(scope: Scope, span: Span) -> dict[str, int]:
    """By post: units in force of the post's level at which somebody holds it at the end."""
    statement = (
        select(Appointment.post_id, func.count(distinct(Unit.id)))
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, (Unit.id == Appointment.unit_id) & (Unit.level == Post.level))
        .where(
            standing("appointments", "closing", APPOINTMENTS.sql.c, span),
            standing("units", "closing", UNITS.sql.c, span), *scope.counts(UNITS.sql.c.id),
        )
        .group_by(Appointment.post_id)
    )  # fmt: skip
    return dict(scope.session.execute(statement).all())


def _seats(scope: Scope, span: Span, post: Post, wanted: int, filled: int) -> tuple[Cell | None, ...]:
    if post.level is None:
        return None, None, None
    units = _in_force(scope.query(UNITS), span).where("level", "is", post.level)
    holder = (_holding(APPOINTMENTS, span), Filter("post_id", "is", post.id))
    return (
        Cell(wanted, units),
        Cell(filled, units.where("appointments", "any", holder)),
        Cell(wanted - filled, units.where("appointments", "none", holder)),
    )


# Those who serve


def _staff(scope: Scope, span: Span) -> Block:
    """Building heads and grid staff, each and together."""
    groups = (
        ("building_heads", Name("Building heads", "楼栋长"), BUILDING_HEADS),
        ("grid_staff", Name("Grid staff", "网格工作人员（网格长、网格员、网格助理员）"), GRID_STAFF),
        ("together", Name("Building heads and grid staff", "楼栋长与网格工作人员合计"), BUILDING_HEADS + GRID_STAFF),
    )
    table = Table(APPOINTMENTS, stock(span))
    ids = dict(scope.session.execute(select(Post.key, Post.id)).all())
    lines = []
    for key, name, posts in groups:
        group = Group(key, name, tuple(ids[post] for post in posts if post in ids))
        (line, *_rest) = table.by_code(scope, Groups("post_id", (group,)))
        lines.append(line)
    return Block("staff", Name("Those who serve", "骨干力量"), Name("Who", "类别"), table.columns, tuple(lines))
