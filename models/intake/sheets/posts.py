"""Posts that stand in headers or in a title instead of a column: 支部名称 | 书记 | 组织委员, 松林苑网格员名单.

Each column of such holders is read as a table of appointments of its own over the same rows.
"""

from dataclasses import replace
from itertools import takewhile

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.files.source import Sheet
from models.intake.meaning.columns import TITLE, Certainty, Column
from models.intake.meaning.lexicon import LEVELS, NOTE
from models.intake.meaning.posts import bare_header, post_in, post_of_title, rank_of
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.layouts import Layout
from models.intake.sheets.levels import level_by_level, levels_of
from models.intake.sheets.members import rows_with
from models.words import _

APPOINTMENTS = "appointments"
_SAID = 10  # rows named one by one
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
    filled = {row for part in parts for row in part.region.rows}
    parts = [part for part in parts if part.region.rows]
    if parts and (vacant := [row for row in layout.region.rows if row not in filled]):
        parts[0] = replace(parts[0], said=[*layout.said, _vacant(vacant)])
    return parts


def _vacant(rows: list[int]) -> str:
    sentence = _("Nobody stands for the post here; these rows were left out: row {rows}")
    return sentence.format(rows="、".join(str(row + 1) for row in rows[:_SAID]) + ("…" if len(rows) > _SAID else ""))


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
    alike = _alike(list(behind.values()))
    own: dict[int, list[Column]] = {}
    for holder in holders:
        found = behind[holder.index]
        own[holder.index] = [one for at, one in enumerate(found) if at < alike or _names(one, holder)]
        shared += [
            replace(one, meaning=NOTE) for one in found if one not in own[holder.index]
        ]  # whose, nobody can tell
    return shared, {start: [_of_one(one) for one in found] for start, found in own.items()}


def _alike(runs: list[list[Column]]) -> int:
    """How many columns behind each holder say the same of each; all of them behind a single one."""
    if len(runs) == 1:
        return len(runs[0])
    said = [
        [meanings_of(APPOINTMENTS, one.header)[:1] or (one.header.split(LEVELS)[-1],) for one in run] for run in runs
    ]
    return sum(1 for _one in takewhile(lambda them: len(set(them)) == 1, zip(*said, strict=False)))


def _names(column: Column, holder: Column) -> bool:
    """Whether a header says whose it is: 单元长电话, 专职网格员 above 电话."""
    return column.header.startswith(bare_header(holder.header) or holder.header.rpartition(LEVELS)[0])


def _of_one(column: Column) -> Column:
    """A phone behind each holder is that one's, though only one column of the table can be the phone."""
    meaning = next(iter(meanings_of(APPOINTMENTS, column.header)), column.meaning)
    return replace(column, meaning=meaning, certainty=Certainty.CERTAIN)


def _is_extra(column: Column, holders: list[Column]) -> bool:
    return column.index > holders[0].index and column.meaning == NOTE


def units_and_leaders(layout: Layout, sheet: Sheet) -> list[Layout]:
    """The units or grids of a table, units level by level, and those who lead them."""
    leaders = _leaders(layout, sheet)
    led = {one.index for part in leaders for one in part.columns if one.meaning in ("shown_name", "public_phone")}
    kept = replace(layout, columns=[one for one in layout.columns if one.index not in led]) if led else layout
    levels = levels_of(kept)
    return [*(level_by_level(kept, sheet, levels) if levels else [kept]), *leaders]


def _leaders(layout: Layout, sheet: Sheet) -> list[Layout]:
    """The appointments that a list of units or grids brings along: its 书记 and 组长, each at what the row names, with
    the phone behind the name where that is not the unit's own."""
    units = levels_of(layout) or [one for one in layout.columns if one.meaning == "name"]
    posts = {one.index: post for one in layout.columns if (post := _led(one, units)) and _unit_of(one, units)}
    holders = [one for one in layout.columns if one.index in posts]
    phones = [one for one in layout.columns if one.meaning == NOTE and _is_phone(one)]
    _rest, behind = _shared(phones, holders)
    parts = []
    for holder in holders:
        unit = _unit_of(holder, units)
        assert unit is not None
        meaning = "grid_id" if layout.ledger == "grids" else "unit_id"
        place = replace(unit, meaning=meaning, certainty=Certainty.CERTAIN, suggestion="")
        filled = rows_with(sheet, layout.region.rows, [holder.index])
        rows = [row for row in filled if not is_blank(as_text(sheet.cell(row, holder.index)))]
        parts.append(_of_holder(layout, holder, [place, *behind[holder.index]], rows, posts[holder.index]))
    return [part for part in parts if part.region.rows]


def _is_phone(column: Column) -> bool:
    return meanings_of(APPOINTMENTS, column.header)[:1] == ("public_phone",)


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
