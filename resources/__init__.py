"""Where the bundled data lies: fonts, icons, code tables, translations, board themes.

This room holds data; the only Python in it is this locator. Reading a file is the work of the room that uses it.
"""

import sys
from pathlib import Path

__all__ = ["path"]


def _root() -> Path:
    # A frozen program (PyInstaller) unpacks its data below sys._MEIPASS; from source they lie beside this file.
    unpacked = getattr(sys, "_MEIPASS", None)
    return Path(unpacked, "resources") if unpacked else Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the path of a bundled file or folder, e.g. ``path("fonts", "NotoSansSC-Regular.ttf")``.

    The path is not checked: whoever opens the file reports it missing, with the reason to hand.
    """
    return _root().joinpath(*parts)
