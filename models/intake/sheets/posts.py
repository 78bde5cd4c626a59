"""Posts that stand in headers or in a title instead of a column: 支部名称 | 书记 | 组织委员, 松林苑网格员名单.

Each column of such holders is read as a table of appointments of its own over the same rows.
"""

from dataclasses import replace

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.files.source import Sheet
from models.intake.meaning.columns import TITLE, Certainty, Column
from models.intake.meaning.lexicon import NOTE
from models.intake.meaning.posts import bare_header, post_in, post_of_title, rank_of
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.layouts import Layout
from models.intake.sheets.levels import level_by_level, levels_of
from models.intake.sheets.members import rows_with
from models.words import _

APPOINTMENTS = "appointments"
_GROUP, _LEADER = 4, "组长"


def by_post(layout: Layout, sheet: Sheet) -> list[Layout]:
    """The appointments of a table whose posts stand in its headers or title; nothing where a column names them."""
    if layout.column_of("post_id") is not None:
        return []
    holders = [one for one in layout.columns if post_in(one.header)]
    if not holders:
        post = post_of_title([layout.name, *layout.region.above[:3]])
        return [replace(layout, columns=[_said(post), *layout.columns])] if post else []
    shared, behind = _shared(layout.columns, holders)
    parts = []
    for holder in holders:
        columns = [*map(_shared_one, shared), *behind[holder.index]]
        rows = rows_with(sheet, layout.region.rows, [holder.index])
        parts.append(_of_holder(layout, holder, columns, rows))
        shared = [one for one in shared if not _is_extra(one, holders)]  # kept once, with the first of them
    return [part for part in parts if part.region.rows]


def _said(post: str) -> Column:
    """A column that says the same post of every row."""
    return Column(TITLE, _("Title: {title}").format(title=post), [post], "post_id", Certainty.CERTAIN)


def _of_holder(layout: Layout, holder: Column, columns: list[Column], rows: list[int], post: str = "") -> Layout:
    name = replace(holder, meaning="shown_name", certainty=Certainty.CERTAIN, suggestion="")
    said = _said(post or post_in(holder.header))
    return replace(
        layout,
        ledger=APPOINTMENTS,
        columns=[said, name, *columns],
        region=replace(layout.region, rows=rows),
        part=holder.header,
    )


def _shared_one(column: Column) -> Column:
    return replace(column, meaning=NOTE) if column.meaning == "shown_name" else replace(column)


def _shared(columns: list[Column], holders: list[Column]) -> tuple[list[Column], dict[int, list[Column]]]:
    """The columns that are said of everybody, and those that stand behind a holder and are said of that one alone."""
    starts = [one.index for one in holders]
    behind: dict[int, list[Column]] = {start: [] for start in starts}
    shared = []
    for one in columns:
        if one.index in behind:
            continue
        start = max((start for start in starts if start < one.index), default=None)
        if start is None or one.meaning in ("unit_id", "grid_id") or one.meaning.startswith("household."):
            shared.append(one)
        else:
            behind[start].append(one)
    if len({len(found) for found in behind.values()}) == 1:
        return shared, {start: [_of_one(one) for one in found] for start, found in behind.items()}
    loose = [replace(one, meaning=NOTE) for found in behind.values() for one in found]  # nobody can tell whose it is
    return [*shared, *loose], {start: [] for start in starts}


def _of_one(column: Column) -> Column:
    """A phone behind each holder is that one's, though only one column of the table can be the phone."""
    meaning = next(iter(meanings_of(APPOINTMENTS, column.header)), column.meaning)
    return replace(column, meaning=meaning, certainty=Certainty.CERTAIN)


def _is_extra(column: Column, holders: list[Column]) -> bool:
    return column.index > holders[0].index and column.meaning == NOTE


def units_and_leaders(layout: Layout, sheet: Sheet) -> list[Layout]:
    """The units of a table, level by level, and those who lead them."""
    leaders = _leaders(layout, sheet)
    led = {one.index for part in leaders for one in part.columns if one.meaning == "shown_name"}
    kept = replace(layout, columns=[one for one in layout.columns if one.index not in led]) if led else layout
    levels = levels_of(kept)
    return [*(level_by_level(kept, sheet, levels) if levels else [kept]), *leaders]


def _leaders(layout: Layout, sheet: Sheet) -> list[Layout]:
    """The appointments that a list of units brings along: its 书记 and 组长, each at the unit that the row names."""
    units = levels_of(layout) or [one for one in layout.columns if one.meaning == "name"]
    parts = []
    for holder in layout.columns:
        post = _led(holder, units)
        unit = _unit_of(holder, units) if post else None
        if unit is not None:
            place = replace(unit, meaning="unit_id", certainty=Certainty.CERTAIN, suggestion="")
            filled = rows_with(sheet, layout.region.rows, [holder.index])
            rows = [row for row in filled if not is_blank(as_text(sheet.cell(row, holder.index)))]
            parts.append(_of_holder(layout, holder, [place], rows, post))
    return [part for part in parts if part.region.rows]


def _led(holder: Column, units: list[Column]) -> str:
    if holder in units or holder.meaning not in (NOTE, "nothing"):
        return ""
    group = any(rank_of(unit.header) == _GROUP for unit in units)
    return "党小组组长" if group and bare_header(holder.header) == _LEADER else post_in(holder.header)


def _unit_of(holder: Column, units: list[Column]) -> Column | None:
    """The unit that a leader leads: the one of the level that the header names, else the last one before it."""
    if len(units) < 2:
        return units[0] if units else None
    rank = _GROUP if _LEADER in holder.header else rank_of(holder.header)
    of_rank = [unit for unit in units if rank and rank_of(unit.header) == rank]
    fitting = [unit for unit in units if rank_of(unit.header) < _GROUP]
    before = [unit for unit in fitting if unit.index < holder.index]
    return next(iter(of_rank), None) or next(iter(reversed(before or fitting)), None)
