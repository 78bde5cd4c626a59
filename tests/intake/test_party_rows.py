"""A row for each party of a dispute, two blocks of columns for the two sides, and lists that say only when it was mediated."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.mediation import MediationCase, MediationParty
from tests.intake.conftest import Reader, counts, everything, said

Book = Callable[..., Path]
HEADERS = ("案号", "受理日期", "纠纷类型", "当事人姓名", "性别", "身份", "联系电话", "住址", "争议事项", "调解员")
ROWS = [
    ("2026-1", "2026-05-02", "邻里", "王强", "男", "申请人", "13800000001", "松林苑3-2-502", "噪音", "张莹"),
    ("2026-1", "2026-05-02", "邻里", "赵敏", "女", "被申请人", "13800000002", "松林苑3-2-503", "噪音", "张莹"),
    ("2026-2", "2026-05-03", "邻里", "外甲", "男", "申请人", "", "", "停车", "张莹"),
    ("2026-2", "2026-05-03", "邻里", "外乙", "女", "被申请人", "", "", "停车", "张莹"),
    ("2026-2", "2026-05-03", "邻里", "外丙", "女", "被申请人", "", "", "停车", "张莹"),
]  # fmt: skip
OF_CASE = (0, 1, 2, 8, 9)


def parties(read: Reader) -> list[tuple[str, str, str | None]]:
    return [(one.side, one.name, one.phone) for one in everything(read, MediationParty)]


def once(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with what is said of a case in its first one alone."""
    found, seen = [], set()
    for row in rows:
        found.append(tuple("" if row[0] in seen and at in OF_CASE else cell for at, cell in enumerate(row)))
        seen.add(row[0])
    return found


@pytest.mark.parametrize("kept", ["repeated", "blank", "merged"])
def test_a_row_for_each_party_is_a_case_with_its_parties(book: Book, settled: Reader, kept: str) -> None:
    rows = ROWS if kept == "repeated" else once(ROWS)
    merge = [f"{letter}{span}" for letter, span in ()]
    if kept == "merged":
        merge = [f"{'ABCIJ'[n]}{top}:{'ABCIJ'[n]}{bottom}" for n in range(5) for top, bottom in ((2, 3), (4, 6))]
    path = book(HEADERS, *rows, merge=merge)
    plan = settled(path)
    assert counts(plan)["rejected"] == 0 and not said(plan)
    assert [one.title for one in everything(settled, MediationCase)] == ["王强与赵敏纠纷", "外甲与外乙、外丙纠纷"]
    assert parties(settled) == [
        ("applicant", "王强", "13800000001"), ("respondent", "赵敏", "13800000002"),
        ("applicant", "外甲", None), ("respondent", "外乙", None), ("respondent", "外丙", None),
    ]  # fmt: skip
    assert everything(settled, MediationCase)[0].note is None
    assert [one.sex for one in everything(settled, MediationParty)] == ["1", "2", "1", "2", "2"]
    again = counts(settled(path))
    assert again["created"] == again["updated"] == 0 and len(parties(settled)) == 5


def test_two_cases_of_one_number_are_still_asked_about(book: Book, settled: Reader) -> None:
    other = ("2026-1", "2026-06-09", "邻里", "外丁", "男", "申请人", "", "", "漏水", "张莹")
    plan = settled(book(HEADERS, *ROWS[:2], other))
    assert counts(plan)["rejected"] == 1 and len(parties(settled)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("当事人(甲方)", "当事人(乙方)"), ("申请人", "被申请人"), ("一方当事人", "另一方当事人"), ("甲方", "乙方")],
)
def test_two_blocks_are_the_two_sides(book: Book, settled: Reader, first: str, second: str) -> None:
    path = book(
        ("受理日期", first, "", "", second, "", "", "纠纷简要情况"), ("", "姓名", "电话", "住址", "姓名", "电话", "住址", ""),
        ("2026-03-01", "王强", "13800000001", "松林苑3-2-502", "安居物业公司", "8600 2200", "物业办", "漏水"),
        merge=("A1:A2", "B1:D1", "E1:G1", "H1:H2"),
    )  # fmt: skip
    settled(path)
    one, two = everything(settled, MediationParty)
    assert (one.side, one.name, one.address) == ("applicant", "王强", "松林苑3-2-502")
    assert (two.side, two.name, two.phone, two.address) == ("respondent", "安居物业公司", "8600 2200", "物业办")
    (case,) = everything(settled, MediationCase)
    assert case.title == "王强与安居物业公司纠纷" and case.note is None


def test_parties_who_are_known_are_tied_to_the_register(book: Book, settled: Reader) -> None:
    path = book(
        ("受理日期", "申请人", "申请人地址", "被申请人", "被申请人地址", "简要情况"),
        ("2026-03-01", "王强", "松林苑3-2-502", "赵敏", "别处", "漏水"),
    )
    settled(path)
    people = settled.people()
    assert [one.person_id for one in everything(settled, MediationParty)] == [people["王强"].id, None]


def test_the_day_of_mediation_alone_is_taken_and_that_is_said(book: Book, settled: Reader) -> None:
    path = book(
        ("受理单位", "调解员", "纠纷类别", "申请人", "被申请人", "调解时间", "纠纷情况", "调解结果"),
        ("桂香社区调委会", "张莹", "邻里", "外甲", "外乙", "2026-04-03", "宠物", "成功，书面"),
        ("桂香社区调委会", "张莹", "家庭", "外丙", "外丁", "2026-04-05", "赡养", "不成"),
    )
    plan = settled(path)
    assert counts(plan)["created"] == 2 and sum("调解时间" in one for one in said(plan)) == 1
    cases = everything(settled, MediationCase)
    assert [(one.accepted_on, one.closed_on, one.outcome) for one in cases] == [
        (date(2026, 4, 3), date(2026, 4, 3), "written"),
        (date(2026, 4, 5), date(2026, 4, 5), "failed"),
    ]
    assert counts(settled(path))["unchanged"] == 2


def test_a_day_of_closing_before_that_of_acceptance_is_said(book: Book, settled: Reader) -> None:
    headers = ("受理日期", "当事人", "简要情况", "结案日期", "调解结果")
    plan = settled(book(headers, ("2026-10-06", "外甲、外乙", "漏水", "2026-09-01", "调解不成")))
    assert [one.column for one in plan.problems] == ["结案日期"]
