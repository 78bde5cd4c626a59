"""Units and posts as offices list them: groups under a merged branch, leaders in columns, buildings that are looked after."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import delete, select

from models.organisation import Appointment, Post, Unit
from models.tables import Record
from tests.conftest import Street
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
R = TypeVar("R", bound=Record)


@pytest.fixture
def settled(street: Street) -> Reader:
    """A register with a unit on each level, a second estate with a 5th building of its own, and a resident."""
    street.person("王强", street.household("502"), document=document(11), political="01")
    other = street.add("units", code="112", name="莲花里支部", area_name="莲花里", parent_id=street.community)
    street.add("units", code="1112", name="松林苑5号楼党小组", area_name="松林苑5栋", parent_id=street.branch)
    street.add("units", code="1121", name="莲花里5号楼党小组", area_name="莲花里5栋", parent_id=other)
    return Reader(street.register)


def every(read: Reader, table: type[R]) -> list[R]:
    """All rows of a table, the oldest first."""
    with read.register.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def units(read: Reader) -> dict[str, str]:
    """Every unit with the name of the one above it."""
    names = {unit.id: unit.name for unit in every(read, Unit)}
    return {unit.name: names.get(unit.parent_id or "", "") for unit in every(read, Unit)}


def posts(read: Reader) -> dict[str, tuple[str, str]]:
    """Everybody's post and unit."""
    names = {one.id: one.name for table in (Unit, Post) for one in every(read, table)}
    return {one.shown_name: (names[one.post_id], names[one.unit_id]) for one in every(read, Appointment)}


def said(plan: object) -> str:
    """All that is said about a file."""
    return "\n".join(problem.problem for problem in plan.problems)  # type: ignore[attr-defined]


# -- units

GROUPS = (
    ("桂香社区党支部、党小组设置情况",), ("党支部", "党小组", "组长", "联系电话", "覆盖楼栋"),
    ("松林苑支部", "3号楼党小组", "何平", "86001222", "3栋"), ("", "7号楼党小组", "何安", "13900000023", "7栋"),
    ("桂苑支部", "桂苑1号楼党小组", "何宁", "13900000024", "桂苑1栋"), ("", "桂苑2号楼党小组", "何康", "13900000025", ""),
)  # fmt: skip


def test_groups_under_a_merged_branch_are_units_under_it(book: Book, settled: Reader) -> None:
    path = book(*GROUPS, merge=("A1:E1", "A3:A4", "A5:A6"))
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    found = units(settled)
    assert len(found) == 11 and found["7号楼党小组"] == "松林苑支部" and found["3号楼党小组"] == "松林苑支部"
    assert found["桂苑1号楼党小组"] == found["桂苑2号楼党小组"] == "桂苑支部"
    again = settled(path)
    assert (again.created, again.updated) == (0, 0)


def test_what_a_group_covers_is_its_service_area(book: Book, settled: Reader) -> None:
    settled(book(*GROUPS, merge=("A3:A4", "A5:A6")))
    served = {unit.name: (unit.area_name, unit.service_area) for unit in every(settled, Unit)}
    assert served["3号楼党小组"] == (None, "3栋") and served["7号楼党小组"] == (None, "7栋")


def test_leaders_in_a_list_of_units_are_appointed(book: Book, settled: Reader) -> None:
    settled(book(*GROUPS, merge=("A3:A4", "A5:A6")))
    assert posts(settled)["何平"] == ("党小组组长", "3号楼党小组")
    assert posts(settled)["何宁"] == ("党小组组长", "桂苑1号楼党小组")


