"""Visits kept as calendars: days across, weeks on a wall, months of a year."""
