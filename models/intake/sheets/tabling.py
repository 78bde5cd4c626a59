"""One table of a sheet: what each of its columns means, and what its title says of all its rows."""

from collections.abc import Collection, Sequence
from typing import Any

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.forms.finding import labelled
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.headers import recognise
from models.intake.meaning.lexicon import ROSTER, instead, keys_of, words_of
from models.intake.meaning.rivals import MEDIATED
from models.intake.roster.care_days import name_days
from models.intake.sheets.context import SHEET_NAME, TITLE_LINE, branch_in, grid_in, month_in, place_in, told_by
from models.intake.sheets.digit_cells import join_digits
from models.intake.sheets.headings import labelled_parts
from models.intake.sheets.layouts import Layout, is_own
from models.intake.sheets.lines import pieces
from models.intake.sheets.member_lists import take_lists
from models.intake.sheets.party_rows import name_party_rows
from models.intake.sheets.regions import Region
from models.intake.sheets.titles import offer_title
from models.words import _

_SAMPLED = 200
_SHOWN = 3


def table_of(number: int, sheet: Sheet, region: Region, key: str) -> Layout:
    join_digits(sheet, region)
    columns = columns_of(key, sheet, region)
    layout = Layout(number, sheet.name, key, region, columns, own=is_own(key, columns))
    layout.context = context_of(sheet, region)
    _stand_in(layout)
    if key == "mediations":
        name_party_rows(layout.columns, cells_of(sheet, region))
        _say_which_day(layout)
    if key == ROSTER:
        titles = [layout.name, *(text for text in layout.region.above[:3] if len(text) <= 40)]
        if layout.column_of("joined_party_on") or layout.column_of("member_kind"):
            layout.context |= branch_in((*titles, *layout.region.above))
        offer_title(layout.columns, titles)
        _say_whose(layout)
        name_days(layout.columns)
    return layout


def _stand_in(layout: Layout) -> None:
    """Where no column says when a case was accepted, the day it happened stands in for it; that is said."""
    for meaning, words in instead(layout.ledger).items():
        if layout.column_of(meaning):
            continue
        named = {key: one for one in layout.columns for key in keys_of(one.header)}
        found = next((named[word] for word in words if word in named), None)
        if found is not None:
            found.meaning, found.certainty = meaning, Certainty.BY_CONTENT
            sentence = _("No column says “{field}”: “{header}” is taken for it.")
            layout.said.append(sentence.format(field=words_of(layout.ledger, meaning), header=found.header))


def _say_which_day(layout: Layout) -> None:
    """Where the day of the mediation is the only one, a case was taken up and settled on it; where another says when it
    was taken up, it was settled on it. Either is said."""
    taken_up, closed = layout.column_of("accepted_on"), layout.column_of("closed_on")
    if closed is None and taken_up and MEDIATED.search(taken_up.header):
        sentence = _("No column says when a case was taken up or closed: “{header}” is taken for both.")
        layout.said.append(sentence.format(header=taken_up.header))
    elif closed and closed.certainty is Certainty.BY_CONTENT:
        sentence = _("No column says “{field}”: “{header}” is taken for it.")
        layout.said.append(sentence.format(field=words_of(layout.ledger, "closed_on"), header=closed.header))


def _say_whose(layout: Layout) -> None:
    """A phone that is taken for the owner's by where it stands: that is said."""
    for one in layout.columns:
        if one.label and one.certainty is Certainty.BY_CONTENT:
            sentence = _("“{header}” stands behind the owner and is taken for the owner's phone (“{label}”).")
            layout.said.append(sentence.format(header=one.header, label=one.label))


def columns_of(ledger: str, sheet: Sheet, region: Region, block: Collection[int] | None = None) -> list[Column]:
    """The table's columns with what they mean; columns without a header and a value are left out, as are those beside
    `block`."""
    rows = _sample(region.rows)
    width = max([len(region.headers), *(len(sheet.rows[row]) for row in rows)])
    headers = [*region.headers, *[""] * (width - len(region.headers))]
    wanted = [column for column in range(width) if block is None or column in block]
    values = [[sheet.cell(row, column) for row in rows] for column in wanted]
    columns = recognise(ledger, [headers[column] for column in wanted], values)
    if ledger == ROSTER:
        take_lists(columns, values)
    for column in columns:
        column.index = wanted[column.index]
    for column in columns:
        column.samples = _samples(values[wanted.index(column.index)])
        column.hidden = column.index in sheet.hidden_columns
    return [column for column in columns if column.header or column.samples]


def cells_of(sheet: Sheet, region: Region) -> list[list[Any]]:
    """Some cells of each column that has a header."""
    rows = _sample(region.rows)
    return [[sheet.cell(row, column) for row in rows] for column in range(len(region.headers))]


def _sample(rows: Sequence[int]) -> list[int]:
    """Rows from all over the table: the beginning of a roster is often one household."""
    step = max(1, len(rows) // _SAMPLED)
    return list(rows[::step][:_SAMPLED])


def _samples(values: Sequence[Any]) -> list[str]:
    texts = dict.fromkeys(text for value in values if (text := as_text(value)))
    return list(texts)[:_SHOWN]


def context_of(sheet: Sheet, region: Region) -> dict[str, str]:
    """What the sheet's name and the lines above its table say of all rows: 松林苑3号楼, 小区：松林苑, 2026年3月."""
    found: dict[str, str] = {}
    titles = [piece for text in region.above[:3] for piece in pieces(text)]
    for text in titles:
        found |= told_by(TITLE_LINE, place_in(text))
    found |= told_by(SHEET_NAME, place_in(sheet.name))
    if grid := next(filter(None, map(grid_in, (sheet.name, *titles))), ""):
        found["grid_id"] = grid
    of_labels = ((label, text) for label, (text, *_place) in labelled(sheet, region.first, region.top))
    found |= told_by("", dict(labelled_parts(of_labels)))
    year, month = month_in((sheet.name, *region.above))
    if year or month:
        found["month"] = (f"{year}年" if year else "") + (f"{month}月" if month else "")
    return found
