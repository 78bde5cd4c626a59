"""Finding a record by any piece of its name, pinyin, door, phone or number, two characters being enough.

The text of a record is folded (width, case, simplified characters) and cut into overlapping pairs of characters,
indexed by a contentless full-text table; a pattern becomes a phrase of its pairs. A trigram index would find nothing
for a name of two characters.
"""

import json
import re
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Select,
    String,
    UniqueConstraint,
    column,
    literal_column,
    select,
    text,
)
from sqlalchemy import table as sql_table
from sqlalchemy.orm import Mapped, Session, mapped_column

import resources
from models.doors import parse_door
from models.engine import driver
from models.fields import Kind, RecordSpec
from models.progress import Progress, silent
from models.records import RECORDS, spec_of_table
from models.tables import ID, Base, batches

_BATCH = 2_000
_STOP = "\ua66e"  # a letter nobody types: it keeps a phrase from running from one piece of text into the next


class SearchEntry(Base):
    """The number under which the full-text table knows a record."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("record_id", "table_name"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(ID)


_EACH = 1 << 40  # numbers that one record type has for its entries


def _numbers(spec: RecordSpec) -> tuple[int, int]:
    """The first and last number of a type's entries: each has a range of its own, so that a match is narrowed by it."""
    first = (zlib.crc32(spec.table_name.encode()) & 0x7FFF) * _EACH + 1
    return first, first + _EACH - 2


def install(connection: Connection) -> None:
    """Make the full-text table where it is missing (SQLite)."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(pairs, content='', contentless_delete=1,"
            " detail=full, prefix='1', tokenize=\"unicode61 remove_diacritics 0 tokenchars '-'\")"
        )
    )


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters to simplified ones, character by character."""
    from opencc import OpenCC  # type: ignore[import-untyped]

    convert = OpenCC("t2s").convert
    blocks = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    return {code: simple for code in blocks if (simple := convert(chr(code))) != chr(code) and len(simple) == 1}


def fold(words: str) -> str:
    """The form in which text is compared: width, case and simplified characters alike, only letters, digits, hyphens."""
    # Plain ASCII and plain letters, which is most of a roster, are spared the slow way.
    if words.isascii():
        plain = words.casefold()
    else:
        plain = unicodedata.normalize("NFKC", words).casefold().translate(_simplified())
    return plain if plain.isalnum() else "".join(ch for ch in plain if ch == "-" or ch.isalnum())


def pairs(folded: str) -> list[str]:
    """The overlapping pairs of a text, the last character standing alone at the end."""
    return [folded[i : i + 2] for i in range(len(folded))]


@cache
def _surname_readings() -> dict[str, list[str]]:
    """The syllables of each surname that is read otherwise as a surname."""
    data = tomllib.loads(resources.path("codes", "surname_readings.toml").read_text("utf-8"))
    return {surname: readings[0].split() for surname, readings in data["readings"].items()}


@lru_cache(maxsize=20_000)
def _reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(character, style=Style.NORMAL, errors="ignore")) if "\u3400" <= character else character


def pinyin(name: str) -> tuple[str, str]:
    """A name's pinyin in full and its initials; a surname is read as a surname (单 is shan)."""
    syllables = []
    for surname in (name[:2], name[:1]):
        if surname and surname in _surname_readings():
            syllables = list(_surname_readings()[surname])
            name = name[len(surname) :]
            break
    syllables += [reading for character in name if (reading := _reading(character))]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _pieces(value: str, named: bool) -> Iterable[str]:
    """What one value can be found by: itself and, where it may be a name, its pinyin."""
    folded = fold(value)
    yield folded
    if named and any("\u3400" <= ch for ch in folded) and len(folded) <= 20:
        yield from pinyin(folded)


def index(session: Session, spec: RecordSpec, ids: Sequence[str]) -> None:
    """Bring the index of these records up to date, gone ones included."""
    names = [field.name for field in spec.fields if field.searchable]
    if not names:
        return
    named = [spec.kinds[name] is Kind.TEXT for name in names]
    for batch in batches(ids, _BATCH):
        listed = json.dumps(batch)
        found = driver(session).execute(_rows_of(spec), (listed,)).fetchall()
        if len(found) < len(batch) or any(row[1] for row in found):
            driver(session).execute(_FORGET, (listed, spec.table_name))
        known: dict[tuple[str, bool], str] = {}
        if found:
            _add(session, spec, [(row[0], row[1], _line(row[2:], named, known)) for row in found])


def _add(session: Session, spec: RecordSpec, lines: Sequence[tuple[str, int | None, str]]) -> None:
    """Write (id, number if it has one, text) into the index."""
    new = [record_id for record_id, number, _line in lines if number is None]
    numbers = {record_id: number for record_id, number, _line in lines}
    if new:
        first, last = _numbers(spec)
        (latest,) = driver(session).execute(_LATEST, (first, last)).fetchone()
        numbers |= {record_id: number for number, record_id in enumerate(new, (latest or first - 1) + 1)}
        driver(session).executemany(_ENTER, [(numbers[record_id], spec.table_name, record_id) for record_id in new])
    driver(session).executemany(_INDEX, [(numbers[record_id], line) for record_id, _number, line in lines])


@cache
def _rows_of(spec: RecordSpec) -> str:
    """Ids, their numbers if they have one, and their searchable values."""
    columns = ", ".join(f't."{field.name}"' for field in spec.fields if field.searchable)
    return (
        f'SELECT t.id, e.number, {columns} FROM "{spec.table_name}" AS t LEFT JOIN main.search_entry AS e'
        f" ON e.record_id = t.id AND e.table_name = '{spec.table_name}' WHERE t.id IN (SELECT value FROM json_each(?))"
    )


