"""Text that copies and searches right beyond the basic plane.

reportlab 5.1.0 writes the ToUnicode map of a font subset with ``<%04X>``: a code point above U+FFFF comes out as five
digits, so a name with U+2CB4E in it is drawn right but copies as other characters. Adobe's technical note 5411
wants UTF-16BE (surrogate pairs) and at most 100 entries in each ``bfchar`` block. ``install`` puts a writer in place
that does both; it is called when the fonts are registered.
"""

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

__all__ = ["install", "to_unicode_map"]

BLOCK = 100
"""Entries of one bfchar block at most (Adobe technical note 5411, section 1.4.1)."""

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange
"""

_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _utf16(code: int) -> str:
    """Return a code point as the hexadecimal digits of its UTF-16BE form; a lone surrogate becomes U+FFFD."""
    if 0xD800 <= code <= 0xDFFF:
        code = 0xFFFD
    return chr(code).encode("utf-16-be").hex().upper()


def to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode map of a subset: the n-th code point is what byte n stands for."""
    entries = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return _HEAD.format(name=fontname, last=max(len(subset) - 1, 0)) + body + _TAIL


def install() -> None:
    """Let reportlab write its ToUnicode maps with ``to_unicode_map``. Calling it twice does no harm."""
    ttfonts.makeToUnicodeCMap = to_unicode_map
