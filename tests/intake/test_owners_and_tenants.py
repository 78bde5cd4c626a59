"""Lists of dwellings that name an owner and who lives there: each has the own phone, nobody the other's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.households import Household
from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]
OWNERS_PHONE, TENANTS_PHONE = "13900000001", "13900000002"


def _homes(read: Reader) -> dict[str, Household]:
    with read.register.read() as session:
        return {home.door: home for home in session.scalars(select(Household))}


def test_a_dwelling_without_a_tenant_is_a_household_with_its_owner(book: Book, read: Reader) -> None:
    head = ("单元", "房号", "业主姓名", "联系电话", "入住情况", "租户姓名", "租户电话")
    path = book(("桂香苑1号楼",), head, (1, 101, "李敏", OWNERS_PHONE, "自住", "", ""),
                (1, 202, "陈敏", OWNERS_PHONE, "出租", "王强", TENANTS_PHONE))  # fmt: skip
    plan = read(path)
    homes, tenant = _homes(read), read.people()["王强"]
    assert counts(plan)["rejected"] == 0 and {one.owner_name for one in homes.values()} == {"李敏", "陈敏"}
    assert tenant.phone == TENANTS_PHONE and f"业主联系电话：{OWNERS_PHONE}" in (tenant.note or "")
    assert OWNERS_PHONE in (homes["1-1-101"].note or "") and homes["1-1-202"].phone is None
    assert any("业主联系电话" in one for one in said(plan))


@pytest.mark.parametrize("called", ["租户", "租客", "承租人"])
def test_a_tenant_beside_the_tenants_number_is_the_person(book: Book, read: Reader, called: str) -> None:
    head = ("序号", "房屋地址", "房主", "联系电话", called, "联系电话", f"{called}身份证号", "人数", "备注")
    read(book(head, (1, "桂香苑1-1-101", "李敏", OWNERS_PHONE, "王强", TENANTS_PHONE, document(11), 1, ""),
              (2, "桂香苑1-2-104", "赵云", "13900000003", "", "", "", "", "空置待租")))  # fmt: skip
    homes, tenant = _homes(read), read.people()["王强"]
    assert (tenant.document, tenant.phone) == (document(11), TENANTS_PHONE)
    assert homes["1-1-101"].owner_name == "李敏" and "空置待租" in (homes["1-2-104"].note or "")
    assert homes["1-1-101"].phone is None and f"房主联系电话：{OWNERS_PHONE}" in (tenant.note or "")


def test_a_tenant_in_a_list_of_dwellings_may_be_a_word_for_how_one_lives(book: Book, read: Reader) -> None:
    read(book(("楼栋", "房号", "业主姓名", "业主电话", "租户"), ("1", "101", "李敏", OWNERS_PHONE, "是")))
    assert not read.people()


@pytest.mark.parametrize(
    ("owner", "phone", "name"),
    [("房东姓名", "房东电话", "姓名"), ("房东", "房东联系电话", "承租人姓名"), ("房主", "房主电话", "租客姓名")],
)
def test_the_landlords_phone_is_not_the_households(book: Book, read: Reader, owner: str, phone: str, name: str) -> None:
    head = ("房屋地址", owner, phone, name, "身份证号", "联系电话")
    read(book(head, ("桂香苑1-1-101", "李敏", OWNERS_PHONE, "王强", document(11), TENANTS_PHONE)))
    tenant = read.people()["王强"]
    assert _homes(read)["1-1-101"].phone is None and tenant.phone == TENANTS_PHONE
    assert f"{phone}：{OWNERS_PHONE}" in (tenant.note or "")


def test_the_phone_of_an_owner_who_lives_there_stays_the_households(book: Book, read: Reader) -> None:
    head = ("房号", "业主姓名", "业主电话", "姓名", "身份证号", "联系电话")
    read(book(head, ("1-1-101", "王强", OWNERS_PHONE, "李敏", document(11), TENANTS_PHONE)))
    assert _homes(read)["1-1-101"].phone == OWNERS_PHONE and read.people()["李敏"].phone == TENANTS_PHONE


def test_a_phone_behind_a_landlord_who_is_named_last_is_asked_about(book: Book, read: Reader) -> None:
    read(
        book(("姓名", "身份证号", "住址", "房东", "联系电话"), ("王强", document(11), "1-1-101", "李敏", OWNERS_PHONE))
    )
    assert read.people()["王强"].phone is None and OWNERS_PHONE in (read.people()["王强"].note or "")


def test_behind_the_landlords_own_phone_stands_the_persons(book: Book, read: Reader) -> None:
    head = ("姓名", "身份证号", "现居住地址", "房东姓名", "房东电话", "联系方式")
    read(book(head, ("王强", document(11), "1-1-101", "李敏", OWNERS_PHONE, TENANTS_PHONE)))
    assert read.people()["王强"].phone == TENANTS_PHONE


@pytest.mark.parametrize(("number", "phone"), [("身份证号", "手机号"), ("业主身份证号", "业主手机号")])
def test_an_owner_with_a_number_is_the_person_of_the_row(book: Book, read: Reader, number: str, phone: str) -> None:
    head = ("楼号", "单元号", "房间号", "业主姓名", number, phone, "共有人姓名", "共有人身份证号", "共有人电话")
    row = ("1", "1", "101", "王强", document(11), OWNERS_PHONE, "李敏", document(22), TENANTS_PHONE)
    plan = read(book(("桂香苑业主花名册",), head, row))
    assert not [one for one in plan.layouts.layouts[0].columns if one.suggestion]
    owner = read.people()["王强"]
    assert (owner.document, owner.phone) == (document(11), OWNERS_PHONE) and set(read.people()) == {"王强"}
    assert _homes(read)["1-1-101"].owner_name == "王强" and "李敏" in (owner.note or "")
