"""Mediations come in from the ledgers of offices: where they lie, who the parties are, what was agreed and how."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.mediation import MediationCase, MediationParty
from tests.intake.conftest import Reader, counts, everything, said, unit_names

Book = Callable[..., Path]
HEADERS = ("受理日期", "当事人", "纠纷类型", "简要情况")


def test_a_case_lies_at_the_lowest_unit_over_its_parties_or_else_at_the_office(book: Book, settled: Reader) -> None:
    settled(book(HEADERS, ("2026-03-01", "王强、赵敏", "邻里", "漏水"), ("2026-03-02", "外甲、外乙", "邻里", "停车")))
    assert unit_names(settled, MediationCase) == ["3号楼党小组", "桂香社区党委"]


def outcomes(read: Reader) -> list[str]:
    """How the cases of the register ended, in order."""
    return [case.outcome for case in everything(read, MediationCase)]


@pytest.mark.parametrize(
    ("header", "word"),
    [("调处结果", "成功"), ("调处结果", "已化解"), ("是否成功", "是"), ("是否成功", 1), ("调解结果", "达成协议")],
)
def test_settled_without_a_word_of_form_is_no_written_agreement_and_that_is_said(
    book: Book, settled: Reader, header: str, word: str | int
) -> None:
    path = book((*HEADERS, header, "化解日期"), ("2026-03-01", "外甲、外乙", "邻里", "停车", word, "2026-03-05"))
    plan = settled(path)
    assert outcomes(settled) == ["oral"] and header in (problem.column for problem in plan.problems)
    assert len(said(plan)) == 1 and "taken as an oral agreement" in said(plan)[0]


@pytest.mark.parametrize(
    ("header", "word", "form"),
    [
        ("协议形式", "书面", "written"), ("协议形式", "口头", "oral"), ("口头/书面", "书面", "written"),
        ("是否签订协议", "是", "written"), ("是否签订协议", "否", "oral"), ("是否签订协议", "已签订", "written"),
        ("口头协议", "√", "oral"), ("是否书面协议", 1, "written"), ("协议形式", "双方口头达成", "oral"),
        ("协议书编号", "桂调协2026-1", "written"),
    ],
)  # fmt: skip
def test_another_column_says_the_form_of_agreement(
    book: Book, settled: Reader, header: str, word: str | int, form: str
) -> None:
    headers, row = (*HEADERS, "调处结果", header), ("2026-03-01", "外甲、外乙", "邻里", "停车", "成功", word)
    plan = settled(book((*headers, "化解日期"), (*row, "2026-03-05")))
    assert outcomes(settled) == [form] and not said(plan)


def test_the_form_of_an_agreement_is_not_lost_where_it_is_not_the_outcome(book: Book, settled: Reader) -> None:
    plan = settled(book(
        (*HEADERS, "调处结果", "协议形式", "化解日期"),
        ("2026-03-01", "外甲、外乙", "邻里", "停车", "在调", "口头", ""),
        ("2026-03-02", "外甲、外乙", "邻里", "停车", "达成书面协议", "口头", "2026-03-05"),
    ))  # fmt: skip
    assert outcomes(settled) == ["pending", "written"]
    assert [case.note for case in everything(settled, MediationCase)] == ["协议形式：口头协议"] * 2
    assert said(plan) == ["The outcome names the other form of agreement; this one is kept in the note."]


def test_a_form_once_known_is_not_taken_back_by_a_file_that_says_none(book: Book, settled: Reader) -> None:
    headers, row = (*HEADERS, "调处结果", "化解日期"), ("2026-03-01", "外甲、外乙", "邻里", "停车")
    settled(book(headers, (*row, "书面协议", "2026-03-05"), name="a.xlsx"))
    assert counts(settled(book(headers, (*row, "成功", "2026-03-05"), name="b.xlsx")))["unchanged"] == 1
    assert outcomes(settled) == ["written"]


@pytest.mark.parametrize("header", ["涉及金额（元/万元）", "涉及金额（万元或元）"])
def test_a_number_under_two_units_is_not_silently_yuan(book: Book, settled: Reader, header: str) -> None:
    cells = (5000, "0.3", "0.3万元", "5000元", "无")
    plan = settled(book((*HEADERS, header), *(
        (f"2026-03-0{day}", "外甲、外乙", "邻里", "停车", cell) for day, cell in enumerate(cells, 1)
    )))  # fmt: skip
    cases = everything(settled, MediationCase)
    assert [case.amount for case in cases] == [None, None, 300_000, 500_000, None]
    assert [case.note for case in cases] == [f"{header}：5000", f"{header}：0.3", None, None, None]
    assert [problem.row for problem in plan.problems if problem.column == header] == [2, 3]


def test_two_disputes_of_one_day_between_the_same_parties_are_two_cases(book: Book, settled: Reader) -> None:
    first, second = (("2026-03-01", "王强、赵敏", "邻里", facts) for facts in ("楼上漏水", "楼道堆物"))
    path = book(HEADERS, first, second, first)
    assert counts(settled(path)) == {"created": 2, "updated": 0, "unchanged": 1, "review": 0, "rejected": 0}
    assert [case.summary for case in everything(settled, MediationCase)] == ["楼上漏水", "楼道堆物"]
    assert counts(settled(path))["unchanged"] == 3
    later = book(
        (*HEADERS, "调解员"), (*second, "刘芳"), ("2026-03-01", "王强、赵敏", "邻里", "停车", "刘芳"), name="b.xlsx"
    )
    assert counts(settled(later)) == {"created": 1, "updated": 1, "unchanged": 0, "review": 0, "rejected": 0}
    assert [case.mediator for case in everything(settled, MediationCase)] == [None, "刘芳", "刘芳"]


def test_usual_words_of_mediation_are_known(book: Book, settled: Reader) -> None:
    plan = settled(book(
        (*HEADERS, "案件来源", "履行情况"), ("2026-03-01", "外甲、外乙", "噪音扰民", "停车", "③法院委托", "部分"),
        ("2026-03-02", "外甲、外乙", "邻里", "停车", "派出所委托", "全部"),
    ))  # fmt: skip
    first, second = everything(settled, MediationCase)
    assert (first.source, first.performance, first.dispute_type) == ("referred_court", "part", "neighbour")
    assert (second.source, second.performance) == ("referred_police", "performed")
    assert first.note == "纠纷类型：噪音扰民" and "噪音扰民" in said(plan)[0]


def test_what_the_file_does_not_say_of_consent_and_rights_is_no_no(book: Book, settled: Reader) -> None:
    plan = settled(book(HEADERS, ("2026-03-01", "外甲、外乙", "邻里", "停车")))
    (case,), parties = everything(settled, MediationCase), everything(settled, MediationParty)
    assert plan.problems == [] and (case.told_rights, case.told_routes) == (None, None)
    assert [party.consent for party in parties] == [None, None]


def test_what_the_file_says_of_rights_is_taken(book: Book, settled: Reader) -> None:
    head = (*HEADERS, "已告知权利义务")
    settled(
        book(
            head, ("2026-03-01", "外甲、外乙", "邻里", "停车", "是"), ("2026-03-02", "外丙、外丁", "邻里", "漏水", "否")
        )
    )
    assert [case.told_rights for case in everything(settled, MediationCase)] == [True, False]
