"""Several visits to one household in one row: 第一次走访 over 时间, 走访人, 情况, beside it 第二次走访 over the same.

Each group of columns is read as visits of its own, with the columns that say who was visited.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import LEVELS, NOTE
from models.intake.meaning.understanding import meanings_of

_NUMBER = r"(?:\d{1,2}|十?[一二三四五六七八九]|十)"
_VISIT = "(?:走访|入户|探访|巡访|慰问|家访|回访|上门|随访|探视|探望|访问|电话|联系|关爱|日常)"
_ROUND = rf"(?:20\d\d年)?(?:第?{_NUMBER}(?:次|轮|回|遍|季度|月份?|周)|首次|[上下]半年)"
_IN_FRONT = re.compile(rf"{_VISIT}*({_ROUND})(?:{_VISIT}*(?:{LEVELS}|$))?(.*)")
_BEHIND = re.compile(rf"(.{{2,}}?)(?:\(({_NUMBER})\)|({_NUMBER})|{LEVELS}({_ROUND}))")
_DAY = "visited_on"
_FEWEST = 2
Round = dict[int, str]
"""The columns of one visit: column to the header that is left without the words that number it."""


def rounds_in(headers: Sequence[str]) -> list[Round]:
    """The groups of columns that are a visit each, in their order; nothing where there are not several of them."""
    for numbered in (_in_front, _at_the_end):
        groups: dict[str, Round] = {}
        for at, header in enumerate(headers):
            number, leaf = numbered(_folded(header))
            if number:
                groups.setdefault(number, {})[at] = leaf
        found = [group for group in groups.values() if any(map(_is_day, group.values()))]
        if len(found) >= _FEWEST:
            return found
    return _repeated(headers)


def headers_once(headers: Sequence[str]) -> list[str]:
    """The headers as they would be if a row held one visit."""
    groups = rounds_in(headers)
    others = {at for group in groups[1:] for at in group}
    return [
        "" if at in others else groups[0].get(at, header) if groups else header for at, header in enumerate(headers)
    ]


def of_every_round(shared: Iterable[Column], own: Iterable[Column]) -> list[Column]:
    """The columns that speak of all visits of a row; what one visit has a column for itself goes into its note."""
    taken = {column.meaning for column in own}
    return [
        replace(one, meaning=NOTE, certainty=Certainty.CONFIRM) if one.meaning in taken | {_DAY} else replace(one)
        for one in shared
    ]


def _folded(header: str) -> str:
    text = unicodedata.normalize("NFKC", header)
    return LEVELS.join(re.sub(r"\s+", "", word) for word in text.split(LEVELS))


def _in_front(header: str) -> tuple[str, str]:
    """第一次走访 / 时间, 第一次走访时间, 走访第2次情况, 第一次走访: the number and what is left."""
    match = _IN_FRONT.fullmatch(header)
    if match is None:
        return "", ""
    return match[1], match[2] or ("走访日期" if header != match[1] else "")  # 第一次 alone, 1月 alone may be anything


def _at_the_end(header: str) -> tuple[str, str]:
    """走访日期1, 走访情况（二）, 走访时间 / 第一次."""
    match = _BEHIND.fullmatch(header)
    return (match[2] or match[3] or match[4], match[1]) if match and meanings_of("visits", match[1]) else ("", "")


def _repeated(headers: Sequence[str]) -> list[Round]:
    """日期, 走访人, 情况, 日期, 走访人, 情况 behind a name: counted by how often a word has stood there."""
    places: dict[str, list[int]] = {}
    for at, header in enumerate(headers):
        places.setdefault(_folded(header), []).append(at)
    of_days = next((found for word, found in places.items() if len(found) >= _FEWEST and _is_day(word)), [])
    if not of_days or of_days[1] - of_days[0] < _FEWEST:  # beside each other it is one word over two columns
        return []
    alike = {word: found for word, found in places.items() if word and len(found) == len(of_days)}
    return [
        {found[n]: word for word, found in sorted(alike.items(), key=lambda one: one[1])} for n in range(len(of_days))
    ]


def _is_day(header: str) -> bool:
    return meanings_of("visits", header)[:1] == (_DAY,)
