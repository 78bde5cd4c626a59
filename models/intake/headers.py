"""What each column of a table means, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.intake import looks
from models.intake.lexicon import NEVER, NOTE, affixes, keys_of, lexicon, never_kept, others


class Certainty(StrEnum):
    """How sure a column's meaning is."""

    CERTAIN = "certain"
    BY_CONTENT = "by content"
    CONFIRM = "please confirm"  # until somebody does, the column goes into the note
    NOT_KEPT = "not kept"


@dataclass
class Column:
    """One column of a table: where it stands, its header, some values, and what it was taken for.

    `suggestion` is what it may be where that is not sure enough to be taken. `reason` says why it is not kept.
    """

    index: int
    header: str
    samples: list[str] = field(default_factory=list)
    meaning: str = NOTE
    certainty: Certainty = Certainty.CONFIRM
    suggestion: str = ""
    reason: str = ""
    hidden: bool = False

    def decide(self, meaning: str) -> None:
        """Somebody says what the column is."""
        self.meaning, self.certainty = meaning, Certainty.CERTAIN


_CONTRADICTED = 0.4
_CONFIRMED = 0.6
_MANY = frozenset({NOTE, NEVER, "phone", "household.phone", "care", "nothing", "row_number", "community", "mark"})


def recognise(ledger: str, headers: Sequence[str], values: Sequence[Sequence[Any]]) -> list[Column]:
    """The columns of a table of this ledger; `values` holds some cells of each."""
    columns = [_column(ledger, index, header, values[index]) for index, header in enumerate(headers)]
    _settle_rivals(columns)
    return columns


def _column(ledger: str, index: int, header: str, values: Sequence[Any]) -> Column:
    column = Column(index, header)
    if reason := never_kept(header):
        column.meaning, column.certainty, column.reason = NEVER, Certainty.NOT_KEPT, reason
        return column
    exact = meanings_of(ledger, header)
    if exact:
        meaning, share = _best(ledger, exact, values)
        if share is None or share >= _CONTRADICTED or exact == ("row_number",):
            column.meaning, column.certainty = meaning, Certainty.CERTAIN
        else:
            column.suggestion = meaning
        return column
    if (found := _within(ledger, header)) and (share := looks.fit(ledger, found, values)) != 0:
        column.suggestion = found
        if share is not None and share >= _CONFIRMED and not _is_of_another(header):
            column.meaning, column.certainty = found, Certainty.BY_CONTENT
    elif not header and ledger == "people" and (guessed := looks.guess(values)):
        column.meaning, column.certainty = guessed, Certainty.BY_CONTENT
    elif ledger == "people" and (guessed := looks.guess(values)):
        column.suggestion = guessed
    return column


def _best(ledger: str, meanings: tuple[str, ...], values: Sequence[Any]) -> tuple[str, float | None]:
    """Of several meanings of one header the first, unless the values fit another better."""
    shares = [looks.fit(ledger, meaning, values) for meaning in meanings]
    best = max(range(len(meanings)), key=lambda i: (_rank(shares[i]), -i))
    return meanings[best], shares[best]


def _rank(share: float | None) -> int:
    return 1 if share is None else 2 if share >= _CONFIRMED else 0


def meanings_of(ledger: str, header: str) -> tuple[str, ...]:
    """The meanings of a header that is a known word, as it stands or between words that change nothing."""
    words = lexicon(ledger)
    for text in _tries(header):
        keys = keys_of(text)
        for key in (*keys, *(bare for one in keys for bare in _bared(one))):
            if key in words:
                return words[key]
    return ()


def _tries(header: str) -> list[str]:
    """A header in several rows is looked up whole, then by its last word, unless a group above it is somebody else's."""
    *groups, leaf = header.split("/")
    if not groups or any(_is_of_another(group) for group in groups):
        return [header]
    return [header, leaf]


def _bared(key: str) -> list[str]:
    """The key without words before or behind it that change nothing, the least bared first."""
    before, after = affixes()
    found, ends = [], [key]
    for _round in range(2):
        ends = [
            end for one in ends
            for end in (
                *(one[len(word) :] for word in before if one.startswith(word)),
                *(one[: -len(word)] for word in after if one.endswith(word)),
            ) if len(end) > 1
        ]  # fmt: skip
        found += ends
    return found


def _within(ledger: str, header: str) -> str | None:
    """The meaning of the longest known word in the header, one at its end before others."""
    best, meaning = (0, 0), None
    for key in keys_of(header):
        for word, meanings in lexicon(ledger).items():
            if len(word) > 1 and word in key and (found := (key.endswith(word), len(word))) > best:
                best, meaning = found, meanings[0]
    return meaning


def _is_of_another(header: str) -> bool:
    return any(word in key for key in keys_of(header) for word in others())


def _settle_rivals(columns: list[Column]) -> None:
    """Two columns cannot be one field: the surer keeps it, then the first."""
    order = list(Certainty)
    taken: dict[str, Column] = {}
    for column in columns:
        rival = taken.get(column.meaning)
        if column.meaning in _MANY or column.meaning.startswith("care."):
            continue
        if rival is None:
            taken[column.meaning] = column
            continue
        loser = rival if order.index(column.certainty) < order.index(rival.certainty) else column
        taken[column.meaning] = column if loser is rival else rival
        loser.suggestion, loser.meaning, loser.certainty = loser.meaning, NOTE, Certainty.CONFIRM
