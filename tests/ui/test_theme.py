"""Colours that can be read, sizes that follow, icons in any colour."""

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import fonts, icons, theme
from ui.stylesheet import stylesheet


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    tokens = theme.THEMES[name]
    low = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in theme.text_pairs()
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 4.5
    }
    assert not low


def test_the_text_size_holds_for_lengths_and_letters(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, percent=150, compact=True)
    try:
        assert theme.px(14) == 21 and theme.row_height() == 45
        assert app.font().pixelSize() == 21
        assert "font-size: 21px" in app.styleSheet()
    finally:
        theme.apply(app)
    assert theme.row_height() == 35


def test_an_unknown_theme_is_the_light_one(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme="sepia")
    assert theme.name() == "light"


def test_the_style_sheet_names_no_colour_beside_the_tokens() -> None:
    sheet = stylesheet(theme.DARK, lambda points: round(points))
    named = {word.strip(" ;)") for word in sheet.replace("(", " ").split() if word.startswith("#") and len(word) >= 7}
    known = {getattr(theme.DARK, name) for name in theme.DARK.__slots__}
    assert named <= known | {'#search[active="true"]'} | {
        w for w in named if not all(c in "#0123456789ABCDEF" for c in w)
    }


def test_the_bundled_fonts_are_there_with_figures_of_one_width(qtbot: QtBot) -> None:
    fonts.load()
    assert {fonts.FAMILY, fonts.RARE} <= set(QFontDatabase.families())
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(fonts.font(14))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_an_icon_takes_the_colour_asked_for(qtbot: QtBot) -> None:
    drawn = icons.pixmap("check", "#ff0000", 24).toImage()
    seen = {
        QColor(drawn.pixelColor(x, y)).name()
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#ff0000"}
