"""What a file holds: each sheet's table, the ledger it belongs to, and what each column means."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from models.doors import parse_door
from models.errors import Mistake
from models.intake.calendars.finding import find_calendar
from models.intake.cleaning.cells import as_text
from models.intake.cleaning.cleaners import cleaner_for
from models.intake.files.source import Sheet, Source
from models.intake.forms.finding import FormLayout, find_form, labelled
from models.intake.meaning.headers import TITLE, Column, meanings_of, recognise
from models.intake.meaning.lexicon import ROSTER, care_words, ledgers
from models.intake.sheets.context import PARTS, grid_in, month_in, place_in
from models.intake.sheets.digit_cells import join_digits
from models.intake.sheets.layouts import Layout, Layouts, is_own, recall, which_ledger
from models.intake.sheets.members import Group, member_groups, of_all, rows_with
from models.intake.sheets.regions import Region, block_of, find_region, side_by_side
from models.intake.sheets.tables_below import first_of, tables_of
from models.register import Register
from models.search import fold
from models.words import _

_SAMPLED = 200
_SHOWN = 3
_SAID = 10


def propose(source: Source, register: Register, sheet: str | None = None, ledger: str = "") -> Layouts:
    """How the file's sheets would be read. `sheet` names the only one wanted, `ledger` what it is to be taken for.

    Raises `Mistake` where there is no such sheet, or nothing in the file that could be recognised.
    """
    wanted = _wanted(source, sheet)
    found = Layouts([])
    with register.read() as session:
        for number, one in wanted:
            if not one.rows:
                continue
            layouts = _layouts(number, one, ledger, source.path.stem)
            if not layouts:
                found.notices.append((one.name, _("No table was recognised in this sheet; it was left out.")))
            for layout in layouts:
                if isinstance(layout, FormLayout):
                    found.notices += [(one.name, sentence) for sentence in layout.said]
                    if not layout.people:
                        continue
                _look_at_marks(found, layout, one, only=sheet is not None)
                recall(session, layout)
                found.layouts.append(layout)
    _share_year(source, found)
    if not found.layouts:
        raise Mistake(_("No table was found in this file whose columns this program knows."))
    return found


def _wanted(source: Source, sheet: str | None) -> list[tuple[int, Sheet]]:
    if sheet is None:
        return list(enumerate(source.sheets))
    wanted = [(n, s) for n, s in enumerate(source.sheets) if s.name.strip() == sheet.strip()]
    if not wanted:
        names = "、".join(one.name for one in source.sheets)
        raise Mistake(_("There is no sheet {sheet} in this file; there are: {names}").format(sheet=sheet, names=names))
    return wanted


def _layouts(number: int, sheet: Sheet, ledger: str, file: str) -> list[Layout]:
    """The layouts of one sheet: mostly one; of tables side by side one for each."""
    layout = _layout(number, sheet, ledger, file)
    return [] if layout is None else parts_of(layout, sheet, ledger)


def parts_of(layout: Layout, sheet: Sheet, ledger: str = "") -> list[Layout]:
    """The tables that a sheet's table is made of: mostly one; else those below it that have a header of their own, and
    of each the tables side by side. `ledger` is what all of them are to be taken for."""
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
        found.append(_table(layout.sheet, sheet, region, own or layout.ledger))
        found[-1].context = layout.context | found[-1].context
    return found


def _side_by_side(layout: Layout, sheet: Sheet) -> list[Layout]:
    """Of tables side by side each, of members beside each other one for the row itself and one for each of them."""
    if blocks := side_by_side(layout.region.headers):
        regions = [block_of(sheet, layout.region, block) for block in blocks]
        return [
            replace(
                layout, region=region, columns=columns_of(layout.ledger, sheet, region, block),
                context=context_of(sheet, region),
            )
            for region, block in zip(regions, blocks, strict=True) if region.rows
        ]  # fmt: skip
    groups = member_groups(layout.region.headers) if layout.ledger == ROSTER else []
    return _member_by_member(layout, sheet, groups) if groups else [layout]


def _member_by_member(layout: Layout, sheet: Sheet, groups: list[Group]) -> list[Layout]:
    region = layout.region
    of_members = {at for group in groups for at in group.headers}
    width = max(map(len, sheet.rows))
    own = columns_of(ROSTER, sheet, region, [at for at in range(width) if at not in of_members])
    shared = of_all(own)
    parts = []
    if any(column.meaning == "householder" for column in shared):
        parts.append(replace(layout, columns=own))
        own = shared
    for group in groups:
        headers = [group.headers.get(at, "") for at in range(len(region.headers))]
        columns = columns_of(ROSTER, sheet, replace(region, headers=headers), group.headers)
        for column in columns:
            column.header = region.headers[column.index]
        rows = rows_with(sheet, region.rows, group.headers)
        here = own if group is groups[0] else [replace(one) for one in shared]
        parts.append(replace(layout, region=replace(region, rows=rows), columns=[*here, *columns]))
    return [part for part in parts if part.region.rows]


def _layout(number: int, sheet: Sheet, ledger: str, file: str) -> Layout | None:
    """The layout of one sheet: a table, a form for one household, or a calendar of visits."""
    region = find_region(sheet)
    calendar = find_calendar(number, sheet, file, asked=ledger == "visits") if ledger in ("", "visits") else None
    if calendar is not None:
        return calendar
    of_members = region is not None and ledger in ("", ROSTER) and bool(member_groups(region.headers))
    form = find_form(number, sheet, region) if ledger in ("", ROSTER) and not of_members else None
    if form is not None:
        door = parse_door(sheet.name)  # a sheet for each household is often called by its door
        form.context = {n: v for n, v in door._asdict().items() if v} if door and door.building else {}
        return form
    if region is None:
        return None
    region = first_of(sheet, region)
    key = ledger or which_ledger(region.headers, sheet.name, region.above)
    if of_members and key in ("", "households"):
        key = ROSTER
    if key not in ledgers():
        return None
    return _table(number, sheet, region, key)


def _table(number: int, sheet: Sheet, region: Region, key: str) -> Layout:
    join_digits(sheet, region)
    columns = columns_of(key, sheet, region)
    layout = Layout(number, sheet.name, key, region, columns, own=is_own(key, columns))
    layout.context = context_of(sheet, region)
    if key == "people" and (offered := _category_of_title(layout)):
        layout.columns.insert(0, offered)
    return layout


def _category_of_title(layout: Layout) -> Column | None:
    """A list of old people who live alone says of everyone in it what its columns do not: that is asked, not guessed."""
    titles = [layout.name, *(text for text in layout.region.above[:3] if len(text) <= 40)]
    for words in sorted(care_words(), key=len, reverse=True):
        meaning = care_words()[words]
        title = next((text for text in titles if words in fold(text)), None)
        if title and not any(column.meaning in (meaning, "care") for column in layout.columns):
            header = _("Title: {title}").format(title=title)
            return Column(TITLE, header, suggestion=meaning)
    return None


def columns_of(ledger: str, sheet: Sheet, region: Region, block: Collection[int] | None = None) -> list[Column]:
    """The table's columns with what they mean; columns without a header and a value are left out, as are those beside
    `block`."""
    rows = _sample(region.rows)
    width = max([len(region.headers), *(len(sheet.rows[row]) for row in rows)])
    headers = [*region.headers, *[""] * (width - len(region.headers))]
    wanted = [column for column in range(width) if block is None or column in block]
    values = [[sheet.cell(row, column) for row in rows] for column in wanted]
    columns = recognise(ledger, [headers[column] for column in wanted], values)
    for column in columns:
        column.index = wanted[column.index]
    for column in columns:
        column.samples = _samples(values[wanted.index(column.index)])
        column.hidden = column.index in sheet.hidden_columns
    return [column for column in columns if column.header or column.samples]


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
    for text in region.above[:3]:
        found |= place_in(text)
    found |= place_in(sheet.name)
    if grid := next(filter(None, map(grid_in, (sheet.name, *region.above[:3]))), ""):
        found["grid_id"] = grid
    for label, (text, _row, _column) in labelled(sheet, region.first, region.top):
        part = next(
            (m.removeprefix("household.") for m in meanings_of("people", label) if m.startswith("household.")), ""
        )
        if part in PARTS:
            value = cleaner_for("people", f"household.{part}", label)(text)
            found |= {part: value} if isinstance(value, str) else {}
    year, month = month_in((sheet.name, *region.above))
    if year or month:
        found["month"] = (f"{year}年" if year else "") + (f"{month}月" if month else "")
    return found


def _share_year(source: Source, found: Layouts) -> None:
    """A sheet 3月 of a file 2026年走访记录 is of that year."""
    year, _month = month_in(
        (source.path.stem, *(s.name for s in source.sheets), *(t for one in found.layouts for t in one.region.above))
    )
    for layout in found.layouts:
        said = layout.context.get("month", "")
        if year and "年" not in said:
            layout.context["month"] = f"{year}年{said}"


def _look_at_marks(found: Layouts, layout: Layout, sheet: Sheet, *, only: bool) -> None:
    """Hidden sheets, rows and columns, and what lay beyond the limits, are said."""
    layout.hidden_rows = tuple(row for row in layout.region.rows if row in sheet.hidden_rows)
    if layout.hidden_rows:
        sentence = _("{count} rows of this sheet are hidden; they are read like the others.")
        found.notices.append((sheet.name, sentence.format(count=len(layout.hidden_rows))))
    if struck := [row for row in layout.region.rows if row in sheet.struck_rows]:
        sentence = _("{count} rows of this sheet have words struck through; they are read like the others: row {rows}")
        rows = "、".join(str(row + 1) for row in struck[:_SAID]) + ("…" if len(struck) > _SAID else "")
        found.notices.append((sheet.name, sentence.format(count=len(struck), rows=rows)))
    if hidden := [column.header for column in layout.columns if column.hidden]:
        sentence = _("Hidden columns are read like the others: {names}")
        found.notices.append((sheet.name, sentence.format(names="、".join(hidden))))
    if sheet.cut == "columns":
        found.notices.append(
            (sheet.name, _("This sheet is wider than what is read; columns far to the right were left out."))
        )
    if sheet.cut == "rows":
        found.notices.append(
            (sheet.name, _("This sheet is longer than what is read at a time; the last rows were left out."))
        )
    if not sheet.visible and not only:
        layout.take = False
        found.notices.append((sheet.name, _("This sheet is hidden; it was left out. Name it to read it.")))
