"""What is read is what was asked for, in its order; what a view is given is put into words on the way."""

import pytest
from sqlalchemy import event

from models import queries
from models.households import PEOPLE, Household
from models.tables import value_of
from models.values import Ref
from tests.conftest import Street


def test_rows_come_in_the_order_asked_and_those_that_are_gone_are_left_out(street: Street) -> None:
    first, second = street.person("甲"), street.person("乙")
    asked = [second, "f" * 32, first]
    with street.register.read() as session:
        assert [row["name"] for row in queries.rows(session, PEOPLE, asked, ["name"])] == ["乙", "甲"]


def test_a_reference_is_read_with_what_it_is_called(street: Street) -> None:
    home = street.household("502")
    here, nowhere = street.person("甲", home), street.person("乙")
    with street.register.read() as session:
        homes = [row["household_id"] for row in queries.rows(session, PEOPLE, [here, nowhere], ["household_id"])]
    assert homes == [Ref(home, "松林苑 3-2-502"), None]


def test_one_value_is_looked_up_by_the_id_of_its_record(street: Street) -> None:
    home = street.household("502")
    with street.register.read() as session:
        assert value_of(session, Household.unit_id, home) == street.group
        assert value_of(session, Household.door_key, home) == "松林苑 00003-00002-00502"
        assert value_of(session, Household.unit_id, "f" * 32) is None
        assert value_of(session, Household.unit_id, None) is None


@pytest.fixture
def statements(street: Street) -> list[str]:
    """Every SELECT sent to the register from now on."""
    sent: list[str] = []

    @event.listens_for(street.register.engine, "before_cursor_execute")
    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    return sent


@pytest.mark.parametrize("many", [2, 40_000])
def test_any_number_of_rows_is_read_by_the_same_statement(many: int, street: Street, statements: list[str]) -> None:
    """However many lines a search or a screen shows, there is nothing to compile or to prepare again."""
    person = street.person("甲")
    asked = [person, *(f"{number:032x}" for number in range(many - 1))]
    statements.clear()
    with street.register.read() as session:
        queries.rows(session, PEOPLE, [person], ["name"])
        assert [row.id for row in queries.rows(session, PEOPLE, asked, ["name"])] == [person]
    assert len(statements) == 2
    assert len(set(statements)) == 1


def test_reading_nothing_asks_nothing(street: Street, statements: list[str]) -> None:
    with street.register.read() as session:
        assert queries.rows(session, PEOPLE, []) == []
    assert statements == []
