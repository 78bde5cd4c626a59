"""Matters come in from the ledgers of offices: where they lie, whose they are, what is kept of a place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.matters import Matter
from models.visits import Visit
from tests.intake.conftest import Reader, counts, everything, said, unit_names

Book = Callable[..., Path]
HEADERS = ("受理日期", "诉求人", "住址", "诉求内容")


def test_a_matter_lies_at_the_unit_of_its_household_or_else_at_the_office(book: Book, settled: Reader) -> None:
    plan = settled(book(
        HEADERS, ("2026-03-01", "王强", "松林苑3-2-502", "换灯"), ("2026-03-02", "赵敏", "", "助餐"),
        ("2026-03-03", "外来人", "", "工资"), ("2026-03-04", "外来人", "3栋", "积水"),
        ("2026-03-05", "孙丽", "3-2-601", "停车"),
    ))  # fmt: skip
    assert counts(plan)["created"] == 5, plan.problems
    assert unit_names(settled, Matter) == ["3号楼党小组"] * 2 + ["桂香社区党委"] + ["3号楼党小组"] * 2
    assert [one.level for one in everything(settled, Matter)] == [4, 4, 2, 4, 4]


def test_the_unit_that_a_matter_names_itself_comes_first(book: Book, settled: Reader) -> None:
    settled(book((*HEADERS, "受理组织"), ("2026-03-01", "王强", "松林苑3-2-502", "换灯", "松林苑支部")))
    assert unit_names(settled, Matter) == ["松林苑支部"]


@pytest.mark.parametrize("place", ["松林苑3栋", "松林苑2栋门口", "门口", "松林苑旁工地"])
def test_a_place_without_a_door_is_kept_in_words_and_is_no_household(book: Book, settled: Reader, place: str) -> None:
    before = settled.doors()
    plan = settled(book(("受理日期", "诉求人", "发生地点", "诉求内容"), ("2026-03-01", "外来人", place, "积水")))
    (matter,) = everything(settled, Matter)
    assert settled.doors() == before and plan.households == 0
    assert matter.household_id is None and matter.note == f"发生地点：{place}"


def test_a_visit_to_a_place_without_a_door_is_one_to_the_person_it_names(book: Book, settled: Reader) -> None:
    before = settled.doors()
    plan = settled(book(
        ("走访日期", "走访人", "走访对象", "走访地点"), ("2026-03-01", "刘芳", "王强", "松林苑3栋"),
        ("2026-03-01", "刘芳", "没这人", "松林苑3栋"),
    ))  # fmt: skip
    (visit,) = everything(settled, Visit)
    assert settled.doors() == before and visit.person_id == settled.people()["王强"].id
    assert visit.household_id == settled.people()["王强"].household_id and visit.note == "走访地点：松林苑3栋"
    assert counts(plan) == {"created": 1, "updated": 0, "unchanged": 0, "review": 0, "rejected": 1}


@pytest.mark.parametrize("door", ["松林苑9-9-909", "松林苑3-2-503"])
def test_a_door_behind_which_the_person_does_not_live_is_said(book: Book, settled: Reader, door: str) -> None:
    before, home = settled.doors(), settled.people()["王强"].household_id
    visited = settled(
        book(("走访日期", "走访人", "走访对象", "住址"), ("2026-03-01", "刘芳", "王强", door), name="a.xlsx")
    )
    asked = settled(book(HEADERS, ("2026-03-01", "王强", door, "换灯"), name="b.xlsx"))
    for record in (*everything(settled, Visit), *everything(settled, Matter)):
        assert record.household_id == home and record.note == f"住址：{door}"
    for plan in (visited, asked):
        assert said(plan) == ["王强 does not live behind this door; the record was put to the household of 王强."]
    assert settled.doors() == before


@pytest.mark.parametrize(
    ("words", "due", "note"),
    [
        ("3天", date(2026, 3, 4), None), ("15日内", date(2026, 3, 16), None), ("当天", date(2026, 3, 1), None),
        ("长期", None, "办理时限：长期"), ("5个工作日", None, "办理时限：5个工作日"), ("2026-02-30", None, "办理时限：2026-02-30"),
    ],
)  # fmt: skip
def test_a_term_that_is_no_date_refuses_nothing(
    book: Book, settled: Reader, words: str, due: date | None, note: str | None
) -> None:
    rows = (
        ("2026-03-01", "王强", "松林苑3-2-502", "换灯", words),
        ("2026-03-02", "赵敏", "3-2-503", "助餐", "2026-03-09"),
    )
    path = book((*HEADERS, "办理时限"), *rows)
    plan = settled(path)
    matter, _dated = everything(settled, Matter)
    assert (matter.due_on, matter.note) == (due, note)
    assert [words in one and one.endswith("it is kept in the note.") for one in said(plan)] == ([] if due else [True])
    assert counts(settled(path))["unchanged"] == 2


@pytest.mark.parametrize("words", ["3天", "5个工作日"])
def test_a_column_of_terms_alone_is_known_by_its_header(book: Book, settled: Reader, words: str) -> None:
    plan = settled(book((*HEADERS, "办理时限"), ("2026-03-01", "王强", "松林苑3-2-502", "换灯", words)))
    assert plan.mapping["办理时限"] == "due_on"


def test_a_matter_without_a_day_of_receipt_is_refused(book: Book, settled: Reader) -> None:
    assert counts(settled(book(HEADERS, ("2026-02-30", "王强", "松林苑3-2-502", "换灯"))))["rejected"] == 1


def test_who_reports_an_event_is_not_who_asks(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("事件编号", "事件名称", "事件类型", "上报人", "上报人电话", "上报时间", "所属网格", "发生地点", "事件描述", "处理状态", "处理人", "处理结果"),
        ("SJ1", "积水", "其他", "刘芳", "13900000001", "2026-03-05", "第一网格", "3栋", "积水很深", "处理中", "何平", ""),
        ("SJ2", "飞线", "其他", "刘芳", "13900000001", "2026-03-06", "", "门口", "电动车", "待处理", "何平", ""),
    ))  # fmt: skip
    first, second = everything(settled, Matter)
    assert first.asked_by is None and first.phone is None and second.status == "open"
    assert "上报人：刘芳" in first.note and "上报人电话：13900000001" in first.note
    assert [one.column for one in plan.problems] == ["上报人"] and "not taken for who asks" in said(plan)[0]


@pytest.mark.parametrize(
    ("header", "word", "field", "code"),
    [
        ("满意度", "基本满意", "satisfaction", "satisfied"), ("满意度", "非常不满意", "satisfaction", "dissatisfied"),
        ("工单状态", "退单", "status", "withdrawn"), ("事项类别", "环境卫生", "category", "other"),
        ("事件类别", "安全隐患", "category", "other"), ("事项类别", "环境卫生类", "category", "other"),
        ("处理状态", "作废", "status", "withdrawn"),
    ],
)  # fmt: skip
def test_a_word_that_is_nearly_one_of_the_table_keeps_its_own_in_the_note(
    book: Book, settled: Reader, header: str, word: str, field: str, code: str
) -> None:
    path = book((*HEADERS, header), ("2026-03-01", "王强", "松林苑3-2-502", "换灯", word))
    plan = settled(path)
    (matter,) = everything(settled, Matter)
    assert getattr(matter, field) == code and matter.note == f"{header}：{word}"
    assert len(said(plan)) == 1 and word in said(plan)[0] and "note" in said(plan)[0]
    assert counts(settled(path))["unchanged"] == 1


def test_a_word_that_no_table_knows_is_kept_in_the_note(book: Book, settled: Reader) -> None:
    rows = ("2026-03-01", "王强", "3-2-502", "换灯", "转交街道"), ("2026-03-02", "王强", "3-2-502", "换锁", "马上办")
    plan = settled(book((*HEADERS, "办理方式"), *rows))
    assert everything(settled, Matter)[0].note == "办理方式：转交街道"
    assert said(plan) == ["This word is not known here; it is kept in the note: 转交街道"]


def test_what_a_matter_is_about_stands_beside_its_title(book: Book, settled: Reader) -> None:
    settled(book(
        ("工单编号", "受理时间", "工单标题", "诉求内容", "来电人"), ("DH-1", "2026-03-01", "噪音", "工地夜间施工，居民睡不着", "王强"),
    ))  # fmt: skip
    (matter,) = everything(settled, Matter)
    assert matter.content == "工地夜间施工，居民睡不着" and "噪音" in (matter.note or "")


@pytest.mark.parametrize(
    ("result", "status", "noise"),
    [("办结", "closed", 0), ("已修", "closed", 0), ("正在办理", "open", 0), ("满意离开", "open", 1), ("", "open", 0)],
)
def test_a_result_that_is_a_word_for_closed_closes_and_any_other_is_said(
    book: Book, settled: Reader, result: str, status: str, noise: int
) -> None:
    plan = settled(book((*HEADERS, "处理结果"), ("2026-03-01", "王强", "松林苑3-2-502", "换灯", result)))
    (matter,) = everything(settled, Matter)
    assert (matter.status, matter.result, len(said(plan))) == (status, result or None, noise)


@pytest.mark.parametrize(
    ("headers", "title", "source"),
    [
        (("日期", "来访人", "联系电话", "来访事由"), "登记", "walk_in"), (("来电时间", "来电人", "来电号码", "诉求内容"), "登记", "phone"),
        (("日期", "诉求人", "联系电话", "诉求内容"), "群众来访登记表", "walk_in"), (("日期", "来访人", "来电号码", "诉求内容"), "登记", None),
        (("日期", "诉求人", "联系电话", "诉求内容"), "来电来访登记", None), (("日期", "来电人", "联系电话", "工单内容"), "登记", None),
        (("日期", "诉求人", "联系电话", "诉求内容"), "登记", None),
    ],
)  # fmt: skip
def test_how_a_matter_came_where_headers_or_title_say_it_beyond_doubt(
    book: Book, settled: Reader, headers: tuple[str, ...], title: str, source: str | None
) -> None:
    settled(book(sheets={title: [headers, ("2026-03-01", "外来人", "13900000041", "换灯")]}))
    assert everything(settled, Matter)[0].source == source


def test_a_matter_may_be_at_a_place_that_is_no_door(book: Callable[..., Path], settled: Reader) -> None:
    plan = settled(book(("受理日期", "诉求内容", "发生地点"), ("2026-03-02", "井盖破损", "松林苑5栋北侧")))
    (matter,) = everything(settled, Matter)
    assert matter.note == "发生地点：松林苑5栋北侧"
    assert not any("No door" in one for one in said(plan))
