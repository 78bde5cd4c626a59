"""The kinds of boards with a running body, as data: which blocks, in which order, under which titles.

A kind lists what it is about; anything else its content happens to hold follows at the end, so that nothing vanishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exports.boards.blocks import Maker, fact_rows, lead, people, posts, rows, running, step_list
from exports.boards.content import Board
from exports.boards.layout import Block, Plan
from exports.boards.notices import figures, period, prose
from exports.boards.style import Style

__all__ = ["BODIES", "plan"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a kind: its place, the field it shows, its title and who makes it."""

    place: Literal["main", "left", "right", "tail"]
    field: str
    title: str
    make: Maker


def _letter(field: str) -> Maker:
    """Return the maker of text as a letter has it, without a title."""

    def maker(style: Style, board: Board, _title: str) -> Block:
        value = getattr(board, field)
        return prose((value,) if isinstance(value, str) else value, style)

    return maker


LEAD = Entry("main", "lead", "", lead)
STEPS = Entry("right", "steps", "有事怎么办", step_list)
HOTLINES = Entry("tail", "hotlines", "常用电话", rows("hotlines"))


def _duties(title: str = "职能职责") -> Entry:
    return Entry("left", "duties", title, running("duties"))


def _people(title: str) -> Entry:
    return Entry("main", "officers", title, people)


def _introduction(title: str = "基本介绍") -> Entry:
    return Entry("main", "introduction", title, running("introduction"))


def _area(title: str = "服务范围") -> Entry:
    return Entry("main", "area", title, running("area"))


BODIES: dict[str, tuple[Entry, ...]] = {
    "grid": (
        LEAD,
        _people("楼栋长与网格员"),
        _introduction(),
        _area(),
        _duties(),
        STEPS,
        Entry("tail", "buildings", "楼栋联系人", rows("buildings")),
        HOTLINES,
    ),
    "building": (
        LEAD,
        _people("楼栋服务力量"),
        _introduction(),
        _area(),
        _duties(),
        STEPS,
        Entry("tail", "buildings", "单元联系人", rows("buildings")),
        HOTLINES,
    ),
    "service": (
        _introduction(),
        LEAD,
        _people("服务队伍"),
        _area("服务片区"),
        Entry("main", "buildings", "片区与联系人", rows("buildings")),
        Entry("left", "items", "服务事项", fact_rows("items")),
        _duties(),
        STEPS,
        HOTLINES,
    ),
    "roster": (
        LEAD,
        _introduction("值班说明"),
        Entry("main", "officers", "在岗人员", posts),
        _duties("值班职责"),
        STEPS,
        Entry("tail", "rows", "值班安排", rows("rows")),
        HOTLINES,
    ),
    "results": (
        Entry("main", "period_from", "统计期间", period),
        Entry("main", "introduction", "", _letter("introduction")),
        Entry("main", "figures", "办理结果", figures),
        Entry("tail", "paragraphs", "说明", running("paragraphs")),
    ),
    "notice": (
        Entry("main", "introduction", "", _letter("introduction")),
        Entry("main", "paragraphs", "", _letter("paragraphs")),
        Entry("main", "rows", "公示内容", fact_rows("rows")),
        LEAD,
        _people("公示名单"),
        Entry("main", "period_from", "公示期", period),
        Entry("tail", "steps", "意见反映方式", step_list),
    ),
}
"""What each kind shows."""

REST = (
    LEAD,
    _people("工作人员"),
    _introduction(),
    _area(),
    Entry("tail", "figures", "办理结果", figures),
    Entry("tail", "items", "服务事项", fact_rows("items")),
    Entry("tail", "rows", "有关事项", fact_rows("rows")),
    Entry("tail", "buildings", "楼栋联系人", rows("buildings")),
    _duties(),
    STEPS,
    HOTLINES,
    Entry("tail", "paragraphs", "温馨提示", running("paragraphs")),
    Entry("tail", "period_from", "期间", period),
)
"""Every field's usual block, for what a kind does not list itself."""


def _entries(kind: str) -> Sequence[Entry]:
    own = BODIES[kind]
    listed = {entry.field for entry in own}
    return (*own, *(entry for entry in REST if entry.field not in listed))


def plan(style: Style, board: Board) -> Plan:
    """Return the blocks of a board's body in their places."""
    result = Plan()
    for entry in _entries(board.kind):
        value = getattr(board, entry.field)
        if entry.field == "period_from":
            value = value or board.period_to
        if value:
            places: list[Block] = getattr(result, entry.place)
            places.append(entry.make(style, board, entry.title))
    return result
