"""A column that stands behind somebody's, or below words that name whose it is, belongs to that one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, document

Book = Callable[..., Path]


@pytest.mark.parametrize(
    "columns",
    [("联系人", "与老人关系", "联系电话"), ("监护人", "与残疾人关系", "联系电话"), ("紧急联系人", "关系", "电话")],
)
def test_a_phone_behind_anothers_name_and_relation_is_not_the_persons(
    book: Book, read: Reader, columns: tuple[str, ...]
) -> None:
    read(book(("姓名", "身份证号", "住址", *columns), ("王强", document(11), "1-1-101", "李敏", "女儿", "13900000002")))
    person = read.people()["王强"]
    assert person.phone is None and person.relation is None
    assert f"{columns[0]}{columns[2]}：13900000002" in (person.note or "")


def test_the_phone_of_a_contact_behind_the_contact_is_not_offered(book: Book, read: Reader) -> None:
    head = ("姓名", "身份证号", "住址", "联系人", "联系人电话", "监护人", "电话")
    plan = read(book(head, ("王强", document(11), "1-1-101", "李敏", "13900000002", "赵云", "13900000003")))
    offered = {one.header: one.suggestion for one in plan.layouts.layouts[0].columns}
    assert (offered["联系人电话"], offered["电话"]) == ("", "phone") and read.people()["王强"].phone is None


def test_the_relation_under_the_householder_is_the_members(book: Book, read: Reader) -> None:
    path = book(("户主信息", "", "人员基本信息", "", "房号"), ("户主姓名", "与户主关系", "姓名", "身份证号", ""),
                ("王强", "户主", "王强", document(11), "1-1-101"), ("王强", "妻", "李敏", document(22), "1-1-101"),
                merge=("A1:B1", "C1:D1", "E1:E2"))  # fmt: skip
    read(path)
    assert read.people()["王强"].relation == "02" and read.people()["李敏"].relation == "12"


def test_the_words_nearest_to_a_header_tell_what_it_is(book: Book, read: Reader) -> None:
    path = book(("姓名", "身份证号", "房号", "困难类别", "", ""), ("", "", "", "残疾", "", "独居"), ("", "", "", "类别", "等级", ""),
                ("王强", document(11), "1-1-101", "肢体", "二级", ""), ("李敏", document(22), "1-1-102", "", "", "是"),
                merge=("A1:A3", "B1:B3", "C1:C3", "D1:F1", "D2:E2", "F2:F3"))  # fmt: skip
    plan = read(path)
    assert [one.meaning for one in plan.layouts.layouts[0].columns][3:5] == ["care.disabled", "care.disabled"]
    assert len(plan.inserts["care"]) == 2
