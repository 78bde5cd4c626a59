"""What somebody corrects by hand before a file is planned: its header rows, rows not to be read, which ledger it is.

And what comes without any file: a block of cells that was pasted.
"""

import csv
import io
import re
from pathlib import Path

from models.doors import parse_door
from models.errors import Mistake
from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet, Source, letters
from models.intake.meaning.columns import Certainty
from models.intake.meaning.lexicon import ROSTER, ledgers
from models.intake.sheets import regions
from models.intake.sheets.digit_cells import join_digits
from models.intake.sheets.layouts import Layout, Layouts, is_own, recall, which_ledger
from models.intake.sheets.parts import parts_of
from models.intake.sheets.regions import Region
from models.intake.sheets.tabling import cells_of, columns_of, context_of
from models.register import Register
from models.words import _

_MOST_HEADER_ROWS = 4
_NAME = re.compile("[\u3400-\u9fff][\\s\u3000]*[\u3400-\u9fff·]{1,3}")
_MOST_PASTED = 20_000_000
_MOST_LINES, _MOST_COLUMNS = 50_000, 200


def pick_header(
    register: Register, source: Source, layouts: Layouts, sheet: int, first: int, last: int, ledger: str = ""
) -> Layout:
    """Read a sheet with these rows as its header, whatever was proposed. Raises `Mistake` for too many rows."""
    if last - first >= _MOST_HEADER_ROWS:
        raise Mistake(_("A header has four rows at most."))
    page = source.sheets[sheet]
    merged = [one for one in page.merged if one[0] <= last]
    region = Region(first, last, regions._names(page, first, last, merged))
    region.above = [text for row in page.rows[:first] for cell in row if (text := as_text(cell))]
    regions.find_rows(page, region)
    return _put(register, source, layouts, sheet, region, ledger)


def without_header(register: Register, source: Source, layouts: Layouts, sheet: int, ledger: str = "") -> Layout:
    """Read a sheet from its first row on: its columns are called by their letters and told by their values."""
    page = source.sheets[sheet]
    width = max((len(row) for row in page.rows), default=0)
    region = Region(0, -1, [letters(number) for number in range(width)])
    region.rows = [number for number, row in enumerate(page.rows) if any(cell not in ("", None) for cell in row)]
    layout = _put(register, source, layouts, sheet, region, ledger or ROSTER)
    _suggest(layout)
    return layout


def _suggest(layout: Layout) -> None:
    """What columns without a header may be where their values alone are not telling: asked about, never taken."""
    if layout.ledger != ROSTER:
        return
    for meaning, fits in _LOOKS.items():
        likely = (
            one for one in layout.columns
            if one.certainty is Certainty.CONFIRM and not one.suggestion and one.samples and all(map(fits, one.samples))
        )  # fmt: skip
        if (found := next(likely, None)) is not None:
            found.suggestion = meaning


def _is_door(text: str) -> bool:
    door = parse_door(text)
    return door is not None and bool(door.room and door.building)


_LOOKS = {"name": lambda text: bool(_NAME.fullmatch(text)), "household.door": _is_door}


def take_for(register: Register, source: Source, layouts: Layouts, layout: Layout, ledger: str) -> Layout:
    """The same table taken for another ledger; those above it in its sheet stay what they are."""
    above = [one for one in layouts if one.sheet == layout.sheet and one.region.last < layout.region.first]
    taken = _put(register, source, layouts, layout.sheet, layout.region, ledger)
    layouts.layouts[:] = sorted([*above, *layouts.layouts], key=_by_sheet)
    return taken


def read_rows(layout: Layout, rows: list[int], *, read: bool) -> None:
    """Read these rows of the sheet as data, or leave them out."""
    wanted = set(layout.region.rows) | set(rows) if read else set(layout.region.rows) - set(rows)
    layout.region.rows = sorted(row for row in wanted if not layout.region.first <= row <= layout.region.last)


def _put(register: Register, source: Source, layouts: Layouts, sheet: int, region: Region, ledger: str) -> Layout:
    page = source.sheets[sheet]
    before = next((one for one in layouts.layouts if one.sheet == sheet), None)
    key = ledger or _told(page, region) or (before.ledger if before else ROSTER)
    if key not in ledgers():
        raise Mistake(_("There is no such ledger."))
    join_digits(page, region)
    columns = columns_of(key, page, region) if region.rows else []
    layout = Layout(sheet, page.name, key, region, columns, own=is_own(key, columns))
    layout.context = context_of(page, region)
    layout.hidden_rows = tuple(row for row in region.rows if row in page.hidden_rows)
    parts = parts_of(layout, page) or [layout]
    if region.last >= region.first:
        with register.read() as session:
            for part in parts:
                recall(session, part)
    layouts.layouts[:] = sorted([*(one for one in layouts.layouts if one.sheet != sheet), *parts], key=_by_sheet)
    return parts[0]


def _told(page: Sheet, region: Region) -> str:
    return which_ledger(region.headers, page.name, region.above, cells_of(page, region))


def _by_sheet(layout: Layout) -> int:
    return layout.sheet


def pasted(text: str) -> Source:
    """A block of cells as Excel and WPS put it on the clipboard: tabs between cells, quotes around cells of several lines.

    Raises `Mistake` for what is no block, or too large a one.
    """
    if len(text) > _MOST_PASTED:
        raise Mistake(_("This is more than can be pasted at a time. Save it as a workbook and choose that."))
    if "\t" not in text and "\n" not in text.strip():
        raise Mistake(_("There is no block of cells to paste. Copy rows in Excel or WPS first."))
    csv.field_size_limit(_MOST_PASTED)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t"):
        rows.append([cell.strip("\r") for cell in row[:_MOST_COLUMNS]])
        if len(rows) > _MOST_LINES:
            raise Mistake(_("This is more than can be pasted at a time. Save it as a workbook and choose that."))
    while rows and not any(rows[-1]):
        rows.pop()
    name = _("Pasted cells")
    return Source(Path(name), [Sheet(name, [list(row) for row in rows])])
