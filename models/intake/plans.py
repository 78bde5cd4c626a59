"""What reading a file would do to the register: counted, field by field, before anything is written."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from models.fields import RecordSpec, Values
from models.intake.cleaning.cells import as_text
from models.intake.cleaning.documents import shorten_numbers
from models.intake.files.source import Source
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import NEVER, NOTHING, field_of
from models.intake.sheets.layouts import Layout, Layouts
from models.intake.sheets.table import Table
from models.values import MASK, masked
from models.words import _


class Outcome(StrEnum):
    """What becomes of one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REVIEW = "review"
    REJECTED = "rejected"


_NO_CELLS: list[Any] = []
NOT_TAKEN = frozenset({Outcome.REVIEW, Outcome.REJECTED})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to be said about one cell. `row` counts as the spreadsheet does, from 1."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    index: int = -1  # of the column
    level: str = "warn"


@dataclass(slots=True)
class Update:
    """One record that changes: each field's old and new value."""

    id: str
    title: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Review:
    """A row that somebody has to look at: why, and whom of the register it may be."""

    table: Table
    row: int
    reason: str
    candidates: tuple[str, ...]
    values: Values


class Absent(NamedTuple):
    """Somebody of the register who is not in the file."""

    id: str
    name: str
    door: str


@dataclass
class Plan:
    """The whole of what a file would change. `inserts` and `updates` are by ledger key or table name."""

    source: Source
    layouts: Layouts
    read: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    households: int = 0
    people: int = 0
    unplaced: int = 0
    homeless: int = 0  # new people whose row names no door
    in_several_estates: int = 0  # rows whose door stands in several estates, and the file does not say in which
    placed: int = 0  # households that waited for a unit which this file brought; known once it is written
    unknown: set[tuple[str, str]] = field(default_factory=set)  # names of units and grids said to be unknown
    problems: list[Problem] = field(default_factory=list)
    dropped_columns: list[str] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    inserts: dict[str, Sequence[Values]] = field(default_factory=dict)
    updates: dict[str, list[Update]] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    not_taken: dict[tuple[int, int], list[Problem]] = field(default_factory=dict)  # by sheet and row
    tables: list[Table] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)  # who lives where the file tells of, and is not in it
    care_moves: list[tuple[str, str]] = field(default_factory=list)  # person, household: their cares go along
    new_keys: dict[str, str] = field(default_factory=dict)  # households whose door sorts otherwise now

    @property
    def created(self) -> int:
        return self.outcomes[Outcome.CREATED]

    @property
    def updated(self) -> int:
        return self.outcomes[Outcome.UPDATED]

    @property
    def unchanged(self) -> int:
        return self.outcomes[Outcome.UNCHANGED]

    @property
    def review(self) -> int:
        return self.outcomes[Outcome.REVIEW]

    @property
    def rejected(self) -> int:
        return self.outcomes[Outcome.REJECTED]

    def count(self, outcomes: list[Outcome]) -> None:
        """Rows read, each with its outcome."""
        self.read += len(outcomes)
        for outcome, number in Counter(outcomes).items():
            self.outcomes[outcome] += number

    def problem(self, table: Table, i: int, meaning: str, value: Any, sentence: str, level: str = "warn") -> Problem:
        """Say something about the cell of a meaning in row i of a table."""
        return self._say(table, i, table.column_of(i, meaning), value, sentence, level)

    def _say(self, table: Table, i: int, column: Column | None, value: Any, sentence: str, level: str) -> Problem:
        row = table.rows[i] if i >= 0 else -1
        text = as_text(value)
        stands = as_text(table.cell_of(i, column)) if column and i >= 0 else ""
        if text and text in stands:
            stands = ""  # it is one of several things in the cell
        found = Problem(
            table.sheet.name, row + 1, column.header if column else "", stands or text, sentence,
            column.index if column else -1, level,
        )  # fmt: skip
        self.problems.append(found)
        if level in _REPORTED and i >= 0:
            self.not_taken.setdefault((table.layout.sheet, row), []).append(found)
        return found

    def insert(self, key: str, values: Values) -> None:
        """One more new record."""
        rows = self.inserts.setdefault(key, [])
        assert isinstance(rows, list)
        rows.append(values)

    def update(self, key: str, change: Update) -> None:
        """One more changed record."""
        self.updates.setdefault(key, []).append(change)

    def take_flaws(self, table: Table) -> None:
        """What cleaning found becomes problems of the plan; a cut number is told where its row is decided."""
        for flaw in table.flaws:
            sentence = flaw.sentence
            if flaw.alike:
                sentence = _("{problem} So in {count} more rows of this column.").format(
                    problem=sentence, count=len(flaw.alike)
                )
            said = self._say(table, flaw.row, flaw.column, flaw.value, sentence, flaw.level)
            others = dict.fromkeys(
                table.rows[i] for i in (*flaw.others, *flaw.alike)
            )  # said once, true of these rows too
            if flaw.row < 0 and flaw.level == "reject":
                others = dict.fromkeys(table.rows)
            for row in others if flaw.level in _REPORTED else ():
                self.not_taken.setdefault((table.layout.sheet, row), []).append(said)

    def forget_rows(self) -> None:
        """Let go of the cells of rows that were taken: nothing is to be said of them any more."""
        for table in self.tables:
            if not table.layout.is_one_piece:
                kept = {row for sheet, row in self.not_taken if sheet == table.layout.sheet}
                ordered = sorted(kept)
                for top, _left, bottom, _right in table.sheet.merged:  # a merged cell speaks for the rows beneath it
                    at = bisect_left(ordered, top)
                    if at < len(ordered) and ordered[at] <= bottom:
                        kept.add(top)
                for other in self.layouts.layouts:  # there may be another table below, with titles of its own
                    if other.sheet == table.layout.sheet:
                        kept.update(other.region.head_rows, other.region.sections)
                table.sheet.rows = [row if number in kept else _NO_CELLS for number, row in enumerate(table.sheet.rows)]

    def read_as(self) -> dict[str, dict[str, None]]:
        """The ledgers for which the tables of each sheet are taken, in their order."""
        found: dict[str, dict[str, None]] = {}
        for layout in self.layouts.layouts:
            if layout.take:
                found.setdefault(layout.name, {})[layout.ledger] = None
        return found

    def describe(self, layout: Layout) -> None:
        """Take down what the layout's columns were taken for."""
        for column in layout.columns:
            header = column.header
            dropped = column.meaning == NEVER or (column.meaning == NOTHING and column.samples and not layout.own)
            if dropped and header not in self.dropped_columns:
                self.dropped_columns.append(header)
            if header and column.meaning != NEVER:
                earlier = sum(one.header == header for one in layout.columns if one.index < column.index)
                called = f"{header} ({earlier + 1})" if earlier else header
                self.mapping.setdefault(called, _plain_meaning(layout.ledger, column.meaning))

    def as_json(self) -> dict[str, Any]:
        """The plan as `import --json` prints it; values of sensitive columns are masked."""
        return {
            "read": self.read,
            **{str(outcome): count for outcome, count in self.outcomes.items()},
            "households": self.households,
            "people": self.people,
            "ledgers": {name: list(found) for name, found in self.read_as().items()},
            "problems": [
                {
                    "sheet": p.sheet,
                    "row": p.row,
                    "column": p.column,
                    "value": self.value_of(p),
                    "problem": self.sentence_of(p),
                }
                for p in self.problems
            ],
            "dropped_columns": self.dropped_columns,
            "mapping": self.mapping,
            "absent": [{"name": one.name, "door": one.door} for one in self.absent],
        }

    def value_of(self, problem: Problem) -> str:
        """The cell as it may be shown: masked where its column is sensitive, or where nobody knows what it is."""
        found = [
            (layout, column) for layout in self.layouts.layouts if layout.name == problem.sheet
            for column in layout.columns if column.index == problem.index
        ]  # fmt: skip
        if not found or not problem.value:
            return problem.value
        layout, column = found[0]
        return str(mask_cell(layout.ledger, column.meaning, problem.value))

    def sentence_of(self, problem: Problem) -> str:
        """The sentence without a sensitive value that it may quote."""
        shown = self.value_of(problem)
        return problem.problem if shown == problem.value else problem.problem.replace(problem.value, shown)


