"""The blocks of a board's body, each made from one field of its content under a section title."""

from collections.abc import Callable

from exports.boards.content import Board
from exports.boards.layout import Block
from exports.boards.parts import facts, paragraphs, section, steps, table
from exports.boards.people import leaders, officers
from exports.boards.pieces import Piece, remembered
from exports.boards.portraits import PARTY_MEMBER, tagged
from exports.boards.style import Style

__all__ = ["Maker", "fact_rows", "lead", "people", "posts", "rows", "running", "step_list", "titled"]

Maker = Callable[[Style, Board, str], Block]
"""Makes a block from a style, the content and the section's usual title."""


def titled(style: Style, title: str, block: Block) -> Block:
    """Return a block under a section title; nothing at all when the block is empty."""

    def make(room: float) -> list[Piece]:
        pieces = block(room)
        heading = remembered(style, ("section", title, room), lambda: [section(style, title, room)])
        return [*heading, *pieces] if pieces else []

    return make


def lead(style: Style, board: Board, _title: str) -> Block:
    """Return those who stand at the top."""
    return lambda room: leaders(style, board.lead, room)


def people(style: Style, board: Board, title: str) -> Block:
    """Return the others with their portraits."""
    return titled(style, board.officers_title or title, lambda room: officers(style, board.officers, room))


def posts(style: Style, board: Board, title: str) -> Block:
    """Return the filled posts as a table: post, name, phone, duties. A post without a name is left out."""
    filled = [officer for officer in board.officers if officer.name]
    detailed = any(each.duties or each.area or each.pledge for each in filled)
    table_rows = []
    for each in filled:
        post = f"{each.post}（{PARTY_MEMBER}）" if tagged(each) else each.post
        more = "；".join(part for part in (each.area, each.duties, each.pledge) if part)
        table_rows.append((post, each.name, each.phone, more) if detailed else (post, each.name, each.phone))
    across = 1 if detailed else 0
    return titled(style, board.officers_title or title, lambda room: table(style, table_rows, room, across))


def running(field: str) -> Maker:
    """Return the maker of running text from a field that holds a text or several."""

    def maker(style: Style, board: Board, title: str) -> Block:
        value = getattr(board, field)
        texts: tuple[str, ...] = (value,) if isinstance(value, str) else value

        def make(room: float) -> list[Piece]:
            return remembered(style, ("words", texts, room), lambda: paragraphs(style, texts, room))

        return titled(style, title, make)

    return maker


def step_list(style: Style, board: Board, title: str) -> Block:
    """Return the numbered steps."""
    texts = board.steps

    def make(room: float) -> list[Piece]:
        return remembered(style, ("steps", texts, room), lambda: steps(style, texts, room))

    return titled(style, title, make)


def rows(field: str) -> Maker:
    """Return the maker of a table from a field of rows."""

    def maker(style: Style, board: Board, title: str) -> Block:
        value = getattr(board, field)

        def make(room: float) -> list[Piece]:
            return remembered(style, ("rows", value, room), lambda: table(style, value, room))

        return titled(style, title, make)

    return maker


def fact_rows(field: str) -> Maker:
    """Return the maker of labelled facts from a field of pairs."""

    def maker(style: Style, board: Board, title: str) -> Block:
        return titled(style, title, lambda room: facts(style, getattr(board, field), room))

    return maker
