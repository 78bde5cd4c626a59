"""Posts are filled, handed over and ended on days; vacancies are found; consent is given and withdrawn."""

from datetime import date, timedelta

import pytest

from models import operations, queries
from models.errors import Mistake
from models.organisation import APPOINTMENTS
from models.records import spec
from models.structure import appointing, map_figures, posts
from models.structure.posts import Held
from models.structure.unit_changes import move_households
from tests.conftest import Street

TODAY = date.today()
SINCE = date(2024, 3, 1)


def post(street: Street, key: str) -> str:
    with street.register.read() as session:
        return queries.ids(session, queries.Query(spec("posts")).where("key", "is", key))[0]


def appointed(street: Street, key: str, name: str, unit: str = "", **values: object) -> str:
    given = {"shown_name": name, "since": SINCE, **values}
    changes = appointing.appoint(street.register, unit or street.branch, post(street, key), given)
    return max(changes.ids("appointments"))


def at(street: Street, on: date = TODAY, unit: str = "") -> list[Held]:
    with street.register.read() as session:
        return posts.held_at(session, unit or street.branch, on)


def vacant(street: Street, on: date = TODAY) -> list[tuple[str, str, str]]:
    with street.register.read() as session:
        return [(v.unit_id, v.post, v.last) for v in posts.vacancies(session, on)]


def test_a_person_of_the_register_lends_name_and_membership(street: Street) -> None:
    person = street.person("杜守义", political="01")
    appointing.appoint(street.register, street.branch, post(street, "secretary"), {"person_id": person, "since": SINCE})
    (held,) = at(street)
    assert (held.name, held.post, held.since) == ("杜守义", "书记", SINCE)
    with street.register.read() as session:
        assert (queries.values_of(session, APPOINTMENTS, held.id) or {})["party_member"] is True


def test_one_person_holds_several_posts_but_none_twice(street: Street) -> None:
    person = street.person("毛桂兰")
    for key in ("mediator", "environment_officer"):
        appointed(street, key, "", person_id=person)
    with street.register.read() as session:
        assert [held.post for held in posts.held_by(session, person)] == ["矛盾调解员", "环境监督员"]
    with pytest.raises(Mistake, match="already"):
        appointed(street, "mediator", "", person_id=person)


def test_a_handover_leaves_no_gap_and_the_history_of_the_post(street: Street) -> None:
    first = appointed(street, "secretary", "甲")
    appointing.hand_over(
        street.register, first, date(2025, 6, 1), {"shown_name": "乙", "how_chosen": "elected", "votes": 41}
    )
    assert [held.name for held in at(street, date(2025, 5, 31))] == ["甲"]
    assert [held.name for held in at(street, date(2025, 6, 1))] == ["乙"]
    with street.register.read() as session:
        told = [
            (h.name, h.since, h.until, h.votes)
            for h in posts.post_history(session, street.branch, post(street, "secretary"))
        ]
    assert told == [("乙", date(2025, 6, 1), None, 41), ("甲", SINCE, date(2025, 6, 1), None)]
    operations.undo(street.register)
    assert [held.name for held in at(street)] == ["甲"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"shown_name": ""}, "who it is"),
        ({"since": None}, "which day"),
        ({"votes": 12, "how_chosen": "appointed"}, "has votes"),
        ({"votes": -1, "how_chosen": "elected"}, "from nought"),
    ],
)
def test_what_is_missing_or_wrong_is_said(street: Street, values: dict[str, object], sentence: str) -> None:
    with pytest.raises(Mistake, match=sentence):
        appointed(street, "secretary", "甲", **values)


def test_nothing_ends_before_it_began_or_twice(street: Street) -> None:
    held = appointed(street, "secretary", "甲")
    with pytest.raises(Mistake, match="cannot end before"):
        appointing.end(street.register, held, date(2024, 1, 1))
    appointing.end(street.register, held, TODAY)
    with pytest.raises(Mistake, match="ended already"):
        appointing.end(street.register, held, TODAY)


def test_who_led_and_left_is_missed(street: Street) -> None:
    held = appointed(street, "secretary", "甲")
    assert vacant(street) == []
    appointing.end(street.register, held, TODAY)
    assert vacant(street) == [(street.branch, "书记", "甲")]
    assert vacant(street, TODAY - timedelta(days=1)) == []