_FORGET = (
    "DELETE FROM search_index WHERE rowid IN (SELECT number FROM main.search_entry"
    " WHERE record_id IN (SELECT value FROM json_each(?)) AND table_name = ?)"
)
_LATEST = "SELECT max(number) FROM main.search_entry WHERE number BETWEEN ? AND ?"
_ENTER = "INSERT INTO main.search_entry (number, table_name, record_id) VALUES (?, ?, ?)"
_INDEX = "INSERT INTO search_index (rowid, pairs) VALUES (?, ?)"


@cache
def marks(spec: RecordSpec) -> tuple[str, ...]:
    """How the searchable columns stand in the JSON of an edit; none where the type is not searched."""
    return tuple(f'"{field.name}":' for field in spec.fields if field.searchable)


def _line(row: Sequence[str | None], named: Sequence[bool], known: dict[tuple[str, bool], str]) -> str:
    """The text of one record as it is indexed. `known` spares the work for values that many rows share: estates, staff."""
    parts = []
    for value, name in zip(row, named, strict=True):
        if not value:
            continue
        key = str(value), name
        if key not in known:
            known[key] = f" {_STOP} ".join(" ".join(pairs(piece)) for piece in _pieces(*key) if piece)
        if known[key]:
            parts.append(known[key])
    return f" {_STOP} ".join(parts)


def pattern(words: str) -> str | None:
    """The full-text expression for what a user typed: each word a phrase, all of them wanted; None if nothing is left."""
    door = parse_door(words)
    written = f"{door.building}-{door.entrance}-{door.room}" if door and door.building and door.entrance else ""
    if written:
        words = f"{door.estate} {written}" if door else words
    phrases = [_phrase(folded) for word in re.split(r"\s+", words) if (folded := fold(word))]
    return " AND ".join(phrases) or None


def _phrase(folded: str) -> str:
    if len(folded) == 1:
        return f'"{folded}" *'
    return '"' + " ".join(pairs(folded)[:-1]) + '"'


def matching(expression: str, spec: RecordSpec) -> Select[str]:
    """The ids of the records of one type that match, as SQL."""
    first, last = _numbers(spec)
    search_index = sql_table("search_index", column("rowid"))
    numbers = select(search_index.c.rowid).where(
        literal_column("search_index").op("MATCH")(expression), search_index.c.rowid.between(first, last)
    )
    return select(SearchEntry.record_id).where(SearchEntry.number.in_(numbers))


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its spec, its id."""

    spec: RecordSpec
    id: str


def find(
    session: Session, words: str, *, limit: int = 50, of: RecordSpec | None = None, count_to: int | None = None
) -> tuple[int, list[Hit]]:
    """How many records match (counting no further than `count_to`), and the first `limit` of them, people first."""
    expression = pattern(words)
    if expression is None:
        return 0, []
    specs = (of,) if of else searched()
    rows = driver(session).execute(_first_of(specs), {"words": expression, "most": limit}).fetchall()
    found = [Hit(specs[number], record_id) for number, record_id in rows]
    if len(found) < limit:
        return len(found), found
    return _count(session, expression, of, count_to), found


@cache
def _first_of(specs: tuple[RecordSpec, ...]) -> str:
    """One statement for the first entries of each type in turn."""
    parts = []
    for number, spec in enumerate(specs):
        first, last = _numbers(spec)
        parts.append(
            f"SELECT * FROM (SELECT {number}, e.record_id FROM search_index AS i JOIN search_entry AS e"
            f" ON e.number = i.rowid WHERE search_index MATCH :words AND i.rowid BETWEEN {first} AND {last} LIMIT :most)"
        )
    return " UNION ALL ".join(parts) + " LIMIT :most"


def _count(session: Session, expression: str, of: RecordSpec | None, count_to: int | None) -> int:
    # Without a look at the entries counting is three times as fast, but it counts what an account may not see.
    seen = " JOIN search_entry AS e ON e.number = i.rowid" if session.info.get("held") else ""
    within = " AND i.rowid BETWEEN :first AND :last" if of else ""
    matches = f"SELECT i.rowid FROM search_index AS i{seen} WHERE search_index MATCH :words{within} LIMIT :most"
    asked: dict[str, object] = {"words": expression, "most": -1 if count_to is None else count_to}
    if of:
        asked["first"], asked["last"] = _numbers(of)
    (counted,) = driver(session).execute(f"SELECT count(*) FROM ({matches})", asked).fetchone()
    return int(counted)


@cache
def searched() -> tuple[RecordSpec, ...]:
    """The record types that can be searched, those that clerks look for first at the front."""
    found = [spec for spec in RECORDS if any(field.searchable for field in spec.fields)]
    front = [spec_of_table(name) for name in ("person", "household", "matter", "mediation_case")]
    return (*front, *(spec for spec in found if spec not in front))


def rebuild(session: Session, progress: Progress = silent) -> None:
    """Build the index anew from every record."""
    session.execute(text("DELETE FROM search_entry"))
    session.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    ids = {spec.key: session.scalars(select(spec.table.id)).all() for spec in searched()}
    total, done = sum(map(len, ids.values())), 0
    for spec in searched():
        for batch in batches(ids[spec.key], _BATCH):
            index(session, spec, batch)
            done += len(batch)
            progress(done, total)
