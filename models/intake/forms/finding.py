"""Sheets that are forms: labels with their values, perhaps a table of members within, perhaps several forms in a sheet.

A form becomes rows like any table: one for each person it names, with a column for each label. What it says of the
household goes to all of its rows when they are cleaned (`models.intake.forms.rows`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.parts import Grid, Pair, Part, Stray, pairs_of_row, parts_of
from models.intake.forms.people import Filled, People
from models.intake.meaning.headers import meanings_of
from models.intake.sheets.layouts import Layout, which_ledger
from models.intake.sheets.regions import Region
from models.search import fold
from models.words import _

_LOOK_AT = 60
_FEWEST_WITH_TABLE, _FEWEST_ALONE = 2, 3
_MOST_MEMBERS = 40  # a longer table is a roster, whatever stands above it
_WHO = ("householder", "name")
_ONE_DOOR = ("household.door", "household.room", "household.household_no")
_VAGUE = frozenset({"nothing", "row_number", "community", "note"})
_LONGEST_SAID, _MOST_SAID = 24, 6
_DIGITS = re.compile(r"\d{5,}")
Place = tuple[str, int, int]


@dataclass
class FormLayout(Layout):
    """A sheet of forms: the people on them, and what is to be said of what was not taken."""

    people: list[Filled] = field(default_factory=list)
    heads: frozenset[int] = frozenset()  # rows that head a table of members

    @property
    def rows_read(self) -> set[int]:
        """Every row of the sheet in which something of a person stands."""
        return {row for one in self.people for row, _column in one.places.values()}

    def holds(self, sheet: Sheet, row: int, index: int) -> bool:
        return any(one.row == row and one.cells.get(index, "") not in ("", None) for one in self.people)

    def place_of(self, row: int, index: int) -> tuple[int, int]:
        """The cell where what a column says of the person in a row stands: a form's labels are all over it."""
        found = (one.places[index] for one in self.people if one.row == row and index in one.places)
        return next(found, (row, index))


def labelled(sheet: Sheet, end: int, start: int = 0) -> list[tuple[str, Place]]:
    """Every label from row `start` up to row `end` with the value beside it: its text, row and column."""
    pairs = (pair for row in range(start, min(end, len(sheet.rows))) for pair in pairs_of_row(sheet, row))
    return [(pair.label, (as_text(pair.value), pair.row, pair.column)) for pair in pairs if as_text(pair.value)]


def find_form(number: int, sheet: Sheet, region: Region | None) -> FormLayout | None:
    """The forms of a sheet, or None where it is a table or nothing of the roster. `region` is the table seen in it."""
    parts = _stand_above(sheet, parts_of(sheet, _LOOK_AT))
    if not _is_form(sheet, parts, _grouping(region)):
        return None
    if len(sheet.rows) > _LOOK_AT:
        parts = _stand_above(sheet, parts_of(sheet, len(sheet.rows)))
    people = People(sheet)
    blank = 0
    for number_of_form, form in enumerate(_forms(parts)):
        blank += not people.add(number_of_form, form)
    labels = [part.row for part in parts if isinstance(part, Pair)]
    if region is not None and region.rows and all(region.first <= row <= region.last for row in labels):
        return None  # nothing stands beside these words but rows beneath them: a table of which few headers are known
    columns = people.columns()
    read = Region(0, -1, [], rows=[one.row for one in people.filled])
    layout = FormLayout(number, sheet.name, "people", read, columns, kind="form", people=people.filled)
    layout.heads = frozenset(part.row for part in parts if isinstance(part, Grid) and part.rows)
    if blank:
        sentence = _("{count} forms of this sheet are not filled in; they were left out.")
        layout.said.append(sentence.format(count=blank))
    layout.said += _not_taken(parts)
    return layout


def _stand_above(sheet: Sheet, parts: list[Part]) -> list[Part]:
    """The parts with tables of one row made pairs where labels stand above their values rather than over a list."""
    grids = [part for part in parts if isinstance(part, Grid)]
    by_side = any(meaning in _WHO for part in parts if isinstance(part, Pair) for meaning in _known(part.label)[:1])
    top = None if by_side else next((grid for grid in grids if _names(grid)), None)
    if top is not None and not _is_of_one(top, parts, grids):
        top = None
    found: list[Part] = []
    for part in parts:
        alone = isinstance(part, Grid) and len(part.rows) <= 1
        above = alone and (_same(part, top) if _names(part) else (top is not None or by_side))  # type: ignore[arg-type]
        found += part.pairs(sheet) if above and isinstance(part, Grid) else [part]
    return found


