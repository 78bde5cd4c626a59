"""What one row of a sheet is beside a table: an explanation, a total, a note at the foot, a heading for those below."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from models.intake.cleaning.cells import as_text, plain
from models.intake.cleaning.names import is_door
from models.intake.meaning.headers import meanings_of
from models.intake.meaning.lexicon import LEVELS, ROSTER

HINTS = re.compile(
    r"必填|选填|格式|如[:：]|例如|示例|样例|说明|填写|请[选填输按]|下拉|多个|隔开|YYYY|yyyy|XXXX|参照|参考|[01]表示|1[:：-]?是|0[:：-]?否|位数?$"
)
_TOTAL = re.compile(r"^(?:合\s*计|小\s*计|总\s*计|共\s*计|本页小计|本页合计|总\s*数|累\s*计)")
_FOOT = re.compile(
    r"^(?:备\s*注|说\s*明|填表说明|填写说明|注|附注|填表人|制表人|制表|审核人?|审批人?|负责人|单位负责人|填报人|填报单位|填表日期|填报日期|填报时间"
    r"|联系人|联系电话|复核人?|统计人|登记人|领导签字|盖章|日期|经办人)(?:\s*[(（].*?[)）])?\s*[:：]|^第\s*\d+\s*页|^共\s*\d+\s*页|^以上|^\s*[-—]\s*\d+\s*[-—]\s*$"
)
_PAGE = re.compile(
    r"[(]?\s*(?:第?\s*[\d一二三四五六七八九十]+\s*页|[(]\d+[)]$|[(]?续表?\d*)(?:[,/ ]*共\s*\d+\s*页)?\s*[)]?"
)
_LONG_NUMBER = re.compile(r"(?<!\d)(?!12345(?!\d))\d{5}")  # 12345 is the hotline
_LONGEST_NAME = 4
_SAMPLE = re.compile(r"^(?:示例|样例|例|举例|填写示例|填表示例)[\s:：0-9]*$")


def explains(row: Sequence[Any], width: int) -> bool:
    """Whether a row says how to fill in the columns, numbers them, or shows a sample."""
    texts = [text for cell in row if (text := plain(cell))]
    if not texts:
        return True
    if _SAMPLE.match(texts[0]):
        return True
    if len(texts) >= max(3, width * 0.6) and _counts_up([re.sub(r"[()（）]", "", text) for text in texts]):
        return True
    hints = sum(bool(HINTS.search(text)) for text in texts)
    return hints >= 1 and hints * 3 >= len(texts)


def _counts_up(texts: list[str]) -> bool:
    """Whether the cells are 1, 2, 3 ...: the numbers of the columns."""
    return texts[0].isdecimal() and texts == [
        str(number) for number in range(int(texts[0]), int(texts[0]) + len(texts))
    ]


def one_line(cell: Any) -> str:
    """A cell's text without its line breaks."""
    text = as_text(cell)
    return re.sub(r"\s*\n\s*", "", text) if "\n" in text else text


def kind_of(
    row: Sequence[Any], headers: Sequence[str], leaves: dict[int, str], titles: set[str], *, across: bool = False
) -> str:
    """What a row beneath a header is: data, a total, a repeated header, a note at the foot, a heading, or blank.

    `leaves` are the words of the header's last row by column, `titles` the lines above it without the page's number,
    and `across` says that cells of the row are merged with their neighbours.
    """
    filled = [(column, cell) for column, cell in enumerate(row) if cell not in ("", None)]
    if not filled:
        return "blank"
    first = filled[0][1]
    if isinstance(first, str) or len(filled) == 1:
        texts = [as_text(cell) for _column, cell in filled[:2]]
        if any(_TOTAL.match(text) for text in texts) and len(texts[0]) < 12:
            return "total"
        if _is_repeated_title(filled, titles) or (_FOOT.match(texts[0]) and (len(filled) <= 3 or len(texts[0]) > 8)):
            return "foot"
        if _repeats_header(filled, leaves, headers):
            return "header"
        if len(filled) == 1 and isinstance(first, str):
            return _lone(first, filled[0][0], headers, across=across)
    return "data"


def _is_repeated_title(filled: list[tuple[int, Any]], titles: set[str]) -> bool:
    """Whether a printed page's title stands here again, or another of the lines above its header."""
    if without_page(as_text(filled[0][1])) not in titles:
        return False  # said first of nearly every row
    texts = {without_page(as_text(cell)) for _column, cell in filled}
    return texts <= titles and (len(texts) == 1 or any(len(text) > _LONGEST_NAME for text in texts))


def _repeats_header(filled: list[tuple[int, Any]], leaves: dict[int, str], headers: Sequence[str]) -> bool:
    if len(filled) < 2 or not isinstance(filled[-1][1], str) or has_long_number(cell for _column, cell in filled):
        return False
    same = 0
    for column, cell in filled:
        text = plain(one_line(cell))
        same += column < len(headers) and (text == leaves.get(column) or text in headers[column].split(LEVELS))
    return same >= 2 and same * 10 >= len(filled) * 6


def has_long_number(cells: Iterable[Any]) -> bool:
    """Whether a text among these cells holds a number that no header does. Asked of every row, so it has to be quick."""
    try:
        return _LONG_NUMBER.search("\n".join(cells)) is not None
    except TypeError:
        return False


def repeats(row: Sequence[Any], headers: Sequence[str]) -> bool:
    """Whether a row is a printed page's header and nothing else: each of its words stands in the header there."""
    filled = [(column, plain(one_line(cell))) for column, cell in enumerate(row) if cell not in ("", None)]
    return all(column < len(headers) and text in plain(headers[column]).split(LEVELS) for column, text in filled)


_PLACE = re.compile(
    r"(?:号楼|栋|幢|座|单元|小区|家园|花园|公寓|苑|院|网格|村|组|里|新村|大厦|号院|楼|片区|支部|党小组|月|月份)(?:[(（].*[)）])?[:：]?$"
)


@lru_cache(maxsize=1_000)
def without_page(text: str) -> str:
    """A title without the number of its page: 花名册（第2页） is 花名册."""
    return _PAGE.sub("", plain(text))


def _lone(cell: str, column: int, headers: Sequence[str], *, across: bool) -> str:
    """A single cell in a row: a heading for the rows beneath it, a note at the foot, or a row with only a name."""
    text = as_text(cell)
    header = headers[column] if column < len(headers) else ""
    if is_door(text) and len(text) <= 30 and (across or not _holds_doors(header)):
        return "section"
    if _PLACE.search(text) and len(text) <= 30:
        return "section"
    if len(text) > 12 or re.search(r"[:：。；;]", text) or not header:
        return "foot"
    return "data"


def _holds_doors(header: str) -> bool:
    return any(meaning.startswith("household.") for meaning in meanings_of(ROSTER, header)[:1])
