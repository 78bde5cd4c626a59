"""Names, numbers, ages as they stand in cells of rosters: what stands beside them is kept, and neither is lost for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.intake.cleaning.cells import Odd
from models.intake.cleaning.documents import clean_document
from models.intake.cleaning.names import clean_name
from tests.intake.conftest import Reader, counts, document, said

Book = Callable[..., Path]


@pytest.mark.parametrize(
    ("cell", "name"),
    [("2、何冯程程", "何冯程程"), ("12.王强", "王强"), ("（3）王强", "王强"), ("许文强 13800040010", "许文强"),
     ("许文强（13800040010）", "许文强"), ("韩梅★", "韩梅"), ("*朱明", "朱明"), ("●李敏", "李敏")],
)  # fmt: skip
def test_what_stands_beside_a_name_is_not_part_of_it(cell: str, name: str) -> None:
    found = clean_name(cell)
    assert (found.value if isinstance(found, Odd) else found) == name


@pytest.mark.parametrize("cell", ["王**", "李*", "*小明"])
def test_a_name_hidden_by_stars_stays_as_it_is_and_is_told(cell: str) -> None:
    found = clean_name(cell)
    assert isinstance(found, Odd) and found.value == cell and found.level == "warn"


def test_a_phone_beside_the_name_is_kept_in_the_note(book: Book, read: Reader) -> None:
    path = book(
        ("门牌号", "姓名", "身份证号"),
        ("3-2-502", "许文强 13800040010", document(11)),
        ("3-2-503", "李敏", document(22)),
    )
    assert any("stands beside this name" in one for one in said(read(path)))
    assert "13800040010" in (read.people()["许文强"].note or "") and counts(read(path))["unchanged"] == 2


@pytest.mark.parametrize(
    ("cell", "number", "kept"),
    [(f"{document(11)}（有效期至2030）", document(11), "有效期至2030"), (f"{document(11)} 长期", document(11), "长期"),
     ("E12345678（护照）", "E12345678", "护照"), (f"王强{document(11)}", document(11), "王强")],
)  # fmt: skip
def test_words_beside_a_number_do_not_lose_it(cell: str, number: str, kept: str) -> None:
    found = clean_document(cell)
    assert isinstance(found, Odd) and (found.value, found.kept, found.level) == (number, kept, "note")


def test_the_kind_of_document_may_stand_before_its_number(book: Book, read: Reader) -> None:
    path = book(
        ("门牌号", "姓名", "身份证号码"), ("3-2-502", "王强", "护照E12345678"), ("3-2-502", "李敏", "台胞证：12345678"),
        ("3-2-503", "赵军", "军官证"), ("3-2-503", "孙丽", document(22)), ("3-2-503", "陈港", "H01234567"),
    )  # fmt: skip
    plan, people = read(path), read.people()
    assert (people["王强"].document, people["王强"].document_type) == ("E12345678", "passport")
    assert (people["李敏"].document, people["李敏"].document_type) == ("12345678", "taiwan_travel")
    assert people["赵军"].document is None and "军官证" in (people["赵军"].note or "")
    assert [one.split(":")[0] for one in said(plan)] == [
        "Only the kind of document stands here, without its number; it is kept in the note.",
        "This is no resident's card number. Please choose the kind of document",
    ]


def test_a_letter_among_the_digits_is_called_one(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("门牌号", "姓名", "身份证号码"),
            ("3-2-502", "王强", document(11)),
            ("3-2-502", "李敏", "5O9900195803020119"),
        )
    )
    assert any("Something in this number is no digit" in one for one in said(plan))


def test_an_age_is_kept_where_no_birth_is_known(book: Book, read: Reader) -> None:
    path = book(
        ("姓名", "性别", "年龄", "住址"), ("王强", "男", "78岁", "松林苑1-1-101"), ("李敏", "女", 82, "松林苑1-1-102"),
        ("赵军", "男", "3个月", "松林苑1-1-103"),
    )  # fmt: skip
    plan = read(path)
    assert said(plan) == ["Of 3 people only the age is given, not the birth: the age is kept in the note."]
    assert {one.note for one in read.people().values()} == {"年龄：78岁", "年龄：82", "年龄：3个月"}
    assert counts(read(path))["unchanged"] == 3


def test_an_age_beside_a_known_birth_is_not_kept(book: Book, read: Reader) -> None:
    read(
        book(
            ("姓名", "身份证号", "住址"),
            ("王强", document(11), "松林苑1-1-101"),
            ("李敏", document(22), "松林苑1-1-102"),
        )
    )
    plan = read(book(("姓名", "年龄", "住址"), ("王强", 68, "松林苑1-1-101"), ("李敏", 68, "松林苑1-1-102")))
    assert counts(plan)["unchanged"] == 2 and read.people()["王强"].note is None


def test_names_under_their_header_are_names_however_odd(book: Book, read: Reader) -> None:
    rows = [(f"{n}01", f"楼{n}人甲", document(n)) for n in range(1, 5)]
    path = book(("室号", "姓名", "身份证号"), *rows)
    assert counts(read(path))["created"] == 4 and counts(read(path))["unchanged"] == 4


def test_sheets_with_the_same_header_mean_the_same_by_it(book: Book, read: Reader) -> None:
    header = ("室号", "姓名", "身份证号", "联系电话")
    path = book(
        sheets={
            "1号楼": [header, ("101", "王强", document(11), "无法接通")],
            "2号楼": [
                header,
                ("101", "李敏", document(22), "13900000002"),
                ("102", "赵军", document(33), "13900000003"),
            ],
        }
    )
    first = read(path).mapping
    assert first == read(path, dry_run=True).mapping and first["联系电话"] == "phone"


def test_an_export_with_hidden_numbers_says_so_in_an_empty_register(book: Book, read: Reader, tmp_path: Path) -> None:
    from exports.ledger import export_ledger
    from models.records import spec

    path = book(
        ("姓名", "身份证号", "联系电话"), ("王强", document(11), "13900000001"), ("李敏", document(22), "13900000002")
    )
    read(path)
    out = tmp_path / "people.xlsx"
    export_ledger(read.register, spec("people"), out)
    assert said(read(out, dry_run=True)) == []
    from models import operations

    ids = [one.id for one in read.people().values()]
    operations.delete(read.register, spec("people"), ids)
    assert sum("This is an export with hidden numbers: 2 people" in one for one in said(read(out))) == 1
