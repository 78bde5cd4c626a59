"""Numbers go on counting, past the place where text would sort wrongly."""

from datetime import date

from models.matters import next_number
from models.mediation import next_case_number
from tests.conftest import Street


def test_matters_count_on_past_nine_thousand_nine_hundred_ninety_nine(street: Street) -> None:
    for number in ("2026-9999", "2026-10000"):
        street.add("matters", number=number, received_on=date(2026, 1, 1), content="路灯不亮", unit_id=street.group)
    with street.register.read() as session:
        assert next_number(session, 2026) == "2026-10001"
        assert next_number(session, 2027) == "2027-0001"


def test_cases_count_by_year(street: Street) -> None:
    values = {"title": "漏水", "unit_id": street.group}
    street.add("mediations", accepted_on=date(2026, 1, 1), **values)
    street.add("mediations", number="（2026）桂人调字第1000号", accepted_on=date(2026, 1, 2), **values)
    with street.register.read() as session:
        assert next_case_number(session, 2026) == "（2026）桂人调字第1001号"
        assert next_case_number(session, 2027) == "（2027）桂人调字第001号"
