"""Who has died or moved away, where a word says so and not a date's own column: 是否死亡, 人员状态, 变动类型, （已故）."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from models.intake.cleaning.cells import Odd, as_text, plain
from models.intake.cleaning.coded import flag_of
from models.intake.cleaning.dates import parse_date
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import LEVELS, NEVER, NOTE
from models.intake.sheets.table import Flaw, Table
from models.words import _

_DEATH = "死亡|去世|病故|亡故|身故|过世|逝世|离世|故去|病逝"
_LEAVING = "迁出|迁走|迁离|搬离|搬走|搬出|外迁|婚出|嫁出"
_OFFICE = "(?:本?(?:社区|小区|村|街道|区|市))?"
_SAYS = {
    "died_on": re.compile(rf"(?:本人)?(?:已经?|因病|自然|正常|意外)?(?:{_DEATH}|已故|故|亡)(?:注销|销户|人员)?"),
    "moved_out": re.compile(rf"(?:已经?|全户|整户)?(?:{_LEAVING}){_OFFICE}(?:注销|人员)?"),
    "moved_in": re.compile(r"(?:新|全户)?(?:迁入|搬入|婚入)"),
}
_ASKS = {
    "died_on": re.compile(rf"(?:是否|有无)?(?:已经?)?(?:{_DEATH})(?:与否|否|注销|标[识志])?"),
    "moved_out": re.compile(rf"(?:是否|有无)?(?:已经?)?(?:{_LEAVING}|离开){_OFFICE}(?:与否|否|标[识志])?"),
}
_STATE = re.compile(r"状态|现状|(?:变动|变更|异动|增减|变化|注销|减少)(?!.*(?:日期|时间|年月|[前后]$))")
_REASON = re.compile(r"(?:停发|停保|停止|终止|取消|退出|退保|核减|减少|注销|变动|变更|异动)(?:享受|发放|服务)?的?原因")
_WHEN = re.compile(r"(?:人员|人口|居住)?(?:变动|变更|异动|变化|增减|减少|注销)(?:日期|时间|年月日?|日)")
_OF_RELATIVES = re.compile("配偶|父|母|子女|监护|户主|家属|亲属|联系人|成员")
_OF_OTHERS = re.compile("配偶|父|母|子女|监护|户主|家属|亲属|联系人|成员|低保|证|户口|户籍")
_DAY = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{1,2}\s*日?|月)?|\d{8}|\d{4}年")
_BRACKETS = re.compile(r"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]")
_CLOSING = frozenset(")）]】〕 ")
_PUNCTUATION = re.compile(r"[\s()（）\[\]【】:：,，;；。于在]+")
_GONE = ("died_on", "moved_out")


def take_departures(table: Table) -> None:
    """Fill the day on which somebody died, left or came, where a row says that and when. Where it does not say when, the
    words stay in the note, and that is said once."""
    if table.layout.kind != "table" or table.layout.own:
        return
    asking = [(column, meaning) for column in table.layout.columns if (meaning := _asks(column)) is not None]
    name = table.headers.get("name")
    if not asking and name is None:
        return
    when = next((one for one in table.layout.columns if one.meaning == "note" and _WHEN.fullmatch(_leaf(one))), None)
    dated: list[tuple[int, Column]] = []
    undated: dict[int, Column] = {}
    for i in range(len(table.rows)):
        for column, meaning, day in _said_of(table, i, asking, name):
            if table.get(meaning)[i] is not None:
                continue
            found = day or (_day_in(table, i, meaning, when) if when else None)
            if found is not None:
                _fill(table, i, meaning, found)
                dated.append((i, column))
            elif meaning in _GONE:
                undated.setdefault(i, column)
    for column, meaning in asking:
        if meaning and column.meaning == NOTE:
            _forget_answered(table, column, meaning)
    _say(
        table, dated,
        _("{count} people died, moved out or moved in by this column: the day was put into the field for it."),
    )  # fmt: skip
    _say(
        table, list(undated.items()),
        _(
            "{count} people have died or moved out by this column, and no day is given: it is kept in their notes, and they "
            "still count as residents. Please fill in the day."
        ),
    )  # fmt: skip


def _forget_answered(table: Table, column: Column, meaning: str) -> None:
    """A no to 是否死亡 is nothing to keep in a note, nor is a yes beside the day."""
    for i, pieces in table.notes.items():
        text = as_text(table.sheet.cell(table.rows[i], column.index))
        answer = flag_of(plain(text))
        if answer is False or (answer and table.get(meaning)[i] is not None):
            piece = f"{column.header.replace(chr(10), '')}：{text}"
            pieces[:] = [one for one in pieces if one != piece]


def _leaf(column: Column) -> str:
    return column.header.split(LEVELS)[-1].replace("\n", "").strip()


def _asks(column: Column) -> str | None:
    """What a column asks: a field by its yes, a blank where its words tell; None if neither."""
    header = _leaf(column)
    if column.index >= 0 and _REASON.search(header) and not _OF_RELATIVES.search(column.header):
        return ""
    if column.index < 0 or column.meaning == NEVER or _OF_OTHERS.search(column.header):
        return None
    asked = next((meaning for meaning, look in _ASKS.items() if look.fullmatch(header)), None)
    return asked if asked is not None else "" if _STATE.search(header) else None


def _said_of(
    table: Table, i: int, asking: list[tuple[Column, str]], name: Column | None
) -> Iterator[tuple[Column, str, date | None]]:
    row = table.rows[i]
    for column, asked in asking:
        text = plain(table.sheet.cell(row, column.index))
        if asked and flag_of(text):
            yield column, asked, None
        elif text and (found := _departure(text)):
            yield column, *found
    if name is not None and name.index >= 0:
        cell = table.sheet.cell(row, name.index)
        for remark in _BRACKETS.findall(cell) if isinstance(cell, str) and cell[-1:] in _CLOSING else ():
            if found := _departure(as_text(remark)):
                yield name, *found


def _departure(text: str) -> tuple[str, date | None] | None:
    """Which departure a text speaks of and, if it says so, when: 死亡, 2025.3.2迁出."""
    match = _DAY.search(text)
    rest = _PUNCTUATION.sub("", text.replace(match[0], "") if match else text)
    meaning = next((meaning for meaning, look in _SAYS.items() if look.fullmatch(rest)), None)
    return None if meaning is None else (meaning, _date_of(match[0]) if match else None)


def _date_of(value: Any, **how: Any) -> date | None:
    found = parse_date(value, **how)
    found = found.value if isinstance(found, Odd) else found
    return found if isinstance(found, date) else None


def _day_in(table: Table, i: int, meaning: str, when: Column) -> date | None:
    cell = table.sheet.cell(table.rows[i], when.index)
    found = parse_date(cell, epoch_1904=table.sheet.epoch_1904)
    if isinstance(found, Odd) and found.level == "coarse":
        table.coarse.setdefault(meaning, set()).add(i)
    return _date_of(cell, epoch_1904=table.sheet.epoch_1904)


def _fill(table: Table, i: int, meaning: str, day: date) -> None:
    table.columns.setdefault(meaning, [None] * len(table.rows))[i] = day


def _say(table: Table, rows: list[tuple[int, Column]], sentence: str) -> None:
    if rows:
        i, column = rows[0]
        cell = table.sheet.cell(table.rows[i], column.index)
        table.flaws.append(Flaw(i, column, cell, sentence.format(count=len(rows)), "warn"))
