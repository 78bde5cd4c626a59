"""Every ledger as table and form, the chips that narrow it, and the pages that stand on them."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from models.fields import RecordSpec
from models.households import CARE_CATEGORIES, HOUSEHOLDS, PEOPLE
from models.organisation import GRIDS
from models.queries import Query
from models.records import RECORDS
from tests.ui.on_desk import OnDesk, settle
from ui.due import due_tag
from ui.filters import usual_spans
from ui.pages import people_reading
from ui.pages.ledger import LedgerPage, LedgerView
from ui.pages.ledgers import LedgersPage, grouped
from ui.pages.matters import MattersPage
from ui.pages.people import PeoplePage
from ui.pages.settings import SettingsPage


@pytest.mark.parametrize("spec", RECORDS, ids=lambda spec: spec.key)
def test_every_ledger_opens_as_table_and_form(on_desk: OnDesk, spec: RecordSpec) -> None:
    view = LedgerView(on_desk.desk, spec)
    on_desk.qtbot.addWidget(view)
    view.resize(1182, 620)
    view.show()
    view.load()
    settle()
    assert view.table.model.query == Query(spec)
    view.new()
    assert set(view.form.fields.lines) == {field.name for field in spec.fields}
    for key in view.bar.chip_keys():
        view.bar.open(key)
        settle()
        assert view.bar._open is not None
        view.bar._open.close_it()


@pytest.fixture
def page(on_desk: OnDesk) -> PeoplePage:
    street = on_desk.street
    home, other = street.household("201"), street.household("502", state="empty")
    chen = street.person("陈桂珍", home, birth=date(1941, 3, 8), sex="2", political="01")
    street.person("陈小明", home, relation="20", birth=date(2019, 1, 5), sex="1")
    street.person("罗永福", other, birth=date(1990, 12, 1), sex="1")
    (alone,) = [row.id for row in on_desk.rows("care_categories", key="living_alone")]
    street.add("cares", person_id=chen, category_id=alone, since=date(2019, 6, 1))
    return on_desk.show(PeoplePage)


def names(page: PeoplePage) -> list[str]:
    model = page.views["people"].table.model
    column = [c.key for c in model.columns].index("name")
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_people_stand_by_their_door_the_householder_first(page: PeoplePage) -> None:
    assert names(page) == ["陈桂珍", "陈小明", "罗永福"]
    assert page.view.form.sheet.title() == "陈桂珍"  # the first one is shown at once
    assert "3 People" in page.status_words


def test_chips_narrow_the_list_and_let_go(page: PeoplePage, on_desk: OnDesk) -> None:
    bar = page.view.bar
    (alone,) = [row.id for row in on_desk.rows("care_categories", key="living_alone")]
    bar.pick("care", [alone])
    settle()
    assert names(page) == ["陈桂珍"]
    bar.pick("care", [])
    bar.pick("age", [(0, 6)] if date.today() < date(2026, 1, 5) else [(7, 17)])
    settle()
    assert names(page) == ["陈小明"]
    bar.pick("age", [])
    bar.pick("party", [True])
    settle()
    assert names(page) == ["陈桂珍"]
    bar.pick("party", [False])
    settle()
    assert names(page) == ["陈小明", "罗永福"]
    bar.clear()
    bar.pick("within", [on_desk.street.branch])
    settle()
    assert len(names(page)) == 3 and page.header.subtitle.text() == "云溪街道党工委 › 桂香社区党委 › 松林苑支部"


def test_the_switch_shows_households_with_their_people(page: PeoplePage, on_desk: OnDesk) -> None:
    page._turn_to("households")
    settle()
    model = page.view.table.model
    shown = {c.key: str(model.index(0, n).data()) for n, c in enumerate(model.columns)}
    assert shown["door"] == "松林苑 3-2-201" and shown["holder"] == "陈桂珍" and shown["members"] == "2"
    assert shown["care"] == "独居老人"  # of somebody behind the door
    assert on_desk.desk.preferences.text("people/by") == "households"


def test_records_from_elsewhere_open_in_their_view(page: PeoplePage, on_desk: OnDesk) -> None:
    (home,) = [row.id for row in on_desk.rows("households", room="502")]
    page.open_record(HOUSEHOLDS, home)
    settle()
    assert page.view is page.views["households"] and page.view.form.record_id == home
    assert page.view.table.current_id() == home
    page.show_query(Query(PEOPLE, words="chen"))
    settle()
    assert names(page) == ["陈桂珍", "陈小明"]
    page.view.bar._drop_given()
    settle()
    assert len(names(page)) == 3


def test_what_has_happened_with_a_person(page: PeoplePage, on_desk: OnDesk) -> None:
    street = on_desk.street
    (chen,) = on_desk.rows("people", name="陈桂珍")
    home = chen["household_id"].id
    street.add("visits", visited_on=date(2026, 3, 2), household_id=home, situation="一切都好")
    street.add("matters", received_on=date(2026, 3, 5), content="灯坏了", unit_id=street.group, household_id=home)
    with on_desk.register.read() as session:
        lines = people_reading.happenings(session, home, chen.id)
        head = people_reading.person_heading(session, chen.id)
    assert [(line.spec.key, line.words.partition("：")[2]) for line in lines] == [
        ("matters", "灯坏了"), ("visits", "一切都好")
    ]  # fmt: skip
    assert head.tags == (("独居老人", "information"),) and "松林苑 3-2-201" in head.subtitle


def test_a_visit_begins_from_a_person(page: PeoplePage, on_desk: OnDesk) -> None:
    wanted: list[tuple[str, dict[str, object]]] = []
    on_desk.desk.new_wanted.connect(lambda spec, values: wanted.append((spec.key, values)))
    page._visit_person()
    settle()
    ((ledger, known),) = wanted
    assert ledger == "visits" and known["person_id"] == page.views["people"].form.record_id


def test_age_counts_full_years() -> None:
    born = date(1941, 3, 8)
    assert people_reading.age(born, date(2026, 3, 7)) == 84 and people_reading.age(born, date(2026, 3, 8)) == 85
    assert people_reading.age(None) is None


def test_matters_open_on_what_is_still_open(on_desk: OnDesk) -> None:
    street = on_desk.street
    street.add("matters", received_on=date(2026, 3, 5), content="灯坏了", unit_id=street.group)
    street.add(
        "matters", received_on=date(2026, 3, 6), content="好了", unit_id=street.group, closed_on=date(2026, 3, 7)
    )
    page = on_desk.show(MattersPage)
    assert page.view.table.model.rowCount() == 1
    page.view.bar.pick("status", [])
    settle()
    assert page.view.table.model.rowCount() == 2
    with on_desk.register.read() as session:
        assert MattersPage.rail_count(session) == 1


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (-2, "overdue", "2 days overdue"),
        (0, "due", "due today"),
        (1, "due", "1 day left"),
        (9, "neutral", "9 days left"),
    ],
)
def test_a_due_date_says_in_words_how_near_it_is(days: int, kind: str, words: str) -> None:
    today = date(2026, 9, 21)
    tag = due_tag(date.fromordinal(today.toordinal() + days), today)
    assert (tag.kind, tag.words) == (kind, words)


def test_usual_spans_are_whole() -> None:
    spans = dict(usual_spans(date(2026, 1, 1)))
    assert spans["This week"] == (date(2025, 12, 29), date(2026, 1, 4))
    assert spans["Last month"] == (date(2025, 12, 1), date(2025, 12, 31))
    assert spans["Last quarter"] == (date(2025, 10, 1), date(2025, 12, 31))


def test_the_ledgers_page_lists_every_record_type(on_desk: OnDesk) -> None:
    listed = {key for keys in grouped().values() for key in keys}
    assert listed == {spec.key for spec in RECORDS} - {"offices", "level_schemes"}
    page = on_desk.show(LedgersPage)
    page.turn_to("units").load()
    settle()
    assert page._views["units"].table.model.rowCount() == 4
    page.open_record(
        next(s for s in RECORDS if s.key == "grids"), on_desk.street.add("grids", code="G1", name="第一网格")
    )
    settle()
    assert page._views["grids"].form.sheet.title() == "第一网格"


def test_settings_show_the_office_and_change_the_look(on_desk: OnDesk) -> None:
    page = on_desk.show(SettingsPage)
    form = page._forms["offices"]
    assert form.sheet.title() == "桂香社区" and not form.sheet.delete.isVisible()
    form.fields.lines["phone"].editor.line.setText("8600 1200")
    assert page.unsaved()
    page.save()
    settle()
    assert on_desk.rows("offices")[0]["phone"] == "8600 1200" and not page.unsaved()
    asked: list[bool] = []
    on_desk.desk.look_changed.connect(lambda: asked.append(True))
    page._keep("text_size", 120)
    assert asked == [True] and on_desk.desk.preferences.text_size == 120
    page.show_query(Query(CARE_CATEGORIES))
    settle()
    assert page._at == "care_categories"


class GridsPage(LedgerPage):
    """A page in five lines."""

    key, title, icon = "grids", "Grids", "map-pin"
    spec = GRIDS
    specs = (GRIDS,)


def test_a_page_of_a_ledger_is_five_lines(on_desk: OnDesk) -> None:
    page = on_desk.show(GridsPage)
    page.new()
    assert page.view.form.sheet.title() == "New: Grid"
    page.view.form.fields.lines["code"].editor.line.setText("G1")
    page.view.form.fields.lines["name"].editor.line.setText("第一网格")
    assert page.unsaved()
    page.save()
    settle()
    assert page.view.table.model.rowCount() == 1 and page.status_words == "1 Grids" and not page.unsaved()


def test_the_list_in_front_is_written_into_a_workbook(
    on_desk: OnDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "list"), ""))
    on_desk.street.add("grids", code="G1", name="第一网格", unit_id=on_desk.street.branch)
    on_desk.street.add("grids", code="G2", name="第二网格")
    page = on_desk.show(GridsPage)
    page.view.bar.pick("within", [on_desk.street.community])
    settle()
    export, _new = page.header_buttons()
    export.click()
    settle()
    cells = [cell.value for row in load_workbook(tmp_path / "list.xlsx").active.iter_rows() for cell in row]
    assert "第一网格" in cells and "第二网格" not in cells
    assert on_desk.said[-1] == "Exported 1 to list.xlsx" and page.progress.isHidden()


def test_arrows_walk_the_list_and_enter_goes_into_the_form(page: PeoplePage, on_desk: OnDesk) -> None:
    view = page.view
    on_desk.press(view.table.view, Qt.Key.Key_Down)
    on_desk.qtbot.waitUntil(lambda: view.form.sheet.title() == "陈小明")
    on_desk.press(view.table.view, Qt.Key.Key_Return)
    assert view.form.fields.focusWidget() is view.form.fields.lines["name"].editor.focus_widget()
