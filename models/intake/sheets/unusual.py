"""Sheets laid out otherwise than a row for each record: what is put right before they are read, and what is refused."""

from models.intake.cleaning.cells import is_blank, plain
from models.intake.files.source import Sheet
from models.intake.forms.beside import forms_beside, put_below
from models.intake.sheets.evidence import bears_out, says_who
from models.intake.sheets.record_lines import join_lines, lines_of
from models.intake.sheets.regions import header_of
from models.words import _

_LOOK_AT = 60
_FEWEST_ROWS, _FEWEST_BESIDE = 3, 2


def put_right(sheet: Sheet) -> tuple[list[str], str]:
    """What is to be said of how a sheet was put right, and why it cannot be read; blank where it can."""
    region = header_of(sheet)
    if region is not None and (count := lines_of(sheet, region)) > 1:
        if join_lines(sheet, region, count):
            said = _("Each record of this sheet takes {count} lines; they were read as one row.").format(count=count)
            return [said], ""
        refused = _(
            "Each record of this sheet takes {count} lines, and nothing tells where one begins; it was left out. Put "
            "each into one row, or number them in the first column."
        )
        return [], refused.format(count=count)
    if blocks := forms_beside(sheet):
        put_below(sheet, blocks)
        return [_("Forms stand beside each other in this sheet; they were read as if below each other.")], ""
    return [], _turned() if are_columns_records(sheet) else ""


def are_columns_records(sheet: Sheet) -> bool:
    """Whether each person is a column: 姓名 | 王强 | 李敏 above 电话 | 139… | 138…."""
    found = named = 0
    for row in sheet.rows[:_LOOK_AT]:
        texts = [text for cell in row if not is_blank(text := plain(cell))]
        if len(texts) > _FEWEST_BESIDE and bears_out(texts[0], texts[1:]):
            found += 1
            named += says_who(texts[0])
    return named == 1 and found >= _FEWEST_ROWS


def _turned() -> str:
    return _(
        "In this sheet each person is a column; it was left out. Copy the table, paste it transposed (rows and columns "
        "exchanged), save, then read it again."
    )
