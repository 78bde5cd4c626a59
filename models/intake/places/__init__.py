"""Doors, dwellings and the units that look after them."""
