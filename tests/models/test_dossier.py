"""What the dossier of a mediation still lacks, which steps are done, and which days run out."""

from datetime import date
from typing import Any

import pytest

from models import dossier, mediation_operations, queries
from models.dossier import State
from models.errors import Mistake
from models.mediation import MEDIATIONS
from tests.conftest import Street

DAY = date(2026, 9, 2)
BOTH = [{"side": "applicant", "consent": True}, {"side": "respondent", "consent": True}]


def case(**values: Any) -> dict[str, Any]:
    return {
        "accepted_on": DAY, "due_on": date(2026, 10, 2), "source": "application", "request": "修好漏点", "summary": "漏水",
        "told_rights": True, "outcome": "pending", **values,
    }  # fmt: skip


def session(step: str, day: int = 3) -> dict[str, Any]:
    return {"step": step, "happened_on": date(2026, 9, day)}


def lacking(*args: Any) -> list[str]:
    return [paper.code for paper in dossier.missing(*args)]


def written(**values: Any) -> dict[str, Any]:
    agreed = {"agreement": "十日内修好", "performance_terms": "一次付清", "effective_on": date(2026, 9, 10)}
    return case(outcome="written", closed_on=date(2026, 9, 10), **{**agreed, **values})


def test_a_case_just_begun_lacks_all_that_can_be_done_now() -> None:
    new = case(request=None, told_rights=False)
    assert lacking(new, [], [], []) == ["application", "notice", "consent", "record"]


def test_a_whole_dossier_lacks_nothing() -> None:
    assert lacking(written(), BOTH, [session("persuade")], [{"happened_on": date(2026, 10, 9)}]) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"told_rights": False}, "notice"),
        ({"performance_terms": None}, "agreement"),
        ({"effective_on": None}, "agreement"),
        ({"request": ""}, "application"),
        ({"source": "initiative", "summary": None}, "acceptance"),
    ],
)
def test_each_missing_part_is_told(values: dict[str, Any], code: str) -> None:
    assert lacking(written(**values), BOTH, [session("persuade")], [{"happened_on": DAY}]) == [code]


def test_every_party_has_to_agree() -> None:
    unwilling = [BOTH[0], {"side": "respondent", "consent": False}]
    assert "consent" in lacking(case(), unwilling, [], [])
    assert "consent" not in lacking(case(outcome="refused"), unwilling, [], [])
    helper = [*BOTH, {"side": "participant", "consent": False}]
    assert "consent" not in lacking(case(), helper, [], [])


def test_an_oral_agreement_needs_its_content_and_no_signatures() -> None:
    oral = case(outcome="oral", agreement="互相谅解", effective_on=DAY)
    assert lacking(oral, BOTH, [session("persuade")], [{"happened_on": DAY}]) == []
    assert lacking({**oral, "agreement": " "}, BOTH, [session("persuade")], [{"happened_on": DAY}]) == [
        "oral_agreement"
    ]


def test_where_it_failed_the_routes_are_told_and_nothing_is_followed_up() -> None:
    assert lacking(case(outcome="failed"), BOTH, [session("persuade")], []) == ["routes"]
    assert lacking(case(outcome="failed", told_routes=True), BOTH, [session("persuade")], []) == []


def test_papers_that_need_not_be_there_are_not_missing() -> None:
    found = {paper.code: paper.state for paper in dossier.papers(case(), BOTH, [], [])}
    assert found["inquiry"] is State.OPEN and found["agreement"] is State.LATER and found["cover"] is State.MADE


def states(*args: Any) -> list[str]:
    return [step.state for step in dossier.steps(*args)]


def test_the_steps_go_on_one_after_the_other() -> None:
    assert states(case(), [], []) == ["now", *["ahead"] * 5]
    assert states(case(), [session("listen"), session("look", 4)], []) == ["done", "done", "now", *["ahead"] * 3]
    assert states(case(), [session("listen"), session("persuade", 9)], [])[4] == "now"  # a second mediation may follow
    assert states(written(), [session("persuade")], []) == [*["done"] * 5, "now"]
    assert states(written(), [session("persuade")], [{"happened_on": DAY}]) == ["done"] * 6


def test_days_run_from_acceptance_and_from_effect() -> None:
    waiting = {d.key: (d.on, d.done) for d in dossier.deadlines(case())}
    assert waiting == {"settle": (date(2026, 10, 2), False), "confirm": (None, False), "perform": (None, False)}
    agreed = {d.key: (d.on, d.done) for d in dossier.deadlines(written(performance="performed"))}
    assert agreed == {
        "settle": (date(2026, 10, 2), True), "confirm": (date(2026, 10, 10), False), "perform": (date(2026, 10, 10), True)
    }  # fmt: skip


@pytest.fixture
def leak(street: Street) -> str:
    return street.add("mediations", title="楼上漏水", accepted_on=DAY, unit_id=street.group)


def test_a_case_ends_as_the_law_asks(street: Street, leak: str) -> None:
    register = street.register
    with pytest.raises(Mistake) as raised:
        mediation_operations.close(register, leak, "oral", DAY, {})
    assert raised.value.field == "agreement"
    with pytest.raises(Mistake) as raised:
        mediation_operations.close(register, leak, "failed", DAY, {})
    assert raised.value.field == "told_routes"
    with pytest.raises(Mistake, match="before"):
        mediation_operations.close(register, leak, "withdrawn", date(2026, 9, 1), {})
    mediation_operations.close(register, leak, "oral", date(2026, 9, 10), {"agreement": "三日内修好"})
    with register.read() as session:
        row = queries.rows(session, MEDIATIONS, [leak])[0]
    assert (row["outcome"], row["effective_on"], row["confirm_by"]) == ("oral", date(2026, 9, 10), date(2026, 10, 10))
    with pytest.raises(Mistake, match="ended already"):
        mediation_operations.close(register, leak, "failed", DAY, {"told_routes": True})


def test_follow_ups_come_after_an_agreement_and_tell_the_performance(street: Street, leak: str) -> None:
    register, call = (
        street.register,
        {"happened_on": date(2026, 10, 9), "situation": "已修好", "performance": "performed"},
    )
    with pytest.raises(Mistake, match="no agreement"):
        mediation_operations.note_follow_up(register, leak, call)
    mediation_operations.note_session(register, leak, {"happened_on": DAY, "step": "listen", "text": "双方陈述"})
    mediation_operations.close(register, leak, "written", DAY, {"agreement": "修好"})
    mediation_operations.note_follow_up(register, leak, call)
    with register.read() as session:
        assert queries.rows(session, MEDIATIONS, [leak])[0]["performance"] == "performed"
