"""A register full of invented people and places, to look at and to measure with; the same for the same seed and day."""

from models.demo.making import make_demo

__all__ = ["make_demo"]
