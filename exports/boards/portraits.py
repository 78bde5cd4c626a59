"""A photo in its frame, the neutral figure that stands for a missing one, and the party member's tag."""

from exports.boards.content import Officer
from exports.boards.parts import BASELINE
from exports.boards.photos import Unreadable
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS_BOLD
from exports.pdf.ink import Ink
from models.words import _

__all__ = ["PARTY_MEMBER", "TALL", "portrait", "tagged"]

PARTY_MEMBER = "党员"

TALL = 7 / 5
"""Height to width of a photo."""


def _silhouette(style: Style, context: Context) -> str:
    """Return the form with the neutral figure that stands for a missing photo, 50 by 70 units."""
    theme, document = style.theme, context.ink.document
    name = f"Figure-{theme.key}"
    if not document.has(name):
        ink = Ink(document)
        ink.save()
        ink.clip_round(0, 0, 50, 70, 1.7)
        if theme.filled:
            ink.rect(0, 0, 50, 70, theme.photo)
            ink.circle(25, 46.5, 9.6, theme.figure)
            ink.round_rect(7, -20, 36, 46.5, 17.5, theme.figure)
        else:
            ink.circle(25, 46.5, 9.6, None, theme.figure, 0.9)
            ink.round_rect(7, -20, 36, 46.5, 17.5, None, theme.figure, 0.9)
        ink.restore()
        if not theme.filled:
            ink.round_rect(0.4, 0.4, 49.2, 69.2, 1.7, None, theme.figure, 0.8)
        document.add_form(name, 50, 70, ink.content(), set())
    return name


def portrait(style: Style, context: Context, officer: Officer, x: float, y: float, wide: float) -> None:
    """Draw a photo, or the silhouette, with its top left corner at (x, y); and the party member's tag on its edge."""
    tall = wide * TALL
    if officer.photo is None or not _photo(style, context, officer, x, y, wide):
        context.ink.place(_silhouette(style, context), x, y - tall, wide / 50, wide / 50)
    if tagged(officer):
        _tag(style, context, x + wide / 2, y - tall, wide)


def tagged(officer: Officer) -> bool:
    """Tell who gets the party member's tag: those whose post does not say it already."""
    return officer.party_member and PARTY_MEMBER not in officer.post


def _photo(style: Style, context: Context, officer: Officer, x: float, y: float, wide: float) -> bool:
    try:
        photo = context.photos.photo(officer.photo or b"", wide)
    except Unreadable:
        message = _("The photo of {name} cannot be read; a silhouette stands in its place")
        context.remarks.append(("photo", message.format(name=officer.name)))
        return False
    ink, tall, needed = context.ink, wide * TALL, style.paper.smallest_dpi
    ink.save()
    ink.clip_round(x, y - tall, wide, tall, wide * 0.034)
    ink.place(photo.name, x, y - tall, wide, tall)
    ink.restore()
    if photo.dpi < needed - 0.5:
        message = _("The photo of {name} has only {dpi} dpi, under {needed}: it will print blurred")
        context.remarks.append(("photo", message.format(name=officer.name, dpi=round(photo.dpi), needed=needed)))
    return True


def _tag(style: Style, context: Context, middle: float, bottom: float, room: float) -> None:
    """Draw the small tag 党员 over a photo's lower edge."""
    theme = style.theme
    size = min(style.small * 0.9, room / 4.0)
    wide, tall = size * 3.0, size * 1.46
    fill = theme.mark if theme.filled else theme.ground
    context.ink.round_rect(
        middle - wide / 2, bottom - tall * 0.42, wide, tall, size * 0.3, fill, theme.ground, style.line * 2
    )
    if not theme.filled:
        context.ink.round_rect(
            middle - wide / 2, bottom - tall * 0.42, wide, tall, size * 0.3, None, theme.mark, style.line
        )
    colour = theme.on_mark if theme.filled else theme.mark
    context.ink.text(
        middle,
        bottom + tall * 0.58 - (tall - size) / 2 - size * BASELINE,
        PARTY_MEMBER,
        SANS_BOLD,
        size,
        colour,
        "centre",
    )