def _is_of_one(top: Grid, parts: Sequence[Part], grids: Sequence[Grid]) -> bool:
    """Whether a table's only row is one person, of whom more is said further down."""
    if any(len(grid.rows) > 1 for grid in grids if _same(grid, top)):
        return False
    behind = [part for part in parts if isinstance(part, Pair) and part.row > top.row and _known(part.label)]
    return len(behind) > 1 or any(grid.rows and not _same(grid, top) for grid in grids)


def _same(one: Grid, other: Grid | None) -> bool:
    return other is not None and list(map(fold, one.labels)) == list(map(fold, other.labels))


def _names(grid: Part) -> bool:
    """Whether a table lists people."""
    return isinstance(grid, Grid) and any("name" in meanings_of("people", label) for label in grid.labels)


def _known(label: str) -> list[str]:
    return [meaning for meaning in meanings_of("people", label) if meaning not in _VAGUE]


def _grouping(region: Region | None) -> range:
    """The rows of a table's header above its last one: the words there group columns."""
    return range(region.first, region.last) if region else range(0)


def _is_form(sheet: Sheet, parts: list[Part], grouping: range) -> bool:
    """Whether the labels say of whom or of which door the sheet is, and enough else."""
    pairs = [part for part in parts if isinstance(part, Pair) and part.row not in grouping]
    grids = [part for part in parts if isinstance(part, Grid)]
    members = [grid for grid in grids if _names(grid)]
    # Over a table with people in it, labels without a value are the words that group its columns.
    any_filled = any(grid.rows for grid in members)
    meanings = {known[0] for pair in pairs if (as_text(pair.value) or not any_filled) and (known := _known(pair.label))}
    if any(len(grid.rows) > _MOST_MEMBERS for grid in grids):
        return False
    if len(meanings) < (_FEWEST_WITH_TABLE if members else _FEWEST_ALONE):
        return False
    if not meanings & set(_WHO) and not (members and meanings & set(_ONE_DOOR) and not _have_doors(members)):
        return False
    above = [part.text for part in parts if isinstance(part, Stray)][:3]
    headers = [*(pair.label for pair in pairs), *(label for grid in members for label in grid.labels)]
    return which_ledger(list(dict.fromkeys(headers)), sheet.name, above) in ("people", "households")


def _have_doors(grids: Sequence[Grid]) -> bool:
    return any(
        meaning.startswith("household.") for grid in grids for label in grid.labels for meaning in _known(label)[:1]
    )


def _forms(parts: Sequence[Part]) -> Iterator[list[Pair | Grid]]:
    """The forms that stand below each other in a sheet; what stands before the first is of each of them."""
    pairs = [part for part in parts if isinstance(part, Pair)]
    begins = _first_label(pairs)
    form: list[Pair | Grid] = []
    shared: list[Pair | Grid] = []
    started = False
    for part in parts:
        if isinstance(part, Stray):
            continue
        if isinstance(part, Pair) and fold(part.label) == begins:
            if started:
                yield form
            else:
                shared = form
            form, started = [*shared], True
        form.append(part)
    if form:
        yield form


def _first_label(pairs: Sequence[Pair]) -> str:
    """The label that every form of the sheet begins with: the first that stands as often as the one that names whom."""
    labels = [fold(pair.label) for pair in pairs]
    who = next((fold(pair.label) for pair in pairs if any(one in _WHO for one in _known(pair.label)[:1])), "")
    counted = Counter(labels)
    return next((label for label in labels if counted[label] == counted[who]), who)


def _not_taken(parts: Sequence[Part]) -> list[str]:
    """What stands on the form beside its labels and values, said without long numbers: the title and headings are not."""
    first = next((at for at, part in enumerate(parts) if not isinstance(part, Stray)), 0)
    titles = {part.text for part in parts[:first] if isinstance(part, Stray)}
    found: dict[str, None] = {}
    for at, part in enumerate(parts[first:], first):
        behind = parts[at + 1] if at + 1 < len(parts) else None
        if isinstance(part, Stray) and part.text not in titles and not isinstance(behind, Grid):
            found[part.text] = None
        elif isinstance(part, Grid) and part.rows and not _names(part):
            found["、".join(part.labels)] = None
    texts = [_DIGITS.sub("…", text.replace("\n", " ")) for text in found if not _is_for_photo(text)]
    short = [text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + "…" for text in texts]
    if not short:
        return []
    said = "；".join(short[:_MOST_SAID]) + ("；…" if len(short) > _MOST_SAID else "")
    return [_("On this form, but not taken: {texts}").format(texts=said)]


def _is_for_photo(text: str) -> bool:
    return any(word in text for word in ("照片", "相片", "寸照"))
