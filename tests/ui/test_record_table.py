"""The table: as light at 50,000 lines as at ten, and only what changed is read again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import event

from models import operations
from models.households import HOMELESS_KEY, PEOPLE, Person
from models.ids import new_id
from models.queries import Query
from models.register import Register
from tests.ui.on_desk import OnDesk, settle
from ui.columns import columns_of
from ui.pages.people import people_columns
from ui.record_model import BLOCK, WINDOW
from ui.record_table import RecordTable

MANY = 50_000


@contextmanager
def watched(register: Register) -> Iterator[list[int]]:
    """How many rows each SELECT brought, as far as the driver tells: one entry a statement."""
    seen: list[int] = []

    def after(_connection: object, cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(len(parameters) if isinstance(parameters, tuple | list) else 0)

    event.listen(register.engine, "after_cursor_execute", after)
    yield seen
    event.remove(register.engine, "after_cursor_execute", after)


def add_many(register: Register, number: int, *, doors: bool = True) -> None:
    with register.operation("many") as operation:
        blank = {c.name: None for c in PEOPLE.sql.c} | {"home_key": HOMELESS_KEY, "volunteer": False}
        lines = [
            blank
            | {
                "id": new_id(),
                "name": f"王{n:06d}",
                "home_key": f"{n:09d}" if doors else HOMELESS_KEY,
                "phone": f"138{n:08d}",
            }
            for n in range(number)
        ]
        operations.put_many(operation.session, PEOPLE, lines)


def table_of(on_desk: OnDesk, query: Query | None = None) -> RecordTable:
    table = RecordTable(on_desk.desk, "people")
    on_desk.qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    table.set_columns(people_columns())
    table.show_query(query or Query(PEOPLE))
    settle()
    return table


def shown(table: RecordTable, row: int, key: str) -> str:
    column = [c.key for c in table.model.columns].index(key)
    return str(table.model.index(row, column).data() or "")


def test_fifty_thousand_lines_open_with_a_handful_of_statements(on_desk: OnDesk) -> None:
    add_many(on_desk.register, MANY)
    with watched(on_desk.register) as seen:
        table = table_of(on_desk)
    assert table.model.rowCount() == MANY
    assert len(seen) <= 8  # ids, count, one window of rows, and what its extra columns ask for
    assert len(table.model._cells) <= WINDOW
    assert sum(map(len, table.model._blocks.values())) == BLOCK


def test_scrolling_reads_what_comes_into_view_and_no_more(on_desk: OnDesk) -> None:
    add_many(on_desk.register, MANY)
    table = table_of(on_desk)
    with watched(on_desk.register) as seen:
        table.view.scrollTo(table.model.index(40_000, 0))
        table.view.grab()
        settle()
    assert shown(table, 40_000, "name") == "王040000"
    assert len(seen) <= 16
    assert len(table.model._cells) <= 4 * WINDOW


def test_a_click_on_a_head_sorts_in_sql_and_turns(on_desk: OnDesk) -> None:
    for name in ("乙", "甲", "丙"):
        on_desk.street.person(name)
    table = table_of(on_desk)
    number = [c.key for c in table.model.columns].index("name")
    table._sort(number)
    settle()
    names = [shown(table, row, "name") for row in range(3)]
    assert names == sorted(names) and table.model.headerData(number, Qt.Orientation.Horizontal).endswith("↑")
    table._sort(number)
    settle()
    assert [shown(table, row, "name") for row in range(3)] == names[::-1]


def test_the_door_stands_once_for_a_household(on_desk: OnDesk) -> None:
    home = on_desk.street.household("201")
    on_desk.street.person("陈桂珍", home)
    on_desk.street.person("陈小明", home, relation="20")
    table = table_of(on_desk)
    assert shown(table, 0, "household_id") == shown(table, 1, "household_id") == "松林苑 3-2-201"
    delegate, column = table.view.itemDelegate(), table.model.columns[0]
    index = table.model.index(1, 0)
    assert delegate._repeats(table.model, index, column, "松林苑 3-2-201")
    table._sort([c.key for c in table.model.columns].index("name"))
    settle()
    assert not delegate._repeats(table.model, index, column, "松林苑 3-2-201")


def test_only_the_rows_that_were_touched_are_read_again(on_desk: OnDesk) -> None:
    add_many(on_desk.register, 2_000, doors=False)
    table = table_of(on_desk)
    touched = table.model.id_at(3)
    assert touched is not None
    resets: list[bool] = []
    changed: list[tuple[int, int]] = []
    table.model.modelReset.connect(lambda: resets.append(True))
    table.model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    on_desk.desk.write(lambda register: operations.save(register, PEOPLE, {"name": "改名"}, touched))
    settle()
    assert shown(table, 3, "name") == "改名"
    assert changed == [(3, 3)] and not resets


def test_a_new_record_and_a_deleted_one_change_the_count_without_a_reset(on_desk: OnDesk) -> None:
    street = on_desk.street
    first = street.person("甲", street.household("201"))
    table = table_of(on_desk)
    resets: list[bool] = []
    table.model.modelReset.connect(lambda: resets.append(True))
    home = street.household("101")
    on_desk.desk.write(lambda register: operations.save(register, PEOPLE, {"name": "乙", "household_id": home}))
    settle()
    assert [shown(table, row, "name") for row in range(2)] == ["乙", "甲"]
    on_desk.desk.write(lambda register: operations.delete(register, PEOPLE, [first]))
    settle()
    assert table.model.rowCount() == 1 and not resets
    on_desk.desk.undo()
    settle()
    assert table.model.rowCount() == 2


def test_care_that_is_given_shows_at_its_person(on_desk: OnDesk) -> None:
    street = on_desk.street
    person = street.person("陈桂珍", street.household("201"))
    table = table_of(on_desk)
    from models.records import spec

    (category,) = [row.id for row in on_desk.rows("care_categories", key="living_alone")]
    given = {"person_id": person, "category_id": category}
    on_desk.desk.write(lambda register: operations.save(register, spec("cares"), given))
    settle()
    assert shown(table, 0, "care") == "独居老人"


def test_lines_are_copied_as_a_workbook_pastes_them_and_stay_masked(on_desk: OnDesk) -> None:
    on_desk.street.person("=1+1", phone="13800002207")
    on_desk.street.person("罗永福", phone="13800005521")
    table = table_of(on_desk)
    table.view.selectAll()
    table.copy()
    settle()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert len(lines) == 3 and lines[0][1] == "Name"
    assert {line[1] for line in lines[1:]} == {"'=1+1", "罗永福"}
    assert "138****2207" in lines[1] and "13800002207" not in QGuiApplication.clipboard().text()


def test_columns_and_their_widths_come_back(on_desk: OnDesk) -> None:
    table = table_of(on_desk)
    on_desk.street.person("甲")
    table._columns_picked({"name", "birth", "ethnic_group"})
    settle()
    assert [c.key for c in table.model.columns] == ["name", "birth", "ethnic_group"]
    table.view.horizontalHeader().resizeSection(1, 177)
    again = table_of(on_desk)
    assert [c.key for c in again.model.columns] == ["name", "birth", "ethnic_group"]
    assert again.view.horizontalHeader().sectionSize(1) == 177


def test_an_empty_table_says_so(on_desk: OnDesk) -> None:
    table = table_of(on_desk)
    assert table.empty.isVisible() and not table.view.isVisible()
    on_desk.desk.write(lambda register: operations.save(register, PEOPLE, {"name": "甲"}))
    settle()
    assert table.view.isVisible()


def test_a_record_is_found_on_its_line_wherever_it_stands(on_desk: OnDesk) -> None:
    add_many(on_desk.register, 3_000)
    table = table_of(on_desk)
    with on_desk.register.read() as session:
        from sqlalchemy import select

        wanted = session.scalars(select(Person.id).where(Person.name == "王002345")).one()
    table.select(wanted)
    settle()
    assert table.view.currentIndex().row() == 2_345 and table.current_id() == wanted
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    table._tell_chosen()
    assert chosen == [wanted]


def test_a_page_may_add_columns_and_replace_some() -> None:
    mine = replace(columns_of(PEOPLE)[0], title="mine", width=50)
    keys = [c.key for c in columns_of(PEOPLE, mine, first=("birth",))]
    assert keys[0] == "birth" and keys.count(mine.key) == 1


@pytest.mark.parametrize("cell", ["=1+1", "+86 138", "@a", "a\tb\nc"])
def test_nothing_copied_runs_as_a_formula_or_breaks_the_lines(cell: str) -> None:
    from ui.record_table import as_tsv

    text = as_tsv([[cell]])
    assert text[0] not in "=+@" and "\t" not in text and "\n" not in text


def test_an_order_that_is_not_its_own_is_sorted_once(on_desk: OnDesk) -> None:
    add_many(on_desk.register, 12_000)
    table = table_of(on_desk)
    table._sort([c.key for c in table.model.columns].index("name"))
    settle()
    assert sum(map(len, table.model._blocks.values())) == 12_000
    with watched(on_desk.register) as seen:
        table.view.scrollTo(table.model.index(11_000, 0))
        table.view.grab()
        settle()
    assert shown(table, 11_000, "name") == "王011000" and len(seen) <= 12
