"""Sheets that are forms: labels with their values, perhaps a table of members within, perhaps several forms in a sheet.

A form becomes rows like any table: of a household one for each person it names, of a visit or a matter one, with a
column for each label. What it says of the household goes to all of its rows when they are cleaned
(`models.intake.forms.rows`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.cells import Spans, columns_apart, first_label
from models.intake.forms.filled import Filled
from models.intake.forms.parts import Grid, Pair, Part, Stray, pairs_of_row, parts_of
from models.intake.forms.people import People
from models.intake.forms.records import BEGINS, Records, lists_visits
from models.intake.forms.telling import WHO, known, ledgers_of, lists_members, names_people, of_ledger
from models.intake.meaning.lexicon import ROSTER
from models.intake.meaning.wording import SIGNED
from models.intake.sheets.layouts import Layout
from models.intake.sheets.regions import Region
from models.records import spec
from models.search import fold
from models.words import _

_LOOK_AT = 60
_LONGEST_SAID, _MOST_SAID = 24, 6
_DIGITS = re.compile(r"\d{5,}")
Place = tuple[str, int, int]


@dataclass
class FormLayout(Layout):
    """A sheet of forms: the people or records on them, and what is to be said of what was not taken."""

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

    def whose(self, row: int, index: int) -> tuple[int, int]:
        """The row of the one whom a cell of the form speaks of, and its label's column; what stands beside the labels
        speaks of the last one above it."""
        for one in self.people:
            for column, place in one.places.items():
                if place == (row, index):
                    return one.row, column
        above = [one.row for one in self.people if min((at for at, _column in one.places.values()), default=row) <= row]
        return (above[-1], index) if above else (row, index)


def labelled(sheet: Sheet, end: int, start: int = 0) -> list[tuple[str, Place]]:
    """Every label from row `start` up to row `end` with the value beside it: its text, row and column."""
    pairs = (pair for row in range(start, min(end, len(sheet.rows))) for pair in pairs_of_row(sheet, row))
    return [(pair.label, (as_text(pair.value), pair.row, pair.column)) for pair in pairs if as_text(pair.value)]


def find_forms(number: int, sheet: Sheet, region: Region | None, asked: str = "") -> list[FormLayout]:
    """The forms of a sheet, for each ledger that they belong to; nothing where it is a table or of no such ledger.
    `region` is the table seen in it, `asked` the only ledger wanted."""
    parts = parts_of(sheet, _LOOK_AT)
    ledgers = ledgers_of(sheet, parts, _people_above(sheet, parts), region)
    if not ledgers or (asked and asked not in ledgers):
        return []
    if len(sheet.rows) > _LOOK_AT:
        parts = parts_of(sheet, len(sheet.rows))
    if len(starts := _beside(sheet, parts, ledgers[-1])) > 1:
        parts = [part for one in columns_apart(sheet, starts) for part in parts_of(one, len(sheet.rows))]
    wanted = (asked,) if asked else ledgers
    found = [_layout(number, sheet, parts, ledger, both=len(ledgers) > 1) for ledger in wanted]
    if found[0].ledger == ROSTER and _is_a_table(_people_above(sheet, parts), region):
        return []
    if len(found) > 1:
        found[0].said.append(_("These forms tell of a household and of a visit to it: both are read."))
    found[0].said += _not_taken(parts, grids=ledgers == (ROSTER,))
    return found


def _beside(sheet: Sheet, parts: Sequence[Part], ledger: str) -> list[int]:
    """The columns in which forms of records begin that stand beside each other, where there are several."""
    begins = _first_label([part for part in parts if isinstance(part, Pair)], ledger) if ledger in BEGINS else ""
    for row in sheet.rows if begins else ():
        starts = [at for at, cell in enumerate(row) if fold(first_label(as_text(cell))) == begins]
        if len(starts) > 1:
            return starts
    return []


def _layout(number: int, sheet: Sheet, parts: list[Part], ledger: str, *, both: bool) -> FormLayout:
    """The forms of a sheet read into one ledger; `both` says that they belong to another too."""
    own = [part for part in parts if of_ledger(part, ledger)] if both else parts
    if ledger == ROSTER:
        gathered: People | Records = People(sheet)
        own = _people_above(sheet, own)
    else:
        gathered = Records(sheet, ledger, Spans(sheet).headings())
        own = _records_above(sheet, own, both=both)
    blank = sum(not gathered.add(n, form) for n, form in enumerate(_forms(own, ledger)))
    region = Region(0, -1, [], rows=[one.row for one in gathered.filled])
    if ledger != ROSTER:
        region.above = _titles(own) or _alone_above(sheet, own)
    layout = FormLayout(
        number, sheet.name, ledger, region, gathered.columns(), kind="form", people=gathered.filled,
        part=spec(ledger).words if both else "",
    )  # fmt: skip
    layout.heads = frozenset(part.row for part in own if isinstance(part, Grid) and part.rows)
    if blank:
        sentence = _("{count} forms of this sheet are not filled in; they were left out.")
        layout.said.append(sentence.format(count=blank))
    return layout


def _is_a_table(parts: Sequence[Part], region: Region | None) -> bool:
    """Whether nothing stands beside the labels but rows beneath them: a table of which few headers are known."""
    if region is None or not region.rows:
        return False
    return all(region.first <= part.row <= region.last for part in parts if isinstance(part, Pair))


def _people_above(sheet: Sheet, parts: list[Part]) -> list[Part]:
    """The parts with tables of one row made pairs where labels stand above their values rather than over a list."""
    grids = [part for part in parts if isinstance(part, Grid)]
    by_side = any(meaning in WHO for part in parts if isinstance(part, Pair) for meaning in known(part.label)[:1])
    top = None if by_side else next((grid for grid in grids if names_people(grid)), None)
    if top is not None and not _is_of_one(top, parts, grids):
        top = None
    found: list[Part] = []
    for part in parts:
        alone = isinstance(part, Grid) and len(part.rows) <= 1
        above = alone and (_same(part, top) if names_people(part) else (top is not None or by_side))  # type: ignore[arg-type]
        found += part.pairs(sheet) if above and isinstance(part, Grid) else [part]
    return found


def _records_above(sheet: Sheet, parts: list[Part], *, both: bool) -> list[Part]:
    """The parts of records with tables of one row made pairs: labels above their values."""
    found: list[Part] = []
    for part in parts:
        listed = (both and lists_members(part)) or lists_visits(part, parts)
        alone = isinstance(part, Grid) and len(part.rows) <= 1 and not listed
        found += part.pairs(sheet) if alone and isinstance(part, Grid) else [part]
    return found


def _is_of_one(top: Grid, parts: Sequence[Part], grids: Sequence[Grid]) -> bool:
    """Whether a table's only row is one person, of whom more is said further down."""
    if any(len(grid.rows) > 1 for grid in grids if _same(grid, top)):
        return False
    behind = [part for part in parts if isinstance(part, Pair) and part.row > top.row and known(part.label)]
    return len(behind) > 1 or any(grid.rows and not _same(grid, top) for grid in grids)


