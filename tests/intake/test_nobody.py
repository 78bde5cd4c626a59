"""Words in place of a name that name nobody, rows that share a door, and cells merged over several families."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.households import Household
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("小区", "门牌", "姓名", "身份证号", "联系电话", "备注")


def home(read: Reader, door: str = "3-2-301") -> Household:
    with read.register.read() as session:
        return session.scalars(select(Household).where(Household.door == door)).one()


@pytest.mark.parametrize(
    ("word", "state", "note"),
    [
        ("空置", "empty", None), ("未售", "empty", None), ("无人居住", "empty", None), ("未交房", "empty", None), ("空置房（待租）", "empty", "姓名：空置房（待租）"),
        ("租户", "let", None), ("出租", "let", None), ("拒绝登记", None, "姓名：拒绝登记"), ("商铺（理发店）", None, "姓名：商铺（理发店）"), ("不配合", None, "姓名：不配合"),
        ("敲门无人", None, "姓名：敲门无人"),
    ],
)  # fmt: skip
def test_a_door_without_anybody(book: Book, read: Reader, word: str, state: str | None, note: str | None) -> None:
    path = book(HEADERS, ("松林苑", "3-2-301", word, "", "", ""), ("松林苑", "3-2-302", "王强", document(11), "", ""))
    plan = read(path)
    assert set(read.people()) == {"王强"} and counts(plan)["created"] == 2
    assert (home(read).state, home(read).note) == (state, note)
    assert len([one for one in plan.problems if "name nobody" in one.problem]) == 1
    assert counts(read(path))["unchanged"] == 2


@pytest.mark.parametrize("name", ["吴租", "殷空", "单位华", "商铺", "业明", "毛坯"])
def test_people_are_called_otherwise(book: Book, read: Reader, name: str) -> None:
    read(book(HEADERS, ("松林苑", "3-2-301", name, document(11), "", "")))
    assert (name in read.people()) is (name not in ("商铺", "毛坯"))


def test_what_is_said_of_an_empty_door_is_kept_with_it(book: Book, read: Reader) -> None:
    path = book(HEADERS, ("松林苑", "3-2-301", "租户", "", "13900000001", "房东在外地"))
    read(path)
    assert (home(read).phone, home(read).note) == ("13900000001", "房东在外地") and not read.people()
    assert counts(read(path))["unchanged"] == 1


@pytest.mark.parametrize("name", ["张三（示例）", "例：李四", "王五(样例)"])
def test_a_sample_row_is_nobody(book: Book, read: Reader, name: str) -> None:
    plan = read(
        book(HEADERS, ("松林苑", "3-2-301", "王强", document(11), "", ""), ("幸福小区", "1-1-101", name, "", "", ""))
    )
    assert read.doors() == ["松林苑 3-2-301"] and counts(plan)["rejected"] == 1


def test_owners_of_one_door_stand_side_by_side(book: Book, read: Reader) -> None:
    path = book(
        ("小区", "楼栋", "房号", "业主姓名", "电话", "房屋使用状态"), ("松林苑", "1", "101", "王强", "13900000001", "自住"),
        ("松林苑", "1", "101", "李敏", "13900000002", "出租"), ("松林苑", "1", "102", "未售", "", ""),
    )  # fmt: skip
    plan = read(path)
    assert (home(read, "1-101").owner_name, home(read, "1-101").phone) == ("王强、李敏", "13900000001、13900000002")
    assert (home(read, "1-102").owner_name, home(read, "1-102").state) == (None, "empty")
    assert [(one.row, one.column) for one in plan.problems if "earlier row" in one.problem] == [(3, "房屋使用状态")]
    assert counts(read(path))["unchanged"] == 3


def test_notes_of_several_rows_of_a_door_are_kept(book: Book, read: Reader) -> None:
    headers = ("小区", "楼栋", "房号", "业主姓名", "备注")
    path = book(headers, ("松林苑", "1", "101", "王强", "常年在外"), ("松林苑", "1", "101", "李敏", "钥匙在物业"))
    read(path)
    assert home(read, "1-101").note == "常年在外；钥匙在物业"
    assert counts(read(path))["unchanged"] == 2


def test_a_cell_merged_over_two_families_is_told(book: Book, read: Reader) -> None:
    rows = [("松林苑", f"3-2-30{n}", name, document(10 + n)) for n, name in enumerate(("王强", "李敏", "赵云"), 1)]
    plan = read(
        book(
            ("小区", "门牌", "姓名", "身份证号", "联系电话"), *((*row, "13900000001") for row in rows), merge=("E2:E3",)
        )
    )
    assert read.people()["王强"].phone == "13900000001" and read.people()["李敏"].phone is None
    assert [(one.row, one.column) for one in plan.problems] == [(3, "联系电话")]


def test_within_a_family_it_is_not(book: Book, read: Reader) -> None:
    plan = read(book(
        ("小区", "门牌", "姓名", "身份证号", "联系电话"), ("松林苑", "3-2-301", "王强", document(11), "13900000001"),
        ("松林苑", "3-2-301", "李敏", document(22), ""), merge=("E2:E3",),
    ))  # fmt: skip
    assert plan.problems == []


def test_two_dots_say_what_stands_above(book: Book, read: Reader) -> None:
    headers = ("小区", "楼栋", "单元", "房号", "姓名", "身份证号")
    read(
        book(headers, ("松林苑", "2", "1", "101", "王强", document(11)), ("..", "..", "..", "..", "李敏", document(22)))
    )
    assert read.doors() == ["松林苑 2-1-101"] and read.home("李敏") == "松林苑 2-1-101"


def test_tenants_and_their_landlords_live_where_it_is_let(book: Book, read: Reader) -> None:
    headers = ("出租房屋地址", "房东姓名", "承租人姓名", "承租人身份证号", "承租人户籍地")
    path = book(
        headers, ("松林苑3-2-301", "赵军", "王强", document(11), "湖北省某县"), ("松林苑3-2-302", "孙丽", "", "", "")
    )
    plan = read(path)
    assert (home(read).state, home(read).owner_name) == ("let", "赵军") and home(read, "3-2-302").state is None
    assert read.people()["王强"].registered_address == "湖北省某县"
    assert sum("registered as let" in one.problem for one in plan.problems) == 1
    assert counts(read(path))["unchanged"] == 2
