"""Addresses in another city are no doors of this register: they are kept in the note, and that is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from models.intake.places.outside import district_of
from models.organisation import Office
from tests.intake.conftest import Reader, document, said

Book = Callable[..., Path]
HEADERS = ("姓名", "身份证号", "现住址")
FAR = "甲东省甲州市柳山区柳河路5号3栋201"


@pytest.mark.parametrize(
    ("address", "district"),
    [
        (FAR, "甲东省甲州市柳山区"), ("桂州市柳河区柳河路0号", "桂州市柳河区"), ("城市花园小区3栋201", ""), ("桂香苑3-2-301", ""),
        ("农贸市场5号", ""), ("柳山省柳县柳镇", ""), ("都市家园东区3-2-301", ""),
    ],
)  # fmt: skip
def test_the_district_before_an_address(address: str, district: str) -> None:
    assert district_of(address) == district


def test_an_address_in_another_city_is_kept_in_the_note(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("王强", document(11), FAR), ("李敏", document(22), "桂香苑3-2-301")))
    assert read.doors() == ["桂香苑 3-2-301"] and read.home("王强") == ""
    assert read.people()["王强"].note == f"现住址：{FAR}"
    assert any("another city" in one for one in said(plan))
    assert read(book(HEADERS, ("王强", document(11), FAR))).unchanged == 1


def test_somebody_who_lives_here_by_the_register_stays_here(book: Book, read: Reader) -> None:
    read(book(HEADERS, ("王强", document(11), "桂香苑3-2-301")))
    read(book(HEADERS, ("王强", document(11), FAR)))
    assert read.home("王强") == "桂香苑 3-2-301" and read.people()["王强"].note == f"现住址：{FAR}"


@pytest.mark.parametrize("address", ["桂州市柳河区桂香社区桂香苑3-2-301", "桂州市柳河区松林苑3-2-301"])
def test_what_names_the_office_or_a_known_estate_is_here(book: Book, read: Reader, address: str) -> None:
    read(book(HEADERS, ("李敏", document(22), "松林苑5-1-102")))
    read(book(HEADERS, ("王强", document(11), address)))
    assert read.home("王强").endswith("苑 3-2-301")


def test_the_district_of_the_offices_address_is_its_own(book: Book, read: Reader) -> None:
    with read.register.operation("") as operation:
        operation.session.execute(update(Office).values(address="桂州市柳河区桂香路1号"))
    read(
        book(
            HEADERS,
            ("王强", document(11), "桂州市柳河区竹园3-2-301"),
            ("李敏", document(22), "桂州市柳山区竹园3-2-301"),
        )
    )
    assert read.home("王强") == "竹园 3-2-301" and read.home("李敏") == ""


def test_a_district_that_all_rows_name_is_here(book: Book, read: Reader) -> None:
    rows = [(f"王{n}强", document(10 + n), f"桂州市柳河区竹园3-2-30{n}") for n in range(1, 5)]
    read(book(HEADERS, *rows))
    assert read.doors() == [f"竹园 3-2-30{n}" for n in range(1, 5)]


def test_but_not_beside_addresses_here_that_name_none(book: Book, read: Reader) -> None:
    rows = [(f"王{n}强", document(10 + n), f"桂香苑3-2-30{n}", f"桂州市柳河区柳河路{n}号") for n in range(1, 5)]
    read(book(("姓名", "身份证号", "户籍地址", "实际居住地址"), *rows))
    assert read.doors() == []
