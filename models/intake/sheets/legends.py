"""What digits in a column stand for, where its header or the row that explains it says so: 1是2否, 1.男 2.女."""

import re

from models.fields import Kind
from models.intake.cleaning.cells import plain
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import LEVELS, field_of
from models.intake.sheets.table import Table

_ONE = r"(\d{1,2})\s*[.、:：=＝—-]?\s*(?:表示|代表|为(?=..))?\s*([\u4e00-\u9fff]{1,8})"
_PAIR = re.compile(_ONE)
LEGEND = re.compile(rf"(?:{_ONE}\s*[,，;；、/\s]*){{2,}}")
_BRACKETS = re.compile(r"[(（\[【](.*?)[)）\]】]")
_MOST_ROWS = 3


def legend_of(table: Table, column: Column) -> dict[str, str]:
    """The word of each digit; nothing where the column holds no words of a table, or nobody says what its digits are."""
    if table.layout.kind != "table" or not _holds_words(table, column):
        return {}
    region = table.layout.region
    first = min(region.rows, default=region.last + 1)
    under = [plain(table.sheet.cell(row, column.index)) for row in range(region.last + 1, first)][:_MOST_ROWS]
    for text in (*_BRACKETS.findall(plain(column.header)), plain(column.header).rpartition(LEVELS)[2], *under):
        if LEGEND.fullmatch(text.strip("()（） ")):
            return dict(_PAIR.findall(text))
    return {}


def _holds_words(table: Table, column: Column) -> bool:
    if column.meaning.startswith("care."):
        return True
    found = field_of(table.layout.ledger, column.meaning)
    return found is not None and found[0].kinds[found[1].name] in (Kind.CODE, Kind.FLAG)
