"""Whom a row means: a door in several estates, a name with a phone, a name merged down, a line under the table."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.matters import Matter
from models.organisation import Appointment
from models.visits import Visit
from tests.intake.conftest import Reader, counts, document, everything, said

Book = Callable[..., Path]
VISITS = ("日期", "被走访人", "楼栋", "单元", "房号", "走访人", "走访内容")


@pytest.fixture
def twice(settled: Reader, book: Book) -> Reader:
    """The door 3-2-502 stands in a second estate, too; 李霞 lives there."""
    settled(book(("小区", "楼栋", "单元", "房号", "姓名", "联系电话"), ("清波里", 3, 2, 502, "李霞", "13800000077")))
    return settled


@pytest.mark.parametrize(("name", "told"), [("王强", "松林苑"), ("李霞", "清波里")])
def test_who_lives_there_tells_which_estate(book: Book, twice: Reader, name: str, told: str) -> None:
    plan = twice(book(VISITS, ("2026-11-02", name, 3, 2, 502, "刘芳", "问候")))
    assert counts(plan)["created"] == 1 and not said(plan)
    assert everything(twice, Visit)[0].person_id == twice.people()[name].id and twice.home(name).startswith(told)


@pytest.mark.parametrize(
    ("cell", "note"), [("王　强", None), ("王 强", None), ("王强（独居）", "被走访人：王强（独居）")]
)
def test_a_name_is_known_with_a_space_or_a_remark(book: Book, settled: Reader, cell: str, note: str | None) -> None:
    plan = settled(book(VISITS, ("2026-11-02", cell, 3, 2, 502, "刘芳", "问候")))
    (visit,) = everything(settled, Visit)
    assert not said(plan) and visit.person_id == settled.people()["王强"].id and visit.note == note


def test_or_the_title_tells_it(book: Book, twice: Reader) -> None:
    plan = twice(book(("清波里片区2026年11月走访台账",), VISITS, ("2026-11-02", "", 3, 2, 502, "刘芳", "问候")))
    assert counts(plan)["created"] == 1
    assert everything(twice, Visit)[0].household_id == twice.people()["李霞"].household_id


def test_else_the_door_is_marked_and_a_matter_is_taken_without_it(book: Book, twice: Reader) -> None:
    plan = twice(book(VISITS, ("2026-11-02", "没有人", 3, 2, 502, "刘芳", "问候")))
    assert counts(plan)["rejected"] == 1 and [one.column for one in plan.problems] == ["房号"]
    plan = twice(
        book(("受理日期", "诉求人", "住址", "诉求内容"), ("2026-11-02", "没有人", "3-2-502", "路灯"), name="m.xlsx")
    )
    assert counts(plan)["created"] == 1 and [one.column for one in plan.problems] == ["住址"]
    (matter,) = everything(twice, Matter)
    assert matter.household_id is None and matter.note == "住址：3-2-502"


@pytest.mark.parametrize(
    ("address", "phone", "tied"),
    [
        ("松林苑3-2-502", "", True),
        ("", "138 0000 0001", True),
        ("", "", False),
        ("", "13900000000", False),
        ("松林苑3-2-503", "", False),
    ],
)
def test_a_matter_is_tied_to_who_is_known_beyond_doubt(
    book: Book, settled: Reader, address: str, phone: str, tied: bool
) -> None:
    settled(book(("姓名", "身份证号", "联系电话"), ("王强", document(11), "13800000001"), name="p.xlsx"))
    path = book(("受理日期", "诉求人", "住址", "联系电话", "诉求内容"), ("2026-11-02", "王强", address, phone, "路灯"))
    settled(path)
    (matter,) = everything(settled, Matter)
    assert (matter.person_id == settled.people()["王强"].id) is tied or address == "松林苑3-2-503"
    assert counts(settled(path))["unchanged"] == 1


def test_a_post_is_tied_by_name_and_phone_alone(book: Book, settled: Reader) -> None:
    settled(book(("姓名", "身份证号", "联系电话"), ("王强", document(11), "13800000001"), name="p.xlsx"))
    headers = ("姓名", "岗位", "所在组织", "联系电话")
    settled(
        book(
            headers,
            ("王强", "网格员", "桂香社区党委", "13800000001"),
            ("赵敏", "网格员", "桂香社区党委", "13800000002"),
        )
    )
    found = {one.shown_name: one.person_id for one in everything(settled, Appointment)}
    assert found == {"王强": settled.people()["王强"].id, "赵敏": None}


def test_a_name_merged_down_is_said_of_every_visit(book: Book, settled: Reader) -> None:
    path = book(
        ("序号", "户主姓名", "家庭住址", "走访时间", "走访人", "走访情况"),
        (1, "王强", "松林苑3-2-502", "2026-07-01", "刘芳", "第1次"), ("", "", "", "2026-07-08", "", "第2次"),
        merge=("A2:A3", "B2:B3", "C2:C3", "E2:E3"),
    )  # fmt: skip
    settled(path)
    assert [(one.person_id, one.visitor) for one in everything(settled, Visit)] == [
        (settled.people()["王强"].id, "刘芳")
    ] * 2


@pytest.mark.parametrize(
    ("foot", "visitor"),
    [(("探访人：梁玉娟",), "梁玉娟"), (("走访人员:", "梁玉娟、黄俊"), "梁玉娟、黄俊"), (("填表人：梁玉娟",), None), (("走访人：",), None), (("审核：李四", "走访人签字：见附件"), None)],
)  # fmt: skip
def test_who_visits_may_stand_under_the_table(
    book: Book, settled: Reader, foot: tuple[str, ...], visitor: str | None
) -> None:
    days = tuple(f"{day}日" for day in range(1, 31))
    path = book(
        ("2026年10月独居老人每日探访记录表",),
        ("序号", "姓名", "住址", *days),
        (1, "王强", "松林苑3-2-502", *["√"] * 2, *[""] * 28),
        (),
        foot,
    )
    settled(path)
    assert [one.visitor for one in everything(settled, Visit)] == [visitor] * 2


@pytest.mark.parametrize(
    ("header", "said_there"), [("反映问题", "家中无人"), ("走访情况", "敲门无人"), ("处理结果", "不在家，改日再去")]
)
def test_nobody_at_home_is_nobody_met_wherever_it_stands(
    book: Book, settled: Reader, header: str, said_there: str
) -> None:
    settled(
        book(
            ("走访日期", "走访对象", "住址", "走访人", header),
            ("2026-03-02", "王强", "松林苑3-2-502", "刘芳", said_there),
        )
    )
    (visit,) = everything(settled, Visit)
    assert visit.met is False and visit.people_met == 0


HEADERS = ("走访日期", "走访对象", "住址", "走访人", "走访内容", "办理结果")


def test_another_visit_of_the_same_day_does_not_replace_the_first(book: Book, settled: Reader) -> None:
    row = ("2026-11-15", "王强", "松林苑3-2-502", "刘芳")
    settled(book(HEADERS, (*row, "想报名志愿队，记下了电话和空闲时间。", "")))
    path = book(HEADERS, (*row, "送药上门", ""), name="b.xlsx")
    plan = settled(path)
    assert counts(plan)["created"] == 1 and len(said(plan)) == 1
    assert [one.situation for one in everything(settled, Visit)] == ["想报名志愿队，记下了电话和空闲时间。", "送药上门"]
    assert counts(settled(path))["unchanged"] == 1


@pytest.mark.parametrize(("told", "result"), [("灯坏", "已修"), ("楼道灯坏了", "待修"), ("楼道灯坏", "已修好")])
def test_the_same_visit_told_better_is_no_second_one(book: Book, settled: Reader, told: str, result: str) -> None:
    row = (date(2026, 6, 1), "王强", "松林苑3-2-502", "刘芳")
    settled(book(HEADERS, (*row, "楼道灯坏", "待修")))
    settled(book(HEADERS, (*row, told, result), name="b.xlsx"))
    assert [(one.situation, one.result) for one in everything(settled, Visit)] == [(told, result)]
