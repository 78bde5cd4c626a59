"""A dispute told on several sheets of a file is one case: each form adds what it says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.mediation import MediationCase
from tests.intake.conftest import Reader, counts, everything, said

Book = Callable[..., Path]
NUMBER = "（2026）桂人调字第301号"
ACCEPTED = [
    ("人民调解受理登记表",), ("案号", NUMBER, "登记日期", "2026年7月1日"), ("申请人姓名", "外甲", "性别", "男"),
    ("被申请人姓名", "外乙", "性别", "男"), ("纠纷类型", "邻里纠纷", "案件来源", "☑当事人申请 □主动调解"),
    ("纠纷简要情况", "因空调外机滴水争执"), ("备注：此表由调解委员会填写。",),
]  # fmt: skip
AGREED = [
    ("人民调解协议书",), ("编号", NUMBER), ("申请人", "外甲"), ("被申请人", "外乙"), ("纠纷主要事实、争议事项", "空调外机滴水"),
    ("达成协议内容", "三日内加装接水管"), ("调解员", "毛桂兰"), ("日期", "2026年7月5日"),
]  # fmt: skip


def test_the_agreement_adds_to_the_case_and_no_second_reading_does(book: Book, settled: Reader) -> None:
    path = book(sheets={"受理登记表": ACCEPTED, "协议书": AGREED})
    plan = settled(path)
    (found,) = everything(settled, MediationCase)
    assert (found.number, found.accepted_on, found.summary) == (NUMBER, date(2026, 7, 1), "因空调外机滴水争执")
    assert (found.outcome, found.agreement, found.mediator) == ("written", "三日内加装接水管", "毛桂兰")
    assert "空调外机滴水" in (found.note or "") and any("空调外机滴水" in one for one in said(plan))
    assert counts(settled(path)) == {"created": 0, "updated": 0, "unchanged": 2, "review": 0, "rejected": 0}


def test_another_case_of_the_same_number_is_refused(book: Book, settled: Reader) -> None:
    others = [(label, {"外甲": "外丙", "外乙": "外丁"}.get(value, value)) for label, value in AGREED[1:]]
    plan = settled(book(sheets={"受理登记表": ACCEPTED, "协议书": [AGREED[0], *others]}))
    assert counts(plan)["rejected"] == 1 and len(everything(settled, MediationCase)) == 1
