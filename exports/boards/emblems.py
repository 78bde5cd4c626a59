"""The office's own emblem: taken in as its file is, kept with the office, drawn on boards of party building alone.

Regulations on the Party Emblem and Flag (2021), domain reference section 4: none comes with the program, and the
picture is never cropped, recoloured or drawn anew.
"""

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from exports.boards.photos import BROKEN
from models import operations
from models.changes import Changes
from models.errors import Mistake
from models.organisation import OFFICES, Office
from models.register import Register
from models.words import _

__all__ = ["PARTY_BUILDING", "digest", "office_emblem", "read_picture", "set_emblem"]

PARTY_BUILDING = ("contact", "plate", "chart")
"""The kinds that are party building: what residents are told of services, phones and notices carries no emblem."""

MOST_MEGABYTES = 3
MOST_PIXELS = 3_000
"""On a side. A heading of the largest board prints its emblem 12 cm high: 1,400 pixels at 300 dpi."""


def office_emblem(session: Session) -> bytes | None:
    """The picture file of the office's emblem, None where it has none."""
    return session.scalar(select(Office.emblem))


def read_picture(file: Path) -> bytes:
    """The content of a picture file. Raises `Mistake` where it is too large or cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_MEGABYTES * 1_000_000 + 1)
    except OSError as error:
        raise _unreadable() from error
    _check(data)
    return data


def set_emblem(register: Register, data: bytes | None) -> Changes:
    """Keep a PNG or JPEG file as the office's emblem, byte for byte, or take the emblem away.

    Raises `Mistake` where it is no such picture, or too large.
    """
    if data is not None:
        _check(data)
    with register.operation() as operation:
        office = operation.session.scalars(select(Office.id)).one()
        operations.put(operation.session, OFFICES, {}, office, extra={"emblem": data})
        operation.sentence = _("Changed the emblem on boards") if data else _("Took the emblem off boards")
    return operation.changes


def _check(data: bytes) -> None:
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if max(image.size) <= MOST_PIXELS:
                image.load()
                return
    except BROKEN as error:
        raise _unreadable() from error
    raise _too_large()


def _unreadable() -> Mistake:
    return Mistake(_("This file cannot be read as a PNG or JPEG picture."), "emblem")


def _too_large() -> Mistake:
    words = _("This picture is too large: an emblem may have {megabytes} MB and {pixels:,} pixels on a side.")
    return Mistake(words.format(megabytes=MOST_MEGABYTES, pixels=MOST_PIXELS), "emblem")


@lru_cache(maxsize=4)
def digest(data: bytes) -> str:
    """What an issued board remembers of its emblem."""
    return hashlib.sha256(data).hexdigest()
