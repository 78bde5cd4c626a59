"""A remedy for Qt's bindings on Python 3.11, until it can go.

PySide6 6.12.0 hands out None without taking a reference, which is right from Python 3.12 on, where None is immortal.
Before, each such call takes one reference away for good, and after some ten thousand drawing calls Python stops with
"deallocating None". So None is given references enough for years. It can go with Python 3.11, or with a PySide6 under
which `tests/ui/test_undying_none.py` passes without it.
"""

import ctypes
import sys

PLENTY = 1 << 48


def keep_none_alive() -> bool:
    """Give None its references once; whether that was needed here."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython" or hasattr(sys, "getobjects"):
        return False
    if sys.getrefcount(None) < PLENTY // 2:
        ctypes.c_ssize_t.from_address(id(None)).value += PLENTY
    return True
