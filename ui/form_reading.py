"""What a form reads of one record: its values as views may see them, what looks wrong, and how it is headed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.fields import RecordSpec
from models.values import warnings
from ui.kit.tag import TagKind


@dataclass(frozen=True)
class Head:
    """What stands above the fields: how the record is called, tags of its state, and where it belongs."""

    title: str
    tags: tuple[tuple[str, TagKind], ...] = ()
    subtitle: str = ""


Heading = Callable[[Session, str], Head]


@dataclass(frozen=True)
class Loaded:
    """One record ready to be shown; sensitive values are masked, the warnings are about the real ones."""

    id: str
    values: Mapping[str, Any]
    warnings: Mapping[str, str]
    head: Head


def load(session: Session, spec: RecordSpec, record_id: str, heading: Heading | None) -> Loaded | None:
    """One record, or None if it is gone."""
    found = queries.rows(session, spec, [record_id], [field.name for field in spec.fields])
    raw = queries.values_of(session, spec, record_id)
    if not found or raw is None:
        return None
    head = heading(session, record_id) if heading else plain_heading(session, spec, record_id)
    return Loaded(record_id, found[0].values, warnings(spec, raw), head)


def plain_heading(session: Session, spec: RecordSpec, record_id: str) -> Head:
    """The record's own title over what kind of record it is."""
    return Head(queries.titles(session, spec, [record_id]).get(record_id, ""), subtitle=spec.word)
