"""People on a board: who leads, portrait cards, rows with a small photo, a plain list."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from exports.boards.content import Officer
from exports.boards.parts import BASELINE, paragraphs, parted, table, text_block
from exports.boards.pieces import Piece, beside, height, shelf
from exports.boards.portraits import PARTY_MEMBER, TALL, portrait, tagged
from exports.boards.style import Context, Style
from exports.pdf.fonts import SANS, SANS_BOLD, Face, clean
from exports.pdf.ink import Anchor, Colour

__all__ = ["leaders", "officers", "ways"]


def _is_short(name: str) -> bool:
    """Tell names of two Chinese characters, which are set apart to stand beside names of three."""
    return len(name) == 2 and all(ord(char) >= 0x3400 for char in name)


def _name(style: Style, name: str, size: float, room: float, anchor: Anchor) -> Piece:
    """Return a name on one line, smaller if it must be; at the smallest size it may take two lines."""
    name = clean(name)
    fitted = style.fitted(name, SANS_BOLD, size, room)
    name = parted(name, SANS_BOLD, fitted, room)
    if not _is_short(name):
        return text_block(name, SANS_BOLD, fitted, style.theme.ink, room, anchor, 1.26)
    shift = {"left": 0.0, "centre": room / 2, "right": room}[anchor]
    pitch = fitted * 1.26

    def draw(context: Context, x: float, y: float) -> None:
        base = y - (pitch - fitted) / 2 - fitted * BASELINE
        context.ink.text(x + shift, base, name, SANS_BOLD, fitted, style.theme.ink, anchor, fitted * 0.36)

    return Piece(pitch, draw)


def _labelled(officer: Officer) -> list[str]:
    """Return the longer texts of a person, each with its label."""
    labelled = (("服务范围", officer.area), ("职责", officer.duties), ("承诺", officer.pledge))
    return [f"{label}：{text}" for label, text in labelled if text]


def _words(
    style: Style,
    officer: Officer,
    room: float,
    anchor: Anchor,
    name: float,
    size: float,
    phone: tuple[Face, float, Colour],
) -> list[Piece]:
    """Return post, name, phone and the longer texts of a person as a small column."""
    theme = style.theme
    pieces = [_name(style, officer.name, name, room, anchor)]
    if officer.post:
        pieces.append(text_block(officer.post, SANS_BOLD, size, theme.accent, room, anchor, 1.32))
    if officer.phone:
        face, big, colour = phone
        big = style.fitted(clean(officer.phone), face, big, room)
        pieces.append(text_block(officer.phone, face, big, colour, room, anchor, 1.34))
    pieces += [text_block(text, SANS, size, theme.soft, room, anchor, 1.45) for text in _labelled(officer)]
    return pieces


# who leads


def leaders(style: Style, people: Sequence[Officer], room: float) -> list[Piece]:
    """Return those who stand at the top: one over the whole width, more in two columns."""
    if not people:
        return []
    if style.running:
        pieces = _told(style, people, room, leaders)
    elif len(people) == 1:
        pieces = [_leader(style, people[0], room, 1.0)]
    else:
        cells = [_leader(style, each, room / 2 - style.gap * 0.4, 0.74) for each in people]
        pieces = shelf(cells, 2, room, style.gap * 0.7)
    pieces[0].gap, pieces[0].firm = style.gap * 0.9, False
    return pieces


def _leader(style: Style, officer: Officer, room: float, share: float) -> Piece:
    photo = style.lead_photo * (1.0 if share == 1.0 else 0.8)
    indent = photo * (1.2 if share == 1.0 else 1.14)
    words = _leader_words(style, officer, room - indent, share)
    tall = max(height(words), photo * TALL)
    column = beside(((indent, words),), 0.0)
    inset = style.unit * 0.006 * share

    def draw(context: Context, x: float, y: float) -> None:
        portrait(style, context, officer, x + inset, y, photo)
        column.draw(context, x, y - max((photo * TALL - height(words)) * 0.42, 0.0))

    return Piece(tall, draw)


def _leader_words(style: Style, officer: Officer, room: float, share: float) -> list[Piece]:
    theme, size = style.theme, max(style.lead_text * (0.94 if share < 1 else 1.0), style.smallest)
    name = max(style.lead_name * share, style.smallest)
    phone = max(style.lead_phone * share, style.smallest)
    pieces = []
    if officer.post:
        pieces.append(text_block(officer.post, SANS_BOLD, size, theme.accent, room, leading=1.34))
    pieces.append(_name(style, officer.name, name, room, "left"))
    if officer.phone:
        phone = style.fitted(clean(officer.phone), SANS_BOLD, phone, room)
        pieces.append(text_block(officer.phone, SANS_BOLD, phone, theme.accent, room, leading=1.36))
    for index, text in enumerate(_labelled(officer)):
        piece = text_block(text, SANS, size, theme.soft, room, leading=1.56)
        piece.gap = size * 0.3 if index == 0 else 0.0
        pieces.append(piece)
    return pieces


# everyone else


def officers(style: Style, people: Sequence[Officer], room: float) -> list[Piece]:
    """Return the others in the manner the style asks for; long texts or very few people always make rows."""
    if not people:
        return []
    if style.running:
        pieces = _told(style, people, room, officers)
    elif style.cards == "list" and not any(person.photo for person in people):
        pieces = _list(style, people, room)
    elif style.cards == "rows" or len(people) <= 2 or any(_labelled(person) for person in people):
        pieces = _rows(style, people, room)
    else:
        pieces = _portraits(style, people, room)
    pieces[0].gap = style.step * 1.15
    return pieces


def _told(
    style: Style,
    people: Sequence[Officer],
    room: float,
    show: Callable[[Style, Sequence[Officer], float], list[Piece]],
) -> list[Piece]:
    """Return people shown without their longer texts, which follow as running lines under each name."""
    pieces = show(style.vary(cards="cards"), [replace(each, area="", duties="", pledge="") for each in people], room)
    for officer in people:
        texts = _labelled(officer)
        if texts:
            pieces += paragraphs(style, [officer.name, *texts], room)
    return pieces


def ways(people: Sequence[Officer]) -> tuple[str, ...]:
    """Return the ways these people can be shown, the preferred one first."""
    if len(people) <= 2 or any(_labelled(person) for person in people):
        return ("cards",)
    return ("cards", "rows") if any(person.photo for person in people) else ("cards", "rows", "list")


def _across(count: int, room: float, cell: float) -> int:
    """Return how many stand beside each other so that rows are full and even."""
    most = max(1, int(room / cell))
    return math.ceil(count / math.ceil(count / most))


def _portraits(style: Style, people: Sequence[Officer], room: float) -> list[Piece]:
    photo = style.photo * (1.18 if len(people) <= 4 else 1.0)
    across = _across(len(people), room, max(photo * 1.5, style.small * 6.4))
    if len(people) <= 4 and room / len(people) >= style.small * 6.4:
        across = len(people)
        photo = min(photo, room / across / 1.4)
    any_tag = any(tagged(person) for person in people)
    cells = [_portrait_card(style, person, photo, room / across, any_tag) for person in people]
    return shelf(cells, across, room, style.gap * 0.62)


def _portrait_card(style: Style, officer: Officer, photo: float, pitch: float, any_tag: bool) -> Piece:
    room = pitch - style.small * 0.7
    phone = (SANS, style.small, style.theme.soft)
    words = _words(style, officer, room, "centre", style.name, style.small, phone)
    inset = (pitch - room) / 2
    top = photo * TALL + max(style.step * 1.1, style.small * 0.8 if any_tag else 0.0)
    column = beside(((inset, words),), 0.0)

    def draw(context: Context, x: float, y: float) -> None:
        portrait(style, context, officer, x + (pitch - photo) / 2, y, photo)
        column.draw(context, x, y - top)

    return Piece(top + column.height, draw)


def _rows(style: Style, people: Sequence[Officer], room: float) -> list[Piece]:
    few = len(people) <= 2
    photo = style.photo * (1.1 if few else 0.66)
    long = any(_labelled(person) for person in people)
    cell = photo * 1.2 + style.small * (15 if long else 8.6)
    across = 2 if few and len(people) == 2 else _across(len(people), room, cell)
    cells = [_row(style, person, photo, room / across, few) for person in people]
    return shelf(cells, across, room, style.gap * (0.42 if not few else 0.6))


def _row(style: Style, officer: Officer, photo: float, pitch: float, few: bool) -> Piece:
    indent = photo * 1.17
    name = style.name * (1.25 if few else 0.92)
    phone = (
        SANS_BOLD if few else SANS,
        style.small * (1.2 if few else 1.0),
        style.theme.ink if few else style.theme.soft,
    )
    words = _words(
        style, officer, pitch - indent - style.small * 0.8, "left", max(name, style.smallest), style.small, phone
    )
    column = beside(((indent, words),), 0.0)
    tag = style.small * 0.6 if tagged(officer) else 0.0

    def draw(context: Context, x: float, y: float) -> None:
        portrait(style, context, officer, x, y, photo)
        column.draw(context, x, y - max((photo * TALL - column.height) / 2, 0.0))

    return Piece(max(column.height, photo * TALL + tag), draw)


def _list(style: Style, people: Sequence[Officer], room: float) -> list[Piece]:
    def post(person: Officer) -> str:
        return f"{person.post}（{PARTY_MEMBER}）" if tagged(person) else person.post

    across = max(1, min(int(room / (style.body * 18)), len(people) // 4))
    return table(style, [(post(person), person.name, person.phone) for person in people], room, across)