_REPORTED = frozenset({"reject", "review", "cell"})  # whose cells stand in the workbook of what was not taken
_NAMES = ("name", "householder")  # beside which numbers may stand
_NUMBERS = re.compile(r"\d{7,}[Xx]?")
_SENSITIVE_MEANINGS = (
    "document", "householder.document", "care", "applicant", "applicant_phone", "applicant_address",
    "respondent", "respondent_phone", "respondent_address", "phone",
)  # fmt: skip


def mask_cell(ledger: str, meaning: str, text: str) -> str:
    """A cell of a column of this meaning as it may be shown at a glance."""
    found = field_of(ledger, meaning)
    if found and found[1].sensitive:
        return str(masked(found[0].kinds[found[1].name], text))
    if meaning.startswith("care.") or meaning in _SENSITIVE_MEANINGS:
        return MASK
    return _NUMBERS.sub("…", text) if meaning in _NAMES else shorten_numbers(text)[0]


def _plain_meaning(ledger: str, meaning: str) -> str:
    """A meaning as the mapping names it: a field of the household by its own name where that says enough."""
    name = meaning.removeprefix("household.")
    return meaning if name != meaning and field_of(ledger, name) else name


def spec_title(of: RecordSpec, values: Values) -> str:
    """How a record would be called."""
    return " ".join(str(values[name]) for name in of.title if values.get(name))
