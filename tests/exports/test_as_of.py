"""Boards of an earlier day stand under the parent of that day."""

from datetime import date, timedelta

from exports.boards.printing import gather
from models import operations
from models.organisation import UNITS
from models.structure.unit_changes import move_households, move_unit
from models.structure.unit_merging import merge_units
from tests.conftest import Street

TODAY = date.today()
DAY = timedelta(days=1)


def boards(street: Street, kind: str, on: date, unit: str = "") -> dict[str, str]:
    return {one.board.title: one.board.overline for one in gather(street.register, kind, unit, on)}


def test_a_building_moved_today_hung_elsewhere_yesterday(street: Street) -> None:
    since = date(2024, 1, 1)
    for unit in (street.street, street.community, street.branch, street.group):
        operations.save(street.register, UNITS, {"valid_from": since}, unit)
    other = street.add("units", code="12", name="东塘社区党委", parent_id=street.street, valid_from=since)
    move_unit(street.register, street.branch, other, TODAY)
    (before,) = boards(street, "building", TODAY - DAY).values()
    (now,) = boards(street, "building", TODAY).values()
    assert "桂香社区党委" in before and "东塘社区党委" in now
    assert boards(street, "building", TODAY - DAY, street.community)
    assert boards(street, "building", TODAY, other)


def test_a_merged_unit_has_its_board_until_its_last_day(street: Street) -> None:
    lane = street.add("units", code="1112", name="4号楼党小组", parent_id=street.branch, valid_from=date(2024, 1, 1))
    merge_units(street.register, [lane], street.group, TODAY)
    assert len(boards(street, "building", TODAY - DAY)) == 2
    assert len(boards(street, "building", TODAY)) == 1


def test_households_count_where_they_stood(street: Street) -> None:
    lane = street.add("units", code="1112", name="4号楼党小组", parent_id=street.branch)
    home = street.household("101")
    street.household("102")
    move_households(street.register, [home], lane, TODAY)
    areas = [
        [one.board.area for one in gather(street.register, "building", street.branch, day)]
        for day in (TODAY - DAY, TODAY)
    ]
    assert ["2 户" in areas[0][0], "户" in areas[0][1]] == [True, False]
    assert ["1 户" in area for area in areas[1]] == [True, True]
