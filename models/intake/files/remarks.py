"""What people put beside the values of an .xlsx: comments on cells, and words struck through.

A workbook without either costs no more than a look at its list of styles.
"""

import posixpath
import re
import zipfile
from contextlib import suppress
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

OWN_AUTHOR = "-"  # of the comments in this program's own report: they say why a row was not taken
_MOST_XML = 8 << 20
MOST_COMMENTS = 20_000
LONGEST_COMMENT = 500
_MOST_STYLES = 200
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_THREADED = re.compile(r"^\[(?:Threaded comment|线程批注)\].*?(?:Comment|注释|批注)[:：]\s*", re.DOTALL)


def tag_of(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def tree(archive: zipfile.ZipFile, part: str) -> Element:
    """A small part of a workbook as a tree."""
    with archive.open(part) as stream:
        content = stream.read(_MOST_XML)
    found: Element = fromstring(content)
    return found


def column_number(letters: bytes) -> int:
    """A column's number from its letters: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def struck_styles(archive: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """What a filled cell with words struck through looks like; None where no style of the workbook strikes any."""
    numbers: list[int] = []
    with suppress(KeyError, ParseError, DefusedXmlException, ValueError):
        parts = {tag_of(part): list(part) for part in tree(archive, "xl/styles.xml")}
        struck = {str(number) for number, font in enumerate(parts.get("fonts", ())) if any(map(_strikes, font))}
        numbers = [n for n, one in enumerate(parts.get("cellXfs", ())) if one.get("fontId", "0") in struck]
    if not numbers:
        return None
    which = "|".join(map(str, numbers[:_MOST_STYLES])).encode()
    return re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}(\d{1,7})" s="(?:' + which + rb')"[^>]*(?<!/)>')


def _strikes(element: Element) -> bool:
    return tag_of(element) == "strike" and element.get("val", "1") not in ("0", "false")


def without_author(text: str, author: str) -> str:
    """A comment without the author's name that a spreadsheet writes before it."""
    bare = text.strip()
    return re.sub(rf"^{re.escape(author)}\s*[:：]\s*", "", bare) if author else bare


def comments_of(archive: zipfile.ZipFile, part: str) -> list[tuple[int, int, str]]:
    """The comments of a sheet: row, column and text, which is blank for one of this program's own report."""
    folder, file = posixpath.split(part)
    with suppress(KeyError, ParseError, DefusedXmlException, ValueError):
        for link in tree(archive, f"{folder}/_rels/{file}.rels"):
            if link.get("Type", "").endswith("/comments"):
                target = link.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                return _comments(tree(archive, path))
    return []


def _comments(root: Element) -> list[tuple[int, int, str]]:
    authors = ["".join(one.itertext()) for one in root.iter() if tag_of(one) == "author"]
    found: list[tuple[int, int, str]] = []
    for one in root.iter():
        place = _CELL.fullmatch(one.get("ref", "")) if tag_of(one) == "comment" else None
        by = int(one.get("authorId", -1)) if place else -1
        if place is None:
            continue
        if 0 <= by < len(authors) and authors[by] == OWN_AUTHOR:
            found.append((int(place[2]) - 1, column_number(place[1].encode()), ""))
            continue
        whole = _THREADED.sub("", "".join(word.text or "" for word in one.iter() if tag_of(word) == "t"))
        text = without_author(whole, authors[by] if 0 <= by < len(authors) else "")
        if text and len(found) < MOST_COMMENTS:
            found.append((int(place[2]) - 1, column_number(place[1].encode()), text[:LONGEST_COMMENT]))
    return found
