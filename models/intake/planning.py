"""From layouts to a plan: every sheet cleaned, every row decided, nothing written yet."""

from collections.abc import Iterator
from itertools import groupby

from models.intake.calendars.visited import Known, known_in
from models.intake.files.source import Source
from models.intake.ledgers.ledger import plan_ledger
from models.intake.meaning.columns import TITLE
from models.intake.meaning.lexicon import NOTE
from models.intake.pausing import collector_paused
from models.intake.places.homes import Homes
from models.intake.places.places import Places
from models.intake.plans import Plan, Problem
from models.intake.roster.answers import Answers, roster_of
from models.intake.roster.brought import Brought
from models.intake.sheets.clean import clean
from models.intake.sheets.layouts import Layout, Layouts
from models.intake.sheets.table import Table
from models.intake.sheets.titles import say_title
from models.intake.sheets.told import say_told_by
from models.intake.sheets.villages import put_villages
from models.progress import Progress, silent
from models.register import Register
from models.words import _


def plan(
    register: Register, source: Source, layouts: Layouts, *, answers: Answers | None = None, progress: Progress = silent
) -> Plan:
    """What reading these sheets would change, as `answers` decide it. Raises what `progress` raises to cancel."""
    made = Plan(source, layouts)
    for sheet, sentence in layouts.notices:
        made.problems.append(Problem(sheet, 0, "", "", sentence, level="notice"))
    with collector_paused(), register.read() as session:
        places = Places(session, layouts.create_under)
        homes = Homes(session, places)
        brought = Brought(made)
        known = brought.known(known_in(session))
        # Each ledger knows what those before it bring.
        for ledger, found in groupby(layouts.taken, key=lambda one: one.ledger):
            tables = [_cleaned(made, layout, known, places) for layout in found]
            progress(0, source.rows)
            if ledger == "people":
                roster_of(answers)(session, made, homes, progress).plan(tables)
            else:
                plan_ledger(session, made, homes, brought, ledger, tables, progress)
        say_told_by(made)
        if places.new:
            made.inserts["unit"] = [*made.inserts.get("unit", ()), *places.new]
    return made


def _cleaned(made: Plan, layout: Layout, known: Known, places: Places) -> Table:
    """A layout's table, and what is to be said of the whole of it."""
    made.describe(layout)
    table = clean(layout, made.source.sheets[layout.sheet], known, made.layouts.estate, made.source.path.stem)
    put_villages(table, places.is_own, made.source.path.stem)
    made.tables.append(table)
    for sentence in _remarks(layout, table):
        made.problems.append(Problem(layout.name, 0, "", "", sentence, level="notice"))
    return table


def _remarks(layout: Layout, table: Table) -> Iterator[str]:
    """What is to be said of a whole sheet."""
    if not table.rows and layout.kind == "table":
        yield _("There are no rows under the headings of this sheet.")
    title = next((one for one in layout.columns if one.index == TITLE and one.meaning == NOTE), None)
    if title is not None:
        yield say_title(title, layout.ledger)
