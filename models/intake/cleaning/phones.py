"""Phones as they stand in cells: several in one, with country code, spaces and labels."""

import re
from typing import Any

from models.intake.cleaning.cells import Odd, as_text, is_blank, plain
from models.words import _

_LONGEST, _SHORTEST = 60, 7
_MOBILE = r"(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)"
_LANDLINE = r"(?:\(?(0\d{2,3})\)?[- ]?)?([2-9]\d{2,3}[- ]?\d{4})(?:(?:[-转]|ext\.?)(\d{1,5}))?(?!\d)"
_SERVICE = r"(?:[48]00[- ]?\d{3,4}[- ]?\d{3,4}|1\d{4}|12345|1[12]\d)(?!\d)"
_ONE = re.compile(rf"(?<!\d)(?:(?P<mobile>{_MOBILE})|(?P<landline>{_LANDLINE})|(?P<service>{_SERVICE}))")
_BETWEEN = re.compile(r"[\s、，,;；/\\|或和与及。.&+]*")


def clean_phone(value: Any) -> Any:
    """The phones joined by the register's mark, None for a blank, or an `Odd`."""
    text = plain(value)
    if is_blank(text) or not text.strip("0-/ "):
        return None
    if "**" in text:
        return Odd(None, "", "masked")
    if len(text) == 11 and text.isdigit():
        return text if len(set(text)) > 1 else None
    found, rest = _numbers(text)
    if found and not rest:
        joined = "、".join(dict.fromkeys(found))
    else:
        joined = re.sub(r"\s*\n\s*", "、", as_text(value))
    if not any(character.isdigit() for character in joined):
        return Odd(None, _("There is no phone number in this cell."), "note")
    if len(joined) > _LONGEST:
        return _shortened(found)
    if not found:
        return Odd(joined, _("This does not look like a phone number; it is taken as it stands."), "warn")
    return joined


def _numbers(text: str) -> tuple[list[str], str]:
    """The numbers in a text in one form each, and what else stands in it."""
    found, rest, at = [], "", 0
    for match in _ONE.finditer(text):
        rest += _BETWEEN.sub("", text[at : match.start()])
        at = match.end()
        if match["mobile"]:
            found.append("".join(match.group(2, 3, 4)))
        elif match["landline"]:
            found.append(re.sub(" +", " ", match["landline"].strip()))
        else:
            found.append(re.sub(" ", "-", match["service"]))
    return found, rest + _BETWEEN.sub("", text[at:])


def _shortened(found: list[str]) -> Odd:
    kept: list[str] = []
    for number in dict.fromkeys(found):
        if len("、".join([*kept, number])) <= _LONGEST:
            kept.append(number)
    sentence = _("Too many numbers for one field: the first are taken, the whole cell is kept in the note.")
    return Odd("、".join(kept) or None, sentence, "note")


def share_phone(one: str | None, other: str | None) -> bool:
    """Whether two fields of phones have a number in common, however it is spaced."""
    return bool(_digits_of(one) & _digits_of(other))


def _digits_of(phones: str | None) -> set[str]:
    numbers = (re.sub(r"\D", "", phone) for phone in re.split("[、，,;；/]", phones or ""))
    return {number for number in numbers if len(number) >= _SHORTEST}
