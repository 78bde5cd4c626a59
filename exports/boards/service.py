"""The service board (areas, people, service items) and the duty roster."""

from exports.boards.content import Board
from exports.boards.grid import help_steps, hotlines, people, titled, words
from exports.boards.layout import Block, Plan
from exports.boards.parts import facts, table
from exports.boards.people import PARTY_MEMBER
from exports.boards.pieces import Piece
from exports.boards.style import Style

__all__ = ["roster", "service"]


def service(style: Style, board: Board) -> Plan:
    """Return the body of a service board."""
    result = Plan(main=people(style, board, "服务队伍"))
    if board.introduction:
        result.main.insert(0, words(style, "基本介绍", board.introduction))
    if board.area:
        result.main.append(words(style, "服务片区", board.area))
    if board.buildings:
        result.main.append(titled(style, "片区与联系人", lambda room: table(style, board.buildings, room)))
    if board.items:
        block = titled(style, "服务事项", lambda room: facts(style, board.items, room))
        (result.left if board.steps else result.tail).append(block)
    if board.duties:
        result.left.append(words(style, "职能职责", *board.duties))
    if board.steps:
        result.right.append(help_steps(style, board))
    if board.hotlines:
        result.tail.append(hotlines(style, board))
    if board.paragraphs:
        result.tail.append(words(style, "温馨提示", *board.paragraphs))
    return result


def _posts(style: Style, board: Board) -> Block:
    """Return the filled posts as a table: post, name, phone, duties. A post without a name is left out."""
    filled = [officer for officer in board.officers if officer.name]
    detailed = any(officer.duties or officer.area for officer in filled)

    def row(post: str, name: str, phone: str, more: str) -> tuple[str, ...]:
        return (post, name, phone, more) if detailed else (post, name, phone)

    rows = [
        row(
            f"{each.post}（{PARTY_MEMBER}）" if each.party_member and PARTY_MEMBER not in each.post else each.post,
            each.name,
            each.phone,
            "；".join(part for part in (each.area, each.duties, each.pledge) if part),
        )
        for each in filled
    ]

    def make(room: float) -> list[Piece]:
        return table(style, rows, room, 1 if detailed else 0)

    return titled(style, board.officers_title or "在岗人员", make)


def roster(style: Style, board: Board) -> Plan:
    """Return the body of a duty roster: who holds which post, and who is on duty when."""
    result = Plan()
    if board.lead:
        result.main += people(style, Board(kind=board.kind, title=board.title, lead=board.lead), "")
    if board.introduction:
        result.main.append(words(style, "值班说明", board.introduction))
    if board.officers:
        result.main.append(_posts(style, board))
    if board.rows:
        result.tail.append(titled(style, "值班安排", lambda room: table(style, board.rows, room)))
    if board.duties:
        result.left.append(words(style, "值班职责", *board.duties))
    if board.steps:
        result.right.append(help_steps(style, board))
    if board.hotlines:
        result.tail.append(hotlines(style, board))
    if board.paragraphs:
        result.tail.append(words(style, "说明", *board.paragraphs))
    return result
