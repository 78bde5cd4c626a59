"""One sheet for each household: labels with their values beside them, and perhaps a table of its members."""

import re

from models.intake.cells import as_text
from models.intake.headers import Certainty, Column, meanings_of, recognise
from models.intake.layouts import Layout
from models.intake.lexicon import NEVER, NOTHING, never_kept
from models.intake.regions import Region, is_header_word
from models.intake.source import Sheet

_INLINE = re.compile(r"([^\s:：]{1,14})\s*[:：]\s*([^\s:：]+)")
_WHO = ("householder", "name")
_FEWEST_WITH_TABLE, _FEWEST_ALONE = 2, 3
Place = tuple[str, int, int]


def find_form(number: int, sheet: Sheet, region: Region | None) -> Layout | None:
    """The form on a sheet, or None: labels and values above a table of members, or a form alone."""
    if region is not None and not any("name" in meanings_of("people", header) for header in region.headers):
        return None
    end = region.first if region else min(len(sheet.rows), 60)
    labels = labelled(sheet, end)
    fewest = _FEWEST_WITH_TABLE if region else _FEWEST_ALONE
    values: dict[str, Place] = {}
    for label, place in labels:
        meaning = next((m for m in meanings_of("people", label) if m not in (NOTHING, "row_number", "community")), "")
        if meaning and meaning not in values and not never_kept(label):
            values[meaning] = place
    if len(values) < fewest or not any(who in values for who in _WHO):
        return None
    made = region or Region(0, end - 1, [])
    layout = Layout(number, sheet.name, "people", made, _columns(sheet, region, labels), kind="form", values=values)
    return layout


def _columns(sheet: Sheet, region: Region | None, labels: list[tuple[str, Place]]) -> list[Column]:
    """The members' columns; and the form's labels, so that the mapping and what is dropped can be said."""
    columns: list[Column] = []
    if region is not None:
        values = [[sheet.cell(row, column) for row in region.rows] for column in range(len(region.headers))]
        columns = [column for column in recognise("people", region.headers, values) if column.header]
    for label, (text, _row, index) in labels:
        meaning = next(iter(meanings_of("people", label)), "")
        reason = never_kept(label) or ""
        column = Column(
            -1 - index, label, [text], NEVER if reason else meaning or "note", Certainty.CERTAIN, reason=reason
        )
        columns.append(column)
    return columns


def labelled(sheet: Sheet, end: int) -> list[tuple[str, Place]]:
    """Every label above row `end` with the value to its right: its text, row and column."""
    found: list[tuple[str, Place]] = []
    for row in range(end):
        cells = [(column, text) for column, cell in enumerate(sheet.rows[row]) if (text := as_text(cell))]
        at = 0
        while at < len(cells):
            column, text = cells[at]
            label = text.rstrip(":：")
            if is_header_word(label) and at + 1 < len(cells) and not is_header_word(cells[at + 1][1].rstrip(":：")):
                found.append((label, (cells[at + 1][1], row, cells[at + 1][0])))
                at += 2
                continue
            for inline in _INLINE.finditer(text):
                if is_header_word(inline[1]):
                    found.append((inline[1], (inline[2], row, column)))
            at += 1
    return found
