"""What each column of a table means, and how sure that is."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from models.intake.cleaning.cells import plain
from models.intake.cleaning.names import looks_like_name
from models.intake.meaning import looks, wording
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import (
    LEVELS,
    NEVER,
    NOTHING,
    Lexicon,
    care_words,
    different,
    keys_of,
    lexicon,
    noted,
    others,
    patterns,
    suggested,
    usual,
)
from models.intake.meaning.likeness import alike, bears_out
from models.intake.meaning.never import never_kept
from models.intake.meaning.rivals import OF_HOUSEHOLDER, settle_rivals
from models.intake.meaning.ticked import settle_ticked

_GENERIC = 2  # characters: 状态, 类型
_INITIALS = 4  # xm, sfzh: so few letters may be those of anything
_CONFIRMED = 0.6
_SAYS_NOTHING = re.compile(r"(?:列|栏|字段|项目|column|field|unnamed:?|f)?\s*[0-9A-Za-z]{0,3}", re.IGNORECASE)
_REMARK = re.compile(r"[(（](.*?)[)）]")
_INSURED = re.compile("医保|医疗|保险|救助|补充")
_SIDE = re.compile(r"[(（]((?:被?申请|[甲乙]|对|另一)[人方])[)）]")
_EITHER = re.compile(r"[/、或]")
_JOINED = re.compile(r"(?<!^)[/、或及和与]")
_BETWEEN_PARTS = re.compile(r"[/、,，;；\-－—+\s]+")
_DOOR_PARTS = frozenset({"estate", "building", "entrance", "floor", "room", "door"})
_BETWEEN = re.compile(r"[/、,，;；|\s]+")
_BRACKETED = re.compile(r"[(（].*?[)）]")
_UNMISTAKABLE = frozenset({"document", "householder.document", "phone", "household.phone", "birth", "name"})


def recognise(ledger: str, headers: Sequence[str], values: Sequence[Sequence[Any]]) -> list[Column]:
    """The columns of a table of this ledger; `values` holds some cells of each."""
    columns = [_column(ledger, index, header, values[index]) for index, header in enumerate(headers)]
    settle_rivals(ledger, columns)
    if ledger == "people":
        settle_ticked(columns, values)
    return columns


def _column(ledger: str, index: int, header: str, values: Sequence[Any]) -> Column:
    column = Column(index, header)
    if reason := never_kept(header, ledger):
        column.meaning, column.certainty, column.reason = NEVER, Certainty.NOT_KEPT, reason
        return column
    if not noted(ledger).isdisjoint(keys_of(header)):
        return column
    exact, vague = _understood(ledger, header, lexicon(ledger))
    signed = _of_who_signed(ledger, header, values)
    if exact and not vague and not (signed and exact[0] == NOTHING):
        _of_known_word(ledger, column, _with_door(exact), values)
        _hear_a_second_opinion(ledger, column, values)
        return column
    if signed:
        column.suggestion = signed
    elif meaning := _matching(patterns(ledger), header):
        column.meaning, column.certainty = meaning, Certainty.CERTAIN
    elif meaning := _matching(suggested(ledger), header):
        column.suggestion = meaning if looks.fit(ledger, meaning, values) != 0 else ""
    elif ledger == "people" and (key := keys_of(header)[0] if keys_of(header) else "").startswith("户主"):
        column.suggestion = OF_HOUSEHOLDER.get(_meaning_of_rest(key.removeprefix("户主")), "")
        if column.suggestion and looks.fit(ledger, column.suggestion, values) != 0:
            column.meaning, column.certainty = column.suggestion, Certainty.BY_CONTENT
    elif _is_of_another_group(header):
        return column
    elif len(header) > _INITIALS and (spelt := in_letters(ledger, header)) and looks.fit(ledger, spelt[0], values) != 0:
        column.meaning, column.certainty = spelt[0], Certainty.BY_CONTENT
    elif found := _nearly(ledger, header):
        _by_content(ledger, column, found, values)
    elif vague:
        _by_content(ledger, column, exact[0], values)
    elif found := _at_the_end(ledger, header):
        column.suggestion = found if looks.fit(ledger, found, values) != 0 else ""
    elif ledger == "people" and (care := _care_named(header, values)):
        column.meaning, column.certainty = care, Certainty.BY_CONTENT
    elif ledger == "people" and _SAYS_NOTHING.fullmatch(header) and (guessed := looks.guess(values)):
        column.meaning, column.certainty = guessed, Certainty.BY_CONTENT
    elif not _is_of_another(header):
        asked = (*_options(header), *values)
        column.suggestion = (
            looks.guess_by_words(ledger, asked)
            or looks.guess_by_words(ledger, (*_BETWEEN.split(header), *values), most=True)
            or _alike(ledger, header, values)
        )
    return column


def _of_who_signed(ledger: str, header: str, values: Sequence[Any]) -> str:
    """Whose names stand under 走访人签字, where names were typed: they may stand nowhere else in the table."""
    names = [text for value in values if (text := plain(value))]
    if not names or not wording.SIGNED.search(header) or not all(map(looks_like_name, names)):
        return ""
    return next(iter(meanings_of(ledger, wording.SIGNED.sub("", header))), "")


def _matching(looked_for: Iterable[tuple[str, re.Pattern[str]]], header: str) -> str:
    return next((meaning for meaning, look in looked_for if any(map(look.fullmatch, keys_of(header)))), "")


def _of_known_word(ledger: str, column: Column, meanings: tuple[str, ...], values: Sequence[Any]) -> None:
    """What the header says is taken unless the values contradict it; then it is asked about."""
    header = column.header
    meaning, share = _best(ledger, meanings, (*_options(header), *values) if len(meanings) > 1 else values)
    # 状态 alone may be the state of anything, 调解结果 is told by its name whatever words an office has for it.
    named = len(header) > _GENERIC and looks.has_words_of_its_own(ledger, meaning)
    told = len(meanings) == 1 and (named or looks.is_numbered(meaning, header))
    offered = _options(header)
    if meanings == ("name",) and ledger == "people" and looks.are_worded(values):
        # Odd names are names: each is looked at in its row.
        column.meaning, column.certainty = meaning, Certainty.CERTAIN
    elif share == 0 and (other := looks.guess_by_words(ledger, values, most=True)):
        column.suggestion = other  # 信访类型 over 来访, 12345热线: these are sources
    elif (other := looks.guess_by_words(ledger, offered)) and not looks.fit(ledger, meaning, offered):
        column.suggestion = other  # 户籍（本地/外地）, 协议书（口头/书面）
    elif share is None or share >= looks.CONTRADICTED or meanings == ("row_number",) or told:
        column.meaning, column.certainty = _the_one_care(header, meaning), Certainty.CERTAIN
    elif share or meaning not in _UNMISTAKABLE:
        column.suggestion = meaning


def _hear_a_second_opinion(ledger: str, column: Column, values: Sequence[Any]) -> None:
    """What is put together of known words is asked about where the words nearest to the whole mean something else."""
    tried = [keys for text in _tries(column.header) if (keys := keys_of(text))]
    if column.certainty is not Certainty.CERTAIN or any(key in lexicon(ledger) for keys in tried for key in keys):
        return
    told = looks.is_telling(ledger, column.meaning) and (looks.fit(ledger, column.meaning, values) or 0) >= _CONFIRMED
    if not told and not any(bears_out(ledger, keys[-1], column.meaning) for keys in tried):
        column.doubt()


def _alike(ledger: str, header: str, values: Sequence[Any]) -> str:
    """The meaning of the known words that look most like this one; only ever asked about."""
    if _SAYS_NOTHING.fullmatch(header):
        return ""
    for key in reversed(keys_of(header)):
        if found := next((one for one in alike(ledger, key) if looks.fit(ledger, one, values) != 0), ""):
            return found
    return ""


def _options(header: str) -> list[str]:
    """The answers that a header offers: 房屋使用性质（自住/出租/空置）."""
    return [
        one for remark in _REMARK.findall(header) if len(parts := _BETWEEN.split(remark)) > 1 for one in parts if one
    ]


def _with_door(meanings: tuple[str, ...]) -> tuple[str, ...]:
    """What is headed as a room is often the whole door: the values decide."""
    prefix, _dot, name = meanings[0].rpartition(".") if meanings else ("", "", "")
    return (*meanings, f"{prefix}.door" if prefix else "door") if name == "room" else meanings


def _meaning_of_rest(rest: str) -> str:
    return next(iter(meanings_of("people", rest)), "")


def _by_content(ledger: str, column: Column, found: str, values: Sequence[Any]) -> None:
    """A word that is nearly known counts as far as the values bear it out; what many columns look like is only suggested."""
    share = looks.fit(ledger, found, values)
    if share == 0:
        return
    other = looks.guess_by_words(ledger, values)
    column.suggestion = other or found
    if share is not None and share >= _CONFIRMED and looks.is_telling(ledger, found) and other in (None, found):
        column.meaning, column.certainty = found, Certainty.BY_CONTENT


def _nearly(ledger: str, header: str) -> str | None:
    """The meaning of a word that differs from a known one in its ending, in a character, or in being pinyin."""
    keys = [key for text in (*_tries(header), *_parts(header, _EITHER)) for key in keys_of(text)]
    for find in (wording.nearly_known, wording.misspelt, wording.spelt_in_letters):
        for key in keys:
            if found := find(ledger, key):
                return found
    return None


def _best(ledger: str, meanings: tuple[str, ...], values: Sequence[Any]) -> tuple[str, float | None]:
    """Of several meanings of one header the first, unless the values fit another better."""
    shares = [looks.fit(ledger, meaning, values) for meaning in meanings]
    best = max(range(len(meanings)), key=lambda i: (_rank(shares[i]), -i))
    return meanings[best], shares[best]


def _rank(share: float | None) -> int:
    return 1 if share is None else 2 if share >= _CONFIRMED else 0


def meanings_of(ledger: str, header: str) -> tuple[str, ...]:
    """The meanings of a header that is a usual word, as it stands or between words that change nothing."""
    return _understood(ledger, header, usual(ledger))[0]


def _understood(ledger: str, header: str, words: Lexicon) -> tuple[tuple[str, ...], bool]:
    """The meanings of a header, and whether they are those of a vague word, which what stands before it may change."""
    if ledger == "people" and any(_is_of_another(remark) for remark in _REMARK.findall(header)):
        return (), False  # 联系手机（党支部联系人）
    for text in _tries(header):
        keys = keys_of(text)
        for word in (*keys, *(wording.known_within(ledger, key, words) for key in keys)):
            found = words.get(word, ())
            if found and not (text != header and found[0] == "community"):
                # 省 alone is where the office lies, 户籍地 / 省 is not
                return found, word not in keys and wording.is_vague(ledger, word)
    parts = [_understood(ledger, part, words) for part in _parts(header)]
    if parts and parts[0][0] and all(part == parts[0] for part in parts):
        return parts[0]
    return _whole_door(ledger, header, words), False


def _whole_door(ledger: str, header: str, words: Lexicon) -> tuple[str, ...]:
    """The parts of a door, one behind the other, are a door: 楼栋/单元/房号."""
    if ledger == "appointments" or len(parts := _BETWEEN_PARTS.split(_BRACKETED.sub("", header))) < 2:
        return ()
    firsts = [next(iter(words.get(key, ())), "") for part in parts for key in keys_of(part)[:1]]
    names = [first.rpartition(".")[2] for first in firsts]
    if len(set(names)) < 2 or not _DOOR_PARTS.issuperset(names) or {"estate", "building"}.isdisjoint(names):
        return ()
    return (firsts[0].removesuffix(names[0]) + "door",)


def in_letters(ledger: str, header: str) -> tuple[str, ...]:
    """The meaning of a header in pinyin, where a table's ledger is told by its headers."""
    found = (wording.spelt_in_letters(ledger, key) for key in keys_of(header))
    return tuple(filter(None, found))[:1]


