"""Rows of a file that say different things of one household: owners and phones stand side by side, the rest is told."""

from typing import Any

from models.intake.sheets.table import Flaw, Table
from models.words import _

_SIDE_BY_SIDE = frozenset({"owner_name", "phone"})
_LONGEST = 60
_SAID_ELSEWHERE = frozenset({"household_no"})


class Differing:
    """Takes what the rows of a household say, and remembers which of them say something that was not taken."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, str], tuple[Table, list[int]]] = {}

    def of_rows(self, rows: list[tuple[Table, int]], meaning: str) -> Any:
        """What the first of these rows says, with the owners and phones of the others beside it."""
        taken: Any = None
        for table, i in rows:
            column = table.columns.get(meaning)
            value = column[i] if column is not None else None
            if value is None or value == taken:
                continue
            if taken is None:
                taken = value
            elif (joined := _joined(meaning, taken, value)) is not None:
                taken = joined
            elif meaning.rpartition(".")[2] not in _SAID_ELSEWHERE:
                self._rows.setdefault((id(table), meaning), (table, []))[1].append(i)
        return taken

    def say(self) -> None:
        """Say once for each column how many rows say something else than the first of their door."""
        for (_table, meaning), (table, rows) in self._rows.items():
            first = min(rows)
            sentence = _("{count} rows say something else here than an earlier row of the same door, which was taken.")
            found = Flaw(
                first, table.headers.get(meaning), table.columns[meaning][first], sentence.format(count=len(rows)), "cell",
                tuple(row for row in rows if row != first),
            )  # fmt: skip
            table.flaws.append(found)


def _joined(meaning: str, first: str, second: str) -> str | None:
    """Both side by side; None where there is no room or one of them must be wrong."""
    if meaning.rpartition(".")[2] not in _SIDE_BY_SIDE:
        return None
    both = "、".join(dict.fromkeys([*first.split("、"), *second.split("、")]))
    return both if len(both) <= _LONGEST else None
