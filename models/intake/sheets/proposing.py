"""What a file holds: each sheet's table, the ledger it belongs to, and what each column means."""

from models.doors import parse_door
from models.errors import Mistake
from models.intake.calendars.finding import find_calendar
from models.intake.calendars.rounds import rounds_in
from models.intake.files.source import Sheet, Source
from models.intake.forms.finding import FormLayout, find_form
from models.intake.meaning.lexicon import ROSTER, ledgers
from models.intake.sheets.context import month_in
from models.intake.sheets.kinds import no_ledger
from models.intake.sheets.layouts import Layout, Layouts, recall, which_ledger
from models.intake.sheets.members import member_groups
from models.intake.sheets.parts import parts_of
from models.intake.sheets.regions import find_region
from models.intake.sheets.tables_below import first_of
from models.intake.sheets.tabling import cells_of, table_of
from models.register import Register
from models.words import _

_SAID = 10  # rows named one by one


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
                found.notices.append((one.name, _why_none(one)))
            for layout in layouts:
                found.notices += [(one.name, sentence) for sentence in layout.said]
                if isinstance(layout, FormLayout) and not layout.people:
                    continue
                _look_at_marks(found, layout, one, only=sheet is not None)
                recall(session, layout)
                found.layouts.append(layout)
    _share_year(source, found)
    if not found.layouts:
        others = [sentence for _name, sentence in found.notices if sentence != _none()]
        raise Mistake(others[0] if others else _("No table was found in this file whose columns this program knows."))
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
    """The layouts of one sheet: mostly one; of tables side by side one for each."""
    layout = _layout(number, sheet, ledger, file)
    return [] if layout is None else parts_of(layout, sheet, ledger)


def _layout(number: int, sheet: Sheet, ledger: str, file: str) -> Layout | None:
    """The layout of one sheet: a table, a form for one household, or a calendar of visits."""
    region = find_region(sheet)
    calendar = find_calendar(number, sheet, file, asked=ledger == "visits") if ledger in ("", "visits") else None
    if calendar is not None:
        return calendar
    of_members = region is not None and ledger in ("", ROSTER) and bool(member_groups(region.headers))
    grouped = of_members or (region is not None and bool(rounds_in(region.headers)))
    form = find_form(number, sheet, region) if ledger in ("", ROSTER) and not grouped else None
    if form is not None:
        door = parse_door(sheet.name)  # a sheet for each household is often called by its door
        form.context = {n: v for n, v in door._asdict().items() if v} if door and door.building else {}
        return form
    if region is None:
        return None
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
