"""A mediation as the mediator works on it: listened to, persuaded, ended, followed up; and what the dossier lacks."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models import operations
from models.records import spec
from tests.ui.on_desk import OnDesk, settle, sheet, write
from ui.kit.tag import Tag
from ui.pages.mediation import MediationPage
from ui.pages.mediation_case import CaseView

TODAY = date.today()


@pytest.fixture
def leak(on_desk: OnDesk) -> str:
    """宋志明 and 马俊 about a leak, accepted nine days ago."""
    street = on_desk.street
    case = street.add(
        "mediations", title="楼上漏水赔偿", accepted_on=TODAY - timedelta(days=9), unit_id=street.group, source="application",
        dispute_type="neighbour", mediator="毛桂兰", request="修好漏点", told_rights=True,
    )  # fmt: skip
    street.add("mediation_parties", case_id=case, side="applicant", name="宋志明", phone="13600000173", consent=True)
    street.add("mediation_parties", case_id=case, side="respondent", name="马俊", phone="13900005127")
    return case


@pytest.fixture
def view(on_desk: OnDesk, leak: str) -> CaseView:
    page = on_desk.show(MediationPage)
    page.open_record(page.specs[0], leak)
    settle()
    on_desk.page = page  # type: ignore[attr-defined]
    return page.case


def lines(view: CaseView, name: str) -> list[str]:
    return [line.accessibleName() for line in getattr(view, name).lines()]


def states(view: CaseView) -> list[str]:
    return [stage.state for stage in view.stages.stages()]


def note(on_desk: OnDesk, view: CaseView, step: str, text: str) -> None:
    view.note(step)
    asking = sheet(view)
    write(on_desk.qtbot, asking.groups[0], "text", text)
    on_desk.click(asking.go)


def test_a_case_shows_its_steps_parties_and_days(view: CaseView) -> None:
    assert states(view) == ["now", *["ahead"] * 5]
    assert lines(view, "parties") == [
        "Applicant 宋志明 136****0173 agrees",
        "Respondent 马俊 139****5127 not asked yet",
    ]
    (settle_by, confirm, perform) = lines(view, "deadlines")
    assert "days left" in settle_by and "after the agreement" in confirm and "after the agreement" in perform
    assert view.findChildren(Tag)[0].text() == "in progress, day 10"
    assert view.note_button.text() == "Note: 1 Listen"


def test_the_dossier_says_what_is_missing(view: CaseView) -> None:
    missing = [line for line in lines(view, "papers") if line.endswith("missing")]
    assert missing == [
        "Consent of both sides Ask each party whether it agrees to mediation. missing",
        "Mediation record Note at least one mediation of both sides. missing",
    ]


def test_steps_are_noted_and_stand_newest_first(on_desk: OnDesk, view: CaseView) -> None:
    on_desk.click(view.note_button)
    asking = sheet(view)
    write(on_desk.qtbot, asking.groups[0], "text", "双方陈述")
    on_desk.click(asking.go)
    note(on_desk, view, "persuade", "各退一步")
    assert states(view)[:5] == ["done"] * 4 + ["now"]
    (later, earlier) = on_desk.rows("mediation_sessions")
    assert {later["by"], earlier["by"]} == {"毛桂兰"}
    told = [w.text() for w in view.findChildren(QLabel) if w.text() in ("双方陈述", "各退一步")]
    assert told == ["各退一步", "双方陈述"]
    assert view.note_button.text() == "Note mediation no. 2"


def test_a_step_without_words_stays_open(on_desk: OnDesk, view: CaseView) -> None:
    view.note("listen")
    asking = sheet(view)
    on_desk.click(asking.go)
    assert asking.isVisible() and "Please fill in" in asking.groups[0].label_of("text").text()
    asking.reject()
    settle()
    assert on_desk.rows("mediation_sessions") == []


def test_it_ends_with_what_was_agreed_and_is_followed_up(on_desk: OnDesk, view: CaseView, leak: str) -> None:
    on_desk.click(view.end_button)
    asking = sheet(view)
    assert "still lacks" in asking._hint.text()
    write(on_desk.qtbot, asking.groups[0], "outcome", "oral")
    on_desk.click(asking.go)
    assert asking.isVisible() and "oral agreement" in asking.groups[0].label_of("agreement").text()
    write(on_desk.qtbot, asking.groups[0], "agreement", "十日内修好")
    on_desk.click(asking.go)
    settle()
    (case,) = on_desk.rows("mediations")
    assert (case["outcome"], case["closed_on"], case["effective_on"]) == ("oral", TODAY, TODAY)
    assert view.end_button.isHidden() and view.note_button.text() == "Note a follow-up"
    on_desk.click(view.note_button)
    call = sheet(view)
    write(on_desk.qtbot, call.groups[0], "situation", "已修好")
    write(on_desk.qtbot, call.groups[0], "performance", "Performed")
    on_desk.click(call.go)
    assert on_desk.rows("mediations")[0]["performance"] == "performed"
    assert states(view)[5] == "done"


def test_the_list_opens_a_case_and_takes_back(on_desk: OnDesk, leak: str) -> None:
    page = on_desk.show(MediationPage)
    on_desk.qtbot.waitUntil(lambda: page.view.table.model.total == 1)
    page.view.table.setFocus()
    on_desk.press(page.view.table.view, Qt.Key.Key_Return)
    assert page.case.isVisible() and page.case.case is not None
    page.case.left.emit()
    assert not page.case.isVisible()
    assert page.status_words.startswith("1 in progress")


def test_a_case_that_is_deleted_goes_back_to_the_list(on_desk: OnDesk, view: CaseView, leak: str) -> None:
    from models import operations
    from models.mediation import MEDIATIONS

    on_desk.desk.write(lambda register: operations.delete(register, MEDIATIONS, [leak]))
    settle()
    assert not view.isVisible()


def test_a_party_that_does_not_agree_is_told_from_one_that_was_not_asked(
    on_desk: OnDesk, leak: str, view: CaseView
) -> None:
    (other,) = on_desk.rows("mediation_parties", name="马俊")
    assert "not asked yet" in lines(view, "parties")[1]
    operations.save(on_desk.register, spec("mediation_parties"), {"consent": False}, other.id)
    on_desk.page.open_record(spec("mediations"), leak)  # type: ignore[attr-defined]
    settle()
    assert "has not agreed" in lines(view, "parties")[1]
