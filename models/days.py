"""Arithmetic of days that offices count by: months later, and the end of a visit rule's period."""

from datetime import date, timedelta

_DAYS = {"week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))


def period_later(day: date, period: str) -> date:
    """One period (a code of visit_period) after `day`: a week is seven days, a month the same day of the next."""
    return day + timedelta(days=_DAYS[period]) if period in _DAYS else months_later(day, _MONTHS[period])
