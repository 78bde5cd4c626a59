"""The whole way in one call: what the command line does."""

from pathlib import Path

from models.intake.committing import commit
from models.intake.files.reading import read_file
from models.intake.planning import plan
from models.intake.plans import Plan
from models.intake.sheets.proposing import propose
from models.progress import Progress, silent
from models.register import Register


def import_file(
    register: Register, path: Path, *, sheet: str | None = None, dry_run: bool = False, progress: Progress = silent
) -> Plan:
    """Read a file into the register, or with `dry_run` only say what that would change."""
    source = read_file(path, progress=progress)
    made = plan(register, source, propose(source, register, sheet), progress=progress)
    made.forget_rows()
    if not dry_run:
        commit(register, made, progress=progress)
    return made