def test_a_list_of_units_loses_neither_its_secretaries_nor_its_numbers(book: Book, settled: Reader) -> None:
    path = book(
        ("党组织名称", "上级党组织", "党支部书记", "负责人", "党员人数", "户数"),
        ("桂苑支部", "桂香社区党委", "何平", "何安", 32, 210), ("松林苑支部", "桂香社区党委", "何宁", "", 12, ""),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    assert posts(settled) == {"何平": ("书记", "桂苑支部"), "何宁": ("书记", "松林苑支部")}
    kept = {unit.name: unit.introduction for unit in every(settled, Unit)}
    assert kept["桂苑支部"] == "党员人数：32；户数：210" and "not kept" in said(plan)
    assert kept["松林苑支部"] == "党员人数：12"
    assert settled(path).created == 0


def test_a_unit_whose_name_stands_once_is_the_same_where_no_parent_is_given(book: Book, settled: Reader) -> None:
    plan = settled(book(("组织名称", "片区名称", "联系电话"), ("松林苑支部", "松林苑", "86001222")))
    assert counts(plan)["updated"] == 1 and len(units(settled)) == 7
    (branch,) = (unit for unit in every(settled, Unit) if unit.name == "松林苑支部")
    assert branch.level == 3 and branch.parent_id and branch.phone == "86001222"


# -- posts


def test_the_unit_that_is_named_is_not_overruled_by_a_building_of_another_estate(book: Book, settled: Reader) -> None:
    path = book(
        ("姓名", "岗位", "所属党支部", "联系电话", "包保楼栋"),
        ("何平", "楼栋长", "莲花里支部", "13900000046", "3栋"), ("何安", "楼栋长", "松林苑支部", "", "5栋"),
        ("何宁", "楼栋长", "莲花里支部", "", "1、2栋"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    assert posts(settled) == {
        "何平": ("楼栋长", "莲花里支部"), "何安": ("楼栋长", "松林苑5号楼党小组"), "何宁": ("楼栋长", "莲花里支部")
    }  # fmt: skip


def test_the_buildings_that_somebody_looks_after_are_kept(book: Book, settled: Reader) -> None:
    path = book(
        ("姓名", "岗位", "所属党支部", "负责楼栋"),
        ("何平", "网格员", "松林苑支部", "松林苑1栋、2栋"), ("何安", "网格员", "松林苑支部", "松林苑1-3栋"),
        ("何宁", "网格员", "松林苑支部", "1、2栋"), ("何康", "网格员", "松林苑支部", "松林苑1栋，2栋，3栋，5栋，6栋及沿街商铺"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    notes = {one.shown_name: one.note for one in every(settled, Appointment)}
    assert notes["何平"] == "负责楼栋：松林苑1栋、2栋" and notes["何安"] == "负责楼栋：松林苑1-3栋"
    assert notes["何宁"] == "负责楼栋：1、2栋" and "沿街商铺" in (notes["何康"] or "")
    assert counts(settled(path))["unchanged"] == 4


def test_an_unknown_unit_does_not_refuse_a_post_that_the_title_places(book: Book, settled: Reader) -> None:
    path = book(("桂香社区党委网格员登记表",), ("姓名", "职务", "所属党支部"), ("何平", "网格员", "没有的支部"))
    plan = settled(path)
    assert posts(settled) == {"何平": ("网格员", "桂香社区党委")} and "没有的支部" in said(plan)
    assert every(settled, Appointment)[0].note == "所属党支部：没有的支部"


def test_an_identity_number_says_who_of_the_register_holds_a_post_and_is_not_kept(book: Book, settled: Reader) -> None:
    path = book(
        ("姓名", "岗位", "所属党支部", "身份证号"), ("王强", "网格员", "松林苑支部", document(11)),
        ("何平", "网格员", "松林苑支部", document(12)), ("何安", "楼栋长", "松林苑支部", document(11)),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    first, second, third = every(settled, Appointment)
    assert first.person_id and first.party_member and not second.person_id and not third.person_id
    assert "another name" in said(plan)
    assert not any(document(11) in str(value) for one in (first, second, third) for value in vars(one).values())
    assert document(12) not in str(plan.as_json())
    assert counts(settled(path))["unchanged"] == 3


def test_a_term_that_ends_before_it_begins_is_said(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("姓名", "岗位", "所在组织", "任职日期", "离任日期"), ("何平", "网格员", "松林苑支部", "2024-01-01", "2023-01-01")
    ))  # fmt: skip
    assert plan.created == 1 and "ends before it begins" in said(plan)


def test_a_roster_of_grid_workers_is_posts_though_it_has_sex_and_numbers(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("松林苑支部网格员花名册",), ("序号", "姓名", "性别", "身份证号", "联系电话", "负责楼栋"),
        (1, "何平", "男", document(12), "13900000030", "3栋"), (2, "何安", "女", document(13), "13900000031", ""),
    ))  # fmt: skip
    assert plan.people == 0 and plan.rejected == 0, plan.problems
    assert posts(settled) == {"何平": ("网格员", "3号楼党小组"), "何安": ("网格员", "松林苑支部")}


def test_people_whose_column_of_posts_is_full_are_posts(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("姓名", "性别", "身份证号", "联系电话", "职务", "所在支部"),
        ("何平", "男", document(12), "13900000030", "网格长", "松林苑支部"),
        ("何安", "女", document(13), "13900000031", "专职网格员", "松林苑支部"),
    ))  # fmt: skip
    assert plan.people == 0
    assert posts(settled) == {"何平": ("网格长", "松林苑支部"), "何安": ("网格员", "松林苑支部")}


def test_a_title_alone_can_say_post_and_unit(book: Book, settled: Reader) -> None:
    settled(book(("松林苑支部网格员名单",), ("姓名", "电话"), ("何平", "13900000036"), ("何安", "13900000037")))
    assert posts(settled) == {"何平": ("网格员", "松林苑支部"), "何安": ("网格员", "松林苑支部")}


def test_residents_with_a_column_for_their_grid_worker_stay_people(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("松林苑小区居民花名册",), ("姓名", "性别", "身份证号", "房号", "网格员"),
        ("何平", "男", document(12), "3-2-601", "刘芳"), ("何安", "女", document(13), "3-2-602", "刘芳"),
    ))  # fmt: skip
    assert plan.people == 2 and not every(settled, Appointment)


def test_heads_of_buildings_by_estate_and_building_are_posts(book: Book, settled: Reader) -> None:
    path = book(
        ("小区", "楼栋", "楼栋长姓名", "联系电话"), ("莲花里", "5栋", "何平", "13900000033"),
        ("莲花里", "9栋", "何安", "13900000034"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0 and plan.households == 0, plan.problems
    assert posts(settled) == {"何平": ("楼栋长", "莲花里5号楼党小组"), "何安": ("楼栋长", "莲花里支部")}


def test_each_cell_of_a_wide_committee_sheet_is_an_appointment(book: Book, settled: Reader) -> None:
    path = book(
        ("支部名称", "书记", "组织委员", "宣传委员", "联系电话"), ("松林苑支部", "何平", "何安", "何宁", "86001222"),
        ("莲花里支部", "何康", "", "何乐", ""),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan)["created"] == 5 and plan.rejected == 0, plan.problems
    assert posts(settled)["何平"] == ("书记", "松林苑支部") and posts(settled)["何乐"] == ("委员", "莲花里支部")
    kept = {one.shown_name: one for one in every(settled, Appointment)}
    assert kept["何平"].note == "联系电话：86001222" and kept["何安"].note == "岗位：组织委员"
    assert kept["何宁"].public_phone is None and counts(settled(path))["unchanged"] == 5


def test_a_phone_behind_each_post_is_its_holders(book: Book, settled: Reader) -> None:
    settled(
        book(("支部名称", "书记", "电话", "组织委员", "电话"), ("松林苑支部", "何平", "86001222", "何安", "86001223"))
    )
    assert {one.shown_name: one.public_phone for one in every(settled, Appointment)} == {
        "何平": "86001222", "何安": "86001223"
    }  # fmt: skip


def test_two_posts_in_one_cell_are_two_appointments_at_the_unit_of_the_title(book: Book, settled: Reader) -> None:
    path = book(
        ("桂香社区党委两委班子成员一览表",), ("姓名", "职务", "分工"), ("何平", "党委书记、居委会主任", "全面"),
        ("何安", "党委委员", "民政"), ("何宁", "居委会副主任", "综治"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.rejected == 0, plan.problems
    names = {post.id: post.name for post in every(settled, Post)}
    held = sorted((one.shown_name, names[one.post_id], one.duties) for one in every(settled, Appointment))
    assert held == [
        ("何宁", "居委会副主任", "综治"), ("何安", "委员", "民政"), ("何平", "书记", "全面"), ("何平", "居委会主任", "全面"),
    ]  # fmt: skip
    assert {unit for _post, unit in posts(settled).values()} == {"桂香社区党委"}
    assert counts(settled(path))["unchanged"] == 4


def test_an_unknown_post_says_what_to_do(book: Book, settled: Reader) -> None:
    plan = settled(book(("姓名", "职务", "所属党支部"), ("何平", "从没听过的岗", "松林苑支部")))
    assert plan.rejected == 1 and "among the posts" in said(plan)


def test_an_appointment_that_names_nobody_of_the_register_is_said(book: Book, settled: Reader) -> None:
    path = book(
        ("姓名", "岗位", "所在组织", "对应人员"), ("何平", "网格员", "松林苑支部", "何平"),
        ("王强", "网格员", "松林苑支部", "王强"),
    )  # fmt: skip
    plan = settled(path)
    assert plan.created == 2 and [problem.row for problem in plan.problems] == [2]
    assert every(settled, Appointment)[1].person_id


def test_a_register_without_a_usual_post_is_given_it(book: Book, settled: Reader) -> None:
    with settled.register.operation() as operation:
        operation.session.execute(delete(Post).where(Post.key == "director"))
    settled(book(("姓名", "职务", "所属党支部"), ("何平", "居委会主任", "松林苑支部"), ("何安", "主任", "松林苑支部")))
    assert posts(settled) == {"何平": ("居委会主任", "松林苑支部"), "何安": ("居委会主任", "松林苑支部")}
    assert [post.key for post in every(settled, Post)].count("director") == 1


def test_who_holds_a_post_already_is_not_appointed_again_where_the_file_names_no_unit(
    book: Book, street: Street
) -> None:
    read = Reader(street.register)
    read(book(("姓名", "岗位", "所在组织"), ("何平", "网格员", "松林苑支部")))
    plan = read(book(("桂香社区党委网格员名单",), ("姓名", "电话"), ("何平", "13900000036")))
    assert counts(plan)["updated"] == 1 and posts(read) == {"何平": ("网格员", "松林苑支部")}
