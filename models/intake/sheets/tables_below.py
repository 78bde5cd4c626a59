"""Tables with different columns one below the other in a sheet: each begins with a header of its own."""

from collections.abc import Iterator, Sequence
from typing import Any

from models.intake.cleaning.coded import find_code
from models.intake.cleaning.names import is_door, looks_like_name
from models.intake.files.source import Sheet
from models.intake.meaning.lexicon import all_words, care_words
from models.intake.sheets.layouts import which_ledger
from models.intake.sheets.lines import has_long_number, one_line, repeats
from models.intake.sheets.regions import Region, find_rows, is_header_word, is_of_a_form, region_at
from models.search import fold

_ANSWERS = ("relation", "sex", "ethnic_group", "political", "education", "marital", "dwelling_state", "residency")
_FEWEST = 2


def first_of(sheet: Sheet, region: Region) -> Region:
    """The sheet's first table: above the one with the most headers there may be another, with rows of its own."""
    for number in range(region.top, region.first):
        if heads_a_table(sheet.rows[number]):
            above = region_at(sheet, number)
            if above.last < region.first:
                find_rows(sheet, above, region.first)
                if any(_may_be_data(sheet.rows[row]) for row in above.rows):
                    return above
    return region


def tables_of(sheet: Sheet, region: Region) -> list[Region]:
    """The table and those below it that have a header of their own. Where there are none it stays as it is."""
    below = list(_below(sheet, region))
    if not below:
        return [region]
    found = [region, *below]
    region.rows, region.sections = [], {}
    for table, behind in zip(found, [*below, None], strict=True):
        find_rows(sheet, table, behind.top if behind else None)
    return [table for table in found if table.rows]


def _below(sheet: Sheet, region: Region) -> Iterator[Region]:
    current = region
    for number in range(region.last + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if number > current.last and _may_be_header(row) and heads_a_table(row) and not repeats(row, current.headers):
            current = region_at(sheet, number, current.last + 1)
            current.top = _title_above(sheet, current)
            current.titles_end = region.first
            current.above = [text for one in sheet.rows[current.top : current.first] for text in _texts(one)]
            yield current


def heads_a_table(row: Sequence[Any]) -> bool:
    """Whether a row is the header of some ledger's table: words of headers that are no answers, and hardly any other."""
    texts = _texts(row) if _may_be_header(row) else []
    if len(texts) < _FEWEST:
        return False
    known: list[str] = []
    for number, text in enumerate(texts, 1):
        if _is_known(text):
            known.append(text)
        elif (number - len(known)) * 3 > len(texts):
            return False  # too many that are none: most rows of data end here
    asking = [text for text in known if not _is_answer(text)]
    return len(asking) >= _FEWEST and not is_of_a_form(row) and which_ledger(asking, "", ()) != ""


def _is_known(text: str) -> bool:
    """Whether a text is a header's word; a name is looked up only as it stands, which is quick."""
    return fold(text) in all_words() if looks_like_name(text) else is_header_word(text)


def _may_be_header(row: Sequence[Any]) -> bool:
    return not has_long_number(row) and all(isinstance(cell, str) or cell is None for cell in row)


def _may_be_data(row: Sequence[Any]) -> bool:
    return not heads_a_table(row) and len(_texts(row)) >= _FEWEST


def _is_answer(text: str) -> bool:
    """Whether a word of headers is also what stands beneath one: 户主 under 与户主关系, 党员 under 政治面貌."""
    return fold(text) in care_words() or any(find_code(key, text) is not None for key in _ANSWERS)


def _texts(row: Sequence[Any]) -> list[str]:
    return [text for cell in row if (text := one_line(cell))]


def _title_above(sheet: Sheet, region: Region) -> int:
    """The first of the lines above a header that are its title: one text each, and neither a name nor a door."""
    top = region.first
    for number in range(region.first - 1, region.top - 1, -1):
        texts = set(_texts(sheet.rows[number]))
        if len(texts) > 1 or any(looks_like_name(text) or is_door(text) for text in texts):
            break
        if texts:
            top = number
        elif top < region.first:
            break  # what stands apart from a title is another matter
    return top
