"""A question that is answered by a tick under one of several headers: 男 | 女."""

from collections.abc import Sequence
from typing import Any

from models.intake.cleaning.cells import plain
from models.intake.cleaning.coded import flag_of, sex_in_header
from models.intake.meaning.columns import Certainty, Column

_SEX = "sex"
_MOST_BOTH = 0.2  # of the rows with a tick, so many may have two by mistake


def settle_ticked(columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> None:
    """Columns 男 and 女 in which each row has one tick are the sex; where they hold how many there are, they are not."""
    named = {code: column for column in columns if (code := sex_in_header(column.header))}
    asked = [column for column in columns if column.meaning == _SEX and column not in named.values()]
    if len(named) < 2 or asked:
        return
    pairs = [
        (plain(one), plain(other))
        for one, other in zip(*(values[columns.index(column)] for column in named.values()), strict=True)
    ]
    if _are_answers(pairs):
        for column in named.values():
            column.meaning, column.certainty, column.suggestion = _SEX, Certainty.BY_CONTENT, ""


def _are_answers(pairs: Sequence[tuple[str, str]]) -> bool:
    said = [text for pair in pairs for text in pair if text]
    if not said or any(flag_of(text) is None for text in said):
        return False
    either = [pair for pair in pairs if any(map(flag_of, pair))]
    both = sum(all(map(flag_of, pair)) for pair in either)
    of_numbers = all(text.isdigit() for text in said)
    return bool(either) and both <= (0 if of_numbers else _MOST_BOTH * len(either))
