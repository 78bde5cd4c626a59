"""What stands beneath the words of a row bears them out or not: names beneath 姓名, numbers beneath 身份证号.

By this a table is told from a form, whose values stand beside their labels, and a wide table by the few of its headers
that are known.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from models.doors import parse_door
from models.fields import Kind
from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.cleaning.names import looks_like_name
from models.intake.files.source import Sheet
from models.intake.meaning import looks
from models.intake.meaning.lexicon import all_words, field_of
from models.intake.meaning.understanding import meanings_of
from models.search import fold

_LOOK_AT = 24
_ENOUGH = 0.6
_FEWEST = 2
_LEDGERS = ("people", "visits", "matters", "mediations", "appointments")
_NAMES = frozenset({"name", "householder", "shown_name", "person_id", "visitor", "applicant", "respondent", "mediator"})
_DOORS = frozenset({"household.door", "household.room"})
_SHORTEST_DATE = 6


def heads_columns(sheet: Sheet, number: int) -> bool:
    """Whether a row is a table's header by what stands beneath it: two of its words at least are borne out."""
    found: set[str] = set()
    for column, cell in enumerate(sheet.rows[number]):
        if isinstance(cell, str) and (meant := _meant(as_text(cell))) and not meant[1] & found:
            below = _below(sheet, number, column)
            found |= {meaning for meaning in meant[1] if _bears_out(meant[0], meaning, below)}
        if len(found) >= _FEWEST:
            return True
    return False


def bears_out(header: str, texts: Sequence[str]) -> bool:
    """Whether these cells are what a header says."""
    meant = _meant(header)
    return meant is not None and any(_bears_out(meant[0], meaning, texts) for meaning in meant[1])


def says_who(header: str) -> bool:
    """Whether a header stands over names."""
    meant = _meant(header)
    return meant is not None and not meant[1].isdisjoint(_NAMES)


@lru_cache(maxsize=50_000)
def _meant(text: str) -> tuple[str, frozenset[str]] | None:
    """The first ledger that knows a header, and what it may mean there, where that can be seen from values."""
    for ledger in _LEDGERS:
        meanings = frozenset(
            one for one in meanings_of(ledger, text) if _is_seen(ledger, one) and not all(_fits(ledger, one, [text]))
        )  # 常住 and 党员 are words of headers, but mostly answers
        if meanings:
            return ledger, meanings
    return None


def _is_seen(ledger: str, meaning: str) -> bool:
    if meaning in _NAMES | _DOORS or meaning in ("row_number", "document", "householder.document"):
        return True
    found = field_of(ledger, meaning)
    return found is not None and found[0].kinds[found[1].name] in (Kind.PHONE, Kind.CODE, Kind.DATE, Kind.DOCUMENT)


def _below(sheet: Sheet, number: int, column: int) -> list[str]:
    cells = (sheet.cell(row, column) for row in range(number + 1, min(number + 1 + _LOOK_AT, len(sheet.rows))))
    return [text for cell in cells if not is_blank(text := plain(cell))]


def _bears_out(ledger: str, meaning: str, texts: Sequence[str]) -> bool:
    if not texts:
        return False
    if meaning == "row_number":
        return len(texts) >= _FEWEST and _counts(texts)
    return sum(_fits(ledger, meaning, texts)) >= _ENOUGH * len(texts)


def _fits(ledger: str, meaning: str, texts: Iterable[str]) -> list[bool]:
    if meaning in _NAMES:
        return [looks_like_name(text) and fold(text) not in all_words() for text in texts]
    if meaning in _DOORS:
        return [(door := parse_door(text)) is not None and bool(door.room) for text in texts]
    found = field_of(ledger, meaning)
    if found is not None and found[0].kinds[found[1].name] is Kind.DATE:
        return [len(text) >= _SHORTEST_DATE and _fits_one(ledger, meaning, text) for text in texts]
    return [not looks.are_ticks([text]) and _fits_one(ledger, meaning, text) for text in texts]


def _fits_one(ledger: str, meaning: str, value: Any) -> bool:
    return looks.fit(ledger, meaning, [value]) == 1


def _counts(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) >= _ENOUGH * len(texts) and sorted(set(numbers)) == numbers and numbers[:1] == [1]
