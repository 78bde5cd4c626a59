"""What a column is guessed to be by its values alone, where its header says nothing or something else."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from models.intake.cleaning.cells import Odd
from models.intake.cleaning.coded import flag_of
from models.intake.cleaning.dates import parse_date
from models.intake.cleaning.names import looks_like_name
from models.intake.meaning.lexicon import NEVER, NOTHING, ROSTER, care_words, choices
from models.intake.meaning.looks import Fits, filled, fit, is_telling, test_of

_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
# Shapes that nothing of use has: where a file or picture lies, the number of a bank card.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NOTHING, re.compile(r"(?:https?://|[a-z]:\\|\.{0,2}/)?[^\s]*[/\\][^\s]*\.[a-z]{3,4}|https?://\S+|[^\s/\\]+\.(?:jpe?g|png|bmp|gif|pdf|docx?|mp[34])", re.IGNORECASE)),
    (NEVER, re.compile(r"62\d{14,17}|62\d{2}(?: \d{4}){3}(?: \d{1,3})?")),
    ("community", re.compile(r".*(?:社区|居委会|居民委员会|村委会|村民委员会|居民区|街道|街道办事处|[^城集市]镇|乡)")),
)  # fmt: skip
# What columns of an unknown header are tried as, most telling first. Each needs a pattern that nothing else has.
_TELLING: tuple[tuple[str, str], ...] = (
    ("people", "document"), ("people", "phone"), ("people", "sex"), ("people", "relation"), ("people", "ethnic_group"),
    ("people", "political"), ("people", "education"), ("people", "marital"), ("people", "care"), ("people", "birth"),
)  # fmt: skip
_LIKELY = 0.8
_SENTENCE = 5
_LIKELY_WORDS = 0.6
_FEWEST = 2
_OF_ANYTHING = frozenset({"其他", "其它", "一般", "普通", "正常"})


def by_shape(ledger: str, values: Iterable[Any]) -> str:
    """What values of a shape of their own tell, whatever they are headed; blank if they have none.

    They are of no use (pictures, files), are not kept (bank cards), name offices, or, in the roster, categories of care.
    """
    texts = filled(values)
    looks = [*_SHAPES, *((("care", _care()),) if ledger == ROSTER else ())]
    return next(
        (of for of, look in looks if texts and sum(map(bool, map(look.fullmatch, texts))) >= _LIKELY * len(texts)), ""
    )


@cache
def _care() -> re.Pattern[str]:
    """Words in which a category of care is named: 农村低保, 重度残疾."""
    words = "|".join(sorted(map(re.escape, care_words()), key=len, reverse=True))
    return re.compile(f"(?!.*[不非未无否]).{{0,8}}(?:{words}).{{0,4}}")


# What a ledger is most likely to hold of a kind that many columns are of: names, days, sentences.
_LIKELIEST: dict[str, dict[str, str]] = {
    "visits": {"names": "visitor", "days": "visited_on", "sentences": "situation"},
    "matters": {"names": "owner", "days": "received_on", "sentences": "content"},
    "mediations": {"names": "mediator", "days": "accepted_on", "sentences": "summary"},
    "appointments": {"names": "shown_name", "days": "since", "sentences": "duties"},
}


def by_kind(ledger: str, values: Iterable[Any]) -> str:
    """What names, days or sentences are most likely to be in this ledger; the weakest of all guesses."""
    texts = filled(values)
    likeliest = _LIKELIEST.get(ledger, {})
    for kind, test in (("names", looks_like_name), ("days", _is_day), ("sentences", _is_sentence)):
        if texts and kind in likeliest and sum(map(test, texts)) >= _LIKELY * len(texts):
            return likeliest[kind]
    return ""


def _is_day(text: str) -> bool:
    found = parse_date(text)
    return any(c in text for c in "-/.年") and not (isinstance(found, Odd) and found.value is None)


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and flag_of(text) is None and not any(c.isascii() and c.isalnum() for c in text[:2])


def guess(values: Iterable[Any]) -> str | None:
    """The field of the roster that the values alone look like, or None."""
    texts = filled(values)
    if len(texts) < _FEWEST:
        return None
    for ledger, meaning in _TELLING:
        if _distinct_enough(meaning, texts) and (fit(ledger, meaning, texts) or 0) >= _LIKELY:
            return meaning
    return None


def guess_by_words(ledger: str, values: Iterable[Any], *, most: bool = False) -> str | None:
    """The one field of a ledger of whose table of words all values are, or `most`; None if none or several."""
    texts = list(dict.fromkeys(filled(values)))
    if _OF_ANYTHING.issuperset(texts) or any(text.isdigit() or flag_of(text) is not None for text in texts):
        return None
    enough = _LIKELY_WORDS * len(texts) if most else len(texts)
    fits = [meaning for meaning, test in _by_words(ledger).items() if sum(map(test, texts)) >= enough]
    return fits[0] if len(fits) == 1 else None


@cache
def _by_words(ledger: str) -> dict[str, Fits]:
    """The test of each field of a ledger, or of a household behind its doors, that takes the words of a table."""
    found: dict[str, Fits] = {}
    for meaning in choices(ledger):
        if (meaning == "care" or is_telling(ledger, meaning)) and (test := test_of(ledger, meaning)):
            found[meaning] = test
    return found


def _distinct_enough(meaning: str, texts: list[str]) -> bool:
    """Plain small numbers and ticks are codes of anything: they tell nothing."""
    if meaning == "phone" and all(map(_DAY.fullmatch, texts)):
        return False
    if meaning in ("document", "phone"):
        return all(len(text) >= 7 for text in texts)
    if meaning == "birth":  # six digits are as well the number of anything
        return all(len(text) >= (8 if text.isdigit() else 6) for text in texts)
    return not any(text.isdigit() or flag_of(text) is not None for text in texts)
