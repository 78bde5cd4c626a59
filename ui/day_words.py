"""Days in words, as the screen says them."""

import calendar
from datetime import date

from models.words import language

_WEEKDAYS = "一二三四五六日"


def full_day(day: date) -> str:
    """2026年9月21日 星期一."""
    if language() == "en":
        return f"{calendar.day_name[day.weekday()]}, {day.day} {calendar.month_name[day.month]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def short_day(day: date, today: date | None = None) -> str:
    """9月2日; with its year where that is another than today's."""
    same = day.year == (today or date.today()).year
    if language() == "en":
        return f"{day.day} {calendar.month_abbr[day.month]}" + ("" if same else f" {day.year}")
    return f"{day.month}月{day.day}日" if same else f"{day.year}年{day.month}月{day.day}日"


def month_of(day: date) -> str:
    """2026年3月."""
    return f"{calendar.month_abbr[day.month]} {day.year}" if language() == "en" else f"{day.year}年{day.month}月"
