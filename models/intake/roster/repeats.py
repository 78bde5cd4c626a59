"""The same person a second time in a file: what the second row says more goes to the first; a contradiction does not."""

from typing import Any

from models.fields import Values
from models.households import PEOPLE
from models.intake.compare import changed_fields
from models.intake.sheets.table import Table

_LONGEST_PHONES = 60


def says_otherwise(table: Table, i: int, said: Values, first: Table, j: int, before: Values) -> str:
    """The field in which row i of a table contradicts row j of the first; blank if none. Two phones may be anybody's, but
    two people's where name and door are all that is known."""
    if not {"document", "birth"} & (said.keys() | before.keys()) and _are_apart(said.get("phone"), before.get("phone")):
        return "phone"
    return next(
        (name for name, value in said.items() if _better(table, i, name, value, first, j, before) is _NEITHER), ""
    )


def add_to(table: Table, i: int, said: Values, first: Table, j: int, before: Values) -> bool:
    """Put into row j of the first table what row i says more; whether there was anything."""
    added = False
    for name, value in said.items():
        better = _better(table, i, name, value, first, j, before)
        if better is None or better == before.get(name):
            continue
        added = True
        if name == "household_id":
            first.homes[j] = table.homes[i]
        else:
            first.columns.setdefault(name, [None] * len(first.rows))[j] = better
            first.coarse.get(name, set()).discard(j)
            if i in table.coarse.get(name, ()):
                first.coarse.setdefault(name, set()).add(j)
    for found in table.coarse.values():
        found.discard(i)  # what is taken of it stands in the first row
    return _add_notes(table, i, first, j) or added


def _are_apart(phones: str | None, others: str | None) -> bool:
    return bool(phones and others) and not set(str(phones).split("、")) & set(str(others).split("、"))


_NEITHER = object()


def _better(table: Table, i: int, name: str, value: Any, first: Table, j: int, before: Values) -> Any:
    """The value that says more; None where the note is merged, `_NEITHER` where two values exclude each other."""
    was = before.get(name)
    if name == "note":
        return None
    if was is None or was == value:
        return value
    if not changed_fields(PEOPLE, {name: was}, {name: value}, _coarse(table, i)):
        return was
    if not changed_fields(PEOPLE, {name: value}, {name: was}, _coarse(first, j)):
        return value
    if name == "phone":
        joined = "、".join(dict.fromkeys([*was.split("、"), *value.split("、")]))
        return joined if len(joined) <= _LONGEST_PHONES else _NEITHER
    return _NEITHER


def _coarse(table: Table, i: int) -> set[str]:
    return {meaning for meaning, found in table.coarse.items() if i in found}


def _add_notes(table: Table, i: int, first: Table, j: int) -> bool:
    known = first.notes.setdefault(j, [])
    own, remark = table.get("note")[i], first.get("note")[j]
    pieces = [one for one in table.notes.get(i, ()) if not (first.get("birth")[j] and one == table.ages.get(i))]
    if own and own not in (remark or ""):
        label = table.headers["note"].header.replace("\n", "") if "note" in table.headers else ""
        pieces.append(f"{label}：{own}" if label else own)
    new = [piece for piece in pieces if piece not in known]
    known += new
    return bool(new)
