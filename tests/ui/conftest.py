"""Fixtures of the window's tests."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.on_desk import on_desk
from tests.ui.windows import in_window

__all__ = ["in_window", "on_desk"]
