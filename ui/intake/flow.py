"""The long parts of a taking in: reading, planning, writing; each runs off the window's thread and can be cancelled."""

from pathlib import Path

from exports.ledger import template
from exports.rejects import write_report
from models.changes import Changes
from models.errors import Mistake
from models.history import undoing
from models.households import PEOPLE
from models.intake import Layouts, Plan, Source, commit, plan, propose, read_file
from models.intake.roster.answers import Answers
from models.intake.sheets.by_hand import pasted, without_header
from models.progress import Progress
from models.register import Register
from models.words import _
from ui.intake.work import SHEETS, Work
from ui.pdf_out import told_in_words


def read_in(register: Register, path: Path, progress: Progress) -> Work:
    """A file read, and how its sheets would be taken. Raises what `read_file` says of a file that cannot be read."""
    source = read_file(path, progress=progress)
    return Work(path, source, _proposed(register, source), step=SHEETS)


def paste_in(register: Register, text: str) -> Work:
    """The same of a block of cells; one without a header is told by its values."""
    source = pasted(text)
    work = Work(None, source, _proposed(register, source), step=SHEETS, pasted=True)
    assert work.layouts is not None
    if not work.layouts.layouts:
        without_header(register, source, work.layouts, 0)
    return work


def _proposed(register: Register, source: Source) -> Layouts:
    """What was recognised; nothing where the clerk has to say which row is the header."""
    if not any(sheet.rows for sheet in source.sheets):
        raise Mistake(_("There is nothing in this file."))
    try:
        return propose(source, register)
    except Mistake:
        return Layouts([])


def planned(register: Register, work: Work, progress: Progress) -> Plan:
    """What taking the file in would change now, as far as it was decided."""
    assert work.source is not None and work.layouts is not None
    if work.answers.settled:
        with register.read() as session:
            work.answers.take_back(undoing.undone(session))
    return plan(register, work.source, work.layouts, answers=_copied(work.answers), progress=progress)


def _copied(answers: Answers) -> Answers:
    """The decisions as they stand: those made meanwhile in the window do not reach into a plan under way."""
    return Answers(dict(answers.who), {one: set(kept) for one, kept in answers.keep.items()}, dict(answers.settled))


def written(register: Register, work: Work, progress: Progress) -> tuple[Plan, Changes]:
    """Take it in as decided: all of it, or nothing."""
    made = planned(register, work, progress) if work.answers else work.plan
    assert made is not None
    return made, commit(register, made, progress=progress)


def report(register: Register, work: Work, out: Path, progress: Progress) -> int:
    """The workbook of what is not taken; how many rows it has."""
    assert work.source is not None and work.plan is not None
    made = planned(register, work, progress) if work.answers else work.plan
    with told_in_words(out):
        return write_report(made, work.source.path, out)


def empty_workbook(out: Path) -> None:
    """A workbook to fill in."""
    with told_in_words(out):
        template(PEOPLE, out)
