"""The columns of a table: derived from a record type, or added by a page, each with a key that stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.fields import Field, Kind, RecordSpec
from models.queries import Row
from models.records import spec_of_table
from models.values import shown
from ui.kit.tag import TagKind


class TagText(NamedTuple):
    """A tag in a cell."""

    words: str
    kind: TagKind = "information"


Cell = str | tuple[TagText, ...]
Batch = Callable[[Session, Sequence[Row]], Mapping[str, Cell]]
"""Given a window of rows, what each id shows; rows that are left out show nothing."""

Style = Literal["plain", "strong", "muted", "number"]


@dataclass(frozen=True)
class Column:
    """One column. Without `batch` it shows the field of its key.

    `needs` are fields that `batch` reads, `order` the path it sorts by ("" cannot be sorted), `touches` the ledgers
    whose changes change it. With `once` a value that repeats the line above is left out.
    """

    key: str
    title: str
    batch: Batch | None = None
    needs: tuple[str, ...] = ()
    order: str = ""
    width: int = 100
    style: Style = "plain"
    once: bool = False
    touches: tuple[str, ...] = ()
    listed: bool = True
    sample: str = ""  # the longest words to expect, for the first width
    dash: bool = False  # a blank is shown as a dash, so that it is not taken for an oversight


_WIDTHS = {
    Kind.TEXT: 110, Kind.LONG_TEXT: 200, Kind.INTEGER: 64, Kind.MONEY: 96, Kind.DATE: 100, Kind.MOMENT: 130,
    Kind.FLAG: 72, Kind.CODE: 96, Kind.PHONE: 116, Kind.DOCUMENT: 168, Kind.REFERENCE: 130,
}  # fmt: skip
_FEW_CODES, _SHORT = 6, 16
_QUIET = (Kind.PHONE, Kind.DOCUMENT, Kind.FLAG)

# Codes that tell a state are shown as tags; other codes are plain words.
_TAGGED: dict[str, dict[str, TagKind]] = {
    "matter_status": {"open": "due", "closed": "good", "withdrawn": "neutral"},
    "mediation_outcome": {
        "pending": "due", "written": "good", "oral": "good", "failed": "overdue", "withdrawn": "neutral",
        "refused": "neutral", "transferred": "neutral",
    },
    "performance": {"not_due": "neutral", "performed": "good", "part": "due", "not_performed": "overdue",
                    "in_court": "overdue"},
    "satisfaction": {"very": "good", "satisfied": "good", "fair": "neutral", "dissatisfied": "overdue",
                     "unknown": "neutral"},
    "lane": {},
    "matter_category": {},
    "dispute_type": {},
    "dwelling_state": {"lived_in": "neutral", "let": "information", "empty": "due"},
}  # fmt: skip


def columns_of(spec: RecordSpec, *extra: Column, first: Sequence[str] = ()) -> list[Column]:
    """Every column of a record type, in the order of its fields.

    `extra` ones replace those of the same key, or stand before the others; `first` names the keys to begin with.
    """
    given = {column.key: column for column in extra}
    fields = [field for field in spec.fields if spec.kinds[field.name] is not Kind.PHOTO]
    made = [column for column in extra if column.key not in spec]
    made += [given.get(field.name) or column_of(spec, field) for field in fields]
    place = {key: number for number, key in enumerate(first)}
    return sorted(made, key=lambda column: place.get(column.key, len(place)))


def column_of(spec: RecordSpec, field: Field) -> Column:
    """The column of one field."""
    kind = spec.kinds[field.name]
    style: Style = "plain"
    if field.name == spec.title[0] and kind is Kind.TEXT:
        style = "strong"
    elif kind in (Kind.INTEGER, Kind.MONEY):
        style = "number"
    elif kind in _QUIET:
        style = "muted"
    touches = (spec_of_table(spec.target(field.name)).key,) if kind is Kind.REFERENCE else ()
    width = _WIDTHS.get(kind, 100)
    order = "" if kind is Kind.LONG_TEXT else field.name
    offered = code_table(field.codes).offered if kind is Kind.CODE else ()
    sample = max((code.words for code in offered), key=len) if 0 < len(offered) <= _FEW_CODES else ""
    return Column(
        field.name, field.words, order=order, width=width, style=style, touches=touches, listed=field.listed,
        sample=sample if len(sample) <= _SHORT else "",
    )  # fmt: skip


def fields_needed(spec: RecordSpec, columns: Sequence[Column]) -> list[str]:
    """The fields to read for these columns."""
    names = dict.fromkeys(c.key for c in columns if c.batch is None)
    names.update(dict.fromkeys(name for c in columns for name in c.needs))
    return [name for name in names if name in spec]


def cells(
    session: Session, spec: RecordSpec, columns: Sequence[Column], ids: Sequence[str]
) -> dict[str, tuple[Cell, ...]]:
    """What each of these records shows in each column; ids that are gone are left out."""
    rows = queries.rows(session, spec, ids, fields_needed(spec, columns))
    batches = {column.key: column.batch(session, rows) for column in columns if column.batch}
    return {
        row.id: tuple(
            batches[column.key].get(row.id, "") if column.batch else cell(spec, spec[column.key], row[column.key])
            for column in columns
        )
        for row in rows
    }


def cell(spec: RecordSpec, field: Field, value: object) -> Cell:
    """One value as a cell: a tag where its code tells a state, a long text on one line."""
    words = shown(spec, field, value)
    if words and field.codes in _TAGGED and spec.kinds[field.name] is Kind.CODE:
        return (TagText(words, _TAGGED[field.codes].get(str(value), "information")),)
    return " ".join(words.split()) if "\n" in words else words


def in_text(shown_cell: Cell) -> str:
    """A cell as it is copied."""
    return shown_cell if isinstance(shown_cell, str) else "、".join(tag.words for tag in shown_cell)
