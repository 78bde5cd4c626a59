"""Of which ledger the forms of a sheet are, told from their labels; a visit's form may be a household's too."""

import re
from collections.abc import Iterable, Sequence

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.cells import LEDGERS, holds_prose, is_label
from models.intake.forms.parts import Grid, Pair, Part, Stray
from models.intake.forms.records import BEGINS, VISITS, lists_visits
from models.intake.meaning.lexicon import ROSTER, keys_of, noted
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.layouts import which_ledger
from models.intake.sheets.regions import Region
from models.search import fold

WHO = ("householder", "name")
_FEWEST_WITH_TABLE, _FEWEST_ALONE = 2, 3
_MOST_MEMBERS = 40  # a longer table is a roster, whatever stands above it
_ONE_DOOR = ("household.door", "household.room", "household.household_no")
_VAGUE = frozenset({"nothing", "row_number", "community", "note"})
_OF_VISITS = re.compile("走访|民情|探访|巡访|慰问|家访|回访")
_FINDS = frozenset({*WHO, "phone"})


def known(label: str, ledger: str = ROSTER) -> list[str]:
    """What a label means in a ledger, where that says something."""
    return [meaning for meaning in meanings_of(ledger, label) if meaning not in _VAGUE]


def names_people(grid: Part) -> bool:
    """Whether a table lists people."""
    return isinstance(grid, Grid) and any("name" in meanings_of(ROSTER, label) for label in grid.labels)


def lists_members(grid: Part) -> bool:
    """Whether a table lists the members of a household."""
    return isinstance(grid, Grid) and names_people(grid) and any("relation" in known(label) for label in grid.labels)


def ledgers_of(sheet: Sheet, parts: list[Part], people: list[Part], region: Region | None) -> tuple[str, ...]:
    """The ledgers that the forms of a sheet belong to; none where it is no form. `parts` are as they stand, `people` as
    they are where the form is a person's; `region` is the table seen in the sheet."""
    grouping = range(region.first, region.last) if region else range(0)
    if _is_card_of_visits(sheet, parts):
        return (ROSTER, VISITS) if _says_who_it_is(parts) else (VISITS,)
    if _is_of_people(sheet, people, grouping):
        return (ROSTER, VISITS) if _tells_of_a_visit(sheet, parts) else (ROSTER,)
    record = _record(sheet, parts, region)
    if record == VISITS and any(lists_members(part) and part.rows for part in parts if isinstance(part, Grid)):
        return (ROSTER, VISITS)
    return (record,) if record else ()


def of_ledger(part: Part, ledger: str) -> bool:
    """Whether a part of a form that is both a household's and a visit's belongs to this one of the two."""
    if isinstance(part, Grid):
        return names_people(part) == (ledger == ROSTER)
    if not isinstance(part, Pair):
        return True
    of_person = bool(known(part.label)) or not noted(ROSTER).isdisjoint(keys_of(part.label))
    means = known(part.label, VISITS)[:1]
    if ledger == ROSTER:
        return of_person
    return not of_person or any(one == "person_id" or one.startswith("household.") for one in means)


def _is_of_people(sheet: Sheet, parts: list[Part], grouping: range) -> bool:
    """Whether the labels say of whom or of which door the sheet is, and enough else."""
    pairs = [part for part in parts if isinstance(part, Pair) and part.row not in grouping]
    grids = [part for part in parts if isinstance(part, Grid)]
    members = [grid for grid in grids if names_people(grid)]
    # Over a table with people in it, labels without a value are the words that group its columns.
    any_filled = any(grid.rows for grid in members)
    meanings = {found[0] for pair in pairs if (as_text(pair.value) or not any_filled) and (found := known(pair.label))}
    if any(len(grid.rows) > _MOST_MEMBERS for grid in grids):
        return False
    if len(meanings) < (_FEWEST_WITH_TABLE if members else _FEWEST_ALONE):
        return False
    if not meanings & set(WHO) and not (members and meanings & set(_ONE_DOOR) and not _have_doors(members)):
        return False
    headers = [*(pair.label for pair in pairs), *(label for grid in members for label in grid.labels)]
    return which_ledger(list(dict.fromkeys(headers)), sheet.name, _titles(parts)) in (ROSTER, "households")


