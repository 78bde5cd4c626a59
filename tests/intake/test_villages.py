"""Groups of several natural villages: 1组 of 柳树村 and 1组 of 桃花村 are two places."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from models.intake.sheets.villages import village_in
from models.organisation import Office
from tests.intake.conftest import Reader, document

Book = Callable[..., Path]
DOORS = ("村民小组", "门牌号", "姓名", "身份证号")
ONE, OTHER = ("1组", "1号", "王强", document(11)), ("1组", "1号", "李敏", document(22))


@pytest.mark.parametrize(
    ("title", "village", "group"),
    [
        ("柳树村", "柳树村", ""), ("柳树村村民花名册", "柳树村", ""), ("桃花村1组村民花名册", "桃花村", "1组"), ("桂香镇柳树村村民基本情况", "柳树村", ""),
        ("2026年柳树村三组居民信息表", "柳树村", "三组"), ("农村低保户花名册", "", ""), ("全村人员名册", "", ""), ("村民花名册", "", ""),
        ("幸福新村", "幸福新村", ""), ("桂香社区居民花名册", "", ""), ("驻村工作队走访记录", "", ""),
    ],
)  # fmt: skip
def test_the_village_that_a_title_names(title: str, village: str, group: str) -> None:
    assert village_in(title) == (village, group)


def test_sheets_of_two_villages(book: Book, read: Reader) -> None:
    plan = read(book(sheets={"柳树村": [DOORS, ONE], "桃花村": [DOORS, OTHER]}))
    assert read.home("王强") == "柳树村1组 1" and read.home("李敏") == "桃花村1组 1"
    assert any("柳树村" in one.problem and "sheet's name" in one.problem for one in plan.problems)


def test_titles_of_two_villages_in_two_files(book: Book, read: Reader) -> None:
    headers = ("村民小组", "户主", "姓名", "关系", "身份证号")
    for village, number in (("柳树村", 11), ("桃花村", 22)):
        read(book((f"{village}1组村民花名册",), headers, ("1组", "王伟", f"王{village[0]}", "户主", document(number))))
    assert read.home("王柳") == "柳树村1组 王伟户" and read.home("王桃") == "桃花村1组 王伟户"


def test_a_group_by_its_numeral(book: Book, read: Reader) -> None:
    read(book(sheets={"柳树村": [DOORS, ONE]}))
    read(book(sheets={"柳树村": [DOORS, ("一组", "1号", "王小强", document(12, "19900101"))]}))
    assert read.doors() == ["柳树村1组 1"]


def test_a_column_of_villages(book: Book, read: Reader) -> None:
    read(book(("所在村", *DOORS), ("柳树村", *ONE), ("桃花村", *OTHER)))
    assert read.home("王强") == "柳树村1组 1" and read.home("李敏") == "桃花村1组 1"


def test_natural_villages_beside_their_groups(book: Book, read: Reader) -> None:
    read(book(("自然村", *DOORS), ("柳家庄", *ONE), ("桃家庄", *OTHER)))
    assert read.home("王强") == "柳家庄1组 1" and read.home("李敏") == "桃家庄1组 1"


def test_numbers_of_groups(book: Book, read: Reader) -> None:
    headers = ("组", "户号", "姓名", "关系", "身份证号")
    for village, name, number in (("柳树村", "王强", 11), ("桃花村", "李敏", 22)):
        read(book((f"{village}花名册",), headers, (1, 1, name, "户主", document(number)), name=f"{name}.xlsx"))
    assert read.home("王强") == "柳树村1组" and read.home("李敏") == "桃花村1组"


def test_the_office_is_the_village(book: Book, read: Reader) -> None:
    with read.register.operation("") as operation:
        operation.session.execute(update(Office).values(name="桂香镇柳树村村民委员会"))
    read(book(sheets={"柳树村": [DOORS, ONE]}))
    assert read.home("王强") == "1组 1"


def test_an_address_that_names_its_estate_keeps_it(book: Book, read: Reader) -> None:
    rows = [("住址", "姓名", "身份证号"), ("桂香苑3-2-301", "王强", document(11)), ("1组5号", "李敏", document(22))]
    read(book(sheets={"柳树村": rows}))
    assert read.home("王强") == "桂香苑 3-2-301" and read.home("李敏") == "柳树村1组 5"


def test_numbers_of_households_alone_are_no_household_of_another_file(book: Book, read: Reader) -> None:
    headers = ("户号", "姓名", "与户主关系", "身份证号")
    first = book(
        headers, (1, "王强", "户主", document(11)), (1, "王小强", "子", document(12, "19900101")), name="a.xlsx"
    )
    read(first)
    read(book(headers, (1, "李敏", "户主", document(22)), name="b.xlsx"))
    people = read.people()
    assert people["王强"].household_id == people["王小强"].household_id != people["李敏"].household_id
    assert read(first).unchanged == 2
