"""A sheet's table taken apart: tables below and beside each other, members and visits beside each other in one row."""

from collections.abc import Mapping
from dataclasses import replace

from models.intake.calendars.rounds import Round, of_every_round, rounds_in
from models.intake.files.source import Sheet, letters
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import ROSTER
from models.intake.sheets.layouts import Layout, which_ledger
from models.intake.sheets.members import Group, member_groups, of_all, rows_with
from models.intake.sheets.posts import APPOINTMENTS, by_post, units_and_leaders
from models.intake.sheets.regions import Region, block_of, side_by_side
from models.intake.sheets.tables_below import tables_of
from models.intake.sheets.tabling import columns_of, context_of, table_of
from models.words import _


def parts_of(layout: Layout, sheet: Sheet, ledger: str = "") -> list[Layout]:
    """The tables that a sheet's table is made of: mostly one; else those below it that have a header of their own, and
    of each the tables side by side, of members or visits beside each other one for each. `ledger` is what all of them are
    to be taken for."""
    if layout.kind != "table":
        return [layout]
    return [part for one in _below_each_other(layout, sheet, ledger) for part in _side_by_side(one, sheet)]


def _below_each_other(layout: Layout, sheet: Sheet, ledger: str) -> list[Layout]:
    regions = tables_of(sheet, layout.region)
    if regions == [layout.region]:
        return [layout]
    found = []
    for region in regions:
        said = [*layout.region.above, *region.above]
        own = layout.ledger if region is layout.region else ledger or which_ledger(region.headers, sheet.name, said)
        found.append(table_of(layout.sheet, sheet, region, own or layout.ledger))
        found[-1].context = layout.context | found[-1].context
        found[-1].part = _("from row {row}").format(row=region.first + 1)
    return found


def _side_by_side(layout: Layout, sheet: Sheet) -> list[Layout]:
    """Of tables side by side each, of members beside each other one for the row itself and one for each of them."""
    if blocks := side_by_side(layout.region.headers):
        regions = [block_of(sheet, layout.region, block) for block in blocks]
        return [
            replace(
                layout, region=region, columns=columns_of(layout.ledger, sheet, region, block),
                context=context_of(sheet, region), part=_("columns {first} to {last}").format(
                    first=letters(block.start), last=letters(block.stop - 1)
                ),
            )
            for region, block in zip(regions, blocks, strict=True) if region.rows
        ]  # fmt: skip
    if layout.ledger in ("units", "grids"):
        return units_and_leaders(layout, sheet)
    if layout.ledger == APPOINTMENTS:
        return by_post(layout, sheet) or [layout]
    groups = member_groups(layout.region.headers) if layout.ledger == ROSTER else []
    if groups:
        return _member_by_member(layout, sheet, groups)
    rounds = rounds_in(layout.region.headers) if layout.ledger == "visits" else []
    return _visit_by_visit(layout, sheet, rounds) if rounds else [layout]


def _visit_by_visit(layout: Layout, sheet: Sheet, rounds: list[Round]) -> list[Layout]:
    of_rounds = {at for one in rounds for at in one}
    others = [at for at in range(max(map(len, sheet.rows))) if at not in of_rounds]
    shared = columns_of("visits", sheet, layout.region, others)
    parts = []
    for number, one in enumerate(rounds, 1):
        own = _columns_under("visits", sheet, layout.region, one)
        rows = rows_with(sheet, layout.region.rows, one)
        columns = [*of_every_round(shared, own), *own]
        part = _("visit {number}").format(number=number)
        parts.append(replace(layout, region=replace(layout.region, rows=rows), columns=columns, part=part))
    return [part for part in parts if part.region.rows] or [layout]


def _columns_under(ledger: str, sheet: Sheet, region: Region, headers: Mapping[int, str]) -> list[Column]:
    """The columns of one group, by what is left of their headers without the words that number it."""
    left = [headers.get(at, "") for at in range(len(region.headers))]
    columns = columns_of(ledger, sheet, replace(region, headers=left), headers)
    for column in columns:
        column.header = region.headers[column.index]
    return columns


def _member_by_member(layout: Layout, sheet: Sheet, groups: list[Group]) -> list[Layout]:
    region = layout.region
    of_members = {at for group in groups for at in group.headers}
    width = max(map(len, sheet.rows))
    own = columns_of(ROSTER, sheet, region, [at for at in range(width) if at not in of_members])
    shared = of_all(own)
    parts = []
    if any(column.meaning == "householder" for column in shared):
        parts.append(replace(layout, columns=own, part=_("householder")))
        own = shared
    for number, group in enumerate(groups, 1):
        columns = _columns_under(ROSTER, sheet, region, group.headers)
        rows = rows_with(sheet, region.rows, group.headers)
        here = own if group is groups[0] else [replace(one) for one in shared]
        part = _("member {number}").format(number=number)
        parts.append(replace(layout, region=replace(region, rows=rows), columns=[*here, *columns], part=part))
    return [part for part in parts if part.region.rows]
