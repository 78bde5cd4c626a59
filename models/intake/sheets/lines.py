"""What one row of a sheet is beside a table: an explanation, a total, a note at the foot, a heading for those below."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from models.intake.cleaning.cells import as_text, plain
from models.intake.cleaning.names import is_door, looks_like_name
from models.intake.meaning.lexicon import LEVELS, ROSTER
from models.intake.meaning.understanding import meanings_of

HINTS = re.compile(
    r"必填|选填|格式|如[:：]|例如|示例|样例|说明|填写|请[选填输按]|下拉|多个|隔开|YYYY|yyyy|XXXX|参照|参考|[01]表示|1[:：-]?是|0[:：-]?否|位数?$"
)
_LENGTH = re.compile(
    r"^[(（]?\d{1,2}\s*位(?:数字|数|身份证|手机|证件|号码|电话|公民)|^[(（]?1\s*[.、:：=-]?\s*[是有男已][,，;；、/\s]*2\s*[.、:：=-]?\s*[否无没女未]"
)
_TOTAL = re.compile(
    r"^(?:合\s*计|小\s*计|总\s*计|共\s*计|总\s*数|累\s*计)|(?:小\s*计|合\s*计|总\s*计)\s*[:：]?\s*[\d人户]*$"
)
_COUNTED = re.compile(
    r"(?:以上|合|总|全[村组栋]|[本全当][日周月季年]度?)?共(?:计|有)?(?:走访|入户|探访|慰问|受理|办结|调解|登记)?\s*[\d一二三四五六七八九十百千]+\s*[户人名条页份个家套栋幢间张项行笔次位]"
)
_COUNT = re.compile(r"[(（]?共?(?:计|有)?\s*\d+\s*[户人名套][)）]?")
_RULED = r"[\s(（\[【<《—–\-=_*~·.。…─━)）\]】>》]*"
_END = re.compile(
    _RULED
    + r"(?:以下(?:空白|无正文|无内容|无记录|无|为空|空)|[此本]页(?:以下空白|无正文|完)|完毕?|终|结束|end|[续接转见][上下]页|[上下]页续)"
    + _RULED,
    re.IGNORECASE,
)
_DIGIT = "[0-9〇○零一二三四五六七八九十]"
_DATED = re.compile(
    rf"(?:截[至止](?:日期|时间)?[:：]?\s*)?{_DIGIT}{{4}}\s*[年./-]\s*{_DIGIT}{{1,3}}\s*(?:[月./-]\s*(?:{_DIGIT}{{1,3}}\s*日?)?)?"
)
_OF_THE_TABLE = re.compile(r"[此本该]表|由.{1,8}填|^以[上下]|仅供|数据来源|解释权")
_PRINTED = re.compile(r"(?:打印|导出|制表|填表|填报|更新|统计|上报|截[至止])(?:日期|时间|人)")
_SPREAD = re.compile(r"\s{2,}|\u3000+")
_REMARK = re.compile(r"(?:备\s*|附\s*)?注|说\s*明|备注说明")
_LABELLED = re.compile(r"([^:：\d]{1,10})[:：]")
_FOOT = re.compile(
    r"^(?:备\s*注|说\s*明|填表说明|填写说明|注|附注|填表人|制表人|制表|审核人?|审批人?|负责人|单位负责人|填报人|填报单位|填表日期|填报日期|填报时间"
    r"|联系人|联系电话|复核人?|统计人|登记人|领导签字|盖章|日期|经办人)(?:\s*[(（].*?[)）])?\s*[:：]|^第\s*\d+\s*页|^共\s*\d+\s*页|^以上|^\s*[-—]\s*\d+\s*[-—]\s*$"
)
_PAGE = re.compile(
    r"[(]?\s*(?:第?\s*[\d一二三四五六七八九十]+\s*页|[(]\d+[)]$|[(]?续表?\d*)(?:[,/ ]*共\s*\d+\s*页)?\s*[)]?"
)
_CALLED = frozenset(
    {"代码", "代号", "栏次", "栏目", "列号", "列次", "栏号", "序号", "编号", "项目", "行次", "列", "栏"}
)
_STEMS, _NUMERALS = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
_CODE = re.compile(r"([A-Za-z]?)(\d{1,3})")
_LONG_NUMBER = re.compile(r"(?<!\d)(?!12345(?!\d))\d{5}")  # 12345 is the hotline
_LONGEST_NAME = 4
_LONGEST_TOTAL, _FEW = 20, 3
_SAMPLE = re.compile(
    r"^(?:示例|样例|例|举例|填写示例|填表示例)[\s:：0-9]*$|[(（](?:填写|填表)?[示样]例[)）]$|^(?:示例|样例|例如?|举例)\s*[:：]"
)


def explains(row: Sequence[Any], width: int) -> bool:
    """Whether a row says how to fill in the columns, numbers them, or shows a sample."""
    texts = [text for cell in row if (text := plain(cell))]
    if not texts:
        return True
    if any(map(_SAMPLE.search, texts[:2])):
        return True
    if len(texts) >= max(3, width * 0.6) and _label_columns(texts):
        return True
    hints = sum(bool(HINTS.search(text) or _LENGTH.search(text)) for text in texts)
    return hints >= 1 and hints * 3 >= len(texts)


def _label_columns(texts: list[str]) -> bool:
    """Whether the cells are what columns are called by: 1 2 3, 甲 乙 1 2, A B C, 代码 A01 A02."""
    counted = [_counted(re.sub(r"[()（）.、]", "", text)) for text in texts[texts[0] in _CALLED :]]
    starts = 0
    before = ("", -1)
    for one in counted:
        if one is None or (one[0] == before[0] and one[1] != before[1] + 1 and before[1] >= 0):
            return False
        starts += one[0] != before[0] or before[1] < 0
        before = one
    return starts <= 2 and len(counted) > 1


def _counted(text: str) -> tuple[str, int] | None:
    """Of which series a label is, and where it stands there."""
    if code := _CODE.fullmatch(text):
        return code[1], int(code[2])
    if len(text) == 1 and text.isascii() and text.isalpha():
        return ("a" if text.islower() else "A") * 2, ord(text)
    for series in (_STEMS, _NUMERALS):
        if len(text) == 1 and text in series:
            return series, series.index(text)
    return None


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
        if any(_TOTAL.search(text) for text in texts) and len(texts[0]) < _LONGEST_TOTAL:
            return "total"
        if _is_repeated_title(filled, titles) or _is_foot(texts, len(filled)):
            return "foot"
        if _repeats_header(filled, leaves, headers):
            return "header"
        if len(filled) == 1 and isinstance(first, str):
            return _lone(first, filled[0][0], headers, across=across)
        if _are_labelled(filled) or _counts_its_rows(texts, len(filled)):
            return "section"
    return "data"


def _is_foot(texts: list[str], filled: int) -> bool:
    """Whether a row speaks of the table: who made it, how many stand in it, that it ends here."""
    first = texts[0]
    if _FOOT.match(first) and (filled <= _FEW or len(first) > 8):
        return True
    if filled <= _FEW and (_END.fullmatch(first) or _PRINTED.match(first)):
        return True
    counted = _COUNTED.search(first) if filled == 1 else _COUNTED.match(first) if filled <= _FEW else None
    if counted and not _PLACE.search(first):
        return True
    return filled == 2 and bool(_REMARK.fullmatch(first)) and len(texts[1]) > _LONGEST_NAME


def _are_labelled(filled: list[tuple[int, Any]]) -> bool:
    """Whether all cells of a row are a label and its value: 网格：第二网格 | 网格员：王芳."""
    return len(filled) > 1 and all(isinstance(cell, str) and _LABELLED.match(cell.strip()) for _column, cell in filled)


def _counts_its_rows(texts: list[str], filled: int) -> bool:
    """3号楼 | 共12户."""
    return filled == 2 and bool(_PLACE.search(texts[0])) and bool(_COUNT.fullmatch(texts[1]))


def is_title(row: Sequence[Any]) -> bool:
    """Whether a row above a header says of what the table is: one text, and that is no name."""
    texts = {cell for cell in row if cell not in ("", None)}
    text = texts.pop() if len(texts) == 1 else None
    return isinstance(text, str) and not looks_like_name(as_text(text))


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
    r"(?:号楼|栋|幢|座|单元|小区|家园|花园|公寓|苑|(?<![住出医学病法老利])院|网格|村|组|(?<!家)里|新村|大厦|号院|楼|片区|支部|党小组|(?<!个)月|月份)(?:[(（].*[)）])?[:：]?$"
)


@lru_cache(maxsize=1_000)
def without_page(text: str) -> str:
    """A title without the number of its page: 花名册（第2页） is 花名册."""
    return _PAGE.sub("", plain(text))


def _lone(cell: str, column: int, headers: Sequence[str], *, across: bool) -> str:
    """A single cell in a row: a heading for the rows beneath it, a note at the foot, or a row with only a name."""
    text = as_text(cell).strip("【】[]★●◆■※*=—- ")
    header = headers[column] if column < len(headers) else ""
    if is_door(text) and len(text) <= 30 and (across or not _holds_doors(header)):
        return "section"
    if any(len(piece) <= 30 and (_PLACE.search(piece) or _labels_place(piece)) for piece in pieces(text)):
        return "section"
    if len(text) > 12 or re.search(r"[:：。；;]", text) or not header or _OF_THE_TABLE.search(text):
        return "foot"
    return "foot" if _DATED.fullmatch(text) and not re.search("[日月年]|时间", header) else "data"


def pieces(text: str) -> list[str]:
    """What stands apart in one cell: 第一网格    网格员：王芳."""
    return [piece for piece in _SPREAD.split(text.strip()) if piece]


def _labels_place(text: str) -> bool:
    label = _LABELLED.match(text)
    return label is not None and _holds_doors(label[1])


def _holds_doors(header: str) -> bool:
    return any(meaning.startswith("household.") for meaning in meanings_of(ROSTER, header)[:1])
