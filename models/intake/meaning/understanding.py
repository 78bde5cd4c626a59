"""What the words of a header say: as they stand, put together, nearly known, or by what they end with."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from models.intake.meaning import looks, wording
from models.intake.meaning.lexicon import LEVELS, Lexicon, care_words, different, keys_of, lexicon, others, usual

_REMARK = re.compile(r"[(（](.*?)[)）]")
_INSURED = re.compile("医保|医疗|保险|救助|补充")
_SIDE = re.compile(r"[(（]((?:被?申请|[甲乙]|对|另一)[人方])[)）]")
_EITHER = re.compile(r"[/、或]")
_JOINED = re.compile(r"(?<!^)[/、或及和与]")
_BETWEEN_PARTS = re.compile(r"[/、,，;；\-－—+\s]+")
DOOR_PARTS = frozenset({"estate", "building", "entrance", "floor", "room", "door"})
BETWEEN = re.compile(r"[/、,，;；|\s]+")
_BRACKETED = re.compile(r"[(（].*?[)）]")


def meanings_of(ledger: str, header: str) -> tuple[str, ...]:
    """The meanings of a header that is a usual word, as it stands or between words that change nothing."""
    return understood(ledger, header, usual(ledger))[0]


def understood(ledger: str, header: str, words: Lexicon) -> tuple[tuple[str, ...], bool]:
    """The meanings of a header, and whether they are those of a vague word, which what stands before it may change."""
    if ledger == "people" and any(is_of_another(remark) for remark in _REMARK.findall(header)):
        return (), False  # 联系手机（党支部联系人）
    for text in tries(header):
        keys = keys_of(text)
        for word in (*keys, *(wording.known_within(ledger, key, words) for key in keys)):
            found = words.get(word, ())
            if found and not (text != header and found[0] == "community"):
                # 省 alone is where the office lies, 户籍地 / 省 is not
                found = _one_part(header, found, words)
                return found, word not in keys and wording.is_vague(ledger, word)
    both = [understood(ledger, part, words) for part in parts(tries(header)[-1])]
    if both and both[0][0] and all(one == both[0] for one in both):
        return both[0]
    return _whole_door(ledger, header, words), False


def _one_part(header: str, found: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    """家庭住址（组） is not the door but that part of it."""
    if not found[0].endswith("door"):
        return found
    within = [words.get(key, ()) for remark in _REMARK.findall(header) for key in keys_of(remark)]
    parts = {one[0] for one in within if one and one[0].rpartition(".")[2] in DOOR_PARTS}
    return (parts.pop(),) if len(parts) == 1 else found


def _whole_door(ledger: str, header: str, words: Lexicon) -> tuple[str, ...]:
    """The parts of a door, one behind the other, are a door: 楼栋/单元/房号."""
    if ledger == "appointments" or len(parts := _BETWEEN_PARTS.split(_BRACKETED.sub("", header))) < 2:
        return ()
    firsts = [next(iter(words.get(key, ())), "") for part in parts for key in keys_of(part)[:1]]
    names = [first.rpartition(".")[2] for first in firsts]
    if len(set(names)) < 2 or not DOOR_PARTS.issuperset(names) or {"estate", "building"}.isdisjoint(names):
        return ()
    return (firsts[0].removesuffix(names[0]) + "door",)


def in_letters(ledger: str, header: str) -> tuple[str, ...]:
    """The meaning of a header in pinyin, where a table's ledger is told by its headers."""
    found = (wording.spelt_in_letters(ledger, key) for key in keys_of(header))
    return tuple(filter(None, found))[:1]


def tries(header: str) -> list[str]:
    """A header in several rows is looked up whole, without its uppermost words, then by its last word, unless a group
    above it is somebody else's."""
    *groups, leaf = header.split(LEVELS)
    # 姓名（乙方）, 当事人（被申请人）电话
    sided = [side[1] + leaf.replace(side[0], "").replace("当事人", "") for side in _SIDE.finditer(leaf)]
    if not groups or is_of_another_group(header):
        return [*sided, header]
    return [*sided, header, *("".join([*groups[i:], leaf]) for i in range(1, len(groups))), leaf]


def parts(header: str, joined: re.Pattern[str] = _JOINED) -> list[str]:
    """A header that names two things: 身份证号/护照号, 职业或身份."""
    parts = joined.split(_BRACKETED.sub("", header))
    return [part for part in parts if len(part) > 1] if len(parts) > 1 else []


def nearly(ledger: str, header: str) -> str | None:
    """The meaning of a word that differs from a known one in its ending, in a character, or in being pinyin."""
    keys = [key for text in (*tries(header), *parts(header, _EITHER)) for key in keys_of(text)]
    for find in (wording.nearly_known, wording.misspelt, wording.spelt_in_letters):
        for key in keys:
            if found := find(ledger, key):
                return found
    return None


def at_the_end(ledger: str, header: str) -> str | None:
    """The meaning of the longest known word that the header ends with: in Chinese what a thing is stands last.

    None where what stands before it makes it somebody's or something else's: 监护人电话, 离退休日期.
    """
    for key in keys_of(header):
        for length in range(len(key) - 1, 1, -1):
            meanings = lexicon(ledger).get(key[-length:])
            if meanings:
                before = key[:-length]
                different_one = meanings[0] != "work" and any(word in before for word in different())
                return None if ledger == "people" and (is_of_another(before) or different_one) else meanings[0]
    return None


def care_named(header: str, values: Sequence[Any]) -> str | None:
    """A category named anywhere in the header of a column of ticks: 是否军烈属家庭; not 大病保险, which is none."""
    if _INSURED.search(header):
        return None
    for key in keys_of(header):
        for word, meaning in care_words().items():
            if word in key and looks.are_ticks(values):
                return meaning
    return None


def the_one_care(header: str, meaning: str) -> str:
    """特困类型 is not a column of categories but of the one that it names; 困难类型 is."""
    if meaning != "care" or len(keys := keys_of(header)) == 0:
        return meaning
    named = (care for word, care in care_words().items() if word in keys[-1] and care != "care.hardship")
    return next(named, meaning)


def options(header: str) -> list[str]:
    """The answers that a header offers: 房屋使用性质（自住/出租/空置）."""
    return [
        one for remark in _REMARK.findall(header) if len(parts := BETWEEN.split(remark)) > 1 for one in parts if one
    ]


def matching(looked_for: Iterable[tuple[str, re.Pattern[str]]], header: str) -> str:
    """The meaning of the first pattern that a header is of; blank if it is of none."""
    return next((meaning for meaning, look in looked_for if any(map(look.fullmatch, keys_of(header)))), "")


def is_of_another_group(header: str) -> bool:
    """Whether the words above a header in several rows make it somebody else's: 紧急联系人 / 关系."""
    return any(map(is_of_another, header.split(LEVELS)[:-1]))


def is_of_another(words: str) -> bool:
    """Whether words before or above a header make it speak of somebody else."""
    return any(word in key for key in keys_of(words) for word in others())
