"""What a version of a record changed, in words: each field, before and after, masked where it is sensitive."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.fields import Kind, RecordSpec
from models.history.recording import DELETE, INSERT, Version
from models.records import has_spec, spec_of_table
from models.values import masked, shown

_LONGEST = 80
Change = tuple[str, str, str]
"""A field, and its value before and after."""


def titles(session: Session, spec: RecordSpec, versions: Iterable[Version]) -> dict[str, str]:
    """How the records are called that a reference pointed at, before and after."""
    known = list(versions)
    found: dict[str, str] = {}
    for name, kind in spec.kinds.items():
        if kind is Kind.REFERENCE and has_spec(spec.target(name)):
            ids = [value for v in known for value in v.columns.get(name, ()) if value]
            found |= queries.titles(session, spec_of_table(spec.target(name)), ids)
    return found


def changes(spec: RecordSpec, version: Version, named: dict[str, str], *, whole: bool = False) -> tuple[Change, ...]:
    """The fields that a version changed; those of a new or deleted record only where the `whole` of it is wanted."""
    if version.action in (INSERT, DELETE) and not whole:
        return ()
    found = []
    for field in spec.fields:
        if field.name in version.columns:
            before, after = (_words(spec, field.name, value, named) for value in version.columns[field.name])
            if before or after:
                found.append((field.words, before, after))
    return tuple(found)


def moment_words(at: datetime | None) -> str:
    """A moment of the history as the clock on the wall showed it."""
    return at.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def _words(spec: RecordSpec, name: str, value: Any, titles: dict[str, str]) -> str:
    field, kind = spec[name], spec.kinds[name]
    if value is None:
        return ""
    if field.sensitive:
        return str(masked(kind, value))
    if kind is Kind.REFERENCE:
        return titles.get(value, "…")
    if kind is Kind.FLAG:
        value = bool(value)
    if kind is Kind.DATE and isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if kind is Kind.MOMENT and isinstance(value, str):
        value = datetime.fromisoformat(value)
    words = shown(spec, field, value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
