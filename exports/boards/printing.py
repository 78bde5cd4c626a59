"""From the register to a file of boards, and what of it is remembered as issued."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from exports.boards.content import Board, as_json, fingerprint
from exports.boards.drawing import Lot, draw, draw_lots
from exports.boards.emblems import PARTY_BUILDING, digest
from exports.boards.gathering import Gathered, Organisation, nothing_found
from exports.boards.kinds import GATHER
from exports.boards.paper import Paper, paper
from exports.boards.report import Report
from exports.boards.themes import Theme, theme
from models import operations, queries
from models.changes import Changes
from models.errors import Mistake
from models.issued_boards import ISSUED_BOARDS
from models.progress import Progress, silent
from models.register import Register
from models.words import _

__all__ = [
    "Shelved",
    "Stale",
    "draw_again",
    "gather",
    "issue",
    "issue_again",
    "out_of_date",
    "print_boards",
    "shelf",
    "shelf_in",
]


def gather(register: Register, kind: str, unit_id: str = "", as_of: date | None = None) -> list[Gathered]:
    """Every board of a kind within a unit, ready to be drawn.

    Raises `Mistake` for a kind there is not, or where there is nothing to make one for.
    """
    if kind not in GATHER:
        raise Mistake(_("There is no board kind {kind}; there are: {known}").format(kind=kind, known=", ".join(GATHER)))
    with register.read() as session:
        organisation = Organisation(session, as_of or date.today())
        found = list(_made(session, organisation, kind, unit_id))
    if not found:
        raise nothing_found(kind)
    return found


def _made(session: Session, organisation: Organisation, kind: str, unit_id: str = "") -> Iterator[Gathered]:
    """Every board of a kind within a unit; one of party building carries the office's emblem."""
    emblem = organisation.office.emblem if kind in PARTY_BUILDING else None
    for one in GATHER[kind](session, organisation, unit_id):
        yield replace(one, board=replace(one.board, emblem=emblem)) if emblem else one


def print_boards(
    register: Register, out: Path, *, kind: str, unit_id: str = "", paper_name: str = "A4", theme_name: str = "red",
    poster: str | None = None, as_of: date | None = None, emblem: bytes | None = None, bleed: float = 0.0,
    marks: bool = False, progress: Progress = silent,
) -> Report:  # fmt: skip
    """Draw every board of a kind within a unit into one PDF.

    `emblem` is a picture for every one of them, in place of the office's own on boards of party building. `bleed` in mm
    and `marks` (crop marks) are for print shops.
    """
    sheet, look, tiles = _paper(paper_name), _theme(theme_name), _paper(poster) if poster else None
    found = gather(register, kind, unit_id, as_of)
    boards: Iterator[Board] = (replace(one.board, emblem=emblem or one.board.emblem) for one in found)
    return draw(
        boards, out, paper=sheet, theme=look, poster=tiles, bleed=bleed, marks=marks,
        progress=lambda done: progress(done, len(found)),
    )  # fmt: skip


def _paper(name: str) -> Paper:
    try:
        return paper(name)
    except ValueError as error:
        raise Mistake(
            _("There is no paper {name}; take A4, A3, A0 or a size such as 600x900.").format(name=name)
        ) from error


def _theme(name: str) -> Theme:
    try:
        return theme(name)
    except (KeyError, ValueError, OSError) as error:
        raise Mistake(_("There is no theme {name}; there are: red, blue, plain, ink.").format(name=name)) from error


def issue(
    register: Register, boards: Sequence[Gathered], paper_name: str, theme_name: str, on: date | None = None
) -> Changes:
    """Remember boards as issued on a day (today), with what each says."""
    with register.operation() as operation:
        for one in boards:
            _put(operation.session, one, paper_name, theme_name, on)
        operation.sentence = _("Issued {count} boards").format(count=len(boards))
    return operation.changes


def _put(session: Session, one: Gathered, paper_name: str, theme_name: str, on: date | None) -> None:
    values = {
        "kind": one.board.kind, "title": one.board.title, "unit_id": one.unit_id, "grid_id": one.grid_id,
        "paper": paper_name, "theme": theme_name, "issued_on": on or date.today(), "number": one.board.number,
    }  # fmt: skip
    content = json.dumps(as_json(one.board), ensure_ascii=False)
    operations.put(session, ISSUED_BOARDS, values, extra={"content": content, "fingerprint": mark(one.board)})


