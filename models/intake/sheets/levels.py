"""Units of several levels in one row: 党支部 | 党小组. The lowest is the unit, the one before it stands above it.

Each level is read as a table of its own over the same rows: of a branch merged down over its groups its first row.
"""

from collections.abc import Iterator
from dataclasses import replace

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.posts import rank_of
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.layouts import Layout


def levels_of(layout: Layout) -> list[Column]:
    """The columns that hold units of different levels, the highest first; nothing where there are not several."""
    named = [one for one in layout.columns if rank_of(one.header) and "name" in meanings_of("units", one.header)[:1]]
    ranks = {rank_of(one.header) for one in named}
    return sorted(named, key=lambda one: rank_of(one.header)) if len(ranks) == len(named) > 1 else []


def level_by_level(layout: Layout, sheet: Sheet, levels: list[Column]) -> list[Layout]:
    """The layouts of the levels, the lowest first. What else stands in a row is said of the lowest unit that it names."""
    parts = []
    above = next((one for one in layout.columns if one.meaning == "parent_id"), None)
    rest = [one for one in layout.columns if one not in levels and one is not above]
    uppers = [above, *levels[:-1]]
    rows = layout.region.rows
    lowest = {row: _lowest(sheet, row, levels) for row in rows}
    for depth in reversed(range(len(levels))):
        unit = _taken(levels[depth], "name")
        over = uppers[depth]
        named = [unit] if over is None else [unit, _taken(over, "parent_id")]
        own = [row for row in rows if lowest[row] == depth]
        columns = [*named, *(replace(one) for one in rest)]
        parts.append(replace(layout, columns=columns, region=replace(layout.region, rows=own)))
        others = [row for row in rows if lowest[row] > depth]
        bare = list(_first_rows(sheet, own, others, levels[: depth + 1]))
        parts.append(replace(layout, columns=[replace(one) for one in named], region=replace(layout.region, rows=bare)))
    return [part for part in parts if part.region.rows]


def _taken(column: Column, meaning: str) -> Column:
    return replace(column, meaning=meaning, certainty=Certainty.CERTAIN, suggestion="")


def _lowest(sheet: Sheet, row: int, levels: list[Column]) -> int:
    """The lowest level that a row names; the last of all where it names none, so that it is missed there."""
    named = [depth for depth, one in enumerate(levels) if not is_blank(as_text(sheet.cell(row, one.index)))]
    return max(named, default=len(levels) - 1)


def _first_rows(sheet: Sheet, own: list[int], others: list[int], levels: list[Column]) -> Iterator[int]:
    """Of the units above others that have no row of their own the first row of each."""
    seen = {_path(sheet, row, levels) for row in own}
    for row in others:
        path = _path(sheet, row, levels)
        if path[-1] and path not in seen:
            seen.add(path)
            yield row


def _path(sheet: Sheet, row: int, levels: list[Column]) -> tuple[str, ...]:
    return tuple(said_at(sheet, row, one.index) for one in levels)


def said_at(sheet: Sheet, row: int, column: int) -> str:
    """What a cell says; one that is covered by a merged cell says what that says."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    return as_text(sheet.cell(row, column))
