"""People whose row names no door: what it says of their place and of whose household they are is kept in their note."""

from models.intake.meaning.lexicon import ROSTER, words_of
from models.intake.sheets.table import Table


def note_place(table: Table, i: int) -> None:
    """Keep in the note of row i what a household would have had: estate, group, grid, its householder."""
    for meaning, column in table.columns.items():
        value = column[i]
        if not isinstance(value, str) or not value:
            continue
        if meaning.startswith("household.") or (meaning == "householder" and value != table.columns["name"][i]):
            header = table.headers.get(meaning)
            table.note(i, header.header.replace("\n", "") if header else words_of(ROSTER, meaning), value)
