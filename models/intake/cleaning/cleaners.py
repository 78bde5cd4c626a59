"""Which cleaner a column gets, by its meaning."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from models.doors import (
    BUILDING_MARKS,
    ENTRANCE_MARKS,
    ROOM_MARKS,
    bare,
    first_of_several,
    parse_door,
    parse_place,
    without_remark,
)
from models.fields import Field, Kind, RecordSpec
from models.intake.cleaning.agreements import Forms, Outcomes
from models.intake.cleaning.cellars import dash_is_minus, in_cellar
from models.intake.cleaning.cells import Level, Odd, as_text, is_blank, plain
from models.intake.cleaning.coded import (
    Coder,
    Money,
    Words,
    clean_flag,
    clean_integer,
)
from models.intake.cleaning.dates import Dates
from models.intake.cleaning.documents import clean_document
from models.intake.cleaning.names import clean_name
from models.intake.cleaning.nobody import clean_resident, is_vacant
from models.intake.cleaning.phones import clean_phone
from models.intake.cleaning.relations import RelationDigits, are_relation_digits
from models.intake.meaning.lexicon import NOTE, field_of
from models.intake.meaning.looks import is_numbered
from models.words import _

Cleaner = Callable[[Any], Any]
_NAMES = frozenset({("people", "name"), ("people", "former_name"), ("appointments", "shown_name")})
_IN_WORDS = frozenset({"matters", "mediations"})  # where something happens: 松林苑5栋北侧
_DOOR_PARTS = {"building": BUILDING_MARKS, "entrance": ENTRANCE_MARKS, "room": ROOM_MARKS, "floor": "层|楼"}


_BENEATH = re.compile(r"-[0-9]{3}(?:室|号)?")
_A_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00(?::00)?)?")


def _no_door(text: str) -> Odd:
    """A door 3-2-1 that a spreadsheet has made into the first of February 2003."""
    year, month, day = (int(part) for part in text[:10].split("-"))
    door = f"{year % 100}-{month}-{day}"
    sentence = _("A spreadsheet has made a date of this door; it may have been {door}. Please type it anew.")
    return Odd(None, sentence.format(door=door), "note")


class Address(Words):
    """A door in one cell; `cells` are the others of its column. With `words` any place will do."""

    def __init__(self, longest: int | None, cells: Iterable[Any] = (), *, words: bool = False) -> None:
        super().__init__(longest, naming=True)
        self._words = words
        self._minus = dash_is_minus(cells)

    def __call__(self, value: Any) -> Any:
        text = plain(value)
        if cellar := in_cellar(text, minus=self._minus):
            sentence = _("The dash was read as a minus: a room beneath the ground. If it is none, please write 2-101.")
            return Odd(cellar, sentence, "warn")
        found = _no_door(text) if _A_DATE.fullmatch(text) else super().__call__(value)
        if not isinstance(found, str):
            return found
        if (first := first_of_several(text)) is not None:
            return _several_doors(first)
        if (bare := without_remark(text)) != text:
            return Odd(bare, "", "note") if bare else found
        if parse_door(text) is None and parse_place(text) is None and any(map(str.isdigit, text)):
            return (
                Odd(found, "", "note")
                if self._words
                else Odd(
                    found, _("No door can be read here; the words are kept. Please write it like 3-2-502."), "note"
                )
            )
        return found


class Owner(Words):
    """Who owns a dwelling; 未售 is nobody."""

    def __call__(self, value: Any) -> Any:
        return Odd(None, "", "nobody") if is_vacant(as_text(value)) else super().__call__(value)


def _several_doors(first: str) -> Odd:
    sentence = _("Several doors stand here: the household is put behind the first, the whole is kept in the note.")
    return Odd(first, sentence, "note")


class DoorPart:
    """A part of a door without its counting word; one that is a number in the sheet loses nothing."""

    def __init__(self, name: str, longest: int) -> None:
        self.name, self.marks, self.longest = name, _DOOR_PARTS[name], longest

    def __call__(self, value: Any) -> Any:
        text = plain(value)
        if is_blank(text) or text == "0":
            return None
        if _A_DATE.fullmatch(text):
            return _no_door(text)
        if self.name == "room" and _BENEATH.fullmatch(text):
            return f"负{bare(text[1:], self.marks)}"
        if self.name == "room" and (first := first_of_several(text)) is not None:
            return _several_doors(bare(first, self.marks))
        part = bare(text, self.marks)
        if len(part) > self.longest:
            return Odd(None, _("This is too long for a part of a door."), "reject")
        return part


def cleaner_for(
    ledger: str, meaning: str, header: str, *,
    epoch_1904: bool = False, year: int = 0, month: int = 0, cells: Iterable[Any] = (),
) -> Cleaner:  # fmt: skip
    """The function that turns this column's cells into values; `cells` are there for what only all of them tell."""
    if meaning in ("householder.document", "document"):
        return clean_document
    if (ledger, meaning) == ("appointments", "household.building"):
        return as_text_or_none  # a post looks after several: 松林苑1-3栋
    if ledger == "people" and meaning in ("name", "householder"):
        return clean_resident
    if meaning == "householder" or (ledger, meaning) in _NAMES:
        return clean_name
    if meaning in ("applicant_phone", "respondent_phone") or (ledger, meaning) == ("visits", "phone"):
        return clean_phone
    if meaning in ("in_care_since", "in_care_until"):
        return Dates(level="note", epoch_1904=epoch_1904, year=year, month=month, cells=cells)
    if meaning == "agreement_form":
        return Forms(header)
    found = field_of(ledger, meaning)
    if found is None or meaning == NOTE:
        return as_text_or_none
    of, field = found
    kind = of.kinds[field.name]
    if kind is Kind.DATE:
        # A record that can be without the date is not refused for it, where its note can keep the words.
        level: Level = "note" if NOTE in of and not of.required(field.name) else "reject"
        named = re.search("年月(?!日)|年份", header) is not None
        return Dates(
            level=level, terms=field.name == "due_on", epoch_1904=epoch_1904, year=year, month=month, cells=cells,
            months="named" if named else "likely" if field.name == "birth" else "",
        )  # fmt: skip
    if field.codes == "relation" and "关系" in header and are_relation_digits(cells):
        return RelationDigits(cells)
    return _of_field(of, field, kind, header, cells, words=ledger in _IN_WORDS)


