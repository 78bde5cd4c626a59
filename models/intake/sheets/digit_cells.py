"""A document number written one digit to a cell, as on a paper form: joined into its first cell."""

from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.sheets.regions import Region

_FEWEST, _MOST = 15, 18


def join_digits(sheet: Sheet, region: Region) -> None:
    """Join the cells of each row under one header that stands over 15 to 18 columns with a character in each."""
    for start, end in _wide(region.headers):
        rows = [row for row in region.rows if _joined(sheet, row, start, end) is not None]
        if not rows or len(rows) < len(region.rows):
            continue
        for row in rows:
            line = sheet.rows[row]
            line[start:end] = [_joined(sheet, row, start, end), *[""] * (min(end, len(line)) - start - 1)]
        region.headers[start + 1 : end] = [""] * (end - start - 1)


def _wide(headers: list[str]) -> list[tuple[int, int]]:
    """The runs of columns that one header stands over, in files with merged cells and in those without."""
    starts = [at for at, header in enumerate(headers) if header and (at == 0 or header != headers[at - 1])]
    runs = zip(starts, [*starts[1:], len(headers)], strict=True)
    return [(start, end) for start, end in runs if _FEWEST <= end - start <= _MOST]


def _joined(sheet: Sheet, row: int, start: int, end: int) -> str | None:
    """The number in these cells, blank where they are; None where one holds more than a character."""
    texts = [as_text(sheet.cell(row, column)) for column in range(start, end)]
    return None if any(len(text) > 1 for text in texts) else "".join(texts)
