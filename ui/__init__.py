"""The window: Qt, standing on models/ and exports/."""

from ui.references import hold_bools

hold_bools()
