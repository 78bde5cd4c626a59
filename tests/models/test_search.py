"""Whatever piece of a name, door or number is typed, the record is found: as a plain scan would find it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models import operations, search
from models.households import PEOPLE
from models.register import Register
from models.search import fold, pinyin
from tests.conftest import Street

SYLLABLES = "王李张陈刘桂珍建国秀兰浩然文斌永福𬭎䶮欧阳"
names = st.text(alphabet=SYLLABLES, min_size=2, max_size=4)


@given(texts=st.lists(names, min_size=1, max_size=30), wanted=st.text(alphabet=SYLLABLES, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_pattern_finds_what_a_plain_scan_finds(texts: list[str], wanted: str, index: Register) -> None:
    with index.engine.begin() as connection:
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
        for number, words in enumerate(texts):
            pairs = " ".join(search.pairs(fold(words)))
            connection.execute(
                text("INSERT INTO search_index (rowid, pairs) VALUES (:n, :p)"), {"n": number, "p": pairs}
            )
        found = connection.execute(
            text("SELECT rowid FROM search_index WHERE search_index MATCH :m"), {"m": search.pattern(wanted)}
        )
        assert {row[0] for row in found} == {n for n, words in enumerate(texts) if fold(wanted) in fold(words)}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Register:
    from models.register import create

    return create(tmp_path_factory.mktemp("search") / "r.grid", office="桂香社区")


@pytest.mark.parametrize(
    "typed",
    [
        "单桂珍",
        "桂珍",
        "珍",
        "單桂珍",
        "shanguizhen",
        "sgz",
        "guizhen",
        "桂 珍",
        "5021",
        "0007",
        "5099",
        "0827",
        "２１",
    ],
)
def test_a_person_is_found_by(typed: str, street: Street) -> None:
    person = street.person("单桂珍", phone="13800050210007", document="509919194103082721", former_name="单小珍")
    with street.register.read() as session:
        assert person in [hit.id for hit in search.find(session, typed)[1]]


@pytest.mark.parametrize("typed", ["3-2-502", "3栋2单元502", "３号楼2单元502室", "松林苑3栋2单元502", "3#2-502"])
def test_a_door_is_found_as_offices_write_it(typed: str, street: Street) -> None:
    door, other = street.household("502"), street.household("503")
    with street.register.read() as session:
        found = [hit.id for hit in search.find(session, typed)[1]]
    assert door in found
    assert other not in found


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("单桂珍", "shanguizhen", "sgz"),
        ("欧阳文", "ouyangwen", "oyw"),
        ("曾浩", "zenghao", "zh"),
        ("尉迟恭", "yuchigong", "ycg"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, full: str, initials: str) -> None:
    assert pinyin(name) == (full, initials)


def test_a_renamed_person_is_found_by_the_new_name_alone(street: Street) -> None:
    person = street.person("周文斌")
    operations.save(street.register, PEOPLE, {"name": "周武"}, person)
    with street.register.read() as session:
        assert search.find(session, "文斌")[0] == 0
        assert search.find(session, "周武")[1][0].id == person


def test_words_do_not_run_from_one_field_into_the_next(street: Street) -> None:
    street.person("王建", former_name="国强")
    with street.register.read() as session:
        assert search.find(session, "建国")[0] == 0


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_no_pattern_breaks_the_search(index: Register, typed: str) -> None:
    with index.read() as session:
        search.find(session, typed)


def test_rebuilding_finds_the_same(street: Street) -> None:
    street.person("单桂珍")
    with street.register.operation() as operation:
        search.rebuild(operation.session)
        operation.noteworthy = True
    with street.register.read() as session:
        assert search.find(session, "桂珍")[0] == 1
