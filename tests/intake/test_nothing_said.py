"""What a column without a field of its own says is kept in the note; that something is not so says nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import Reader

Book = Callable[..., Path]
HEAD = ("姓名", "房号", "是否为失联党员")


@pytest.mark.parametrize("no", ["否", "0", 0])
def test_an_answer_that_is_no_for_everybody_is_no_note(book: Book, read: Reader, no: object) -> None:
    read(book(HEAD, ("王强", "1-1-101", no), ("李敏", "1-1-102", ""), ("赵云", "1-1-103", no)))
    assert not any(person.note for person in read.people().values())


def test_where_one_says_yes_all_answers_are_kept(book: Book, read: Reader) -> None:
    read(book(HEAD, ("王强", "1-1-101", "否"), ("李敏", "1-1-102", "是")))
    assert all("是否为失联党员" in (person.note or "") for person in read.people().values())


def test_a_no_to_no_question_is_kept(book: Book, read: Reader) -> None:
    read(book(("姓名", "房号", "楼层备查"), ("王强", "1-1-101", "0")))
    assert read.people()["王强"].note == "楼层备查：0"