def _of_field(of: RecordSpec, field: Field, kind: Kind, header: str, cells: Iterable[Any], *, words: bool) -> Cleaner:
    longest = getattr(of.column(field.name).type, "length", None)
    if of.key == "households" and field.name == "door":
        return Address(longest, cells, words=words)
    if of.key == "households" and field.name in _DOOR_PARTS:
        return DoorPart(field.name, longest or 20)
    if of.key == "households" and field.name == "owner_name":
        return Owner(longest, naming=True)
    if kind is Kind.DOCUMENT:
        return clean_document
    if kind is Kind.PHONE:
        return clean_phone
    if kind is Kind.FLAG:
        return _numbered if is_numbered(field.name, header) else clean_flag
    if field.codes == "mediation_outcome":
        return Outcomes(header)
    if kind is Kind.CODE:
        return Coder(field.codes, header)
    if kind is Kind.INTEGER:
        return clean_integer
    if kind is Kind.MONEY:
        return Money(header)
    if kind is Kind.REFERENCE:
        return as_text_or_none
    return Words(longest, naming=field.name in of.title, blanks=field.name != "content")


def _numbered(value: Any) -> Any:
    """志愿者编号: whoever has a number is one; the number is kept in the note."""
    answer = clean_flag(value)
    return Odd(True, _("The number is kept in the note."), "note") if isinstance(answer, Odd) else answer


def as_text_or_none(value: Any) -> str | None:
    """Any text; blank words say nothing."""
    text = as_text(value)
    return None if is_blank(text) else text
