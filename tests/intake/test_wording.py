"""How headers are put together, mistyped, abbreviated; and what no header may be taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.meaning import wording
from models.intake.meaning.columns import Certainty
from models.intake.meaning.headers import recognise
from models.intake.meaning.lexicon import around, lexicon


def _one(ledger: str, header: str, *values: str) -> tuple[str, str, Certainty]:
    (column,) = recognise(ledger, [header], [list(values)])
    return column.meaning, column.suggestion, column.certainty


@given(st.sampled_from(sorted(around("matters")[0])), st.sampled_from(["联系电话", "详细地址", "受理时间"]))
def test_words_that_change_nothing_change_nothing(before: str, core: str) -> None:
    if before + core not in lexicon("matters"):
        assert wording.known_within("matters", before + core, lexicon("matters")).endswith(core), before


@pytest.mark.parametrize(
    ("ledger", "header", "meaning"),
    [
        ("matters", "诉求人联系号码", "phone"), ("matters", "市交办主办单位", "owner"), ("people", "请填写性别", "sex"),
        ("people", "*居住小区名称（必填）", "household.estate"), ("visits", "入户走访时间", "visited_on"),
        ("mediations", "当事人 / 姓名（乙方）", "respondent"), ("visits", "反映问题和诉求", "request"),
        ("people", "16.工作单位全称", "work"), ("people", "来甬时间", "moved_in"), ("people", "身份证照片", "nothing"),
    ],
)  # fmt: skip
def test_a_header_is_its_last_word_whatever_stands_before_it(ledger: str, header: str, meaning: str) -> None:
    assert _one(ledger, header)[0] == meaning


@pytest.mark.parametrize(
    ("ledger", "header", "value", "suggestion"),
    [
        ("mediations", "复核日期", "2026-03-09", "accepted_on"), ("visits", "网格时间", "2026-03-09", "visited_on"),
        ("people", "填报号码", "13900000001", "phone"),
    ],
)  # fmt: skip
def test_a_word_that_many_things_end_with_is_only_asked_about(
    ledger: str, header: str, value: str, suggestion: str
) -> None:
    found, asked, certainty = _one(ledger, header, value)
    assert (found, certainty) == ("note", Certainty.CONFIRM) and asked in (suggestion, "")


@pytest.mark.parametrize(
    ("ledger", "header", "values", "suggestion"),
    [
        ("matters", "事项类型", ("群众来访", "电话", "巡查"), "source"),
        ("visits", "走访人", ("17", "22"), "visitor"), ("people", "组织关系", ("在本社区", "在单位"), "party_branch"),
        ("visits", "入户/电话", ("入户", "电话", "微信视频"), "way"),
        ("visits", "走访情况", ("√", "×"), "situation"), ("people", "主键ID", ("3280", "3281"), "nothing"),
        ("matters", "拟办结日期", ("5.30", "6.15"), "due_on"),
    ],
)  # fmt: skip
def test_what_the_values_or_the_offered_answers_speak_against_is_asked_about(
    ledger: str, header: str, values: tuple[str, ...], suggestion: str
) -> None:
    assert _one(ledger, header, *values) == ("note", suggestion, Certainty.CONFIRM)


@pytest.mark.parametrize(
    ("ledger", "header", "value", "meaning"),
    [
        ("people", "楼/单元/室", "3-2-502", "household.door"), ("households", "小区、楼号、房号", "松林苑3-502", "door"),
        ("mediations", "当事人（被申请人）", "王强", "respondent"),
        ("mediations", "当事人（被申请人）电话", "13900000001", "respondent_phone"),
        ("people", "grid_name", "第一网格", "household.grid_id"), ("people", "是否吸毒", "否", "never"),
    ],
)  # fmt: skip
def test_parts_of_a_door_are_a_door_and_brackets_tell_the_side(
    ledger: str, header: str, value: str, meaning: str
) -> None:
    assert _one(ledger, header, value)[0] == meaning


def test_six_digits_under_no_header_are_no_births() -> None:
    assert _one("people", "", "000123", "000124", "000208")[0] == "note"
    assert _one("people", "", "19580302", "19601011", "20010208")[0] == "birth"


@pytest.mark.parametrize(
    ("header", "values", "meaning"),
    [
        ("名族", ("汉", "回"), "ethnic_group"), ("文化成度", ("初中", "大专"), "education"),
        ("身份正号", ("509900195803020117",), "document"), ("xb", ("男", "女"), "sex"), ("zzmm", ("群众", "中共党员"), "political"),
        ("lxdh", ("13900000001",), "phone"), ("hyzk", ("已婚", "未婚"), "marital"),
    ],
)  # fmt: skip
def test_what_is_mistyped_or_in_pinyin_is_understood(header: str, values: tuple[str, ...], meaning: str) -> None:
    found, suggestion, _certainty = _one("people", header, *values)
    assert meaning in (found, suggestion)


def test_pinyin_in_full_is_taken_and_initials_are_asked_about() -> None:
    assert _one("people", "tongxundizhi", "3-2-502")[0] == "household.door"
    assert _one("people", "txdz", "3-2-502")[0] == "note"


def test_the_answers_that_a_header_offers_tell_what_it_asks() -> None:
    assert _one("people", "人员类别（户籍人口/流动人口）", "户籍人口")[0] == "residency"
    assert _one("people", "人员类别（正式党员/预备党员）", "正式党员")[0] == "member_kind"
    assert "household.state" in _one("people", "您家的房子（自住/出租/空置）", "自住")


def test_values_of_one_table_are_asked_about_under_any_header() -> None:
    assert _one("people", "面貌信息类", "中共党员", "群众", "共青团员")[:2] == ("note", "political")


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("监护人电话", ("13900000001",)), ("紧急联系人姓名", ("王强",)), ("配偶身份证号", ("509900195803020117",)),
        ("是否参加大病保险", ("是", "否")), ("与员工关系", ("父亲",)), ("走访照片", ("1.jpg",)), ("下次走访日期", ("2026-03-01",)),
    ],
)  # fmt: skip
def test_what_is_somebody_elses_or_something_else_is_never_taken(header: str, values: tuple[str, ...]) -> None:
    for ledger in ("people", "visits"):
        assert _one(ledger, header, *values)[0] in ("note", "nothing")


def test_kinds_and_states_of_matters_are_known_by_their_header_whatever_words_an_office_has() -> None:
    assert _one("matters", "诉求类型", "投诉", "咨询", "建议")[0] == "category"
    assert _one("people", "民族", "甲类", "乙类", "丙类")[0] == "note"


def test_who_asks_through_a_letter_is_no_mark_on_a_person() -> None:
    assert _one("matters", "信访人", "王某")[0] == "asked_by"
    assert _one("people", "信访人", "是")[2] is Certainty.NOT_KEPT


def test_answers_may_be_set_apart_by_spaces() -> None:
    assert "household.state" in _one("people", "您家的房子（自住 出租 空置）", "自住")
