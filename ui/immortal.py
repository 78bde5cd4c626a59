"""A guard for PySide6 6.12 on Python 3.11.

Its wheel returns None, True and False without counting the reference, as Python 3.12 and later allow since these never
die there. On 3.11 each call of Qt that returns nothing takes one reference away, and after some thousands the
interpreter aborts ("deallocating None"). Counting them high once is what 3.12 does itself. It can go with Python 3.11.
"""

import ctypes
import sys

_FOREVER = 1 << 40


def guard() -> None:
    """Make the singletons outlive any session; called once, before Qt is used."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for singleton in (None, True, False, NotImplemented, ...):
            ctypes.c_ssize_t.from_address(id(singleton)).value += _FOREVER