def _same(one: Grid, other: Grid | None) -> bool:
    return other is not None and list(map(fold, one.labels)) == list(map(fold, other.labels))


def _forms(parts: Sequence[Part], ledger: str) -> Iterator[list[Pair | Grid]]:
    """The forms that stand below each other in a sheet; what stands before the first is of each of them."""
    begins = _first_label([part for part in parts if isinstance(part, Pair)], ledger)
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


def _first_label(pairs: Sequence[Pair], ledger: str) -> str:
    """The label that every form of the sheet begins with: the first that stands as often as the one that names whom."""
    labels, who = [fold(pair.label) for pair in pairs], BEGINS.get(ledger, WHO)
    named = next((fold(pair.label) for pair in pairs if any(one in who for one in known(pair.label, ledger)[:1])), "")
    counted = Counter(labels)
    return next((label for label in labels if counted[label] == counted[named]), named)


def _titles(parts: Sequence[Part]) -> list[str]:
    """What stands above the first label."""
    first = next((at for at, part in enumerate(parts) if not isinstance(part, Stray)), 0)
    return [part.text for part in parts[:first] if isinstance(part, Stray)]


def _alone_above(sheet: Sheet, parts: Sequence[Part]) -> list[str]:
    """What stands alone in a row above all that is filled in: a title may look like a label, 人民调解协议书."""
    first = min((part.row for part in parts if isinstance(part, Pair) and as_text(part.value)), default=0)
    lines = ([text for cell in row if (text := as_text(cell))] for row in sheet.rows[:first])
    return [line[0] for line in lines if len(line) == 1]


def _not_taken(parts: Sequence[Part], *, grids: bool) -> list[str]:
    """What stands on the form beside its labels and values, said without long numbers: the title and headings are not.
    `grids` says that tables of something else than people are left out too."""
    titles = _titles(parts)
    first = len(titles)
    found: dict[str, None] = {}
    for at, part in enumerate(parts[first:], first):
        behind = parts[at + 1] if at + 1 < len(parts) else None
        if isinstance(part, Stray) and part.text not in titles and not isinstance(behind, Grid):
            found[part.text] = None
        elif grids and isinstance(part, Grid) and part.rows and not names_people(part):
            found["、".join(part.labels)] = None
    texts = [_DIGITS.sub("…", text.replace("\n", " ")) for text in found if not _is_printed(text)]
    short = [text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + "…" for text in texts]
    if not short:
        return []
    said = "；".join(short[:_MOST_SAID]) + ("；…" if len(short) > _MOST_SAID else "")
    return [_("On this form, but not taken: {texts}").format(texts=said)]


def _is_printed(text: str) -> bool:
    """Whether a text only says what belongs in its place: a photo, a signature."""
    return any(word in text for word in ("照片", "相片", "寸照")) or bool(SIGNED.search(text))
