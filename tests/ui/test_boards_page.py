"""The boards page as a clerk uses it: what is out of date and why, the very PDF, the gate, issuing and reprinting."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from exports.boards import Board, Officer, as_json, printing
from exports.boards.comparing import Difference, compare, in_short
from models import operations
from models.organisation import APPOINTMENTS, UNITS, Post
from tests.ui.on_desk import OnDesk, settle, sheet
from ui.kit.labels import label
from ui.pages.boards import BoardsPage

LONG_AGO = date(2026, 3, 1)


def appoint(on_desk: OnDesk, unit: str, post: str, name: str, phone: str, **values: object) -> str:
    with on_desk.register.read() as session:
        post_id = session.scalars(select(Post.id).where(Post.key == post)).one()
    given = {"unit_id": unit, "post_id": post_id, "shown_name": name, "public_phone": phone, "phone_kind": "office"}
    return on_desk.street.add("appointments", **{**given, **values})


@pytest.fixture
def head(on_desk: OnDesk) -> str:
    """周文斌 heads building 3; its board hangs since March."""
    street = on_desk.street
    operations.save(street.register, UNITS, {"area_name": "3号楼"}, street.group)
    head = appoint(on_desk, street.group, "building_head", "周文斌", "8600 1301")
    appoint(on_desk, street.group, "building_steward", "许玉琴", "13800000001", phone_kind="personal")
    printing.issue(street.register, printing.gather(street.register, "building"), "A3", "red", LONG_AGO)
    return head


def change_phone(on_desk: OnDesk, head: str) -> None:
    operations.save(on_desk.register, APPOINTMENTS, {"public_phone": "8600 1399"}, head)


def lines(page: BoardsPage) -> list[tuple[str, str]]:
    return [(line.title, line.tag[0] if line.tag else "") for line in page.list.lines()]


def test_what_says_the_same_is_up_to_date(on_desk: OnDesk, head: str) -> None:
    page = on_desk.show(BoardsPage)
    assert lines(page) == [("3号楼服务公示牌", "up to date")]
    assert page.again_button.isHidden()
    assert page.status_words == "1 boards issued · 0 to reprint"


def test_what_is_out_of_date_says_why(on_desk: OnDesk, head: str) -> None:
    change_phone(on_desk, head)
    page = on_desk.show(BoardsPage)
    assert lines(page) == [("3号楼服务公示牌", "phone changed")]
    assert page.again_button.text() == "Reprint the 1 out of date"
    said = [widget.text() for widget in page.gate.findChildren(type(label()))]
    assert "周文斌 8600 1301 → <b>8600 1399</b>" in said


def test_the_preview_is_the_very_pdf_on_its_paper(on_desk: OnDesk, head: str) -> None:
    page = on_desk.show(BoardsPage)
    assert page.preview.data().startswith(b"%PDF")
    size = page.preview.document.pagePointSize(0)
    assert (round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) == (297, 420)
    page.chips.pick("paper", "A4")
    assert round(page.preview.document.pagePointSize(0).width() / 72 * 25.4) == 210
    page.chips.pick("poster", "A4")
    assert page.preview.pages() > 1


def test_the_gate_shows_what_is_left_out_and_why(on_desk: OnDesk, head: str) -> None:
    page = on_desk.show(BoardsPage)
    assert page.gate.tags() == ["no consent, left out", "office phone"]
    assert b"13800000001" not in page.preview.data()


def test_a_board_that_is_gone_is_taken_off_the_wall(on_desk: OnDesk, head: str) -> None:
    operations.save(on_desk.register, UNITS, {"valid_to": date(2026, 6, 1)}, on_desk.street.group)
    page = on_desk.show(BoardsPage)
    assert lines(page) == [("3号楼服务公示牌", "no longer there")]
    assert page.preview.data().startswith(b"%PDF")  # as it was issued
    assert not page.issue_button.isEnabled()
    on_desk.click(page.down_button)
    assert on_desk.rows("issued_boards") == [] and lines(page) == []


def test_a_board_is_made_and_marked_as_issued(on_desk: OnDesk, head: str) -> None:
    page = on_desk.show(BoardsPage)
    page.chips.pick("kind", "service")
    assert page.mode.value() == "make" and [title for title, _tag in lines(page)] == ["松林苑支部服务公示牌"]
    on_desk.click(page.issue_button)
    assert "Issued 1 boards" in on_desk.said
    assert sorted(row["kind"] for row in on_desk.rows("issued_boards")) == ["building", "service"]


def test_reprinting_draws_all_and_marks_them(on_desk: OnDesk, head: str) -> None:
    change_phone(on_desk, head)
    page = on_desk.show(BoardsPage)
    on_desk.click(page.again_button)
    shown = sheet(page)
    assert shown.preview.pages() == 1
    (mark,) = [b for b in shown.findChildren(type(page.issue_button)) if b.text().strip() == "Mark all as issued"]
    on_desk.click(mark)
    settle()
    assert lines(page) == [("3号楼服务公示牌", "up to date")]
    assert len(on_desk.rows("issued_boards")) == 2


def test_marked_twice_a_day_the_later_counts(on_desk: OnDesk, head: str) -> None:
    register, today = on_desk.register, date.today()
    printing.issue(register, printing.gather(register, "building"), "A3", "red", today)
    change_phone(on_desk, head)
    assert len(printing.out_of_date(register)) == 1
    printing.issue(register, printing.gather(register, "building"), "A3", "red", today)
    assert printing.out_of_date(register) == []


def test_how_it_was_can_be_looked_at_again(on_desk: OnDesk, head: str) -> None:
    change_phone(on_desk, head)
    page = on_desk.show(BoardsPage)
    now = page.preview.data()
    page.then.show_chosen("then")
    page.then.chosen.emit("then")
    assert page.preview.data() != now and page.drawn is not None
    assert page.drawn.board.lead[0].phone == "8600 1301"


def test_all_boards_of_a_unit_go_into_one_file(
    on_desk: OnDesk, head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = on_desk.street
    second = street.add("units", code="1112", name="5号楼党小组", area_name="5号楼", parent_id=street.branch)
    appoint(on_desk, second, "building_head", "毛桂兰", "8600 1305")
    page = on_desk.show(BoardsPage)
    page.chips.pick("kind", "building")
    page.chips.pick("unit", street.branch, "松林苑支部")
    assert page.all_button.text().strip() == "All 2 in one PDF …"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "all"), ""))
    on_desk.click(page.all_button)
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    assert on_desk.said[-1] == "Saved: all.pdf" and page.progress.isHidden()
    on_desk.click(page.save_button)
    assert (tmp_path / "all.pdf").read_bytes() == page.preview.data()


def test_nothing_issued_says_what_to_do(on_desk: OnDesk) -> None:
    page = on_desk.show(BoardsPage)
    assert lines(page) == [] and not page.save_button.isEnabled()
    page.chips.pick("kind", "notice")
    assert lines(page) == []


def test_changes_are_told_in_order_of_weight() -> None:
    old = Board(
        "building",
        "3号楼",
        lead=(Officer("沈国栋", "楼栋长", "1"),),
        officers=(Officer("许玉琴", "管家", "2"),),
        area="甲",
    )
    new = Board(
        "building",
        "3号楼",
        lead=(Officer("周文斌", "楼栋长", "3"),),
        officers=(Officer("许玉琴", "管家", "5"),),
        area="乙",
    )
    found = compare(as_json(old), new)
    assert found == [
        Difference("person", "楼栋长", "沈国栋", "周文斌"), Difference("phone", "许玉琴", "2", "5"), Difference("text", "area", "甲", "乙"),
    ]  # fmt: skip
    assert in_short(found) == "new: 楼栋长 and 2 more"
    assert in_short(compare(as_json(old), None)) == "no longer there" and in_short([]) == ""
