"""What a roster says of care: ticks and words, what means no, and several columns that tell of one care."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.households import Care, CareCategory, Person
from models.intake.files.reading import read_file
from models.intake.planning import plan as make_plan
from models.intake.roster.answers import Answers
from models.intake.sheets.proposing import propose
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
WANG, LI = document(11), document(22)
_DISABLED = ("姓名", "身份证号", "残疾证号", "残疾类别", "残疾等级", "住址")


def cares(read: Reader) -> dict[tuple[str | None, str], str | None]:
    """The note of every care, by the person's name (none: the whole household's) and the category."""
    with read.register.read() as session:
        rows = select(Person.name, CareCategory.key, Care.note).select_from(Care).outerjoin(
            Person, Care.person_id == Person.id).join(CareCategory, Care.category_id == CareCategory.id)  # fmt: skip
        return {(name, key): note for name, key, note in session.execute(rows)}


@pytest.mark.parametrize(
    ("header", "written"),
    [("残疾类别", word) for word in ("健全", "无残疾", "非残疾", "非残疾人", "正常", "健康", "没有残疾", "否", "×", "-", "N", "0", "无")]
    + [("是否低保", word) for word in ("非低保", "不是", "未享受", "不享受", "非低保户", "不是低保", "未享受低保", "不属于", "未纳入低保")]
    + [("重病", "无重大疾病"), ("独居老人", "非独居"), ("困难家庭", "不是困难户")],
)  # fmt: skip
def test_what_means_no_makes_no_care_and_no_noise(book: Book, read: Reader, header: str, written: str) -> None:
    plan = read(book(("姓名", "身份证号", "住址", header), ("王强", WANG, "3-2-301", written)))
    assert not cares(read) and not read.people()["王强"].note
    assert not [one for one in plan.problems if one.column == header]


@pytest.mark.parametrize("written", ["非残疾人", "健全", "否", "一般居民"])
def test_so_it_does_among_the_words_of_a_column(book: Book, read: Reader, written: str) -> None:
    headers = ("姓名", "身份证号", "住址", "特殊人群")
    plan = read(book(headers, ("王强", WANG, "3-2-301", written), ("李敏", LI, "3-2-302", "独居老人、" + written)))
    assert cares(read) == {("李敏", "living_alone"): None} and not plan.problems
    assert not read.people()["王强"].note and not read.people()["李敏"].note


@pytest.mark.parametrize(
    ("header", "written"),
    [("残疾情况", "无法行走"), ("低保情况", "2023年已取消"), ("低保状态", "正常"), ("残疾等级", "非重度"), ("残疾情况", "不能自理"), ("低保", "停发")],
)  # fmt: skip
def test_what_may_mean_no_is_kept_and_said(book: Book, read: Reader, header: str, written: str) -> None:
    plan = read(book(("姓名", "身份证号", "住址", header), ("王强", WANG, "3-2-301", written)))
    assert not cares(read) and read.people()["王强"].note == f"{header}：{written}"
    assert [one.column for one in plan.problems] == [header]


@pytest.mark.parametrize(
    ("header", "cell", "both", "told"),
    [("低保类别", "A类", True, "too"), ("救助类型", "低保", True, "too"), ("救助类型", "特困", False, "nothing"), ("残疾类别", "肢体", False, "nothing")],
)  # fmt: skip
def test_a_care_merged_down_over_a_family(
    book: Book, read: Reader, header: str, cell: str, both: bool, told: str
) -> None:
    headers = ("姓名", "身份证号", "与户主关系", "住址", header)
    path = book(headers, ("王强", WANG, "户主", "3-2-301", cell), ("李敏", LI, "妻", "3-2-301", ""), merge=("E2:E3",))
    plan = read(path)
    assert [name for name, _key in cares(read)] == (["王强", "李敏"] if both else ["王强"])
    (problem,) = plan.problems
    assert (problem.row, problem.column) == (3, header) and told in problem.problem
    assert counts(read(path))["unchanged"] == 2


def test_every_column_of_a_care_is_kept_under_its_header(book: Book, read: Reader) -> None:
    path = book(
        _DISABLED,
        ("王强", WANG, "50990019580302011143", "肢体", "三级", "3-2-301"),
        ("李敏", LI, "", "视力", "二级", "5-1-102"),
    )
    plan = read(path)
    assert cares(read) == {
        ("王强", "disabled"): "残疾证号：50990019580302011143；残疾类别：肢体；残疾等级：三级",
        ("李敏", "disabled"): "残疾类别：视力；残疾等级：二级",
    }
    assert not plan.problems
    assert counts(read(path))["unchanged"] == 2


def test_a_newer_grade_takes_the_place_of_the_older_one(book: Book, read: Reader) -> None:
    read(book(_DISABLED, ("王强", WANG, "", "肢体", "三级", "3-2-301")))
    plan = read(book(_DISABLED, ("王强", WANG, "", "", "二级", "3-2-301")))
    assert plan.updated == 1 and cares(read) == {("王强", "disabled"): "残疾类别：肢体；残疾等级：二级"}


def test_the_cares_of_somebody_without_a_door_are_kept_in_his_note_and_each_is_said(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "残疾证号", "残疾类别", "残疾等级", "是否残疾", "特殊人群")
    path = book(
        headers,
        ("王强", WANG, "50990019580302011143", "肢体", "四级", "是", ""),
        ("李敏", LI, "", "视力", "二级", "", "独居老人"),
    )
    plan = read(path)
    assert not cares(read)
    assert read.people()["王强"].note == "残疾证号：50990019580302011143；残疾类别：肢体；残疾等级：四级；是否残疾：是"
    assert read.people()["李敏"].note == "残疾类别：视力；残疾等级：二级；特殊人群：独居老人"
    said = [(one.row, one.column, one.value) for one in plan.problems]
    assert (2, "残疾类别", "肢体") in said and (3, "残疾等级", "二级") in said and (3, "特殊人群", "独居老人") in said
    assert len(said) == 7
    assert counts(read(path))["unchanged"] == 2


def test_a_list_without_doors_gives_care_where_the_register_knows_the_door(book: Book, read: Reader) -> None:
    read(book(("姓名", "身份证号", "住址"), ("王强", WANG, "3-2-301")))
    plan = read(book(("姓名", "身份证号", "低保类别"), ("王强", WANG, "A类")))
    assert cares(read) == {("王强", "low_income"): "低保类别：A类"} and not plan.problems


def test_a_second_sheet_of_the_file_adds_its_care(book: Book, read: Reader) -> None:
    plan = read(book(sheets={
        "花名册": [("姓名", "身份证号", "住址"), ("王强", WANG, "3-2-301")],
        "残疾": [("姓名", "身份证号", "残疾类别"), ("王强", WANG, "肢体")],
        "等级": [("姓名", "身份证号", "残疾等级"), ("王强", WANG, "三级")],
    }))  # fmt: skip
    assert plan.created == 1 and cares(read) == {("王强", "disabled"): "残疾类别：肢体；残疾等级：三级"}


def test_a_no_beside_a_kind_is_said_and_of_a_part_is_not(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "住址", "是否残疾", "是否重残", "残疾类别")
    plan = read(book(headers, ("王强", WANG, "3-2-301", "否", "", "肢体"), ("李敏", LI, "5-1-102", "是", "否", "视力")))
    assert cares(read)["王强", "disabled"] == "残疾类别：肢体；是否残疾：否"
    assert cares(read)["李敏", "disabled"] == "残疾类别：视力；是否重残：否"
    assert [(one.row, one.column) for one in plan.problems] == [(2, "是否残疾")]


def test_somebody_elses_number_in_a_care_is_masked_and_said(book: Book, read: Reader) -> None:
    plan = read(
        book(("姓名", "身份证号", "残疾证号", "住址"), ("王强", WANG, LI, "3-2-301"), ("李敏", LI, LI, "3-2-302"))
    )
    assert "****" in str(cares(read)["王强", "disabled"])
    assert [one.row for one in plan.problems] == [2]


def test_what_stands_in_brackets_behind_a_category_is_kept(book: Book, read: Reader) -> None:
    read(book(("姓名", "身份证号", "特殊人群", "住址"), ("王强", WANG, "残疾（肢体三级）、独居", "3-2-301")))
    assert cares(read) == {("王强", "disabled"): "特殊人群：残疾(肢体三级)", ("王强", "living_alone"): None}


def test_what_a_care_says_in_the_register_may_be_kept(book: Book, read: Reader) -> None:
    read(book(_DISABLED, ("王强", WANG, "", "肢体", "三级", "3-2-301")))
    source = read_file(book(_DISABLED, ("王强", WANG, "", "肢体", "二级", "3-2-301")))
    layouts = propose(source, read.register)
    (change,) = make_plan(read.register, source, layouts).updates["care"]
    answers = Answers(keep={change.id: {"note"}})
    assert not make_plan(read.register, source, layouts, answers=answers).updates.get("care")
