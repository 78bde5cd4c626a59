"""Which boards there are of each kind, and what each says: one function a kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from exports.boards.content import SUPPRESS_BELOW, Board, ChartNode, Figure, Officer
from exports.boards.gathering import (
    Cards,
    Gathered,
    Held,
    Organisation,
    foot,
    heading,
    issuer,
    lines,
    served_area,
    standard_texts,
    wanted_grids,
    wanted_units,
)
from models.days import months_later
from models.organisation import LOWEST_LEVEL, Grid, Unit
from models.public_notices import PublicNotice
from models.served import settled_matters, visits_made

_QUARTERS = "一二三四"
Gather = Callable[[Session, Organisation, str], Iterator[Gathered]]


def grids(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One board a grid: who leads it, the building heads and grid members, duties and how to get help."""
    for grid in wanted_grids(session, organisation, unit_id):
        yield _grid(organisation, grid)


def _grid(organisation: Organisation, grid: Grid) -> Gathered:
    texts, cards = standard_texts()["grid"], Cards(organisation)
    home = organisation.home(grid)
    standing = organisation.units_on[grid.id]
    crew = [Held(one) for one in organisation.on_grid(grid.id) if organisation.units[one.unit_id].level < LOWEST_LEVEL]
    for unit in standing:
        place = _short(unit.area_name or unit.name) if unit.level == LOWEST_LEVEL else ""
        crew += [Held(one, place) for one in organisation.at(unit.id) if one.grid_id in (None, grid.id)]
    branches = {organisation.parent(unit) for unit in standing if unit.level == LOWEST_LEVEL} - {
        unit.id for unit in standing
    }
    crew += [
        Held(one) for branch in sorted(filter(None, branches)) for one in organisation.at(branch) if not one.grid_id
    ]
    crew = list({held.appointment.id: held for held in crew}.values())
    leader = next(iter(cards.pick(crew, texts["lead"])), None)
    area = served_area(
        [unit.area_name or unit.name for unit in standing if unit.level == LOWEST_LEVEL],
        organisation.households_on.get(grid.id, 0), grid.area,
    )  # fmt: skip
    board = Board(
        kind="grid", title=f"{grid.name}服务公示牌", overline=heading(organisation, home),
        lead=(cards.person(crew, leader, area=area, pledge=texts["pledge"]),) if leader else (),
        officers_title=texts["officers_title"], officers=_others(cards, crew, leader, texts["people"]),
        area="" if leader else area, duties=_duties(organisation, leader, texts["duties"]),
        steps=tuple(standard_texts()["help"]["steps"]), **foot(organisation, home),
    )  # fmt: skip
    board = replace(board, number=f"{grid.code}-{organisation.on.year}")
    return Gathered(board, home.id if home else None, grid.id, tuple(cards.items))


def _others(cards: Cards, crew: list[Held], leader: Held | None, keys: list[str]) -> tuple[Officer, ...]:
    """Everybody else of these posts, without the pledges that only the leader's card has room for."""
    rest = [
        h for h in cards.pick(crew, keys) if leader is None or h.appointment.shown_name != leader.appointment.shown_name
    ]
    return tuple(replace(card, pledge="", duties="") for card in cards.people(rest))


def _short(place: str) -> str:
    """The building's own part of its name: 清波里3号楼 -> 3号楼 (the estate stands in the board's area)."""
    digits = next((at for at, ch in enumerate(place) if ch.isdigit()), 0)
    return place[digits:]


def _duties(organisation: Organisation, leader: Held | None, standard: list[str]) -> tuple[str, ...]:
    """The leader's own duties, or the unit's, or the usual ones."""
    if leader is None:
        return tuple(standard)
    unit = organisation.units.get(leader.appointment.unit_id)
    return lines(leader.appointment.duties) or lines(unit.duties if unit else None) or tuple(standard)


