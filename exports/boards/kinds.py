"""Which boards there are of each kind, and what each says: one function a kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from exports.boards.content import Board, ChartNode
from exports.boards.gathering import (
    Cards,
    Gathered,
    Organisation,
    foot,
    heading,
    lines,
    served_area,
    standard_texts,
    wanted_grids,
    wanted_units,
)
from models.organisation import Appointment, Grid, Unit

Gather = Callable[[Session, Organisation, str], Iterator[Gathered]]


def grids(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One board a grid: who leads it, the building heads and grid members, duties and how to get help."""
    for grid in wanted_grids(session, organisation, unit_id):
        yield _grid(organisation, grid)


def _grid(organisation: Organisation, grid: Grid) -> Gathered:
    texts, cards = standard_texts()["grid"], Cards(organisation)
    home = organisation.units.get(grid.unit_id or "")
    buildings = [unit for unit in organisation.units_on[grid.id] if unit.level == 4]
    own = organisation.on_grid(grid.id)
    heads = [held for held in own if organisation.posts[held.post_id].head] or own[:1]
    leader = heads[0] if heads else None
    names = [unit.area_name or unit.name for unit in organisation.units_on[grid.id] if unit.level >= 3]
    area = served_area(names, organisation.households_on.get(grid.id, 0), grid.area)
    officers = [cards.card(held) for held in own if held is not leader]
    for building in buildings:
        place = building.area_name or building.name
        held = organisation.at(building.id)
        officers += [cards.card(one, place=_short(place)) for one in held if organisation.posts[one.post_id].head]
    board = Board(
        kind="grid", title=f"{grid.name}服务公示牌", overline=heading(organisation, home),
        lead=(cards.card(leader, area=area, pledge=texts["pledge"]),) if leader else (),
        officers_title=texts["officers_title"], officers=tuple(officers),
        area="" if leader else area, duties=_duties(organisation, leader, texts["duties"]),
        steps=tuple(standard_texts()["help"]["steps"]), **foot(organisation, home),
    )  # fmt: skip
    board = replace(board, number=f"{grid.code}-{organisation.on.year}")
    return Gathered(board, home.id if home else None, grid.id, tuple(cards.items))


def _short(place: str) -> str:
    """The building's own part of its name: 清波里3号楼 -> 3号楼 (the estate stands in the board's area)."""
    digits = next((at for at, ch in enumerate(place) if ch.isdigit()), 0)
    return place[digits:]


def _duties(organisation: Organisation, leader: Appointment | None, standard: list[str]) -> tuple[str, ...]:
    if leader and (own := lines(leader.duties)):
        return own
    unit = organisation.units.get(leader.unit_id) if leader else None
    return lines(unit.duties if unit else None) or tuple(standard)


def buildings(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One board a building: its head and stewards, who stands above them, duties and how to get help."""
    for unit in wanted_units(session, organisation, unit_id, organisation.level_of("楼栋", 4)):
        yield _building(organisation, unit)


def _building(organisation: Organisation, unit: Unit) -> Gathered:
    texts, cards = standard_texts()["building"], Cards(organisation)
    place = unit.area_name or unit.name
    held = organisation.at(unit.id)
    leader = next((one for one in held if organisation.posts[one.post_id].head), held[0] if held else None)
    area = served_area([place], organisation.households.get(unit.id, 0), unit.service_area)
    above = organisation.units.get(unit.parent_id or "")
    others = [one for one in held if one is not leader]
    upstairs = [one for one in organisation.at(above.id) if organisation.posts[one.post_id].head] if above else []
    board = Board(
        kind="building", title=f"{place}服务公示牌", overline=heading(organisation, unit),
        lead=(cards.card(leader, area=area, pledge=texts["pledge"]),) if leader else (),
        officers_title=texts["officers_title"],
        officers=tuple(cards.card(one) for one in (*others, *upstairs)),
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
        for below in (u for u in organisation.units.values() if u.parent_id == unit.id):
            first = next(iter(organisation.at(below.id)), None)
            person = cards.card(first) if first else None
            rows.append((below.area_name or below.name, person.name if person else "", person.phone if person else ""))
        area = served_area([unit.area_name or unit.name], organisation.households.get(unit.id, 0), unit.service_area)
        board = Board(
            kind="service", title=f"{unit.area_name or unit.name}服务公示牌", overline=heading(organisation, unit),
            officers=tuple(cards.card(one) for one in organisation.at(unit.id)), area=area, buildings=tuple(rows),
            introduction=unit.introduction or "", items=tuple((i[0], i[1]) for i in standard_texts()["service"]["items"]),
            steps=tuple(standard_texts()["help"]["steps"]), **foot(organisation, unit),
        )  # fmt: skip
        yield Gathered(board, unit.id, None, tuple(cards.items))


def rosters(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One list a community: every post that is filled, with name and phone. Vacant posts are not printed."""
    for unit in wanted_units(session, organisation, unit_id, 2):
        cards = Cards(organisation)
        inside = [u for u in organisation.units.values() if unit in organisation.above(u) and u.level <= 3]
        officers = [
            cards.card(one, place="" if u is unit else f"{u.area_name or u.name}")
            for u in inside
            for one in organisation.at(u.id)
        ]
        board = Board(
            kind="roster", title=f"{unit.area_name or unit.name}岗位一览", overline=heading(organisation, unit),
            officers=tuple(officers), **foot(organisation, unit),
        )  # fmt: skip
        if officers:
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
        parent = unit.parent_id if unit.parent_id in organisation.units and unit is not top else ""
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
                    lead=(cards.card(held, area=place),), area=place, introduction=held.pledge or "",
                    duties=lines(organisation.posts[held.post_id].duties), **foot(organisation, unit),
                )  # fmt: skip
                yield Gathered(board, unit.id, None, tuple(cards.items))


def plates(session: Session, organisation: Organisation, unit_id: str) -> Iterator[Gathered]:
    """One party-member door plate a building: it names no one and no door, and is printed as often as needed."""
    for unit in wanted_units(session, organisation, unit_id, organisation.level_of("楼栋", 4)):
        board = Board(
            kind="plate", title="共产党员户", overline=heading(organisation, unit), area=unit.area_name or unit.name,
            **foot(organisation, unit),
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
}
