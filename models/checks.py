"""Checks of values. They warn and never stop a save: paper is often right where a rule is not."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.fields import Check
from models.words import _

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_OLDEST = 125
RESIDENT_CARD = "id_card"


def check_digit(first17: str) -> str:
    """The last character of an 18-digit number (GB 11643-1999; ISO 7064, MOD 11-2)."""
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def birth_in_document(document: str) -> date | None:
    """The date of birth in an 18- or 15-digit citizen number, if it is a real one; 15 digits mean 19YY."""
    digits = document[6:14] if len(document) == 18 else "19" + document[6:12] if len(document) == 15 else ""
    if not digits.isascii() or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex_in_document(document: str) -> str | None:
    """ "1" (male) or "2" (female) as the sequence number is odd or even."""
    digit = document[16:17] if len(document) == 18 else document[14:15] if len(document) == 15 else ""
    return None if not (digit.isascii() and digit.isdigit()) else "1" if int(digit) % 2 else "2"


def document_warning(values: Mapping[str, Any]) -> str | None:
    """What looks wrong about a resident's card number: length, check digit, date, age, sex. Others pass."""
    document = values.get("document")
    if not document or values.get("document_type") not in (None, RESIDENT_CARD):
        return None
    if re.fullmatch(r"[0-9]{15}", document):
        return (
            None
            if birth_in_document(document)
            else _("The date of birth in this number does not exist. You can save it.")
        )
    if len(document) < 15 and re.match(r"[A-Za-z]", document):
        return _("This is no resident's card number. Please choose the kind of document: a passport, a permit …")
    if len(document) == 18 and not re.fullmatch(r"[0-9]{17}[0-9X]", document):
        return _("Something in this number is no digit: O for 0, or I for 1? Please compare with the card.")
    if len(document) != 18:
        return _("A resident's card number has 18 digits; this one has {count}. You can save it.").format(
            count=len(document)
        )
    if check_digit(document[:17]) != document[17]:
        return _("The last digit does not fit the others: please compare with the card. You can save it.")
    if document.startswith("9"):  # a foreigner's permanent residence card of 2023: its date stands elsewhere
        return None
    birth = birth_in_document(document)
    today = date.today()
    if birth is None or birth > today or today.year - birth.year > _OLDEST:
        return _("The date of birth in this number does not exist. You can save it.")
    if values.get("birth") and values["birth"] != birth:
        return _("The number says born on {birth}. Please compare with the card.").format(birth=birth.isoformat())
    if values.get("sex") in ("1", "2") and values["sex"] != sex_in_document(document):
        return _("The number and the sex do not agree. Please compare with the card.")
    return None


def phone_warning(name: str) -> Check:
    """A check of field `name` as a Chinese phone: a mobile has 11 digits, a landline 7 or 8 behind its area code."""

    def check(values: Mapping[str, Any]) -> str | None:
        for phone in re.split(r"[、，,;；/]", values.get(name) or ""):
            digits = re.sub(r"[^0-9]", "", phone)
            if not digits and phone.strip():
                return _("There is no number in this phone. You can save it.")
            if digits.startswith("1") and len(digits) not in (3, 5, 11):
                return _("A mobile number has 11 digits, this one has {count}. You can save it.").format(
                    count=len(digits)
                )
        return None

    return check
