"""The chain's proof as a file that can be checked without the register: who, when, and the digest of what was done.

It carries digests instead of sentences and values, so it may leave the house; whoever keeps one can tell years later
whether the history was touched before that day.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from models.errors import Mistake
from models.history import chain
from models.words import _

FORM = "grid-register history proof 1"
_FACTS = ("started", "finished", "staff", "undoes")


def lines(session: Session) -> Iterator[dict[str, Any]]:
    """One line an operation. It is the whole register's: not for an account that is held to its units."""
    if session.info.get("held"):
        raise Mistake(_("This concerns the whole register; your account sees a part of it. Ask the administrator."))
    for row in chain.operations(session):
        facts = (row.started_at, row.finished_at, row.staff, row.undoes)
        yield {
            "number": row.id, **dict(zip(_FACTS, map(chain.moment_text, facts), strict=True)),
            "content": row.content, "digest": row.digest,
        }  # fmt: skip


def as_text(session: Session) -> str:
    """The whole proof: a first line that says what it is, then one JSON object a line."""
    head = {"form": FORM, "digest": "SHA-256 of the JSON array [digest before, number, started, finished, staff,"
            " undoes, content]"}  # fmt: skip
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *lines(session)))


def _read(text: str) -> list[dict[str, Any]]:
    try:
        head, *found = [json.loads(line) for line in text.splitlines() if line.strip()]
        if head.get("form") == FORM:
            return found
    except (ValueError, AttributeError):
        pass
    raise Mistake(_("This file is not a proof of a register's history."))


def problems(text: str) -> list[str]:
    """What is wrong within a proof itself; empty if each line follows from the one before."""
    previous, found = "", []
    for line in _read(text):
        facts = [line.get(name) for name in _FACTS]
        if chain.operation_digest(previous, line["number"], facts, line["content"]) != line["digest"]:
            found.append(
                _("Operation {number} of the proof does not fit the one before.").format(number=line["number"])
            )
        previous = line["digest"]
    return found


def against(session: Session, text: str) -> list[str]:
    """What in today's history differs from an earlier proof; empty if everything up to its day still stands."""
    today = {line["number"]: line["digest"] for line in lines(session)}
    return problems(text) + [
        _("Operation {number} is not what it was when the proof was made.").format(number=line["number"])
        for line in _read(text)
        if today.get(line["number"]) != line["digest"]
    ]
