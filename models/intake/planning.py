"""From layouts to a plan: every sheet cleaned, every row decided, nothing written yet."""

from models.intake.answers import Answers, roster_of
from models.intake.homes import Homes
from models.intake.layouts import Layouts
from models.intake.ledgers import plan_ledger
from models.intake.pausing import collector_paused
from models.intake.places import Places
from models.intake.plans import Plan, Problem
from models.intake.source import Source
from models.intake.table import Table, clean
from models.intake.visited import known_in
from models.progress import Progress, silent
from models.register import Register


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
        tables: dict[str, list[Table]] = {}
        for layout in layouts.taken:
            made.describe(layout)
            table = clean(layout, source.sheets[layout.sheet], known_in(session))
            made.tables.append(table)
            tables.setdefault(layout.ledger, []).append(table)
            progress(0, source.rows)
        for ledger, found in tables.items():
            if ledger == "people":
                roster_of(answers)(session, made, homes, progress).plan(found)
            else:
                plan_ledger(session, made, homes, ledger, found, progress)
        if places.new:
            made.inserts["unit"] = [*made.inserts.get("unit", ()), *places.new]
    return made
