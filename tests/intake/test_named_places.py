"""Units and grids that a file names and the register does not know: the words are kept until there is such a unit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from exports.ledger import export_ledger
from models import operations
from models.errors import Mistake
from models.households import HOUSEHOLDS, Household
from models.intake.places import waiting
from models.organisation import Unit
from models.queries import Query, ids, rows
from models.records import spec
from models.structure.placements import HouseholdPlacement
from tests.intake.conftest import Reader

HEADERS = ("姓名", "小区", "门牌号", "所属党小组", "所属网格")
ROW = ("王强", "桂香苑", "3-2-502", "3号楼党小组", "第七网格")


def _home(read: Reader) -> Household:
    with read.register.read() as session:
        return session.scalars(select(Household)).one()


def _shown(read: Reader) -> tuple[str, str]:
    with read.register.read() as session:
        (row,) = rows(session, HOUSEHOLDS, ids(session, Query(HOUSEHOLDS)))
        return str(row["unit_id"] or ""), str(row["grid_id"] or "")


def _unit(read: Reader, name: str, **more: object) -> str:
    values = {"code": name, "name": name, **more}
    return operations.save(read.register, spec("units"), values).ids("units")[0]


def test_what_the_file_called_them_is_kept_shown_and_said(read: Reader, book: Callable[..., Path]) -> None:
    plan = read(book(HEADERS, ROW))
    assert plan.unplaced == 1 and _home(read).unit_id is None
    assert _shown(read) == ("3号楼党小组", "第七网格")
    said = [one for one in plan.problems if one.column in ("所属党小组", "所属网格")]
    assert [one.value for one in said] == ["3号楼党小组", "第七网格"]


def test_one_name_is_said_once(read: Reader, book: Callable[..., Path]) -> None:
    plan = read(book(HEADERS, ROW, ("李梅", "桂香苑", "3-2-503", *ROW[3:]), ("赵云", "桂香苑", "3-2-504", *ROW[3:])))
    assert len([one for one in plan.problems if one.column == "所属网格"]) == 1


def test_reading_the_same_file_again_changes_nothing(read: Reader, book: Callable[..., Path]) -> None:
    read(book(HEADERS, ROW))
    plan = read(book(HEADERS, ROW))
    assert plan.unchanged == 1 and not plan.updates


def test_an_export_gives_the_words_back(read: Reader, book: Callable[..., Path], tmp_path: Path) -> None:
    read(book(HEADERS, ROW))
    export_ledger(read.register, HOUSEHOLDS, tmp_path / "h.xlsx")
    head, row = load_workbook(tmp_path / "h.xlsx").active.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["所属组织"], found["所属网格"]) == ("3号楼党小组", "第七网格")


def test_they_are_placed_as_soon_as_a_file_brings_the_unit(read: Reader, book: Callable[..., Path]) -> None:
    read(book(HEADERS, ROW))
    plan = read(book(("组织编号", "组织名称", "上级组织"), ("05", "3号楼党小组", "")))
    assert plan.created == 1 and plan.placed == 1
    with read.register.read() as session:
        assert _home(read).unit_id == session.scalars(select(Unit.id)).one()
    operations.undo(read.register)
    assert _home(read).unit_id is None and _shown(read)[0] == "3号楼党小组"


def test_or_when_asked_to_after_the_units_were_typed_in(read: Reader, book: Callable[..., Path]) -> None:
    read(book(HEADERS, ROW, ("李梅", "桂香苑", "3-2-503", "没有的小组", "")))
    unit = _unit(read, "3号楼党小组")
    with read.register.read() as session:
        homes = {row["door"]: row.id for row in rows(session, HOUSEHOLDS, ids(session, Query(HOUSEHOLDS)))}
    with pytest.raises(Mistake):
        waiting.place_named(read.register, [homes["3-2-503"]])
    changes = waiting.place_named(read.register, list(homes.values()))
    with read.register.read() as session:
        assert set(session.scalars(select(Household.unit_id))) == {unit, None}
    assert len(changes.ids("households")) == 1


def test_what_a_file_names_wrongly_does_not_unplace(read: Reader, book: Callable[..., Path]) -> None:
    unit = _unit(read, "3号楼党小组")
    read(book(HEADERS, ROW))
    plan = read(book(HEADERS, (*ROW[:3], "八号楼", "")))
    assert _home(read).unit_id == unit and plan.unchanged == 1
    assert [(one.value, "stays where it is" in one.problem) for one in plan.problems] == [("八号楼", True)]


def test_a_move_by_a_file_keeps_where_the_household_was(read: Reader, book: Callable[..., Path]) -> None:
    first, second = _unit(read, "3号楼党小组"), _unit(read, "4号楼党小组")
    read(book(HEADERS, ROW))
    read(book(HEADERS, (*ROW[:3], "4号楼党小组", "")))
    assert _home(read).unit_id == second
    with read.register.read() as session:
        (kept,) = session.scalars(select(HouseholdPlacement))
        assert (kept.place_id, kept.until) == (first, date.today())
