"""What the words of a visit say: that nobody came, that nobody was met, by which way, or what a mark stands for."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from models.intake.cleaning.cells import is_blank, plain
from models.intake.cleaning.coded import find_code, flag_of
from models.intake.cleaning.names import looks_like_name

Legend = Mapping[str, str]
"""What the marks of a sheet mean, in the words of its own legend."""
NO_LEGEND: Legend = {}

_OFF = frozenset({"休", "假", "×", "x", "否", "无", "未"})
_TICKS = frozenset({"○", "△", "●", "▲", "*"})
_ALIKE = {"〇": "○", "◯": "○", "o": "○", "✓": "√", "✔": "√", "v": "√", "✗": "×", "✘": "×", "╳": "×", "✕": "×", "x": "×"}
_EXPLAINED = re.compile(
    r"([√✓✔○〇◯●◎△▲☆★×✗✘╳✕□■◇◆※⊙*+#]|(?<![A-Za-z0-9])[A-Za-z0-9](?![A-Za-z0-9]))[\"”’'」)]?\s*"
    r"(表示为|代表|表示|是指|即为|为|是(?!否)|指|即|=|:|-+|—+|→|\()?\s*[\"“‘'「]?([\u3400-\u9fff]{1,10}?)(?=[和及与或]?(?:[^\u3400-\u9fff]|$))"
)
# 电 电话联系, 住=住院: a character may be a mark of what it stands in.
_IN_LETTERS = re.compile(
    r"(?:^|(?<=[\s,，、;；。:：(]))([\u3400-\u9fff])(?:表示为|代表|表示|即为|为|\s*[=:—→-]+\s*|\s+)((?=[\u3400-\u9fff]*\1)[\u3400-\u9fff]{2,10}?)"
    r"(?=[^\u3400-\u9fff]|$)"
)
_NOBODY_CAME = re.compile(
    r"(?:未|没有?|不)(?:用|需|去|走访|探访|巡访|入户|上门|开展|安排|联系|慰问|访)(?:走访|探访|巡访|入户)?|无需(?:走访|探访)?|休息日?|请假|放假|节假日|空白|无"
)
_SOMEBODY_CAME = re.compile(
    r"(?:当[天日]|已经?|正常|完成|按时)*(?:走访|探访|巡访|到访|访问|访|见面|见到(?:本人)?|完成|正常|在家)(?:过|了|完成)?"
)
_WHO = r"(?:电话|手机|本人|老人|家中|家里|对方|其|全家|多次|数次|[一二两三四五\d]+次|拨打|敲门|入户|上门|走访|探访|时|均|都|暂|当日|当天|今日)*"
_NOT_MET = re.compile(
    rf"{_WHO}(?:[未没](?:能|有)?(?:接通?|打通|拨通|联系上|见|见到|见着|见面|碰到|遇|遇到|遇见|在家?|应答|应|开门?|找到)(?:电话|人|本人|面|老人)?|(?:打|接|拨|联系)不[通上]"
    r"|不通|无法接通|[无没]人(?:接听?|应答?|应门|开门|在家?|在)?(?:电话)?|关机|停机|空号|占线|拒接|不接(?:电话)?|不在家?|外出|外出未归|出门|锁门|门锁着?|不应)"
)
_MET_THEN = re.compile("(?<![未没无法])接通|(?<![未没])(?:见到|见面|联系上)")
_CLOCK = re.compile(
    r"(?:(?:上午|下午|早上|中午|晚上|晚)\s*)?(?:\d{1,2}:\d{2}(:\d{2})?|\d{1,2}[时点](?:\d{1,2}分?|半)?)(?:\s*[-—–~至到]+\s*\d{1,2}[:时点]\d{0,2}分?)?(?:\s*[AaPp][Mm])?$"
    r"|(?:上午|下午|早上|中午|晚上)$"
)
_CLAUSES = re.compile(r"[，,。；;、！!\s（()）]+")


def is_off(text: str, legend: Legend) -> bool:
    """Whether a cell says that nobody came."""
    if words := legend.get(_mark(text)):
        return bool(_NOBODY_CAME.fullmatch(words))
    return is_blank(text) or text.lower() in _OFF or flag_of(text) is False


def is_riddle(text: str, legend: Legend) -> bool:
    """Whether a cell holds a cross that nothing explains: nobody came, or nobody was met."""
    return _mark(text) == "×" and "×" not in legend


def is_mark(text: str, legend: Legend) -> bool:
    """Whether a text is nothing but a mark that the legend explains."""
    return _mark(text) in legend


def is_tick(text: str) -> bool:
    """Whether a cell says no more than that somebody came."""
    return flag_of(_mark(text)) is not None or text in _TICKS


def is_not_met(text: str) -> bool:
    """Whether somebody came or called and met nobody: 未接通, 家中无人, 不在家，改日再去."""
    first = next(filter(None, _CLAUSES.split(text)), "")
    return bool(_NOT_MET.fullmatch(first)) and not _MET_THEN.search(text)


def said_of(text: str, legend: Legend) -> dict[str, Any]:
    """What the words of a mark say of the visit: how many were met, who came, by which way, or what was said."""
    text = legend.get(_mark(text), text)
    if not text or is_tick(text) or _SOMEBODY_CAME.fullmatch(text):
        return {}
    if text.isdecimal():
        return {"people_met": int(text)}
    if clock := clock_in(text):
        return {"note": clock}
    if is_not_met(text):
        return {"met": False, "situation": text}
    if way := find_code("visit_way", text):
        return {"way": way}
    return {"visitor": text} if looks_like_name(text) else {"situation": text}


def legend_in(texts: Iterable[str]) -> dict[str, str]:
    """What a title or a foot says that the marks mean: √为入户，○为电话，×为未见到."""
    plainly = [plain(text) for text in texts]
    found = ((_mark(match[1]), match[2], match[3]) for text in plainly for match in _EXPLAINED.finditer(text))
    in_letters = {match[1]: match[2] for text in plainly for match in _IN_LETTERS.finditer(text)}
    return in_letters | {
        mark: words for mark, linked, words in found
        if _is_understood(words) or (linked not in (None, "(") and mark != "√" and not mark.isalnum())
    }  # fmt: skip


def _is_understood(words: str) -> bool:
    """Whether words say what a mark means; what stands beside a tick, a letter or a number is mostly something else."""
    telling = (_NOBODY_CAME.fullmatch, _SOMEBODY_CAME.fullmatch, is_not_met, partial(find_code, "visit_way"))
    return any(tell(words) for tell in telling)


def clock_in(text: str) -> str:
    """The time of day that stands in a cell, perhaps behind its date; blank at midnight, which is no time but a format."""
    match = _CLOCK.search(plain(text))
    return "" if match is None or set(match[0]) <= set("0:") else match[0].removesuffix(":00") if match[1] else match[0]


def parted(text: str, legend: Legend) -> tuple[str, str]:
    """A text without the mark before or behind it, and the mark: of those that the legend explains, or a plain tick."""
    bare = text.strip()
    for at in (-1, 0):
        if len(bare) > 1 and not bare[at].isalnum() and (_mark(bare[at]) in legend or _mark(bare[at]) == "√"):
            mark = _mark(bare[at])
            return bare.strip(f"{bare[at]} "), mark
    return bare, ""


def _mark(text: str) -> str:
    """A mark in the one form in which it is looked up; √√ is √."""
    bare = text.strip().lower()
    bare = bare[0] if len(set(bare)) == 1 and not bare.isalnum() else bare
    return _ALIKE.get(bare, bare)
