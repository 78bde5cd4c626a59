"""One fault is told in one sentence, and a number in a wrapper is a number."""

from collections.abc import Callable
from pathlib import Path

from tests.intake.conftest import Reader, document

Book = Callable[..., Path]
HEADERS = ("房号", "姓名", "身份证号", "电话")


def test_two_people_in_a_row_are_told_in_one_sentence(book: Book, read: Reader) -> None:
    both = f"{document(11)}\n{document(22)}"
    plan = read(book(HEADERS, ("3-2-301", "王强、李敏", both, "13900000001"), ("5-1-103", "赵军", document(33), "")))
    assert [(one.column, one.level) for one in plan.problems] == [("姓名", "reject")]


def test_two_numbers_of_one_name_are_not_taken_for_one(book: Book, read: Reader) -> None:
    for between in ("\n", "、", "/", " "):
        both = f"{document(11)}{between}{document(22)}"
        plan = read(book(HEADERS, ("3-2-301", "王强", both, ""), ("5-1-103", "赵军", document(33), "")), dry_run=True)
        (said,) = plan.problems
        assert (said.column, said.level) == ("身份证号", "reject") and said.problem.startswith("More than one number")


def test_a_number_twice_in_its_cell_is_not_two(book: Book, read: Reader) -> None:
    old = document(22)[:6] + document(22)[8:17]
    path = book(
        HEADERS,
        ("3-2-301", "王强", f"{document(11)}、{document(11)}", ""),
        ("3-2-302", "李敏", f"{old}/{document(22)}", ""),
        ("3-2-303", "赵军", document(33), ""),
        ("3-2-304", "孙丽", document(44), ""),
    )
    plan = read(path)
    assert not plan.problems
    assert [read.people()[name].document for name in ("王强", "李敏")] == [document(11), document(22)]


def test_the_warning_of_a_number_is_not_told_of_a_row_that_is_not_taken(book: Book, read: Reader) -> None:
    plan = read(book(HEADERS, ("3-2-301", "王强、李敏", document(11)[:17], ""), ("5-1-103", "赵军", document(33), "")))
    assert [one.column for one in plan.problems] == ["姓名"]


def test_a_number_wrapped_like_a_formula_is_unwrapped(book: Book, read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    rows = (
        f'姓名,身份证号,电话\r\n王强,"=""{document(11)}""","=""13900000001"""\r\n李敏,="{document(22)}",13900000002\r\n'
    )
    path.write_bytes(rows.encode("gb18030"))
    plan = read(path)
    assert {name: one.document for name, one in read.people().items()} == {"王强": document(11), "李敏": document(22)}
    assert read.people()["王强"].phone == "13900000001" and not plan.problems
