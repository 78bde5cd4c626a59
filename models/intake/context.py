"""What a sheet's name, its title or a line between its rows says of all the rows beneath: estate, building, month."""

import re
import unicodedata
from collections.abc import Iterable

from models.doors import parse_place

_MONTH = re.compile(r"(?:(20\d\d)\s*[年./-]\s*)?(\d{1,2})\s*月")
_DOTTED = re.compile(r"^(20\d\d)[./-]?(\d{2})$")
_YEAR = re.compile(r"(20\d\d)\s*年|(?<!\d)(20\d\d)(?!\d)")


def place_in(text: str) -> dict[str, str]:
    """Estate, building and entrance that a sheet's name or a heading names: 松林苑3号楼 -> 松林苑, 3."""
    place = parse_place(text)
    if place is None:
        return {}
    return {name: value for name, value in place._asdict().items() if value and name != "room"}


def month_in(texts: Iterable[str]) -> tuple[int, int]:
    """The year and the month that the first text to name them names; 0 for what none names."""
    year = month = 0
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        if match := _DOTTED.match(plain.strip()):
            return int(match[1]), int(match[2])
        if (match := _MONTH.search(plain)) and 1 <= int(match[2]) <= 12:
            month = month or int(match[2])
            year = year or int(match[1] or 0)
        if not year and (match := _YEAR.search(plain)):
            year = int(match[1] or match[2])
    return year, month
