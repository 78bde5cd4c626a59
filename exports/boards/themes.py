"""The colours of a board, read from resources/themes/*.toml."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from exports.pdf.ink import Colour
from resources import path

__all__ = ["Theme", "contrast", "theme", "themes"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. ``filled`` is false for the ink-saving look: no filled areas, outlines and text alone."""

    key: str
    name_zh: str
    name_en: str
    order: int
    filled: bool
    frame: Colour
    """The outer frame and, with ``filled``, the heading band."""
    ground: Colour
    gold: Colour
    """The one thin line and the overline's companion."""
    title: Colour
    overline: Colour
    accent: Colour
    """Section titles, posts, telephone numbers of those who lead."""
    mark: Colour
    """The bar before a section title and the number discs."""
    on_mark: Colour
    ink: Colour
    soft: Colour
    """Secondary text: still 4.5 to 1 on the ground."""
    panel: Colour
    """The foot."""
    rule: Colour
    photo: Colour
    """Behind a missing photo."""
    figure: Colour
    """The silhouette itself."""


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _read(file: Path) -> Theme:
    data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    values: dict[str, Any] = {"key": file.stem}
    for field in fields(Theme):
        if field.name in data:
            value = data[field.name]
            values[field.name] = _colour(value) if isinstance(value, str) and value.startswith("#") else value
    return Theme(**values)


@cache
def themes() -> tuple[Theme, ...]:
    """Return all themes in the order they are offered; the first is the usual one."""
    return tuple(sorted((_read(file) for file in path("themes").glob("*.toml")), key=lambda theme: theme.order))


def theme(key: str) -> Theme:
    """Return a theme by its key; raises ValueError for one that is not there."""
    found = next((each for each in themes() if each.key == key), None)
    if found is None:
        raise ValueError(f"unknown theme: {key}")
    return found


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
