"""What the boards page reads off the window's thread: the shelf, the boards there can be, and the preview's file."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from exports.boards import Board, Report, draw, from_json, paper, theme
from exports.boards import printing as out
from exports.boards.comparing import compare, in_short
from exports.boards.emblems import digest
from exports.boards.gathering import Gathered
from exports.boards.printing import Shelved
from models import queries
from models.errors import Mistake
from models.register import Register
from models.words import _
from ui.day_words import month_of
from ui.kit.tag import TagKind
from ui.pages.boards_chips import kind_words, paper_words
from ui.pages.boards_list import BoardLine
from ui.pages.boards_press import TRIMMED, Press

SHOWN_BY = ("units", "grids", "unit_grids", "posts", "appointments", "issued_boards", "offices", "public_notices")
"""The ledgers whose changes may put a board out of date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown: a board of today, or the issue of it that hangs on a wall, or both."""

    today: Gathered | None
    issued: Shelved | None = None

    def board(self, *, then: bool) -> Board:
        """Today's board, or as it was issued; photos are those of today, as far as they are the same."""
        if self.today is not None and (self.issued is None or not then):
            return self.today.board
        assert self.issued is not None
        return from_json(self.issued.said, _photos(self.today))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the preview is to draw."""

    board: Board
    paper: str
    theme: str
    poster: str

    def draw(self, press: Press = TRIMMED) -> tuple[bytes, Report]:
        """The very file that is saved and printed, or the one for a print shop."""
        file = BytesIO()
        tiles = paper(self.poster) if self.poster else None
        report = draw(
            [self.board], file, paper=paper(self.paper), theme=theme(self.theme), poster=tiles, bleed=press.bleed,
            marks=press.marks,
        )  # fmt: skip
        return file.getvalue(), report


@dataclass(frozen=True, slots=True)
class Found:
    """The shelf, and where boards are to be made those there can be, or why there are none."""

    shelf: list[Shelved]
    made: list[Gathered]
    nothing: str = ""


def look(register: Register, unit: str, kind: str, *, making: bool) -> Found:
    """The shelf within a unit; with `making` also every board of a kind there."""
    shelf = out.shelf(register)
    if unit:
        with register.read() as session:
            inside = set(session.scalars(queries.subtree(unit)))
        shelf = [one for one in shelf if one.unit_id in inside]
    try:
        return Found(shelf, out.gather(register, kind, unit) if making else [])
    except Mistake as error:
        return Found(shelf, [], str(error))


def issued_line(one: Shelved) -> BoardLine:
    """A board on the shelf: its paper, when it was made, what of it is out of date."""
    made = _("made {month}").format(month=month_of(one.issued_on))
    detail = f"{paper_words(one.paper)} · {made}"
    tag: tuple[str, TagKind] = (_("up to date"), "good")
    if one.stale:
        words = in_short(compare(one.said, one.today.board if one.today else None))
        tag = (words or _("out of date"), "overdue" if one.today is None else "due")
    return BoardLine(
        one.title, detail, tag, one.theme, Choice(one.today, one), _key(one.unit_id, one.grid_id, one.title)
    )


def made_line(one: Gathered, shelf: list[Shelved], sheet: str, look_: str) -> BoardLine:
    """A board there can be, and how it stands with the issue that hangs."""
    place = (one.board.kind, one.unit_id, one.grid_id, one.board.title)
    issued = next((each for each in shelf if (each.kind, each.unit_id, each.grid_id, each.title) == place), None)
    tag: tuple[str, TagKind] | None = None
    if issued is not None:
        tag = (_("issued"), "neutral") if issued.stale is None else (_("out of date"), "due")
    detail = f"{kind_words(one.board.kind)} · {paper_words(sheet)}"
    key = _key(one.unit_id, one.grid_id, one.board.title)
    return BoardLine(one.board.title, detail, tag, look_, Choice(one, issued), key)


def _key(unit: str | None, grid: str | None, title: str) -> str:
    return f"{unit}/{grid}/{title}"


def _photos(today: Gathered | None) -> Callable[[str], bytes | None]:
    """Finds a picture by its digest among those of the board as it is today."""
    crew = (*today.board.lead, *today.board.officers) if today else ()
    known = {hashlib.sha256(each.photo).hexdigest(): each.photo for each in crew if each.photo}
    if today and today.board.emblem:
        known[digest(today.board.emblem)] = today.board.emblem
    return known.get
