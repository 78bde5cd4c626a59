"""What no fast reader tells of a workbook: hidden rows and columns, merged cells, the epoch, cells far out.

Read from the XML as a stream of tags by pattern, never as a tree: a hostile file cannot make it grow.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from models.intake.files.remarks import column_number, comments_of, struck_styles, tag_of, tree
from models.intake.files.sheet_read import Marks

_CHUNK = 1 << 20
_LONGEST_TAG = 4_096
_MOST_MARKS = 200_000
_MOST_HIDDEN_COLUMNS = 400
_FAR_ROW = 100_000

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d{1,7})"([^>]*)>')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_NUMBER = re.compile(rb'\b(min|max)="(\d{1,5})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_NS = rb"(?:\w+:)?"
_FORMULA_ALONE = re.compile(  # without the result that a spreadsheet keeps beside it
    rb"<%bc\s([^>]*)>\s*<%bf\b[^>]*?(?:/>|>[^<]*</%bf>)\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % ((_NS,) * 7)
)
_ERROR = re.compile(rb'<%bc\s([^>]*\bt="e"[^>]*)>' % _NS)
_RESULT = re.compile(rb"(?:</%bf>|<%bf\b[^>]*/>)\s*<%bv>[^<]" % ((_NS,) * 3))
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_LONGEST_CELL = 2_048
_FAR_CELL = re.compile(rb'\sr="[A-Z]{3}\d')


def of_xlsx(path: str) -> dict[str, Marks]:
    """The marks of every sheet by its name; what cannot be found is simply not marked."""
    found: dict[str, Marks] = {}
    with zipfile.ZipFile(path) as archive, suppress(KeyError, ParseError, DefusedXmlException, ValueError):
        epoch, parts = _parts(archive)
        struck = struck_styles(archive)
        for name, part in parts.items():
            with suppress(KeyError), archive.open(part) as stream:
                found[name] = _of_sheet(stream, struck)
                found[name].epoch_1904 = epoch
                found[name].comments = comments_of(archive, part)
    return found


def _parts(archive: zipfile.ZipFile) -> tuple[bool, dict[str, str]]:
    """Whether dates count from 1904, and which part holds which sheet."""
    names = {name.lower(): name for name in archive.namelist()}
    book = tree(archive, names["xl/workbook.xml"])
    links = tree(archive, names["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    epoch = any(tag_of(e) == "workbookPr" and e.get("date1904") in ("1", "true") for e in book.iter())
    parts = {}
    for sheet in (element for element in book.iter() if tag_of(element) == "sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        target = (targets.get(link) or "").lstrip("/")
        part = names.get(target.lower()) or names.get(f"xl/{target}".lower())
        if part:
            parts[sheet.get("name", "")] = part
    return epoch, parts


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that end behind a tag, so that no tag is cut in two."""
    rest = b""
    while piece := stream.read(_CHUNK):
        piece = rest + piece
        end = piece.rfind(b">") + 1
        rest = piece[end:][-_LONGEST_TAG * 64 :]
        yield piece[:end]


def _of_sheet(stream: IO[bytes], struck: re.Pattern[bytes] | None) -> Marks:
    marks = Marks()
    rows = last = 0
    unread: dict[tuple[int, int], str] = {}
    before, counted = b"", False
    for piece in chunks(stream):
        if len(unread) < _MOST_MARKS:
            unread |= _unread(before + piece)
            counted = counted or (b"f>" in piece and bool(_RESULT.search(piece)))
            before = piece[-_LONGEST_CELL:]  # a cell may begin in one piece and end in the next
        for match in _ROW.finditer(piece):
            rows, last = rows + 1, int(match[1])
            if b"hidden" in match[0] and _HIDDEN.search(match[0]) and len(marks.hidden_rows) < _MOST_MARKS:
                marks.hidden_rows.append(last - 1)
        if b"hidden" in piece:
            marks.hidden_columns += _hidden_columns(piece)
        if b"mergeCell" in piece and len(marks.merged) < _MOST_MARKS:
            marks.merged += [_range(match) for match in _MERGED.finditer(piece)]
        if struck is not None and len(marks.struck_rows) < _MOST_MARKS:
            marks.struck_rows += {int(match[1]) - 1 for match in struck.finditer(piece)}
        marks.sparse = marks.sparse or bool(_FAR_CELL.search(piece))
    marks.sparse = marks.sparse or (last > _FAR_ROW and last > 2 * rows)
    # Where other formulas have their results, those without are blank by their own counting.
    marks.unread = [(*place, what) for place, what in unread.items() if what == "error" or not counted]
    return marks


def _unread(piece: bytes) -> dict[tuple[int, int], str]:
    """The cells that show nothing, or an error: row and column of each."""
    found: dict[tuple[int, int], str] = {}
    for look, what, sign in ((_FORMULA_ALONE, "formula", b"f>"), (_ERROR, "error", b't="e"')):
        for match in look.finditer(piece) if sign in piece else ():
            place = _PLACE.search(match[1])
            if place and not (what == "formula" and b't="str"' in match[1]):  # whose result is an empty text
                found[int(place[2]) - 1, column_number(place[1])] = what
    return found


def _hidden_columns(piece: bytes) -> list[int]:
    found: list[int] = []
    for match in _COLUMN.finditer(piece):
        if _HIDDEN.search(match[1]):
            ends = {name: int(number) for name, number in _NUMBER.findall(match[1])}
            first = ends.get(b"min", 1) - 1
            last = min(ends.get(b"max", first + 1), first + _MOST_HIDDEN_COLUMNS)
            found += [column for column in range(first, last) if column < _MOST_HIDDEN_COLUMNS]
    return found


def _range(match: re.Match[bytes]) -> tuple[int, int, int, int]:
    left, top, right, bottom = match.groups()
    return int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)
