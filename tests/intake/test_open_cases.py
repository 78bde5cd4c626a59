"""Whether a dispute is still open, how its agreement was made, and what a later file does not take back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.mediation import MediationCase
from tests.intake.conftest import Reader, counts, everything, said

Book = Callable[..., Path]
HEADERS = ("受理日期", "当事人", "纠纷类型", "简要情况")
ROW = ("2026-03-01", "外甲、外乙", "邻里", "停车")


def case(
    book: Book, settled: Reader, headers: tuple[str, ...], row: tuple[object, ...]
) -> tuple[MediationCase, list[str]]:
    """The case of one row, and what was said of it."""
    plan = settled(book((*HEADERS, *headers), (*ROW, *row)))
    (found,) = everything(settled, MediationCase)
    return found, said(plan)


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("化解状态", "未化解"),
        ("调解结果", "尚未化解"),
        ("是否化解", "否"),
        ("是否化解", "未化解"),
        ("化解结果", "没有化解"),
    ],
)
def test_a_dispute_that_is_not_settled_yet_is_still_open(book: Book, settled: Reader, header: str, word: str) -> None:
    found, sentences = case(book, settled, (header, "化解时限"), (word, "2026-03-20"))
    assert (found.outcome, found.closed_on, found.due_on) == ("pending", None, date(2026, 3, 20)) and not sentences


@pytest.mark.parametrize("header", ["结案时限", "办结时限", "化解时限", "调解期限", "办理时限"])
def test_a_term_is_no_day_of_closing(book: Book, settled: Reader, header: str) -> None:
    found, _sentences = case(book, settled, ("调解结果", header), ("在调", "2026-03-20"))
    assert (found.closed_on, found.due_on) == (None, date(2026, 3, 20))


@pytest.mark.parametrize(("header", "noise"), [("调解日期", 1), ("结案日期", 1)])
def test_a_case_in_progress_has_no_day_of_closing(book: Book, settled: Reader, header: str, noise: int) -> None:
    found, sentences = case(book, settled, ("调解结果", header), ("调解中", "2026-03-04"))
    assert (found.outcome, found.closed_on, found.note) == ("pending", None, f"{header}：2026-03-04")
    assert len(sentences) == noise


def test_nor_has_a_case_without_any_outcome_and_that_is_said(book: Book, settled: Reader) -> None:
    found, sentences = case(book, settled, ("结案日期",), ("2026-03-04",))
    assert (found.outcome, found.closed_on, found.note) == ("pending", None, "结案日期：2026-03-04")
    assert sentences == ["No outcome says that this case is closed: the day of closing is kept in the note."]


@pytest.mark.parametrize(
    ("header", "word", "form", "noise"),
    [
        ("协议", "书面协议", "written", 0), ("协议", "口头协议", "oral", 0), ("调解协议", "书面", "written", 0),
        ("协议形式", "无书面协议", "oral", 0), ("协议形式", "未签书面协议", "oral", 0), ("是否签订协议", "未签订协议书", "oral", 0),
        ("协议形式", "没有口头协议", "oral", 2), ("协议", "未签协议", "oral", 0),
    ],
)  # fmt: skip
def test_the_form_of_an_agreement(book: Book, settled: Reader, header: str, word: str, form: str, noise: int) -> None:
    found, sentences = case(book, settled, ("化解结果", "化解日期", header), ("化解成功", "2026-03-05", word))
    assert (found.outcome, found.agreement, len(sentences)) == (form, None, noise)
    assert found.note == (f"{header}：{word}" if noise else None)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("达成协议（未签书面协议）", "oral"), ("成功，未签书面协议", "oral"), ("成功，书面", "written")],
)
def test_what_denies_a_written_form_is_none(book: Book, settled: Reader, word: str, outcome: str) -> None:
    assert case(book, settled, ("调解结果", "结案日期"), (word, "2026-03-05"))[0].outcome == outcome


def test_words_that_were_agreed_are_not_taken_for_a_form(book: Book, settled: Reader) -> None:
    found, _sentences = case(
        book, settled, ("调解结果", "结案日期", "协议内容"), ("书面协议", "2026-03-05", "双方口头约定不再扰民")
    )
    assert (found.outcome, found.agreement) == ("written", "双方口头约定不再扰民")


def test_the_form_of_an_agreement_alone_says_that_there_is_one(book: Book, settled: Reader) -> None:
    found, _sentences = case(book, settled, ("协议形式", "结案日期"), ("书面协议", "2026-03-05"))
    assert (found.outcome, found.closed_on) == ("written", date(2026, 3, 5))


def test_a_blank_party_takes_nothing_from_the_title(book: Book, settled: Reader) -> None:
    headers = ("案号", "受理日期", "申请人", "被申请人", "简要情况", "调解结果", "结案日期")
    settled(book(headers, ("2026-1", "2026-03-01", "外甲", "外乙", "停车", "在调", ""), name="a.xlsx"))
    later = book(headers, ("2026-1", "2026-03-01", "外甲", "", "", "撤回", "2026-03-09"), name="b.xlsx")
    assert counts(settled(later))["updated"] == 1
    (found,) = everything(settled, MediationCase)
    assert (found.title, found.outcome, found.summary) == ("外甲与外乙纠纷", "withdrawn", "停车")
