"""Doors in a roster that are two at once, hold a remark, are written in other ways, or cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]


@pytest.mark.parametrize(
    ("written", "door", "kept", "told"),
    [
        ("3栋2单元301、302", "3-2-301", True, "Several doors"), ("3-2-301（自建）", "3-2-301", True, ""),
        ("3 2 301", "3-2-301", False, ""), ("三号楼二单元三零一", "3-2-301", False, ""), ("3栋商铺5", "3-商铺5", False, ""),
        ("3栋2单元301至303", "3栋2单元301至303", True, "No door"), ("8号车库", "8号车库", True, "No door"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_door(book: Book, read: Reader, written: str, door: str, kept: bool, told: str) -> None:
    headers = ("姓名", "身份证号", "家庭住址")
    plan = read(book(headers, ("王强", document(11), written), ("李敏", document(22), "5-1-102")))
    assert read.home("王强") == door
    assert read.people()["王强"].note == (f"家庭住址：{written}" if kept else None)
    said = [one.problem for one in plan.problems if one.column == "家庭住址"]
    assert len(said) == bool(told) and all(one.startswith(told) for one in said)


def test_a_cellar_is_another_room_than_the_one_above_it(book: Book, read: Reader) -> None:
    written = ("3号楼2单元101", "3号楼2单元-101", "3号楼2单元-102（地下室）")
    rows = [
        (name, document(11 + n), door)
        for n, (name, door) in enumerate(zip(("王强", "李敏", "赵云"), written, strict=True))
    ]
    plan = read(book(("姓名", "身份证号", "住址"), *rows))
    assert read.doors() == ["3-2-101", "3-2-负101", "3-2-负102"]
    assert [one.row for one in plan.problems if "minus" in one.problem] == [3, 4]


def test_a_dash_before_every_room_is_no_minus(book: Book, read: Reader) -> None:
    rows = [
        ("王强", document(11), "3号楼2单元-101"),
        ("李敏", document(22), "3号楼2单元-301"),
        ("赵云", document(13), "3号楼1单元102"),
    ]
    read(book(("姓名", "身份证号", "住址"), *rows))
    assert sorted(read.doors()) == ["3-1-102", "3-2-101", "3-2-301"]


def test_a_cellar_in_a_column_of_rooms(book: Book, read: Reader) -> None:
    read(
        book(
            ("姓名", "身份证号", "楼号", "单元", "房号"),
            ("王强", document(11), 3, 2, 101),
            ("李敏", document(22), 3, 2, -101),
        )
    )
    assert read.doors() == ["3-2-101", "3-2-负101"]


def test_a_room_of_its_own_column_may_be_two(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "楼栋", "单元", "房号")
    plan = read(book(headers, ("王强", document(11), "3", "2", "301、302"), ("李敏", document(22), "3", "2", "301")))
    assert read.doors() == ["3-2-301"] and read.people()["王强"].note == "房号：301、302"
    assert [one.row for one in plan.problems if one.column == "房号"] == [2]


@pytest.mark.parametrize("doors", [("3-2-301", "03-02-0301"), ("03-02-0301", "3-2-301")])
def test_zeros_before_the_numbers_make_no_second_household(book: Book, read: Reader, doors: tuple[str, str]) -> None:
    path = book(("姓名", "身份证号", "门牌"), ("王强", document(11), doors[0]), ("李敏", document(22), doors[1]))
    read(path)
    assert read.doors() == [doors[0]]
    assert counts(read(path))["unchanged"] == 2


def test_a_door_that_is_written_with_zeros_in_the_register_is_found(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "楼栋", "单元", "房号")
    read(book(headers, ("王强", document(11), "03", "02", "0301")))
    read(book(headers, ("李敏", document(22), "3", "2", "301")))
    assert read.doors() == ["03-02-0301"]


def test_distinct_houses_of_an_old_yard_stay_distinct(book: Book, read: Reader) -> None:
    doors = (
        "5号附1号", "后院甲1号", "1号", "5-附2", "3-2-地下室2号", "2号", "临街门面3号", "3-2-负101", "3-2-101", "综合楼西单元402", "粮站楼西单元402",
        "西单元402", "东屋", "西屋", "桂香路88号附3号", "桂香街88号附3号", "0701303", "7栋1单元301室301", "东区3-2-101", "老楼东头第二家",
    )  # fmt: skip
    rows = [("老城里", door, f"王强{n}", document(20 + n)) for n, door in enumerate(doors)]
    path = book(("小区", "门牌", "姓名", "身份证号"), *rows)
    read(path)
    assert len(read.doors()) == len(doors)
    assert counts(read(path))["unchanged"] == len(doors) == len(read.doors())


def test_what_stands_before_an_estate_or_is_its_district_is_no_part_of_a_door(book: Book, read: Reader) -> None:
    read(book(
        ("小区", "门牌", "姓名", "身份证号"), ("松林苑", "3-2-301", "王强", document(11)), ("松林苑", "松林苑3-2-301", "李敏", document(22)),
        ("松林苑", "云溪街道桂香社区松林苑小区3-2-301", "赵云", document(13)), ("松林苑", "幸福路12号3-2-301", "孙丽", document(24)),
    ))  # fmt: skip
    assert read.doors() == ["松林苑 3-2-301"]


def test_a_building_an_estate_or_a_street_alone_makes_no_family_of_its_people(book: Book, read: Reader) -> None:
    places = ("松林苑", "松林苑3号楼", "桂花村三组", "桂香路", "平房")
    people = [(f"王强{n}", document(20 + n), place) for n, place in enumerate(places)]
    path = book(("姓名", "身份证号", "住址"), *people, ("李敏", document(40), "松林苑"))
    plan = read(path)
    assert read.doors() == [] and plan.homeless == 6
    assert read.people()["王强2"].note == "住址：桂花村三组"
    assert counts(read(path))["unchanged"] == 6


def test_two_homes_on_a_landing_are_told_apart_by_their_floor(book: Book, read: Reader) -> None:
    read(book(
        ("院落", "楼号", "门洞", "楼层", "户别", "姓名", "身份证号"),
        ("纺织厂家属院", "2", "1", "3", "东户", "王强", document(11)), ("纺织厂家属院", "2", "1", "3", "西户", "李敏", document(22)),
        ("纺织厂家属院", "2", "1", "4", "东户", "赵云", document(13)), ("纺织厂家属院", "平房", "", "", "12号", "孙丽", document(24)),
    ))  # fmt: skip
    assert read.doors() == [
        "纺织厂家属院 2-1-3东", "纺织厂家属院 2-1-3西", "纺织厂家属院 2-1-4东", "纺织厂家属院 平房-12"
    ]  # fmt: skip


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("files", [1, 2])
def test_a_street_before_an_estate_makes_no_second_household(book: Book, read: Reader, order: int, files: int) -> None:
    rows = [("王强", document(11), "桂香路8号桂香苑2号楼1单元201"), ("李敏", document(22), "桂香苑2号楼1单元201")][
        ::order
    ]
    headers = ("姓名", "身份证号", "住址")
    for content in [rows] if files == 1 else [rows[:1], rows[1:]]:
        read(book(headers, *content))
    assert len(read.doors()) == 1 and read.home("王强") == read.home("李敏")


def test_an_estate_whose_name_ends_like_another_is_another(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "住址")
    read(book(headers, ("王强", document(11), "桂苑2号楼1单元201")))
    read(book(headers, ("李敏", document(22), "金桂苑2号楼1单元201")))
    assert read.home("李敏") == "金桂苑 2-1-201"


@pytest.mark.parametrize("written", [("桂香苑4号楼", "1-201"), ("桂香苑4号楼", "4-1-201"), ("桂香苑4号楼1单元", "201")])
def test_a_building_in_the_column_of_estates(book: Book, read: Reader, written: tuple[str, str]) -> None:
    read(book(("小区", "房号", "姓名", "身份证号"), (*written, "王强", document(11))))
    assert read.doors() == ["桂香苑 4-1-201"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_door_without_its_estate_is_said_to_be_of_the_one_that_has_it(book: Book, read: Reader, order: int) -> None:
    rows = [
        ("王强", document(11), "桂香苑5号楼1单元201"),
        ("李敏", document(22), "5-1-201"),
        ("赵云", document(13), "竹园3-2-301"),
    ]
    path = book(("姓名", "身份证号", "住址"), *rows[::order])
    plan = read(path)
    assert read.doors() == ["桂香苑 5-1-201", "竹园 3-2-301"] and read.home("李敏") == "桂香苑 5-1-201"
    (said,) = [one for one in plan.problems if "without an estate" in one.problem]
    assert (said.value, said.level) == ("5-1-201", "warn")
    assert read(path).unchanged == 3
