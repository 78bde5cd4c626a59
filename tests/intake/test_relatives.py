"""Relatives as people call them: counted, old or young, their core word says who they are."""

import pytest

from models.intake.cleaning.coded import find_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("大儿媳", "38"), ("二儿媳", "38"), ("三儿媳妇", "38"), ("老母亲", "52"), ("老父亲", "51"), ("小孙子", "41"), ("二孙女", "42"),
        ("大外孙", "43"), ("大女婿", "28"), ("二姐夫", "76"), ("大姐", "75"), ("小弟", "73"), ("三嫂", "72"), ("二叔", "83"),
        ("二舅妈", "86"), ("小儿子", "20"), ("幼女", "30"), ("大闺女", "32"), ("长孙", "41"), ("户主的大儿媳", "38"), ("老丈人", "55"),
        ("干女儿", "39"), ("干儿子", "29"), ("老伴", "10"), ("大儿子", "22"), ("三女儿", "34"),
    ],
)  # fmt: skip
def test_an_everyday_word_for_a_relative(written: str, code: str) -> None:
    assert find_code("relation", written) == code


@pytest.mark.parametrize(
    "written", ["老户主", "小姨", "大姑", "小叔子", "大媳妇", "老孙", "老子", "老大", "大夫", "二房东"]
)
def test_a_word_that_may_be_somebody_else_is_not_guessed(written: str) -> None:
    assert find_code("relation", written) is None
