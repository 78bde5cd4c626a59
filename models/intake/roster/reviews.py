"""The queue of rows that somebody has to look at: it can be left and returned to, and a decision undone."""

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ids import new_id
from models.intake.plans import Plan, Review
from models.intake.sheets.memory import IntakeReview, is_there
from models.tables import batches


def queue(session: Session, plan: Plan) -> None:
    """Put the plan's rows for review into the queue; a row that stands there already is not asked about again."""
    if not plan.reviews or not is_there(session):
        return
    rows = {fingerprint_of(review): review for review in plan.reviews}
    known: set[str] = set()
    for batch in batches(list(rows)):
        known.update(session.scalars(select(IntakeReview.fingerprint).where(IntakeReview.fingerprint.in_(batch))))
    new = [_row(plan, key, review) for key, review in rows.items() if key not in known]
    for batch_start in range(0, len(new), 1_000):
        session.execute(IntakeReview.__table__.insert(), new[batch_start : batch_start + 1_000])  # type: ignore[attr-defined]


def fingerprint_of(review: Review) -> str:
    """What makes two rows for review the same question."""
    said = json.dumps([review.table.layout.ledger, _plain(review)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()


def _plain(review: Review) -> dict[str, Any]:
    """The values as JSON takes them; a door that the register does not know is told by its parts."""
    found = {n: v.isoformat() if isinstance(v, date) else v for n, v in review.values.items() if n != "household_id"}
    cells = [str(cell) for cell in review.table.sheet.rows[review.table.rows[review.row]]]
    return {"values": found, "cells": cells}


def _row(plan: Plan, key: str, review: Review) -> dict[str, Any]:
    table = review.table
    values = _plain(review)["values"]
    if "household_id" in review.values:
        values["household_id"] = review.values["household_id"]
    return {
        "id": new_id(), "fingerprint": key, "ledger": table.layout.ledger, "file": plan.source.path.name[:200],
        "sheet": table.sheet.name[:120], "row": table.rows[review.row] + 1, "reason": review.reason,
        "row_values": json.dumps(values, ensure_ascii=False), "candidates": json.dumps(list(review.candidates)),
        "found_on": date.today(), "settled_on": None, "settled_as": None,
    }  # fmt: skip
