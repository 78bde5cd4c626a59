"""The grid board: who serves this grid, what they do, whom to call; and the building board, the same for one building."""

from exports.boards.content import Board
from exports.boards.layout import Block, Plan
from exports.boards.parts import paragraphs, section, steps, table
from exports.boards.people import leaders, officers
from exports.boards.pieces import Piece, remembered
from exports.boards.style import Style

__all__ = ["plan", "titled"]


def titled(style: Style, title: str, block: Block) -> Block:
    """Return a block under a section title; nothing at all when the block is empty."""

    def make(room: float) -> list[Piece]:
        pieces = block(room)
        heading = remembered(style, ("section", title, room), lambda: [section(style, title, room)])
        return [*heading, *pieces] if pieces else []

    return make


def people(style: Style, board: Board, title: str) -> list[Block]:
    """Return the blocks of those who lead and of the others."""
    blocks: list[Block] = []
    if board.lead:
        blocks.append(lambda room: leaders(style, board.lead, room))
    if board.officers:
        blocks.append(titled(style, board.officers_title or title, lambda room: officers(style, board.officers, room)))
    return blocks


def words(style: Style, title: str, *texts: str) -> Block:
    """Return a titled block of running text."""
    kept = tuple(text for text in texts if text)

    def make(room: float) -> list[Piece]:
        return remembered(style, ("words", kept, room), lambda: paragraphs(style, kept, room))

    return titled(style, title, make)


def hotlines(style: Style, board: Board) -> Block:
    """Return the block of telephone numbers that are good to know."""
    rows = board.hotlines

    def make(room: float) -> list[Piece]:
        return remembered(style, ("hotlines", rows, room), lambda: table(style, rows, room))

    return titled(style, "常用电话", make)


def help_steps(style: Style, board: Board) -> Block:
    """Return the block that says how to get help."""
    texts = board.steps

    def make(room: float) -> list[Piece]:
        return remembered(style, ("steps", texts, room), lambda: steps(style, texts, room))

    return titled(style, "有事怎么办", make)


def plan(style: Style, board: Board) -> Plan:
    """Return the body of a grid or building board."""
    building = board.kind == "building"
    result = Plan(main=people(style, board, "楼栋服务力量" if building else "楼栋长与网格员"))
    if board.introduction:
        result.main.append(words(style, "基本介绍", board.introduction))
    if board.area:
        result.main.append(words(style, "服务范围", board.area))
    if board.buildings:
        rows = "单元联系人" if building else "楼栋联系人"
        result.tail.append(titled(style, rows, lambda room: table(style, board.buildings, room)))
    if board.hotlines:
        result.tail.append(hotlines(style, board))
    if board.duties:
        result.left.append(words(style, "职能职责", *board.duties))
    if board.steps:
        result.right.append(help_steps(style, board))
    if board.paragraphs:
        result.tail.append(words(style, "温馨提示", *board.paragraphs))
    return result
