"""The bundled fonts, loaded once: Noto Sans SC, and HanaMinB for the characters of names that Noto lacks."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from resources import path

FAMILY = "Noto Sans SC"
RARE = "HanaMinB"
FAMILIES = (FAMILY, RARE)


@cache
def load() -> None:
    """Make the fonts known to Qt."""
    for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf"):
        QFontDatabase.addApplicationFont(str(path("fonts", file)))
    QFont.insertSubstitution(FAMILY, RARE)


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The window's font; its digits are all of one width, so columns of figures stand straight."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
