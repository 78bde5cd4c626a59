"""The people on a sheet of forms: whom each is about, the members in its table, and a column for each label."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.intake.cleaning.cells import Odd, as_text, is_blank
from models.intake.cleaning.coded import find_code
from models.intake.cleaning.names import clean_name
from models.intake.files.source import Sheet
from models.intake.forms.cells import value_of
from models.intake.forms.parts import Grid, Pair
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.headers import meanings_of, recognise
from models.search import fold

_SHOWN = 3
_HOUSEHOLDER = "02"
_TELLING = frozenset({"name", "householder", "document", "birth", "phone"})
_PRINTED = frozenset({"row_number", "relation"})  # may stand in a row that nobody has filled in
_Key = tuple[str, str, int]  # "above" or "table", the folded label, which of its like on the form


@dataclass
class Filled:
    """One person on a form: which form of the sheet, the row, and the cells by the index of their column.

    `top` is the one whom the form is about, not one of the table of members.
    """

    form: int
    row: int
    top: bool
    cells: dict[int, Any] = field(default_factory=dict)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)  # row and column of each


@dataclass
class _Label:
    header: str
    index: int
    values: list[Any] = field(default_factory=list)


class People:
    """Gathers the people of one sheet, form after form."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._labels: dict[_Key, _Label] = {}
        self.filled: list[Filled] = []

    def add(self, number: int, form: Sequence[Pair | Grid]) -> bool:
        """Take down the people of a form; False where nobody has filled it in."""
        pairs = [part for part in form if isinstance(part, Pair)]
        members = [one for part in form if isinstance(part, Grid) for one in self._members(number, part)]
        if not members and not any(_meaning(pair.label) in _TELLING and _says(pair.value) for pair in pairs):
            return False  # what stands there was printed: a community, a nation, a door
        self.filled += self._joined(self._top(number, pairs), members, _who(pairs))
        return True

    def columns(self) -> list[Column]:
        """What each label means, by itself and by the values behind it on all forms."""
        found: list[Column] = []
        for where in ("above", "table"):
            labels = [
                label for key, label in self._labels.items() if key[0] == where and any(map(as_text, label.values))
            ]
            known = recognise("people", [one.header for one in labels], [one.values for one in labels])
            for label, column in zip(labels, known, strict=True):
                column.index = label.index
                _trust(column, known)
                column.samples = list(dict.fromkeys(text for one in label.values if (text := as_text(one))))[:_SHOWN]
                found.append(column)
        return found

    def _put(self, one: Filled, key: _Key, header: str, value: Any, place: tuple[int, int]) -> None:
        index = place[1] if key[0] == "table" else -1
        if key not in self._labels:
            taken = index < 0 or any(label.index == index for label in self._labels.values())
            self._labels[key] = _Label(header, -1 - len(self._labels) if taken else index)
        label = self._labels[key]
        label.values.append(value)
        one.places[label.index] = place
        if value not in ("", None):
            one.cells[label.index] = value

    def _top(self, number: int, pairs: Sequence[Pair]) -> Filled:
        """Whom a form is about, with all that its labels say."""
        who = next((p for p in pairs if _meaning(p.label) in ("name", "householder") and _says(p.value)), None)
        found = Filled(number, who.row if who else pairs[0].row if pairs else 0, True)
        counted: Counter[str] = Counter()
        for pair in pairs:
            word = fold(pair.label)
            self._put(found, ("above", word, counted[word]), pair.label, pair.value, (pair.row, pair.column))
            counted[word] += 1
        return found

    def _members(self, number: int, grid: Grid) -> Iterator[Filled]:
        """The rows of a table that are filled in: a number or a word of kinship alone was printed."""
        meanings = [meanings_of("people", label) for label in grid.labels]
        if not any("name" in meaning for meaning in meanings):
            return
        for row in grid.rows:
            found = Filled(number, row, False)
            said = False
            for label, cell, meaning in zip(grid.labels, grid.header, meanings, strict=True):
                value = value_of(self._sheet.cell(row, cell.column))
                self._put(found, ("table", fold(label), 0), label, value, (row, cell.column))
                said |= _says(value) and (meaning[:1] or ("",))[0] not in _PRINTED
            if said:
                yield found

    def _joined(self, top: Filled, members: list[Filled], who: str) -> list[Filled]:
        """The one on top and the members, each once; a form that names nobody on top is about its householder."""
        if not members:
            return [top]
        names = {key[1]: label for key, label in self._labels.items() if key[0] == "table"}
        if who:
            same = next((one for one in members if who in self._said(one, names, "name")), None)
        else:
            of_house = (o for o in members if _HOUSEHOLDER in map(_kin, self._said(o, names, "relation")))
            same = next(of_house, members[0])
        if same is None:
            return [top, *members]
        same.cells, same.places, same.top = same.cells | top.cells, same.places | top.places, True
        return members

    def _said(self, one: Filled, labels: dict[str, _Label], meaning: str) -> list[str]:
        """What a member's row says under the labels of a meaning."""
        values = [one.cells.get(x.index, "") for x in labels.values() if meaning in meanings_of("people", x.header)]
        return [_name(value) if meaning == "name" else as_text(value) for value in values]


def _trust(column: Column, columns: Sequence[Column]) -> None:
    """A known label is believed whatever stands behind it: one value is too few to contradict it."""
    meaning = _meaning(column.header)
    alone = not any(one.meaning == meaning for one in columns)
    if column.certainty is Certainty.CONFIRM and meaning and alone:
        column.decide(meaning)


def _meaning(label: str) -> str:
    return next(iter(meanings_of("people", label)), "")


def _says(value: Any) -> bool:
    return not is_blank(as_text(value))


def _who(pairs: Sequence[Pair]) -> str:
    """The name of the one whom the form is about: that of a person, otherwise of a householder."""
    for meaning in ("name", "householder"):
        for pair in pairs:
            if _meaning(pair.label) == meaning and (name := _name(pair.value)):
                return name
    return ""


def _name(value: Any) -> str:
    name = clean_name(value)
    return str((name.value if isinstance(name, Odd) else name) or "")


def _kin(text: str) -> str | None:
    return find_code("relation", text)
