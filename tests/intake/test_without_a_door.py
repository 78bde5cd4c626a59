"""Rosters whose rows name no door, and doors behind which more than one family stands."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from models.households import Household
from models.intake import commit, plan
from models.intake.files.reading import read_file
from models.intake.sheets.proposing import propose
from models.intake.telling import told
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]


def test_what_is_said_of_a_place_without_a_door_is_kept_in_the_note(book: Book, read: Reader) -> None:
    path = book(
        ("组别", "姓名", "与户主关系", "身份证号", "所属网格"),
        ("一组", "王建国", "户主", document(11), "第三网格"), ("", "李秀英", "妻", document(22, "19600405"), ""),
        merge=("A2:A3", "E2:E3"),
    )  # fmt: skip
    plan = read(path)
    people = read.people()
    assert people["王建国"].note == people["李秀英"].note == "组别：一组；所属网格：第三网格"
    assert plan.homeless == 2 and any("2" in line and "no door" in line for line in told(plan))
    assert counts(read(path))["unchanged"] == 2


def test_who_lives_somewhere_already_needs_no_such_note(book: Book, read: Reader) -> None:
    read(book(("房号", "姓名", "身份证号"), ("3-2-301", "王建国", document(11))))
    plan = read(book(("所属网格", "姓名", "身份证号", "联系电话"), ("第三网格", "王建国", document(11), "13900000001")))
    assert plan.homeless == 0 and read.people()["王建国"].note is None


def test_two_householders_behind_one_door_are_said(book: Book, read: Reader) -> None:
    plan = read(book(
        ("房号", "姓名", "与户主关系"), ("3-2-301", "王建国", "户主"), ("3-2-301", "赵德海", "户主"),
    ))  # fmt: skip
    assert counts(plan)["created"] == 2
    assert [(one.row, "王建国" in one.problem) for one in plan.problems] == [(3, True)]


def test_a_number_between_householder_and_member_is_the_householders(book: Book, read: Reader) -> None:
    read(book(
        ("户主", "身份证号", "电话", "住址", "家庭成员", "与户主关系"),
        ("王建国", document(11), "13900000001", "3-2-301", "李秀英", "妻"),
    ))  # fmt: skip
    people = read.people()
    assert people["王建国"].document == document(11) and people["李秀英"].document is None
    assert people["李秀英"].phone is None and people["李秀英"].sex is None


def test_the_phone_of_a_volunteer_is_not_that_of_the_old(book: Book, read: Reader) -> None:
    read(book(("姓名", "房号", "结对志愿者", "志愿者电话"), ("王建国", "3-2-301", "李梅", "13900000096")))
    assert read.people()["王建国"].phone is None and "13900000096" in (read.people()["王建国"].note or "")


def test_who_has_joined_the_party_is_a_member(book: Book, read: Reader) -> None:
    read(book(("姓名", "身份证号", "入党时间"), ("王建国", document(11), "1985.7.1"), ("赵德海", document(12), "")))
    assert read.people()["王建国"].political == "01" and read.people()["赵德海"].political is None


def test_columns_that_hold_nothing_to_keep_are_told(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "房号", "家庭人口数", "照片"), ("王建国", "3-2-301", 4, "")))
    assert plan.as_json()["dropped_columns"] == ["家庭人口数"]


def test_a_cell_not_taken_stands_in_the_report_though_its_row_was_taken(book: Book, read: Reader) -> None:
    plan = read(
        book(("姓名", "房号", "手机"), ("王建国", "3-2-301", "139****0001"), ("赵德海", "3-2-302", "139****0002"))
    )
    assert counts(plan)["created"] == 2 and sorted(plan.not_taken) == [(0, 1), (0, 2)]


def test_a_sheet_of_a_party_branch_says_whose_members_they_are(book: Book, read: Reader) -> None:
    read(book(sheets={
        "松林苑党支部": [("姓名", "身份证号", "入党时间"), ("王建国", document(11), "1985.7.1")],
        "表二": [("莲花里第二党支部党员花名册",), ("姓名", "身份证号", "入党时间"), ("赵德海", document(12), "1990.7.1")],
    }))  # fmt: skip
    people = read.people()
    assert people["王建国"].party_branch == "松林苑党支部" and people["赵德海"].party_branch == "莲花里第二党支部"


def test_a_list_of_volunteers_is_asked_about_by_its_title(book: Book, read: Reader) -> None:
    path = book(("社区志愿者花名册",), ("姓名", "身份证号", "志愿者编号"), ("王建国", document(11), "ZY-0001"))
    source = read_file(path)
    layouts = propose(source, read.register)
    (_name, _document, number) = layouts.layouts[0].columns
    assert number.meaning == "volunteer"  # the title adds nothing
    commit(read.register, plan(read.register, source, layouts))
    assert read.people()["王建国"].volunteer and "ZY-0001" in (read.people()["王建国"].note or "")


def test_an_owners_phone_does_not_take_the_place_of_the_familys(book: Book, read: Reader) -> None:
    read(book(("房号", "姓名", "家庭电话"), ("3-2-301", "王建国", "86000001"), ("3-2-302", "赵德海", "")))
    plan = read(
        book(("房号", "姓名", "房主电话"), ("3-2-301", "王建国", "13900000001"), ("3-2-302", "赵德海", "13900000002"))
    )
    with read.register.read() as session:
        phones = dict(session.execute(select(Household.door, Household.phone)).all())
    assert phones == {"3-2-301": "86000001", "3-2-302": "13900000002"}
    assert [(one.row, one.column) for one in plan.problems] == [(2, "房主电话")]


def test_two_household_numbers_behind_one_door_are_said(book: Book, read: Reader) -> None:
    plan = read(book(
        ("户号", "楼栋", "单元", "房号", "姓名", "与户主关系"), ("001", "3", "2", "301", "王建国", "户主"),
        ("001", "3", "2", "301", "李秀英", "妻"), ("002", "3", "2", "301", "赵德海", "户主"), ("002", "3", "2", "301", "孙丽", "妻"),
    ))  # fmt: skip
    assert [(one.row, one.column) for one in plan.problems] == [(4, "与户主关系"), (4, "户号")]


def test_another_householder_than_the_registers_is_said(book: Book, read: Reader) -> None:
    headers = ("小区", "门牌", "姓名", "与户主关系", "身份证号")
    read(
        book(
            headers,
            ("松林苑", "3-2-301", "王建国", "户主", document(11)),
            ("松林苑", "3-2-302", "孙丽", "户主", document(24)),
        )
    )
    path = book(
        headers,
        ("松林苑", "3-2-301", "赵德海", "户主", document(13)),
        ("松林苑", "3-2-302", "孙丽", "户主", document(24)),
    )
    plan = read(path)
    assert [(one.row, "王建国" in one.problem) for one in plan.problems] == [(2, True)]
    assert read(path).problems == []
