"""Who holds which post: the same one read again, a number in place of another, posts in headers of several rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.organisation import Appointment, Grid, Post, Unit
from tests.conftest import Street
from tests.intake.conftest import Reader, counts, document, everything, said

Book = Callable[..., Path]


@pytest.fixture
def settled(street: Street) -> Reader:
    """A register with a unit on each level, a grid on which the branch and its group stand, and a resident."""
    street.person("王强", street.household("502"), document=document(11), sex="1")
    street.add("units", code="1112", name="松林苑5号楼党小组", area_name="松林苑5栋", parent_id=street.branch)
    grid = street.add("grids", code="G6", name="第六网格", unit_id=street.community)
    street.add("grids", code="G7", name="第七网格", unit_id=street.community)
    for unit in (street.group, street.branch):
        street.add("unit_grids", unit_id=unit, grid_id=grid)
    return Reader(street.register)


def held(read: Reader) -> list[tuple[str, str, str]]:
    """Everybody with post and unit, in the order of names."""
    names = {one.id: one.name for table in (Unit, Post) for one in everything(read, table)}
    found = everything(read, Appointment)
    return sorted((one.shown_name, names[one.post_id], names[one.unit_id]) for one in found)


def the(read: Reader, name: str) -> Appointment:
    """The one appointment of a name."""
    (found,) = (one for one in everything(read, Appointment) if one.shown_name == name)
    return found  # type: ignore[no-any-return]


# -- the same again

TERMS = (
    ("姓名", "岗位", "所属网格", "任职日期", "离任日期"),
    ("何平", "网格员", "第六网格", "2024-04-16", "2026-10-31"),
)


def test_a_term_that_has_ended_is_the_same_when_it_is_read_again(book: Book, settled: Reader) -> None:
    settled(book(("姓名", "岗位", "所在组织", "任职日期"), ("何平", "网格员", "桂香社区党委", "2024-04-16")))
    path = book(*TERMS)
    assert counts(settled(path))["updated"] == 1
    assert counts(settled(path))["unchanged"] == 1
    assert held(settled) == [("何平", "网格员", "桂香社区党委")]


def test_who_takes_a_post_up_again_has_a_second_term(book: Book, settled: Reader) -> None:
    settled(book(*TERMS))
    path = book(TERMS[0], ("何平", "网格员", "第六网格", "2026-11-01", ""))
    assert counts(settled(path))["created"] == 1 and counts(settled(path))["unchanged"] == 1
    settled(book(("姓名", "岗位", "所属网格", "联系电话"), ("何平", "网格员", "第六网格", "86001222")))
    assert {one.since: one.public_phone for one in everything(settled, Appointment)} == {
        date(2024, 4, 16): None, date(2026, 11, 1): "86001222"
    }  # fmt: skip


def test_who_stands_on_a_grid_stands_at_the_branch_of_it(book: Book, settled: Reader) -> None:
    settled(book(("姓名", "岗位", "所属网格"), ("何平", "网格员", "第六网格"), ("何安", "网格员", "第七网格")))
    assert held(settled) == [("何安", "网格员", "桂香社区党委"), ("何平", "网格员", "松林苑支部")]


def test_what_the_register_knows_anyway_is_not_noted(book: Book, settled: Reader) -> None:
    first = ("姓名", "岗位", "所在组织", "对应人员")
    settled(book(first, ("王强", "楼栋长", "松林苑5号楼党小组", "王强"), ("何平", "楼栋长", "松林苑5号楼党小组", "")))
    assert the(settled, "王强").person_id
    path = book(
        ("小区", "楼栋", "楼栋长姓名", "性别"), ("松林苑", "5号楼", "王强", "男"), ("松林苑", "5栋", "何平", "男")
    )  # fmt: skip
    plan = settled(path)
    assert (the(settled, "王强").note, the(settled, "何平").note) == (None, "性别：男")
    assert counts(plan)["unchanged"] == 1


# -- numbers that may be published

PHONES = ("姓名", "岗位", "所在组织", "公示电话")


def test_a_new_number_has_no_consent_of_the_old_one(book: Book, settled: Reader) -> None:
    settled(book(
        (*PHONES, "电话类型", "同意公示电话日期"), ("何平", "网格员", "松林苑支部", "86001222", "办公电话", "2024-01-01")
    ))  # fmt: skip
    first = the(settled, "何平")
    assert first.phone_kind == "office" and first.phone_consent_on
    same = settled(book(PHONES, ("何平", "网格员", "松林苑支部", "8600 1222")))
    assert counts(same)["unchanged"] == 1
    path = book(PHONES, ("何平", "网格员", "松林苑支部", "13900000036"))
    plan = settled(path)
    found = the(settled, "何平")
    assert (found.public_phone, found.phone_kind, found.phone_consent_on) == ("13900000036", None, None)
    assert any("given anew" in one for one in said(plan))
    assert counts(settled(path))["unchanged"] == 1


def test_a_new_number_keeps_the_consent_that_its_own_row_gives(book: Book, settled: Reader) -> None:
    settled(book((*PHONES, "电话类型"), ("何平", "网格员", "松林苑支部", "86001222", "办公电话")))
    settled(book((*PHONES, "同意公示电话日期"), ("何平", "网格员", "松林苑支部", "13900000036", "2026-01-01")))
    found = the(settled, "何平")
    assert (found.phone_kind, found.phone_consent_on) == (None, date(2026, 1, 1))


# -- whose column it is


def test_posts_over_names_and_phones_are_appointments(book: Book, settled: Reader) -> None:
    path = book(
        ("松林苑网格员花名册",),
        ("序号", "网格名称", "网格长", "", "专职网格员", "", "兼职网格员", "", "网格范围"),
        ("", "", "姓名", "联系电话", "姓名", "联系电话", "姓名", "联系电话", ""),
        (1, "第六网格", "何平", "86001222", "何安", "86001223", "何宁", "86001224", "3栋"),
        (2, "第七网格", "何康", "86001225", "何乐", "86001226", "", "", "5栋"),
        merge=("A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:I3"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    assert [(name, post) for name, post, _unit in held(settled)] == [
        ("何乐", "网格员"), ("何宁", "网格员"), ("何安", "网格员"), ("何平", "网格长"), ("何康", "网格长"),
    ]  # fmt: skip
    assert [the(settled, name).public_phone for name in ("何平", "何安", "何宁", "何康", "何乐")] == [
        "86001222", "86001223", "86001224", "86001225", "86001226"
    ]  # fmt: skip
    assert the(settled, "何宁").note == "岗位：兼职网格员" and the(settled, "何平").note == "网格范围：3栋"
    assert counts(settled(path))["unchanged"] == 5


def test_the_head_of_an_entrance_is_none_of_a_building_and_each_keeps_the_own_phone(
    book: Book, settled: Reader
) -> None:
    path = book(
        ("小区名称", "楼栋号", "楼栋长", "联系电话", "单元长", "单元长电话", "物业公司"),
        ("松林苑", "5栋", "何平", "86001222", "何安", "86001223", "安居物业"), ("松林苑", "5栋", "何宁", "", "", "", ""),
    )  # fmt: skip
    settled(path)
    assert [(name, post) for name, post, _unit in held(settled)] == [
        ("何宁", "楼栋长"), ("何安", "单元长"), ("何平", "楼栋长")
    ]  # fmt: skip
    assert (the(settled, "何平").public_phone, the(settled, "何安").public_phone) == ("86001222", "86001223")
    assert "物业公司：安居物业" in (the(settled, "何平").note or "")


def test_a_roster_of_the_workers_of_grids_is_no_list_of_grids(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("社区", "网格", "网格员姓名", "性别", "身份证号", "手机号码", "上岗时间", "所辖楼栋"),
        ("桂香社区", "第六网格", "何平", "女", "", "86001222", "2022.6.30", "松林苑3栋"),
        ("桂香社区", "第六网格", "何安", "男", document(12), "86001223", "2026.10.1", "松林苑3栋"),
    ))  # fmt: skip
    assert plan.rejected == 0 and len(everything(settled, Grid)) == 2, plan.problems
    assert [(name, post) for name, post, _unit in held(settled)] == [("何安", "网格员"), ("何平", "网格员")]


TEAM = ("姓名", "性别", "职务", "出生年月", "入党时间", "任职时间", "分管工作", "办公电话")


def test_members_of_the_committees_are_posts_though_it_is_told_when_they_joined_the_party(
    book: Book, settled: Reader
) -> None:
    plan = settled(book(
        ("桂香社区党委“两委”班子成员名单",), TEAM,
        ("何平", "女", "党委书记、居委会主任", "1978.5", "2005.7", "2024.5", "全面工作", "86001207"),
        ("何安", "男", "居委会委员", "1980.2", "", "2023年9月", "民政", "86001208"),
    ))  # fmt: skip
    assert plan.people == 0 and [(name, post) for name, post, _unit in held(settled)] == [
        ("何安", "居委会委员"), ("何平", "书记"), ("何平", "居委会主任")
    ]  # fmt: skip


def test_members_of_the_party_of_whom_some_hold_posts_stay_people(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("松林苑支部党员花名册",), ("姓名", "性别", "党内职务", "出生年月", "入党时间"),
        ("何平", "女", "支部书记", "1978.5", "2005.7"), ("何安", "男", "支部委员", "1980.2", "2001.1"),
    ))  # fmt: skip
    assert plan.people == 2 and not everything(settled, Appointment)


def test_a_post_that_is_vacant_is_said(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("小区", "楼栋", "楼栋长姓名", "备注"), ("松林苑", "5栋", "何平", ""), ("松林苑", "6栋", "", "空缺"),
    ))  # fmt: skip
    assert plan.created == 1 and any("row 3" in one for one in said(plan))


# -- lists of units and grids that say who leads them


def test_who_leads_the_grids_of_a_list_is_appointed(book: Book, settled: Reader) -> None:
    path = book(
        ("桂香社区网格划分情况表",),
        ("网格编码", "网格名称", "四至范围", "所属组织", "户数", "网格长", "联系电话", "网格员", "联系电话", "设立时间"),
        ("G6", "第六网格", "东至清波巷", "桂香社区党委", 320, "何平", "86001222", "何安", "86001223", "2020.5.1"),
        ("G8", "第八网格", "松林苑5栋", "松林苑支部", 210, "何宁", "86001224", "", "", "2020.5.1"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    assert held(settled) == [
        ("何宁", "网格长", "松林苑支部"), ("何安", "网格员", "松林苑支部"), ("何平", "网格长", "松林苑支部")
    ]  # fmt: skip
    assert [the(settled, name).public_phone for name in ("何平", "何安", "何宁")] == [
        "86001222",
        "86001223",
        "86001224",
    ]
    grids = {grid.code: grid for grid in everything(settled, Grid)}
    assert grids["G8"].valid_from == date(2020, 5, 1) and grids["G8"].note == "户数：210"
    again = settled(path)
    assert (again.created, again.updated) == (0, 0)


def test_a_tree_of_four_levels_is_units_and_who_leads_them(book: Book, settled: Reader) -> None:
    path = book(
        ("四级组织体系一览表",), ("社区党总支", "网格党支部", "支部书记", "楼栋党小组", "组长"),
        ("银杏社区党总支", "第一网格党支部", "何平", "1号楼党小组", "何安"), ("", "", "", "2号楼党小组", "何宁"),
        ("", "第二网格党支部", "何康", "7号楼党小组", "何乐"),
        merge=("A1:E1", "A3:A5", "B3:B4", "C3:C4"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    made = {unit.name: unit.level for unit in everything(settled, Unit)}
    assert (made["银杏社区党总支"], made["第二网格党支部"], made["2号楼党小组"]) == (1, 2, 3)
    assert [one for one in held(settled) if one[1] == "书记"] == [
        ("何平", "书记", "第一网格党支部"), ("何康", "书记", "第二网格党支部")
    ]  # fmt: skip
    again = settled(path)
    assert (again.created, again.updated) == (0, 0)


def test_the_kind_of_a_unit_stands_on_no_board(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("组织编号", "组织名称", "上级组织", "级别", "基本介绍"), ("X1", "银杏支部", "桂香社区党委", "网格党支部", "辖2个网格"),
    ))  # fmt: skip
    (unit,) = (one for one in everything(settled, Unit) if one.code == "X1")
    assert unit.introduction == "辖2个网格" and plan.dropped_columns == ["级别"]


def test_what_boards_print_of_a_unit_takes_no_names_and_no_numbers_of_people(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("组织名称", "上级组织", "负责人", "负责人电话", "户数"), ("银杏支部", "桂香社区党委", "何平", "13900000036", 210),
        ("银桂支部", "桂香社区党委", "何安", "13900000037", 180),
    ))  # fmt: skip
    made = {unit.name: unit.introduction for unit in everything(settled, Unit)}
    assert (made["银杏支部"], made["银桂支部"]) == ("户数：210", "户数：180")
    assert sorted((one.row, one.column) for one in plan.problems) == [(2, "负责人"), (2, "负责人电话")]
    assert set(plan.not_taken) == {(0, 1), (0, 2)}


# -- a register that does not know the units yet


def test_where_no_unit_is_known_one_sentence_says_what_to_do(book: Book, read: Reader) -> None:
    path = book(
        ("姓名", "职务", "所属网格"), ("何平", "网格长", "第一网格"), ("何安", "网格员", "第一网格"), ("何宁", "网格员", "第一网格")
    )  # fmt: skip
    plan = read(path)
    assert plan.rejected == 3 and len(plan.problems) == 2
    assert any("Bring in the list of units and grids first" in one for one in said(plan))
    assert set(plan.not_taken) == {(0, 1), (0, 2), (0, 3)}
