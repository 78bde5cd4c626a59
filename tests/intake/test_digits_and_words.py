"""Digits whose words the header or an explaining row tells, and the row that explains is nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
ROWS = (
    ("王强", document(11), "松林苑1-1-101", "13900000001", "1"),
    ("李敏", document(22), "松林苑1-1-102", "13900000002", "2"),
)
EXPLAINED = ("（必填）", "18位身份证", "小区-楼栋-单元-房号", "11位手机", "1是2否")


def test_a_row_that_explains_is_nobody_and_tells_the_digits(book: Book, read: Reader) -> None:
    plan = read(book(("姓名*", "证件号码*", "现住址*", "联系电话", "人户一致标识"), EXPLAINED, *ROWS))
    people = read.people()
    assert counts(plan)["created"] == 2 and not plan.problems
    assert people["王强"].registration == "here" and people["李敏"].registration is None
    assert people["李敏"].note == "人户一致标识：否"


@pytest.mark.parametrize("header", ["是否志愿者（1是2否）", "是否志愿者（1.是 2.否）", "是否志愿者(1=是，2=否)"])
def test_a_header_tells_the_digits(book: Book, read: Reader, header: str) -> None:
    plan = read(book(("姓名", "证件号码", "现住址", "联系电话", header), *ROWS))
    assert [one.volunteer for one in read.people().values()] == [True, False] and not plan.problems


@pytest.mark.parametrize("header", ["人户分离类型", "人户状态"])
def test_who_is_where_without_being_registered_there(book: Book, read: Reader, header: str) -> None:
    words = ("人在户不在", "户在人不在", "人户一致")
    names = ("王强", "李敏", "赵军")
    rows = [(name, f"3-2-50{n}", word) for n, (name, word) in enumerate(zip(names, words, strict=True))]
    plan = read(book(("姓名", "门牌号", header), *rows))
    people = read.people()
    assert [people[name].registration for name in names] == ["elsewhere", None, "here"] and not plan.problems
    assert people["李敏"].note == f"{header}：户在人不在"