def buildings(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One board a building: its head and stewards, who stands above them, duties and how to get help."""
    for unit in wanted_units(session, organisation, unit_id, organisation.level_of("楼栋", LOWEST_LEVEL)):
        yield _building(organisation, unit)


def _building(organisation: Organisation, unit: Unit) -> Gathered:
    texts, cards = standard_texts()["building"], Cards(organisation)
    place = unit.area_name or unit.name
    own = organisation.at(unit.id)
    grids_here = {grid for grid, units in organisation.units_on.items() if unit in units}
    above = organisation.at(organisation.parent(unit) or "")
    crew = [Held(one) for one in own] + [Held(one) for one in above if one.grid_id is None or one.grid_id in grids_here]
    leader = next(iter(cards.pick([Held(one) for one in own], texts["lead"])), None)
    area = served_area([place], organisation.households.get(unit.id, 0), unit.service_area)
    board = Board(
        kind="building", title=f"{place}服务公示牌", overline=heading(organisation, unit),
        lead=(cards.person(crew, leader, area=area, pledge=texts["pledge"]),) if leader else (),
        officers_title=texts["officers_title"], officers=_others(cards, crew, leader, texts["people"]),
        introduction=unit.introduction or "", area="" if leader else area,
        duties=_duties(organisation, leader, texts["duties"]),
        steps=tuple(standard_texts()["help"]["steps"]), **foot(organisation, unit),
    )  # fmt: skip
    return Gathered(board, unit.id, None, tuple(cards.items))


def services(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One board a branch: its areas and who serves each, and the service items."""
    for unit in wanted_units(session, organisation, unit_id, 3):
        cards = Cards(organisation)
        rows = []
        for below in (u for u in organisation.units.values() if organisation.parent(u) == unit.id):
            crew = [Held(one) for one in organisation.at(below.id)]
            first = cards.pick(crew, standard_texts()["building"]["lead"])[:1]
            person = next(iter(cards.people(first)), None)
            rows.append((below.area_name or below.name, person.name if person else "", person.phone if person else ""))
        area = served_area([unit.area_name or unit.name], organisation.households.get(unit.id, 0), unit.service_area)
        people = cards.people([Held(one) for one in organisation.at(unit.id)])
        board = Board(
            kind="service", title=f"{unit.area_name or unit.name}服务公示牌", overline=heading(organisation, unit),
            officers=tuple(replace(card, pledge="", duties="") for card in people), area=area, buildings=tuple(rows),
            introduction=unit.introduction or "", items=tuple((i[0], i[1]) for i in standard_texts()["service"]["items"]),
            steps=tuple(standard_texts()["help"]["steps"]), **foot(organisation, unit),
        )  # fmt: skip
        yield Gathered(board, unit.id, None, tuple(cards.items))


def rosters(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One list a community: every post that is filled, with name and phone. Vacant posts are not printed."""
    for unit in wanted_units(session, organisation, unit_id, 2):
        cards = Cards(organisation)
        inside = [u for u in organisation.units.values() if unit in organisation.above(u) and u.level <= 3]
        crew = [Held(one, "" if u is unit else u.area_name or u.name) for u in inside for one in organisation.at(u.id)]
        board = Board(
            kind="roster", title=f"{unit.area_name or unit.name}岗位一览", overline=heading(organisation, unit),
            officers=tuple(replace(card, pledge="", duties="") for card in cards.people(crew)),
            **foot(organisation, unit),
        )  # fmt: skip
        if crew:
            yield Gathered(board, unit.id, None, tuple(cards.items))


def charts(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """The organisation below one unit (the whole register if none is named) as a chart."""
    inside = [u for u in organisation.units.values() if not unit_id or unit_id in {a.id for a in organisation.above(u)}]
    if not inside:
        return
    top = min(inside, key=lambda unit: unit.level)
    nodes = []
    for unit in inside:
        head = next((one for one in organisation.at(unit.id) if organisation.posts[one.post_id].head), None)
        title = f"{organisation.posts[head.post_id].name} {head.shown_name}" if head else ""
        count = organisation.households.get(unit.id, 0)
        parent = organisation.parent(unit) if unit is not top else ""
        nodes.append(ChartNode(unit.id, parent or "", unit.name, title, f"{count:,} 户" if count else ""))
    board = Board(
        kind="chart", title=f"{top.area_name or top.name}组织架构图", overline=heading(organisation, top),
        nodes=tuple(nodes), **foot(organisation, top),
    )  # fmt: skip
    yield Gathered(board, top.id, None, ())


def contacts(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One plate a member contact household: who it is and what it looks after; no door is on it."""
    levels = (3, 4)
    for unit in (u for level in levels for u in wanted_units(session, organisation, unit_id, level)):
        for held in organisation.at(unit.id):
            if organisation.posts[held.post_id].key == "contact_household":
                cards = Cards(organisation)
                place = unit.area_name or unit.name
                board = Board(
                    kind="contact", title="党员中心户", overline=heading(organisation, unit),
                    lead=cards.people([Held(held)]), area=place,
                    duties=lines(organisation.posts[held.post_id].duties), **issuer(organisation, unit),
                )  # fmt: skip
                yield Gathered(board, unit.id, None, tuple(cards.items))


def plates(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One party-member door plate a building: it names no one and no door, and is printed as often as needed."""
    for unit in wanted_units(session, organisation, unit_id, organisation.level_of("楼栋", 4)):
        board = Board(
            kind="plate", title="共产党员户", overline=heading(organisation, unit), area=unit.area_name or unit.name,
            **issuer(organisation, unit),
        )  # fmt: skip
        yield Gathered(board, unit.id, None, ())


def notices(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """The public notices that hang on the day, those of the unit's subtree."""
    units = {unit.id for level in range(1, 5) for unit in wanted_units(session, organisation, unit_id, level)}
    hanging = select(PublicNotice).where(PublicNotice.shown_to >= organisation.on).order_by(PublicNotice.shown_from)
    for notice in session.scalars(hanging):
        if notice.unit_id in units:
            unit = organisation.units[notice.unit_id]
            rows = (("联系人", notice.contact or ""), ("联系电话", notice.phone or ""))
            board = Board(
                kind="notice", title=notice.title, overline=heading(organisation, unit), paragraphs=lines(notice.body),
                period_from=_in_chinese(notice.shown_from), period_to=_in_chinese(notice.shown_to),
                rows=tuple(row for row in rows if row[1]), **foot(organisation, unit),
            )  # fmt: skip
            yield Gathered(board, unit.id, None, ())


def _in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def results(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """What was settled in the quarter before the day: counts alone, those under three not told (small cells)."""
    on = organisation.on
    first = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    start, end = months_later(first, -3), first - timedelta(days=1)
    for unit in [organisation.units[unit_id]] if unit_id else wanted_units(session, organisation, "", 2):
        settled = settled_matters(session, start, first, unit.id)
        if not settled:
            continue
        told = [Figure(label, count, "件", "办结事项") for label, count in settled]
        if min(count for _label, count in settled) >= SUPPRESS_BELOW:  # else a sum would give away what is not told
            told.append(Figure("合计", sum(count for _label, count in settled), "件", "办结事项"))
        visited, met = visits_made(session, start, first, unit.id)
        told += [Figure("走访", visited, "户次", "走访"), Figure("见到居民", met, "人次", "走访")]
        board = Board(
            kind="results", title=f"{start.year}年第{_QUARTERS[(start.month - 1) // 3]}季度办结公告",
            overline=heading(organisation, unit), figures=tuple(told), period_from=_in_chinese(start),
            period_to=_in_chinese(end), **foot(organisation, unit),
        )  # fmt: skip
        yield Gathered(board, unit.id, None, ())


GATHER: dict[str, Gather] = {
    "grid": grids,
    "building": buildings,
    "contact": contacts,
    "plate": plates,
    "service": services,
    "roster": rosters,
    "chart": charts,
    "results": results,
    "notice": notices,
}
