"""Document numbers as they stand in cells: full-width, spaced, with an apostrophe, with a small x, cut by a spreadsheet."""

import re
from functools import cache
from typing import Any

from models.checks import RESIDENT_CARD, check_digit
from models.codes import code_table
from models.fields import Kind
from models.intake.cleaning.cells import Odd, as_text, is_blank, is_cut, plain
from models.values import masked
from models.words import _

_X = str.maketrans(dict.fromkeys("x×✕✖╳хХχΧⅹⅩ＊*", "X"))
_NOISE = re.compile(r"[\s'’‘`´＇\"“”\-‐–—_.·,，、:：]+")
_CARD = re.compile(r"\d{17}[\dX]")
_LETTERS = re.compile(r"[A-Z0-9()/]+")
_LABEL = re.compile(r"^(?:(?:居民)?身份证|证件)(?:号码|号)?[:：]?|^(?:号码|号)?[:：]")
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[0-9Xx](?![0-9A-Za-z])")
_OF_A_SOLDIER = re.compile(r"[\u4e00-\u9fff]{1,6}第?\d{4,12}号?")  # 军字第1234567号
_WHOLE = re.compile(r"(?<![0-9A-Z])(?:\d{17}[\dX]|\d{15})(?![0-9A-Z])")
_SHORTEST = 5
_REMARK = re.compile(r"(?<=.{5})[(（\[【〔]([^)）\]】〕]{2,})[)）\]】〕]$")
_CARD_LENGTH, _SLIPS = 18, 2


def clean_document(value: Any) -> Any:
    """The number in the register's form, None for a blank or a placeholder, or an `Odd`."""
    if is_cut(value):
        return _cut(as_text(value))
    text = plain(value)
    if is_blank(text):
        return None
    if "**" in text:
        return Odd(None, "", "masked")
    text, remark = _without_remark(text)
    found = _read(text)
    if not remark or isinstance(found, Odd):
        return found
    return Odd(found, "", "note", remark) if found else found


def _without_remark(text: str) -> tuple[str, str]:
    """A number and what stands behind it in brackets: when it expires, whose it is; A123456(7) is whole."""
    match = _REMARK.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text, "")


def _read(text: str) -> Any:
    numbers = _WHOLE.findall(text.upper())
    if len(numbers) > 1:  # the old and the new form of one card are one number
        if len({matching_key(number) for number in numbers}) > 1:
            return Odd(None, _("More than one number stands in this cell; one row is one person."), "reject")
        text = max(numbers, key=len)
    elif numbers and (beside := _LABEL.sub("", text.upper().replace(numbers[0], "", 1)).strip("：: ,，;；、")):
        return _number_beside(numbers[0], beside)
    kind, text = paper_in(text)
    if kind and not text:
        return Odd(
            None, _("Only the kind of document stands here, without its number; it is kept in the note."), "note"
        )
    number = _NOISE.sub("", _LABEL.sub("", text)).upper()
    if len(number) in (15, 18) and number[:-1].isdigit():
        number = number[:-1] + number[-1].translate(_X)
    if _CARD.fullmatch(number):
        return _card(number)
    if is_placeholder(number):
        return None if len(number) < _SHORTEST else Odd(None, _("This is a placeholder, not a number."), "warn")
    if not _LETTERS.fullmatch(number) and not _OF_A_SOLDIER.fullmatch(number):
        return Odd(None, _("This is not a document number: {text}").format(text=text), "note")
    return number


def _number_beside(number: str, words: str) -> Any:
    """A card's number with words before or behind it: it is taken, they are kept."""
    found = _card(number) if len(number) == 18 else number
    return found if isinstance(found, Odd) else Odd(found, "", "note", words)


def paper_in(text: str) -> tuple[str | None, str]:
    """Which kind of document a cell names before the number, and the rest of it: 护照E12345678."""
    match = _papers().match(text)
    if match is None:
        return None, text
    return _kinds()[match[1]], text[match.end() :].strip()


@cache
def _kinds() -> dict[str, str]:
    """Every word for a document other than an identity card, also one that means it only nearly, to its code."""
    codes = [code for code in code_table("document_type").codes if code.code != RESIDENT_CARD]
    named = {word: code.code for code in codes if code.code != "other" for word in (code.zh, *code.aliases)}
    return {word: code.code for code in codes for word in code.extra.get("roughly", ())} | named


@cache
def _papers() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})(?:号码|编号|号)?[:：\\s]*")


def _card(number: str) -> Any:
    if is_placeholder(number):
        return Odd(None, _("This is a placeholder, not a number."), "warn")
    if number.endswith("000") and check_digit(number[:17]) != number[17]:
        return _cut(number)
    return number


def _cut(text: str) -> Odd:
    return Odd(
        None, _("A spreadsheet has cut this number: its last digits are lost ({text}). Please type it anew.").format(text=text),
        "lost",
    )  # fmt: skip


def is_placeholder(number: str) -> bool:
    """Whether a number stands for "none": too short, one digit over and over, or counted up."""
    digits = number.rstrip("X") or number
    if len(number) < _SHORTEST or len(set(digits)) == 1:
        return True
    if len(number) >= 15 and number.isascii():
        return digits[:15] in ("123456789012345", "012345678901234", "123456789123456") or set(digits[6:]) == {"0"}
    return False


def shorten_numbers(text: str) -> tuple[str, bool]:
    """A text for a note, which anybody may read, with identity-card numbers masked; and whether there were any."""
    shortened = _IN_TEXT.sub(lambda match: str(masked(Kind.DOCUMENT, match[0])), text)
    return shortened, shortened != text


def matching_key(number: str) -> str:
    """The form in which numbers are compared: a first-generation number as the 18 digits it became."""
    if len(number) == 15 and number.isdigit():
        first17 = number[:6] + "19" + number[6:]
        return first17 + check_digit(first17)
    return number


def nearly_alike(one: str, other: str) -> bool:
    """Whether two card numbers may be one that was corrected: but for the last digit, which follows from the others, two
    digits at most are others or have changed places, or one was left out."""
    one, other = sorted((matching_key(one), matching_key(other)), key=len)
    if len(one) < _CARD_LENGTH - 1 or len(other) > _CARD_LENGTH + 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one[:17], other[:17], strict=True)) <= _SLIPS
    return len(other) - len(one) == 1 and any(other[:i] + other[i + 1 :] == one for i in range(len(other)))


def forms_of(document: str) -> tuple[str, ...]:
    """The forms in which the register may hold a number: a first-generation card became one of 18 digits."""
    if len(document) == 15 and document.isdigit():
        return document, matching_key(document)
    if len(document) == 18 and document[6:8] == "19":
        return document, document[:6] + document[8:17]
    return (document,)
