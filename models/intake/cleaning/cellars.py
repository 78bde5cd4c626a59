"""Rooms beneath the ground: whether the dash in 3号楼2单元-101 is a minus or stands between two parts of a door."""

import re
from collections.abc import Iterable

from models.doors import without_remark
from models.intake.cleaning.cells import plain

_DASHED = re.compile(r"(?<=单元|單元)-(?=[0-9]{3}(?:室|号房|号|户)?$)")
_BENEATH = re.compile(r"(?<=[元楼樓栋棟幢座])-(?=[0-9]{3}(?:室|号房|号|户)?$)")
_CELLAR = re.compile(r"[(\[【〔](?:.*地下.*|负.*)[)\]】〕]$")
_PLAIN = re.compile(r"(?:单元|單元)[0-9]{3}")
_LOW = re.compile(r"(?:单元|單元)-[12]")


def dash_is_minus(cells: Iterable[object]) -> bool:
    """Whether a dash behind 单元 is a minus in this column: others go without it, and it stands before low rooms alone."""
    said = [cell for cell in cells if isinstance(cell, str) and "元" in cell]
    if not any("元-" in cell or "元－" in cell for cell in said):
        return False
    texts = [without_remark(plain(cell)) for cell in said]
    dashed = [text for text in texts if _DASHED.search(text)]
    return bool(dashed) and all(map(_LOW.search, dashed)) and any(map(_PLAIN.search, texts))


def in_cellar(text: str, *, minus: bool) -> str:
    """The address with its cellar in a word: 2单元-101 -> 2单元负101; blank where it is in none."""
    pattern = _BENEATH if _CELLAR.search(text) else _DASHED if minus else None
    bare = without_remark(text)
    return pattern.sub("负", bare) if pattern and pattern.search(bare) else ""
