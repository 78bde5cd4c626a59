"""Words and codes of a table as offices write them: what is meant is taken, what may mean something else is kept and said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.intake.cleaning.cells import Odd
from models.intake.cleaning.coded import Coder
from tests.intake.conftest import Reader, said


def test_relations_in_the_one_digit_of_the_standard(book: Callable[..., Path], read: Reader) -> None:
    names = {"鲁甲": 0, "鲁乙": 1, "鲁丙": "2", "鲁丁": "3", "鲁戊": 5, "韦甲": 0}
    rows = [("3-2-50" + ("3" if name[0] == "韦" else "2"), name, digit) for name, digit in names.items()]
    plan = read(book(("门牌号", "姓名", "与户主关系"), *rows))
    relations = {name: person.relation for name, person in read.people().items()}
    assert relations == {"鲁甲": "02", "鲁乙": "10", "鲁丙": "20", "鲁丁": "30", "鲁戊": "50", "韦甲": "02"}
    assert said(plan) == []


def test_digits_without_a_householder_are_somebodys_own_list(book: Callable[..., Path], read: Reader) -> None:
    plan = read(book(("门牌号", "姓名", "与户主关系"), ("3-2-502", "鲁甲", 1), ("3-2-502", "鲁乙", 2)))
    assert [person.relation for person in read.people().values()] == [None, None]
    assert "与户主关系：1" in (read.people()["鲁甲"].note or "")
    assert any("what they mean cannot be told" in one for one in said(plan))


@pytest.mark.parametrize(
    ("text", "code"),
    [("长女之夫", "28"), ("次子之妻", "38"), ("户主之妻", "12"), ("大儿子之女", "42"), ("女儿之子", "43"), ("之妻", "12"),
     ("女（长女）", "32")],
)  # fmt: skip
def test_whose_wife_or_son_somebody_is(text: str, code: str) -> None:
    assert Coder("relation", "与户主关系")(text) == code


def test_the_wife_of_somebody_named_is_kept_in_words() -> None:
    found = Coder("relation", "与户主关系")("王小明之妻")
    assert isinstance(found, Odd) and found.value == "12" and found.level == "note" and found.sentence


@pytest.mark.parametrize("text", ["中共党员（预备）", "党员(预备)", "中共党员（预备期）", "中共党员（预备党员）"])
def test_a_probationary_member_in_brackets_is_no_full_one(text: str) -> None:
    found = Coder("political", "政治面貌")(text)
    assert found == "02" or (isinstance(found, Odd) and found.level == "note" and found.sentence)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [("ethnic_group", "穿青人", "97"), ("marital", "已婚（离异）", "20"), ("political", "群众（入党积极分子）", "13")],
)
def test_what_a_code_does_not_say_is_kept_in_the_note(key: str, text: str, code: str) -> None:
    found = Coder(key)(text)
    assert isinstance(found, Odd) and (found.value, found.level) == (code, "note")
