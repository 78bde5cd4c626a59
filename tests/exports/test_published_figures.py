"""Figures that were published about this work, printed again from single records."""

from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from exports.quarter import quarter_workbook
from models.households import Household, Person
from models.ids import new_id
from models.matters import Matter
from models.organisation import Appointment, Grid, Post, Unit, UnitGrid
from models.periods import Quarter
from models.register import Register

SETTLED = {"livelihood": 9038, "neighbour": 1075, "repair": 511, "elder": 420, "volunteer": 132}
ALL_SETTLED = 11_237


def _units(session: Session, level: int, count: int, above: list[str | None]) -> list[str]:
    rows = [
        {"id": new_id(), "code": f"{level}-{n}", "name": f"{level}级{n}", "level": level, "parent_id": above[n % len(above)]}
        for n in range(count)
    ]  # fmt: skip
    session.execute(insert(Unit), rows)
    return [str(row["id"]) for row in rows]


def _appoint(session: Session, post: str, units: list[str]) -> None:
    (post_id,) = session.scalars(select(Post.id).where(Post.key == post))
    session.execute(insert(Appointment), [
        {"id": new_id(), "unit_id": unit, "post_id": post_id, "shown_name": "王小明", "party_member": False}
        for unit in units
    ])  # fmt: skip


def _matters(session: Session, units: list[str]) -> None:
    wanted = [category for category, count in SETTLED.items() for _number in range(count)]
    wanted += ["other"] * 50 + ["类别已停用"] * (ALL_SETTLED - len(wanted) - 50)
    rows: list[dict[str, Any]] = []
    for number, category in enumerate(wanted):
        closed = date(2026, 1, 1) + timedelta(days=number % 365)
        rows.append({
            "id": new_id(), "number": f"2026-{number:05d}", "received_on": closed - timedelta(days=number % 9),
            "content": "办理", "category": category, "unit_id": units[number % len(units)],
            "handled_at_id": units[0], "level": 4, "status": "closed", "closed_on": closed,
        })  # fmt: skip
    session.execute(insert(Matter), rows)


@pytest.fixture
def county(register: Register) -> Register:
    """3 streets, 41 branches on 260 grids, 1,816 building heads, 260 grid heads, 11,237 matters settled in 2026."""
    with register.operation("county") as operation:
        session = operation.session
        streets = _units(session, 1, 3, [None])
        communities = _units(session, 2, 12, [*streets])
        branches = _units(session, 3, 41, [*communities])
        groups = _units(session, 4, 1816, [*branches])
        grids = [
            {"id": new_id(), "code": f"g{n}", "name": f"第{n}网格", "unit_id": communities[n % 12]} for n in range(260)
        ]
        session.execute(insert(Grid), grids)
        ties = [{"id": new_id(), "unit_id": branches[n % 41], "grid_id": grid["id"]} for n, grid in enumerate(grids)]
        session.execute(insert(UnitGrid), ties)
        _appoint(session, "building_head", groups)
        _appoint(session, "grid_head", [branches[n % 41] for n in range(260)])
        _matters(session, groups)
    return register


def lines(path: Path, sheet: str, heading: str) -> dict[str, dict[str, Any]]:
    """A table of a sheet: its cells by line and column."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    (at,) = (place for place, row in enumerate(rows) if str(row[0]).endswith(heading))
    columns = rows[at + 1]
    table = takewhile(lambda row: row[1] != "", rows[at + 2 :])
    return {str(row[0]): dict(zip(columns[1:], row[1:], strict=True)) for row in table}


def test_a_county_prints_what_it_published(county: Register, tmp_path: Path) -> None:
    quarter_workbook(county, Quarter(2026, 4), tmp_path / "q.xlsx")
    units = lines(tmp_path / "q.xlsx", "组织与任职", "组织设置")
    assert (units["街道党工委"]["季末"], units["小区党支部"]["季末"]) == (3, 41)
    grids = lines(tmp_path / "q.xlsx", "组织与任职", "、网格")
    assert (grids["小区党支部"]["依托网格的组织数"], grids["小区党支部"]["网格数"]) == (41, 260)
    staff = lines(tmp_path / "q.xlsx", "组织与任职", "骨干力量")
    assert (staff["楼栋长"]["季末"], staff["楼栋长与网格工作人员合计"]["季末"]) == (1816, 2076)
    settled = {name: row["本年累计办结"] for name, row in lines(tmp_path / "q.xlsx", "事项", "按类别").items()}
    assert [settled[name] for name in ("民生服务", "邻里纠纷", "设施维修", "为老服务", "志愿活动")] == list(
        SETTLED.values()
    )
    assert settled["其他（含未填）"] == 61 and settled["合计"] == 11_237


def test_an_estate_prints_its_people(register: Register, tmp_path: Path) -> None:
    with register.operation("estate") as operation:
        session = operation.session
        (top,) = _units(session, 1, 1, [None])
        (community,) = _units(session, 2, 1, [top])
        (branch,) = _units(session, 3, 1, [community])
        for post, count in (("grid_member", 34), ("building_steward", 10), ("grid_head", 4)):
            _appoint(session, post, [branch] * count)
        home = {"id": new_id(), "room": "1", "door": "1", "unit_id": branch}
        session.execute(insert(Household), [home])
        session.execute(insert(Person), [
            {"id": new_id(), "name": "王小明", "household_id": home["id"], "political": "02" if n < 5 else "01" if n < 152 else "13"}
            for n in range(400)
        ])  # fmt: skip
    quarter_workbook(register, Quarter(2026, 3), tmp_path / "q.xlsx", within=branch)
    posts = lines(tmp_path / "q.xlsx", "组织与任职", "岗位任职")
    assert [posts[name]["季末在任"] for name in ("网格员", "楼栋管家", "网格长")] == [34, 10, 4]
    people = lines(tmp_path / "q.xlsx", "户与人", "人口（按组织）")
    assert (people["合计"]["季末人口"], people["合计"]["其中党员"]) == (400, 152)
