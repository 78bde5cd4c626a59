"""Sheets laid out otherwise than a row a person: two lines a record, a column a person, cards beside each other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.rejects import write_report
from models.errors import Mistake
from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]
FIRST, SECOND = ("序号", "姓名", "性别", "身份证号"), ("", "联系电话", "民族", "家庭住址")
NAMES = ("王强", "李秀英", "赵敏", "孙丽")


def on_two_lines(*, number: bool = True) -> list[tuple[object, ...]]:
    """Four people on two lines each, with a page break between them."""
    rows: list[tuple[object, ...]] = [FIRST, SECOND]
    for n, name in enumerate(NAMES, 1):
        if n == 3:
            rows += [("第1页",), FIRST, SECOND]
        rows += [(n, name, "女", document(2 * n)), ("", f"1390000000{n}", "汉族", f"松林苑2-1-{n}01")]
    return rows if number else [row[1:] or row for row in rows]


@pytest.mark.parametrize("merge", [(), ("A1:A2", "A3:A4", "A5:A6", "A8:A9", "A10:A11", "A12:A13")])
def test_records_on_two_lines_are_read_as_one_row_each(book: Book, read: Reader, merge: tuple[str, ...]) -> None:
    plan = read(book(*on_two_lines(), merge=merge))
    assert counts(plan)["created"] == plan.read == 4, plan.problems
    assert read.people()["赵敏"].phone == "13900000003" and read.home("孙丽") == "松林苑 2-1-401"
    assert [one for one in said(plan) if "2 lines" in one]


def test_what_was_not_taken_of_them_can_be_corrected_and_read_again(book: Book, read: Reader, tmp_path: Path) -> None:
    rows = on_two_lines()
    rows[2] = (1, "王强", "女", 509900195803020000)
    path = book(*rows)
    plan = read(path)
    out = tmp_path / "out.xlsx"
    assert counts(plan)["rejected"] == 1 and write_report(plan, path, out) == 1
    made = load_workbook(out)
    (marked,) = [cell for row in made.active.iter_rows() for cell in row if cell.comment]
    marked.value, marked.number_format = document(2), "@"
    made.save(out)
    assert counts(read(out))["created"] == 1 and read.home("王强") == "松林苑 2-1-101"


def test_where_nothing_tells_the_records_apart_none_is_taken_and_that_is_said(book: Book, read: Reader) -> None:
    with pytest.raises(Mistake, match="2 lines"):
        read(book(*on_two_lines(number=False)))
    assert read.people() == {} and read.doors() == []


def test_a_header_in_two_rows_over_rows_of_one_line_stays_what_it_is(book: Book, read: Reader) -> None:
    plan = read(book(
        ("序号", "住房", "", "人员", ""), ("", "楼栋", "房号", "姓名", "身份证号"),
        (1, "3", "101", "王强", document(11)), (2, "3", "102", "赵敏", document(22)),
    ))  # fmt: skip
    assert counts(plan)["created"] == 2 and said(plan) == []


def test_a_table_whose_people_are_columns_is_refused_whole(book: Book, read: Reader) -> None:
    rows = [("姓名", *NAMES), ("性别", *["女"] * 4), ("身份证号", *(document(2 * n) for n in range(1, 5))), ("电话", *(f"1390000000{n}" for n in range(1, 5)))]  # fmt: skip
    with pytest.raises(Mistake, match="column"):
        read(book(*rows))
    assert read.people() == {}
    plan = read(book(sheets={"横表": rows, "名册": [("姓名", "电话"), ("周涛", "13900000009")]}, name="two.xlsx"))
    assert set(read.people()) == {"周涛"} and [one.sheet for one in plan.problems] == ["横表"]


def _card(name: str, n: int) -> list[tuple[object, ...]]:
    return [
        ("住户信息卡", "", "", ""), ("姓名", name, "性别", "女"), ("身份证号", document(2 * n) if name else "", "电话", f"1390000000{n}" if name else ""),
        ("住址", f"2-1-10{n}" if name else "", "人口", 3 if name else ""),
    ]  # fmt: skip


def _beside(left: list[tuple[object, ...]], right: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*one, "", *other) for one, other in zip(left, right, strict=True)]


@pytest.mark.parametrize("last", ["孙丽", ""])
def test_cards_beside_each_other_are_a_person_each(book: Book, read: Reader, last: str) -> None:
    rows = [*_beside(_card("王强", 1), _card("李秀英", 2)), (), *_beside(_card("赵敏", 3), _card(last, 4))]
    path = book(*rows)
    plan = read(path)
    names = [name for name in ("王强", "李秀英", "赵敏", last) if name]
    assert counts(plan)["created"] == plan.read == len(names) and set(read.people()) == set(names)
    for n, name in enumerate(names, 1):
        person = read.people()[name]
        assert (person.phone, person.document, person.note) == (f"1390000000{n}", document(2 * n), None)
        assert read.home(name) == f"2-1-10{n}"
    assert counts(read(path))["unchanged"] == len(names)


def test_forms_with_members_beside_each_other(book: Book, read: Reader) -> None:
    def form(head: str, wife: str, n: int) -> list[tuple[object, ...]]:
        return [
            ("家庭情况登记表", "", "", ""), ("户主姓名", head, "联系电话", f"1390000000{n}"), ("身份证号", document(n, "19500101"), "家庭住址", f"3-2-10{n}"),
            ("姓名", "与户主关系", "身份证号", "备注"), (wife, "配偶", document(n + 10, "19520101"), ""), ("", "", "", ""),
        ]  # fmt: skip

    plan = read(book(*_beside(form("王强", "李秀英", 1), form("赵军", "孙丽", 2))))
    assert plan.read == 4 and [read.home(name) for name in ("王强", "李秀英", "赵军", "孙丽")] == [
        "3-2-101", "3-2-101", "3-2-102", "3-2-102",
    ]  # fmt: skip
    assert read.people()["赵军"].phone == "13900000002" and read.people()["孙丽"].relation is not None


def test_tables_beside_each_other_stay_tables(book: Book, read: Reader) -> None:
    headers = ("姓名", "与户主关系", "电话")
    plan = read(book(
        (*headers, *headers), ("王强", "户主", "13900000001", "赵敏", "户主", "13900000002"), ("李秀英", "妻", "", "孙丽", "女", ""),
    ))  # fmt: skip
    assert {one.kind for one in plan.layouts} == {"table"} and len(read.people()) == 4
