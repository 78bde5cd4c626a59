"""Names that are a heading's word, too."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from models.households import Household
from models.intake.cleaning.coded import find_code
from tests.intake.conftest import Reader, document

Book = Callable[..., Path]
HEADERS = ("房号", "户主姓名", "姓名", "与户主关系", "身份证号")


def test_a_word_of_headings_behind_a_right_number_is_a_name(book: Book, read: Reader) -> None:
    plan = read(book(
        HEADERS, ("3-2-502", "单元", "单元", "户主", document(11)), ("3-2-502", "单元", "赵敏", "妻", document(12)),
        ("3-2-503", "文化", "文化", "户主", ""),
    ))  # fmt: skip
    assert set(read.people()) == {"单元", "赵敏"} and read.home("赵敏") == "3-2-502"
    assert plan.rejected == 1 and read.doors() == ["3-2-502"]  # nothing tells that 文化 is anybody


def test_usual_words_for_what_did_not_come_about_and_for_what_is_let(book: Book, read: Reader) -> None:
    read(book(("楼栋", "房号", "户主姓名", "居住状态"), ("3", "501", "王强", "租住"), ("3", "502", "李敏", "自住")))
    assert find_code("dwelling_state", "租住") == "let" and find_code("mediation_outcome", "调解不成功") == "failed"
    with read.register.read() as session:
        states = session.scalars(select(Household.state).order_by(Household.door)).all()
    assert states == ["let", "lived_in"]
