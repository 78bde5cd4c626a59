"""Spans of days that offices report by: the quarter, the year to date, and the periods of a visit rule inside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Self

from models.days import months_later
from models.errors import Mistake
from models.words import _, in_words

_MONDAY = date(2024, 1, 1)  # fortnights are counted from this Monday, so that they never overlap or leave a gap
_NUMERALS = "一二三四"
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Span(NamedTuple):
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def before(self) -> date:
        """The last day before it: what stood then is what it opens with."""
        return self.start - timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a calendar year, such as 2026Q3."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that 2026Q3 (or 2026q3, 2026-Q3) names. Raises `Mistake` for anything else."""
        found = re.fullmatch(r"([0-9]{4})\s*-?\s*[Qq]([1-4])", text.strip())
        if not found or not 1900 <= int(found[1]) <= 9998:
            raise Mistake(_("A quarter is written like 2026Q3; this is: {text}").format(text=text))
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        return months_later(self.start, 3) - timedelta(days=1)

    @property
    def last_year(self) -> "Quarter":
        """The same quarter of the year before."""
        return Quarter(self.year - 1, self.number)

    @property
    def year_to_date(self) -> Span:
        """From the first of January to the quarter's last day."""
        return Span(date(self.year, 1, 1), self.end)

    @property
    def chinese(self) -> str:
        return f"{self.year}年第{_NUMERALS[self.number - 1]}季度"

    @property
    def words(self) -> str:
        """How the screen calls it."""
        return in_words(str(self), self.chinese)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def periods_within(span: Span, period: str) -> list[Span]:
    """The periods of a visit rule (a code of visit_period) that a span is divided into, in order.

    ISO weeks and fortnights belong to the span that their Monday lies in, though they may end after it; months,
    quarters, half years and years to the span that they end in, though they may begin before it. So each period is
    counted once, and in one quarter only.
    """
    if period == "week":
        return list(_weeks(span, 1))
    if period == "fortnight":
        return list(_weeks(span, 2))
    return list(_months(span, _MONTHS[period]))


def _weeks(span: Span, weeks: int) -> Iterator[Span]:
    days = 7 * weeks
    monday = span.start + timedelta(days=(_MONDAY - span.start).days % days)
    while monday <= span.end:
        yield Span(monday, monday + timedelta(days=days - 1))
        monday += timedelta(days=days)


def _months(span: Span, months: int) -> Iterator[Span]:
    first = date(span.start.year, (span.start.month - 1) // months * months + 1, 1)
    while (end := months_later(first, months) - timedelta(days=1)) <= span.end:
        if end >= span.start:
            yield Span(first, end)
        first = months_later(first, months)
