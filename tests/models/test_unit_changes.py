"""Units move, merge, split and close on a day; each can be undone, and nothing earlier is rewritten."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from models import operations, queries
from models.errors import Mistake
from models.history import recording
from models.households import Household
from models.organisation import UNITS
from models.records import spec
from models.register import Register, create, open_register
from models.structure.placements import HouseholdPlacement, keep_moves, places_as_of
from models.structure.unit_changes import Part, close_unit, free_code, move_households, move_unit, split_unit
from models.structure.unit_merging import merge_units
from models.structure.unit_tree import parents_as_of, tree_as_of
from tests.conftest import Street

TODAY = date.today()
DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


def all_rows(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every recorded table as the driver stores it: what "byte for byte" means here."""
    with register.read() as session:
        return {
            name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}" ORDER BY id'))]
            for name in recording.tables()
        }


def parent_of(register: Register, unit: str, day: date = TODAY) -> str | None:
    with register.read() as session:
        return tree_as_of(session, day)[unit].parent_id


@pytest.fixture
def town(street: Street) -> Street:
    """Two communities, a second branch with a group and posts, all of them old enough to be moved about."""
    for unit in (street.street, street.community, street.branch, street.group):
        operations.save(street.register, UNITS, {"valid_from": LONG_AGO}, unit)
    street.other = street.add("units", code="12", name="东塘社区党委", parent_id=street.street, valid_from=LONG_AGO)  # type: ignore[attr-defined]
    street.second = street.add(  # type: ignore[attr-defined]
        "units", code="112", name="清波里支部", parent_id=street.community, valid_from=LONG_AGO
    )
    street.lane = street.add(  # type: ignore[attr-defined]
        "units",
        code="1121",
        name="清波里1号楼党小组",
        parent_id=street.second,
        valid_from=LONG_AGO,  # type: ignore[attr-defined]
    )
    return street


def post(town: Street, key: str) -> str:
    with town.register.read() as session:
        return queries.ids(session, queries.Query(spec("posts")).where("key", "is", key))[0]


def test_yesterdays_tree_is_still_yesterdays(town: Street) -> None:
    move_unit(town.register, town.second, town.other, TODAY)
    assert parent_of(town.register, town.second) == town.other
    assert parent_of(town.register, town.second, TODAY - DAY) == town.community


def test_two_moves_leave_three_places(town: Street) -> None:
    move_unit(town.register, town.second, town.other, date(2024, 5, 1))
    move_unit(town.register, town.second, town.community, date(2025, 5, 1))
    places = [parent_of(town.register, town.second, date(year, 1, 1)) for year in (2024, 2025, 2026)]
    assert places == [town.community, town.other, town.community]


def test_moving_and_undoing_gives_back_the_same_register(town: Street) -> None:
    before = all_rows(town.register)
    move_unit(town.register, town.second, town.other, TODAY)
    assert all_rows(town.register) != before
    operations.undo(town.register)
    assert all_rows(town.register) == before


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY + DAY, "has not come"),
        (date(2019, 1, 1), "stands only since 2020-01-01"),
        (date(2023, 1, 1), "stands where it does since 2024-05-01"),
    ],
)
def test_days_that_cannot_be_are_refused_in_one_sentence(town: Street, day: date, sentence: str) -> None:
    move_unit(town.register, town.second, town.other, date(2024, 5, 1))
    before = all_rows(town.register)
    with pytest.raises(Mistake, match=sentence):
        move_unit(town.register, town.second, town.community, day)
    assert all_rows(town.register) == before


def test_a_unit_keeps_its_level(town: Street) -> None:
    with pytest.raises(Mistake, match="keeps its level"):
        move_unit(town.register, town.second, town.street, TODAY)
    with pytest.raises(Mistake, match="already"):
        move_unit(town.register, town.second, town.community, TODAY)


def test_a_parent_changed_in_the_form_keeps_the_earlier_place(town: Street) -> None:
    operations.save(town.register, UNITS, {"parent_id": town.other}, town.second)
    assert parent_of(town.register, town.second, TODAY - DAY) == town.community
    assert parent_of(town.register, town.second) == town.other


def test_a_grid_that_carries_the_unit_alone_goes_along(town: Street) -> None:
    alone = town.add("grids", code="G1", name="第一网格", unit_id=town.community)
    shared = town.add("grids", code="G2", name="第二网格", unit_id=town.community)
    for grid, unit in ((alone, town.second), (alone, town.lane), (shared, town.second), (shared, town.branch)):
        town.add("unit_grids", unit_id=unit, grid_id=grid)
    move_unit(town.register, town.second, town.other, TODAY)
    with town.register.read() as session:
        found = {row.id: row["unit_id"].id for row in queries.rows(session, spec("grids"), [alone, shared])}
    assert found == {alone: town.other, shared: town.community}


