"""Cards and forms printed beside each other on a page: they are put below each other before they are read."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Range, Sheet
from models.intake.forms.cells import bare_label, is_label, pairs_in
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.regions import header_of

_LOOK_AT = 60
_MOST_ROWS = 2_000  # of a sheet of forms
_FEWEST = 2  # lines of the form with the same labels at the same distance
_WHO = (("householder",), ("name",))


def forms_beside(sheet: Sheet) -> list[range]:
    """The columns of each of several forms beside each other; nothing where there is but one, or a table."""
    if len(sheet.rows) > _MOST_ROWS:
        return []
    region = header_of(sheet)
    end = min(_LOOK_AT, len(sheet.rows) if region is None else region.first)
    labels = [_labels(sheet.rows[row]) for row in range(end)]
    step, first = _step(labels)
    if not step:
        return []
    alike = {
        tuple(twins) for line in labels if (twins := [text for at, text in line.items() if line.get(at + step) == text])
    }
    if len(alike) < _FEWEST:
        return []
    width = max(map(len, sheet.rows))
    start = min(at for line in labels for at, text in line.items() if line.get(at + step) == text and at <= first)
    edges = [*range(start + step, width, step), width]
    return [range(left, right) for left, right in zip([0, *edges], edges, strict=False)]


def put_below(sheet: Sheet, blocks: Sequence[range]) -> None:
    """Put the forms of each block below those of the block before it."""
    height = len(sheet.rows) + 1
    rows: list[list[Any]] = []
    merged: list[Range] = []
    comments: list[tuple[int, int, str]] = []
    unread: dict[int, dict[int, str]] = {}
    for number, block in enumerate(blocks):
        down = number * height
        rows += [*(row[block.start : block.stop] for row in sheet.rows), []]
        merged += [
            (top + down, left - block.start, bottom + down, min(right, block.stop - 1) - block.start)
            for top, left, bottom, right in sheet.merged if left in block
        ]  # fmt: skip
        comments += [(row + down, at - block.start, text) for row, at, text in sheet.comments if at in block]
        for at in block:
            for row, what in sheet.unread.get(at, {}).items():
                unread.setdefault(at - block.start, {})[row + down] = what
    moved = [number * height for number in range(len(blocks))]
    sheet.hidden_rows = frozenset(row + down for row in sheet.hidden_rows for down in moved)
    sheet.struck_rows = frozenset(row + down for row in sheet.struck_rows for down in moved)
    sheet.hidden_columns = frozenset(at for at in sheet.hidden_columns if at in blocks[0])
    sheet.rows, sheet.merged, sheet.comments, sheet.unread = rows, merged, comments, unread


def _labels(row: Sequence[Any]) -> dict[int, str]:
    """The labels of a row by their columns, also those with their value in the same cell."""
    found: dict[int, str] = {}
    for at, cell in enumerate(row):
        if isinstance(cell, str) and (text := as_text(cell)):
            if is_label(text):
                found[at] = bare_label(text)
            elif pairs := pairs_in(text):
                found[at] = pairs[0][0]
    return found


def _step(labels: Sequence[dict[int, str]]) -> tuple[int, int]:
    """How far apart the labels are that say whom a form is about, and where the first stands; 0 if there is one only."""
    steps: Counter[tuple[int, int]] = Counter()
    for line in labels:
        who = [(at, text) for at, text in line.items() if meanings_of("people", text)[:1] in _WHO]
        for at, text in who:
            other = next((there for there, same in who if there > at and same == text), None)
            if other is not None:
                steps[other - at, at] += 1
                break
    return max(steps, key=lambda step: steps[step]) if steps else (0, 0)
