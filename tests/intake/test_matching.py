"""Who is who: by number, else by name with birth and door or householder; what is only likely waits for somebody."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("小区", "门牌号", "姓名", "与户主关系", "身份证号", "出生日期", "联系电话", "工作单位")
WANG = ("松林苑", "3-2-502", "王强", "户主", document(11), "1958-03-02", "13900000001", "")


def change(row: tuple[str, ...], **cells: object) -> tuple[object, ...]:
    """The row with some cells changed, named by their place in HEADERS."""
    places = {"estate": 0, "door": 1, "name": 2, "relation": 3, "document": 4, "birth": 5, "phone": 6, "work": 7}
    new: list[object] = list(row)
    for name, value in cells.items():
        new[places[name]] = value
    return tuple(new)


def outcome(plan: object) -> str:
    """What became of the only row."""
    (name,) = [name for name, count in counts(plan).items() if count]  # type: ignore[arg-type]
    return name


@pytest.mark.parametrize(
    ("register_row", "file_row", "expected"),
    [
        (WANG, change(WANG, name="王　强", door="3栋2单元502"), "unchanged"),
        (WANG, change(WANG, document=""), "unchanged"),
        (WANG, change(WANG, document="无", phone="13900000002"), "updated"),
        (WANG, change(WANG, document=document(11)[:6] + document(11)[8:17]), "unchanged"),
        (change(WANG, document=""), WANG, "updated"),
        (change(WANG, document=""), change(WANG, document="", birth="1958"), "unchanged"),
        (change(WANG, document=""), change(WANG, document="", birth="1958.3"), "unchanged"),
        (change(WANG, document=""), change(WANG, document="", birth="1958.5"), "review"),
        (change(WANG, document=""), change(WANG, document="", birth="1959"), "review"),
        (change(WANG, document="", birth="1958"), change(WANG, document="", birth="1958.5"), "unchanged"),
        (change(WANG, document=""), change(WANG, document="", birth=""), "unchanged"),  # the only one of that name there
        (change(WANG, document=""), change(WANG, document="", birth="", work="某厂"), "updated"),
        (change(WANG, document=""), change(WANG, document="", birth="", phone="13900000009"), "review"),
        (change(WANG, document=""), change(WANG, document="", door="5-1-101"), "review"),
        (change(WANG, document=""), change(WANG, document="", birth="1990-01-01"), "review"),
        (change(WANG, document="", birth=""), change(WANG, document="", birth=""), "unchanged"),
        (WANG, change(WANG, document=document(12), birth="1958-03-02"), "review"),
        (WANG, change(WANG, document=document(13, "19700101"), birth="1970-01-01", door="5-1-101"), "created"),
        (WANG, change(WANG, name="李敏"), "review"),
        (WANG, change(WANG, name="王小强"), "review"),
        (WANG, change(WANG, document="", birth="", door="", estate="", phone=""), "review"),
    ],
)  # fmt: skip
def test_one_row_against_one_person(
    book: Book, read: Reader, register_row: object, file_row: object, expected: str
) -> None:
    read(book(HEADERS, register_row))
    assert outcome(read(book(HEADERS, file_row), dry_run=True)) == expected


def test_a_householder_stands_in_for_the_door(book: Book, read: Reader) -> None:
    read(book(HEADERS, WANG, change(WANG, name="王小明", relation="长子", document="", birth="1990-05-05", phone="")))
    plan = read(book(("户主", "姓名", "出生日期", "工作单位"), ("王强", "王小明", "1990-05-05", "某厂")))
    assert outcome(plan) == "updated" and read.people()["王小明"].work == "某厂"


@pytest.mark.parametrize(
    ("corrected", "door"),
    [
        (document(11, "19680302"), "3-2-502"),  # another year, the same door
        (document(711, "19770915"), "3-2-502"),  # nothing alike but name and door
        (document(11, "19580303"), "5-1-101"),  # a day further, and moved
        (document(11, "19850302"), "5-1-101"),  # two digits have changed places
        (document(11)[:17] + "0", "5-1-101"),  # the last digit alone
        (document(11)[:9] + document(11)[10:], "5-1-101"),  # one digit left out
    ],
)
def test_a_corrected_number_makes_nobody_two(book: Book, read: Reader, corrected: str, door: str) -> None:
    read(book(HEADERS, WANG))
    plan = read(book(HEADERS, change(WANG, document=corrected, birth="", door=door)))
    assert outcome(plan) == "review" and plan.reviews[0].candidates == (read.people()["王强"].id,)


def test_a_namesake_beside_somebody_whose_own_number_stands_in_the_file_is_new(book: Book, read: Reader) -> None:
    read(book(HEADERS, WANG))
    son = change(WANG, document=document(15, "19900302"), birth="", relation="孙子", phone="")
    assert counts(read(book(HEADERS, WANG, son)))["created"] == 1


@pytest.mark.parametrize(
    "filler", ["0", "无", "不详", "111111111111111111", "000000000000000000", "123456789012345678", "/"]
)
def test_placeholders_never_make_two_people_one(book: Book, read: Reader, filler: str) -> None:
    plan = read(
        book(
            HEADERS,
            change(WANG, document=filler, phone=""),
            change(WANG, name="李敏", document=filler, door="3-2-503", birth=""),
        )
    )
    assert counts(plan)["created"] == 2 and all(person.document is None for person in read.people().values())


def test_a_number_that_several_names_share_is_believed_of_none(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, WANG, change(WANG, name="李敏", door="3-2-503")))
    assert counts(plan) == {"created": 0, "updated": 0, "unchanged": 0, "review": 2, "rejected": 0}


def test_the_same_row_twice_is_one_person_and_a_contradiction_is_asked_about(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, WANG, WANG, change(WANG, door="5-1-101")))
    assert counts(plan) == {"created": 1, "updated": 0, "unchanged": 1, "review": 1, "rejected": 0}
    assert read.home("王强") == "松林苑 3-2-502"


def test_namesakes_with_nothing_else_stay_two(book: Book, read: Reader) -> None:
    path = book(("姓名", "联系电话"), ("王强", "13900000001"), ("王强", "13900000002"), ("王强", ""))
    assert counts(read(path))["created"] == 3
    with read.register.read() as session:
        from models.queries import Query, count
        from models.records import spec

        assert count(session, Query(spec("people"))) == 3


def test_a_door_of_several_estates_is_asked_about(book: Book, read: Reader) -> None:
    read(book(HEADERS, WANG, change(WANG, estate="桂香苑", name="李敏", document=document(22))))
    plan = read(book(("门牌号", "姓名", "身份证号"), ("3-2-502", "赵军", document(33))))
    assert outcome(plan) == "review"


def test_the_queue_of_reviews_is_not_filled_twice(book: Book, read: Reader) -> None:
    from sqlalchemy import func, select

    from models.intake.sheets.memory import IntakeReview

    path = book(HEADERS, WANG, change(WANG, name="李敏", door="3-2-503"))
    for _again in range(2):
        read(path)
        with read.register.read() as session:
            assert session.scalar(select(func.count()).select_from(IntakeReview)) == 2


def test_a_register_of_many_estates_places_what_it_can(book: Book, read: Reader) -> None:
    from models import operations
    from models.records import spec

    def unit(**values: object) -> str:
        return operations.save(read.register, spec("units"), values).ids("units")[0]

    top = unit(code="1", name="桂香社区党委")
    estate = unit(code="11", name="松林苑支部", area_name="松林苑小区", parent_id=top)
    building = unit(code="111", name="3号楼党小组", area_name="3号楼", parent_id=estate)
    operations.save(read.register, spec("grids"), {"code": "g1", "name": "第一网格", "unit_id": top})
    plan = read(book(
        ("小区", "门牌号", "网格", "姓名", "身份证号"), ("松林苑", "3-2-502", "1网格", "王强", document(11)),
        ("松林苑", "9-2-502", "第九网格", "李敏", document(22)),
    ))  # fmt: skip
    homes = {row["door"]: row for row in plan.inserts["household"]}
    assert homes["3-2-502"]["unit_id"] == building and homes["3-2-502"]["grid_id"]
    assert homes["9-2-502"]["unit_id"] is None and plan.unplaced == 1


def test_births_follow_from_numbers_and_a_contradiction_is_said(book: Book, read: Reader) -> None:
    plan = read(
        book(
            HEADERS,
            change(WANG, birth=""),
            change(WANG, name="李敏", door="3-2-503", document=document(22), birth="1990-01-01"),
        )
    )
    assert read.people()["王强"].birth == date(1958, 3, 2)
    assert any("born on 1958-03-02" in problem.problem for problem in plan.problems)


def test_what_a_second_table_says_of_a_known_person_is_not_lost(book: Callable[..., Path], read: Reader) -> None:
    read(book(("房号", "姓名", "出生日期"), ("3-2-301", "王强", "1958-03-02"), name="a.xlsx"))
    plan = read(book(sheets={
        "名册": [("房号", "姓名", "身份证号", "手机"), ("3-2-301", "王强", document(11), "13900000001")],
        "党员": [("房号", "姓名", "出生日期", "所在支部"), ("3-2-301", "王强", "1958-03-02", "第一党支部")],
    }))  # fmt: skip
    (person,) = read.people().values()
    said = [one for one in plan.problems if one.level == "review"]
    assert person.phone == "13900000001" or said
    assert person.party_branch == "第一党支部" or said
    assert len(plan.inserts["person"]) == 0


def test_with_and_without_a_number_in_two_sheets_is_one_person(book: Callable[..., Path], read: Reader) -> None:
    plan = read(book(sheets={
        "名册": [("房号", "姓名", "身份证号", "手机"), ("3-2-301", "王强", document(11), "13900000001")],
        "老人": [("房号", "姓名", "出生日期"), ("3-2-301", "王强", "1958-03-02")],
    }))  # fmt: skip
    assert counts(plan) == {"created": 1, "updated": 0, "unchanged": 1, "review": 0, "rejected": 0}


def test_two_numbers_behind_one_door_are_two_people_in_two_sheets_too(book: Callable[..., Path], read: Reader) -> None:
    plan = read(book(sheets={
        name: [("房号", "姓名", "身份证号"), ("3-2-301", "王强", document(13, born))] for name, born in (("一", "19500302"), ("二", "19780701"))
    }))  # fmt: skip
    assert counts(plan)["created"] == 2