def _tries(header: str) -> list[str]:
    """A header in several rows is looked up whole, then by its last word, unless a group above it is somebody else's."""
    *groups, leaf = header.split(LEVELS)
    # 姓名（乙方）, 当事人（被申请人）电话
    sided = [side[1] + leaf.replace(side[0], "").replace("当事人", "") for side in _SIDE.finditer(leaf)]
    if not groups or _is_of_another_group(header):
        return [*sided, header]
    return [*sided, header, leaf]


def _parts(header: str, joined: re.Pattern[str] = _JOINED) -> list[str]:
    """A header that names two things: 身份证号/护照号, 职业或身份."""
    parts = joined.split(_BRACKETED.sub("", header))
    return [part for part in parts if len(part) > 1] if len(parts) > 1 else []


def _the_one_care(header: str, meaning: str) -> str:
    """特困类型 is not a column of categories but of the one that it names; 困难类型 is."""
    if meaning != "care" or len(keys := keys_of(header)) == 0:
        return meaning
    named = (care for word, care in care_words().items() if word in keys[-1] and care != "care.hardship")
    return next(named, meaning)


def _care_named(header: str, values: Sequence[Any]) -> str | None:
    """A category named anywhere in the header of a column of ticks: 是否军烈属家庭; not 大病保险, which is none."""
    if _INSURED.search(header):
        return None
    for key in keys_of(header):
        for word, meaning in care_words().items():
            if word in key and looks.are_ticks(values):
                return meaning
    return None


def _at_the_end(ledger: str, header: str) -> str | None:
    """The meaning of the longest known word that the header ends with: in Chinese what a thing is stands last.

    None where what stands before it makes it somebody's or something else's: 监护人电话, 离退休日期.
    """
    for key in keys_of(header):
        for length in range(len(key) - 1, 1, -1):
            meanings = lexicon(ledger).get(key[-length:])
            if meanings:
                before = key[:-length]
                other = ledger == "people" and (_is_of_another(before) or any(word in before for word in different()))
                return None if other else meanings[0]
    return None


def _is_of_another_group(header: str) -> bool:
    """Whether the words above a header in several rows make it somebody else's: 紧急联系人 / 关系."""
    return any(map(_is_of_another, header.split(LEVELS)[:-1]))


def _is_of_another(words: str) -> bool:
    """Whether words before or above a header make it speak of somebody else."""
    return any(word in key for key in keys_of(words) for word in others())