def mark(board: Board) -> str:
    """The fingerprint of what a board says, but for the number of households: it changes with every removal.

    The emblem says nothing; `_emblem_gone` looks after it.
    """

    def still(area: str) -> str:
        return re.sub(r"，?共 ?[\d,]+ ?户", "", area)

    lead = tuple(replace(officer, area=still(officer.area)) for officer in board.lead)
    return fingerprint(replace(board, lead=lead, area=still(board.area), emblem=None))


def _emblem_gone(said: Mapping[str, object], now: Board) -> bool:
    """Whether a board hangs with an emblem that is the office's no more; one that has none may stay as it is."""
    before = said.get("emblem", "")
    return bool(before) and before != (digest(now.emblem) if now.emblem else "")


@dataclass(frozen=True, slots=True)
class Stale:
    """An issued board that says something else today; `today` is None where there is no such board any more."""

    issued_id: str
    title: str
    kind: str
    paper: str
    theme: str
    said: dict[str, object]
    today: Gathered | None


@dataclass(frozen=True, slots=True)
class Shelved:
    """The newest issue of one board, what it would be today (None if it is gone), and whether it is out of date."""

    issued_id: str
    title: str
    kind: str
    unit_id: str | None
    grid_id: str | None
    paper: str
    theme: str
    issued_on: date
    said: dict[str, object]
    today: Gathered | None
    stale: Stale | None


def out_of_date(register: Register, as_of: date | None = None) -> list[Stale]:
    """The newest issue of each board that no longer says what it should."""
    return [one.stale for one in shelf(register, as_of) if one.stale]


def shelf(register: Register, as_of: date | None = None) -> list[Shelved]:
    """The newest issue of every board, those out of date first, then the newest first."""
    with register.read() as session:
        return shelf_in(session, as_of)


def shelf_in(session: Session, as_of: date | None = None) -> list[Shelved]:
    """As `shelf`, in a session that is open."""
    ids = queries.ids(session, queries.Query(ISSUED_BOARDS, order=("-issued_on", "-id")))
    names = ("kind", "title", "unit_id", "grid_id", "paper", "theme", "issued_on", "content", "fingerprint")
    rows = queries.rows(session, ISSUED_BOARDS, ids, names)
    organisation = Organisation(session, as_of or date.today())
    today = {
        kind: {(one.unit_id, one.grid_id, one.board.title): one for one in _made(session, organisation, kind)}
        for kind in {row["kind"] for row in rows} & set(GATHER)
    }
    newest: dict[tuple[str, str | None, str | None, str], queries.Row] = {}
    for row in rows:  # newest first
        places = tuple(row[name].id if row[name] else None for name in ("unit_id", "grid_id"))
        newest.setdefault((row["kind"], places[0], places[1], row["title"]), row)
    found = []
    for (kind, unit, grid, title), row in newest.items():
        now, said = today.get(kind, {}).get((unit, grid, title)), json.loads(row["content"])
        same = now is not None and mark(now.board) == row["fingerprint"]
        fresh = same and now is not None and not _emblem_gone(said, now.board)
        stale = None if fresh else Stale(row.id, title, kind, row["paper"], row["theme"], said, now)
        found.append(
            Shelved(row.id, title, kind, unit, grid, row["paper"], row["theme"], row["issued_on"], said, now, stale)
        )
    return sorted(found, key=lambda one: one.stale is None)


def draw_again(stale: Sequence[Stale], out: Path | BinaryIO, progress: Progress = silent) -> Report:
    """Draw what is out of date as it should be today, each on its own paper and in its own look, into one PDF.

    Raises `Mistake` where none of them is there any more.
    """
    lots: dict[tuple[str, str], list[Board]] = {}
    for one in stale:
        if one.today is not None:
            lots.setdefault((one.paper, one.theme), []).append(one.today.board)
    if not lots:
        raise Mistake(_("None of these boards is there any more; take them off the wall."))
    made = [Lot(boards, _paper(sheet), _theme(look)) for (sheet, look), boards in lots.items()]
    total = sum(len(lot.boards) for lot in made)
    return draw_lots(made, out, progress=lambda done: progress(done, total))


def issue_again(register: Register, stale: Sequence[Stale], on: date | None = None) -> Changes:
    """Remember boards that were out of date as issued anew, but for those that are gone."""
    with register.operation() as operation:
        for one in stale:
            if one.today is not None:
                _put(operation.session, one.today, one.paper, one.theme, on)
        operation.sentence = _("Issued {count} boards").format(count=sum(1 for one in stale if one.today is not None))
    return operation.changes
