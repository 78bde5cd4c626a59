"""Sheets that are forms: labels with their values, perhaps a table of members within."""
