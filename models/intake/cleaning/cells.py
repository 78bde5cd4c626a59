"""What a cell holds, cleaned: the plain value, or an `Odd` that says what was wrong with it and what becomes of it."""

import re
import unicodedata
from functools import cache
from typing import Any, Literal, NamedTuple

Level = Literal["reject", "note", "warn", "lost", "coarse", "masked", "nobody"]


class Odd(NamedTuple):
    """A cell that is not simply right. `level` says what becomes of it:

    "reject" refuses the row, "note" keeps the cell's words in the note, "warn" takes the value and says so, "lost" is a
    number that a spreadsheet has cut, "coarse" a date of which only the year or the month is known, "masked" a number that shows in parts only,
    "nobody" words in place of a name that name none.
    """

    value: Any
    sentence: str
    level: Level
    kept: str = ""  # what goes into the note instead of the whole cell


BLANK_WORDS = frozenset(
    [
        "无",
        "没有",
        "不详",
        "未知",
        "不知",
        "不清楚",
        "不明",
        "暂无",
        "暂缺",
        "缺",
        "空",
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "―",
        ".",
        "。",
        "*",
        "**",
        "***",
        "?",
        "？",
        "??",
        "无。",
        "none",
        "null",
        "nil",
        "n/a",
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
        "#null!",
        "未提供",
        "未填",
        "不愿提供",
        "拒绝提供",
        "保密",
        "待补",
        "待核实",
        "待查",
    ]
)
DITTO = frozenset(
    {
        "..",
        "…",
        "……",
        "...",
        "。。",
        "、、",
        "〃〃",
        "同上",
        "〃",
        "″",
        '"',
        "''",
        "“",
        "”",
        "同左上",
        "同前",
        "上同",
        "ditto",
    }
)
"""What people write for "as above"."""
_PRECISE = 1e15
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufff9-\uffff]")
_WRAPPED = re.compile(r'\s*=\s*"([^"]*)"\s*')  # ="5099…": how a number is kept from being counted with
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@cache
def _private_use() -> dict[int, str]:
    """Characters that old GBK systems kept in the private-use area, to the real ones they have now."""
    low = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
    found = {}
    for number, byte in enumerate(low):
        real = bytes((0xFE, byte)).decode("gb18030", "ignore")
        if len(real) == 1 and not "\ue000" <= real <= "\uf8ff":
            found[0xE815 + number] = real
    return found


def as_text(value: Any) -> str:
    """A cell as text, as its reader would see it: whole numbers without a point, no invisible characters."""
    if type(value) is float:
        if abs(value) >= _PRECISE:
            return f"{value:.14E}".replace("E+", "E+").rstrip() if value % 1 == 0 else repr(value)
        return str(int(value)) if value.is_integer() else repr(value)
    if value is None:
        return ""
    text = value if type(value) is str else str(value)
    if "=" in text and (wrapped := _WRAPPED.fullmatch(text)):
        text = wrapped[1]
    if text.isascii() and text.isprintable():
        return text.strip().lstrip("'")
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = _CONTROLS.sub("", text.translate(_private_use()).replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text.strip()).lstrip("'")


def plain(value: Any) -> str:
    """A cell as text with full-width forms made ordinary, for values that are no prose."""
    text = as_text(value)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or one of the words people put where nothing is known."""
    return not text or text.lower() in BLANK_WORDS


def has_private_use(text: str) -> bool:
    """Whether a character is left that no font agrees on."""
    return any("\ue000" <= character <= "\uf8ff" for character in text)


def is_cut(value: Any) -> bool:
    """Whether a number was longer than a spreadsheet keeps: its last digits are gone."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return abs(value) >= _PRECISE and len(str(int(value))) != 15
    return isinstance(value, str) and bool(re.fullmatch(r"\d(\.\d+)?[Ee]\+?1[5-9]", value.strip().lstrip("'")))
