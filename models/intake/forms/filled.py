"""What is filled in on a sheet of forms: the rows that they become, and a column for each label."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.files.source import Sheet
from models.intake.forms.parts import Pair
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.headers import recognise
from models.intake.meaning.understanding import meanings_of
from models.search import fold

_SHOWN = 3
_NO_COLUMN = -1_000_000  # from here the labels that stand all over a form are counted, in their order
_Key = tuple[str, str, int]  # "above" or "table", the folded label, which of its like on the form


@dataclass
class Filled:
    """One row that a form becomes, a person or a visit: which form of the sheet, the row, and the cells by the index of
    their column.

    `top` is what the form is about, not one of the table of members.
    """

    form: int
    row: int
    top: bool
    cells: dict[int, Any] = field(default_factory=dict)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)  # row and column of each


@dataclass
class Label:
    """A label of the form, the index of its column, and what stands behind it."""

    header: str
    index: int
    values: list[Any] = field(default_factory=list)


class Gathered:
    """Takes down what the labels of a sheet's forms say; what a form is a row of says a subclass."""

    def __init__(self, sheet: Sheet, ledger: str) -> None:
        self._sheet, self._ledger = sheet, ledger
        self._labels: dict[_Key, Label] = {}
        self.filled: list[Filled] = []

    def columns(self) -> list[Column]:
        """What each label means, by itself and by the values behind it on all forms."""
        found: list[Column] = []
        for where in ("above", "table"):
            labels = [
                label for key, label in self._labels.items() if key[0] == where and any(map(as_text, label.values))
            ]
            known = recognise(self._ledger, [one.header for one in labels], [one.values for one in labels])
            for label, column in zip(labels, known, strict=True):
                column.index = label.index
                self._trust(column, known)
                column.samples = list(dict.fromkeys(text for one in label.values if (text := as_text(one))))[:_SHOWN]
                found.append(column)
        return found

    def _top(self, number: int, pairs: Sequence[Pair], row: int) -> Filled:
        """What a form is about, with all that its labels say."""
        found = Filled(number, row, True)
        counted: Counter[str] = Counter()
        for pair in pairs:
            word = fold(pair.label)
            self._put(found, ("above", word, counted[word]), pair.label, pair.value, (pair.row, pair.column))
            counted[word] += 1
        return found

    def _put(self, one: Filled, key: _Key, header: str, value: Any, place: tuple[int, int]) -> None:
        index = place[1] if key[0] == "table" else -1
        if key not in self._labels:
            taken = index < 0 or any(label.index == index for label in self._labels.values())
            self._labels[key] = Label(header, _NO_COLUMN + len(self._labels) if taken else index)
        label = self._labels[key]
        label.values.append(value)
        one.places[label.index] = place
        if value not in ("", None):
            one.cells[label.index] = value

    def _trust(self, column: Column, columns: Sequence[Column]) -> None:
        """A known label is believed whatever stands behind it: one value is too few to contradict it."""
        meaning = self._meaning(column.header)
        alone = not any(one.meaning == meaning for one in columns)
        if column.certainty is Certainty.CONFIRM and meaning and alone:
            column.decide(meaning)

    def _meaning(self, label: str) -> str:
        return next(iter(meanings_of(self._ledger, label)), "")


def says(value: Any) -> bool:
    """Whether something is filled in."""
    return not is_blank(as_text(value))