def test_the_five_officers_are_expected_where_there_are_any(street: Street) -> None:
    assert vacant(street) == []
    appointed(street, "mediator", "毛桂兰", how_chosen="volunteer")
    assert [name for _unit, name, _last in vacant(street)] == ["政策宣传员", "民情收集员", "困难帮扶员", "环境监督员"]


def test_what_most_units_have_is_expected_of_the_others(street: Street) -> None:
    groups = [
        street.group,
        *(street.add("units", code=f"111{n}", name=f"{n}号楼", parent_id=street.branch) for n in (2, 3, 4)),
    ]
    for number, group in enumerate(groups[:3]):
        appointed(street, "building_steward", f"管家{number}", group)
        appointed(street, "contact_household", f"中心户{number}", group, how_chosen="volunteer")
    assert vacant(street) == [(groups[3], "楼栋管家", "")]  # no one is expected to volunteer


def test_a_grid_without_its_head_is_a_vacancy_of_the_branch(street: Street) -> None:
    grids = [street.add("grids", code=f"G{n}", name=f"第{n}网格", unit_id=street.community) for n in (1, 2)]
    for grid in grids:
        street.add("unit_grids", unit_id=street.branch, grid_id=grid)
    appointed(street, "grid_head", "甲", grid_id=grids[0])
    with street.register.read() as session:
        assert [(v.post, v.grid) for v in posts.vacancies(session, TODAY)] == [("网格长", "第2网格")]


def test_consent_holds_for_every_post_of_a_person(street: Street) -> None:
    person = street.person("毛桂兰")
    one, two = (appointed(street, key, "", person_id=person) for key in ("mediator", "environment_officer"))
    appointing.record_consent(street.register, one, {"phone", "photo"}, date(2026, 1, 5))
    appointing.withdraw_consent(street.register, two, date(2026, 2, 5))
    assert {held.consent_withdrawn_on for held in at(street)} == {date(2026, 2, 5)}
    appointing.record_consent(street.register, two, {"phone"}, date(2026, 3, 5))
    told = {(held.phone_consent_on, held.photo_consent_on, held.consent_withdrawn_on) for held in at(street)}
    assert told == {(date(2026, 3, 5), None, None)}
    with pytest.raises(Mistake, match="has not come"):
        appointing.record_consent(street.register, one, {"phone"}, TODAY + timedelta(days=1))


def test_only_a_portrait_is_kept_as_photo(street: Street) -> None:
    held = appointed(street, "secretary", "甲")
    with pytest.raises(Mistake, match="portrait"):
        appointing.set_photo(street.register, held, b"GIF89a", SINCE)
    appointing.set_photo(street.register, held, b"\xff\xd8\xff\xe0 a picture", SINCE)
    appointing.set_photo(street.register, held, None, SINCE)
    assert at(street)[0].photo_consent_on is None


def test_figures_are_summed_up_the_tree_of_their_day(street: Street) -> None:
    other = street.add("units", code="1112", name="4号楼", parent_id=street.branch)
    home, away = street.household("101"), street.household("201")
    street.person("陈桂珍", home)
    street.add("cares", household_id=home, category_id=_category(street), since=date(2026, 1, 1))
    street.add("visits", household_id=home, visited_on=TODAY, met=True)
    street.add("matters", content="路灯", received_on=TODAY, unit_id=street.group)
    held = appointed(street, "building_head", "甲", street.group)
    appointing.end(street.register, held, TODAY)
    move_households(street.register, [away], other, TODAY)
    with street.register.read() as session:
        now = map_figures.figures(session, TODAY)
        before = map_figures.figures(session, TODAY - timedelta(days=1))
    assert (now[street.group].households, now[other].households, now[street.street].households) == (1, 1, 2)
    assert (before[street.group].households, before.get(other, map_figures.UnitFigures()).households) == (2, 0)
    top = now[street.street]
    assert (top.people, top.due, top.coverage, top.matters, top.vacancies) == (1, 1, 100, 1, 1)
    assert now[other].coverage is None


def _category(street: Street) -> str:
    with street.register.read() as session:
        return queries.ids(session, queries.Query(spec("care_categories")))[0]