def _is_card_of_visits(sheet: Sheet, parts: list[Part]) -> bool:
    """Whether a card names somebody and lists the visits to him or her."""
    lists = [part for part in parts if isinstance(part, Grid) and part.rows and lists_visits(part, parts)]
    named = (part for part in parts if isinstance(part, Pair) and part.value)
    if any(len(one.rows) > _MOST_MEMBERS for one in lists) or not any(_names_whom(pair) for pair in named):
        return False
    texts = [part.text for part in parts if isinstance(part, Stray)]
    said = (sheet.name, *texts, *(label for one in lists for label in one.labels))
    return bool(lists) and any(map(_OF_VISITS.search, said))


def _names_whom(pair: Pair) -> bool:
    return known(pair.label, VISITS)[:1] == ["person_id"]


def _says_who_it_is(parts: Iterable[Part]) -> bool:
    """Whether a card says more of somebody than it takes to find him or her."""
    found = {one for part in parts if isinstance(part, Pair) and as_text(part.value) for one in known(part.label)[:1]}
    return any(one not in _FINDS and not one.startswith("household.") for one in found)


def _have_doors(grids: Sequence[Grid]) -> bool:
    return any(
        meaning.startswith("household.") for grid in grids for label in grid.labels for meaning in known(label)[:1]
    )


def _titles(parts: Iterable[Part]) -> list[str]:
    return [part.text for part in parts if isinstance(part, Stray)][:3]


def _record(sheet: Sheet, parts: list[Part], region: Region | None) -> str:
    """The ledger of which each form is one record; blank where it is none, or a table of such records."""
    pairs = [part for part in parts if isinstance(part, Pair)]
    grids = [part for part in parts if isinstance(part, Grid)]
    beside = [grid for grid in grids if len(grid.rows) <= 1]
    labels = [*(pair.label for pair in pairs), *(label for grid in beside for label in grid.labels)]
    ledger = which_ledger(list(dict.fromkeys(labels)), sheet.name, _titles(parts))
    meanings = {found[0] for label in labels if (found := known(label, ledger))} if ledger in LEDGERS else set()
    if ledger not in BEGINS or len(meanings) < _FEWEST_ALONE or any(len(one.rows) > _MOST_MEMBERS for one in grids):
        return ""
    if _heads_a_table(sheet, pairs, ledger, region):
        return ""
    tables = [grid for grid in grids if which_ledger(grid.labels, "", ()) in BEGINS]
    if any(len(grid.rows) > 1 or _has_rows(sheet, grid, region) for grid in tables):
        return ""
    strays = sum(isinstance(part, Stray) for part in parts)
    return "" if strays > 2 * len(pairs) or (tables and not _says_more(pairs, tables)) else ledger


def _has_rows(sheet: Sheet, grid: Grid, region: Region | None) -> bool:
    """Whether rows of values stand beneath a table's header, as the region of the sheet has it."""
    if region is None or not region.first <= grid.row <= region.last:
        return False
    return sum(not is_label(text) for text in _firsts(sheet, region)) > 1


def _firsts(sheet: Sheet, region: Region) -> list[str]:
    """What each of the first rows of a table begins with."""
    return [next(filter(None, map(as_text, sheet.rows[row])), "") for row in region.rows[:_MOST_MEMBERS]]


def _heads_a_table(sheet: Sheet, pairs: Sequence[Pair], ledger: str, region: Region | None) -> bool:
    """Whether most labels stand beside each other over rows, with nothing behind them."""
    if region is None or not region.rows:
        return False
    firsts = _firsts(sheet, region)
    if sum(map(is_label, firsts)) * 2 >= len(firsts):
        return False  # a form that nobody has filled in
    labels = [pair for pair in pairs if known(pair.label, ledger)]
    heads = [pair for pair in labels if region.first <= pair.row <= region.last and not as_text(pair.value)]
    return len(heads) * 2 > len(labels)


def _says_more(pairs: Sequence[Pair], tables: Sequence[Grid]) -> bool:
    """Whether a text stands beside its label, of which a table's only row says nothing."""
    within = {fold(label) for grid in tables for label in grid.labels}
    return any(holds_prose(pair.label) and pair.value and fold(pair.label) not in within for pair in pairs)


def _tells_of_a_visit(sheet: Sheet, parts: list[Part]) -> bool:
    """Whether a person's or a household's form says when somebody called and what was said."""
    pairs = [part for part in parts if isinstance(part, Pair) and as_text(part.value)]
    days = [pair.label for pair in pairs if known(pair.label, VISITS)[:1] == ["visited_on"]]
    texts = [pair.label for pair in pairs if known(pair.label, VISITS)[:1] in (["situation"], ["request"])]
    said = [sheet.name, *_titles(parts), *days, *texts]
    return bool(days and texts) and any(map(_OF_VISITS.search, said))
