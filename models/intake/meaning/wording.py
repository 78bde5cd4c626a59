"""How a header is put together: words that change nothing, around the one that says what the column is.

In Chinese what a thing is stands last: 诉求人|联系电话, 走访|时间, 现|居住地址|（必填）. What stands before it and behind it is
looked up in `[before]` and `[after]` of resources/intake/headers.toml; what is made of other words is not understood.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from models.intake.meaning.lexicon import NOTE, NOTHING, Lexicon, around, lexicon, near, near_lexicon, noted
from models.search import pinyin

_ANYBODYS = re.compile("(?<!身份)证号$")  # 老年人证号, 低保证号: of which certificate, the words before it say
SIGNED = re.compile(r"[(（]?(?:签字|签名|签章|盖章|公章)(?:[/、或及]?(?:签字|签名|盖章|按?[手指]印))*[)）]?[:：]?$")
"""The end of a label beside which somebody signs."""
_WHO = frozenset({"person_id", "visitor", "asked_by", "owner", "mediator", "applicant", "respondent", "shown_name"})
_ABOUT = ("情况", "内容", "描述", "简述", "概要", "摘要", "详情")  # 走访户情况 is no name
_LONGEST = 24  # characters; a longer header is a sentence


def cores(ledger: str, key: str) -> Iterator[str]:
    """What of a folded header stays without words that change nothing, the longest first; the whole is left out."""
    if len(key) > _LONGEST:
        return
    before, after = around(ledger)
    starts = _reached(key, before)
    ends = [len(key) - n for n in _reached(key[::-1], frozenset(word[::-1] for word in after))]
    spans = {(start, end) for start in starts for end in ends if end - start > 1}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if end - start < len(key):
            yield key[start:end]


def _reached(key: str, words: frozenset[str]) -> list[int]:
    """How far from the start a text can be taken apart into such words."""
    longest = max(map(len, words))
    reached = {0}
    for here in range(len(key)):
        if here in reached:
            reached |= {here + n for n in range(1, longest + 1) if key[here : here + n] in words}
    return sorted(one for one in reached if one <= len(key))


def known_within(ledger: str, key: str, words: Lexicon) -> str:
    """A folded header's longest core that is one of the words; blank if none."""
    core = next((core for core in cores(ledger, key) if core in words), "")
    if not core or words[core] == ("row_number",) or _ANYBODYS.search(key):  # 走访编号 counts something
        return ""
    return "" if words[core][0] in _WHO and key.endswith(_ABOUT) else core


def is_vague(ledger: str, core: str) -> bool:
    """Whether most known words that end with this one mean something else: 化解日期 is more than just some 日期. What is
    left out for the word it ends with is vague, too: a name may stand over 户主姓名（签字）."""
    if lexicon(ledger)[core][0] == NOTHING:
        return True
    meant = _by_ending(ledger)[core]
    return 2 * meant[lexicon(ledger)[core][0]] < meant.total()


@cache
def _by_ending(ledger: str) -> dict[str, Counter[str]]:
    """What the words that end with a word of the ledger mean, counted."""
    words = lexicon(ledger)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words.keys() | noted(ledger):
        for start in range(len(word) - 1):
            if (ending := word[start:]) in words:
                found[ending][words[word][0] if word in words else NOTE] += 1
    return found


def nearly_known(ledger: str, key: str) -> str | None:
    """The meaning of a word that differs from a known one in its ending alone: 到访日 is 到访日期."""
    words = near_lexicon(ledger)
    for core in (key, *cores(ledger, key)):
        if (form := near(core)) in words:
            return words[form][0]
    return None


def misspelt(ledger: str, key: str) -> str | None:
    """The meaning of the one word that differs in one character or in two changed about: 文化成度, 名族."""
    words = _by_length(ledger)
    found = {meaning for word, meaning in words.get(len(key), ()) if _one_off(word, key)} if len(key) > 1 else set()
    return found.pop() if len(found) == 1 else None


@cache
def _by_length(ledger: str) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for word, meanings in lexicon(ledger).items():
        found.setdefault(len(word), []).append((word, meanings[0]))
    return found


def _one_off(one: str, other: str) -> bool:
    """Whether one character is another that sounds alike or, in words of four and more, two have changed places."""
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(apart) == 2:
        return len(one) > 3 and apart[0] == apart[1][::-1]
    return len(apart) == 1 and _sound(apart[0][0]) == _sound(apart[0][1])


@cache
def _sound(character: str) -> str:
    """How a character is read, n and ng alike: much is typed by people who do not tell them apart."""
    return pinyin(f"　{character}")[0].rstrip("g")


def spelt_in_letters(ledger: str, key: str) -> str | None:
    """The meaning of a header in pinyin, in full or by its initials: xm, xingming."""
    if not (key.isascii() and key.isalpha() and len(key) > 1):
        return None
    return _letters(ledger).get(key)


@cache
def _letters(ledger: str) -> dict[str, str]:
    """The words of a ledger in pinyin and by initials, where all that are written so mean the same."""
    found: dict[str, set[str]] = {}
    for word, meanings in lexicon(ledger).items():
        if all("\u4e00" <= character <= "\u9fff" for character in word) and len(word) < 7:
            for letters in pinyin(f"　{word}"):  # the space before it: 单元 is no surname
                found.setdefault(letters.strip(), set()).add(meanings[0])
    return {letters: meanings.pop() for letters, meanings in found.items() if len(meanings) == 1}