def test_a_merge_takes_over_everything(town: Street) -> None:
    home = town.household("101", unit_id=town.lane)
    matter = town.add("matters", content="路灯不亮", received_on=date(2026, 1, 5), unit_id=town.lane)
    settled = town.add(
        "matters", content="已办", received_on=date(2026, 1, 5), unit_id=town.lane, closed_on=date(2026, 1, 9)
    )
    head, steward = post(town, "building_head"), post(town, "building_steward")
    town.add("appointments", unit_id=town.group, post_id=head, shown_name="留任", since=LONG_AGO)
    ended = town.add("appointments", unit_id=town.lane, post_id=head, shown_name="卸任", since=LONG_AGO)
    carried = town.add("appointments", unit_id=town.lane, post_id=steward, shown_name="管家", since=LONG_AGO)
    on = date(2026, 3, 1)
    merge_units(town.register, [town.lane], town.group, on)
    with town.register.read() as session:
        raw = lambda key, record: queries.values_of(session, spec(key), record) or {}  # noqa: E731
        assert raw("households", home)["unit_id"] == town.group
        assert raw("matters", matter)["unit_id"] == raw("matters", matter)["handled_at_id"] == town.group
        assert raw("matters", settled)["unit_id"] == town.lane
        assert raw("units", town.lane)["valid_to"] == on and raw("units", town.lane)["code"] == "1121"
        assert raw("appointments", ended)["until"] == raw("appointments", carried)["until"] == on
        query = queries.Query(spec("appointments")).where("unit_id", "is", town.group).where("until", "blank")
        names = [row["shown_name"] for row in queries.rows(session, spec("appointments"), queries.ids(session, query))]
        assert sorted(names) == ["留任", "管家"]
        assert town.lane in tree_as_of(session, on - DAY) and town.lane not in tree_as_of(session, on)


def test_a_merge_of_branches_takes_the_groups_along(town: Street) -> None:
    merge_units(town.register, [town.second], town.branch, TODAY)
    assert parent_of(town.register, town.lane) == town.branch
    assert parent_of(town.register, town.lane, TODAY - DAY) == town.second


def test_no_merge_before_something_came_or_went(town: Street) -> None:
    later = town.add("units", code="1122", name="清波里2号楼", parent_id=town.second, valid_from=date(2025, 7, 1))
    with pytest.raises(Mistake, match="on 2025-07-01; choose no earlier day"):
        merge_units(town.register, [town.second], town.branch, date(2025, 6, 1))
    move_unit(town.register, later, town.branch, date(2025, 9, 1))
    with pytest.raises(Mistake, match="on 2025-09-01; choose no earlier day"):
        merge_units(town.register, [town.second], town.branch, date(2025, 8, 1))


def test_a_split_takes_what_is_named(town: Street) -> None:
    kept, gone = town.household("101", unit_id=town.group), town.household("201", unit_id=town.group)
    head = post(town, "building_head")
    held = town.add("appointments", unit_id=town.group, post_id=head, shown_name="周文斌", since=LONG_AGO)
    part = Part("4号楼党小组", households=(gone,), appointments=(held,))
    split_unit(town.register, town.group, [part], TODAY)
    with town.register.read() as session:
        new = queries.unit_by_code(session, "1112")
        assert new is not None and (new.parent_id, new.level, new.valid_from) == (town.branch, 4, TODAY)
        homes = queries.rows(session, spec("households"), [kept, gone], ["unit_id"])
        assert [row["unit_id"].id for row in homes] == [town.group, new.id]
        there = session.execute(text("SELECT since, until FROM appointment WHERE unit_id = :u"), {"u": new.id}).all()
        assert [tuple(row) for row in there] == [(TODAY.isoformat(), None)]


def test_only_its_own_can_be_split_off(town: Street) -> None:
    elsewhere = town.household("101", unit_id=town.lane)
    with pytest.raises(Mistake, match="Only what belongs"):
        split_unit(town.register, town.group, [Part("x", households=(elsewhere,))], TODAY)


def test_codes_go_on_where_there_is_room(town: Street) -> None:
    with town.register.read() as session:
        assert [free_code(session, like) for like in ("111", "A", "A-09")] == ["113", "A-1", "A-10"]


def test_a_unit_with_something_below_is_not_closed(town: Street) -> None:
    with pytest.raises(Mistake, match="still has 1 units, 0 households"):
        close_unit(town.register, town.second, TODAY)
    close_unit(town.register, town.lane, TODAY)
    close_unit(town.register, town.second, TODAY)
    with town.register.read() as session:
        assert town.second not in tree_as_of(session, TODAY)
        assert town.second in tree_as_of(session, TODAY - DAY)


def test_closing_ends_the_posts(town: Street) -> None:
    held = town.add("appointments", unit_id=town.lane, post_id=post(town, "building_head"), shown_name="甲")
    close_unit(town.register, town.lane, TODAY)
    with town.register.read() as session:
        assert (queries.values_of(session, spec("appointments"), held) or {})["until"] == TODAY


def test_households_move_on_a_day(town: Street) -> None:
    home = town.household("101", unit_id=town.group)
    move_households(town.register, [home], town.lane, date(2026, 2, 1))
    with pytest.raises(Mistake, match="came to its unit on 2026-02-01"):
        move_households(town.register, [home], town.group, date(2026, 1, 1))
    with pytest.raises(Mistake, match="already"):
        move_households(town.register, [home], town.lane, TODAY)


