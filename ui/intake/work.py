"""What one taking in is made of, kept for as long as the register is open: it can be left and returned to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.intake import Layout, Layouts, Outcome, Plan, Source
from models.intake.meaning.lexicon import ROSTER
from models.intake.roster.answers import Answers
from ui.desk import Desk

CHOOSE, SHEETS, COLUMNS, PREVIEW, DONE = range(5)
_KEPT = "intake"


@dataclass
class Taken:
    """What was written, for the last step to tell: the counts add up over what was taken in afterwards."""

    created: int = 0
    updated: int = 0
    operation: int = 0  # the last one


@dataclass
class Work:
    """One file on its way in. `step` is where the clerk stands."""

    path: Path | None = None
    source: Source | None = None
    layouts: Layouts | None = None
    plan: Plan | None = None
    answers: Answers = field(default_factory=Answers)
    step: int = CHOOSE
    pasted: bool = False
    taken: Taken | None = None

    @property
    def name(self) -> str:
        """How the file is called."""
        return self.source.path.name if self.source else ""

    def parts(self) -> tuple[Source, Layouts]:
        """The file and how it is read, once there is one."""
        assert self.source is not None and self.layouts is not None
        return self.source, self.layouts

    def layout_of(self, sheet: int) -> Layout | None:
        """How a sheet is read; None where nothing in it was recognised."""
        return next(iter(self.layouts_of(sheet)), None)

    def layouts_of(self, sheet: int) -> list[Layout]:
        """Every table of a sheet: mostly one."""
        return [one for one in self.layouts or () if one.sheet == sheet]

    def nameless(self) -> list[str]:
        """The sheets of people of which no column is known to hold the name."""
        taken = self.layouts.taken if self.layouts else []
        tables = [one for one in taken if one.ledger == ROSTER and one.kind == "table"]
        return [one.name for one in tables if not one.column_of("name") and not one.column_of("householder")]

    def waiting(self) -> int:
        """Rows of the preview that nobody has decided; once it was written, they wait in the register."""
        if self.plan is None or self.taken is not None:
            return 0
        who = self.answers.who
        return sum((one.table.layout.sheet, one.table.rows[one.row]) not in who for one in self.plan.reviews)

    def counts(self) -> dict[Outcome, int]:
        """The five counts with what was decided since the plan was made."""
        if self.plan is None:
            return dict.fromkeys(Outcome, 0)
        found = dict(self.plan.outcomes)
        for one in self.plan.reviews:
            who = self.answers.who.get((one.table.layout.sheet, one.table.rows[one.row]))
            if who is not None:
                found[Outcome.REVIEW] -= 1
                found[_becomes(who)] += 1
        return found


def _becomes(who: str) -> Outcome:
    from models.intake.roster.answers import LEFT_OUT, SOMEBODY_NEW

    return {SOMEBODY_NEW: Outcome.CREATED, LEFT_OUT: Outcome.REJECTED}.get(who, Outcome.UPDATED)


@dataclass(frozen=True)
class Alike:
    """Sheets of one layout: one for each building, say. What is decided for one holds for all."""

    layouts: tuple[Layout, ...]

    @property
    def first(self) -> Layout:
        return self.layouts[0]

    def decide(self, place: int, meaning: str) -> None:
        """Say what a column is, on every sheet."""
        for layout in self.layouts:
            layout.columns[place].decide(meaning)


def alike(layouts: Sequence[Layout]) -> list[Alike]:
    """The sheets grouped by their layouts, in their order."""
    groups: dict[tuple[str, str], list[Layout]] = {}
    for layout in layouts:
        groups.setdefault((layout.ledger, layout.fingerprint), []).append(layout)
    return [Alike(tuple(found)) for found in groups.values()]


def of_desk(desk: Desk) -> Work:
    """The taking in under way in this register."""
    found = desk.kept.get(_KEPT)
    if not isinstance(found, Work):
        found = desk.kept[_KEPT] = Work()
    return found


def begin(desk: Desk, work: Work) -> Work:
    """Put another taking in in place of the one under way."""
    desk.kept[_KEPT] = work
    return work
