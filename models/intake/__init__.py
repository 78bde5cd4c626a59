"""Rosters and ledgers from outside: read, recognised, cleaned, matched, shown, and taken into the register.

    source = read_file(path)
    layouts = propose(source, register)      # change a column's meaning with column.decide(...)
    plan_ = plan(register, source, layouts)  # nothing is written yet
    commit(register, plan_)                  # one operation, to be undone like any other

The names are looked up when they are first used, so that the child process that reads a file from outside
(`models.intake.files.child`) starts without the register.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.intake.committing import commit
    from models.intake.files.reading import read_file
    from models.intake.files.source import Sheet, Source
    from models.intake.importing import import_file
    from models.intake.meaning.columns import Certainty, Column
    from models.intake.planning import plan
    from models.intake.plans import Outcome, Plan, Problem, Review, Update
    from models.intake.sheets.layouts import Layout, Layouts
    from models.intake.sheets.proposing import propose

__all__ = [
    "Certainty", "Column", "Layout", "Layouts", "Outcome", "Plan", "Problem", "Review", "Sheet", "Source", "Update",
    "commit", "import_file", "plan", "propose", "read_file",
]  # fmt: skip

_HOMES = {
    "commit": "committing", "Certainty": "meaning.columns", "Column": "meaning.columns", "import_file": "importing",
    "Layout": "sheets.layouts", "Layouts": "sheets.layouts", "Outcome": "plans", "Plan": "plans", "Problem": "plans",
    "Review": "plans", "Update": "plans", "plan": "planning", "propose": "sheets.proposing",
    "read_file": "files.reading", "Sheet": "files.source", "Source": "files.source",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"models.intake.{_HOMES[name]}"), name)
