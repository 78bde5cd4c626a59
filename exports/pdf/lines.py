"""Breaking Chinese text into lines.

The rules are those of GB/T 15834-2011 5.1 as typesetters keep them: no line begins with closing punctuation, none ends
with an opening bracket or quotation mark, and a Latin word, a number or a telephone number such as 8600 1203 stays on
one line. Only where a single such piece is wider than the line is it cut, so that nothing is ever lost.
"""

import re
from functools import lru_cache

from exports.pdf.fonts import Face, clean, width

__all__ = ["break_lines", "widest"]

CLOSING = "，。、；：？！）》」』】〉〕〗％…—～·•℃”’,.;:?!)]}%‰°々"
OPENING = "（《「『【〈〔〖“‘([{￥$＄№"

_PIECE = re.compile(
    rf"[{re.escape(OPENING)}]*"
    r"(?:\d[\d\-—–~]*(?:[ ][\d\-]+)*|[A-Za-z0-9@_+&#/\\'*.\-]+|[^\S\n]+|.)?"
    rf"[{re.escape(CLOSING)}]*",
    re.DOTALL,
)


def _pieces(text: str) -> list[str]:
    """Cut text into stretches that stay whole, in order and without loss."""
    return [piece for piece in _PIECE.findall(text) if piece]


def _cut(piece: str, face: Face, room: float) -> list[str]:
    """Cut one piece that is wider than a line, character by character."""
    parts, current = [], ""
    for char in piece:
        if current and width(current + char, face) > room:
            parts.append(current)
            current = char
        else:
            current += char
    return [*parts, current]


def _break_paragraph(text: str, face: Face, room: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        size = width(piece, face)
        if used + size <= room or not piece.strip():
            line, used = line + piece, used + size
            continue
        if line.strip():
            lines.append(line.rstrip())
        *whole, line = _cut(piece, face, room) if size > room else [piece]
        lines.extend(whole)
        used = width(line, face)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _settled(text: str, face: Face, room: float) -> list[str]:
    """Break a paragraph so that its last line is not a single character, if that takes no further line."""
    lines = _break_paragraph(text, face, room)
    if len(lines) > 1 and width(lines[-1].rstrip(CLOSING), face) <= 1.01:
        longest = max(width(line, face) for line in lines)
        narrower = _break_paragraph(text, face, longest - 0.5) if longest > 4 else lines
        return narrower if len(narrower) == len(lines) else lines
    return lines


@lru_cache(maxsize=16384)
def _break_cached(text: str, face: Face, room: float) -> tuple[str, ...]:
    if width(whole := clean(text), face) <= room and "\n" not in text:
        return (whole,)
    paragraphs = text.splitlines() or [""]
    return tuple(line for part in paragraphs for line in _settled(clean(part), face, room))


def break_lines(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Break text set at ``size`` points into lines at most ``room`` points wide; new lines in it are kept."""
    return _break_cached(text, face, round(room / size, 3) + 0.001)


def widest(lines: tuple[str, ...], face: Face) -> float:
    """Return the width of the widest line in ems."""
    return max((width(line, face) for line in lines), default=0.0)
