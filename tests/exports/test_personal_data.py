"""What is held on a person is gathered whole, written down as read, and printed."""

from datetime import date
from pathlib import Path

import pytest

from exports.documents.personal_data import personal_data_sheet
from models import consents, operations, personal_data
from models.errors import Mistake
from models.history import journal
from models.households import PEOPLE
from models.records import spec
from tests.conftest import Street
from tests.exports.reading import text_of

DOCUMENT = "509919194103082721"


@pytest.fixture
def known(street: Street) -> Street:
    """Somebody with a record in each ledger that can name a person, and a neighbour with a secret."""
    home = street.household("502")
    person = street.person("王桂芳", home, document=DOCUMENT, phone="13800000000")
    street.person("邻居甲", home, relation="10", phone="13811111111", note="邻居的话")
    with street.register.read() as session:
        from models import queries

        category = queries.ids(session, queries.Query(spec("care_categories")))[0]
        post = queries.ids(session, queries.Query(spec("posts")))[0]
    street.add("cares", person_id=person, category_id=category, note="关爱内情")
    street.add("visits", visited_on=date(2026, 9, 1), household_id=home, person_id=person, situation="看望情况")
    street.add("visits", visited_on=date(2026, 9, 2), household_id=home, situation="全家情况")
    street.add("matters", content="水管漏水", received_on=date(2026, 9, 2), unit_id=street.group, person_id=person)
    case = street.add("mediations", title="漏水纠纷", accepted_on=date(2026, 9, 3), unit_id=street.group)
    street.add("mediation_parties", case_id=case, side="applicant", name="王桂芳", person_id=person, consent=True)
    street.add("mediation_parties", case_id=case, side="respondent", name="邻居甲", address="邻居住址")
    street.add(
        "appointments", shown_name="王桂芳", person_id=person, unit_id=street.group, post_id=post,
        public_phone="13800000000", phone_consent_on=date(2026, 1, 2),
    )  # fmt: skip
    street.known = person  # type: ignore[attr-defined]
    return street


def test_everything_held_is_there_and_nothing_of_others(known: Street) -> None:
    found = personal_data.read(known.register, known.known, "本人申请", on=date(2026, 9, 21))  # type: ignore[attr-defined]
    said = str(found.parts)
    for words in (DOCUMENT, "13800000000", "关爱内情", "看望情况", "全家情况", "水管漏水", "漏水纠纷"):
        assert words in said, words
    for words in ("13811111111", "邻居的话", "邻居住址"):
        assert words not in said, words
    assert [part.heading for part in found.parts][:2] == ["人员", "户"]


def test_every_ledger_that_names_a_person_is_followed(known: Street) -> None:
    with known.register.read() as session:
        found = personal_data.gather(session, known.known, date(2026, 9, 21))  # type: ignore[attr-defined]
    naming = {s.sheet for s in (spec(k) for k in ("cares", "visits", "matters", "mediation_parties", "appointments"))}
    assert naming <= {part.heading for part in found.parts}


def test_that_it_was_read_is_written_down_with_its_reason(known: Street) -> None:
    with pytest.raises(Mistake, match="what it is needed for"):
        personal_data.read(known.register, known.known, " ")  # type: ignore[attr-defined]
    personal_data.read(known.register, known.known, "本人申请")  # type: ignore[attr-defined]
    with known.register.read() as session:
        newest = journal.entries(session, journal.Asked(record_id=known.known))[0]  # type: ignore[attr-defined]
    assert newest.sentence == "Gathered what is held on 王桂芳: 本人申请"


def test_it_is_printed_whole(known: Street, tmp_path: Path) -> None:
    operations.save(known.register, PEOPLE, {"note": "很长的备注" * 300}, known.known)  # type: ignore[attr-defined]
    found = personal_data.read(known.register, known.known, "本人申请", on=date(2026, 9, 21))  # type: ignore[attr-defined]
    personal_data_sheet(found, tmp_path / "out.pdf")
    said = text_of((tmp_path / "out.pdf").read_bytes())
    for part in found.parts:
        for record in part.records:
            for label, value in record:
                assert "".join(label.split()) in said
                assert "".join(value.split())[:12] in said
    assert "个人信息查询单" in said and "处理记录" in said


def test_consents_are_listed_and_withdrawn(known: Street) -> None:
    with known.register.read() as session:
        found = consents.consents(session)
    assert [(c.who, c.to, c.stands) for c in found] == [
        ("王桂芳", consents.PHONE, True),
        ("王桂芳", consents.MEDIATION, True),
    ]
    for consent in found:
        consents.withdraw(known.register, consent, date(2026, 9, 21))
    with known.register.read() as session:
        assert consents.consents(session, standing_only=True) == []
        assert [c.withdrawn_on for c in consents.consents(session)] == [date(2026, 9, 21)]
