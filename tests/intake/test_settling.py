"""The queue of rows to be looked at: left and returned to, settled one by one, each decision undone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import operations
from models.errors import Mistake
from models.intake.roster.settling import count_waiting, drop, settle_another, settle_same, waiting
from tests.intake.conftest import Reader, document

HEADERS = ("门牌号", "姓名", "身份证号", "出生日期", "联系电话")


@pytest.fixture
def asked(book: Callable[..., Path], read: Reader) -> Reader:
    """A register with 王强, and a row of a file that may be him."""
    read(book(HEADERS, ("3-2-502", "王强", document(11), "1958-03-02", "13900000001")))
    read(book(HEADERS, ("3-2-502", "王强", "", "", "13900000009")))
    return read


def _waiting(read: Reader) -> list:  # type: ignore[type-arg]
    with read.register.read() as session:
        assert count_waiting(session) == len(waiting(session))
        return waiting(session)


def test_the_same_person_with_a_choice_for_each_field(asked: Reader) -> None:
    (row,) = _waiting(asked)
    assert row.values["phone"] == "13900000009" and row.candidates == (asked.people()["王强"].id,)
    settle_same(asked.register, row.id, row.candidates[0], {"phone"})
    assert asked.people()["王强"].phone == "13900000009" and not _waiting(asked)
    operations.undo(asked.register)
    assert asked.people()["王强"].phone == "13900000001" and len(_waiting(asked)) == 1


def test_somebody_else(asked: Reader) -> None:
    (row,) = _waiting(asked)
    changes = settle_another(asked.register, row.id)
    assert len(changes.ids("people")) == 1 and not _waiting(asked)
    with pytest.raises(Mistake):
        settle_another(asked.register, row.id)


def test_left_out_and_not_asked_about_again(asked: Reader, book: Callable[..., Path]) -> None:
    (row,) = _waiting(asked)
    drop(asked.register, row.id)
    asked(book(HEADERS, ("3-2-502", "王强", "", "", "13900000009")))
    assert not _waiting(asked)
