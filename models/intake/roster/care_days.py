"""From when to when somebody is in care: a day of beginning, a day of end, or both in one cell."""

import re
from datetime import date
from typing import Any, NamedTuple

from models.intake.cleaning.cells import Odd, as_text, plain
from models.intake.cleaning.dates import parse_date
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import NOTE
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.table import Table

IN_CARE = {"since": "in_care_since", "until": "in_care_until", "span": "in_care_span"}
_TO = re.compile(r"\s*(?:至|到|[~～]|[—–－]+|-{2,})\s*")
_OPEN = re.compile(r"今|现在|目前|长期|长年|永久|无限期")


class Days(NamedTuple):
    """The days of one row, and which of their columns say something."""

    since: date | None = None
    until: date | None = None
    said: tuple[str, ...] = ()


def name_days(columns: list[Column]) -> None:
    """In a roster that speaks of care, columns of the days on which it begins and ends are those of the care."""
    if not any(_speaks_of_care(one) for one in columns):
        return
    taken = {one.meaning for one in columns}
    for one in columns:
        meaning = next((IN_CARE[m] for m in meanings_of("cares", one.header)[:1] if m in IN_CARE), "")
        if meaning and one.meaning == NOTE and not one.suggestion and meaning not in taken:
            one.meaning, one.certainty = meaning, Certainty.BY_CONTENT
            taken.add(meaning)


def _speaks_of_care(column: Column) -> bool:
    return any(one.partition(".")[0] == "care" for one in (column.meaning, column.suggestion))


def days_of(table: Table, i: int) -> Days:
    """The days of row i of a roster."""
    said = tuple(name for name in IN_CARE.values() if name in table.columns and table.columns[name][i] is not None)
    if not said:
        return Days()
    span = span_of(str(table.get("in_care_span")[i] or ""))
    first, last = span or (None, None)
    return Days(table.get("in_care_since")[i] or first, table.get("in_care_until")[i] or last, said)


def cell_of(table: Table, i: int, meaning: str) -> str:
    """What a day's cell says, as it is written."""
    column, value = table.headers[meaning], table.get(meaning)[i]
    written = as_text(table.sheet.cell(table.rows[i], column.index)) if table.layout.kind == "table" else ""
    return written or (value.isoformat() if isinstance(value, date) else str(value))


def span_of(text: str) -> tuple[date, date | None] | None:
    """The two days of 2024.1-2025.12 or 2024年1月至今; None for what is no such thing."""
    parts = _parts(plain(text))
    if len(parts) != 2:
        return None
    since, until = _day(parts[0]), _day(parts[1])
    if since is None or (until is None and not _OPEN.search(parts[1]) and parts[1]):
        return None
    return (since, until) if until is None or until >= since else None


def _parts(text: str) -> list[str]:
    if len(parts := _TO.split(text)) == 2:
        return parts
    pieces = text.split("-")
    if len(pieces) % 2:
        return []
    half = len(pieces) // 2
    return ["-".join(pieces[:half]), "-".join(pieces[half:])]


def _day(text: str) -> date | None:
    found: Any = parse_date(text.strip(" 起止"), year=0, month=0) if text else None
    found = found.value if isinstance(found, Odd) else found
    return found if isinstance(found, date) else None
