"""Headers over several columns: a number written digit by digit, groups with parts, one name twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]


@pytest.mark.parametrize("merge", [("B1:S1",), ()])
@pytest.mark.parametrize("kind", [str, int])
def test_a_number_written_one_digit_to_a_cell_is_joined(
    book: Book, read: Reader, merge: tuple[str, ...], kind: Callable[[str], object]
) -> None:
    numbers = [document(number) for number in (11, 22, 33) if document(number)[-1] != "X"][:2]
    header = ("姓名", "身份证号码", *[""] * 17, "房号")
    rows = [(name, *map(kind, number), "3-2-301") for name, number in zip(("王强", "李秀英"), numbers, strict=True)]
    plan = read(book(header, *rows, ("赵德海", *[""] * 18, "3-2-302"), merge=merge))
    assert counts(plan)["created"] == plan.read == 3, plan.problems
    assert [read.people()[name].document for name in ("王强", "李秀英")] == numbers
    assert read.people()["王强"].note is None and read.home("赵德海") == "3-2-302"


def test_the_parts_of_a_group_belong_to_the_header_though_nothing_else_is_merged(book: Book, read: Reader) -> None:
    path = book(
        ("序号", "姓名", "身份证号", "党内时间", "", "党员类别", "联系电话"), ("", "", "", "入党\n时间", "转正\n时间"),
        (1, "王强", document(11), "1985.07", "1986.07", "正式", "13900000010"),
        merge=("D1:E1",),
    )  # fmt: skip
    plan = read(path)
    assert counts(plan)["created"] == plan.read == 1, plan.problems
    assert "转正时间：1986.07" in (read.people()["王强"].note or "")
    assert counts(read(path))["unchanged"] == 1


def test_two_columns_of_one_unknown_name_are_both_kept(book: Book, read: Reader) -> None:
    path = book(("姓名", "身份证号", "党内时间", "党内时间"), ("王强", document(11), "1985.07", "1986.07"))
    read(path)
    note = read.people()["王强"].note or ""
    assert "1985.07" in note and "1986.07" in note
    assert counts(read(path))["unchanged"] == 1
