"""The days of the week as calendars write them, across the columns of a row."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from models.intake.cleaning.cells import plain

_WEEKDAY = re.compile(r"(?:星期|周|礼拜)?([一二三四五六日天])")
_ENGLISH = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_ORDER = "一二三四五六日"
FEWEST = 5


def weekday_of(cell: Any) -> int:
    """The day of the week that a cell names, Monday is 0; -1 if it names none."""
    text = plain(cell).replace(" ", "")
    match = _WEEKDAY.fullmatch(text)
    if match:
        return _ORDER.index(match[1].replace("天", "日"))
    return _ENGLISH.get(text.lower()[:3], -1) if text.isascii() and len(text) in (3, 6, 7, 8, 9) else -1


def week_in(row: Sequence[Any]) -> dict[int, int]:
    """The columns that are the days of one week, in their order."""
    found: dict[int, int] = {}
    for column, cell in enumerate(row):
        day = weekday_of(cell)
        if day >= 0 and (not found or day == (list(found.values())[-1] + 1) % 7) and len(found) < 7:
            found[column] = day
    return found


def are_weekdays(cells: Iterable[Any]) -> bool:
    """Whether cells that stand beneath the days of a month say on which weekdays these fall, and nothing else."""
    named = {weekday_of(cell) for cell in cells if plain(cell)}
    return len(named) >= FEWEST and -1 not in named
