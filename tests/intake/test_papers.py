"""Documents that are no identity card, and answers that do not say what they seem to say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, document

Book = Callable[..., Path]


@pytest.mark.parametrize(
    ("kind", "code", "number"),
    [
        ("护照", "passport", "E00000001"), ("港澳台居民居住证", "resident_permit", document(1, area="810000")),
        ("港澳居民来往内地通行证", "hk_macao_travel", "H00000001"), ("军官证", "officer_card", "军字第0000001号"),
        ("士官证", "soldier_card", "士字第00000001号"), ("台胞证", "taiwan_travel", "00000001"),
        ("港澳居民居住证", "hk_macao_permit", document(1, area="810000")), ("台湾居民居住证", "taiwan_permit", document(1, area="830000")),
    ],
)  # fmt: skip
def test_a_paper_that_is_no_identity_card(book: Book, read: Reader, kind: str, code: str, number: str) -> None:
    headers = ("姓名", "证件类型", "证件号码", "房号")
    plan = read(book(headers, ("王强", kind, number, "1-101"), ("李敏", "身份证", document(22), "1-102")))
    person = read.people()["王强"]
    assert (person.document_type, person.document, person.note) == (code, number, None)
    assert not plan.problems


def test_a_word_for_several_papers_before_its_number_is_kept(book: Book, read: Reader) -> None:
    read(book(("姓名", "证件号码", "房号"), ("王强", "港澳通行证H00000001", "1-101"), ("李敏", document(22), "1-102")))
    person = read.people()["王强"]
    assert (person.document_type, person.document) == ("hk_macao_travel", "H00000001")
    assert person.note == "证件号码：港澳通行证"


@pytest.mark.parametrize(
    ("kind", "code"), [("港澳通行证", "hk_macao_travel"), ("港澳台通行证", "other"), ("往来港澳通行证", "other")]
)
def test_a_word_for_several_papers_is_kept_beside_the_nearest(book: Book, read: Reader, kind: str, code: str) -> None:
    plan = read(book(("姓名", "证件类型", "证件号码", "房号"), ("王强", kind, "H00000001", "1-101"), ("李敏", "身份证", document(22), "1-102")))  # fmt: skip
    person = read.people()["王强"]
    assert (person.document_type, person.note) == (code, f"证件类型：{kind}") and len(plan.problems) == 1


def test_papers_alone_are_known_for_what_they_are(book: Book, read: Reader) -> None:
    headers = ("姓名", "证件类型", "证件号码", "国籍", "房号")
    plan = read(book(headers, ("Smith John", "护照", "E00000001", "美国", "1-101"), ("陈文", "港澳台居民居住证", document(1, area="810000"), "", "1-102"),
                     ("李强", "军官证", "军字第0000001号", "", "1-103")))  # fmt: skip
    assert plan.as_json()["mapping"]["证件类型"] == "document_type" and not plan.problems
    assert {name: one.document_type for name, one in read.people().items()} == {
        "Smith John": "passport", "陈文": "resident_permit", "李强": "officer_card",
    }  # fmt: skip


@pytest.mark.parametrize(("header", "answer"), [("人户分离", "是"), ("是否人户分离", "√"), ("是否人户一致", "否")])
def test_who_lives_elsewhere_than_registered_is_not_therefore_from_outside(
    book: Book, read: Reader, header: str, answer: str
) -> None:
    other = "是" if answer == "否" else "否"
    path = book(
        ("姓名", "身份证号", "门牌", header),
        ("王强", document(11), "3-2-301", answer),
        ("李敏", document(22), "3-2-302", other),
    )
    plan = read(path)
    people = read.people()
    assert people["王强"].registration is None and people["王强"].note == f"{header}：{answer}"
    assert people["李敏"].registration == "here" and not people["李敏"].note and not plan.problems
