"""Mediations come in from the ledgers of offices: where they lie, who the parties are, what was agreed and how."""

from collections.abc import Callable
from pathlib import Path

from models.mediation import MediationCase
from tests.intake.conftest import Reader, unit_names

Book = Callable[..., Path]
HEADERS = ("受理日期", "当事人", "纠纷类型", "简要情况")


def test_a_case_lies_at_the_lowest_unit_over_its_parties_or_else_at_the_office(book: Book, settled: Reader) -> None:
    settled(book(HEADERS, ("2026-03-01", "王强、赵敏", "邻里", "漏水"), ("2026-03-02", "外甲、外乙", "邻里", "停车")))
    assert unit_names(settled, MediationCase) == ["3号楼党小组", "桂香社区党委"]
