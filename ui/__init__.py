"""The window: Qt, standing on models/ and exports/."""

from ui.immortal import guard

guard()
