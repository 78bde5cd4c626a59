"""What the title of a roster says of everybody in it is offered, and until it is confirmed kept in the notes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.intake.files.reading import read_file
from models.intake.planning import plan as make_plan
from models.intake.sheets.proposing import propose
from tests.intake.conftest import Reader, document, said

Book = Callable[..., Path]
HEAD = ("姓名", "身份证号", "住址")
ROW = ("王强", document(11), "1-1-101")


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("低保户花名册", "care.low_income"),
        ("80周岁以上高龄老人花名册", "care.aged_80"),
        ("流动人口登记表", "residency"),
        ("外来务工人员登记表", "residency"),
        ("志愿服务队队员名单", "volunteer"),
    ],
)
def test_a_title_is_offered_and_kept_in_the_notes(book: Book, read: Reader, title: str, meaning: str) -> None:
    plan = read(book((title,), HEAD, ROW))
    person = read.people()["王强"]
    assert title in (person.note or "") and person.residency is None and not person.volunteer
    assert [one.suggestion for one in plan.layouts.layouts[0].columns if one.suggestion] == [meaning]
    assert any("title" in one for one in said(plan))


def test_once_it_is_confirmed_it_is_no_note(book: Book, read: Reader) -> None:
    source = read_file(book(("流动人口登记表",), HEAD, ROW))
    layouts = propose(source, read.register)
    title = layouts.layouts[0].columns[0]
    title.decide(title.suggestion)
    ((person, *_more),) = (list(make_plan(read.register, source, layouts).inserts["person"]),)
    assert person["residency"] == "floating" and person["note"] is None


@pytest.mark.parametrize("title", ["桂香社区居民花名册", "常住人口登记表", "常住人口、流动人口登记表", "户籍人口台账"])
def test_a_title_of_any_roster_is_no_note(book: Book, read: Reader, title: str) -> None:
    read(book((title,), HEAD, ROW))
    assert read.people()["王强"].note is None


@pytest.mark.parametrize(
    ("title", "header", "kinds"),
    [
        ("独居、空巢老人结对帮扶花名册", "类型", ("独居", "空巢")),
        ("留守儿童、困境儿童信息台账", "儿童类型", ("留守儿童", "困境儿童")),
    ],
)
def test_of_several_kinds_the_column_says_which(
    book: Book, read: Reader, title: str, header: str, kinds: tuple[str, str]
) -> None:
    plan = read(book((title,), (*HEAD, header), (*ROW, kinds[0]), ("李敏", document(22), "1-1-102", kinds[1])))
    assert len({one["category_id"] for one in plan.inserts["care"]}) == 2
    assert not [one for one in plan.layouts.layouts[0].columns if one.suggestion]
