"""The bundled fonts, loaded when first drawn with, and which of them has which character.

Noto Sans SC and Noto Serif SC cover the 8,105 characters of the general table and GB 18030-2022 levels 1 and 2;
HanaMinB steps in, character by character, for the rest of level 3. reportlab needs TrueType outlines, which is why
these fonts and not the CFF ones are bundled.
"""

import threading
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from exports.pdf import unicode_map
from resources import path

__all__ = ["RARE", "SANS", "SANS_BOLD", "SERIF", "SERIF_BOLD", "Face", "clean", "missing", "register", "runs", "width"]

MISSING = "\u25a1"
"""What is drawn for a character that no bundled font has (and reported by name and code point)."""

LOCK = threading.RLock()
"""Held while fonts are loaded and while subsets are cut: reportlab's font files keep a reading position."""


@dataclass(frozen=True, eq=False)
class Face:
    """One bundled font by the name it is registered under; each exists once."""

    name: str
    file: str
    bold: bool = False


SANS = Face("NotoSansSC", "NotoSansSC-Regular.ttf")
SANS_BOLD = Face("NotoSansSC-Bold", "NotoSansSC-Bold.ttf", bold=True)
SERIF = Face("NotoSerifSC", "NotoSerifSC-Regular.ttf")
SERIF_BOLD = Face("NotoSerifSC-Bold", "NotoSerifSC-Bold.ttf", bold=True)
RARE = Face("HanaMinB", "HanaMinB.ttf")


@cache
def _load(face: Face) -> Any:
    with LOCK:
        unicode_map.install()
        font = ttfonts.TTFont(face.name, str(path("fonts", face.file)))
        pdfmetrics.registerFont(font)
        return font


def font(face: Face) -> Any:
    """Return reportlab's font object of a face, loaded and registered on first use (about 0.1 s)."""
    return _load(face)


def register() -> None:
    """Register every bundled font with reportlab, and the bold of each family, for whoever draws with its canvas."""
    for face in (SANS, SANS_BOLD, SERIF, SERIF_BOLD, RARE):
        font(face)
    for regular, bold in ((SANS, SANS_BOLD), (SERIF, SERIF_BOLD), (RARE, RARE)):
        pdfmetrics.registerFontFamily(
            regular.name, normal=regular.name, bold=bold.name, italic=regular.name, boldItalic=bold.name
        )


def _invisible(char: str) -> bool:
    """Tell characters that draw nothing: controls, direction marks, variation selectors, byte order marks."""
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return True
    return unicodedata.category(char) in ("Cc", "Cf")


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return text as it is drawn: what draws nothing is dropped, tabs and other white space become one space."""
    if text.isprintable() and not any("\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100" for char in text):
        return text
    spaced = (" " if char.isspace() and char != "\u3000" else char for char in text)
    return "".join(char for char in spaced if not _invisible(char))


@dataclass
class _Coverage:
    """Which face draws a character wanted in ``face``, and how wide it is; filled as characters come up."""

    face: Face
    faces: dict[str, Face | None] = field(default_factory=dict)
    advances: dict[str, float] = field(default_factory=dict)

    def look(self, char: str) -> float:
        """Find a character not met before; return its width in ems."""
        chosen = next((face for face in (self.face, RARE) if ord(char) in font(face).face.charToGlyph), None)
        shown = font(chosen or self.face).face
        code = ord(char) if chosen else ord(MISSING)
        self.faces[char] = chosen
        self.advances[char] = shown.charWidths.get(code, shown.defaultWidth) / 1000
        return self.advances[char]


@cache
def _coverage(face: Face) -> _Coverage:
    return _Coverage(face)


@lru_cache(maxsize=16384)
def width(text: str, face: Face) -> float:
    """Return the width of cleaned text in ems: multiply by the font size for points."""
    coverage = _coverage(face)
    known = coverage.advances
    total = 0.0
    for char in text:
        advance = known.get(char)
        total += coverage.look(char) if advance is None else advance
    return total


def runs(text: str, face: Face) -> list[tuple[Face, str]]:
    """Split text into stretches of one font each, choosing the font per character.

    A character in no font is given to ``face`` as MISSING; ``missing`` tells which those are.
    """
    width(text, face)
    faces = _coverage(face).faces
    if all(faces[char] is face for char in text):
        return [(face, text)]
    shown = [(faces[char] or face, char if faces[char] else MISSING) for char in text]
    return [(chosen, "".join(char for _, char in group)) for chosen, group in groupby(shown, key=lambda pair: pair[0])]


def missing(text: str, face: Face = SANS) -> set[str]:
    """Return the characters of cleaned text that no bundled font has."""
    width(text, face)
    faces = _coverage(face).faces
    return {char for char in text if faces[char] is None}
