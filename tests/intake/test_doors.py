"""Doors as offices write them, and the register's one way."""

import pytest

from models.doors import (
    bare_estate,
    door_key,
    door_text,
    first_of_several,
    parse_door,
    parse_place,
    parse_places,
    unpadded,
)


@pytest.mark.parametrize(
    ("text", "estate", "building", "entrance", "room", "floor"),
    [
        ("3-2-502", "", "3", "2", "502", ""), ("３＃－２－５０２", "", "3", "2", "502", ""), ("松林苑3栋2单元502室", "松林苑", "3", "2", "502", ""),
        ("三号楼二单元502", "", "3", "2", "502", ""), ("3号楼2单元5层02", "", "3", "2", "502", "5"), ("A座1203", "", "A", "", "1203", ""),
        ("3-502", "", "3", "", "502", ""), ("2单元502", "", "", "2", "502", ""), ("502", "", "", "", "502", ""),
        ("文昌路12号院3号楼2单元501", "文昌路12号院", "3", "2", "501", ""), ("3-2-502-1", "", "3", "2", "502-1", ""),
        ("3 2 301", "", "3", "2", "301", ""), ("松林苑 3-2 301", "松林苑", "3", "2", "301", ""), ("3 301", "", "3", "", "301", ""),
        ("三号楼二单元三零一", "", "3", "2", "301", ""), ("三栋二单元三〇一室", "", "3", "2", "301", ""), ("一单元五零二", "", "", "1", "502", ""),
        ("3栋商铺5", "", "3", "", "商铺5", ""), ("松林苑3栋1层商铺5号", "松林苑", "3", "", "商铺5", "1"),
        ("5号附1号", "", "", "", "5附1", ""), ("桂香里5号附1号", "桂香里", "", "", "5附1", ""), ("桂香路88号附3号", "桂香路", "", "", "88附3", ""),
        ("3-2-502附1", "", "3", "2", "502附1", ""), ("3-2-负101", "", "3", "2", "负101", ""), ("3栋负1层02", "", "3", "", "负102", "负1"),
        ("后院甲1号", "", "", "", "后院甲1", ""), ("3-2-地下室2号", "", "3", "2", "地下室2", ""), ("临街门面3号", "", "", "", "临街门面3", ""),
        ("综合楼西单元402", "", "综合楼", "西", "402", ""), ("松林苑综合楼402", "松林苑", "综合楼", "", "402", ""), ("2栋附楼1单元301", "", "2附", "1", "301", ""),
        ("12A-1-12A03", "", "12A", "1", "12A03", ""), ("7栋1单元3楼左", "", "7", "1", "3左", "3"), ("桂香里7号-2", "桂香里", "7", "", "2", ""),
        ("3号楼东单元502（出租）", "", "3", "东", "502", ""), ("桂香苑2期3栋2单元1502", "桂香苑2期", "3", "2", "1502", ""),
        ("桂香苑1號樓1單元101室", "桂香苑", "1", "1", "101", ""), ("3棟東單元5層02", "", "3", "东", "502", "5"),
    ],
)  # fmt: skip
def test_a_door(text: str, estate: str, building: str, entrance: str, room: str, floor: str) -> None:
    assert parse_door(text) == (estate, building, entrance, room, floor)


@pytest.mark.parametrize(
    "text",
    ["", "王强", "13900000001", "139 0000 0001", "松林苑", "3号楼", "3栋2单元301、302", "3栋2单元301至303", "3栋棚屋5"],
)
def test_no_door(text: str) -> None:
    assert parse_door(text) is None


def test_a_building_or_an_estate_alone() -> None:
    assert parse_place("松林苑3号楼") == ("松林苑", "3", "", "", "")
    assert parse_place("3栋2单元") == ("", "3", "2", "", "")
    assert parse_place("松林苑") == ("松林苑", "", "", "", "")
    assert parse_place("桂香社区") is None and parse_place("Sheet1") is None and parse_place("说明") is None


def test_a_door_in_the_registers_way() -> None:
    assert door_text("三号楼", "2单元", "502室") == "3-2-502"
    assert door_text("3", None, "502") == "3-502" and door_text(None, None, None) == ""
    assert sorted(["10-1-101", "3-2-502", "3-2-51"], key=lambda door: door_key("松林苑", door)) == [
        "3-2-51",
        "3-2-502",
        "10-1-101",
    ]


def test_the_district_before_an_estate() -> None:
    assert bare_estate("某省某市某区云溪街道桂香社区松林苑") == "松林苑"
    assert bare_estate("东区") == "东区" and bare_estate("城市花园") == "城市花园"


@pytest.mark.parametrize(
    ("text", "buildings"),
    [
        ("松林苑1、2号楼", ["1", "2"]), ("农贸市场5、甲号楼", ["5", "甲"]), ("3-5栋", ["3", "4", "5"]), ("桂香里1至3栋", ["1", "2", "3"]),
        ("1号楼-3号楼", ["1", "2", "3"]), ("A、B座", ["A", "B"]), ("松林苑3号楼", ["3"]), ("松林苑", []), ("第一党支部", []),
    ],
)  # fmt: skip
def test_a_unit_may_name_several_buildings(text: str, buildings: list[str]) -> None:
    assert [place.building for place in parse_places(text)] == buildings


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("3栋2单元301、302", "3栋2单元301"), ("3-2-301,3-2-302", "3-2-301"), ("301、302室", "301"), ("3栋301和302（打通）", "3栋301"),
        ("3、2、301", None), ("3-2-301", None), ("3-2-301、电表房", None), ("松林苑、桂香苑", None),
    ],
)  # fmt: skip
def test_several_doors_of_one_household(text: str, first: str | None) -> None:
    assert first_of_several(text) == first


def test_zeros_before_the_three_numbers_of_a_door_mean_nothing() -> None:
    assert unpadded("03-02-0301") == "3-2-301" and unpadded("10-2-1001") == "10-2-1001"
    assert unpadded("03-0301") == "03-0301" and unpadded("00-1-101") == "00-1-101"
