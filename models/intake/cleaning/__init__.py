"""Cells as people write them, as the values they mean."""
