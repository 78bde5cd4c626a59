"""Forms of which each is one record: a visit, a matter, a dispute."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.cells import SIDE, holds_prose, value_of
from models.intake.forms.filled import Filled, Gathered, says
from models.intake.forms.parts import Grid, Pair, Part
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import NOTE, NOTHING
from models.intake.meaning.understanding import meanings_of
from models.intake.meaning.wording import SIGNED
from models.search import fold

BEGINS = {
    "visits": ("visited_on", "person_id"), "matters": ("received_on", "content"),
    "mediations": ("accepted_on", "applicant", "summary"),
}  # fmt: skip
"""What says of which record a form is, by its ledger."""
VISITS = "visits"
_TOLD = ("situation", "request", "action", "result", "visitor", "way", "purpose", "met")
_TELLING = {
    "visits": ("visited_on", "person_id", "situation", "request", "action", "result"),
    "matters": ("content", "asked_by", "received_on", "result"),
    "mediations": ("accepted_on", "applicant", "respondent", "summary"),
}  # fmt: skip
_DAY = r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
_A_DATE = re.compile(_DAY + "(?: 00:00:00)?")
_DATE_BEHIND = re.compile(rf"(\S+(?:\s\S+)?)[\s\u3000]+({_DAY})")


def lists_visits(part: Part, parts: Iterable[Part]) -> bool:
    """Whether a table on a card lists the visits to whom the card is about: a day a row, nobody named beside it, and no
    day for the whole of the card, which would be a visit of its own."""
    if not isinstance(part, Grid) or any(_first(one.label) == "visited_on" for one in parts if isinstance(one, Pair)):
        return False
    found = set(map(_first, part.labels))
    whom = any(one == "person_id" or one.startswith("household") for one in found)
    return not whom and "visited_on" in found and not found.isdisjoint(_TOLD)


def _first(label: str) -> str:
    return next(iter(meanings_of(VISITS, label)), "")


class Records(Gathered):
    """Gathers the records of one ledger from a sheet, form after form. `headings` are the words at the side of rows."""

    def __init__(self, sheet: Sheet, ledger: str, headings: dict[int, str]) -> None:
        super().__init__(sheet, ledger)
        self._headings = headings

    def add(self, number: int, form: Sequence[Pair | Grid]) -> bool:
        """Take down the record of a form, or all visits of a card; False where nobody has filled it in."""
        if self._ledger == VISITS and (lists := [part for part in form if lists_visits(part, form)]):
            card = [part for part in form if part not in lists]
            found = [one for part in lists if isinstance(part, Grid) for one in self._listed(number, card, part)]
            self.filled += found
            return bool(found)
        pairs = list(self._pairs(form))
        if not any(self._meaning(pair.label) in _TELLING[self._ledger] and says(pair.value) for pair in pairs):
            return False
        begins = (pair.row for pair in pairs if self._meaning(pair.label) in BEGINS[self._ledger] and says(pair.value))
        self.filled.append(self._top(number, pairs, next(begins, pairs[0].row)))
        return True

    def _listed(self, number: int, card: Sequence[Pair | Grid], grid: Grid) -> Iterator[Filled]:
        """The visits that a card lists, each with what the card says of whom they were to."""
        telling = _TELLING[self._ledger]
        for row in grid.rows:
            values = [value_of(self._sheet.cell(row, cell.column)) for cell in grid.header]
            if not any(
                says(value) for label, value in zip(grid.labels, values, strict=True) if self._meaning(label) in telling
            ):
                continue
            found = self._top(number, list(self._pairs(card)), row)
            for label, cell, value in zip(grid.labels, grid.header, values, strict=True):
                self._put(found, ("table", fold(label), 0), label, value, (row, cell.column))
            yield found

    def _pairs(self, form: Sequence[Pair | Grid]) -> Iterator[Pair]:
        """A form's labels and values; a table within it is one more, under the word that stands above it."""
        for before, part in zip((None, *form), form, strict=False):
            if isinstance(part, Grid):
                heads = isinstance(before, Pair) and holds_prose(before.label) and before.value == ""
                yield from self._of_table(part, before.label if heads and isinstance(before, Pair) else "")
                continue
            side = self._headings.get(part.row, "")
            pair = part._replace(label=f"{side}{part.label}") if SIDE.fullmatch(side) else part
            yield from _signed(pair) if SIGNED.search(pair.label) else (pair,)

    def _of_table(self, grid: Grid, heading: str) -> Iterator[Pair]:
        for row in grid.rows:
            side = next(filter(None, map(as_text, self._sheet.rows[row])), "")
            if SIDE.fullmatch(side):
                for label, cell in zip(grid.labels, grid.header, strict=True):
                    value = value_of(self._sheet.cell(row, cell.column))
                    if as_text(value) != side:
                        yield Pair(f"{side}{label}", value, row, cell.column)
        columns = {
            cell.column: label for label, cell in zip(grid.labels, grid.header, strict=True)
            if self._meaning(label) != "row_number"
        }  # fmt: skip
        if lines := list(self._lines(grid, list(columns))):
            label = heading or "、".join(columns.values())
            yield Pair(label, "；".join(lines), grid.rows[0], grid.header[0].column)

    def _lines(self, grid: Grid, columns: Sequence[int]) -> Iterator[str]:
        """What stands in the rows of a table, a row each, but for those of the parties."""
        for row in grid.rows:
            texts = [as_text(value_of(self._sheet.cell(row, column))) for column in columns]
            side = next(filter(None, map(as_text, self._sheet.rows[row])), "")
            if any(texts) and not SIDE.fullmatch(side):
                yield " ".join(filter(None, texts))

    def _trust(self, column: Column, columns: Sequence[Column]) -> None:
        super()._trust(column, columns)
        if column.meaning in (NOTHING, NOTE) and SIGNED.search(column.header):
            self._take_signature(column, columns)

    def _take_signature(self, column: Column, columns: Sequence[Column]) -> None:
        """Who has signed as 走访人 was the visitor, where nothing else says who it was."""
        meaning = self._meaning(SIGNED.sub("", column.header))
        other = next((one for one in columns if one.meaning == meaning), None)
        if meaning and other is None:
            column.decide(meaning)
        elif other is None or not set(self._values(column)) <= set(self._values(other)):
            column.decide(NOTE)

    def _values(self, column: Column) -> list[str]:
        return [as_text(value) for one in self._labels.values() if one.header == column.header for value in one.values]


def _signed(pair: Pair) -> Iterator[Pair]:
    """A signature, and the day behind it; a seal may leave the day alone."""
    if isinstance(pair.value, date) or _A_DATE.fullmatch(as_text(pair.value)):
        yield pair._replace(label=f"{pair.label}日期")
        return
    match = _DATE_BEHIND.fullmatch(as_text(pair.value))
    yield pair._replace(value=match[1]) if match else pair
    if match:
        yield pair._replace(label=f"{pair.label}日期", value=match[2])
