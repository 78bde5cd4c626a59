"""A PDF file written page by page, so that two thousand boards need no more memory than one.

reportlab keeps every page until the file is saved. Here each page, form and picture goes to the file at once; only the
places of the objects and the fonts' subsets stay until the end. The fonts themselves are cut and described by
reportlab. File properties hold the title and nothing else: no author, no program user, no clock, so that the same boards
give the same bytes.
"""

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from exports.pdf import fonts
from exports.pdf.fonts import Face

__all__ = ["Document", "Encoded"]

CACHED = 20_000
"""Encoded strings kept at most; boards of one office share most of theirs."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Text as a page shows it: for each stretch the font's name in the file, the bytes in hex, and whether to embolden.

    ``missing`` are the characters no font has.
    """

    runs: tuple[tuple[str, str, bool], ...]
    missing: frozenset[str]


class Document:
    """One PDF being written to ``out``; ``close`` finishes it. A document that is not closed is not a PDF."""

    def __init__(self, out: BinaryIO, title: str = "") -> None:
        self.title = title
        self._out = out
        self._at = 0
        self._digest = hashlib.sha256()
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        self._names: dict[str, int] = {}
        self._encoded: dict[tuple[str, Face], Encoded] = {}
        self._fonts: Any = pdfdoc.PDFDocument(compression=1, invariant=1)
        self._fonts_number = self._fonts.idToObjectNumberAndVersion[pdfdoc.BasicFonts][0]
        self._tree = self._reserve()
        self._write(b"%PDF-1.7\n%\xe6\xa0\xbc\xe5\xad\x90\n")

    # objects

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)
        self._at += len(data)

    def _reserve(self) -> int:
        """Take the next object number, shared with reportlab's own objects."""
        self._fonts.objectcounter += 1
        return int(self._fonts.objectcounter)

    def _put(self, number: int, body: bytes) -> None:
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _put_stream(self, entries: str, data: bytes) -> int:
        number = self._reserve()
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._put(number, head + data + b"\nendstream")
        return number

    def _resources(self, names: set[str]) -> str:
        used = " ".join(f"/{name} {self._names[name]} 0 R" for name in sorted(names))
        return f"/Resources << /Font {self._fonts_number} 0 R /XObject << {used} >> >>"

    # what a page is made of

    def encode(self, text: str, face: Face) -> Encoded:
        """Return cleaned text as bytes of the fonts' subsets, adding its characters to them."""
        key = (text, face)
        found = self._encoded.get(key)
        if found is None:
            if len(self._encoded) >= CACHED:
                self._encoded.clear()
            found = self._encoded[key] = self._encode(text, face)
        return found

    def _encode(self, text: str, face: Face) -> Encoded:
        result: list[tuple[str, str, bool]] = []
        for used, stretch in fonts.runs(text, face):
            font = fonts.font(used)
            embolden = face.bold and not used.bold
            for subset, data in font.splitString(stretch, self._fonts):
                result.append((font.getSubsetInternalName(subset, self._fonts), data.hex(), embolden))
        return Encoded(tuple(result), frozenset(fonts.missing(text, face)))

    def has(self, name: str) -> bool:
        """Tell whether a form or picture of that name is in the file already."""
        return name in self._names

    def add_form(self, name: str, width: float, height: float, content: bytes, uses: set[str]) -> None:
        """Write a drawing of that size (points) which pages show by its name as often as they like."""
        box = f"/Type /XObject /Subtype /Form /BBox [0 0 {width:.3f} {height:.3f}]"
        entries = f"{box} {self._resources(uses)} /Filter /FlateDecode"
        self._names[name] = self._put_stream(entries, zlib.compress(content))

    def add_image(self, name: str, pixels: tuple[int, int], data: bytes, kind: str, mask: bytes | None = None) -> None:
        """Write a picture: ``data`` is a JPEG file (kind DCTDecode) or compressed RGB rows (FlateDecode).

        ``mask`` are compressed rows of opacity, one byte a pixel.
        """
        entries = f"/Type /XObject /Subtype /Image /Width {pixels[0]} /Height {pixels[1]} /BitsPerComponent 8"
        shade = ""
        if mask is not None:
            number = self._put_stream(f"{entries} /ColorSpace /DeviceGray /Filter /FlateDecode", mask)
            shade = f" /SMask {number} 0 R"
        self._names[name] = self._put_stream(f"{entries} /ColorSpace /DeviceRGB /Filter /{kind}{shade}", data)

    def add_page(self, width: float, height: float, content: bytes, uses: set[str], boxes: str = "") -> None:
        """Write a page of that size in points. ``boxes`` are further entries, such as /TrimBox."""
        stream = self._put_stream("/Filter /FlateDecode", zlib.compress(content))
        number = self._reserve()
        size = f"/MediaBox [0 0 {width:.3f} {height:.3f}] {boxes}"
        page = f"<< /Type /Page /Parent {self._tree} 0 R {size} {self._resources(uses)} /Contents {stream} 0 R >>"
        self._put(number, page.encode("ascii"))
        self._pages.append(number)

    @property
    def pages(self) -> int:
        """How many pages have been written."""
        return len(self._pages)

    # the end

    def close(self) -> None:
        """Write fonts, page tree, properties and the table of objects. The file itself stays open."""
        with fonts.LOCK:
            for font in self._fonts.delayedFonts:
                font.addObjects(self._fonts)
            self._put_fonts()
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._put(self._tree, f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>".encode("ascii"))
        catalog, info = self._reserve(), self._reserve()
        view = "/Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >>"
        self._put(catalog, f"<< /Type /Catalog /Pages {self._tree} 0 R {view} >>".encode("ascii"))
        title = self.title.encode("utf-16-be", "replace").hex()
        self._put(info, f"<< /Title <feff{title}> >>".encode("ascii"))
        self._put_table(catalog, info)

    def _put_fonts(self) -> None:
        """Write what reportlab made for the fonts; formatting one object can bring further ones."""
        number = 0
        while number < self._fonts.objectcounter:
            number += 1
            name = self._fonts.numberToId.get(number)
            if name is None or number in self._places:
                continue
            body = pdfdoc.PDFIndirectObject(name, self._fonts.idToObject[name]).format(self._fonts)
            self._places[number] = self._at
            self._write(body)

    def _put_table(self, catalog: int, info: int) -> None:
        start, count = self._at, int(self._fonts.objectcounter) + 1
        rows = [b"0000000000 65535 f \n"]
        for number in range(1, count):
            place = self._places.get(number)
            rows.append(b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place)
        mark = self._digest.hexdigest()[:32]
        self._write(b"xref\n0 %d\n%b" % (count, b"".join(rows)))
        trailer = f"<< /Size {count} /Root {catalog} 0 R /Info {info} 0 R /ID [<{mark}> <{mark}>] >>"
        self._write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii"))
