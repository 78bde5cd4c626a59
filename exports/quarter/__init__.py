"""The quarter's workbook for the street office: a cover, a sheet for each subject, and the ledgers behind the figures."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from exports.ledger import Ledger, column, note_unmasked, write_ledger
from exports.quarter import forms
from exports.quarter.cover import cover, unfinished
from exports.quarter.forms import Form, Head
from exports.workbook import Book, workbook
from models import queries
from models.fields import RecordSpec
from models.figures import Chapter, QuarterFigures, quarter_figures
from models.figures.scope import Scope
from models.figures.standing import Standing
from models.households import CARES, HOUSEHOLDS
from models.matters import MATTERS
from models.mediation import MEDIATIONS
from models.organisation import APPOINTMENTS
from models.periods import Quarter
from models.progress import Progress, silent
from models.queries import Query
from models.register import Register, last_saved, office
from models.visits import VISITS

_FIGURES_SHARE = 2_000
"""What counting the figures weighs in the progress, in rows of a ledger."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A ledger behind the figures: its records that stand so in the quarter, and what the street office sees of them."""

    sheet: str
    spec: RecordSpec
    state: str
    words: str
    columns: tuple[str, ...]


LEDGERS = (
    Behind("任职台账", APPOINTMENTS, "closing", "季末在任",
           ("shown_name", "post_id", "unit_id", "grid_id", "party_member", "since", "how_chosen", "public_phone")),
    Behind("户台账", HOUSEHOLDS, "closing", "季末在册",
           ("estate", "door", "unit_id", "grid_id", "household_no", "state", "tenure", "phone", "contact_household",
            "since")),
    Behind("关爱对象台账", CARES, "closing", "季末在册",
           ("category_id", "person_id", "person_id.sex", "person_id.birth", "person_id.document", "person_id.phone",
            "household_id", "household_id.unit_id", "household_id.state", "since", "owner")),
    Behind("走访台账", VISITS, "made", "本季走访",
           ("visited_on", "household_id", "unit_id", "person_id", "visitor", "way", "purpose", "met", "people_met",
            "request", "result", "settled", "satisfaction")),
    Behind("事项台账", MATTERS, "concerned", "季初在办与本季受理",
           ("number", "received_on", "category", "content", "source", "unit_id", "asked_by", "phone", "lane", "level",
            "owner", "due_on", "status", "closed_on", "satisfaction")),
    Behind("调解台账", MEDIATIONS, "concerned", "季初在调与本季受理",
           ("number", "title", "accepted_on", "dispute_type", "source", "difficulty", "unit_id", "mediator", "outcome",
            "closed_on", "amount", "performance", "confirmation")),
)  # fmt: skip
"""What the street office is given: enough to check each figure, and no more."""


def quarter_workbook(
    register: Register,
    quarter: Quarter,
    out: Path,
    *,
    within: str = "",
    unmasked: bool = False,
    progress: Progress = silent,
) -> None:
    """Write a quarter's workbook, for the whole register or for one unit (an id) with all below it.

    Documents and phones are masked unless `unmasked`. `progress` may raise `Cancelled`: then nothing is left, and an
    older file stays.
    """
    with register.read() as session:
        scope = Scope(session, within, quarter.span)
        ids = [queries.ids(session, _records(behind, quarter, scope)) for behind in LEDGERS]
        total = _FIGURES_SHARE + sum(map(len, ids))
        figures = quarter_figures(
            session, quarter, within, lambda done, of: progress(done * _FIGURES_SHARE // of, total)
        )
        head = _head(session, figures)
        with workbook(out, head.title) as book:
            cover(book, head, figures, _about(session, figures))
            for chapter in figures.chapters[1:]:
                _chapter(book, head, chapter)
            _ledgers(book, session, head, ids, unmasked, progress)
            if unmasked:
                note_unmasked(register, head.title, sum(map(len, ids)))


def _records(behind: Behind, quarter: Quarter, scope: Scope) -> Query:
    return scope.query(behind.spec).where("id", "is", Standing(behind.spec.key, behind.state, quarter.span))


def _head(session: Session, figures: QuarterFigures) -> Head:
    keeper = office(session)
    street = f"（{keeper.street}）" if keeper.street else ""
    unit = f"    统计范围：{figures.unit}" if figures.unit else ""
    span = figures.quarter.span
    return Head(
        f"{figures.quarter.chinese}网格工作报表",
        f"填报单位：{keeper.name}{street}{unit}",
        f"统计期间：{span.start.isoformat()} 至 {span.end.isoformat()}",
    )


def _about(session: Session, figures: QuarterFigures) -> list[str]:
    today = date.today()
    saved = last_saved(session)
    kept = f"（登记册最近保存于 {saved.date().isoformat()}）" if saved else ""
    version = f"；程序版本：网格登记册 {_version()}" if _version() else ""
    return [*unfinished(figures, today), f"数据日期：{today.isoformat()}{kept}{version}。"]


@cache
def _version() -> str:
    """The program's version as its project file states it."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
    except (OSError, KeyError):
        return ""


def _chapter(book: Book, head: Head, chapter: Chapter) -> None:
    """A sheet with the tables of one subject; a remark stands below the first table it belongs to."""
    widths = forms.widths(chapter.blocks)
    with book.sheet(chapter.name.chinese, widths) as sheet:
        form = Form(book, sheet, widths)
        form.begin(head, chapter.name.chinese)
        said: set[str] = set()
        for number, block in enumerate(chapter.blocks):
            notes = [f"注：{words.chinese}" for words in block.notes if words.chinese not in said]
            said.update(words.chinese for words in block.notes)
            form.block(number, block, notes)


def _ledgers(
    book: Book, session: Session, head: Head, ids: Sequence[Sequence[str]], unmasked: bool, progress: Progress
) -> None:
    done, total = _FIGURES_SHARE, _FIGURES_SHARE + sum(map(len, ids))
    for behind, wanted in zip(LEDGERS, ids, strict=True):
        heading = f"{behind.sheet}　{head.title}　{behind.words}，共 {len(wanted)} 条　{head.unit}"
        shown = [column(behind.spec, path) for path in behind.columns]
        ledger = Ledger(session, behind.spec, shown, unmasked=unmasked)
        write_ledger(book, behind.sheet, ledger, wanted, _part(progress, done, total), heading)
        done += len(wanted)


def _part(progress: Progress, before: int, total: int) -> Progress:
    """Progress within a part of a longer task."""

    def tell(done: int, _of: int) -> None:
        progress(before + done, total)

    return tell
