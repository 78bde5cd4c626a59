"""Taking in a roster as a clerk does it: a nasty file, columns put right, rows looked at, a report, undo, drop, paste."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from models import operations
from models.checks import check_digit
from models.errors import Cancelled
from models.history import recording
from models.intake import Certainty, Outcome
from models.intake.roster.answers import LEFT_OUT, SOMEBODY_NEW
from models.organisation import UNITS
from tests.ui.on_desk import OnDesk, settle
from tests.ui.windows import InWindow
from ui.intake import flow, work
from ui.intake.columns_step import certainty_words
from ui.intake.reading import estate_choices
from ui.pages.intake import IntakePage
from ui.pages.people import PeoplePage
from ui.pages.placing import AS_WRITTEN, CHIP, WITHOUT

Book = Callable[..., Path]


def document(number: int, born: str = "19580302") -> str:
    """A made-up number with a right last digit, of an area that no real person's card names."""
    first17 = f"509900{born}{number:03d}"
    return first17 + check_digit(first17)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write sheets of rows to a workbook; its path."""

    def write(*rows: Sequence[Any], name: str = "roster.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, content in (sheets or {"Sheet1": rows}).items():
            page = made.create_sheet(title)
            for line in content:
                page.append(list(line))
        path = tmp_path / name
        made.save(path)
        return path

    return write


@pytest.fixture
def nasty(book: Book) -> Path:
    """A title, "unit:", an explanation row, a hidden row, a column that is never kept, a cut number, a total, a foot."""
    path = book(
        ("松林苑3号楼住户花名册",),
        ("填报单位：桂香社区", "", "", "填表日期：2025.3.1"),
        ("序号", "姓 名", "公民身份号码", "房号", "联系方式", "情况补充", "宗教信仰"),
        ("必填", "与身份证一致", "18位", "", "多个用；隔开", "", ""),
        (1, "王　强", document(11), "2-301", "13800000011 / 86001301", "外出务工", "x"),
        (2, "李敏", document(22, "19620411"), "2-302", "13800000022", "", ""),
        (3, "郑桂英", 5.0990019e17, "2-303", "13800000033", "", ""),
        (4, "", document(44), "2-304", "", "", ""),
        ("合计", "4人"),
        ("填表人：周文斌",),
    )
    opened = load_workbook(path)
    opened.active.row_dimensions[6].hidden = True
    opened.save(path)
    return path


def counts(page: IntakePage) -> dict[str, int]:
    return {outcome.value: number for outcome, number in page.work.counts().items() if number}


def names(on_desk: OnDesk) -> list[str]:
    return sorted(row["name"] for row in on_desk.rows("people"))


def to_preview(page: IntakePage, path: Path) -> None:
    page.take_file(path)
    page.next()
    page.next()
    settle()
    assert page.work.step == work.PREVIEW, page.trouble.words.text()


def test_a_nasty_file_goes_the_whole_way(on_desk: OnDesk, nasty: Path) -> None:
    page = on_desk.show(IntakePage)
    page.take_file(nasty)
    assert page.work.step == work.SHEETS
    model = page.sheets.model
    assert [model.words(row) for row in range(8)] == [
        "not read", "not read", "header", "not read", "read", "hidden, read", "read", "read",
    ]  # fmt: skip
    assert page.sheets.hidden.text() == "Read the 1 hidden rows too"
    on_desk.click(page.go)
    assert page.work.step == work.COLUMNS
    assert any("宗教信仰" in words and "not kept" in words for words in page.columns.told.said())
    on_desk.click(page.go)
    assert counts(page) == {"created": 2, "rejected": 2}
    assert names(on_desk) == []  # nothing is written before the last button
    assert page.go.text() == "Take in 2 rows"
    on_desk.click(page.go)
    assert page.work.step == work.DONE and names(on_desk) == ["李敏", "王强"]
    assert [home["door"] for home in on_desk.rows("households")] == ["3-2-301", "3-2-302"]
    operations.undo(on_desk.register, on_desk.operations[-1])
    assert names(on_desk) == [] and on_desk.rows("households") == []


def test_hidden_rows_and_whole_sheets_can_be_left_out(on_desk: OnDesk, nasty: Path) -> None:
    page = on_desk.show(IntakePage)
    page.take_file(nasty)
    on_desk.click(page.sheets.hidden)
    assert page.sheets.model.words(5) == "hidden, left out"
    page.next()
    page.next()
    assert counts(page) == {"created": 1, "rejected": 2}
    page.previous()
    page.previous()
    on_desk.click(page.sheets.take)
    assert not page.go.isEnabled()


def test_numbers_are_masked_at_every_step(on_desk: OnDesk, nasty: Path) -> None:
    page = on_desk.show(IntakePage)
    page.take_file(nasty)
    shown = [
        str(page.sheets.model.index(row, column).data())
        for row in range(page.sheets.model.rowCount())
        for column in range(page.sheets.model.columnCount())
    ]
    page.next()
    shown += [widget.text() for widget in page.columns.findChildren(type(page.header.subtitle))]
    page.next()
    for outcome in Outcome:
        page.preview.open_list(outcome)
        rows = page.preview.table.rows
        shown += [str(rows.index(r, c).data()) for r in range(rows.rowCount()) for c in range(rows.columnCount())]
    assert "王强" in shown
    for secret in (document(11), document(22, "19620411"), document(44), "13800000011", "13800000022"):
        assert not any(secret in words for words in shown)


def test_a_column_is_put_right_and_remembered_for_all_sheets_alike(on_desk: OnDesk, book: Book) -> None:
    rows = (("姓名", "房号", "补充说法"), ("王强", "3-2-301", "汉族"), ("李敏", "3-2-302", "回族"))
    path = book(三号楼=rows, 五号楼=[rows[0], ("赵一诺", "5-2-301", "汉族")])
    page = on_desk.show(IntakePage)
    page.take_file(path)
    page.next()
    assert page.work.layouts is not None
    first, second = page.work.layouts.layouts
    assert first.columns[2].certainty is Certainty.CONFIRM and (0, 2) in page.columns.chips
    page.columns.decide(0, 2, "ethnic_group")
    assert first.columns[2].meaning == second.columns[2].meaning == "ethnic_group"
    page.next()
    page.next()
    assert sorted(row["ethnic_group"] for row in on_desk.rows("people")) == ["01", "01", "03"]
    page.give_up()
    page.take_file(path)
    page.next()
    assert "as you said the last time" in page.columns.card.remark.text()
    page.next()
    assert counts(page) == {"unchanged": 3} and not page.go.isEnabled()  # reading twice changes nothing


def test_a_mark_over_categories_of_care_is_left_out_or_taken_with_one_click(on_desk: OnDesk, book: Book) -> None:
    path = book(("姓名", "房号", "重点类别"), ("王强", "3-2-301", "独居老人"), ("李敏", "3-2-302", "残疾人"))
    page = on_desk.show(IntakePage)
    page.take_file(path)
    page.next()
    assert any("重点类别" in words and "not kept" in words for words in page.columns.told.said())
    offers = {one.text(): one for one in page.columns.findChildren(QPushButton) if "重点类别" in one.accessibleName()}
    assert set(offers) == {"Not kept here", "It is: Care categories", "Leave it so"}  # the first opens the list
    on_desk.click(offers["Leave it so"])
    assert page.work.layouts is not None
    column = page.work.layouts.layouts[0].columns[2]
    assert (column.meaning, column.certainty) == ("never", Certainty.CERTAIN)


def test_the_header_is_picked_by_hand(on_desk: OnDesk, book: Book) -> None:
    path = book(("甲", "乙", "丙"), ("王强", "3-2-301", "13800000011"), ("李敏", "3-2-302", "13800000022"))
    page = on_desk.show(IntakePage)
    page.take_file(path)
    assert page.work.step == work.SHEETS and not page.go.isEnabled()
    page.sheets.grid.selectRow(0)
    on_desk.click(page.sheets.as_header)
    assert page.sheets.model.words(0) == "header" and page.go.isEnabled()
    page.sheets.grid.selectRow(2)
    on_desk.click(page.sheets.as_nothing)
    assert page.sheets.model.words(2) == "not read"
    page.next()
    assert page.trouble.isVisible() and not page.go.isEnabled()  # without a name there is nobody to take in
    page.columns.decide(0, 0, "name")
    assert not page.trouble.isVisible() and page.go.isEnabled()
    page.columns.decide(0, 1, "household.door")
    page.next()
    assert counts(page) == {"created": 1}


def test_changes_are_shown_field_by_field_and_an_old_value_can_stay(on_desk: OnDesk, book: Book) -> None:
    street = on_desk.street
    street.person("王强", street.household("301"), document=document(11), phone="13900000000", education="70")
    path = book(("姓名", "身份证号", "电话", "学历"), ("王强", document(11), "13800000011", "大专"))
    page = on_desk.show(IntakePage)
    to_preview(page, path)
    assert page.preview.current is Outcome.UPDATED
    rows = page.preview.table.rows
    told = {rows.index(row, 1).data(): [rows.index(row, c).data() for c in (2, 3, 4)] for row in range(rows.rowCount())}
    assert told["Phone"] == ["139****0000", "138****0011", "use new"]
    line = [rows.index(row, 1).data() for row in range(rows.rowCount())].index("Phone")
    page.preview.table.selectRow(line)
    on_desk.press(page.preview.table, Qt.Key.Key_Return)
    assert rows.index(line, 4).data() == "keep old"
    page.next()
    (person,) = on_desk.rows("people")
    assert person["phone"] == "13900000000" and person["education"] != "70"


@pytest.fixture
def doubtful(on_desk: OnDesk, book: Book) -> Path:
    """Three rows without a number whose names the register has."""
    street = on_desk.street
    for room, name in (("301", "王强"), ("302", "李敏"), ("303", "赵一诺")):
        street.person(name, street.household(room), phone=f"13900000{room}", document=document(int(room)))
    rows = [("王强", "13800000011"), ("李敏", "13800000022"), ("赵一诺", "13800000033"), ("吴建国", "13800000044")]
    return book(("姓名", "联系电话"), *rows)


def test_rows_to_look_at_are_answered_left_and_returned_to(on_desk: OnDesk, doubtful: Path) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, doubtful)
    assert counts(page) == {"created": 1, "review": 3}
    panel = page.preview.review
    sides = {side.field: (side.new, side.old) for side in panel._found[0].sides}
    assert sides["Phone"] == ("138****0011", "139****0301")
    on_desk.click(panel.same)
    on_desk.click(panel.other)
    assert counts(page) == {"created": 2, "updated": 1, "review": 1}
    page.next()
    assert names(on_desk) == ["吴建国", "李敏", "李敏", "王强", "赵一诺"]
    again = on_desk.show(IntakePage)  # the window was built anew, or the clerk was elsewhere
    assert again.work.step == work.DONE
    on_desk.click(again.done.review)
    assert again.queue.isVisible() and [one.row for one in again.queue.queue.rows.entries] == [4]
    on_desk.click(again.queue.out)
    assert again.queue.queue.rows.index(0, 2).data() == "left out"
    on_desk.click(again.go)
    assert again.done.isVisible() and again.done.review.isHidden()
    phones = {row["name"]: row["phone"] for row in on_desk.rows("people") if row["name"] == "王强"}
    assert phones == {"王强": "13800000011"}


def test_rows_left_for_later_wait_in_the_register(on_desk: OnDesk, doubtful: Path) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, doubtful)
    page.next()
    page.give_up()
    assert page.choose.waiting.text().strip() == "3 rows of earlier files wait to be looked at: look at them now"
    on_desk.click(page.choose.waiting)
    panel = page.queue
    sides = {side.field: (side.new, side.old) for side in panel._found[0].sides}
    assert sides["Phone"] == ("138****0011", "139****0301")
    on_desk.click(panel.same)
    on_desk.click(panel.other)
    phones = sorted((row["name"], row["phone"]) for row in on_desk.rows("people"))
    assert phones == [
        ("吴建国", "13800000044"), ("李敏", "13800000022"), ("李敏", "13900000302"), ("王强", "13800000011"),
        ("赵一诺", "13900000303"),
    ]  # fmt: skip
    on_desk.click(page.go)
    assert page.choose.isVisible() and page.choose.waiting.text().strip().startswith("1 rows")


def test_what_was_decided_counts_again_once_it_is_undone(on_desk: OnDesk, doubtful: Path) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, doubtful)
    page.preview.review.answer(SOMEBODY_NEW)
    page.preview.review.answer(LEFT_OUT)
    page.next()
    assert len(on_desk.rows("people")) == 5
    on_desk.desk.undo(on_desk.operations[-1])
    settle()
    assert page.work.step == work.PREVIEW and len(on_desk.rows("people")) == 3
    assert counts(page) == {"created": 2, "review": 1, "rejected": 1}


def test_an_old_value_can_stay_at_a_row_that_was_looked_at(on_desk: OnDesk, doubtful: Path) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, doubtful)
    panel = page.preview.review
    page.work.answers.toggle(panel._found[0].id, "phone")
    panel.answer(panel._found[0].id)
    page.next()
    phones = {row["name"]: row["phone"] for row in on_desk.rows("people")}
    assert phones["王强"] == "13900000301"


def test_what_was_not_taken_is_saved_put_right_and_read_again(
    on_desk: OnDesk, nasty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, nasty)
    out = tmp_path / "rest"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.next()
    on_desk.click(page.done.report)
    made = load_workbook(tmp_path / "rest.xlsx")
    sheet = made.active
    assert sheet["A1"].value == "松林苑3号楼住户花名册" and any(cell.comment for line in sheet for cell in line)
    for line in sheet.iter_rows():
        if line[1].value == "郑桂英":
            line[2].value = document(33, "19700101")
    made.save(tmp_path / "rest.xlsx")
    on_desk.click(page.done.another)
    to_preview(page, tmp_path / "rest.xlsx")
    assert counts(page) == {"created": 1, "rejected": 1}


def test_stopping_leaves_nothing(on_desk: OnDesk, nasty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, nasty)
    with on_desk.register.read() as session:
        before = session.query(recording.OperationRow).count()

    def stopped(*_arguments: Any, **_others: Any) -> None:
        raise Cancelled("")

    with monkeypatch.context() as patched:
        patched.setattr(flow, "commit", stopped)
        page.next()
    assert page.work.step == work.PREVIEW and on_desk.said[-1] == "Stopped; nothing was left half-done."
    with on_desk.register.read() as session:
        assert session.query(recording.OperationRow).count() == before
    on_desk.click(page.drop)
    assert page.work.step == work.CHOOSE and names(on_desk) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 xx", b"PK\x03\x04" + b"x" * 500, bytes(range(256)) * 20])
def test_a_hostile_file_is_told_in_one_sentence(on_desk: OnDesk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(content)
    page = on_desk.show(IntakePage)
    page.take_file(path)
    said = page.trouble.words.text()
    assert page.trouble.isVisible() and said and "\n" not in said and "Error" not in said
    assert page.work.step == work.CHOOSE and page.go.isEnabled()


def test_unknown_buildings_are_made_under_a_unit_or_placed_afterwards(on_desk: OnDesk, book: Book) -> None:
    path = book(("姓名", "小区", "楼栋", "房号"), ("王强", "杏花里", "9", "101"), ("李敏", "杏花里", "9", "102"))
    page = on_desk.show(IntakePage)
    to_preview(page, path)
    assert page.work.plan is not None and page.work.plan.unplaced == 2
    page.preview.under_picked.emit(on_desk.street.branch)
    assert page.work.plan.unplaced == 0 and len(page.work.plan.inserts["unit"]) == 1
    page.preview.under_picked.emit("")
    page.next()
    people = on_desk.show(PeoplePage)
    people.show_unplaced()
    settle()
    assert people.view.bar.picked(CHIP) == [WITHOUT] and people.placing.button.text().strip() == "Place all 2 under …"
    people.placing.place(on_desk.street.group)
    settle()
    assert [str(home["unit_id"]) for home in on_desk.rows("households")] == ["3号楼党小组"] * 2
    assert people.placing.button.isHidden()


def test_those_whose_file_names_a_unit_are_placed_as_written(on_desk: OnDesk, book: Book) -> None:
    page = on_desk.show(IntakePage)
    to_preview(page, book(("姓名", "房号", "所属组织"), ("王强", "7-1-101", "新来的小组"), ("李敏", "7-1-102", "")))
    page.next()
    people = on_desk.show(PeoplePage)
    people.show_unplaced()
    settle()
    operations.save(on_desk.register, UNITS, {"code": "99", "name": "新来的小组"})
    people.placing.place(AS_WRITTEN)
    settle()
    assert {str(row["unit_id"]) for row in on_desk.rows("households")} == {"新来的小组", "None"}


def test_a_door_of_several_estates_is_asked_about_once_for_the_whole_file(on_desk: OnDesk, book: Book) -> None:
    rows = [(estate, "8-1-101", f"住户{estate[0]}") for estate in ("松林苑", "桂香苑")]
    page = on_desk.show(IntakePage)
    to_preview(page, book(("小区", "门牌号", "姓名"), *rows))
    page.next()
    page.give_up()
    to_preview(page, book(("门牌号", "姓名"), ("8-1-101", "王强"), ("8-1-101", "李敏"), name="second.xlsx"))
    assert counts(page) == {"review": 2} and page.preview.estate.isVisible()
    with on_desk.register.read() as session:
        assert [choice.value for choice in estate_choices(session)][-2:] == ["松林苑", "桂香苑"]
    page.preview.estate_picked.emit("桂香苑")
    assert counts(page) == {"created": 2} and page.preview.estate.isVisible()
    page.preview.estate_picked.emit("")
    assert counts(page) == {"review": 2}


def test_people_who_are_not_in_the_file_are_listed_and_stay(on_desk: OnDesk, book: Book) -> None:
    home = on_desk.street.household("301")
    on_desk.street.person("王强", home, document=document(11))
    on_desk.street.person("王小明", home, relation="20")
    page = on_desk.show(IntakePage)
    to_preview(page, book(("姓名", "身份证号", "房号"), ("王强", document(11), "松林苑3-2-301")))
    page.preview.open_list("absent")
    assert page.preview.table.rows.index(0, 0).data() == "王小明"
    page.preview.table.selectRow(0)
    on_desk.press(page.preview.table, Qt.Key.Key_Return)
    assert on_desk.opened[-1][0] == "people"


def test_a_block_is_pasted_with_and_without_a_header(on_desk: OnDesk) -> None:
    page = on_desk.show(IntakePage)
    page.paste('姓名\t房号\t电话\n王强\t3-2-301\t"13800000011\n86001301"\n')
    assert page.work.step == work.SHEETS and page.work.pasted
    page.next()
    page.next()
    assert counts(page) == {"created": 1}
    page.give_up()
    page.paste(f"王强\t3-2-301\t{document(11)}\n李敏\t3-2-302\t{document(22)}\n")
    assert page.work.layouts is not None
    (layout,) = page.work.layouts.layouts
    assert [column.header for column in layout.columns] == ["A", "B", "C"] and layout.columns[2].meaning == "document"
    assert [column.suggestion for column in layout.columns[:2]] == ["name", "household.door"]
    page.give_up()
    page.paste("only words")
    assert page.trouble.isVisible() and page.work.step == work.CHOOSE


def test_ctrl_v_in_the_table_and_a_file_let_go_over_the_window(in_window: InWindow, nasty: Path) -> None:
    page = in_window.shell.page()
    assert isinstance(page, PeoplePage)
    QGuiApplication.clipboard().setText("姓名\t房号\n王强\t3-2-301\n")
    in_window.keys(page.view.table.view, Qt.Key.Key_V, control=True)
    assert page.taking_in and page.intake is not None and page.intake.work.pasted
    page.show_roster()
    in_window.shell.go_to("today")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(nasty))])
    both, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, both, none)
    in_window.shell.dropEvent(drop)
    settle()
    assert in_window.shell.page() is page and page.taking_in
    assert page.intake.work.step == work.SHEETS and page.intake.work.name == nasty.name


def test_the_way_back_says_what_waits(on_desk: OnDesk, doubtful: Path) -> None:
    people = on_desk.show(PeoplePage)
    page = people.show_intake()
    to_preview(page, doubtful)
    people.show_roster()
    assert not people.taking_in and people.intake_button.text().strip() == "Take in a roster · 3 to look at"


def test_every_certainty_has_its_words() -> None:
    assert len({certainty_words(certainty) for certainty in Certainty}) == len(Certainty)


def test_a_form_for_one_household_keeps_its_door(on_desk: OnDesk, book: Book) -> None:
    path = book(
        ("松林苑住户信息卡",), ("户主", "王强", "联系电话", "13800000011"), ("住址", "3号楼2单元502", "房屋性质", "自有"),
        ("姓名", "与户主关系", "身份证号", "政治面貌"), ("王强", "户主", document(1), "群众"),
        ("李敏", "妻", document(2, "19620101"), "中共党员"),
    )  # fmt: skip
    page = on_desk.show(IntakePage)
    page.take_file(path)
    assert [page.sheets.model.words(row) for row in (1, 2, 3)] == ["read", "read", "header"]
    page.next()
    page.next()
    page.next()
    assert [home["door"] for home in on_desk.rows("households")] == ["3-2-502"] and len(on_desk.rows("people")) == 2
