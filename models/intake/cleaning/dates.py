"""Dates as offices write them: 1958.3.2, 1958年3月, 19580302, 58-3-2, spreadsheet serials of both epochs, years alone."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from models.intake.cleaning.cells import Level, Odd, is_blank, plain
from models.words import _

_ENOUGH_MONTHS = 3  # so many births on the first of a month, and no other, are months
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_FIRST_SERIAL, _LAST_SERIAL = 1_000, 73_050  # a smaller number is an age or a slip; the end of 2099
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: \d{2}:\d{2}(?::\d{2})?)?")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SEP = r"\s*[-./\\年月、,，—–_ ]\s*"
_DAY = re.compile(rf"(\d{{4}}|\d{{2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})\s*(?:日|号)?")
_MONTH = re.compile(r"(\d{4}|\d{2})\s*[-./\\年]\s*(\d{1,2})\s*月?\.?")
_BACKWARDS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_ONLY_DAY = re.compile(r"(\d{1,2})\s*[日号]")
_TERM = re.compile(r"(?:(\d{1,3})\s*(?:天|自然日|日内|个?自然日内|天内|天之内|日之内|天以内)|当[天日](?:内)?)")
_BEHIND = re.compile(
    r"(?:[\sT—–~至到-]{0,4}\d{1,2}[:时点]\d{0,2}(?:[:分]\d{0,2}(?:\.\d+)?)?秒?(?:\s*[AaPp][Mm])?|\s*(?:上午|下午|早上|中午|晚上|晚|出?生)"
    r"|\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)+$"
)


class Dates:
    """The cells of one column as dates. `year` and `month` are what the sheet itself says where a cell is short; `cells`
    tell whether 3/2/1958 begins with the day. `level` is what becomes of a cell that is no date. With `terms` a cell
    may also say within how many days, counted from the day of receipt."""

    def __init__(
        self,
        *,
        level: Level = "reject",
        terms: bool = False,
        epoch_1904: bool = False,
        year: int = 0,
        month: int = 0,
        cells: Iterable[Any] = (),
        months: Literal["", "named", "likely"] = "",
    ) -> None:
        written = list(cells)
        self.level, self.terms, self.day_first = level, terms, day_first(written)
        self.months = months and _are_months(written, named=months == "named")
        self.short: dict[str, Any] = {"epoch_1904": epoch_1904, "year": year, "month": month}

    def __call__(self, value: Any) -> Any:
        if self.terms and (term := _TERM.fullmatch(plain(value))):
            return timedelta(days=int(term[1] or 0))
        found = parse_date(value, day_first=self.day_first, **self.short)
        if self.months and isinstance(found, date) and found.day == 1:
            return Odd(found, "", "coarse")
        if self.level == "note" and isinstance(found, Odd) and found.level == "reject":
            sentence = _("{problem}; it is kept in the note.")
            return Odd(None, sentence.format(problem=found.sentence.rstrip(".。")), "note")
        return found


def _are_months(cells: list[Any], *, named: bool) -> bool:
    """Whether all dates of a column are the first of a month: a spreadsheet makes 1973年2月 into 1973-02-01."""
    days = {match[0] for cell in cells if isinstance(cell, str) and (match := _ISO.fullmatch(cell.strip()))}
    return all(day[8:10] == "01" for day in days) and len(days) >= (1 if named else _ENOUGH_MONTHS)


def day_first(cells: Iterable[Any]) -> bool | None:
    """Whether cells such as 25/12/1958 tell that the day stands first in a column, or the month; None if they do not."""
    written = filter(None, (_BACKWARDS.fullmatch(cell.strip()) for cell in cells if isinstance(cell, str)))
    told = {int(match[1]) > 12 for match in written if max(int(match[1]), int(match[2])) > 12}
    return told.pop() if len(told) == 1 else None


def parse_date(
    value: Any, *, epoch_1904: bool = False, year: int = 0, month: int = 0, day_first: bool | None = None
) -> Any:
    """A date, None for a blank cell, or an `Odd`."""
    if isinstance(value, int | float):
        return _of_number(float(value), epoch_1904)
    text = plain(value)
    if is_blank(text) or set(text) <= set("0-/. :"):
        return None
    if match := _ISO.fullmatch(text):
        return _day(*map(int, match.groups()), text=text)
    text, whole = _BEHIND.sub("", text).strip(), text
    if match := _BACKWARDS.fullmatch(text):
        return _backwards(int(match[1]), int(match[2]), int(match[3]), day_first, whole)
    return _of_text(text, whole, epoch_1904, year, month)


def _backwards(first: int, second: int, year: int, day_first: bool | None, text: str) -> Any:
    """3/2/1958: the month stands first unless that cannot be, or the rest of the column tells otherwise."""
    turned = first > 12 or bool(day_first and second <= 12)
    month, day = (second, first) if turned else (first, second)
    found = _day(year, month, day, text=text)
    if day_first is not None or first == second or max(first, second) > 12 or isinstance(found, Odd):
        return found
    sentence = _("Day or month first? {text} was taken as {date}; please compare.")
    return Odd(found, sentence.format(text=text, date=found.isoformat()), "warn")


def _of_text(text: str, whole: str, epoch_1904: bool, year: int, month: int) -> Any:
    if not text.isascii():
        text = _chinese_numerals(text)
    if text.isdigit():
        return _of_digits(text, epoch_1904)
    if match := _DAY.fullmatch(text):
        return _day(_century(match[1]), int(match[2]), int(match[3]), text=whole)
    if match := _MONTH.fullmatch(text):
        if len(match[1]) == 2 and "年" not in text and year:
            return _day(year, int(match[1]), int(match[2]), text=whole)
        return _month(_century(match[1]), int(match[2]), whole)
    if match := re.fullmatch(r"(\d{4}|\d{2})\s*年(?:生|出生)?", text):
        return _year(_century(match[1]), whole)
    if year and (match := _NO_YEAR.fullmatch(text)):
        return _day(year, int(match[1]), int(match[2]), text=whole)
    if year and month and (match := _ONLY_DAY.fullmatch(text)):
        return _day(year, month, int(match[1]), text=whole)
    try:
        return _of_number(float(text), epoch_1904)
    except ValueError:
        return _no_date(whole)


def _chinese_numerals(text: str) -> str:
    """一九五八年三月二十日 -> 1958年3月20日."""
    text = re.sub(
        r"(?<=[年月])(二?)十([一二三四五六七八九]?)", lambda m: ((m[1] and "二") or "一") + (m[2] or "〇"), text
    )
    text = re.sub(r"(?<=[年月])三十([一]?)", lambda m: "三" + (m[1] or "〇"), text)
    return text.translate(_DIGITS)


def _century(digits: str) -> int:
    """The year that two digits mean: never one to come."""
    if len(digits) == 4:
        return int(digits)
    short, now = int(digits), date.today().year
    return short + (now // 100 * 100 if short <= now % 100 else now // 100 * 100 - 100)


def _of_digits(text: str, epoch_1904: bool) -> Any:
    if len(text) == 8:
        if text[4:] == "0000":
            return _year(int(text[:4]), text)
        if text[6:] == "00":
            return _month(int(text[:4]), int(text[4:6]), text)
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), text=text)
    if len(text) == 6:
        if text[:2] in ("18", "19", "20") and 1 <= int(text[4:]) <= 12:
            return _month(int(text[:4]), int(text[4:]), text)
        return _day(_century(text[:2]), int(text[2:4]), int(text[4:]), text=text)
    return _of_number(float(text), epoch_1904)


def _of_number(number: float, epoch_1904: bool) -> Any:
    whole = int(number)
    if number <= 0:
        return None if number == 0 else _bad(str(number))
    if whole != number and _FIRST_YEAR <= whole <= _LAST_YEAR:
        return _year_and_month(number)
    if whole == number and _FIRST_YEAR <= whole <= _LAST_YEAR:
        return _year(whole, str(whole))
    if whole < _FIRST_SERIAL:
        return _no_date(repr(number) if whole != number else str(whole))
    if whole <= _LAST_SERIAL:
        return _EPOCHS[epoch_1904] + timedelta(days=whole)
    if whole == number and len(str(whole)) in (6, 8):
        return _of_digits(str(whole), epoch_1904)
    if (whole == number and len(str(whole)) == 5) or whole != number:
        return _bad(str(number))
    return _bad(str(whole))


def _year_and_month(number: float) -> Any:
    """1958.3 typed as a number; 1958.1 may have been 1958.10, so that only its year is sure."""
    year, _point, month = repr(round(number, 2)).partition(".")
    if month == "1":
        sentence = _("January or October? A spreadsheet makes 1958.10 into 1958.1; only the year was taken.")
        return Odd(date(int(year), 1, 1), sentence, "coarse")
    return _month(int(year), int(month), repr(number))


def _day(year: int, month: int, day: int, *, text: str) -> Any:
    try:
        found = date(year, month, day)
    except ValueError:
        if day == 0 and month == 0:
            return _year(year, text)
        return _month(year, month, text) if day == 0 else _bad(text)
    return found if _FIRST_YEAR <= year <= _LAST_YEAR else _bad(text)


def _month(year: int, month: int, text: str) -> Any:
    if not (1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
        return _bad(text)
    return Odd(
        date(year, month, 1), _("Only the year and the month are given; the first of the month was taken."), "coarse"
    )


def _year(year: int, text: str) -> Any:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _bad(text)
    return Odd(date(year, 1, 1), _("Only the year is given; the first of January was taken."), "coarse")


def _no_date(text: str) -> Odd:
    return Odd(None, _("This is no date: {text}").format(text=text), "reject")


def _bad(text: str) -> Odd:
    return Odd(None, _("There is no such date: {text}").format(text=text), "reject")
