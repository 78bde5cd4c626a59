"""What a file holds: each sheet's table, the ledger it belongs to, and what each column means."""

import itertools
from collections.abc import Sequence

from models.doors import parse_door
from models.errors import Mistake
from models.intake.calendars.finding import find_calendar
from models.intake.calendars.rounds import rounds_in
from models.intake.files.source import Sheet, Source
from models.intake.forms.cells import LEDGERS as OF_FORMS
from models.intake.forms.finding import FormLayout, find_forms
from models.intake.meaning.columns import Certainty
from models.intake.meaning.lexicon import NEVER, NOTE, ROSTER, ledgers
from models.intake.sheets.context import month_in
from models.intake.sheets.kinds import no_ledger
from models.intake.sheets.layouts import Layout, Layouts, recall, which_ledger
from models.intake.sheets.members import member_groups
from models.intake.sheets.parts import parts_of
from models.intake.sheets.regions import Region, find_region
from models.intake.sheets.tables_below import first_of
from models.intake.sheets.tabling import cells_of, table_of
from models.intake.sheets.unread import of_sheet
from models.intake.sheets.unusual import put_right
from models.register import Register
from models.words import _

_SAID = 10  # rows named one by one
_GAP = 200  # blank rows that nobody scrolls over


def propose(source: Source, register: Register, sheet: str | None = None, ledger: str = "") -> Layouts:
    """How the file's sheets would be read. `sheet` names the only one wanted, `ledger` what it is to be taken for.

    Raises `Mistake` where there is no such sheet, or nothing in the file that could be recognised.
    """
    wanted = _wanted(source, sheet)
    found = Layouts([])
    left_out = ""
    with register.read() as session:
        for number, one in wanted:
            if not one.rows:
                continue
            put, refused = put_right(one)
            found.notices += [(one.name, sentence) for sentence in put]
            layouts = _layouts(number, one, ledger, source.path.stem) if not refused else []
            if not layouts:
                left_out = left_out or refused
                found.notices.append((one.name, refused or _why_none(one)))
            for layout in layouts:
                found.notices += [(one.name, sentence) for sentence in layout.said]
                if isinstance(layout, FormLayout) and not layout.people:
                    continue
                _look_at_marks(found, layout, one, only=sheet is not None)
                recall(session, layout)
                found.layouts.append(layout)
    _share_year(source, found)
    _share_meanings(found)
    if not found.layouts:
        others = [sentence for _name, sentence in found.notices if sentence != _none()]
        none = left_out or next(iter(others), "")
        raise Mistake(none or _("No table was found in this file whose columns this program knows."))
    return found


def _none() -> str:
    return _("No table was recognised in this sheet; it was left out.")


def _why_none(sheet: Sheet) -> str:
    """What is said of a sheet that is left out: its title may name a list that the register does not keep."""
    region = find_region(sheet)
    title = no_ledger(sheet.name, region.above) if region else ""
    sentence = _("The register keeps no such list as “{title}”; the sheet was left out.")
    return sentence.format(title=title) if title else _none()


def _wanted(source: Source, sheet: str | None) -> list[tuple[int, Sheet]]:
    if sheet is None:
        return list(enumerate(source.sheets))
    wanted = [(n, s) for n, s in enumerate(source.sheets) if s.name.strip() == sheet.strip()]
    if not wanted:
        names = "、".join(one.name for one in source.sheets)
        raise Mistake(_("There is no sheet {sheet} in this file; there are: {names}").format(sheet=sheet, names=names))
    return wanted


def _layouts(number: int, sheet: Sheet, ledger: str, file: str) -> list[Layout]:
    """The layouts of one sheet: mostly one; of tables side by side one for each. It is a table, a form for one household,
    visit or matter, or a calendar of visits."""
    region = find_region(sheet)
    calendar = find_calendar(number, sheet, file, asked=ledger == "visits") if ledger in ("", "visits") else None
    if calendar is not None:
        return [calendar]
    of_members = region is not None and ledger in ("", ROSTER) and bool(member_groups(region.headers))
    grouped = of_members or (region is not None and bool(rounds_in(region.headers)))
    forms = find_forms(number, sheet, region, ledger) if ledger in ("", *OF_FORMS) and not grouped else []
    door = parse_door(sheet.name) if forms else None  # a sheet for each household is often called by its door
    for form in forms:
        form.context = {n: v for n, v in door._asdict().items() if v} if door and door.building else {}
    if forms:
        return list(forms)
    table = None if region is None else _table(number, sheet, ledger, region, of_members=of_members)
    return [] if table is None else parts_of(table, sheet, ledger)


def _table(number: int, sheet: Sheet, ledger: str, region: Region, *, of_members: bool) -> Layout | None:
    region = first_of(sheet, region)
    key = ledger or which_ledger(region.headers, sheet.name, region.above, cells_of(sheet, region))
    if of_members and key in ("", "households"):
        key = ROSTER
    if key not in ledgers():
        return None
    return table_of(number, sheet, region, key)


def _share_year(source: Source, found: Layouts) -> None:
    """A sheet 3月 of a file 2026年走访记录 is of that year."""
    year, _month = month_in(
        (source.path.stem, *(s.name for s in source.sheets), *(t for one in found.layouts for t in one.region.above))
    )
    for layout in found.layouts:
        said = layout.context.get("month", "")
        if year and "年" not in said:
            layout.context["month"] = f"{year}年{said}"


def _share_meanings(found: Layouts) -> None:
    """Sheets with one and the same header mean the same by it: what the values of one are too few or too odd to tell,
    another tells. The next time they would all be remembered so."""
    sure: dict[tuple[str, str], dict[int, str]] = {}
    for layout in found.layouts:
        for at, column in enumerate(layout.columns):
            if column.certainty is Certainty.CERTAIN or column.certainty is Certainty.BY_CONTENT:
                sure.setdefault((layout.ledger, layout.fingerprint), {}).setdefault(at, column.meaning)
    for layout in found.layouts:
        told = sure.get((layout.ledger, layout.fingerprint), {})
        for at, column in enumerate(layout.columns):
            if column.certainty is Certainty.CONFIRM and told.get(at, NOTE) != NOTE:
                column.meaning, column.certainty = told[at], Certainty.BY_CONTENT


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
    if layout.kind == "form":
        found.notices += [(sheet.name, sentence) for sentence in of_sheet(sheet)]
    if far := _behind_a_gap(layout.region.rows):
        sentence = _("Below many blank rows there are more rows, from row {row} on; they are read too.")
        found.notices.append((sheet.name, sentence.format(row=far + 1)))
    if hidden := [column.header for column in layout.columns if column.hidden and column.meaning != NEVER]:
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


def _behind_a_gap(rows: Sequence[int]) -> int:
    """The first row that stands far below the one before it; 0 for none."""
    return next((after for before, after in itertools.pairwise(rows) if after - before > _GAP), 0)
