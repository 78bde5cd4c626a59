"""Photos and emblems made ready for print.

A photo is turned upright, cropped to 5:7 and reduced to what the size on paper needs; one that is ready goes in as it is.
Either way the camera's hidden data (place, owner) stay outside. An emblem is only ever scaled in proportion: Regulations on the Party Emblem and Flag
(2021), domain reference section 4; none comes with the program.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps

from exports.pdf.document import Document

__all__ = ["Emblem", "Photo", "Photos", "Unreadable"]

FINEST = 300
"""Dots per inch kept at most."""

SIDES = 5 / 7
"""Width to height of a one-inch photo (295 x 413)."""


BROKEN = (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error, Image.DecompressionBombError)
"""What Pillow raises for a file that is no picture, a damaged one, or one too large to be a photo."""


class Unreadable(ValueError):
    """The bytes are not a picture that can be read."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo in the file: its name there and the resolution it has at the asked size."""

    name: str
    dpi: float


@dataclass(frozen=True, slots=True)
class Emblem:
    """An emblem in the file and its width for a height of 1."""

    name: str
    ratio: float


def _open(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
        return ImageOps.exif_transpose(image)
    except BROKEN as error:
        raise Unreadable(str(error)) from error


def _crop(image: Image.Image) -> Image.Image:
    """Cut to 5:7 around the middle, a little above it where height is cut, so that faces stay whole."""
    wide, high = image.size
    if wide / high > SIDES:
        cut = wide - round(high * SIDES)
        return image.crop((cut // 2, 0, wide - (cut - cut // 2), high))
    cut = high - round(wide / SIDES)
    top = round(cut * 0.35)
    return image.crop((0, top, wide, high - (cut - top)))


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture in RGB; what is transparent becomes white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")


def _ready(image: Image.Image, pixels: int) -> bool:
    """Tell whether a picture can go on paper as it is: upright, 5:7, in colour and not finer than needed."""
    wide, high = image.size
    return image.format == "JPEG" and image.mode == "RGB" and wide <= pixels and abs(wide / high - SIDES) < 0.012


KEPT = frozenset((0xE0, 0xEE))
"""The application segments of a JPEG that say how to read it (JFIF, Adobe); all others are the camera's or its owner's."""


def _bare_jpeg(data: bytes) -> bytes | None:
    """Return a JPEG file without its comments and hidden data (ITU T.81 annex B), None if it is not built as expected."""
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:  # the picture itself, up to the end of the file
            end = data.rfind(b"\xff\xd9")
            return b"".join((*parts, data[at : end + 2])) if end > at else None
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        hidden = (0xE0 <= marker <= 0xEF and marker not in KEPT) or marker == 0xFE
        if not hidden:
            parts.append(data[at : at + size])
        at += size
    return None


@lru_cache(maxsize=2)  # every preview shows the same
def _whole(data: bytes) -> tuple[tuple[int, int], bytes, bytes]:
    """Return a picture's size, its colours and its transparency, both deflated. Raises Unreadable."""
    image = _open(data).convert("RGBA")
    colours, mask = image.convert("RGB").tobytes(), image.getchannel("A").tobytes()
    return image.size, zlib.compress(colours), zlib.compress(mask)


class Photos:
    """The pictures of one document; each is read and written once however often it is shown."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[tuple[str, int], tuple[str, int]] = {}

    def photo(self, data: bytes, width: float) -> Photo:
        """Put a photo into the file for a width in points. Raises Unreadable."""
        pixels = max(round(width / 72 * FINEST), 1)
        key = (hashlib.sha256(data).hexdigest(), pixels)
        if key not in self._known:
            self._known[key] = self._write(data, key)
        name, across = self._known[key]
        return Photo(name, across / (width / 72))

    def _write(self, data: bytes, key: tuple[str, int]) -> tuple[str, int]:
        digest, pixels = key
        opened = _open(data)
        bare = _bare_jpeg(data) if _ready(opened, pixels) else None
        if bare is not None:
            name = f"P{digest[:16]}"
            if not self._document.has(name):
                self._document.add_image(name, opened.size, bare, "DCTDecode")
            return name, opened.width
        image = _flat(_crop(opened))
        across = image.width
        if across > pixels:
            image = image.resize((pixels, round(pixels / SIDES)), Image.Resampling.LANCZOS)
        image.info.clear()  # or the comment of the file it came from would be written again
        out = io.BytesIO()
        image.save(out, "JPEG", quality=88, optimize=True)
        name = f"P{digest[:16]}x{pixels}"
        if not self._document.has(name):
            self._document.add_image(name, image.size, out.getvalue(), "DCTDecode")
        return name, across

    def emblem(self, data: bytes) -> Emblem:
        """Put an emblem or logo into the file, whole and unchanged, transparency kept. Raises Unreadable."""
        size, colours, mask = _whole(data)
        name = f"E{hashlib.sha256(data).hexdigest()[:16]}"
        if not self._document.has(name):
            self._document.add_image(name, size, colours, "FlateDecode", mask)
        return Emblem(name, size[0] / size[1])
