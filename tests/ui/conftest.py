"""Fixtures of the window's tests."""

from tests.ui.on_desk import on_desk

__all__ = ["on_desk"]
