"""Names that are a heading's word, too: 单元, 文化, 常住. Behind a right document number stands a person."""

from models.checks import document_warning
from models.intake.cleaning.cells import as_text
from models.intake.cleaning.names import not_a_name
from models.intake.sheets.table import Flaw, Table


def take_odd_names(table: Table) -> None:
    """Take such words for names in rows with a right number, and for householders of that name."""
    refused = [one for one in table.flaws if one.level == "reject" and one.sentence == not_a_name()]
    numbers, taken = table.get("document"), set[str]()
    for meaning in ("name", "householder"):
        for flaw in refused:
            if flaw.column is None or flaw.column.meaning != meaning:
                continue
            text, number = as_text(flaw.value), numbers[flaw.row]
            if (meaning == "name" and number and document_warning({"document": number}) is None) or text in taken:
                taken.add(text)
                table.columns[meaning][flaw.row] = text
                _take_back(table, flaw)


def _take_back(table: Table, flaw: Flaw) -> None:
    table.flaws.remove(flaw)
    if not any(one.row == flaw.row and one.level == "reject" for one in table.flaws):
        table.refused.discard(flaw.row)
