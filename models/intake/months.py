"""A month of visits with its days across: a mark in a day's column is a visit on that day."""

from models.intake.layouts import Layout
from models.intake.regions import Region
from models.intake.source import Sheet


def find_month_table(number: int, sheet: Sheet, region: Region | None) -> Layout | None:
    """The month's table on a sheet, or None."""
    return None
