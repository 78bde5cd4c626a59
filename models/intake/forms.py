"""One sheet for each household: labels with their values beside them, and perhaps a table of its members."""

from models.intake.layouts import Layout
from models.intake.regions import Region
from models.intake.source import Sheet


def find_form(number: int, sheet: Sheet, region: Region | None) -> Layout | None:
    """The form on a sheet, or None."""
    return None
