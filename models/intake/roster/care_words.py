"""What a cell beneath a care says: that there is such a care, that there is none, or something about it."""

import re
from collections.abc import Container
from enum import Enum, auto
from functools import cache

from models.intake.cleaning.coded import flag_of
from models.intake.meaning.lexicon import ROSTER, lexicon
from models.search import fold

_WELL = frozenset(
    {"正常", "正常人", "健康", "健全", "健全人", "良好", "身体健康", "无此情况", "无此项", "不涉及", "不适用"}
)
NOBODY = _WELL | {
    "一般", "普通", "普通居民", "一般居民", "一般人群", "一般人员", "群众", "普通人员", "普通群众", "其他",
}  # fmt: skip
_DENYING = re.compile(
    r"(?:无|非|不|没|未|否|不是|不属|没有|暂无|并非|从未|尚未)(?:享受|属于|属|于|符合|纳入|列入|申请|办理|持有|患有?|有|是|任何)*"
)
_NOT_SURE = re.compile(r"无|非|不|没|未|否|暂|曾|停|死亡|一般|普通|群众|.*(?:注销|停保|停发|取消|退出|期满)")


class Says(Enum):
    """What a cell says of the care over it."""

    YES = auto()
    NO = auto()
    DETAIL = auto()  # there is one, and this is its kind, its grade or the number of its certificate
    UNSURE = auto()  # begins like a no, or speaks of an end: somebody has to look


def says(text: str, header: str, words: Container[str]) -> Says:
    """What a cell that is not blank says; `words` are those for this care, folded."""
    ticked = flag_of(text)
    if ticked is not None:
        return Says.YES if ticked else Says.NO
    if text in _WELL:
        return Says.UNSURE if "状态" in header else Says.NO  # the state of a benefit that is paid is 正常 too
    if denies(text, words):
        return Says.NO
    if _NOT_SURE.match(text):
        return Says.UNSURE
    return Says.YES if fold(text) in fold(header) else Says.DETAIL


def denies(text: str, words: Container[str]) -> bool:
    """Whether a text says no more than that something is not so: 未享受, 无残疾, 非低保户."""
    match = _DENYING.match(text)
    rest = fold(text[match.end() :]) if match else text
    return match is not None and (not rest or rest in words)


@cache
def words_of_headers(key: str) -> frozenset[str]:
    """Every word, folded, by which a column may be called that speaks of this category."""
    return frozenset(word for word, meanings in lexicon(ROSTER).items() if meanings[0] == f"care.{key}")
