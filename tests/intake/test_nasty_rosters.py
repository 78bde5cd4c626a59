"""Rosters as they really come: damaged, doubled, shortened; nobody is lost and nobody's number goes astray."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models import operations
from models.households import Household
from models.intake.files.reading import read_file
from models.intake.planning import plan as make_plan
from models.intake.sheets.proposing import propose
from models.matters import Matter
from models.organisation import Appointment, Unit
from models.records import spec
from models.visits import Visit
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]


def _notes(read: Reader) -> str:
    with read.register.read() as session:
        homes = [home.note or "" for home in session.scalars(select(Household))]
    return " ".join([*homes, *(person.note or "" for person in read.people().values())])


def test_doors_names_and_numbers_alone_are_a_roster_of_people(book: Book, read: Reader) -> None:
    plan = read(book(("小区", "楼栋", "单元", "房号", "姓名", "身份证号"), ("桂香苑", 3, 2, 502, "王强", document(11))))
    assert plan.people == 1 and read.people()["王强"].document == document(11)
    assert read.home("王强") == "桂香苑 3-2-502"


def test_a_list_of_dwellings_with_their_owners_stays_one(book: Book, read: Reader) -> None:
    plan = read(
        book(("楼栋", "单元", "房号", "产权人", "产权人电话", "居住状态"), (3, 2, 502, "王强", "13900000001", "出租"))
    )
    assert plan.layouts.layouts[0].ledger == "households" and not read.people()


@pytest.mark.parametrize("door", ["出租房屋地址", "房屋地址", "出租房地址"])
def test_tenants_are_residents(book: Book, read: Reader, door: str) -> None:
    path = book(
        (door, "房东", "房东电话", "承租人", "", "", ""), ("", "", "", "姓名", "身份证号", "户籍地址", "联系电话"),
        ("5栋501", "李敏", "13900000002", "王强", document(11), "南平市", "13900000001"),
        merge=("A1:A2", "B1:B2", "C1:C2", "D1:G1"),
    )  # fmt: skip
    plan = read(path)
    tenant = read.people()["王强"]
    assert (tenant.document, tenant.phone, tenant.registered_address) == (document(11), "13900000001", "南平市")
    assert plan.households == 1 and read.home("王强") == "5-501"
    with read.register.read() as session:
        home = session.scalars(select(Household)).one()
    assert (home.owner_name, home.phone) == ("李敏", None) and tenant.note == "房东电话：13900000002"


def test_a_number_in_no_column_of_its_own_is_shortened_in_the_note(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "门牌号", "配偶身份证号"), ("王强", "3-2-502", document(33))))
    assert document(33) not in _notes(read) and document(33)[-4:] in _notes(read)
    assert any(one.column == "配偶身份证号" for one in plan.problems)


def test_a_number_in_a_note_is_shown_masked(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "房号", "丈夫身份证号"), ("王强", "1-1-101", document(22))))
    assert document(22) not in str(plan.as_json()["problems"]) and plan.problems


def test_of_two_columns_of_numbers_none_is_taken_for_another_persons(book: Book, read: Reader) -> None:
    headers = ("户主姓名", "联系电话", "姓名", "联系电话", "身份证号", "身份证号", "房号")
    plan = read(book(headers, ("王建", "13900000001", "李敏", "13900000002", document(11), document(22), "3-2-301")))
    assert read.people()["李敏"].document is None
    assert {"身份证号", "身份证号 (2)"} <= set(plan.mapping)
    assert document(11) not in _notes(read)


def test_a_number_between_householder_and_name_is_the_householders(book: Book, read: Reader) -> None:
    headers = ("户主姓名", "身份证号", "姓名", "与户主关系", "身份证号", "房号")
    read(book(headers, ("王建", document(11), "李敏", "妻", document(22), "3-2-301"),
              ("王建", document(11), "王建", "户主", "", "3-2-301")))  # fmt: skip
    assert read.people()["李敏"].document == document(22) and read.people()["王建"].document == document(11)


def test_a_householder_in_a_row_without_a_member_is_a_person(book: Book, read: Reader) -> None:
    headers = ("户主", "房号", "成员姓名", "与户主关系")
    read(
        book(
            headers, ("王强", "3-2-301", "王强", "户主"), ("王强", "3-2-301", "李敏", "妻"), ("孙名", "3-2-303", "", "")
        )
    )
    assert set(read.people()) == {"王强", "李敏", "孙名"} and read.people()["孙名"].relation == "02"


def test_a_householder_without_a_row_is_not_forgotten(book: Book, read: Reader) -> None:
    read(book(("户主", "房号", "姓名", "与户主关系"), ("王建", "3-2-301", "李敏", "妻")))
    assert "户主：王建" in (read.people()["李敏"].note or "")


def test_householders_of_one_name_behind_two_doors_are_two_people(book: Book, read: Reader) -> None:
    headers = ("户主", "楼栋", "房号", "成员姓名", "与户主关系")
    plan = read(book(headers, ("王强", "3", "101", "王强", "户主"), ("王强", "3", "101", "李敏", "妻"), ("王强", "7", "202", "", ""),
                     ("王强", "8", "303", "赵云", "子")))  # fmt: skip
    assert plan.people == 4 and "户主：王强" in (read.people()["赵云"].note or "")
    assert read.people()["李敏"].note is None


def test_a_householder_on_another_sheet_is_not_noted_again(book: Book, read: Reader) -> None:
    headers = ("户主", "门牌号", "姓名", "与户主关系")
    sheets = {"1": [headers, ("王强", "3-2-101", "王强", "户主")], "2": [headers, ("王强", "3-2-101", "李敏", "妻")]}
    read(book(sheets=sheets))
    assert read.people()["李敏"].note is None


def test_masked_numbers_and_phones_are_said(book: Book, read: Reader) -> None:
    rows = [(f"王{mark}", f"3-2-50{n}", "509900********001X", "139****8000") for n, mark in enumerate("甲乙丙丁")]
    plan = read(book(("姓名", "门牌号", "身份证号", "电话", "配偶电话"), *((*row, "138****7000") for row in rows)))
    said = {one.column: one.problem for one in plan.problems}
    assert all("4" in said[column] for column in ("身份证号", "电话", "配偶电话")) and len(plan.problems) == 3


def test_a_door_that_became_a_date_is_said_and_not_taken(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("姓名", "门牌号", "身份证号"),
            ("王强", datetime(2003, 2, 1), document(11)),
            ("李敏", "3-2-302", document(22)),
        )
    )
    assert read.home("王强") == "" and read.doors() == ["3-2-302"]
    assert [("3-2-1" in one.problem) for one in plan.problems if one.column == "门牌号"] == [True]
    assert "2003-02-01" in (read.people()["王强"].note or "")


def test_the_building_of_the_sheet_stands_before_a_door_of_two_parts(book: Book, read: Reader) -> None:
    rows = [("门牌", "姓名", "身份证号"), ("2-502", "王强", document(11)), ("1-101", "李敏", document(22))]
    read(book(sheets={"松林苑1栋": rows}))
    assert read.home("王强") == "松林苑 1-2-502" and read.home("李敏") == "松林苑 1-1-101"


def test_but_not_where_the_door_says_the_building_itself(book: Book, read: Reader) -> None:
    rows = [("门牌", "姓名", "身份证号"), ("7-502", "王强", document(11)), ("7-101", "李敏", document(22))]
    read(book(sheets={"松林苑7栋": rows}))
    assert read.home("王强") == "松林苑 7-502"


def test_a_room_by_its_side(book: Book, read: Reader) -> None:
    read(book(("姓名", "住址"), ("王强", "3号楼2单元东户"), ("李敏", "3栋2单元6楼西户")))
    assert read.home("王强") == "3-2-东" and read.home("李敏") == "3-2-6西"


def test_member_of_the_party_by_a_tick(book: Book, read: Reader) -> None:
    read(book(("姓名", "房号", "志愿者", "党员"), ("王强", "1-1-101", "√", "√"), ("李敏", "1-1-102", "", "")))
    assert read.people()["王强"].political == "01" and read.people()["王强"].volunteer


def test_a_birth_that_is_still_to_come_is_said(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "房号", "出生日期"), ("王强", "1-1-101", "2058-03-02")))
    assert [one.column for one in plan.problems] == ["出生日期"]


def test_headers_without_rows_are_said(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "性别", "身份证号", "联系电话")))
    assert plan.read == 0 and plan.problems


def test_two_tables_side_by_side_are_both_read(book: Book, read: Reader) -> None:
    head = ("序号", "姓名", "房号", "身份证号")
    path = book(("桂香苑住户",), (*head, "", *head), (1, "王强", "1-1-101", document(11), "", 3, "李敏", "1-1-103", document(22)),
                (2, "王勇", "1-1-102", document(33), "", 4, "赵云", "1-1-104", document(44)))  # fmt: skip
    assert counts(read(path))["created"] == 4 and read.home("赵云").endswith("1-1-104")


def test_of_tables_side_by_side_each_has_its_own_title(book: Book, read: Reader) -> None:
    head = ("姓名", "房号", "身份证号")
    path = book(("1栋居民名册", "", "", "", "2栋居民名册"), (*head, "", *head), ("王强", "1-101", document(11), "", "李敏", "1-103", document(22)),
                ("王勇", "2-102", document(33), "", "赵云", "3-2-104", document(44)))  # fmt: skip
    read(path)
    assert [read.home(name) for name in ("王强", "王勇", "李敏", "赵云")] == [
        "1-1-101",
        "1-2-102",
        "2-1-103",
        "3-2-104",
    ]


def test_the_category_that_a_title_names_is_offered_and_said(book: Book, read: Reader) -> None:
    path = book(("桂香社区独居老人花名册",), ("姓名", "房号", "身份证号"), ("王强", "1-1-101", document(11)))
    plan = read(path)
    assert not plan.inserts.get("care") and any("title" in one.problem for one in plan.problems)
    source = read_file(path)
    layouts = propose(source, read.register)
    (asked,) = [one for one in layouts.layouts[0].columns if one.suggestion]
    asked.decide(asked.suggestion)
    assert len(make_plan(read.register, source, layouts).inserts["care"]) == 1


def test_a_row_that_begins_with_words_of_the_title_is_a_row(book: Book, read: Reader) -> None:
    head = ("小区", "姓名", "性别", "身份证号", "房号")
    path = book(("松林苑",), ("填表人", "王强"), head, ("松林苑", "王强", "男", document(11), "1-1-101"),
                ("松林苑",), ("松林苑", "李敏", "女", document(22), "1-1-102"))  # fmt: skip
    assert counts(read(path))["created"] == 2 and set(read.people()) == {"王强", "李敏"}


def test_a_fathers_number_dragged_down_to_his_son_overwrites_nobody(book: Book, read: Reader) -> None:
    head = ("姓名", "身份证号", "房号")
    read(book(head, ("王建国", document(11), "1-1-101"), ("王磊", document(33), "1-1-101")))
    plan = read(book(head, ("王磊", document(11), "1-1-101")))
    assert counts(plan)["review"] == 1 and set(read.people()) == {"王建国", "王磊"}
    assert read.people()["王磊"].document == document(33) and not [
        one for one in plan.absent if one.id == read.people()["王建国"].id
    ]


def test_as_above_is_the_cell_above_but_never_a_name_or_number(book: Book, read: Reader) -> None:
    head = ("楼栋", "单元", "房号", "姓名", "身份证号")
    plan = read(book(head, (3, 2, 502, "王强", document(11)), ("同上", "〃", '"', "李敏", "同上")))
    assert read.home("李敏") == "3-2-502" and read.people()["李敏"].document is None
    assert [one.column for one in plan.problems] == ["身份证号"]


def test_namesakes_told_apart_by_a_digit(book: Book, read: Reader) -> None:
    assert counts(read(book(("姓名", "房号"), ("王强1", "1-1-101"), ("王强2", "1-1-102"))))["created"] == 2


def test_a_phone_that_is_none_is_taken_and_said(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "房号", "电话"), ("王强", "1-1-101", "139000000"), ("李敏", "1-1-102", "13900000001")))
    assert [one.value for one in plan.problems] == ["139000000"] and read.people()["王强"].phone == "139000000"


def test_a_table_of_which_few_headers_are_known_is_no_form(book: Book, read: Reader) -> None:
    head = ("姓名", "身份证号", "房号", "宠物", "车牌号", "燃气表号", "加微信群")
    plan = read(book(head, ("王强", document(11), "1-1-101", "金毛", "鲁B00000", "G-88", "已加")))
    assert counts(plan)["created"] == 1 and "宠物：金毛" in (read.people()["王强"].note or "")


@pytest.fixture
def street(read: Reader) -> Reader:
    """A community with one branch and one grid, and 王强 at home."""
    register = read.register
    unit = operations.save(register, spec("units"), {"code": "01", "name": "桂香社区党委"}).ids("units")[0]
    branch = operations.save(register, spec("units"), {"code": "01-01", "name": "松林苑支部", "parent_id": unit}).ids(
        "units"
    )[0]
    operations.save(register, spec("grids"), {"code": "G1", "name": "第一网格", "unit_id": branch})
    return read


def test_posts_of_a_grid_need_no_unit_in_the_file(book: Book, street: Reader) -> None:
    plan = street(book(("序号", "网格名称", "岗位", "姓名", "联系电话", "备注"), (1, "第一网格", "网格员", "刘芳", "13900000001", "兼职"),
                       (2, "第一网格", "网格长", "陈静", "13900000002", "")))  # fmt: skip
    assert counts(plan)["created"] == 2
    with street.register.read() as session:
        first = session.scalars(select(Appointment).where(Appointment.shown_name == "刘芳")).one()
        assert first.unit_id and first.grid_id and first.note == "兼职"


def test_who_was_visited_and_is_not_known_is_said(book: Book, street: Reader) -> None:
    headers = ("走访日期", "走访人员", "走访对象", "住址", "反映问题和诉求", "处理措施")
    street(book(("姓名", "住址"), ("王强", "3-2-502")))
    plan = street(book(("走访台账",), headers, ("2026-03-05", "刘芳", "没有的人", "3-2-502", "楼道堆物", "已清理")))
    assert [one.value for one in plan.problems if one.column == "走访对象"] == ["没有的人"]
    with street.register.read() as session:
        visit = session.scalars(select(Visit)).one()
    assert visit.request == "楼道堆物" and visit.visited_on == date(2026, 3, 5)


def test_parties_told_apart_in_brackets(book: Book, read: Reader) -> None:
    path = book(
        ("序号", "排查日期", "纠纷类型", "当事人", "", "", "", "简要情况", "调解员"),
        ("", "", "", "姓名（甲方）", "电话", "姓名（乙方）", "电话", "", ""),
        (1, "2026-03-01", "邻里纠纷", "王某", "13900000001", "李某", "13900000002", "漏水", "刘芳"),
        merge=("A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:H2", "I1:I2"),
    )  # fmt: skip
    plan = read(path)
    parties = {row["name"]: row["phone"] for row in plan.inserts["mediation_party"]}
    assert parties == {"王某": "13900000001", "李某": "13900000002"}


def test_the_column_named_as_the_program_names_it_comes_first(book: Book, read: Reader) -> None:
    headers = ("工单编号", "来电时间", "来电人", "诉求内容", "承办单位", "责任人", "事发地址", "诉求类别")
    read(book(headers, ("G1", "2026-03-01", "王某", "路灯不亮", "城管科", "何平", "3-2-502", "市容环境")))
    with read.register.read() as session:
        assert session.scalars(select(Matter.owner)).one() == "何平"


def test_households_find_a_unit_that_looks_after_several_buildings(book: Book, street: Reader) -> None:
    branch = street.register
    with branch.read() as session:
        above = session.scalars(select(Unit.id).where(Unit.code == "01-01")).one()
    operations.save(branch, spec("units"), {"code": "01-01-1", "name": "松林苑1、2号楼党小组", "parent_id": above})
    plan = street(
        book(("小区", "楼栋", "房号", "姓名"), ("松林苑", "2栋", "101", "王强"), ("松林苑", "3栋", "101", "李敏"))
    )
    assert plan.unplaced == 1


def test_a_householder_with_columns_of_his_own_is_a_person_too(read: Reader, book: Book) -> None:
    path = book(
        ["房号", "户主信息", "", "", "家庭成员", "", "", ""],
        ["", "姓名", "性别", "身份证号", "姓名", "与户主关系", "性别", "身份证号"],
        ["3-2-301", "王建国", "男", document(11), "李秀英", "妻", "女", document(22, "19600405")],
        ["", "", "", "", "王磊", "子", "男", document(13, "19850706")],
        ["3-2-302", "赵桂香", "女", document(6, "19400101"), "", "", "", ""],
        merge=("A1:A2", "B1:D1", "E1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:D4"),
    )
    assert counts(read(path)) == {"created": 4, "updated": 0, "unchanged": 0, "review": 0, "rejected": 0}
    people = read.people()
    assert set(people) == {"王建国", "李秀英", "王磊", "赵桂香"}
    assert people["王建国"].document == document(11) and people["王建国"].relation == "02"
    assert people["王建国"].birth == date(1958, 3, 2) and people["王建国"].sex == "1"
    assert people["李秀英"].sex == "2" and people["赵桂香"].document == document(6, "19400101")
    assert {read.home(name) for name in ("王建国", "李秀英", "王磊")} == {"3-2-301"}
    again = counts(read(path))
    assert (again["created"], again["updated"], again["review"]) == (0, 0, 0)
