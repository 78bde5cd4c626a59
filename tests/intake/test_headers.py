"""What columns mean, and how sure that is."""

import pytest

from models.intake.meaning.columns import Certainty
from models.intake.meaning.headers import recognise
from models.intake.meaning.lexicon import choices, ledgers, lexicon, words_of
from models.intake.meaning.never import never_kept
from models.records import spec
from tests.intake.header_table import PAGE, alone, in_tables, page


def test_so_many_headers_are_known_and_so_few_mistaken() -> None:
    spellings, columns = alone(), in_tables()
    assert len(spellings) >= 4_000 and len(columns) >= 2_000
    for found, right, wrong in ((spellings, 0.975, 0.005), (columns, 0.975, 0.005)):
        assert sum(one.right for one in found) / len(found) >= right
        assert sum(one.wrong_with_confidence for one in found) / len(found) <= wrong


def test_the_page_says_what_is_so() -> None:
    assert PAGE.read_text("utf-8") == page(alone(), in_tables()), "write it anew: python -m tests.intake.header_table"


@pytest.mark.parametrize("ledger", ledgers())
def test_the_programs_own_headers_are_certain(ledger: str) -> None:
    for field in spec(ledger).fields:
        if field.header and field.name not in ("photo", "level", "confirm_by"):
            (column,) = recognise(ledger, [field.header], [[]])
            assert column.certainty is Certainty.CERTAIN and column.meaning == field.name, field.header


def test_every_meaning_has_a_name() -> None:
    for ledger in ledgers():
        for meaning in choices(ledger):
            assert (words_of(ledger, meaning) and words_of(ledger, meaning) != meaning) or meaning in (
                "note",
                "nothing",
            ), meaning


def test_values_decide_between_the_meanings_of_a_word() -> None:
    assert recognise("people", ["人员类别"], [["正式党员", "预备党员"]])[0].meaning == "member_kind"
    assert recognise("people", ["户号"], [["502", "301", "1203"]])[0].certainty is Certainty.CONFIRM
    assert recognise("matters", ["编号"], [["1", "2", "3"]])[0].meaning == "row_number"
    assert recognise("matters", ["编号"], [["2026-0001"]])[0].meaning == "number"


def test_values_that_contradict_the_header_are_asked_about() -> None:
    (column,) = recognise("people", ["身份证号"], [["王强", "李敏", "赵军"]])
    assert column.certainty is Certainty.CONFIRM and column.meaning == "note"


def test_a_column_without_a_header_is_known_by_its_values() -> None:
    columns = recognise("people", ["", "姓名", ""], [["509900195803020070"] * 3, ["王强"] * 3, ["13900000001"] * 3])
    assert [column.meaning for column in columns] == ["document", "name", "phone"]
    assert columns[0].certainty is Certainty.BY_CONTENT


def test_two_columns_cannot_be_one_field_but_phones_can_be_several() -> None:
    columns = recognise(
        "people", ["姓名", "成员姓名", "电话", "手机"], [["王强"], ["李敏"], ["86000001"], ["13900000001"]]
    )
    assert [column.meaning for column in columns] == ["name", "note", "phone", "phone"]
    assert columns[1].certainty is Certainty.CONFIRM and columns[1].suggestion == "name"


@pytest.mark.parametrize("header", ["重点服务对象", "信访部门", "计生特殊家庭", "精神残疾", "门牌号", "服务对象类别"])
def test_words_of_service_are_not_taken_for_what_is_never_kept(header: str) -> None:
    assert never_kept(header) is None


def test_no_word_of_a_ledger_is_one_that_is_never_kept() -> None:
    for ledger in ledgers():
        assert not [word for word in lexicon(ledger) if never_kept(word, ledger)], ledger


def test_who_signed_in_print_is_kept_where_nothing_else_says_the_name() -> None:
    names = ["王强", "李敏"]
    (alone,) = recognise("matters", ["反映人签字"], [names])
    assert (alone.certainty, alone.suggestion) == (Certainty.CONFIRM, "asked_by")
    beside = recognise("matters", ["反映人", "反映人签字"], [names, names])[1]
    assert beside.meaning == "nothing"
    (signed,) = recognise("matters", ["反映人签字"], [["已签", "未签"]])
    assert signed.meaning == "nothing"


