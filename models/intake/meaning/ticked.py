"""A question that is answered by a tick under one of several headers: 男 | 女, 未婚 | 已婚 | 丧偶."""

from collections.abc import Sequence
from typing import Any

from models.intake.cleaning.cells import plain
from models.intake.cleaning.coded import code_in_header, flag_of
from models.intake.meaning.columns import Certainty, Column

TICKED = ("sex", "marital", "political", "education", "residency")
_MOST_BOTH = 0.2  # of the rows with a tick, so many may have two by mistake


def settle_ticked(columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> None:
    """Columns called by the words of one field of which each row has one ticked are that field; where they hold how many
    there are, they are not."""
    for meaning in TICKED:
        named = [column for column in columns if code_in_header(meaning, column.header)]
        asked = any(column.meaning == meaning and column not in named for column in columns)
        if len({code_in_header(meaning, column.header) for column in named}) == len(named) > 1 and not asked:
            rows = zip(*(values[columns.index(column)] for column in named), strict=True)
            if _are_answers([[text for cell in row if (text := plain(cell))] for row in rows]):
                for column in named:
                    column.meaning, column.certainty, column.suggestion = meaning, Certainty.BY_CONTENT, ""


def _are_answers(rows: Sequence[Sequence[str]]) -> bool:
    said = [text for row in rows for text in row]
    if not said or any(flag_of(text) is None for text in said):
        return False
    ticked = [sum(map(bool, map(flag_of, row))) for row in rows]
    several = sum(count > 1 for count in ticked)
    of_numbers = all(text.isdigit() for text in said)
    return any(ticked) and several <= (0 if of_numbers else _MOST_BOTH * sum(map(bool, ticked)))
