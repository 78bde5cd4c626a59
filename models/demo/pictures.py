"""Portraits for notice boards that show nobody: a plain figure on a plain ground, drawn by a few lines of arithmetic."""

import struct
import zlib
from functools import cache
from math import sqrt

_SIZE = (295, 413)  # of a one-inch photo
_TOO_SMALL = (150, 210)  # the last portrait: a large board has something to warn of
_GROUNDS = ((222, 214, 196), (205, 215, 222), (214, 222, 205), (226, 208, 204), (212, 206, 222))
_FIGURES = ((142, 124, 92), (88, 110, 130), (104, 128, 92), (146, 100, 92), (112, 100, 140))
PORTRAITS = len(_GROUNDS)


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _half_width(height: float) -> float:
    """Half the width of the figure at a height from 0 (top) to 1, in parts of the picture's width: head, then shoulders."""
    head = 0.22**2 - ((height - 0.37) * 1.4) ** 2
    shoulders = 1 - ((height - 0.98) / 0.39) ** 2
    return sqrt(head) if head > 0 else 0.39 * sqrt(shoulders) if height > 0.58 and shoulders > 0 else 0.0


@cache
def portrait(number: int) -> bytes:
    """One of the portraits, as a PNG file."""
    ground, figure = _GROUNDS[number], bytes(_FIGURES[number])
    wide, high = _TOO_SMALL if number == PORTRAITS - 1 else _SIZE
    lines = bytearray()
    for y in range(high):
        shade = y * 24 // high
        sky = bytes(part - shade for part in ground)
        within = round(_half_width(y / high) * wide)
        left = wide // 2 - within
        lines += b"\0" + sky * left + figure * (2 * within) + sky * (wide - left - 2 * within)
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(lines), 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