def test_what_is_put_together_of_known_words_is_asked_about_where_the_whole_looks_like_something_else() -> None:
    (column,) = recognise("matters", ["座-房号"], [["3-502", "2-101"]])
    assert (column.certainty, column.suggestion) == (Certainty.CONFIRM, "household.door")


def test_the_day_of_mediation_is_that_of_closing_where_another_says_when_the_case_was_taken_up() -> None:
    days = [["2026-03-01"], ["2026-03-05"]]
    assert recognise("mediations", ["调解时间"], days)[0].meaning == "accepted_on"
    both = recognise("mediations", ["受理时间", "调解时间"], days)
    assert [one.meaning for one in both] == ["accepted_on", "closed_on"]


@pytest.mark.parametrize(
    ("ledger", "header", "values", "suggestion"),
    [
        ("people", "凭单所在", ["/up/202411/a.jpg", "/up/202411/b.jpg"], "nothing"),
        ("people", "账号", ["6210000000000001", "6210000000000002"], "never"),
        ("matters", "居民区", ["梧桐居民区", "梧桐居民区"], "community"),
        ("people", "待遇类别", ["农村低保", "重度残疾"], "care"),
        ("matters", "群众反馈", ["满意", "满意"], "satisfaction"),
        ("visits", "随行者", ["王强", "李敏"], "visitor"),
        ("appointments", "编号", ["1432958877120151553", "1432958877120151554"], "nothing"),
    ],
)  # fmt: skip
def test_values_suggest_what_the_header_does_not_say(
    ledger: str, header: str, values: list[str], suggestion: str
) -> None:
    (column,) = recognise(ledger, [header], [values])
    assert (column.certainty, column.suggestion) == (Certainty.CONFIRM, suggestion)


def test_a_mark_that_is_not_kept_over_categories_of_care_is_left_out_unless_somebody_says_otherwise() -> None:
    (column,) = recognise("people", ["重点类别"], [["独居老人", "残疾人"]])
    assert (column.meaning, column.certainty, column.suggestion) == ("never", Certainty.CONFIRM, "care")


def test_a_part_of_the_door_in_brackets_says_which() -> None:
    (column,) = recognise("people", ["家庭住址（组）"], [["上寨组", "下寨组"]])
    assert column.meaning == "household.estate"


def test_what_is_headed_by_the_same_person_as_the_names_is_of_that_person() -> None:
    headers = ["承租人姓名", "承租人户籍地", "承租人工作单位", "房东户籍地"]
    values = [["王强", "李敏"], ["湖北省某县", "桂州市"], ["纺织厂", "市一中"], ["桂州市", "柳州市"]]
    found = [column.meaning for column in recognise("people", headers, values)]
    assert found == ["name", "registered_address", "work", "note"]


@pytest.mark.parametrize("header", ["楼栋", "楼房号", "现居住楼栋房号"])
@pytest.mark.parametrize("doors", [["桂香苑1号楼1单元101室", "2号楼2单元102"], ["1-1-101", "2-2-102"]])
def test_whole_doors_are_unmistakable(header: str, doors: list[str]) -> None:
    (column,) = recognise("people", [header], [doors])
    assert column.meaning == "household.door" and column.certainty is Certainty.BY_CONTENT


def test_but_not_beside_a_column_of_rooms() -> None:
    (column, _room) = recognise("people", ["楼栋", "房号"], [["1-1-101", "2-2-102"], ["101", "102"]])
    assert column.meaning != "household.door"


def test_numbers_with_zeros_before_them_are_no_rooms() -> None:
    (column, _name) = recognise("people", ["户号", "户主姓名"], [["001", "002", "003"], ["王强", "李敏", "赵军"]])
    assert column.meaning == "household.household_no" and column.certainty is Certainty.CERTAIN