def test_a_parent_deleted_from_the_past_is_no_riddle(town: Street) -> None:
    move_unit(town.register, town.lane, town.branch, TODAY)
    with town.register.read() as session:
        assert parents_as_of(session, TODAY - DAY)[town.lane] == town.second
    operations.delete(town.register, UNITS, [town.lane])
    operations.undo(town.register)
    assert parent_of(town.register, town.lane, TODAY - DAY) == town.second


# --- any sequence


Step = tuple[str, int, int, int]
steps = st.lists(
    st.tuples(st.sampled_from(["move", "merge", "split", "close", "homes", "undo"]), *[st.integers(0, 40)] * 3),
    max_size=9,
)


def take(register: Register, step: Step) -> bool:
    """One step of a random sequence; False where the register refused it."""
    kind, first, second, back = step
    day = TODAY - timedelta(days=back * 20)
    with register.read() as session:
        units = list(tree_as_of(session, TODAY).values())
        one, other = units[first % len(units)], units[second % len(units)]
        homes = list(session.scalars(select(spec("households").sql.c.id).order_by("id")))
    try:
        match kind:
            case "move":
                move_unit(register, one.id, other.id, day)
            case "merge":
                merge_units(register, [one.id], other.id, day)
            case "split":
                with register.read() as session:
                    below = session.execute(
                        text("SELECT id FROM unit WHERE parent_id = :u AND valid_to IS NULL"), {"u": one.id}
                    ).scalars()
                    split_unit_of = tuple(below)[: second % 3]
                split_unit(register, one.id, [Part(f"新{first}", children=split_unit_of)], day)
            case "close":
                close_unit(register, one.id, day)
            case "homes":
                move_households(register, homes[: second % len(homes) + 1], one.id, day)
            case _:
                operations.undo(register)
    except Mistake:
        return False
    return True


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with eleven units, households and posts, copied for every example."""
    path = tmp_path_factory.mktemp("template") / "t.grid"
    with create(path, office="桂香社区") as register:
        town = Street(register)
        second = town.add("units", code="12", name="东塘", parent_id=town.street)
        for number in range(1, 4):
            branch = town.add(
                "units", code=f"12{number}", name=f"支部{number}", parent_id=(town.community, second)[number % 2]
            )
            group = town.add("units", code=f"12{number}1", name=f"小组{number}", parent_id=branch)
            grid = town.add("grids", code=f"G{number}", name=f"网格{number}", unit_id=second)
            town.add("unit_grids", unit_id=group, grid_id=grid)
            town.add("appointments", unit_id=group, post_id=post(town, "building_head"), shown_name=f"某{number}")
            town.household(f"{number}01", unit_id=group)
            town.add("matters", content="路灯", received_on=date(2026, 1, 5), unit_id=group)
    return path


def check_tree(register: Register, long_ago: dict[str, str | None]) -> None:
    """The tree of today has its four levels, and that of long ago is what it always was."""
    with register.read() as session:
        today = tree_as_of(session, TODAY)
        then = tree_as_of(session, LONG_AGO)
    for unit in today.values():
        above = today.get(unit.parent_id or "")
        assert unit.level == (above.level + 1 if above else 1)
    assert {unit.id: unit.parent_id for unit in then.values()} == long_ago


def done_since(register: Register, first: int) -> list[int]:
    """The operations after `first` that are neither an undo nor undone, newest first."""
    with register.read() as session:
        row = recording.OperationRow
        undone = set(session.scalars(select(row.undoes)))
        rows = session.execute(select(row.id, row.undoes).where(row.id > first).order_by(row.id.desc())).all()
    return [number for number, undoes in rows if undoes is None and number not in undone]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=steps)
def test_any_sequence_keeps_the_past_and_is_undone_to_the_last_byte(
    sequence: list[Step], template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("r") / "r.grid"
    copy.write_bytes(template.read_bytes())
    with open_register(copy) as register:
        start = all_rows(register)
        with register.read() as session:
            long_ago = {unit.id: unit.parent_id for unit in tree_as_of(session, LONG_AGO).values()}
            first = max(session.scalars(select(recording.OperationRow.id)))
        for step in sequence:
            if step[0] != "undo" or done_since(register, first):
                take(register, step)
                check_tree(register, long_ago)
        while left := done_since(register, first):
            operations.undo(register, left[0])
        assert all_rows(register) == start


def test_a_bulk_write_keeps_the_earlier_places(town: Street) -> None:
    homes = [town.household(f"{number}01", unit_id=town.group, since=LONG_AGO) for number in (1, 2)]
    with town.register.operation("Taken in") as operation:
        places: dict[str, str | None] = {homes[0]: town.lane, homes[1]: town.group}
        keep_moves(operation.session, "household", places, TODAY)
        keep_moves(operation.session, "person", {"x": None}, TODAY)
        operation.session.execute(update(Household).where(Household.id == homes[0]).values(unit_id=town.lane))
    with town.register.read() as session:
        assert places_as_of(session, HouseholdPlacement, TODAY - DAY) == {homes[0]: town.group}
