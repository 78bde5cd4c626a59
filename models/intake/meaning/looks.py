"""What the values of a column look like: how many of them fit a meaning."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from models.codes import code_table
from models.doors import parse_door
from models.fields import Kind
from models.intake.cleaning.cells import DITTO, Odd, as_text, is_blank, is_cut, plain
from models.intake.cleaning.coded import answer_of, find_code, flag_of, leaves_open, nearly
from models.intake.cleaning.dates import parse_date
from models.intake.cleaning.names import looks_like_name
from models.intake.meaning.lexicon import field_of
from models.search import fold

_OF_PEOPLE = ("people", "staff", "mediation_parties")
Fits = Callable[[str], bool]
_DOCUMENT = re.compile(r"['’]?\s*(?:\d[\s-]*){14,17}[\dXx×Хх]\s*|[\dＸ０-９]{15,18}")
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?:\(?0\d{2,3}\)?[- ]?)?[2-9]\d{2,3}[- ]?\d{4})(?!\d{3})"
)
_TERM = re.compile(r"\d\s*(?:天|个?工作日|小时|个月)$")
_OF_BUILDINGS = re.compile(r"(?:号楼|栋|幢|座)$")
_ABOUT_WHEN = re.compile(r"\d\s*(?:月底?|[日天号年]|个?工作日)[之以]?[前内]|[月年]底|长期|^[立即随]时$|当[天日场]")
_NEARLY_ALL = 0.8
CONTRADICTED = 0.4  # fewer values than this that fit speak against a meaning
_LONGEST_WHO = 24
_SENTENCE = re.compile("[，。！？]|^请")
_BEGINS = frozenset({"1", "01", "001", "0001", "1.0", "1.", "1、", "一"})
_TICKS = frozenset("√✓✔☑×✗✘XxVv是否10")
_SOMEWHERE = re.compile(
    r"[0-9０-９A-Za-z一二三四五六七八九十甲乙丙丁路街巷弄里村庄屯组队坊苑园区栋幢楼院号桥河沟湾坡塘岭]|平房"
)
_ROOM = re.compile(r"\d{1,2}0\d|\d{3,4}[A-Za-z]?(?:室|号|房)?")
_ON_LANDING = re.compile(r"[东南西北中左右]边?[户屋室]?|[东南西北]厢?房")
_WITH_BUILDING = re.compile(r"[路街巷弄村庄屯组里苑园](?!$)|[栋幢].|单元.|号楼")
_PART = re.compile(
    r"(?:[0-9０-９]{1,3}|[A-Za-z]|[甲乙丙丁东南西北中一二三四五六七八九十]{1,2})[A-Za-z]?\s*(?:号楼|栋|幢|座|单元|楼|#|号|门|层|区)?"
)


def fit(ledger: str, meaning: str, values: Sequence[Any]) -> float | None:
    """The share of the values that fit the meaning; None where any text would, or where there is no value."""
    test = test_of(ledger, meaning)
    if test is None:
        return None
    texts = [plain(value) if not is_cut(value) else as_text(value) for value in values]
    # A masked value says nothing, nor does one that repeats the one above.
    told = [text for text in texts if not is_blank(text) and "**" not in text and text not in DITTO]
    if meaning == "row_number" and told and not _BEGINS.intersection(told):
        return 0.0  # 1027, 1031, 1040 are numbers of something
    share = sum(map(test, told)) / len(told) if told else None
    return None if meaning in _OF_TEXT and share and share >= CONTRADICTED else share


def filled(values: Iterable[Any]) -> list[str]:
    """What stands in these cells, without blanks and words for nothing."""
    return [text for value in values if not is_blank(text := plain(value))]


def are_names(values: Iterable[Any]) -> bool:
    """Whether names stand in a column, and nothing else."""
    texts = filled(values)
    return bool(texts) and all(map(looks_like_name, texts))


def _is_name(text: str) -> bool:
    """Namesakes are told apart by a digit behind the name: 王强1."""
    bare = re.sub(r"[0-9]{1,2}$", "", text)
    if not bare or any(c.isdigit() for c in bare) or len(text) > 30 or flag_of(text) is not None:
        return False
    return find_code("relation", text.removeprefix("非")) is None


def _is_age(text: str) -> bool:
    match = re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:周?岁|个月|月)?", text)
    return match is not None and int(match[1]) < 125


@cache
def test_of(ledger: str, meaning: str) -> Fits | None:
    """The test that a value of this meaning passes; None where any text would."""
    if meaning == "age":
        return _is_age
    if meaning == "row_number":
        return lambda text: text.isdigit() and len(text) <= 6
    if meaning == "care":
        return _is_care
    if meaning.startswith("care."):
        return lambda text: flag_of(text) is not None or len(text) <= 20
    if meaning == "member_kind":
        return lambda text: "预备" in text or "正式" in text
    if (ledger, meaning) == ("visits", "phone"):
        return test_of("people", meaning)  # no field of a visit
    if meaning in ("householder", "shown_name") or (meaning == "name" and ledger in _OF_PEOPLE):
        return _is_name
    return _test_of_field(ledger, meaning)


def _is_worded(text: str) -> bool:
    """More than a number: who somebody is or what somebody did takes words."""
    return any(character.isalpha() for character in text)


def _is_of_somebody(text: str) -> bool:
    """A person, several, a household or an office: words, but no sentence."""
    return _is_worded(text) and len(text) <= _LONGEST_WHO and not _SENTENCE.search(text)


def are_worded(values: Iterable[Any]) -> bool:
    """Whether most values are words: no numbers, ticks, blanks or lists."""
    texts = filled(values)
    worded = (_is_worded(text) and flag_of(text) is None and "、" not in text for text in texts)
    return sum(worded) * 2 > len(texts)


# What a text that could be nearly anything cannot look like: this speaks against a meaning, never for it.
_OF_TEXT: dict[str, Fits] = {
    "party_branch": lambda text: bool(re.search("[支党委组]", text)),
    "grid_id": lambda text: len(text) <= 16 and "、" not in text,
    **dict.fromkeys(("title", "applicant", "respondent"), _is_worded),
    **dict.fromkeys(
        ("visitor", "mediator", "recorder", "asked_by", "reporter", "owner", "helpers", "person_id"), _is_of_somebody,
    ),
    **dict.fromkeys(
        ("situation", "request", "action", "result", "content", "summary", "agreement", "performance_terms"),
        lambda text: text not in _TICKS,
    ),
}  # fmt: skip
_OF_DOOR: dict[str, Fits] = {
    "door": lambda text: bool(_SOMEWHERE.search(text)),
    "building": lambda text: bool(_PART.fullmatch(text)) or len(text) <= 8,
    "entrance": lambda text: bool(_PART.fullmatch(text)) and not _OF_BUILDINGS.search(text),
    "floor": lambda text: bool(_PART.fullmatch(text)) or text.lstrip("-").isdigit(),
    "room": lambda text: bool(_ON_LANDING.fullmatch(text))
    or (any(c.isdigit() for c in text) and len(text) <= 12 and not _WITH_BUILDING.search(text)),
    "household_no": lambda text: not re.fullmatch(r"[1-9]\d\d|(?!00)\d{4}", text),  # 001 is no room, 502 may be one
}  # fmt: skip


def _test_of_field(ledger: str, meaning: str) -> Fits | None:
    if meaning.startswith("household.") or ledger == "households":
        name = meaning.rpartition(".")[2]
        if name in _OF_DOOR:
            return _OF_DOOR[name]
    if meaning in _OF_TEXT:
        return _OF_TEXT[meaning]
    found = field_of(ledger, meaning)
    if found is None:
        return None
    of, field = found
    match of.kinds[field.name]:
        case Kind.DOCUMENT:
            return lambda text: (
                bool(_DOCUMENT.fullmatch(text)) or is_cut(text) or bool(re.fullmatch(r"[A-Za-z]{1,2}\d{6,9}", text))
            )
        case Kind.PHONE:
            return lambda text: bool(_PHONE.search(text))
        case Kind.DATE:
            return lambda text: (
                not (isinstance(found := parse_date(text, year=2000, month=1), Odd) and found.value is None)
                or bool(_ABOUT_WHEN.search(text))
                or bool(field.name == "due_on" and _TERM.search(text))
            )
        case Kind.FLAG:
            return lambda text: answer_of(text) is not None or "党员" in text or text == "群众"
        case Kind.CODE:
            key = field.codes
            return lambda text: (
                find_code(key, text) is not None
                or flag_of(text) is not None
                or fold(text) in nearly(key)
                or leaves_open(key, text)
            )
        case Kind.INTEGER | Kind.MONEY:
            return lambda text: any(c.isdigit() for c in text) and len(text) < 16
        case _:
            return None


@cache
def _care_words() -> frozenset[str]:
    return frozenset(fold(w) for code in code_table("care_category").codes for w in (code.zh, *code.aliases))


def _is_care(text: str) -> bool:
    return any(fold(word) in _care_words() for word in re.split(r"[;；,，、/\s]+", text))


def are_rooms(values: Iterable[Any]) -> bool:
    """Whether nothing but rooms stands in a column: 301, 502室."""
    texts = filled(values)
    return bool(texts) and all(map(_ROOM.fullmatch, texts))


def are_doors(values: Iterable[Any]) -> bool:
    """Whether nearly all of these are whole doors: a building, an entrance and a room."""
    texts = filled(values)
    doors = [door for text in texts if (door := parse_door(text)) and door.building and door.entrance]
    return bool(doors) and len(doors) >= _NEARLY_ALL * len(texts)


# What parts of a door look like that can be no other part.
_SHAPES = {
    "door": re.compile(r".*(?:[栋幢座楼#]|单元|\d-)\D{0,3}\d.*"), "building": re.compile(r".{1,4}(?:号楼|[栋幢座楼#])"),
    "entrance": re.compile(r".{1,3}(?:单元|门洞?|梯|楼道)"), "estate": re.compile(r".+(?:小区|花园|[苑园庭院里村组队屯社庄])"),
    "room": re.compile(rf"{_ROOM.pattern}|{_ON_LANDING.pattern}|\d{{1,4}}[号室户]"),
}  # fmt: skip


def are_shaped(meaning: str, values: Iterable[Any]) -> bool:
    """Whether all values look like this part of a door and like no other: 3号楼, 2单元, 301."""
    shape = _SHAPES.get(meaning.rpartition(".")[2])
    texts = filled(values)
    return shape is not None and bool(texts) and all(map(shape.fullmatch, texts))


def are_timed(values: Iterable[Any]) -> bool:
    """Whether times of the day stand in a column, or nothing: 2026-03-01 10:02:15."""
    return all(re.search(r"\d:\d\d|\d{13,14}", text) for text in filled(values))


def are_ticks(values: Iterable[Any]) -> bool:
    """Whether a column holds ticks only, and some."""
    ticks = [text for value in values if (text := plain(value))]
    return bool(ticks) and all(flag_of(text) is not None for text in ticks)


def has_words_of_its_own(ledger: str, meaning: str) -> bool:
    """Whether each office has its own words for it, so that the header alone tells: kinds and states of a matter or case."""
    return (
        ledger not in ("people", "households") and not meaning.startswith("household.") and is_telling(ledger, meaning)
    )


def is_numbered(meaning: str, header: str) -> bool:
    """志愿者编号: not yes or no, but whoever has a number is one."""
    return meaning == "volunteer" and header.strip().endswith("号")


def is_telling(ledger: str, meaning: str) -> bool:
    """Whether values that fit a meaning hardly fit another: words of a table do, phones and dates are anybody's."""
    found = field_of(ledger, meaning)
    return found is not None and found[0].kinds[found[1].name] is Kind.CODE


_SHORT_WORDS = ("sex", "ethnic_group", "political", "education", "marital", "dwelling_state", "residency")


def is_value(text: str) -> bool:
    """Whether a text is something a label would be followed by: a number, a door, a word of a table, a name."""
    if any(character.isdigit() for character in text) and len(text) > 1:
        return True
    if any(find_code(key, text) is not None for key in _SHORT_WORDS):
        return True
    return looks_like_name("".join(text.split()))
