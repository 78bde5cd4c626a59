"""A stay against a fault of PySide6 6.12 on Python 3.11: `Signal.emit` gives out `True` without counting the reference.

Each signal sent takes one reference away from `True`, and after some hundreds of them the interpreter stops the program
("deallocating True or False"). From Python 3.12 on `True` cannot be deallocated, and nothing has to be done.
"""

import ctypes
import sys

_MANY = 1 << 40  # more signals than a window sends in its life


def hold_bools() -> None:
    """Give `True` and `False` so many references that they outlast the program."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for value in (True, False):
            if sys.getrefcount(value) < _MANY:
                ctypes.c_ssize_t.from_address(id(value)).value += _MANY
