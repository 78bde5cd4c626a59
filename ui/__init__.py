"""The window: Qt, standing on models/ and exports/."""
