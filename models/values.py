"""Values on their way in: cleaned, checked for what the table cannot take, and shown on their way out."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from models.codes import code_table
from models.errors import Mistake
from models.fields import Field, Kind, RecordSpec, Values
from models.words import _, language

MASK = "***"


class Ref(NamedTuple):
    """A reference as rows carry it: the id, and how the record it points at is called.

    Without an id it is a record that a file named and this register does not know yet.
    """

    id: str
    title: str

    def __str__(self) -> str:
        return self.title


def cleaned(spec: RecordSpec, values: Mapping[str, Any]) -> Values:
    """The values as they will be stored: texts trimmed, blanks as None, references as ids.

    Raises `Mistake` at the field for an unknown name, a wrong type or too long a text.
    """
    return {name: _clean(spec, name, value) for name, value in values.items()}


def _clean(spec: RecordSpec, name: str, value: Any) -> Any:
    field, kind, column = spec[name], spec.kinds[name], spec.column(name)
    if isinstance(value, Ref):
        return value.id or None
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value.strip())
        if kind in (Kind.PHONE, Kind.DOCUMENT):
            value = unicodedata.normalize("NFKC", value)
        if kind is Kind.DOCUMENT:
            value = value.replace(" ", "").upper()
        longest = getattr(column.type, "length", None)
        if longest and len(value) > longest:
            raise Mistake(
                _("{field} takes {longest} characters at most; this has {count}.").format(
                    field=field.words, longest=longest, count=len(value)
                ),
                name,
            )
    if value == "" or value is None:
        # A flag has no "unknown" unless its column allows one; other columns fall back to their default.
        return False if kind is Kind.FLAG and not column.nullable else None
    if isinstance(value, datetime) and kind is Kind.DATE:
        return value.date()
    expected = column.type.python_type
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is int):
        raise Mistake(_("{field}: this value does not fit.").format(field=field.words), name)
    return value


def require(spec: RecordSpec, values: Mapping[str, Any]) -> None:
    """Raise `Mistake` at the first field that has to be given and is blank."""
    for field in spec.fields:
        if spec.required(field.name) and values.get(field.name) in (None, ""):
            raise Mistake(_("Please fill in: {field}").format(field=field.words), field.name)


def warnings(spec: RecordSpec, values: Mapping[str, Any]) -> dict[str, str]:
    """What looks wrong about a record, by field; none of it stops a save."""
    found = {field.name: field.check(values) for field in spec.fields if field.check}
    return {name: sentence for name, sentence in found.items() if sentence}


def masked(kind: Kind, value: Any) -> Any:
    """The one house pattern for what must not be seen at a glance; different masks could be put together."""
    if value in (None, ""):
        return value
    text = str(value)
    if kind is Kind.DOCUMENT:
        return f"{text[:4]}{'*' * max(len(text) - 8, 4)}{text[-4:]}" if len(text) > 8 else MASK
    if kind is Kind.PHONE:
        head, tail = (3, 4) if len(text) >= 11 else (0, 4)
        return f"{text[:head]}****{text[-tail:]}" if len(text) >= 7 else MASK
    return MASK


def shown(spec: RecordSpec, field: Field, value: Any, *, chinese: bool = False) -> str:
    """A value in words for a cell, in the language spoken now or, for paper, in Chinese."""
    if value is None or value == "":
        return ""
    kind = spec.kinds[field.name]
    if kind is Kind.CODE:
        table = code_table(field.codes)
        return table.chinese(value) if chinese else table.label(value)
    if kind is Kind.FLAG:
        if chinese or language() != "en":
            return "是" if value else "否"
        return "yes" if value else "no"
    if kind is Kind.MONEY and isinstance(value, int):
        return f"{value / 100:,.2f}"
    if kind is Kind.PHOTO:
        return "有" if chinese else _("yes")
    if isinstance(value, date | datetime):
        return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    return str(value)
